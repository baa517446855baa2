"""A running station: what its files say, made ahead and handed to the player at its hour."""

from __future__ import annotations

import contextlib
import threading
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Protocol

from broadcaster.clock import Clock
from broadcaster.errors import BroadcasterError
from broadcaster.folder import StationFolder
from broadcaster.journal.entries import Heard, StandingPage
from broadcaster.journal.journal import Journal
from broadcaster.playout.asrun import AsRun
from broadcaster.playout.offer import PAGE_GRACE, Offer
from broadcaster.playout.output import Note
from broadcaster.playout.player import Player
from broadcaster.speech.registry import EngineState
from broadcaster.station.answering import Answering, settled_of
from broadcaster.station.composition import Composition
from broadcaster.station.door import UrgentOrder
from broadcaster.station.due import AHEAD, Due, offer_of
from broadcaster.station.files import Files
from broadcaster.station.heartbeat import Heartbeat
from broadcaster.station.last_good import LastGood
from broadcaster.station.messages import Message, message_of
from broadcaster.station.on_demand import OnDemand
from broadcaster.station.pages import Pages, Speaker, order_of
from broadcaster.station.planning import Planning
from broadcaster.station.stock import Maker, Standing, Stock
from broadcaster.timetable.entry import Entry
from broadcaster.timetable.reason import length_in_words
from broadcaster.timetable.rules import breach, exempt

UPCOMING = timedelta(days=1)
"""How far ahead what is to air is kept for a start that may come."""
STILL = 0.5
"""Seconds for which saved files must have stood still before they are taken in."""


class Atelier(Maker, Speaker, Protocol):
    """What makes sounds, speaks, and looks into files."""

    def facts(
        self, path: Path, done: Callable[[Mapping[str, Any] | BroadcasterError], None], to: Path | None = None
    ) -> int:
        """Look into a sound file; its sound is then in `to` too."""
        ...

    def cancel(self, ticket: int) -> None:
        """What was asked under `ticket` is wanted no more."""
        ...

    def voices(self, engines: Sequence[str], voice: str) -> list[EngineState]:
        """Tell each engine and whether it speaks, `voice` if it can."""
        ...


@dataclass(frozen=True)
class Parts:
    """What a station is put together from."""

    folder: StationFolder
    """Where it lies."""
    clock: Clock
    """Where its time comes from."""
    files: Files
    """What its operator wrote."""
    journal: Journal
    """What it remembers."""
    atelier: Atelier
    """What makes its sounds."""
    player: Callable[[Callable[[AsRun], None], Note], Player]
    """Makes what makes them heard, told where to report."""


