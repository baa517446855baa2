from __future__ import annotations

import json
from pathlib import Path

import pytest

from broadcaster.folder import StationFolder
from broadcaster.station import spoken_book
from broadcaster.station.spoken_book import MOST, SpokenBook
from broadcaster.station.wording import Wording
from broadcaster.text.lexicon import Lexicon
from broadcaster.text.normalise import Normaliser

TEXT = "Lúc 5h30 ngày 18/8, UBND xã họp.\n\nMời bà con đến dự."


def wording(folder: Path, lexicon: Lexicon, asked: list[str]) -> Wording:
    def normaliser() -> Normaliser:
        asked.append("rules")
        return Normaliser(lexicon)

    return Wording(normaliser, {}, SpokenBook(StationFolder(folder).spoken, lexicon))


@pytest.fixture
def station(tmp_path: Path) -> Path:
    (tmp_path / "var").mkdir()
    return tmp_path


def test_what_was_worked_out_is_read_back_to_the_last_pause_without_the_rules(station: Path) -> None:
    before, asked = wording(station, Lexicon(), []), list[str]()
    lines = before.lines(TEXT)
    before.keep()
    after = wording(station, Lexicon(), asked)
    assert after.lines(TEXT) == lines
    assert len(lines) > 1
    assert asked == []
    after.lines("Một câu khác.")
    assert asked == ["rules"]


def test_another_reading_in_the_lexicon_counts_at_once(station: Path) -> None:
    before = wording(station, Lexicon(), [])
    plain = before.lines(TEXT)
    before.keep()
    after = wording(station, Lexicon({"UBND": "uỷ ban"}), [])
    assert after.lines(TEXT) != plain


def test_rules_that_changed_count_at_once(station: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = wording(station, Lexicon(), [])
    before.lines(TEXT)
    before.keep()
    monkeypatch.setattr(spoken_book, "_rules", lambda: "other rules")
    asked = list[str]()
    wording(station, Lexicon(), asked).lines(TEXT)
    assert asked == ["rules"]


@pytest.mark.parametrize("broken", ["", "{", "[]", '{"version": 1}', '{"texts": []}'])
def test_a_broken_file_is_as_none(station: Path, broken: str) -> None:
    StationFolder(station).spoken.write_text(broken, encoding="utf-8")
    asked = list[str]()
    assert wording(station, Lexicon(), asked).lines(TEXT)
    assert asked == ["rules"]


def test_a_right_version_with_wrong_entries_is_as_none(station: Path) -> None:
    path = StationFolder(station).spoken
    book = SpokenBook(path, Lexicon())
    book.put(TEXT, (("a", 0.5),))
    book.save()
    told = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(told | {"texts": {key: [["a"]] for key in told["texts"]}}), encoding="utf-8")
    assert SpokenBook(path, Lexicon()).of(TEXT) is None


def test_the_oldest_texts_are_let_go(station: Path) -> None:
    path = StationFolder(station).spoken
    book = SpokenBook(path, Lexicon())
    for number in range(MOST + 1):
        book.put(str(number), (("a", 0.0),))
    book.save()
    kept = SpokenBook(path, Lexicon())
    assert kept.of("0") is None
    assert kept.of(str(MOST)) == (("a", 0.0),)


def test_nothing_is_written_where_nothing_is_new(station: Path) -> None:
    book = SpokenBook(StationFolder(station).spoken, Lexicon())
    book.save()
    assert not StationFolder(station).spoken.exists()
