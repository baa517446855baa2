"""Urgent announcements: they sound at once, their words follow as they are spoken; some come again until stopped."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Protocol

from broadcaster.errors import BroadcasterError
from broadcaster.journal.entries import StandingPage
from broadcaster.journal.journal import Journal
from broadcaster.playout.offer import Page, Words
from broadcaster.sound.order import RenderOrder
from broadcaster.sound.rendered import Rendered
from broadcaster.station.composition import Composer
from broadcaster.station.door import RefusedError, UnknownNameError, UrgentOrder
from broadcaster.station.wording import Wording
from broadcaster.text.script import Script

TITLE_WORDS = 8
"""Words of a typed announcement that name it in the journal."""
SHORTEST_EVERY = 60.0
"""Seconds between two soundings, at least."""


class Speaker(Protocol):
    """What speaks ahead of everything: the workshop."""

    def speak(
        self,
        order: RenderOrder,
        each: Callable[[Rendered], None],
        done: Callable[[BroadcasterError | None], None],
    ) -> int:
        """Have `order` made now, piece by piece."""
        ...


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


class Pages:
    """Takes urgent orders for one station; any thread may order."""

    def __init__(
        self, speaker: Speaker, break_in: Callable[[Page], None], journal: Journal, alive_until: datetime | None = None
    ) -> None:
        """`alive_until`: the last instant the station lived through before this start; None: it never has."""
        self._speaker = speaker
        self._break_in = break_in
        self._journal = journal
        self._alive_until = alive_until
        self._numbers = itertools.count(1)
        self._lock = threading.Lock()
        self._next: dict[str, datetime] = {}
        self._sounded: dict[str, str] = {}  # the page that a standing announcement sounded last
        self._called_off: set[str] = set()  # whatever the journal says: a full disk keeps what was struck out
        self._latest = ("", "")

    def text_of(self, page_id: str) -> str:
        """The words of the page that was sounded last, if it is `page_id`; empty: not known."""
        return self._latest[1] if self._latest[0] == page_id else ""

    def message(
        self, order: UrgentOrder, scripts: Mapping[str, Script], composer: Composer, wording: Wording, day: date
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

    def sound(self, order: UrgentOrder, message: Message, now: datetime, issued: datetime | None = None) -> str:
        """Break in with `message`; the page's id. `issued`: when it was first ordered, where this is a repeat."""
        page_id = f"khan-{now:%Y%m%dT%H%M%S}-{next(self._numbers)}"
        self._latest = (page_id, message.text)
        words = Words()
        self._break_in(Page(page_id, message.title, words, now, order.repeat, order.now, tags=message.tags))
        opening = f"Thông báo này được phát lần đầu lúc {issued:%H:%M} ngày {issued:%d/%m/%Y}." if issued else ""
        try:
            self._speaker.speak(
                message.compose(opening),
                lambda made: words.add(made.path, made.frames),
                lambda error: words.finish(str(error) if error else ""),
            )
        except BroadcasterError as error:
            words.finish(str(error))
        return page_id

    def sound_again(self, page: StandingPage, message: Message, now: datetime) -> str | None:
        """Break in with a standing announcement; None: it was called off since it came due, and stays silent."""
        with self._lock:  # whoever calls off waits for this, and silences what it has begun
            if page.id in self._called_off:
                return None
            self._sounded[page.id] = self.sound(order_of(page), message, now, page.issued)
            return self._sounded[page.id]

    def stand(self, order: UrgentOrder, title: str, now: datetime, sounded: str) -> str | None:
        """Keep `order`, first sounded as the page `sounded`, where it is to come again; its standing id."""
        if order.every is None:
            return None
        page = StandingPage(
            f"nhac-{now:%Y%m%dT%H%M%S}-{next(self._numbers)}", order.name, order.text or order.recording, title,
            order.repeat, order.every, order.until, now, order.by,
            {**order.sets, **({"_recording": "1"} if order.recording else {})},
        )  # fmt: skip
        self._journal.stand(page)
        with self._lock:
            self._next[page.id] = now + timedelta(seconds=page.every)
            self._sounded[page.id] = sounded
        return page.id

    def due(self, now: datetime, airing: Collection[str] = ()) -> list[StandingPage]:
        """Standing announcements whose hour has come; those past their end are stood down.

        One that was missed while the station was off sounds once, not once for each hour missed. `airing`: what sounds
        or waits its turn now; a message longer than its beat leaves beats out, and does not pile up.
        """
        found: list[StandingPage] = []
        with self._lock:
            for page in self._journal.standing():
                if page.id in self._called_off:
                    continue
                if page.until and now > page.until:
                    self._journal.stand_down(page.id)
                    self._next.pop(page.id, None)
                elif now >= self._wanted(page, now):
                    self._next[page.id] = _next_after(page, now)
                    found += [] if self._sounded.get(page.id) in airing else [page]
        return found

    def _wanted(self, page: StandingPage, now: datetime) -> datetime:
        """When it is to sound next: never further off than its beat, which a clock that was set back would have it."""
        wanted = self._next.get(page.id) or self._first_since_start(page, now)
        self._next[page.id] = min(wanted, now + timedelta(seconds=page.every))
        return self._next[page.id]

    def _first_since_start(self, page: StandingPage, now: datetime) -> datetime:
        """The sounding that a station which has just begun owes first: one that fell into its absence is owed now."""
        return _next_after(page, now if self._alive_until is None else min(now, self._alive_until))

    def cancel(self) -> list[str]:
        """Stand down everything; the titles."""
        with self._lock:
            standing = [page for page in self._journal.standing() if page.id not in self._called_off]
            self._called_off.update(page.id for page in standing)
            self._next.clear()
            self._sounded.clear()
            for page in standing:
                self._journal.stand_down(page.id)
        return [page.title for page in standing]


def order_of(page: StandingPage) -> UrgentOrder:
    """The order that a standing announcement repeats."""
    sets = {key: value for key, value in page.sets.items() if key != "_recording"}
    recorded = "_recording" in page.sets
    return UrgentOrder(
        name=page.name,
        text=None if recorded else page.text,
        recording=page.text if recorded else None,
        title=page.title,
        sets=sets,
        repeat=page.repeat,
        by=page.by,
    )


def _next_after(page: StandingPage, now: datetime) -> datetime:
    """The first sounding after `now` on the page's own beat, counted from when it was ordered."""
    beats = max(0, (now - page.issued).total_seconds()) // page.every + 1
    return page.issued + timedelta(seconds=beats * page.every)


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
