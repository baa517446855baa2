"""How a plan comes about: texts that may not air are left out, house rules refuse, the order of airings settles.

The order is settled by the very function the player walks, from the very claims the player is offered.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from broadcaster.settings import RuleSettings
from broadcaster.timetable import rules as house
from broadcaster.timetable.airing import Airing
from broadcaster.timetable.claim import Claim, Priority
from broadcaster.timetable.contents import Contents, Reasons, Scripts, contents_for, reasons
from broadcaster.timetable.entry import Entry
from broadcaster.timetable.lengths import Length, Lengths, estimate
from broadcaster.timetable.model import Programme
from broadcaster.timetable.order import Decision, settle
from broadcaster.timetable.reason import Reason
from broadcaster.written.hours import Span

_OVER = (Reason.CUT_DROPPED, Reason.CUT_TOO_LONG)
_WAITED = (Reason.TAKEN, Reason.CUT_TOO_LONG)


@dataclass
class Planner:
    """Decides airings. What is the same on most days is worked out once: a year has tens of thousands of airings."""

    scripts: Scripts
    """Texts by name."""
    rules: RuleSettings
    """House rules."""
    lengths: Lengths
    """What is rendered."""
    _shapes: dict[tuple[str, Reasons], _Shape] = field(default_factory=dict)

    def plan(self, planned: Iterable[Airing]) -> list[Entry]:
        """An entry an airing, in the same order."""
        drafts = [self._draft(airing) for airing in planned]
        self._count_sessions(drafts)
        decided = {one.id: one for one in settle(draft.claim for draft in drafts if draft.claim)}
        return [self._entry(draft, decided.get(draft.airing.id)) for draft in drafts]

    def _draft(self, airing: Airing) -> _Draft:
        programme, at = airing.programme, airing.at
        shape = self._shape(programme, airing.day)
        draft = _Draft(airing, shape)
        if not shape.contents.items:
            draft.refusal = shape.contents.told
            return draft
        urgent = programme.priority is Priority.URGENT
        breach = house.day_breach(self.rules, at, shape.length.seconds)
        hour = (at.hour, at.minute, at.second)
        known = shape.hours.get(hour)
        if known is None:
            known = shape.hours[hour] = self._by_hour(at, shape.length.seconds)
        draft.breach = breach or known[0]
        if draft.breach and not urgent:
            draft.refusal = str(draft.breach)
            return draft
        grace = programme.grace
        if known[1] < grace and not urgent:
            grace, draft.night = known[1], known[2]
        draft.claim = _claim(airing, shape.length, grace)
        return draft

    def _shape(self, programme: Programme, day: date) -> _Shape:
        """What airs of a programme on a day, and how long it is."""
        key = programme.slug, reasons(programme, day, self.scripts)
        shape = self._shapes.get(key)
        if shape is None:
            held = contents_for(programme, self.scripts, key[1])
            items = held.items or programme.play
            length = self.lengths(programme, items) or estimate(items, self.scripts)
            shape = self._shapes[key] = _Shape(held, length)
        return shape

    def _by_hour(self, at: datetime, seconds: float) -> tuple[house.Breach | None, float, Span | None]:
        return house.hour_breach(self.rules, at, seconds), *house.latest_delay(self.rules, at, seconds)

    def _count_sessions(self, drafts: list[_Draft]) -> None:
        """Refuse what goes beyond the sessions a day may have; the higher priority, then the earlier hour is kept."""
        most = self.rules.max_sessions_a_day
        if most is None:
            return
        of_day: dict[date, list[tuple[Claim, _Draft]]] = {}
        for draft in drafts:
            if draft.claim and draft.claim.priority is not Priority.URGENT:
                of_day.setdefault(draft.airing.day, []).append((draft.claim, draft))
        for sessions in of_day.values():
            if len(sessions) > most:
                sessions.sort(key=lambda session: session[0].rank)
                for count, (_, draft) in enumerate(sessions[most:], most + 1):
                    draft.breach = house.too_many(self.rules, count)
                    draft.refusal, draft.claim = str(draft.breach), None

    def _entry(self, draft: _Draft, decision: Decision | None) -> Entry:
        airing, shape = draft.airing, draft.shape
        if draft.claim is None or decision is None:
            return Entry(airing, "refuse", None, None, shape.length, shape.contents, draft.refusal, draft.breach)
        lost = decision.why is not None and decision.why.reason in _OVER
        noted = decision.why or draft.breach or shape.contents.left_out
        why = "; ".join(self._whys(draft, decision)) if noted else ""
        return Entry(
            airing,
            decision.decision,
            decision.starts,
            decision.ends,
            shape.length,
            shape.contents,
            why,
            draft.breach,
            draft.claim,
            lost,
        )

    def _whys(self, draft: _Draft, decision: Decision) -> Iterator[str]:
        if decision.why is not None:
            night = draft.night if decision.why.reason in _WAITED else None
            yield house.late_for_night(self.rules, night) if night else str(decision.why)
        if draft.breach:
            yield house.exempt(draft.breach)
        if draft.shape.contents.left_out:
            yield draft.shape.contents.told


def _claim(airing: Airing, length: Length, grace: float) -> Claim:
    programme = airing.programme
    return Claim(
        id=airing.id,
        at=airing.at.timestamp(),
        seconds=length.seconds,
        priority=programme.priority,
        start=programme.start,
        grace=grace,
        after_cut=programme.after_cut,
        marks=length.marks,
        name=programme.name,
    )


@dataclass
class _Shape:
    """What airs of a programme while its texts stand as they do."""

    contents: Contents
    length: Length
    hours: dict[tuple[int, int, int], tuple[house.Breach | None, float, Span | None]] = field(default_factory=dict)


@dataclass(slots=True)
class _Draft:
    """An airing on its way to an entry."""

    airing: Airing
    shape: _Shape
    claim: Claim | None = None
    breach: house.Breach | None = None
    refusal: str = ""
    night: Span | None = None
