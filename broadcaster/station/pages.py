"""Urgent announcements: they sound at once, their words follow as they are spoken; some come again until stopped."""

from __future__ import annotations

import itertools
import threading
from collections import deque
from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from typing import Protocol

from broadcaster.errors import BroadcasterError
from broadcaster.journal.entries import StandingPage
from broadcaster.journal.journal import Journal
from broadcaster.playout.asrun import AsRun
from broadcaster.playout.offer import PAGE_GRACE, Page, Words
from broadcaster.sound.order import RenderOrder
from broadcaster.sound.rendered import Rendered
from broadcaster.station.door import UrgentOrder
from broadcaster.station.messages import Message


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


class Pages:
    """Takes urgent orders for one station; any thread may order. The disk is written after the sound, under no lock."""

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
        self._writing = threading.Lock()  # so that nothing is struck out before it was written
        self._standing = {page.id: page for page in journal.standing()}
        self._next: dict[str, datetime] = {}
        self._over: dict[str, float] = {}  # when the time it was ordered for has passed, by the steady clock
        self._sounded: dict[str, str] = {}  # the page that a standing announcement sounded last
        self._unwritten: deque[StandingPage | str] = deque()  # to be kept, or struck out by its id
        self._ending = False
        self._latest = ("", "")

    def text_of(self, page_id: str) -> str:
        """The words of the page that was sounded last, if it is `page_id`; empty: not known."""
        return self._latest[1] if self._latest[0] == page_id else ""

    def order(self, order: UrgentOrder, message: Message, now: datetime, steady: float) -> tuple[str, str | None]:
        """Break in with `message`, and keep it: it may have to come again. Its page's id, and its standing id or None.

        `steady`: `now` by the clock that never steps (s). What repeats is on the disk when this returns; what sounds
        once when `keep` was called, so that orders in quick succession wait for no disk.
        """
        with self._lock:
            sounded, words = self._begin(order, message, now)
            page = StandingPage(
                f"nhac-{now:%Y%m%dT%H%M%S}-{next(self._numbers)}" if order.every else sounded,
                order.name, order.text or order.recording, message.title, order.repeat, order.every or 0.0,
                order.until, now, order.by, {**order.sets, **({"_recording": "1"} if order.recording else {})},
            )  # fmt: skip
            self._standing[page.id], self._sounded[page.id] = page, sounded
            self._next[page.id] = now + timedelta(seconds=page.every)
            if page.until:
                self._over[page.id] = steady + (page.until - now).total_seconds()
            self._unwritten.append(page)
        self._speak(message, "", words)
        if not page.every:
            return sounded, None
        self.keep()
        return sounded, page.id

    def sound_again(self, page: StandingPage, message: Message, now: datetime) -> str | None:
        """Break in with a standing announcement; None: it was called off since it came due, and stays silent."""
        with self._lock:  # whoever calls off waits for this, and silences what it has begun
            if page.id not in self._standing:
                return None
            sounded, words = self._begin(order_of(page), message, now)
            self._sounded[page.id] = sounded
        at = page.issued
        self._speak(message, f"Thông báo này được phát lần đầu lúc {at:%H:%M} ngày {at:%d/%m/%Y}.", words)
        return sounded

    def _begin(self, order: UrgentOrder, message: Message, now: datetime) -> tuple[str, Words]:
        """Break in; the page's id, and its words, which are still to come."""
        page_id, words = f"khan-{now:%Y%m%dT%H%M%S}-{next(self._numbers)}", Words()
        self._latest = (page_id, message.text)
        self._break_in(Page(page_id, message.title, words, now, order.repeat, order.now, tags=message.tags))
        return page_id, words

    def _speak(self, message: Message, opening: str, words: Words) -> None:
        try:
            self._speaker.speak(
                message.compose(opening),
                lambda made: words.add(made.path, made.frames),
                lambda error: words.finish(str(error) if error else ""),
            )
        except BroadcasterError as error:
            words.finish(str(error))

    def due(self, now: datetime, steady: float, airing: Collection[str] = ()) -> list[StandingPage]:
        """Standing announcements whose hour has come; `steady`: `now` by the clock that never steps (s).

        One that was missed while the station was off sounds once, not once for each hour missed. `airing`: what sounds
        or waits its turn now; a message longer than its beat leaves beats out, and does not pile up.
        """
        with self._lock:
            return [page for page in list(self._standing.values()) if self._is_due(page, now, steady, airing)]

    def _is_due(self, page: StandingPage, now: datetime, steady: float, airing: Collection[str]) -> bool:
        if not page.every:
            return page.id not in self._sounded
        if page.until and now > page.until:
            # a clock that is ahead for a while ends nothing: the time itself must have passed too
            if steady >= self._over.setdefault(page.id, steady + self._left(page, page.until)):
                self._strike(page.id)
            return False
        if now < self._wanted(page, now):
            return False
        self._next[page.id] = _next_after(page, now)
        return self._sounded.get(page.id) not in airing

    def _left(self, page: StandingPage, until: datetime) -> float:
        """Seconds that were left of the time it was ordered for when the station died.

        One that stood past its end was kept since the time itself had not passed: the clock was ahead already.
        """
        died = self._alive_until or page.issued
        return (until - (died if page.issued <= died <= until else page.issued)).total_seconds()

    def _wanted(self, page: StandingPage, now: datetime) -> datetime:
        """When it is to sound next: never further off than its beat, which a clock that was set back would have it."""
        wanted = self._next.get(page.id) or self._first_since_start(page, now)
        self._next[page.id] = min(wanted, now + timedelta(seconds=page.every))
        return self._next[page.id]

    def _first_since_start(self, page: StandingPage, now: datetime) -> datetime:
        """The sounding that a station which has just begun owes first: one that fell into its absence is owed now."""
        return _next_after(page, now if self._alive_until is None else min(now, self._alive_until))

    def lost(self, now: datetime) -> list[StandingPage]:
        """Those that an earlier start owes and that are too old by now to be said; they are owed no more."""
        with self._lock:
            owed = [one for one in self._standing.values() if not one.every and one.id not in self._sounded]
            old = [page for page in owed if (now - page.issued).total_seconds() > PAGE_GRACE]
            for page in old:
                self._strike(page.id)
        return old

    def told(self, entry: AsRun) -> None:
        """What was heard: one that was to sound once, and is over, is owed no more; unless the station ends."""
        if entry.started is not None and entry.ended is None:
            return
        with self._lock:
            if not self._ending:
                over = [id_ for id_, sounded in self._sounded.items() if sounded == entry.airing]
                for id_ in over:
                    if not self._standing[id_].every:
                        self._strike(id_)

    def give_up(self, page: StandingPage) -> None:
        """It cannot be said: what was to sound once is owed no more, what repeats is tried again at its next beat."""
        with self._lock:
            if not page.every:
                self._strike(page.id)

    def end(self) -> None:
        """The station ends: what is silenced by that is owed at the next start."""
        with self._lock:
            self._ending = True
        self.keep()

    def standing(self, now: datetime) -> list[StandingPage]:
        """Those that repeat and are not past their end, oldest first."""
        with self._lock:
            return [one for one in self._standing.values() if one.every and not (one.until and now > one.until)]

    def cancel(self) -> list[str]:
        """Stand down everything; the titles of what would have been repeated."""
        with self._lock:
            standing = list(self._standing.values())
            for page in standing:
                self._strike(page.id)
        self.keep()
        return [page.title for page in standing if page.every]

    def keep(self) -> None:
        """Put on the disk what is to be kept, and strike out what is over."""
        with self._writing:
            while self._unwritten:
                one = self._unwritten.popleft()
                if isinstance(one, str):
                    self._journal.stand_down(one)
                else:
                    self._journal.stand(one)

    def _strike(self, page_id: str) -> None:
        """It is owed no more, whatever a full disk says."""
        del self._standing[page_id]
        for kept in (self._next, self._over, self._sounded):
            kept.pop(page_id, None)
        self._unwritten.append(page_id)


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
