"""The plan: every airing of a span with what becomes of it and why. The player, the panel and `plan` all go by it.

Decided in this order: texts that may not air are left out; house rules refuse; the order of airings settles who has the
air, by the very function the player walks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, tzinfo
from typing import Any, Literal

from broadcaster.settings import RuleSettings, Settings
from broadcaster.timetable import rules as house
from broadcaster.timetable.airing import Airing, airings
from broadcaster.timetable.campaign import Aired, CampaignPlan, nothing_aired, stand
from broadcaster.timetable.claim import Claim, Priority
from broadcaster.timetable.contents import Contents, LeftOut, Reasons, Scripts, contents_for, reasons
from broadcaster.timetable.lengths import Length, Lengths, estimate
from broadcaster.timetable.model import Item, Programme, Timetable
from broadcaster.timetable.order import Decision, settle
from broadcaster.timetable.reason import Reason
from broadcaster.written.document import Place
from broadcaster.written.hours import Span

Verdict = Literal["air", "wait", "cut", "drop", "refuse"]


@dataclass(frozen=True)
class Entry:
    """One airing as planned."""

    airing: Airing
    """Which."""
    decision: Verdict
    """On time, late, broken into, crowded out, or refused by a rule."""
    starts: datetime | None
    """When it has the air first; None: never."""
    ends: datetime | None
    """When it has the air last; None: never."""
    length: Length
    """How long it is."""
    contents: Contents
    """What of it airs, and what is left out."""
    why: str
    """Why it is not simply aired whole and on time, in Vietnamese; empty: it is."""
    breach: house.Breach | None = None
    """The rule it breaks; an urgent one airs all the same."""
    claim: Claim | None = None
    """What the player is to be offered; None: it is refused."""
    lost: bool = False
    """Whether it was cut and is not taken up again."""

    @property
    def id(self) -> str:
        """The airing's id."""
        return self.airing.id

    @property
    def programme(self) -> Programme:
        """Whose it is."""
        return self.airing.programme

    @property
    def at(self) -> datetime:
        """When it is planned."""
        return self.airing.at

    @property
    def day(self) -> date:
        """The day it belongs to."""
        return self.airing.day

    @property
    def place(self) -> Place:
        """Where its programme is written."""
        return self.airing.programme.place

    @property
    def items(self) -> tuple[Item, ...]:
        """What airs."""
        return self.contents.items

    @property
    def left_out(self) -> tuple[LeftOut, ...]:
        """What does not."""
        return self.contents.left_out

    @property
    def tags(self) -> frozenset[str]:
        """Tags it counts for."""
        return self.contents.tags

    @property
    def airs(self) -> bool:
        """Whether it is heard to its end."""
        return self.decision in ("air", "wait", "cut") and not self.lost

    def as_json(self) -> dict[str, Any]:
        """The shape `plan` promises, and more."""
        programme = self.programme
        return {
            "id": self.id,
            "programme": programme.name,
            "at": self.at.isoformat(),
            "starts": self.starts.isoformat() if self.starts else None,
            "ends": self.ends.isoformat() if self.ends else None,
            "seconds": round(self.length.seconds, 3),
            "estimated": self.length.estimated,
            "priority": programme.priority.name.lower(),
            "zones": list(programme.zones),
            "decision": self.decision,
            "why": self.why,
            "left_out": [{"script": one.name, "why": one.why} for one in self.left_out],
            "file": self.place.file,
            "line": self.place.line,
        }


@dataclass(frozen=True)
class Rundown:
    """A span as planned."""

    entries: tuple[Entry, ...]
    """By instant."""
    campaigns: tuple[CampaignPlan, ...]
    """Those that bind within the span."""

    def as_json(self) -> dict[str, Any]:
        """The shape `plan` promises, but for its problems."""
        return {
            "airings": [entry.as_json() for entry in self.entries],
            "campaigns": [one.as_json() for one in self.campaigns],
        }


def rundown(  # noqa: PLR0913, PLR0917 - a plan depends on all of these, and on nothing else
    timetable: Timetable,
    scripts: Scripts,
    settings: Settings,
    lengths: Lengths,
    since: datetime,
    until: datetime,
    *,
    now: datetime | None = None,
    aired: Aired = nothing_aired,
) -> Rundown:
    """The plan from `since` up to but not including `until` (aware, in the station's zone). Pure.

    Whole days around the span are decided, so that sessions are counted and an overrun from before is seen. `now` and
    `aired` let campaigns count what was heard.
    """
    first = _midnight(since) - timedelta(days=1)
    last = _midnight(until - timedelta(microseconds=1)) + timedelta(days=1)
    planned = airings(timetable.programmes, first, last)
    entries = _Planner(scripts, settings.rules, lengths).plan(planned)
    days = since.date(), (until - timedelta(microseconds=1)).date()
    stands = (stand(campaign, entries, days, now, aired) for campaign in timetable.campaigns)
    shown = tuple(entry for entry in entries if since <= entry.at < until)
    return Rundown(shown, tuple(one for one in stands if one is not None))


