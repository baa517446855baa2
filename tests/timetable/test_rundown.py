"""The plan: texts, house rules and conflicts, decided and told."""

from __future__ import annotations

import json
from typing import Any

import pytest

from broadcaster.timetable.order import settle
from broadcaster.timetable.rundown import Rundown

TWO = """
programmes:
  - {name: Sáng, at: "05:00", play: [{script: a}]}
  - {name: Tin, at: "05:10", GRACE, play: [{script: b}]}
"""


def told(plan: Rundown) -> list[tuple[str, str, str | None]]:
    return [
        (entry.programme.name, entry.decision, f"{entry.starts:%H:%M:%S}" if entry.starts else None)
        for entry in plan.entries
    ]


def test_what_meets_nothing_airs_on_time(desk: Any) -> None:
    plan = desk.plan(TWO.replace("GRACE", "grace: 5 phút"), "2026-11-23", "2026-11-24")
    assert told(plan) == [("Sáng", "air", "05:00:00"), ("Tin", "air", "05:10:00")]
    assert all(entry.why == "" for entry in plan.entries)


def test_an_overrun_makes_the_next_wait_and_says_for_whom(desk: Any) -> None:
    plan = desk.plan(
        TWO.replace("GRACE", "grace: 5 phút"), "2026-11-23", "2026-11-24", lengths={"Sáng": 720.0, "Tin": 60.0}
    )
    assert told(plan) == [("Sáng", "air", "05:00:00"), ("Tin", "wait", "05:12:00")]
    assert "«Sáng»" in plan.entries[1].why
    assert "2 phút" in plan.entries[1].why


def test_what_waits_too_long_is_dropped_and_says_why(desk: Any) -> None:
    plan = desk.plan(
        TWO.replace("GRACE", "grace: 5 phút"), "2026-11-23", "2026-11-24", lengths={"Sáng": 1200.0, "Tin": 60.0}
    )
    assert told(plan) == [("Sáng", "air", "05:00:00"), ("Tin", "drop", None)]
    assert "«Sáng»" in plan.entries[1].why


def test_a_hard_start_cuts_what_is_on_air(desk: Any) -> None:
    plan = desk.plan(
        TWO.replace("GRACE", "start: hard"), "2026-11-23", "2026-11-24", lengths={"Sáng": 720.0, "Tin": 60.0}
    )
    assert told(plan) == [("Sáng", "cut", "05:00:00"), ("Tin", "air", "05:10:00")]
    assert "«Tin»" in plan.entries[0].why
    assert plan.entries[0].airs


def test_an_overrun_from_before_the_span_is_seen(desk: Any) -> None:
    text = """
programmes:
  - {name: Đêm, at: "23:50", play: [{script: a}]}
  - {name: Khuya, at: "00:05", play: [{script: b}]}
"""
    plan = desk.plan(text, "2026-11-23", "2026-11-23T01:00", lengths={"Đêm": 1200.0, "Khuya": 60.0})
    assert told(plan) == [("Khuya", "wait", "00:10:00")]


@pytest.mark.parametrize(
    ("hour", "seconds", "refused"),
    [
        ("03:15", 60.0, "nằm trong giờ yên tĩnh 21:00-04:45"),
        ("04:44:59", 60.0, "nằm trong giờ yên tĩnh 21:00-04:45"),
        ("04:45", 60.0, ""),
        ("20:59", 60.0, ""),
        ("20:59", 61.0, "lấn vào giờ yên tĩnh 21:00-04:45"),
        ("21:00", 1.0, "nằm trong giờ yên tĩnh 21:00-04:45"),
    ],
)
def test_quiet_hours_refuse_what_is_in_them_or_runs_into_them(
    desk: Any, hour: str, seconds: float, refused: str
) -> None:
    text = f'programmes:\n  - {{name: A, at: "{hour}", play: [{{script: a}}]}}\n'
    (entry,) = desk.plan(text, "2026-11-23", "2026-11-24", 'quiet_hours: ["21:00-04:45"]', lengths=seconds).entries
    assert entry.decision == ("refuse" if refused else "air")
    assert refused in entry.why
    if refused:
        assert "config.yaml:3" in entry.why
        assert entry.claim is None


def test_urgent_is_exempt_and_told_so(desk: Any) -> None:
    text = 'programmes:\n  - {name: A, at: "03:15", priority: khẩn, play: [{script: a}]}\n'
    (entry,) = desk.plan(
        text, "2026-11-23", "2026-11-24", 'quiet_hours: ["21:00-04:45"]\nmax_sessions_a_day: 0'
    ).entries
    assert entry.decision == "air"
    assert "khẩn cấp nên được phát dù nằm trong giờ yên tĩnh" in entry.why


def test_waiting_never_carries_a_programme_into_quiet_hours(desk: Any) -> None:
    text = """
programmes:
  - {name: Dài, at: "20:30", play: [{script: a}]}
  - {name: Sau, at: "20:40", grace: 1 giờ, play: [{script: b}]}
"""
    rules = 'quiet_hours: ["21:00-04:45"]'
    plan = desk.plan(text, "2026-11-23", "2026-11-24", rules, lengths={"Dài": 1500.0, "Sau": 300.0})
    assert told(plan) == [("Dài", "air", "20:30:00"), ("Sau", "wait", "20:55:00")]
    plan = desk.plan(text, "2026-11-23", "2026-11-24", rules, lengths={"Dài": 1501.0, "Sau": 300.0})
    assert told(plan) == [("Dài", "air", "20:30:00"), ("Sau", "drop", None)]
    assert "không kịp xong trước giờ yên tĩnh 21:00-04:45" in plan.entries[1].why