class Station:
    """Answers the panel and the command; `beat` does all that is due. Any thread may ask, one beats."""

    def __init__(self, parts: Parts) -> None:
        self.folder, self.clock, self.files, self.journal = parts.folder, parts.clock, parts.files, parts.journal
        self.atelier = parts.atelier
        now = self.clock.now()
        self._noted: dict[str, str] = {}
        self.news: deque[str] = deque(maxlen=100)
        """What was noted since somebody last looked: the terminal takes it out."""
        self.stock = Stock(parts.atelier, LastGood(parts.folder.last_good), parts.clock, self.note)
        last = parts.journal.last_instant(now)
        self._answering = Answering(parts.journal.last_instant, self.clock.monotonic())
        self._due = Due(self.stock, self.record, settled_of(parts.journal, now), parts.journal.waiting())
        self.planning = Planning(parts.folder, self.stock, self.note, self.owed_since)
        self.player = parts.player(self.record, self.note)
        self.pages = Pages(parts.atelier, self.player.break_in, parts.journal, last)
        self.on_demand = OnDemand(self.stock, self.clock, self.player.air_now, self.note)
        self.lock = threading.RLock()
        self.prepared = False
        self.heart = Heartbeat(self.clock, lambda name, error: self.note("loi", f"việc «{name}» hỏng: {error!r}"))
        self.heart.every(1, "lịch phát", self.offer_due)
        self.heart.every(1, "tệp của đài", self.look_at_files)
        self.heart.every(1, "nhắc lại thông báo khẩn", self.repeat_pages)
        self.heart.every(1, "phát theo lệnh", self.on_demand.look)
        self.heart.every(2, "chuẩn bị tiếng", self.prepare)
        self.heart.every(5, "nhật ký", self.mark_alive)

    def begin(self) -> None:
        """Let sound what is due at the start, before anything else is got ready."""
        self.player.beat()
        self.offer_due()

    def close(self) -> None:
        """Be silent; what that cuts is owed where it is urgent."""
        self.pages.end()
        self.player.close()

    # what the heart does

    def offer_due(self) -> None:
        """Hand the player what is due soon."""
        book, now = self.files.book, self.clock.now()
        if not self.player.trusted:
            return  # by a wrong clock nothing is due, and nothing is refused either
        with self.lock:
            entries, call = self.planning.entries(book, now), book.composer.station_call()
            self.player.offer(self._due.offers(entries, self.owed_since(now), now, self.composition, call))
            self.planning.answered(now)

    def owed_since(self, now: datetime) -> datetime:
        """From when on an answer is owed for what was planned; by a clock that is not believed, from now on."""
        return self._answering.since(now, self.clock.monotonic()) if self.player.trusted else now

    def look_at_files(self) -> None:
        """Take in what was saved."""
        with self.lock:
            told = self.files.look()
        self.player.set_gain(self.files.book.loaded.settings.sound.gain)
        if self.files.unsettled:
            self.heart.soon(STILL, "tệp của đài", self.look_at_files)
        if told:
            self.note("tep", told)

    def repeat_pages(self) -> None:
        """Sound the standing urgent announcements whose hour has come."""
        now, status = self.clock.now(), self.player.status()
        for page in self.pages.lost(now):
            self._tell_lost(page)
        airing = {one.airing for one in (status.on_air, *status.next) if one}
        for page in self.pages.due(now, self.clock.monotonic(), airing):
            try:
                if self.pages.sound_again(page, self.message(order_of(page)), now):
                    self.note_exemption(page.title, now)
            except BroadcasterError as error:
                self.pages.give_up(page)
                self.note("khan", f"không nhắc lại được «{page.title}»: {error}")
        self.pages.keep()

    def _tell_lost(self, page: StandingPage) -> None:
        """Write down that an announcement did not come to its end; one that had begun stays told as cut."""
        why = f"máy tắt khi chưa phát xong, bật lại thì đã quá {length_in_words(PAGE_GRACE)} nên không phát nữa"
        self.record(AsRun(page.id, page.title, page.issued, None, None, "missed", why, 0.0, "urgent"))
        self.note("khan", f"«{page.title}»: {why}")

    def prepare(self) -> None:
        """Have the sounds of the days ahead made."""
        with self.lock:
            self.prepared = self.planning.prepare(self.files.book, self.clock.now())
        self.files.book.wording.keep()

    def mark_alive(self) -> None:
        """Leave a mark a power cut will be dated by."""
        status, now = self.player.status(), self.clock.now()
        sounding = status.on_air
        heard = None
        if sounding and sounding.reached is not None:
            heard = Heard(sounding.airing, sounding.heard, datetime.fromtimestamp(sounding.reached, self.clock.zone))
        waiting = [one.airing for one in status.next if one.at <= now.timestamp()]
        self.journal.alive(now if self.player.trusted else None, heard, waiting)

    def next_due(self) -> datetime | None:
        """The next instant at which an airing is handed over, or refused: a rehearsal goes from one to the next."""
        now = self.clock.now()
        entries = self.planning.entries(self.files.book, now)
        instants = (instant for one in entries for instant in (one.at - AHEAD, one.at) if instant > now)
        return min(instants, default=None)

    def upcoming(self) -> list[Offer]:
        """What is to air within a day, as far as its sounds are made."""
        now, offers = self.clock.now(), list[Offer]()
        for entry in self.planning.entries(self.files.book, now):
            if entry.claim is not None and now < entry.at <= now + UPCOMING:
                with contextlib.suppress(BroadcasterError):
                    parts = self.stock.parts(self.composition(entry))
                    offers += [offer_of(entry, entry.claim, Standing(parts))] if parts else []
        return offers

    # what is made of what

    def composition(self, entry: Entry) -> Composition:
        """What is to be made for an airing; raises BroadcasterError."""
        return self.planning.composition(self.files.book, entry.programme, entry.items)

    def message(self, order: UrgentOrder) -> Message:
        """What an urgent order says; raises BroadcasterError."""
        book = self.files.book
        return message_of(order, book.loaded.scripts, book.composer, book.wording, self.clock.now().date())

    def note_exemption(self, title: str, now: datetime) -> None:
        """Write down that an urgent announcement sounds though a house rule forbids any sound now."""
        broken = breach(self.files.book.loaded.settings.rules, now, 0.0)
        if broken:
            self.note("khan", f"«{title}»: {exempt(broken)}")

    # what the player tells

    def record(self, told: AsRun) -> None:
        """Write down what was heard."""
        self._due.told(told)
        self.pages.told(told)
        if told.started:
            self._answering.heard(self.clock.monotonic())
        self.journal.write(told)

    def note(self, kind: str, text: str) -> None:
        """Write down something beside the airings; the same sentence again and again only once."""
        if self._noted.get(kind) != text:
            self._noted[kind] = text
            self.news.append(text)
            self.journal.note(self.clock.now(), kind, text)
