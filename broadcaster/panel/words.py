"""How the pages say times, lengths and outcomes: short, in words, as an officer writes them."""

from __future__ import annotations

from datetime import date, datetime, timedelta

_WEEKDAYS = ("thứ hai", "thứ ba", "thứ tư", "thứ năm", "thứ sáu", "thứ bảy", "chủ nhật")
_MINUTE, _HOUR, _DAY = 60, 3600, 86_400
_SHORTEST_HOURS = 48  # up to here a wait is told in hours, past it in days


def clock(moment: datetime) -> str:
    """`05:00`."""
    return f"{moment:%H:%M}"


def clock_seconds(moment: datetime) -> str:
    """`05:00:30`."""
    return f"{moment:%H:%M:%S}"


def weekday(day: date) -> str:
    """`thứ hai`."""
    return _WEEKDAYS[day.weekday()]


def short_date(day: date) -> str:
    """`24/08/2020`."""
    return f"{day:%d/%m/%Y}"


def long_date(day: date) -> str:
    """`Thứ hai, 24/08/2020`."""
    return f"{weekday(day).capitalize()}, {short_date(day)}"


def length(seconds: float) -> str:
    """`1 phút 23 giây`, `41 giây`, `1 giờ 05 phút`."""
    whole = max(0, round(seconds))
    if whole < _MINUTE:
        return f"{whole} giây"
    if whole < _HOUR:
        minutes, rest = divmod(whole, _MINUTE)
        return f"{minutes} phút {rest:02} giây" if rest else f"{minutes} phút"
    hours, rest = divmod(whole, _HOUR)
    minutes = rest // _MINUTE
    return f"{hours} giờ {minutes:02} phút" if minutes else f"{hours} giờ"


def roughly(seconds: float) -> str:
    """A length where there is little room: `45 giây`, `6 phút`, `1 giờ 05 phút`."""
    return length(seconds if seconds < _MINUTE else round(seconds / _MINUTE) * _MINUTE)


def wait(seconds: float) -> str:
    """How long until something: `23 giây nữa`, `12 phút nữa`, `10 giờ 21 phút nữa`, `3 ngày nữa`."""
    if seconds < 1:
        return "ngay bây giờ"
    if seconds < _MINUTE:
        return f"{round(seconds)} giây nữa"
    if seconds < _SHORTEST_HOURS * _HOUR:
        return f"{length(seconds // _MINUTE * _MINUTE)} nữa"
    return f"{round(seconds / _DAY)} ngày nữa"


def when(moment: datetime, now: datetime) -> str:
    """A coming instant as one says it: `05:00 sáng mai`, `17:00 hôm nay`, `05:00 thứ năm, 27/08/2020`."""
    days = (moment.date() - now.date()) // timedelta(days=1)
    if days == 0:
        return f"{clock(moment)} hôm nay"
    if days == 1:
        return f"{clock(moment)} ngày mai"
    return f"{clock(moment)} {weekday(moment)}, {short_date(moment)}"


def size(count: float) -> str:
    """Bytes, `48,3 GB`."""
    for unit, step in (("GB", 1e9), ("MB", 1e6)):
        if count >= step:
            number = f"{count / step:.1f}".removesuffix(".0").replace(".", ",")
            return f"{number} {unit}"
    return f"{count / 1e3:.0f} kB"


def iso_date(day: str | None) -> str:
    """A day of the door's JSON as one writes it, `24/08/2020`; empty where there is none."""
    return short_date(date.fromisoformat(day)) if day else ""


def capitalize_first(sentence: str) -> str:
    """A sentence with its first letter large and the rest as it is."""
    return sentence[:1].upper() + sentence[1:]


def sentence(words: str) -> str:
    """Words as a sentence: its first letter large, a full stop where no other mark ends it."""
    whole = capitalize_first(words.strip())
    return whole if whole.endswith((".", "?", "!", "…")) else f"{whole}."


FILTERS = {
    "iso_date": iso_date,
    "capitalize_first": capitalize_first,
    "sentence": sentence,
    "clock": clock,
    "clock_seconds": clock_seconds,
    "weekday": weekday,
    "short_date": short_date,
    "long_date": long_date,
    "lasting": length,  # Jinja has a `length` of its own, which counts
    "roughly": roughly,
    "wait": wait,
    "size": size,
}
"""What the templates may use."""
