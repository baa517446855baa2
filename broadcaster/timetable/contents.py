"""What of a programme airs on a day: its items but for texts that may not air, and why those are left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from broadcaster.timetable.model import FileItem, Item, Programme, RelayItem, ScriptItem, SilenceItem, SoundItem
from broadcaster.timetable.reading import fold_tag
from broadcaster.written.document import Place


class Announcement(Protocol):
    """What the timetable asks of a text."""

    @property
    def tags(self) -> frozenset[str]:
        """Tags that campaigns count by."""
        ...

    @property
    def body(self) -> str:
        """The words as written."""
        ...

    def why_not(self, day: date) -> str | None:
        """Why it may not air on `day`, in Vietnamese, naming the text; None: it may."""
        ...


Scripts = Mapping[str, Announcement]
"""Texts by name."""


@dataclass(frozen=True)
class LeftOut:
    """An item that does not air."""

    name: str
    """The text's name."""
    why: str
    """Why, in Vietnamese, naming the text, without a full stop."""
    place: Place
    """The line of the schedule that asks for it."""

    def __str__(self) -> str:
        return f"phần bị bỏ: {self.why}"


@dataclass(frozen=True)
class Contents:
    """What airs."""

    items: tuple[Item, ...]
    """In order; empty where nothing worth airing is left."""
    left_out: tuple[LeftOut, ...]
    """In order."""
    tags: frozenset[str]
    """Tags of the programme and of the texts that air, as compared."""

    @property
    def told(self) -> str:
        """What is left out, why, and what airs instead, in Vietnamese without a full stop; empty where all airs."""
        if not self.left_out:
            return ""
        why = "; ".join(one.why for one in self.left_out)
        if not self.items:
            return f"không còn bài nào phát được nên loa im: {why}"
        return f"phần bị bỏ: {why}; phần còn lại vẫn phát: {', '.join(map(called, self.items))}"


def called(item: Item) -> str:
    """An item as an officer knows it."""
    if isinstance(item, ScriptItem | SoundItem):
        return item.name
    if isinstance(item, FileItem):
        return item.path
    return f"tiếp sóng {item.url}" if isinstance(item, RelayItem) else "khoảng lặng"


Reasons = tuple[str | None, ...]
"""Why each text a programme names may not air on some day, in the order it names them; None: it may."""


def contents(programme: Programme, day: date, scripts: Scripts) -> Contents:
    """What of `programme` airs on `day`.

    A text that may not air is left out, and a sting that then parts nothing goes with it. Where every text is left out
    nothing airs: a programme is not its jingles.
    """
    return contents_for(programme, scripts, reasons(programme, day, scripts))


def reasons(programme: Programme, day: date, scripts: Scripts) -> Reasons:
    """Why the texts of `programme` may not air on `day`: what all else about its contents depends on."""
    why_not: list[str | None] = []
    for item in programme.texts:
        script = scripts.get(item.name)
        why_not.append(script.why_not(day) if script is not None else f"không có bài '{item.name}' trong scripts/vi")
    return tuple(why_not)


def contents_for(programme: Programme, scripts: Scripts, why_not: Reasons) -> Contents:
    """What of `programme` airs on a day on which `why_not` tells of its texts."""
    left_out = tuple(
        LeftOut(item.name, why, item.place)
        for item, why in zip(programme.texts, why_not, strict=True)
        if why is not None
    )
    names = {one.name for one in left_out}
    tags = programme.tags | _tags(programme.play, scripts, names)
    if not left_out:
        return Contents(programme.play, (), tags)
    kept = tuple(_kept(item, names) for item in programme.play if not _is_out(item, names))
    if all(isinstance(item, SoundItem | SilenceItem) for item in kept):
        return Contents((), left_out, frozenset())
    return Contents(_without_idle_stings(kept), left_out, tags)


def _is_out(item: Item, names: set[str]) -> bool:
    return isinstance(item, ScriptItem) and item.name in names


def _kept(item: Item, names: set[str]) -> Item:
    """`item`, a relay without the fallback text that may not air."""
    if isinstance(item, RelayItem) and isinstance(item.otherwise, ScriptItem) and item.otherwise.name in names:
        return replace(item, otherwise=None)
    return item


def _without_idle_stings(items: tuple[Item, ...]) -> tuple[Item, ...]:
    kept: list[Item] = []
    for item, following in zip(items, [*items[1:], None], strict=True):
        is_sting = isinstance(item, SoundItem) and item.kind == "sting"
        parts_nothing = not kept or isinstance(kept[-1], SoundItem) or isinstance(following, SoundItem | None)
        if not (is_sting and parts_nothing):
            kept.append(item)
    return tuple(kept)


def _tags(play: tuple[Item, ...], scripts: Scripts, left_out: set[str]) -> frozenset[str]:
    spoken = (scripts[item.name] for item in play if isinstance(item, ScriptItem) and item.name not in left_out)
    return frozenset(fold_tag(tag) for script in spoken for tag in script.tags)
