"""What a request asks, read from its words; pure: the time is an argument."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, TypeVar

from broadcaster.errors import BroadcasterError
from broadcaster.panel.roles import ALL, Roles
from broadcaster.station.door import UrgentOrder
from broadcaster.written.values import WrongValue, parse_date, parse_length, parse_time

LONGEST_TEXT = 20_000
"""Letters of an urgent text at most: about twenty minutes of speech."""
MOST_REPEATS = 20
"""Times an urgent text is said in one sounding at most."""
SHORTEST_EVERY = 60.0
"""Seconds between two soundings at least."""
_ORDER_KEYS = {"name", "text", "recording", "title", "set", "repeat", "every", "until", "now"}
_Value = TypeVar("_Value")
_FIRST_YEAR, _LAST_YEAR = 1900, 2200
_LONGEST_SPAN = timedelta(days=400)


class BadAskError(BroadcasterError):
    """The request itself is wrong (HTTP 400, exit code 2)."""


@dataclass(frozen=True)
class Upload:
    """A file that came with a form, kept under `var/` until the answer is sent."""

    path: Path
    """Where it lies; whoever wants to keep it moves or copies it."""
    name: str
    """What the sender calls it: a bare file name, NFC, never a path; not to be trusted otherwise."""
    size: int
    """Bytes."""


@dataclass(frozen=True)
class Ask:
    """One request, told apart from how it came."""

    now: datetime
    """The station's time, aware."""
    by: str
    """Who asks, for the journal."""
    query: Mapping[str, str] = field(default_factory=dict)
    """What stands after the `?`."""
    body: Mapping[str, Any] = field(default_factory=dict)
    """The JSON object, or the form."""
    path: Mapping[str, str] = field(default_factory=dict)
    """Blanks of the address."""
    by_command: bool = False
    """Whether it came with the token of `var/`: from this machine's own command."""
    who: str = ""
    """The account that asks, without where from."""
    at_machine: bool = False
    """Whether it comes from the station's own machine."""
    roles: Roles = ALL
    """What it may do; a page may show less to who may do less."""
    files: Mapping[str, Upload] = field(default_factory=dict)
    """Files that came with a form, by the field's name."""

    def word(self, key: str) -> str:
        """A text that must be there; raises BadAskError."""
        value = self.body.get(key, self.query.get(key, self.path.get(key)))
        if not isinstance(value, str) or not value.strip():
            raise BadAskError(f"thiếu '{key}'")
        return value.strip()

    def ticked(self, box: str) -> bool:
        """Whether a box of the form is ticked."""
        return self.body.get(box) == "1"

    def file(self, key: str, wanted: str) -> Upload:
        """A file that must have come with the form and hold something; raises BadAskError, saying what is `wanted`."""
        file = self.files.get(key)
        if file is None:
            raise BadAskError(wanted)
        if not file.size:
            raise BadAskError(f"tệp '{file.name}' rỗng, không có gì bên trong; hãy chọn tệp khác")
        return file


