"""What the handbook and the README tell an officer to type is what the program understands."""

from __future__ import annotations

import argparse
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from broadcaster.cli.parser import build_parser
from broadcaster.folder import StationFolder
from broadcaster.settings import load_settings
from broadcaster.text.script import parse_script, read_scripts
from broadcaster.text.template import blanks
from broadcaster.timetable.reading import timetable_of

ROOT = Path(__file__).resolve().parent.parent
HANDBOOK = ROOT / "docs" / "so-tay.md"
PAGES = [HANDBOOK, ROOT / "README.md"]
STATION = StationFolder(ROOT)
FENCE = re.compile(r"^ *```(\w*)\n(.*?)^ *```", re.MULTILINE | re.DOTALL)
SPAN = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
EACH_DAY = re.compile(r"(?:at|days|from|until|except|every|between|bed|start|grace|after_cut|priority): [^…]+")

each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)


def blocks(page: Path, language: str) -> list[str]:
    return [body for name, body in FENCE.findall(page.read_text(encoding="utf-8")) if name == language]


def spans(page: Path) -> list[str]:
    return SPAN.findall(FENCE.sub("", page.read_text(encoding="utf-8")))


def typed(page: Path) -> Iterator[list[str]]:
    """Every whole command of the page: not one only named, nor one with a word in capitals that stands for any."""
    whole = [line.strip() for block in blocks(page, "") for line in block.splitlines()]
    whole += [span for span in spans(page) if len(span.split()) > 2]
    for line in whole:
        words = shlex.split(line) if line.startswith("broadcaster ") else []
        if words and "--help" not in words and not any(word.isupper() or word.startswith("/") for word in words):
            yield words[1:]


def subcommands() -> list[str]:
    actions = build_parser()._actions
    return [name for one in actions if isinstance(one, argparse._SubParsersAction) for name in one.choices]


@each_page
def test_every_schedule_shown_is_right(page: Path) -> None:
    shown = [block for block in blocks(page, "yaml") if re.search("^(programmes|campaign):", block, re.MULTILINE)]
    for block in shown:
        assert timetable_of({page.name: block})[1] == []


@each_page
def test_every_other_yaml_shown_is_a_lexicon(page: Path) -> None:
    for block in blocks(page, "yaml"):
        if not re.search("^(programmes|campaign):", block, re.MULTILINE):
            assert all(isinstance(spoken, str) for spoken in yaml.safe_load(block).values())


@each_page
def test_every_text_shown_is_right(page: Path) -> None:
    facts = load_settings(STATION)[0].station.fields
    for block in blocks(page, "markdown"):
        script, mistakes = parse_script(block, "bai-mau", page.name)
        assert mistakes == []
        assert script is not None
        assert script.unfilled(facts) == []


@pytest.mark.parametrize("line", [span for span in spans(HANDBOOK) if EACH_DAY.fullmatch(span)])
def test_every_line_of_the_tables_may_stand_in_a_programme(line: str) -> None:
    rest = {"every": "between: 07:00-20:00", "between": "every: 30 phút", "at": ""}.get(
        line.partition(":")[0], "at: 5h"
    )
    lines = ["name: Thử", line, rest, "play: [{ script: bluezone-la-gi }]"]
    programme = "programmes:\n  - " + "\n    ".join(part for part in lines if part) + "\n"
    assert timetable_of({"thu.yaml": programme})[1] == []


@each_page
def test_every_command_shown_can_be_typed(page: Path) -> None:
    for words in typed(page):
        build_parser().parse_args(words)


@each_page
def test_every_urgent_command_fills_its_blanks(page: Path) -> None:
    scripts, facts = read_scripts(STATION)[0], load_settings(STATION)[0].station.fields
    for words in typed(page):
        args = build_parser().parse_args(words)
        if args.command == "urgent" and args.name is not None:
            assert blanks(scripts[args.name].body) == {name for name, _ in args.set} | set(
                blanks(scripts[args.name].body) & facts.keys()
            )


def test_the_handbook_tells_every_command() -> None:
    told = {span.split()[1] for span in spans(HANDBOOK) if span.startswith("broadcaster ")}
    assert set(subcommands()) <= told


def test_the_handbook_tells_every_blank_of_every_template() -> None:
    told = dict(
        re.findall(r"^\| `(khan-[\w-]+)` \|[^|]*\| ([^|]*) \|$", HANDBOOK.read_text(encoding="utf-8"), re.MULTILINE)
    )
    templates = {name: one for name, one in read_scripts(STATION)[0].items() if name.startswith("khan-")}
    assert {name: re.findall(r"`(\w+)`", cell) for name, cell in told.items()} == {
        name: list(one.blanks) for name, one in templates.items()
    }


@each_page
def test_every_link_leads_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    headings = {
        re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")
        for title in re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    }
    for target in re.findall(r"\]\(([^)]+)\)", text):
        if target.startswith("#"):
            assert target[1:] in headings
        elif "://" not in target:
            assert (page.parent / target).exists(), target
