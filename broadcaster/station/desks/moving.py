"""One airing, or all that are like it, to another hour or day: what must be written for that. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from broadcaster.station.desks.timetable import Move
from broadcaster.station.door import RefusedError
from broadcaster.timetable.airing import airings
from broadcaster.timetable.model import Programme
from broadcaster.written.dates import SHORT_WEEKDAYS, say_date
from broadcaster.written.dayrules import Dates, WeekDays
from broadcaster.written.editing import Value
from broadcaster.written.hours import DAY

WHEN = ("at", "every", "between", "days", "from", "until", "except")
"""The keys of a programme that say when; all others say what and how."""
_MOST_HOURS = 12
_YEAR = 366


@dataclass(frozen=True)
class Moved:
    """What must be written."""

    changes: dict[str, Value | None] = field(default_factory=dict)
    """Keys of the programme itself."""
    new: tuple[dict[str, Value], ...] = ()
    """Programmes beside it, for one day each."""


def moved(move: Move, programme: Programme, fields: dict[str, Value]) -> Moved:
    """What `move` writes, `fields` being what stands for the programme now; raises RefusedError, saying what to do."""
    found = airings([programme], move.at, move.at + timedelta(seconds=1))
    if not found:
        raise RefusedError(f"'{programme.name}' không có lần phát nào lúc {move.at:%H:%M} {say_date(move.at.date())}")
    day = found[0].day
    if move.whole:
        return _for_good(move, programme, day)
    ordinal = day.toordinal()
    if len(programme.rule.times) == 1 and programme.rule.ordinals(ordinal - _YEAR, ordinal + _YEAR) == [ordinal]:
        to = {_second(move.to, move.to.date())}
        dates = {"days": say_date(move.to.date()), "from": None, "until": None, "except": None}
        return Moved({"at": _hours(to), **dates})
    return _once(move, programme, fields, day)


def _for_good(move: Move, programme: Programme, day: date) -> Moved:
    changes: dict[str, Value | None] = {}
    if move.to.time() != move.at.time():
        if "every" in programme.places:
            raise RefusedError(
                f"'{programme.name}' phát cách đều nên không dời riêng một giờ được; hãy bấm Đổi rồi sửa giờ"
            )
        changes["at"] = _hours({*programme.rule.times} - {_second(move.at, day)} | {_second(move.to, move.to.date())})
    if move.to.date() != day:
        changes |= _other_day(programme, day, move.to.date())
    return Moved(changes)


def _other_day(programme: Programme, day: date, to: date) -> dict[str, Value | None]:
    rules = [one.rule for one in programme.rule.days]
    if len(rules) == 1 and isinstance(rules[0], Dates) and rules[0].first == rules[0].last:
        return {"days": say_date(to), "from": None, "until": None}
    weekdays = {number for rule in rules if isinstance(rule, WeekDays) for number in rule.weekdays}
    if not rules or not all(isinstance(rule, WeekDays) for rule in rules) or to.weekday() in weekdays:
        raise RefusedError(
            f"không dời cả loạt của '{programme.name}' sang {SHORT_WEEKDAYS[to.weekday()]} được; "
            "hãy chọn 'Chỉ lần này', hoặc bấm Đổi rồi sửa ngày phát"
        )
    return {"days": [SHORT_WEEKDAYS[number] for number in sorted(weekdays - {day.weekday()} | {to.weekday()})]}


def _once(move: Move, programme: Programme, fields: dict[str, Value], day: date) -> Moved:
    left = set(programme.rule.times) - {_second(move.at, day)}
    if len(left) > _MOST_HOURS or max(left, default=0) >= DAY:
        raise RefusedError(
            f"'{programme.name}' phát {len(left) + 1} lần một ngày nên không dời riêng một lần được; "
            "hãy bấm Đổi rồi sửa giờ"
        )
    to = _second(move.to, move.to.date())
    new: list[dict[str, Value]] = []
    if left and move.to.date() == day:
        new.append(_for_a_day(fields, f"{programme.name} (ngày {say_date(day)})", day, left | {to}))
    else:
        named = f"{programme.name} (dời sang {move.to:%Hh%M} ngày {say_date(move.to.date())})"
        new += [_for_a_day(fields, f"{programme.name} (ngày {say_date(day)})", day, left)] if left else []
        new.append(_for_a_day(fields, named, move.to.date(), {to}))
    return Moved({"except": with_day(fields.get("except"), day)}, tuple(new))


def with_day(excepted: Value | None, day: date) -> Value:
    """The value of `except` with one more day."""
    held = list(excepted) if isinstance(excepted, list) else [excepted] if excepted else []
    return [*held, say_date(day)]


def _for_a_day(fields: dict[str, Value], name: str, day: date, seconds: set[int]) -> dict[str, Value]:
    kept = {key: value for key, value in fields.items() if key not in {*WHEN, "name"}}
    return {"name": name, "at": _hours(seconds), "days": say_date(day), **kept}


def _hours(seconds: set[int]) -> Value:
    said = [
        f"{second // 3600 % 24:02}:{second // 60 % 60:02}" + (f":{second % 60:02}" if second % 60 else "")
        for second in sorted(seconds)
    ]
    return said[0] if len(said) == 1 else list(said)


def _second(moment: datetime, day: date) -> int:
    """Seconds after the midnight of `day`, which may be the day before."""
    return (moment.date() - day).days * DAY + moment.hour * 3600 + moment.minute * 60 + moment.second
