"""Why a programme does or does not air on a day, in sentences, down to the line of the file."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from datetime import date

from broadcaster.errors import Mistake
from broadcaster.timetable.entry import Entry
from broadcaster.timetable.model import Programme, Timetable
from broadcaster.timetable.recurrence import Recurrence
from broadcaster.written.dates import SHORT_WEEKDAYS
from broadcaster.written.days import Days
from broadcaster.written.document import Place
from broadcaster.written.hours import clock_face, say_length
from broadcaster.written.lunar import say_lunar
from broadcaster.written.values import say_date, say_day

_AHEAD = 366 * 20
_FEW = 6


def explain(programme: Programme, day: date, entries: Iterable[Entry]) -> list[str]:
    """Sentences on `programme` on `day`, most important first. `entries` are that day's, of all programmes. Pure."""
    entries = tuple(entries)
    own = [entry for entry in entries if entry.programme.name == programme.name and entry.day == day]
    if not own:
        return list(_no_airing(programme, day))
    sentences = [sentence for entry in own for sentence in _of_entry(entry)]
    return [*sentences, *_in_the_way(own, entries), *_rule_lines(programme, day)]


def explain_faulty(programme: Programme, mistakes: Iterable[Mistake], timetable: Timetable) -> list[str]:
    """Sentences on a programme that never airs because it is written wrong: each of its mistakes. Pure."""
    first, file = programme.place.line, programme.place.file
    begins = sorted(one.place.line for one in (*timetable.programmes, *timetable.faulty) if one.place.file == file)
    last = next((line for line in begins if line > first), sys.maxsize)
    own = [one for one in mistakes if one.file == file and first <= one.line < last]
    return [
        f"'{programme.name}' ({programme.place}) viết sai nên không phát; đài đang chạy thì theo bản trước, nếu có.",
        *(f"{one}." for one in own),
    ]


def _in_the_way(own: Iterable[Entry], entries: Iterable[Entry]) -> Iterator[str]:
    """Where the programmes are written that `own` gave way to."""
    whys = " ".join(entry.why for entry in own)
    others = {entry.programme.name: entry.place for entry in entries}
    yield from (f"«{name}» viết ở {place}." for name, place in others.items() if f"«{name}»" in whys)


def _of_entry(entry: Entry) -> Iterator[str]:
    at = f"{entry.at:%H:%M:%S}" if entry.at.second else f"{entry.at:%H:%M}"
    head = f"'{entry.programme.name}' {say_day(entry.day)} lúc {at}"
    length = f"{'ước chừng ' if entry.length.estimated else ''}{say_length(entry.length.seconds)}"
    if entry.decision == "air":
        urgent = f"; {entry.exemption}" if entry.exemption else ""
        yield f"{head}: phát đúng giờ, dài {length}{urgent}."
    elif entry.decision == "wait":
        yield f"{head}: phát muộn, lúc {entry.starts:%H:%M:%S}, dài {length}; {entry.why}."
    elif entry.decision == "cut":
        rest = "không phát hết" if entry.lost else f"phát hết lúc {entry.ends:%H:%M:%S}"
        yield f"{head}: bắt đầu lúc {entry.starts:%H:%M:%S}, bị cắt ngang, {rest}; {entry.why}."
    elif entry.decision == "drop":
        yield f"{head}: không phát; {entry.why}."
    else:
        yield f"{head}: bị từ chối; {entry.why}."
    if entry.airs:
        for one in entry.left_out:
            yield f"Phần bị bỏ ({one.place}): {one.why}; các phần còn lại vẫn phát."


def _no_airing(programme: Programme, day: date) -> Iterator[str]:
    rule = programme.rule
    yield f"'{programme.name}' ({programme.place}) không phát {_both_calendars(day)}."
    if rule.first and day < rule.first:
        yield f"Chưa đến ngày đầu {say_date(rule.first)} ({programme.at('from')})."
    if rule.last and day > rule.last:
        yield f"Đã quá ngày cuối {say_date(rule.last)} ({programme.at('until')})."
    if rule.days and not any(one.hold(day) for one in rule.days):
        yield f"Ngày phát là {_named(rule.days)} ({programme.at('days')}), hôm ấy không phải."
    for one in rule.excepted:
        if one.hold(day):
            yield f"Hôm ấy thuộc ngày trừ {one.text} ({programme.at('except')})."
    coming = rule.next_day(day, _AHEAD)
    yield (
        f"Lần phát kế tiếp: {say_day(coming)} lúc {_hours(rule)}." if coming else "Sau ngày ấy không còn lần phát nào."
    )


def _rule_lines(programme: Programme, day: date) -> Iterator[str]:
    rule = programme.rule
    days = _named(rule.days) if rule.days else "hằng ngày"
    place: Place = programme.at("days")
    yield f"Theo lịch ở {place}: {days}, lúc {_hours(rule)}; hôm ấy là {_both_calendars(day)}."


def _both_calendars(day: date) -> str:
    lunar = say_lunar(day.toordinal())
    return f"{say_day(day)} ({lunar})" if lunar else say_day(day)


def _named(days: tuple[Days, ...]) -> str:
    return ", ".join(one.text if one.text not in SHORT_WEEKDAYS else one.text.upper() for one in days)


def _hours(rule: Recurrence) -> str:
    faces = [clock_face(second % 86_400) for second in rule.times]
    return ", ".join(faces) if len(faces) <= _FEW else f"{', '.join(faces[:3])}, …, {faces[-1]} ({len(faces)} lần)"
