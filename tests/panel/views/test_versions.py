"""What would change if an earlier version came back."""

from __future__ import annotations

from datetime import datetime

from broadcaster.panel.views.versions import differences, past


def test_lines_that_come_and_go_stand_among_a_few_that_stay() -> None:
    now = "một\nhai\nba\nbốn\nnăm\nsáu"
    then = "một\nhai\nba\nbốn\nNĂM\nsáu"
    assert differences(now, then) == [
        ("", "ba"), ("", "bốn"), ("bỏ", "năm"), ("thêm", "NĂM"), ("", "sáu"),
    ]  # fmt: skip


def test_the_same_text_has_no_differences() -> None:
    assert differences("một\n--- hai\n+++ ba", "một\n--- hai\n+++ ba") == []


def test_lines_that_look_like_a_headline_of_differences_are_lines() -> None:
    assert differences("a", "+++ a\n@@ a") == [("bỏ", "a"), ("thêm", "+++ a"), ("thêm", "@@ a")]


def test_versions_are_listed_by_name_and_moment() -> None:
    told = [{"name": "tin-20200823-170000.md", "until": "2020-08-23T17:00:00+07:00"}]
    assert past(told) == [("tin-20200823-170000.md", datetime.fromisoformat("2020-08-23T17:00:00+07:00"))]
