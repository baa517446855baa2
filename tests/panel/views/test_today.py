from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcaster.panel.views.today import level, loud, on_air, output_name, quotas, states

NOW = datetime(2020, 8, 24, 17, 3, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


def status(**changes: Any) -> dict[str, Any]:
    """The least a station must tell."""
    air = {"airing": "a", "programme": "Bản tin", "item": "Mở đầu", "started": "2020-08-24T17:00:00+07:00"}
    return {
        "now": NOW.isoformat(),
        "on_air": {**air, "remaining": 120.0},
        "output": {"name": "soundcard", "ok": True, "level_dbfs": -20.0, "underruns": 0},
        "clock": {"trusted": True},
        **changes,
    }


def campaign(planned: int, aired: int) -> list[dict[str, Any]]:
    days = [{"date": "2020-08-24", "planned": planned, "aired": aired, "short": 0}]
    return [{"name": "Bluezone", "at_least": 2, "days": [*days, {"date": "2020-08-25", "planned": 9, "aired": 0}]}]


def test_the_promised_keys_are_enough() -> None:
    shown = on_air(status(), [], None)
    assert shown is not None
    assert (shown["remaining"], shown["whole"], shown["gone"]) == (120.0, 300.0, 180.0)
    assert (shown["text"], shown["script"], shown["urgent"]) == ("", None, False)
    assert all(state.text for state in states(status()))


def test_silence_and_a_relay_without_end() -> None:
    assert on_air(status(on_air=None), [], None) is None
    endless = {**status()["on_air"], "remaining": None}
    shown = on_air(status(on_air=endless), [], None)
    assert shown is not None
    assert shown["whole"] is None


def test_the_log_tells_that_it_is_urgent() -> None:
    shown = on_air(status(), [{"airing": "a", "kind": "urgent"}], None)
    assert shown is not None
    assert shown["urgent"]


def test_a_long_text_is_cut_at_a_sentence() -> None:
    spoken = "Câu này nói một việc rất quan trọng với bà con. " * 20
    shown = on_air(status(), [], {"name": "bai", "spoken": spoken})
    assert shown is not None
    assert shown["text"].endswith("với bà con. …")
    assert len(shown["text"]) <= 322
    assert shown["script"] == "bai"


@pytest.mark.parametrize(
    ("script", "shown"),
    [
        ({"name": "a", "body": "Cài Bluezone", "spoken": "cài bờ lu dôn"}, "Cài Bluezone"),
        ({"name": "a", "body": "Bà con {{ commune }}", "spoken": "bà con xã"}, "bà con xã"),
        ({"name": "a", "body": "{{ commune }}", "text": "Xã Quảng Phú", "spoken": "xã"}, "Xã Quảng Phú"),
        ({"name": "a", "body": "{{ noi }}", "spoken": None}, ""),
    ],
)
def test_the_words_are_those_one_reads(script: dict[str, Any], shown: str) -> None:
    told = on_air(status(), [], script)
    assert told is not None
    assert told["text"] == shown


def test_an_item_that_is_the_programme_is_named_once() -> None:
    told = on_air(status(on_air={**status()["on_air"], "item": "Bản tin"}), [], None)
    assert told is not None
    assert told["item"] == ""


def test_a_clock_set_back_while_it_sounds_breaks_nothing() -> None:
    shown = on_air(status(now="2020-08-24T16:00:00+07:00"), [], None)
    assert shown is not None
    assert (shown["gone"], shown["whole"]) == (0.0, 120.0)


@pytest.mark.parametrize(
    ("planned", "aired", "says", "enough"),
    [
        (3, 2, "đủ chỉ tiêu 2 lần", True),
        (3, 1, "Đã phát 1 lần, lịch còn 2 lần", True),
        (1, 0, "Còn thiếu 1 lần: đã phát 0, lịch còn 1", False),
        (0, 0, "Còn thiếu 2 lần", False),
        (0, 3, "đủ chỉ tiêu", True),
    ],
)
def test_a_quota_in_words(planned: int, aired: int, says: str, enough: bool) -> None:  # noqa: FBT001 - a table
    (quota,) = quotas(campaign(planned, aired), NOW)
    assert says in quota.text
    assert quota.enough is enough


def test_each_trouble_says_what_to_do() -> None:
    sick = status(
        output={"name": "soundcard", "ok": False, "level_dbfs": None, "underruns": 0, "why": "mất cổng tiếng"},
        clock={"trusted": False},
        disk={"ok": True, "free_bytes": 90_000_000},
        voices=[{"name": "kokoro", "ok": False, "why": "hỏng"}],
    )
    told = {state.label: state for state in states(sick)}
    assert not any(state.ok for state in told.values())
    assert "kiểm tra dây cắm" in told["Loa"].text
    assert "chờ đến khi giờ tin được" in told["Đồng hồ"].text
    assert told["Ổ đĩa"].text == "chỉ còn 90 MB; hãy xoá bớt tệp không cần"
    assert "broadcaster doctor" in told["Giọng đọc"].text


def test_an_amplifier_that_does_not_obey_is_told_and_one_that_does_is_not() -> None:
    deaf = status(output=status()["output"] | {"amplifier": False, "amplifier_why": "lệnh 'relay' báo lỗi (mã 3)"})
    told = {state.label: state for state in states(deaf)}
    assert not told["Tăng âm"].ok
    assert "lệnh 'relay' báo lỗi (mã 3)" in told["Tăng âm"].text
    assert "Tăng âm" not in {state.label for state in states(status())}


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("soundcard", "cổng tiếng của máy"),
        ("soundcard:USB Audio", "cổng tiếng USB Audio"),
        ("file:var/on-air", "đang ghi ra tệp var/on-air, không ra loa"),
        ("icecast://máy", "phát qua mạng icecast://máy"),
        ("lạ", "lạ"),
    ],
)
def test_outputs_have_names_an_officer_knows(name: str, called: str) -> None:
    assert output_name(name) == called


@given(st.none() | st.floats(-1000, 1000))
def test_the_meter_stays_on_its_scale(dbfs: float | None) -> None:
    assert 0 <= level(dbfs) <= 100


def test_a_level_in_words() -> None:
    assert [loud(dbfs) for dbfs in (None, -70.0, -45.0, -18.0)] == ["im", "im", "tiếng nhỏ", "có tiếng"]
