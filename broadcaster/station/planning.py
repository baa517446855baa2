"""The plan of the days around now, and the making of its sounds ahead of their hour."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from broadcaster.errors import BroadcasterError
from broadcaster.folder import StationFolder
from broadcaster.playout.offer import Offer
from broadcaster.station.answering import LOOK_BACK
from broadcaster.station.composition import Composition
from broadcaster.station.files import Book
from broadcaster.station.length_book import LengthBook
from broadcaster.station.stock import Stock
from broadcaster.timetable.airing import airings
from broadcaster.timetable.claim import Claim
from broadcaster.timetable.entry import Entry
from broadcaster.timetable.lengths import Length
from broadcaster.timetable.model import Item, Programme
from broadcaster.timetable.rundown import Rundown, rundown

PREPARED = timedelta(days=2)
"""How far ahead sounds are made."""
AT_REST = timedelta(minutes=1)
"""How long a station whose sounds are all made waits before it looks again."""
HASTY = timedelta(minutes=2)
"""How close to its hour an airing without its sound gets the rungs below prepared."""


class Planning:
    """Works the plan out once a day, and anew when the files or a length change."""

    def __init__(
        self,
        folder: StationFolder,
        stock: Stock,
        note: Callable[[str, str], None],
        owed: Callable[[datetime], datetime],
    ) -> None:
        """`owed`: from when on the station owes an answer for what was planned, at an instant."""
        self._folder = folder
        self._stock = stock
        self._note = note
        self._owed = owed
        self._answered: datetime | None = None  # up to when it has answered
        self._book: Book | None = None
        self._before: Book | None = None  # the book that has been changed since the last plan
        self._unowed: dict[str, datetime] = {}  # airings whose hour was past when they came into the schedule
        self._lengths = LengthBook(folder.lengths, "")
        self._ready_until: datetime | None = None
        self._day: date | None = None
        self._first = datetime.max.replace(tzinfo=UTC)
        self._entries: tuple[Entry, ...] = ()
        self._compose = lru_cache(256)(self._composed)

    @property
    def lengths(self) -> LengthBook:
        """How long programmes are, as far as they are made."""
        return self._lengths

    def entries(self, book: Book, now: datetime) -> tuple[Entry, ...]:
        """The plan from some days back to some days on; the same until a day, a file or a length changes."""
        self._take(book)
        today = datetime.combine(now.date(), datetime.min.time(), now.tzinfo)
        answered = self._answered if self._answered and self._answered <= now else self._owed(now)
        first = max(min(answered, today) - timedelta(days=1), today - LOOK_BACK)
        to_come = any(at > now for at in self._unowed.values())  # by a clock that ran ahead and was set back
        if self._day != now.date() or first < self._first or to_come:
            self._leave_the_past(book, first, now)
            planned = self.plan(book, first, today + timedelta(days=1) + PREPARED).entries
            self._entries = tuple(one for one in planned if one.id not in self._unowed)
            self._day, self._first = now.date(), first
        return self._entries

    def answered(self, now: datetime) -> None:
        """What was planned by `now` is told: a machine that slept for days, or whose clock was set, tells the rest."""
        self._answered = now

    def _leave_the_past(self, book: Book, first: datetime, now: datetime) -> None:
        """A schedule that was changed changes what is to come: what it adds to the past is neither aired nor missed."""
        self._unowed = {id_: at for id_, at in self._unowed.items() if first <= at <= now}
        if self._before:
            old, new = (airings(one.loaded.timetable.programmes, first, now) for one in (self._before, book))
            known = {one.id for one in old}
            self._unowed |= {one.id: one.at for one in new if one.id not in known}
            self._before = None

    def plan(self, book: Book, since: datetime, until: datetime) -> Rundown:
        """The plan of any span, by the lengths known."""
        loaded = book.loaded
        return rundown(loaded.timetable, loaded.scripts, loaded.settings, self._lengths.of, since, until)

    def composition(self, book: Book, programme: Programme, items: tuple[Item, ...]) -> Composition:
        """What is to be made of `programme`; raises BroadcasterError where it cannot be composed."""
        self._take(book)
        return self._compose(programme, items)

    def prepare(self, book: Book, now: datetime) -> bool:
        """Ask for every sound of the days ahead that is not there; whether all are.

        Once all are there they are looked for again only after `AT_REST`, or when the files change: a station at rest
        costs next to nothing.
        """
        self._take(book)
        if self._ready_until is not None and self._ready_until - AT_REST <= now < self._ready_until:
            return True
        ready = self._prepare(book, now)
        self._ready_until = now + AT_REST if ready else None
        return ready

    def _prepare(self, book: Book, now: datetime) -> bool:
        call = book.composer.station_call()
        ready = self._stock.want(call, now.timestamp())
        news = False
        for entry in self.entries(book, now):
            if entry.claim is not None and now <= entry.at < now + PREPARED:
                length = self._prepared(book, entry, entry.claim, now)
                ready = ready and length is not None
                news = bool(length and self._lengths.put(entry.programme, entry.items, length)) or news
        if news:
            self._lengths.save()
            self._day = None
        return ready

    def _prepared(self, book: Book, entry: Entry, claim: Claim, now: datetime) -> Length | None:
        try:
            composition = self.composition(book, entry.programme, entry.items)
            missing = [order for order in composition.orders() if not self._stock.want(order, claim.at)]
        except BroadcasterError as error:
            self._note("voice", f"không ghép được «{entry.programme.name}»: {error}")
            return None
        if missing:
            if entry.at - now < HASTY:
                self._stock.hasten(composition, book.composer.station_call())
            return None
        known = self._lengths.of(entry.programme, entry.items)
        parts = self._stock.parts(composition)
        if known or parts is None:
            return known
        settled = Offer(claim, entry.programme.name, parts).settled_claim()
        return Length(settled.seconds, settled.marks)

    def _take(self, book: Book) -> None:
        if book is not self._book:
            self._before = self._before or self._book
            self._book = book
            self._lengths = LengthBook(self._folder.lengths, book.loaded.version)
            self._compose.cache_clear()
            self._ready_until = None
            self._day = None

    def _composed(self, programme: Programme, items: tuple[Item, ...]) -> Composition:
        assert self._book is not None
        return self._book.composer.programme(programme, items)
