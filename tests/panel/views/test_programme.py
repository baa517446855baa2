"""A programme survives its way into a form and back, whatever way it is written."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcaster.folder import StationFolder
from broadcaster.panel.views.programme import changes, choices, typed, written
from broadcaster.timetable.draft import draft_of
from broadcaster.timetable.reading import read_schedules

ROOT = StationFolder(Path(__file__).parents[3])
SHELF = {"scripts": [{"name": "tin", "title": "Tin", "why_not": None}], "sounds": ["chuong", "nhac-cat", "nhac-hieu"]}
PROGRAMMES = [one.name for one in read_schedules(ROOT)[0].programmes]


@pytest.mark.parametrize("name", PROGRAMMES)
def test_a_form_left_alone_changes_nothing(name: str) -> None:
    form = typed(draft_of(ROOT, name).programme(name))
    assert changes(form, dict(form)) == {}
    assert changes({}, form) == written(form)


@pytest.mark.parametrize(
    ("fields", "form"),
    [
        ({"days": "T2-T6"}, {"ngay.T2": "1", "ngay.T6": "1", "days": ""}),
        ({"days": "hằng ngày"}, {"days": ""}),
        ({"days": ["T7", "rằm, mùng 1", "cuối tuần"]}, {"ngay.T7": "1", "ngay.CN": "1", "days": "rằm, mùng 1"}),
        ({"priority": "thường"}, {"priority": ""}),
        ({"priority": "Khẩn cấp", "start": "cắt ngang"}, {"priority": "urgent", "start": "hard"}),
        ({"at": ["05:00", "17h"]}, {"at": "05:00, 17h"}),
        ({"play": {"script": "tin"}}, {"play.0": '{"script": "tin"}'}),
    ],
)
def test_how_it_is_written_becomes_fields(fields: dict[str, Any], form: dict[str, str]) -> None:
    found = typed(fields)
    assert {key: found.get(key, "") for key in form} == form


@pytest.mark.parametrize(
    ("form", "fields"),
    [
        ({"at": " 05:00 ; 17h,"}, {"at": ["05:00", "17h"]}),
        ({f"ngay.{day}": "1" for day in ("T2", "T3", "T4", "T5", "T6", "T7", "CN")}, {}),
        ({"ngay.CN": "1", "days": "rằm"}, {"days": ["CN", "rằm"]}),
        (
            {"play.7": '{"script": "b"}', "play.2": '{"script": "a"}', "play.3": " "},
            {"play": [{"script": "a"}, {"script": "b"}]},
        ),
        ({"priority": "", "bed": "", "name": " A  b "}, {"name": "A b"}),
    ],
)
def test_fields_become_what_an_officer_would_write(form: dict[str, str], fields: dict[str, Any]) -> None:
    assert written(form) == fields


@given(st.dictionaries(st.sampled_from(["at", "days", "name", "except", "tags", "every"]), st.text(max_size=30)))
def test_any_words_in_a_form_are_taken(form: dict[str, str]) -> None:
    again = typed(written(form))
    assert changes(again, typed(written(again))) == {}


def test_what_a_programme_holds_can_always_be_chosen() -> None:
    held = ['{"relay": "line-in", "for": "7 phút"}', '{"bài": "tin"}', '{"script": "tin"}']
    groups = choices(SHELF, held)
    offered = {line: words for _, group in groups for line, words in group}
    assert set(held) <= offered.keys()
    assert offered['{"bài": "tin"}'] == "Tin"
    assert offered['{"sting": "nhac-cat"}'] == "Nhạc cắt: nhac-cat"
    assert offered['{"chime": "chuong"}'] == "Chuông: chuong"
