from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from broadcaster.panel.views.airing import OUTCOMES, WORDS, as_one_day, planned, played

NOW = datetime(2020, 8, 24, 12, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


def plan_entry(hour: int, decision: str = "air", **changes: Any) -> dict[str, Any]:
    at = NOW.replace(hour=hour).isoformat()
    base = {"id": f"a{hour:02}", "programme": "Bản tin", "at": at, "starts": at, "seconds": 60.0, "decision": decision}
    return {**base, "why": "", "priority": "routine", "zones": ["all"], **changes}


def log_entry(hour: int, outcome: str = "aired", **changes: Any) -> dict[str, Any]:
    at = NOW.replace(hour=hour)
    base = {"airing": f"a{hour:02}", "programme": "Bản tin", "planned": at.isoformat(), "outcome": outcome}
    ended = (at + timedelta(seconds=60)).isoformat()
    heard = {"started": at.isoformat(), "ended": ended, "seconds_heard": 60.0}
    return {**base, **heard, "why": "", "kind": "routine", "tags": [], **changes}


@pytest.mark.parametrize(
    ("decision", "state"),
    [("air", "due"), ("wait", "wait"), ("cut", "interrupted"), ("drop", "drop"), ("refuse", "refuse")],
)
def test_each_decision_has_words(decision: str, state: str) -> None:
    shown = planned(plan_entry(17, decision), NOW)
    assert (shown.state, shown.words) == (state, WORDS[state])


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_each_outcome_has_words(outcome: str) -> None:
    assert played(log_entry(5, outcome)).words == WORDS[outcome]


def test_a_past_plan_nobody_logged_is_not_claimed_to_have_aired() -> None:
    assert planned(plan_entry(5), NOW).state == "unknown"
    assert planned(plan_entry(5, "refuse"), NOW).state == "refuse"


def test_what_sounds_has_no_end_yet() -> None:
    assert played(log_entry(11, ended=None)).state == "now"


def test_what_never_sounded_has_no_length() -> None:
    shown = played(log_entry(5, "missed", started=None, ended=None, seconds_heard=0.0))
    assert (shown.state, shown.seconds, shown.started) == ("missed", None, None)


def test_the_log_has_the_last_word_on_the_plan_and_adds_what_was_played_by_hand() -> None:
    rows = as_one_day([plan_entry(5), plan_entry(17)], [log_entry(5, "cut"), log_entry(9, airing="tay")], NOW)
    assert [(row.id, row.state) for row in rows] == [("a05", "cut"), ("tay", "aired"), ("a17", "due")]
