"""The marked words are those that are said otherwise, in every sentence, whatever stands between."""

from __future__ import annotations

from pathlib import Path

import pytest

from broadcaster.speech.sentences import sentences
from broadcaster.station.desks.marking import Said, marked
from broadcaster.text.normalise import Normaliser
from broadcaster.text.prepare import prepare

SCRIPTS = sorted((Path(__file__).parents[3] / "scripts" / "vi").glob("*.md"))
NORMALISER = Normaliser()


def told(text: str) -> list[list[Said]]:
    said = [one.text for one in sentences(NORMALISER.spoken(text))]
    return marked(prepare(text), NORMALISER.explain(text), said)


def test_changed_words_are_marked_with_what_is_written() -> None:
    first, second = told("Gọi 114 lúc 17h30 nhé. UBND xã họp.")
    assert [(piece.written, piece.text) for piece in first if piece.written] == [
        ("114", "một một bốn"),
        ("17h30", "mười bảy giờ ba mươi phút"),
    ]
    assert second[0].written == "UBND"
    assert "".join(piece.text for piece in second).lower().startswith("ủy ban nhân dân xã họp")


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_every_text_of_the_station_tallies(path: Path) -> None:
    body = path.read_text(encoding="utf-8").split("---", 2)[2]
    said = [one.text for one in sentences(NORMALISER.spoken(body))]
    found = told(body)
    assert ["".join(piece.text for piece in sentence) for sentence in found] == said
    if any(change.rule != "xuống dòng" and change.spoken.strip() for change in NORMALISER.explain(body)):
        assert any(piece.written for sentence in found for piece in sentence)


def test_what_does_not_tally_is_left_unmarked() -> None:
    assert marked("Gọi 114.", NORMALISER.explain("Gọi 114."), ["Câu khác hẳn đi."]) == [[Said("Câu khác hẳn đi.")]]
