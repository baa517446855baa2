"""What an urgent order says: a text with its blanks filled, words as typed, or a recording."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from broadcaster.sound.order import RenderOrder
from broadcaster.station.composition import Composer
from broadcaster.station.door import RefusedError, UnknownNameError, UrgentOrder
from broadcaster.station.wording import Wording
from broadcaster.text.script import Script

TITLE_WORDS = 8
"""Words of a typed announcement that name it in the journal."""
SHORTEST_EVERY = 60.0
"""Seconds between two soundings, at least."""


@dataclass(frozen=True)
class Message:
    """What an order says, worked out far enough to know that it can be said."""

    title: str
    """What the journal calls it."""
    text: str
    """The words as written, blanks filled; empty for a recording."""
    tags: frozenset[str]
    """Tags of its text."""
    notice: str
    """Vietnamese: what the person who ordered it should know; empty: nothing."""
    compose: Callable[[str], RenderOrder]
    """Makes the order of it, with an opening sentence where one is given."""


def message_of(
    order: UrgentOrder, scripts: Mapping[str, Script], composer: Composer, wording: Wording, day: date
) -> Message:
    """What `order` says. Raises UnknownNameError, RefusedError, BroadcasterError, each saying what to do."""
    given = [one for one in (order.name, order.text, order.recording) if one]
    if len(given) != 1:
        raise RefusedError("hãy cho đúng một thứ: tên bài, lời cần đọc, hoặc tệp ghi âm")
    if order.every is not None and order.every < SHORTEST_EVERY:
        raise RefusedError("nhắc lại dày nhất là 1 phút một lần")
    if order.recording:
        return _recorded(order, Path(order.recording), composer)
    if order.text:
        return _typed(order, order.text, composer)
    return _scripted(order, scripts, composer, wording, day)


def _recorded(order: UrgentOrder, path: Path, composer: Composer) -> Message:
    if not path.is_file():
        raise UnknownNameError(f"không có tệp ghi âm '{path}'")
    title = order.title or f"Bản ghi âm {path.stem}"
    return Message(title, "", frozenset(), "", lambda opening: composer.recording(title, path, opening))


def _typed(order: UrgentOrder, text: str, composer: Composer) -> Message:
    if not text.strip():
        raise RefusedError("lời thông báo đang trống")
    title = order.title or " ".join(text.split()[:TITLE_WORDS])
    return Message(title, text, frozenset(), "", lambda opening: composer.words(title, f"{opening}\n\n{text}".strip()))


def _scripted(
    order: UrgentOrder, scripts: Mapping[str, Script], composer: Composer, wording: Wording, day: date
) -> Message:
    script = scripts.get(order.name.removesuffix(".md")) if order.name else None
    if script is None:
        raise UnknownNameError(f"không có bài '{order.name}' trong scripts/vi")
    text = wording.written(script, order.sets)
    title = order.title or script.title
    # Lives come before signatures: an unapproved text is said all the same, and the journal tells.
    return Message(
        title, text, script.tags, script.why_not(day) or "", lambda opening: composer.page(script, text, opening)
    )
