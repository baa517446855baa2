"""A programme as a form: its keys as words in fields, and back to what an officer would write. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from broadcaster.errors import BroadcasterError
from broadcaster.timetable.fields import AFTER_CUTS, ITEM, PRIORITIES, STARTS
from broadcaster.written.dates import SHORT_WEEKDAYS
from broadcaster.written.dayrules import EveryDay, WeekDays
from broadcaster.written.days import parse_days
from broadcaster.written.editing import Value
from broadcaster.written.spelling import fold
from broadcaster.written.values import WrongValue

Form = Mapping[str, str]
"""What stands in the fields of a form, by their names."""

MOST_ITEMS = 60
"""Lines of `play:` a form takes."""
_LISTS = ("at", "except", "zones", "tags")
_PLAIN = ("name", "every", "between", "from", "until", "bed", "grace")
_CHOICES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "priority": PRIORITIES,
    "start": STARTS,
    "after_cut": AFTER_CUTS,
}
_USUAL = {"priority": "routine", "start": "next", "after_cut": "resume"}
_DAY = "ngay."
_PLAY = "play."
KEYS = (
    *("name", "at", "every", "between", "days", "from", "until", "except", "play", "bed", "priority", "start", "grace"),
    *("after_cut", "zones", "tags"),
)
"""The keys a form holds, in the order in which they are written."""


def typed(fields: Mapping[str, Value]) -> dict[str, str]:
    """The fields of a form that say what `fields`, a programme as it is written, say."""
    form = {key: _words(fields.get(key)) for key in (*_LISTS, *_PLAIN)}
    form |= {key: _choice(key, _words(fields.get(key))) for key in _CHOICES}
    weekdays, others = _week(fields.get("days"))
    form |= {_DAY + day: "1" for day in weekdays}
    form["days"] = ", ".join(others)
    form |= {f"{_PLAY}{index}": json.dumps(item, ensure_ascii=False) for index, item in enumerate(_items(fields))}
    return form


def written(form: Form) -> dict[str, Value]:
    """A programme as an officer would write what stands in a form; raises BroadcasterError for a strange line."""
    told = {key: _value(form, key) for key in KEYS}
    return {key: value for key, value in told.items() if value is not None}


def changes(before: Form, after: Form) -> dict[str, Value | None]:
    """The keys that two forms say differently, as the second says them; None where it leaves one empty."""
    return {key: _value(after, key) for key in KEYS if _value(before, key) != _value(after, key)}


def play_of(form: Form) -> list[str]:
    """The lines of `play:` in order, each as the form holds it; empty ones are passed over."""
    numbered = sorted(int(key.removeprefix(_PLAY)) for key in form if re.fullmatch(r"play\.\d{1,2}", key))
    return [form[f"{_PLAY}{number}"] for number in numbered if form[f"{_PLAY}{number}"].strip()][:MOST_ITEMS]


def days_of(form: Form) -> set[str]:
    """The week days that are ticked."""
    return {day for day in SHORT_WEEKDAYS if form.get(_DAY + day)}


def _value(form: Form, key: str) -> Value | None:
    if key == "play":
        return [_item(line) for line in play_of(form)] or None
    if key == "days":
        ticked = [day for day in SHORT_WEEKDAYS if form.get(_DAY + day)]
        several = [*(ticked if len(ticked) < len(SHORT_WEEKDAYS) else []), *_parted(form.get("days", ""))]
        return _one_or_more(several)
    text = " ".join(form.get(key, "").split())
    return _one_or_more(_parted(text)) if key in _LISTS else text or None


def _item(line: str) -> Value:
    try:
        item = json.loads(line)
    except ValueError:
        item = None
    if not isinstance(item, dict) or not all(isinstance(value, str | dict) for value in item.values()):
        raise BroadcasterError("có một dòng nội dung không đọc được; hãy tải lại trang rồi chọn lại ở dòng ấy")
    return {str(key): value for key, value in item.items()}


def _one_or_more(several: list[str]) -> Value | None:
    return None if not several else several[0] if len(several) == 1 else list(several)


def _parted(text: str) -> list[str]:
    return [part for part in (" ".join(one.split()) for one in re.split(r"[,;]", text)) if part]


def _words(value: Value | None) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value or "")


def _choice(key: str, word: str) -> str:
    """The English word of a choice; empty for the usual one."""
    meant = next((name for name, others in _CHOICES[key].items() if fold(word) in map(fold, (name, *others))), word)
    return "" if meant == _USUAL[key] else meant


def _week(value: Value | None) -> tuple[list[str], list[str]]:
    """Days as ticked week days, and what else is said of them; every day is neither."""
    parts = [str(part) for part in value] if isinstance(value, list) else _parted(_words(value))
    weekdays: set[int] = set()
    others: list[str] = []
    for part in parts:
        try:
            rule = parse_days(part).rule
        except WrongValue:
            rule = None
        if isinstance(rule, WeekDays):
            weekdays |= rule.weekdays
        elif not isinstance(rule, EveryDay):
            others.append(part)
    return [SHORT_WEEKDAYS[number] for number in sorted(weekdays)], others


def _items(fields: Mapping[str, Value]) -> list[Any]:
    play = fields.get("play")
    return play if isinstance(play, list) else [play] if play else []


def choices(shelf: Mapping[str, Any], held: list[str]) -> list[tuple[str, list[tuple[str, str]]]]:
    """What a line of `play:` may be: groups of (what the form holds, what it is called); `held` ones stay possible."""
    texts = [(_line("script", one["name"]), _title(one)) for one in shelf["scripts"]]
    sounds = [(_line(_kind(name), name), f"{_KINDS[_kind(name)]}: {name}") for name in shelf["sounds"]]
    others = [
        (_line("silence", "2s"), "Nghỉ 2 giây"),
        (_line("silence", "5s"), "Nghỉ 5 giây"),
        (json.dumps({"relay": "line-in", "for": "15 phút"}, ensure_ascii=False), "Tiếp sóng đường vào, 15 phút"),
        (json.dumps({"relay": "line-in", "for": "30 phút"}, ensure_ascii=False), "Tiếp sóng đường vào, 30 phút"),
    ]
    known = {line for group in (texts, sounds, others) for line, _ in group}
    rest = [(line, called(line, shelf)) for line in dict.fromkeys(held) if line not in known]
    groups = [("Bài", texts), ("Nhạc và tiếng", sounds), ("Khác", others), ("Đang có trong chương trình", rest)]
    return [(name, group) for name, group in groups if group]


def called(line: str, shelf: Mapping[str, Any]) -> str:
    """What a line of `play:` is called."""
    try:
        item = _item(line)
    except BroadcasterError:
        return line
    assert isinstance(item, dict)
    named = {field.name: value for key, value in item.items() if (field := ITEM.field_of(key)) is not None}
    titles = {one["name"]: one["title"] for one in shelf["scripts"]}
    for key, value in named.items():
        if key == "script":
            return str(titles.get(value, value))
        if key in _KINDS:
            return f"{_KINDS[key]}: {value}"
        if key == "relay":
            return f"Tiếp sóng {value}, {named.get('for', '')}"
        if key == "silence":
            return f"Nghỉ {value}"
    return line


_KINDS = {"jingle": "Nhạc hiệu", "sting": "Nhạc cắt", "chime": "Chuông", "file": "Bản ghi"}


def _kind(sound: str) -> str:
    """What a sound is for, by its name: a sting parts two texts, so it goes where one of them does."""
    folded = fold(sound)
    return "sting" if "cat" in folded.split() else "chime" if "chuong" in folded else "jingle"


def _line(key: str, value: str) -> str:
    return json.dumps({key: value}, ensure_ascii=False)


def _title(script: Mapping[str, Any]) -> str:
    return f"{script['title']} (chưa phát được)" if script.get("why_not") else str(script["title"])