def _midnight(moment: datetime) -> datetime:
    return moment.replace(hour=0, minute=0, second=0, microsecond=0, fold=0)


@dataclass
class _Planner:
    """Decides airings one after the other; what a programme holds on a day is worked out once."""

    scripts: Scripts
    rules: RuleSettings
    lengths: Lengths
    _known: dict[tuple[str, Reasons], tuple[Contents, Length]] = field(default_factory=dict)

    def plan(self, planned: Iterable[Airing]) -> list[Entry]:
        """An entry an airing, in the same order."""
        drafts = [self._draft(airing) for airing in planned]
        self._count_sessions(drafts)
        decided = {one.id: one for one in settle(draft.claim for draft in drafts if draft.claim)}
        return [self._entry(draft, decided.get(draft.airing.id)) for draft in drafts]

    def _draft(self, airing: Airing) -> _Draft:
        programme = airing.programme
        held, length = self._held(programme, airing.day)
        draft = _Draft(airing, held, length)
        if not held.items:
            draft.refusal = "không còn bài nào phát được: " + "; ".join(one.why for one in held.left_out)
            return draft
        draft.breach = house.breach(self.rules, airing.at, length.seconds)
        if draft.breach and programme.priority is not Priority.URGENT:
            draft.refusal = str(draft.breach)
            return draft
        draft.claim = self._claim(draft)
        return draft

    def _held(self, programme: Programme, day: date) -> tuple[Contents, Length]:
        """What airs of a programme and how long that is; on most days the same as the day before."""
        key = programme.slug, reasons(programme, day, self.scripts)
        known = self._known.get(key)
        if known is None:
            held = contents_for(programme, self.scripts, key[1])
            items = held.items or programme.play
            known = self._known[key] = held, self.lengths(programme, items) or estimate(items, self.scripts)
        return known

    def _claim(self, draft: _Draft) -> Claim:
        airing, programme = draft.airing, draft.airing.programme
        grace = programme.grace
        if programme.priority is not Priority.URGENT:
            slack, span = house.latest_delay(self.rules, airing.at, draft.length.seconds)
            if slack < grace:
                grace, draft.night = slack, span
        return Claim(
            id=airing.id,
            at=airing.at.timestamp(),
            seconds=draft.length.seconds,
            priority=programme.priority,
            start=programme.start,
            grace=grace,
            after_cut=programme.after_cut,
            marks=draft.length.marks,
            name=programme.name,
        )

    def _count_sessions(self, drafts: list[_Draft]) -> None:
        """Refuse what goes beyond the sessions a day may have; the higher priority, then the earlier hour is kept."""
        if self.rules.max_sessions_a_day is None:
            return
        of_day: dict[date, list[_Draft]] = {}
        for draft in drafts:
            if draft.claim and draft.claim.priority is not Priority.URGENT:
                of_day.setdefault(draft.airing.day, []).append(draft)
        for sessions in of_day.values():
            if len(sessions) <= self.rules.max_sessions_a_day:
                continue
            ranked = sorted(sessions, key=lambda draft: draft.claim.rank if draft.claim else (0, 0.0, ""))
            for count, draft in enumerate(ranked, 1):
                draft.breach = house.too_many(self.rules, count)
                if draft.breach:
                    draft.refusal, draft.claim = str(draft.breach), None

    def _entry(self, draft: _Draft, decision: Decision | None) -> Entry:
        airing = draft.airing
        if draft.refusal or decision is None:
            return Entry(airing, "refuse", None, None, draft.length, draft.contents, draft.refusal, draft.breach)
        zone = airing.at.tzinfo
        on_time = draft.claim is not None and decision.starts == draft.claim.at
        starts = airing.at if on_time else _moment(decision.starts, zone)
        ends = _moment(decision.ends, zone)
        lost = decision.why is not None and decision.why.reason in (Reason.CUT_DROPPED, Reason.CUT_TOO_LONG)
        why = "; ".join(self._whys(draft, decision))
        return Entry(
            airing, decision.decision, starts, ends, draft.length, draft.contents, why, draft.breach, draft.claim, lost
        )

    def _whys(self, draft: _Draft, decision: Decision) -> Iterator[str]:
        if decision.why is not None:
            night = draft.night if decision.why.reason in (Reason.TAKEN, Reason.CUT_TOO_LONG) else None
            yield house.late_for_night(self.rules, night) if night else str(decision.why)
        if draft.breach:
            yield f"khẩn cấp nên được phát dù {draft.breach}"
        yield from map(str, draft.contents.left_out)


def _moment(timestamp: float | None, zone: tzinfo | None) -> datetime | None:
    return None if timestamp is None else datetime.fromtimestamp(timestamp, zone)


@dataclass
class _Draft:
    """An airing on its way to an entry."""

    airing: Airing
    contents: Contents
    length: Length
    claim: Claim | None = None
    breach: house.Breach | None = None
    refusal: str = ""
    night: Span | None = None
