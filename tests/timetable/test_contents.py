"""What of a programme airs on a day."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from broadcaster.timetable.contents import contents
from broadcaster.timetable.lengths import estimate
from broadcaster.timetable.model import RelayItem

DAY = date(2026, 11, 26)


def names(desk: Any, play: str) -> list[str]:
    text = f"programmes: [{{name: A, at: 5h, play: [{play}]}}]\n"
    held = contents(desk.timetable(text).programmes[0], DAY, desk.scripts)
    return [str(getattr(item, "name", getattr(item, "url", "…"))) for item in held.items]


@pytest.mark.parametrize(
    ("play", "airs"),
    [
        ("{script: a}, {sting: s}, {script: b}", ["a", "s", "b"]),
        ("{script: a}, {sting: s}, {script: old}", ["a"]),
        ("{script: old}, {sting: s}, {script: a}", ["a"]),
        ("{script: a}, {sting: s}, {script: old}, {sting: s}, {script: b}", ["a", "s", "b"]),
        ("{jingle: j}, {script: old}, {jingle: k}", []),
        ("{jingle: j}, {silence: 5s}, {script: raw}", []),
        ("{jingle: j}, {sting: s}, {jingle: k}", ["j", "s", "k"]),
        ("{script: old}, {relay: line-in, for: 5 phút}", ["line-in"]),
        ("{script: nowhere}, {script: b}", ["b"]),
    ],
)
def test_texts_that_may_not_air_go_with_the_stings_that_part_nothing_then(
    desk: Any, play: str, airs: list[str]
) -> None:
    assert names(desk, play) == airs


def test_a_relay_keeps_no_fallback_that_may_not_air(desk: Any) -> None:
    text = "programmes: [{name: A, at: 5h, play: [{relay: line-in, for: 5 phút, else: {script: old}}]}]\n"
    held = contents(desk.timetable(text).programmes[0], DAY, desk.scripts)
    (relay,) = held.items
    assert isinstance(relay, RelayItem)
    assert relay.otherwise is None
    assert [one.name for one in held.left_out] == ["old"]


def test_tags_are_those_of_what_airs_and_of_the_programme(desk: Any) -> None:
    text = "programmes: [{name: A, at: 5h, tags: [Của  buổi], play: [{script: old}, {script: b}]}]\n"
    programme = desk.timetable(text).programmes[0]
    assert contents(programme, DAY, desk.scripts).tags == {"của buổi"}
    assert contents(programme, date(2026, 11, 25), desk.scripts).tags == {"của buổi", "bluezone"}


def test_what_is_not_rendered_is_expected_to_last_as_its_words_do(desk: Any) -> None:
    text = "programmes: [{name: A, at: 5h, play: [{jingle: j}, {script: a}, {script: nowhere}, {file: audio/x.mp3}]}]\n"
    length = estimate(desk.timetable(text).programmes[0].play, desk.scripts)
    assert length.estimated
    assert length.seconds == pytest.approx(13.9, abs=0.2)