def read_day(text: str) -> date:
    """A day, `2020-08-24` or `24/08/2020`; raises BadAskError."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = _told(lambda: parse_date(text))
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise BadAskError(f"năm {day.year} không dùng được; viết năm từ {_FIRST_YEAR} đến {_LAST_YEAR}")
    return day


def read_moment(text: str, now: datetime, *, end: bool = False) -> datetime:
    """An instant, or a day: its midnight, or with `end` the midnight after it; raises BadAskError."""
    if "T" in text:
        try:
            moment = datetime.fromisoformat(text.replace(" ", "+"))  # a "+" left bare in an address arrives as a blank
        except ValueError:
            raise BadAskError(f"'{text}' không phải là thời điểm; viết như 2020-08-24T05:00:00+07:00") from None
        if not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
            raise BadAskError(f"năm {moment.year} không dùng được; viết năm từ {_FIRST_YEAR} đến {_LAST_YEAR}")
        return moment if moment.tzinfo else moment.replace(tzinfo=now.tzinfo)
    day = read_day(text) + timedelta(days=1 if end else 0)
    return datetime.combine(day, time(), now.tzinfo)


def read_span(query: Mapping[str, str], now: datetime, days: int) -> tuple[datetime, datetime]:
    """`from` and `until` of a query (both days count), or `from` and `days`; else `days` days from today's midnight.

    Raises BadAskError.
    """
    since = read_moment(query.get("from") or now.date().isoformat(), now)
    if query.get("until"):
        until = read_moment(query["until"], now, end=True)
    else:
        until = since + timedelta(days=_whole(query.get("days") or days, "days", 400))
    if until <= since:
        raise BadAskError("ngày cuối phải sau ngày đầu")
    if until - since > _LONGEST_SPAN:
        raise BadAskError("khoảng thời gian dài quá 400 ngày; hãy chọn ngắn hơn")
    return since, until


def read_order(ask: Ask) -> UrgentOrder:
    """An urgent order from a JSON body or a form; raises BadAskError."""
    body = {key: value for key, value in ask.body.items() if value not in (None, "")}
    if strange := sorted(body.keys() - _ORDER_KEYS):
        raise BadAskError(f"không hiểu mục '{strange[0]}'; các mục dùng được: {', '.join(sorted(_ORDER_KEYS))}")
    given = [key for key in ("name", "text", "recording") if key in body]
    if len(given) != 1:
        raise BadAskError("thông báo khẩn cần đúng một trong ba: tên bài (name), lời (text) hoặc bản ghi (recording)")
    if given == ["recording"] and not ask.by_command:
        raise BadAskError("chỉ lệnh trên máy của đài mới phát được tệp ghi âm theo đường dẫn")
    every = _every(body.get("every"))
    until = _until(body.get("until"), ask.now)
    if until is not None and every is None:
        raise BadAskError("đã có giờ kết thúc (until) thì phải chọn nhắc lại sau mỗi bao lâu (every), ví dụ 30 phút")
    return UrgentOrder(
        name=_text(body, "name"),
        text=_text(body, "text"),
        recording=_text(body, "recording"),
        title=_text(body, "title"),
        sets=_sets(body.get("set", {})),
        repeat=_whole(body.get("repeat", 2), "repeat", MOST_REPEATS),
        every=every,
        until=until,
        now=body.get("now") in (True, "true", "1"),
        by=ask.by,
    )


def _text(body: Mapping[str, Any], key: str) -> str | None:
    value = body.get(key)
    if value is None:
        return None
    if not isinstance(value, str) or not value.strip():
        raise BadAskError(f"'{key}' phải là chữ, không để trống")
    if len(value) > LONGEST_TEXT:
        raise BadAskError(f"'{key}' dài quá {LONGEST_TEXT} chữ cái; hãy rút gọn")
    return value.strip()


def _sets(value: object) -> dict[str, str]:
    if not isinstance(value, Mapping):
        raise BadAskError('\'set\' phải là các cặp tên và giá trị, ví dụ {"noi": "thôn Phước Lý"}')
    return {str(key): str(word).strip() for key, word in value.items()}


def _whole(value: object, key: str, most: int) -> int:
    text = str(value)
    if isinstance(value, bool) or not (text.isascii() and text.isdecimal()) or not 1 <= int(text) <= most:
        raise BadAskError(f"'{key}' phải là số từ 1 đến {most}, không phải '{text[:20]}'")
    return int(text)


def _every(value: object) -> float | None:
    if value is None:
        return None
    if isinstance(value, int | float) and not isinstance(value, bool):
        seconds = float(value)
    else:
        seconds = _told(lambda: parse_length(str(value)))
    if not SHORTEST_EVERY <= seconds <= _LONGEST_SPAN.total_seconds():
        raise BadAskError("nhắc lại (every) ít nhất cách nhau 1 phút, ví dụ 30 phút")
    return seconds


def _until(value: object, now: datetime) -> datetime | None:
    """An instant, or a time of day: the next one to come."""
    if value is None:
        return None
    text = str(value)
    if "T" in text:
        moment = read_moment(text, now)
        if moment <= now:
            raise BadAskError("giờ kết thúc (until) đã qua rồi")
        return moment
    at = _told(lambda: parse_time(text))
    today = datetime.combine(now.date(), at, now.tzinfo)
    return today if today > now else today + timedelta(days=1)


def _told(read: Callable[[], _Value]) -> _Value:
    try:
        return read()
    except WrongValue as wrong:
        raise BadAskError(str(wrong)) from None
