"""No input whatever gives a traceback: not a schedule, a config, a text's head, a lexicon, an hour or a day.

A small number here; a long hunt by hand, with atheris in a Python of its own:
`python tests/timetable/test_fuzz.py -runs=1000000 -max_len=400 CORPUS_FOLDER`
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from importlib import import_module
from pathlib import Path
from runpy import run_path
from zlib import crc32
from zoneinfo import ZoneInfo

from hypothesis import example, given, settings
from hypothesis import strategies as st

from broadcaster.errors import Mistake, MistakesError
from broadcaster.settings import read_settings
from broadcaster.settings.fields import parse_listen, parse_output, parse_switch, parse_zone
from broadcaster.text.lexicon import parse_lexicon
from broadcaster.text.script import parse_script
from broadcaster.timetable.check import Shelf, check
from broadcaster.timetable.fields import parse_path, parse_relay
from broadcaster.timetable.lengths import not_rendered
from broadcaster.timetable.reading import timetable_of
from broadcaster.timetable.rundown import rundown
from broadcaster.timetable.why import explain
from broadcaster.written.dates import parse_date, parse_weekday, say_day
from broadcaster.written.days import parse_days
from broadcaster.written.encoding import decode
from broadcaster.written.hours import parse_length, parse_span, parse_time, say_length
from broadcaster.written.numbers import parse_count, parse_loudness, parse_number, parse_yes_no
from broadcaster.written.wrong import WrongValue

ROOT = Path(__file__).parent.parent.parent
SHELF = Shelf({}, {"nhac-hieu"}, lambda _: True)
NOW = datetime(2026, 11, 23, 8, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
SETTINGS = read_settings((ROOT / "config.yaml").read_text(encoding="utf-8"))[0]
PLANNED = 5
"""Of how many schedules one is planned, judged and explained, which takes longer than all reading."""
FIRST = date(2026, 1, 1).toordinal()
VALUES = (
    *(parse_time, parse_span, parse_length, parse_date, parse_weekday, parse_days, parse_yes_no, parse_loudness),
    *(parse_count(1, 500), parse_number(0.5, 2), parse_zone, parse_output, parse_switch, parse_listen, parse_path),
    parse_relay,
)


def take_schedule(data: bytes) -> None:
    """Read a schedule; plan, judge and explain what it holds."""
    text = decode(data, "schedules/a.yaml").text
    timetable, mistakes = timetable_of({"schedules/a.yaml": text})
    are_told(mistakes)
    if timetable.programmes and len(timetable.programmes) < 4 and crc32(data) % PLANNED == 0:
        are_told(check(timetable, SETTINGS, SHELF, NOW))
        day = NOW.replace(hour=0)
        plan = rundown(timetable, {}, SETTINGS, not_rendered, day, day.replace(day=25), now=NOW)
        assert plan.as_json()
        assert explain(timetable.programmes[0], date(2026, 11, 23), plan.entries)


def take_config(data: bytes) -> None:
    """Read a config; hold the shipped week against its rules."""
    config, wrong = read_settings(decode(data, "config.yaml").text)
    are_told(wrong)
    assert config.rules.silent(NOW.date()) is None or config.rules.silent_days


def take_script(data: bytes) -> None:
    """Read a text; ask whether it may air and what it lacks."""
    script, wrong = parse_script(decode(data, "scripts/vi/a.md").text, "a", "scripts/vi/a.md")
    are_told(wrong)
    assert (script is None) == bool(wrong)
    if script is not None:
        are_told(script.unfilled(SETTINGS.station.fields))
        assert script.why_not(NOW.date()) != ""


def take_lexicon(data: bytes) -> None:
    """Read a lexicon; write it out for other programs."""
    lexicon, wrong = parse_lexicon(decode(data, "lexicon.yaml").text)
    are_told(wrong)
    assert lexicon.pls().endswith("</lexicon>\n")


def take_value(data: bytes) -> None:
    """Read some words as every kind of value."""
    words = data.decode("utf-8", errors="replace")
    for parse in VALUES:
        try:
            parse(words)
        except WrongValue as wrong:
            assert wrong.message  # noqa: PT017 - either answer is right
    with suppress(WrongValue):
        assert say_day(parse_date(words))
        assert say_length(parse_length(words))
    with suppress(WrongValue):
        rule = parse_days(words).rule
        assert list(rule.days(FIRST, FIRST + 400)) == [day for day in range(FIRST, FIRST + 401) if rule.holds(day)]


def are_told(mistakes: list[Mistake]) -> None:
    """Every mistake has its place and its sentence, on one line."""
    for mistake in mistakes:
        assert mistake.line >= 1
        assert mistake.column >= 1
        assert mistake.message
        assert "\n" not in str(mistake)


TARGETS: tuple[Callable[[bytes], None], ...] = (take_schedule, take_config, take_script, take_lexicon, take_value)


def read_all(folder: Path, pattern: str) -> list[bytes]:
    """The files of a folder, in order."""
    return [path.read_bytes() for path in sorted(folder.glob(pattern))]


SEEDS = (
    read_all(ROOT / "tests/timetable/wrong", "*.yaml") + read_all(ROOT / "schedules", "*.yaml"),
    [(ROOT / "config.yaml").read_bytes(), (ROOT / "broadcaster/station/starter/config.yaml").read_bytes()],
    read_all(ROOT / "scripts/vi", "*.md"),
    [*read_all(ROOT / "broadcaster/text/lexicons", "*.yaml"), "Zalo: da lô\nVNPT: vi en pê tê\n".encode()],
    [
        part.encode()
        for line in (ROOT / "docs/ngay-gio.md").read_text(encoding="utf-8").splitlines()
        for part in line.split("`")[1::2]
    ],
)
"""What each target is fed with at first."""


def take(data: bytes) -> None:
    """Give `data`, but for its first byte, to the target that byte names."""
    if data:
        with suppress(MistakesError):
            TARGETS[data[0] % len(TARGETS)](data[1:])


def seeded(target: int) -> st.SearchStrategy[bytes]:
    """Seeds of a target as they are torn: cut and joined, scratched, with signs slipped in."""
    one, at = st.sampled_from(SEEDS[target]), st.integers(0, 400)
    spliced = st.tuples(one, one, at, at).map(lambda it: it[0][: it[2]] + it[1][it[3] :])
    scratched = st.tuples(one, at, st.binary(max_size=3), st.integers(0, 4)).map(
        lambda it: it[0][: it[1]] + it[2] + it[0][it[1] + it[3] :]
    )
    signs = st.text(alphabet="\t：#'\"[]{}&*!|>%@`,-: \u00a0\u0301", max_size=3)
    slips = st.tuples(one, at, signs).map(lambda it: it[0][: it[1]] + it[2].encode() + it[0][it[1] :])
    return (spliced | scratched | slips | st.binary(max_size=300)).map(lambda data: bytes([target]) + data)


@settings(max_examples=200, deadline=None)
@given(st.one_of(*map(seeded, range(len(TARGETS)))))
@example(b"")
@example(b"\x03a: b\n\n c #1\n")  # words that go on over lines, and lose their end to a '#'
def test_no_bytes_give_a_traceback(data: bytes) -> None:
    take(data)


def test_every_target_has_its_seeds_and_takes_them() -> None:
    for number, seeds in enumerate(SEEDS):
        assert seeds
        for seed in seeds:
            take(bytes([number]) + seed)


def hunt() -> None:
    """Hunt with atheris, which is not among the project's dependencies."""
    atheris = import_module("atheris")
    corpus = Path(next(word for word in reversed(sys.argv) if not word.startswith("-")))
    corpus.mkdir(parents=True, exist_ok=True)
    for number, seeds in enumerate(SEEDS):
        for index, seed in enumerate(seeds):
            (corpus / f"seed-{number}-{index}").write_bytes(bytes([number]) + seed)
    for name in [name for name in sys.modules if name.startswith("broadcaster")]:
        del sys.modules[name]  # so that it is imported again, with atheris looking over its shoulder
    with atheris.instrument_imports(include=["broadcaster"]):
        watched = run_path(__file__)["take"]
    atheris.Setup(sys.argv, watched)
    atheris.Fuzz()


if __name__ == "__main__":
    hunt()
