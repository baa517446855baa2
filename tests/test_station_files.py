"""The shipped station's own texts, schedules and settings, read with nothing but a YAML parser."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
SCRIPTS = ROOT / "scripts" / "vi"
SCHEDULES = sorted((ROOT / "schedules").glob("*.yaml"))
FRONT_MATTER = ["title", "tags", "issued_by", "approved_by", "approved_on", "valid_until", "voice"]

BLUEZONE_TOPICS = """
    30-giay la-gi loi-ich cai-dat cai-dat-android cai-dat-iphone bat-bluetooth rieng-tu nguoi-cao-tuoi can-bo
    cach-ly nguoi-ve-dia-phuong mot-cua cho-ben-xe quan-an-khach-san tien-do
"""
URGENT_TOPICS = "bao lu sat-lo xa-lu chay cach-ly-y-te tim-tre thu-nghiem"
WANTED_BLUEZONE = {f"bluezone-{topic}" for topic in BLUEZONE_TOPICS.split()}
WANTED_URGENT = {f"khan-{topic}" for topic in URGENT_TOPICS.split()}

# Written words of a body: said slowly, with its names and figures, half a minute, one minute, two to three.
HALF_MINUTE, MINUTE, TWO_MINUTES = (50, 90), (100, 155), (320, 440)
LENGTHS = {"bluezone-30-giay": HALF_MINUTE, "bluezone-bat-bluetooth": HALF_MINUTE} | dict.fromkeys(
    [
        "bluezone-la-gi",
        "bluezone-loi-ich",
        "bluezone-cai-dat-android",
        "bluezone-rieng-tu",
        "bluezone-nguoi-cao-tuoi",
        "bluezone-tien-do",
    ],
    TWO_MINUTES,
)

# All that may be counted on air: metres, minutes, percent, people; then the province's figures of August 2020.
FACTS = {"2", "10", "15", "3", "6", "100", "COVID-19"}
PROGRESS_FACTS = FACTS | {"16", "12", "13/8/2020", "1.128.620", "183.620", "16,27"}

# Six words in a row that also stand in the province's letter, yet are only what the law calls these people.
OFFICIAL_NAMES = {"cán bộ công chức viên chức người lao động"}
RUN = 6


@dataclass(frozen=True)
class Shipped:
    """One text of scripts/vi as it lies on disk."""

    name: str
    front: dict[str, Any]
    body: str


def read_shipped(path: Path) -> Shipped:
    _, front, body = path.read_text(encoding="utf-8").split("---\n", 2)
    return Shipped(path.stem, yaml.load(front, Loader=yaml.BaseLoader), body)


SHIPPED = {path.stem: read_shipped(path) for path in sorted(SCRIPTS.glob("*.md"))}
BLUEZONE = [script for name, script in SHIPPED.items() if name.startswith("bluezone-")]
URGENT = [script for name, script in SHIPPED.items() if name.startswith("khan-")]
each_script = pytest.mark.parametrize("script", SHIPPED.values(), ids=lambda script: script.name)
each_bluezone = pytest.mark.parametrize("script", BLUEZONE, ids=lambda script: script.name)
each_urgent = pytest.mark.parametrize("script", URGENT, ids=lambda script: script.name)


def day(written: str) -> date:
    return datetime.strptime(written, "%d/%m/%Y").date()  # noqa: DTZ007


def words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", unicodedata.normalize("NFC", text).lower())


def runs(text: str) -> Iterator[str]:
    found = words(text)
    for start in range(len(found) - RUN + 1):
        yield " ".join(found[start : start + RUN])


def sentences(body: str) -> list[str]:
    filled = re.sub(r"{{ \w+ }}", "xã Quảng Phú", body)
    return [piece for piece in re.split(r"(?<=[.!?:])\s+", filled) if piece.strip()]


def last_paragraph(script: Shipped) -> str:
    return script.body.strip().split("\n\n")[-1]


def programmes() -> list[dict[str, Any]]:
    documents = [yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader) for path in SCHEDULES]
    return [programme for document in documents for programme in document.get("programmes", [])]


def test_every_topic_has_its_text() -> None:
    assert set(SHIPPED) >= WANTED_BLUEZONE | WANTED_URGENT
    assert set(SHIPPED) >= {"loi-xuong-sang", "loi-xuong-chieu", "loi-chao-ket"}


@each_script
def test_front_matter_is_complete(script: Shipped) -> None:
    assert [key for key in script.front if key != "blanks"] == FRONT_MATTER
    assert all(script.front[key] for key in FRONT_MATTER)
    assert day(script.front["approved_on"]) <= day("18/08/2020") < day(script.front["valid_until"])


@each_script
def test_text_is_plain_composed_unicode(script: Shipped) -> None:
    raw = (SCRIPTS / f"{script.name}.md").read_bytes()
    assert b"\r" not in raw
    assert b"\t" not in raw
    assert not re.search("  |[ ]$", script.body, re.MULTILINE)
    assert unicodedata.is_normalized("NFC", raw.decode("utf-8"))


@each_script
def test_only_declared_blanks_are_used(script: Shipped) -> None:
    config = yaml.load((ROOT / "config.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    used = set(re.findall(r"{{ (\w+) }}", script.body))
    declared = set(script.front.get("blanks", {}))
    assert used - set(config["station"]) == declared
    assert not declared & set(config["station"])


@each_script
def test_sentences_are_short_enough_to_follow(script: Shipped) -> None:
    lengths = [len(sentence.split()) for sentence in sentences(script.body)]
    assert max(lengths) <= 24
    assert sum(length <= 20 for length in lengths) >= 0.9 * len(lengths)


@each_bluezone
def test_bluezone_text_ends_with_the_action_and_the_hotline(script: Shipped) -> None:
    ending = last_paragraph(script)
    assert ending.startswith("Xin") or "Xin nhắc lại" in ending
    assert "{{ hotline }}" in ending
    assert script.body.count("{{ hotline }}") >= 2
    assert re.search("cài|bật", ending)
    assert script.front["tags"] == ["bluezone"]


@each_bluezone
def test_bluezone_text_greets_people_and_names_the_commune(script: Shipped) -> None:
    greeting = script.body.split("\n\n")[0]
    assert "hưa" in greeting
    assert "{{ commune }}" in greeting


@each_bluezone
def test_bluezone_text_counts_only_what_is_known(script: Shipped) -> None:
    counted = re.findall(r"COVID-19|\d[\d.,/]*\d|\d", re.sub(r"Bước \d", "", script.body))
    known = PROGRESS_FACTS if script.name == "bluezone-tien-do" else FACTS
    assert set(counted) <= known


@each_bluezone
def test_bluezone_text_has_its_length(script: Shipped) -> None:
    low, high = LENGTHS.get(script.name, MINUTE)
    assert low <= len(script.body.split()) <= high


@each_script
def test_nothing_is_copied_from_the_official_letter(script: Shipped) -> None:
    # The letter of 18/08/2020 is kept only as the hashes of its runs of six words: enough to know one again.
    letter = set((ROOT / "tests" / "official_letter_runs.txt").read_text(encoding="ascii").split())
    copied = {run for run in runs(script.body) if hashlib.sha256(run.encode()).hexdigest()[:10] in letter}
    assert not {run for run in copied if not any(run in name for name in OFFICIAL_NAMES)}


def test_progress_figures_expired_with_their_month() -> None:
    progress = SHIPPED["bluezone-tien-do"]
    assert day(progress.front["valid_until"]) == date(2020, 9, 30)
    assert f"{183_620 / 1_128_620:.2%}" == "16.27%"
    assert not [item for programme in programmes() for item in programme["play"] if progress.name in item.values()]


@each_urgent
def test_urgent_text_acts_first_and_repeats_last(script: Shipped) -> None:
    assert len(sentences(script.body)[0].split()) <= 15
    assert last_paragraph(script).startswith("Xin nhắc lại")
    assert len(script.body.split()) <= 190
    assert "khan" in script.front["tags"]
    assert script.front["blanks"]


def test_every_item_of_the_week_exists() -> None:
    wanted = [item for programme in programmes() for item in programme["play"]]
    assert {item["script"] for item in wanted if "script" in item} <= set(SHIPPED)
    assert all(set(item) <= {"script", "jingle", "sting", "chime"} for item in wanted)


def test_every_evergreen_text_is_on_air_each_week() -> None:
    aired = {item.get("script") for programme in programmes() for item in programme["play"]}
    assert {script.name for script in BLUEZONE} - aired == {"bluezone-tien-do"}


@pytest.mark.parametrize("weekday", ["T2", "T3", "T4", "T5", "T6", "T7", "CN"])
def test_every_day_airs_bluezone_twice(weekday: str) -> None:
    told = [
        programme["name"]
        for programme in programmes()
        if weekday in programme["days"]
        and any("bluezone" in SHIPPED[item["script"]].front["tags"] for item in programme["play"] if "script" in item)
    ]
    assert len(told) >= 2


def test_a_session_opens_and_closes_as_a_station_does() -> None:
    for programme in programmes():
        items = [next(iter(item.values())) for item in programme["play"]]
        assert items[0] in {"nhac-hieu", "chuong"}
        assert items[1].startswith("loi-xuong")
        assert items[-2:] == ["loi-chao-ket", "nhac-ket"]


def test_names_of_programmes_are_told_apart() -> None:
    names = [programme["name"] for programme in programmes()]
    assert len(names) == len(set(names))
