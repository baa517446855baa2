"""House rules: what a programme may not break, and what it is told when it does. Urgent ones may, and are told so."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from broadcaster.settings import RuleSettings
from broadcaster.written.hours import DAY, Span, say_length


class Rule(Enum):
    """The rules; each value is the key in `config.yaml`."""

    QUIET_HOURS = "quiet_hours"
    SILENT_DAYS = "silent_days"
    ALLOWED_DAYS = "allowed_days"
    MAX_SESSIONS = "max_sessions_a_day"
    MAX_SESSION = "max_session"


@dataclass(frozen=True)
class Breach:
    """One rule broken by one airing."""

    rule: Rule
    """Which."""
    what: str
    """What is wrong, in Vietnamese, without a full stop."""
    line: int
    """The rule's line in `config.yaml`; 0 if it is not written there."""

    def __str__(self) -> str:
        return f"{self.what} (nội quy {self.rule.value}, config.yaml:{self.line})"


def breach(rules: RuleSettings, at: datetime, seconds: float) -> Breach | None:
    """The first rule that a sound of `seconds` from `at` breaks by itself; None: none.

    A quiet span's end does not count, so 04:45 is free where quiet hours end at 04:45.
    """
    for rule, check in (
        (Rule.SILENT_DAYS, _silent_day),
        (Rule.ALLOWED_DAYS, _allowed_day),
        (Rule.QUIET_HOURS, _quiet_hours),
        (Rule.MAX_SESSION, _too_long),
    ):
        what = check(rules, at, seconds)
        if what:
            return _breach(rules, rule, what)
    return None


def too_many(rules: RuleSettings, count: int) -> Breach | None:
    """The breach of the `count`-th session of a day, if there may be fewer."""
    if rules.max_sessions_a_day is None or count <= rules.max_sessions_a_day:
        return None
    what = f"là buổi thứ {count} trong ngày, chỉ được {rules.max_sessions_a_day} buổi"
    return _breach(rules, Rule.MAX_SESSIONS, what)


def _breach(rules: RuleSettings, rule: Rule, what: str) -> Breach:
    return Breach(rule, what, rules.lines.get(rule.value, 0))


def _silent_day(rules: RuleSettings, at: datetime, seconds: float) -> str:
    for day in {at.date(), (at + timedelta(seconds=max(0.0, seconds - 1))).date()} if rules.silent_days else ():
        silent = rules.silent(day)
        if silent:
            return f"trùng ngày im lặng {silent.text}"
    return ""


def _allowed_day(rules: RuleSettings, at: datetime, seconds: float) -> str:  # noqa: ARG001 - one shape for all rules
    if rules.allows(at.date()):
        return ""
    return f"không phải ngày được phát ({', '.join(days.text for days in rules.allowed_days)})"


def _quiet_hours(rules: RuleSettings, at: datetime, seconds: float) -> str:
    second = _second(at)
    for span in rules.quiet_hours:
        if span.holds(second):
            return f"nằm trong giờ yên tĩnh {span}"
        if _until(span, second) < seconds:
            return f"dài {say_length(seconds)} nên lấn vào giờ yên tĩnh {span}"
    return ""


def _too_long(rules: RuleSettings, at: datetime, seconds: float) -> str:  # noqa: ARG001 - one shape for all rules
    if rules.max_session is None or seconds <= rules.max_session:
        return ""
    return f"dài {say_length(seconds)}, mỗi buổi chỉ được {say_length(rules.max_session)}"


def latest_delay(rules: RuleSettings, at: datetime, seconds: float) -> tuple[float, Span | None]:
    """How many seconds late a sound of `seconds` may begin and still end before quiet hours; and which those are.

    The player is given no more grace than this, so that waiting never carries a programme into the night.
    """
    second = _second(at)
    slack = ((_until(span, second) - seconds, span) for span in rules.quiet_hours)
    return min(slack, key=lambda pair: pair[0], default=(math.inf, None))


def _until(span: Span, second: float) -> float:
    return (span.start - second) % DAY


def _second(at: datetime) -> float:
    return at.hour * 3600 + at.minute * 60 + at.second + at.microsecond / 1e6


def late_for_night(rules: RuleSettings, span: Span) -> str:
    """Why an airing that waited is not aired though its own grace would allow it."""
    return f"chờ thêm thì không kịp xong trước giờ yên tĩnh {span} (config.yaml:{rules.lines.get('quiet_hours', 0)})"
