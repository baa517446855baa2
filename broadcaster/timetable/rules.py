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
    return day_breach(rules, at, seconds) or hour_breach(rules, at, seconds)


def exempt(broken: Breach) -> str:
    """What is said of something urgent that airs though it breaks a rule."""
    return f"khẩn cấp nên được phát dù {broken}"


def day_breach(rules: RuleSettings, at: datetime, seconds: float) -> Breach | None:
    """The rule on days that it breaks; a sound that runs past midnight is held to both days."""
    if rules.silent_days:
        end = at + timedelta(seconds=max(0.0, seconds - 1))
        silent = rules.silent(at.date()) or rules.silent(end.date())
        if silent:
            return _breach(rules, Rule.SILENT_DAYS, f"trùng ngày im lặng {silent.text}")
    if rules.allowed_days and not rules.allows(at.date()):
        allowed = ", ".join(days.text for days in rules.allowed_days)
        return _breach(rules, Rule.ALLOWED_DAYS, f"không phải ngày được phát ({allowed})")
    return None


def hour_breach(rules: RuleSettings, at: datetime, seconds: float) -> Breach | None:
    """The rule on hours and lengths that it breaks, the same on every day."""
    second = _second(at)
    for span in rules.quiet_hours:
        if span.holds(second):
            return _breach(rules, Rule.QUIET_HOURS, f"nằm trong giờ yên tĩnh {span}")
        if _until(span, second) < seconds:
            return _breach(rules, Rule.QUIET_HOURS, f"dài {say_length(seconds)} nên lấn vào giờ yên tĩnh {span}")
    if rules.max_session is not None and seconds > rules.max_session:
        what = f"dài {say_length(seconds)}, mỗi buổi chỉ được {say_length(rules.max_session)}"
        return _breach(rules, Rule.MAX_SESSION, what)
    return None


def too_many(rules: RuleSettings, count: int) -> Breach | None:
    """The breach of the `count`-th session of a day, if there may be fewer."""
    if rules.max_sessions_a_day is None or count <= rules.max_sessions_a_day:
        return None
    what = f"là buổi thứ {count} trong ngày, chỉ được {rules.max_sessions_a_day} buổi"
    return _breach(rules, Rule.MAX_SESSIONS, what)


def _breach(rules: RuleSettings, rule: Rule, what: str) -> Breach:
    return Breach(rule, what, rules.lines.get(rule.value, 0))


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
