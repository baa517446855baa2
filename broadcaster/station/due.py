"""From the plan to what the player is offered: airings whose hour is near, each with the best sound there is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta

from broadcaster.errors import BroadcasterError
from broadcaster.playout.asrun import AsRun, Kind, Settled
from broadcaster.playout.offer import Offer
from broadcaster.sound.order import RenderOrder
from broadcaster.station.composition import Composition
from broadcaster.station.stock import Standing, Stock
from broadcaster.timetable.claim import Claim, Priority
from broadcaster.timetable.entry import Entry

AHEAD = timedelta(seconds=90)
"""How early an airing is handed to the player."""

KINDS: dict[Priority, Kind] = {Priority.ROUTINE: "routine", Priority.HIGH: "high", Priority.URGENT: "urgent"}

Compose = Callable[[Entry], Composition]


class Due:
    """Knows which airings are accounted for; what is not is offered, refused by its rule, or told as failed."""

    def __init__(
        self, stock: Stock, record: Callable[[AsRun], None], settled: Settled, waiting: Iterable[str] = ()
    ) -> None:
        """`waiting`: ids of those that waited their turn when the station died: they are owed an answer too."""
        self._stock = stock
        self._record = record
        self._accounted = set(settled.begun)
        self._missed = set(settled.missed)
        self._offered: dict[str, tuple[str, Standing]] = {}  # what each stands on
        self._airing: dict[str, tuple[str, Standing]] = {}  # what those that have begun stand on
        self._waiting = frozenset(waiting)

    def told(self, entry: AsRun) -> None:
        """Take its airing as told in the journal: it is not offered again.

        One that was missed is where its hour is still to come after all.
        """
        if entry.started is None:
            self._missed.add(entry.airing)
        elif entry.ended is not None:
            self._accounted.add(entry.airing)
            stood = self._airing.pop(entry.airing, None)
            if stood and entry.outcome == "aired":
                self._stock.aired_well(*stood)
        elif entry.airing in self._offered:
            self._airing[entry.airing] = self._offered[entry.airing]

    def offers(
        self, entries: Iterable[Entry], since: datetime, now: datetime, compose: Compose, call: RenderOrder
    ) -> list[Offer]:
        """What the player is to know of at `now`; what a rule keeps off the air is recorded when its hour comes.

        What was planned before `since` is nobody's business any more.
        """
        entries = list(entries)
        self._missed -= {one.id for one in entries if one.at > now}  # by a clock that ran ahead and was set back
        over = self._accounted | self._missed
        open_ = [one for one in entries if one.id not in over and (one.at >= since or one.id in self._waiting)]
        self._offered.clear()
        return list(self._offers(open_, now, compose, call))

    def _offers(self, entries: Iterable[Entry], now: datetime, compose: Compose, call: RenderOrder) -> Iterator[Offer]:
        for entry in entries:
            if entry.claim is None:
                if entry.at <= now:
                    self._record(_never_aired(entry, entry.why))
            elif entry.at <= now + AHEAD:
                yield self._offer(entry, entry.claim, now, compose, call)

    def _offer(self, entry: Entry, claim: Claim, now: datetime, compose: Compose, call: RenderOrder) -> Offer:
        standing = Standing(())
        if claim.deadline >= now.timestamp():  # else it is only to be told as missed
            try:
                standing = self._stock.best(entry.programme.slug, compose(entry), call)
            except BroadcasterError as error:
                standing = self._stock.call(call, str(error))
        self._offered[entry.id] = entry.programme.slug, standing
        return offer_of(entry, claim, standing)


def offer_of(entry: Entry, claim: Claim, standing: Standing) -> Offer:
    """What the player is told of an airing and the sounds it stands on."""
    why = "; ".join(filter(None, (standing.why, entry.exemption, entry.contents.told)))
    name, zones = entry.programme.name, entry.programme.zones
    return Offer(claim, name, standing.parts, zones, entry.tags, why, standing.hollow)


def _never_aired(entry: Entry, why: str) -> AsRun:
    kind = KINDS[entry.programme.priority]
    return AsRun(entry.id, entry.programme.name, entry.at, None, None, "refused", why, 0.0, kind, entry.tags)
