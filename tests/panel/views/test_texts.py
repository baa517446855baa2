from __future__ import annotations

from typing import Any

import pytest

from broadcaster.panel.views import texts

BLANKS = [{"name": "ten_bao", "example": "bão số 5"}, {"name": "ma_la"}]
SCRIPTS: list[dict[str, Any]] = [
    {"name": "bluezone-loi-ich", "title": "Lợi ích của Bluezone", "tags": ["bluezone"]},
    {"name": "khan-bao", "title": "Thông báo khẩn về bão", "tags": ["khan"], "blanks": BLANKS},
]


@pytest.mark.parametrize("wanted", ["lợi ích", "loi ich", "LOI BLUEZONE", "bluezone-loi"])
def test_a_search_needs_no_accents_and_no_order(wanted: str) -> None:
    assert [script["name"] for script in texts.matching(SCRIPTS, wanted)] == ["bluezone-loi-ich"]


def test_an_empty_search_finds_all_and_a_strange_one_nothing() -> None:
    assert texts.matching(SCRIPTS, "  ") == SCRIPTS
    assert texts.matching(SCRIPTS, "đường sắt") == []


def test_blanks_have_names_an_officer_reads() -> None:
    assert texts.blanks(SCRIPTS[1]) == [
        {"name": "ten_bao", "label": "Tên cơn bão", "example": "bão số 5"},
        {"name": "ma_la", "label": "Ma la", "example": ""},
    ]
    assert texts.blanks(SCRIPTS[0]) == []


def test_what_is_urgent_and_its_short_name() -> None:
    assert texts.is_urgent(SCRIPTS[1])
    assert not texts.is_urgent(SCRIPTS[0])
    assert texts.short_title(SCRIPTS[1]) == "Bão"
    assert texts.short_title({"title": "Thông báo khẩn tìm trẻ lạc"}) == "Tìm trẻ lạc"
    assert texts.short_title({"title": "Thử hệ thống"}) == "Thử hệ thống"
