"""House rules, one by one and against whatever a schedule may ask."""

from __future__ import annotations

import math
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from broadcaster.settings import RuleSettings
from broadcaster.timetable.rules import Rule, breach, late_for_night, latest_delay, too_many
from broadcaster.written.days import parse_days
from broadcaster.written.hours import parse_span

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
NIGHT = RuleSettings(quiet_hours=(parse_span("21:00-04:45"), parse_span("12:00-13:00")), lines={"quiet_hours": 7})


def at(hour: str, day: int = 23) -> datetime:
    return datetime.fromisoformat(f"2026-11-{day}T{hour}").replace(tzinfo=ZONE)


def test_without_rules_nothing_is_broken() -> None:
    assert breach(RuleSettings(), at("03:15"), 9999) is None
    assert latest_delay(RuleSettings(), at("03:15"), 60) == (math.inf, None)
    assert too_many(RuleSettings(), 99) is None


@pytest.mark.parametrize(
    ("hour", "seconds", "late"), [("20:00", 600, 3000), ("11:55", 300, 0), ("05:00", 3600, 21_600)]
)
def test_how_late_a_sound_may_begin_and_still_end_before_quiet_hours(hour: str, seconds: float, late: float) -> None:
    assert latest_delay(NIGHT, at(hour), seconds)[0] == late
    assert breach(NIGHT, at(hour) + timedelta(seconds=late), seconds) is None
    assert breach(NIGHT, at(hour) + timedelta(seconds=late + 1), seconds) is not None


def test_a_silent_day_silences_what_runs_into_it() -> None:
    rules = RuleSettings(silent_days=(parse_days("24/11/2026"),))
    assert breach(rules, at("23:59"), 60) is None
    found = breach(rules, at("23:59"), 90)
    assert found
    assert found.rule is Rule.SILENT_DAYS


def test_the_sentence_names_the_rule_and_its_line() -> None:
    assert (
        str(breach(NIGHT, at("12:30"), 1)) == "nằm trong giờ yên tĩnh 12:00-13:00 (nội quy quiet_hours, config.yaml:7)"
    )
    assert late_for_night(NIGHT, NIGHT.quiet_hours[0]).endswith("giờ yên tĩnh 21:00-04:45 (config.yaml:7)")


programmes = st.lists(
    st.tuples(
        st.integers(0, 287),
        st.sampled_from([60.0, 600.0, 1500.0]),
        st.sampled_from(["routine", "high", "urgent"]),
        st.sampled_from(["next", "hard"]),
        st.sampled_from(["1 phút", "20 phút", "2 giờ"]),
    ),
    min_size=1,
    max_size=8,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(programmes)
def test_whatever_is_asked_nothing_but_the_urgent_sounds_in_quiet_hours(desk: Any, made: list[tuple[Any, ...]]) -> None:
    lines, lengths = ["programmes:"], {}
    for number, (slot, seconds, priority, start, grace) in enumerate(made):
        hour = f"{slot // 12:02d}:{slot % 12 * 5:02d}"
        lines.append(f"  - {{name: P{number}, at: '{hour}', priority: {priority}, start: {start}, grace: {grace},")
        lines.append("     play: [{script: a}]}")
        lengths[f"P{number}"] = seconds
    quiet = 'quiet_hours: ["21:00-04:45", "12:00-13:00"]'
    plan = desk.plan("\n".join(lines) + "\n", "2026-11-23", "2026-11-25", quiet, lengths)
    for entry in plan.entries:
        if entry.decision != "refuse" and entry.starts and entry.programme.priority.name != "URGENT":
            assert breach(NIGHT, entry.starts, (entry.end or 0) - (entry.begin or 0)) is None, entry.as_json()