def test_sessions_beyond_the_daily_number_are_refused_lowest_priority_first(desk: Any) -> None:
    text = """
programmes:
  - {name: A, at: [5h, 11h, 17h], play: [{script: a}]}
  - {name: B, at: 19h, priority: high, play: [{script: b}]}
"""
    plan = desk.plan(text, "2026-11-23", "2026-11-25", "max_sessions_a_day: 2")
    assert [entry.decision for entry in plan.entries] == ["air", "refuse", "refuse", "air"] * 2
    assert "là buổi thứ 3 trong ngày, chỉ được 2 buổi" in plan.entries[1].why


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        ("silent_days: [23/11/2026]", "trùng ngày im lặng 23/11/2026"),
        ("silent_days: rằm", "trùng ngày im lặng rằm"),
        ("allowed_days: T3-T6", "không phải ngày được phát (T3-T6)"),
        ("max_session: 15 phút", "dài 16 phút 40 giây, mỗi buổi chỉ được 15 phút"),
        ("max_sessions_a_day: 0", "chỉ được 0 buổi"),
    ],
)
def test_each_rule_refuses_and_is_named(desk: Any, rules: str, said: str) -> None:
    text = 'programmes:\n  - {name: A, at: "05:00", play: [{script: a}]}\n'
    (entry,) = desk.plan(text, "2026-11-23", "2026-11-24", rules, lengths=1000.0).entries
    assert (entry.decision, entry.starts) == ("refuse", None)
    assert said in entry.why
    assert rules.partition(":")[0] in entry.why


def test_texts_that_may_not_air_are_left_out_and_told(desk: Any) -> None:
    text = """
programmes:
  - name: A
    at: 5h
    play: [{jingle: x}, {script: old}, {sting: y}, {script: b}, {sting: y}, {script: raw}, {jingle: z}]
"""
    (today, later) = desk.plan(text, "2026-11-25", "2026-11-27").entries
    assert [getattr(item, "name", "") for item in today.items] == ["x", "old", "y", "b", "z"]
    assert [getattr(item, "name", "") for item in later.items] == ["x", "b", "z"]
    assert later.decision == "air"
    assert "phần bị bỏ: bài hết hiệu lực" in later.why
    assert [one.name for one in later.left_out] == ["old", "raw"]
    assert (today.tags, later.tags) == (frozenset({"bluezone"}), frozenset())


def test_a_programme_with_no_text_left_is_refused(desk: Any) -> None:
    text = "programmes:\n  - {name: A, at: 5h, play: [{jingle: x}, {script: raw}, {script: none}]}\n"
    (entry,) = desk.plan(text, "2026-11-25", "2026-11-26").entries
    assert entry.decision == "refuse"
    assert "bài chưa duyệt; không có bài 'none'" in entry.why


def test_a_length_nobody_measured_is_expected_from_the_words(desk: Any) -> None:
    text = "programmes:\n  - {name: A, at: 5h, play: [{script: a}, {silence: 30s}, {relay: line-in, for: 15 phút}]}\n"
    (entry,) = desk.plan(text, "2026-11-25", "2026-11-26", lengths={}).entries
    assert entry.length.estimated
    assert entry.length.seconds == pytest.approx(931, abs=2)


def test_the_json_has_the_promised_keys(desk: Any) -> None:
    text = (
        TWO.replace("GRACE", "zones: [thôn 1]")
        + "campaign: {name: C, from: 23/11/2026, until: 24/11/2026, at_least: 2, tag: bluezone}\n"
    )
    plan = json.loads(json.dumps(desk.plan(text, "2026-11-23", "2026-11-24").as_json()))
    promised = {"id", "programme", "at", "starts", "seconds", "priority", "zones", "decision", "why"}
    assert promised <= set(plan["airings"][0])
    assert plan["airings"][1]["zones"] == ["thôn 1"]
    assert plan["airings"][0]["at"] == "2026-11-23T05:00:00+07:00"
    assert plan["campaigns"] == [
        {"name": "C", "from": "2026-11-23", "until": "2026-11-24", "at_least": 2,
         "days": [{"date": "2026-11-23", "planned": 1, "aired": 0, "short": 1}]}
    ]  # fmt: skip


def test_the_plan_is_what_the_order_of_airings_makes_of_its_claims(desk: Any) -> None:
    text = """
programmes:
  - {name: A, every: 7 phút, between: 05:00-08:00, play: [{script: a}]}
  - {name: B, every: 11 phút, between: 05:00-08:00, priority: high, start: hard, play: [{script: b}]}
  - {name: C, at: [5h30, 6h], priority: urgent, play: [{script: b}]}
"""
    plan = desk.plan(text, "2026-11-23", "2026-11-24", lengths={"A": 300.0, "B": 130.0, "C": 400.0})
    settled = {one.id: one for one in settle(entry.claim for entry in plan.entries if entry.claim)}
    assert {entry.decision for entry in plan.entries} == {"air", "wait", "cut", "drop"}
    for entry in plan.entries:
        assert entry.decision == settled[entry.id].decision
        assert (entry.starts.timestamp() if entry.starts else None) == settled[entry.id].starts


@pytest.mark.parametrize("cut", ["2026-11-24", "2026-11-23T05:30", "2026-11-23T17:00"])
def test_the_plan_of_a_span_is_that_of_its_parts(desk: Any, cut: str) -> None:
    text = "programmes:\n  - {name: A, at: [5h, 5h10, 17h, 23h50], play: [{script: a}]}\n"
    whole = desk.plan(text, "2026-11-23", "2026-11-26", "max_sessions_a_day: 3", lengths=900.0)
    parts = [
        desk.plan(text, *span, "max_sessions_a_day: 3", lengths=900.0)
        for span in (("2026-11-23", cut), (cut, "2026-11-26"))
    ]
    assert whole.entries == parts[0].entries + parts[1].entries
