"""Who has the air: `step` decides it from a state and the time alone, and both the plan and the player walk it.

The rules, in full. One airing has the air at a time. Among those whose hour has come the highest priority goes
first, then the earlier plan, then the name. An urgent one cuts what is not urgent; a `hard` one cuts what was planned
before it, up to its own priority, but nothing urgent; equal urgency waits its turn unless ordered `at_once`. What is
cut is taken up again, begun again or over, as its `after_cut` says. What has been kept waiting longer than its grace is
dropped, with the reason. Nothing begins into loudspeakers that still warm, unless it is heralded by its own signal or
its grace ends before they are warm.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from broadcaster.timetable.air import Action, Begin, Cut, Drop, End, Held, OnAir, Resume, State
from broadcaster.timetable.claim import AfterCut, Claim, Priority, Start
from broadcaster.timetable.reason import Reason, Why

__all__ = [
    "Action", "AfterCut", "Begin", "Claim", "Cut", "Decision", "Drop", "End", "Held", "OnAir", "Priority", "Reason",
    "Resume", "Start", "State", "Why", "begun_again", "clock_set", "decisions", "next_instant", "settle", "slept",
    "step", "stop", "take", "withdraw",
]  # fmt: skip

Verdict = Literal["air", "wait", "cut", "drop"]
"""What becomes of an airing: on time and whole, late and whole, broken into, or not at all."""


@dataclass(frozen=True)
class Decision:
    """What becomes of one claim."""

    id: str
    """The claim's id."""
    decision: Verdict
    """On time, late, broken into, or not at all."""
    starts: float | None
    """When it has the air first, POSIX seconds; None: never."""
    ends: float | None
    """When it has the air last; None: never."""
    why: Why | None
    """Why it is not simply aired; None: it is."""


def take(state: State, claims: Iterable[Claim]) -> State:
    """Add claims, or put newer versions in the place of those with their ids, wherever they stand."""
    newer = {claim.id: claim for claim in claims}
    on_air = state.on_air
    if on_air and on_air.claim.id in newer:
        on_air = replace(on_air, claim=newer.pop(on_air.claim.id))
    held = tuple(replace(one, claim=newer.pop(one.claim.id, one.claim)) for one in state.held)
    kept = [claim for claim in state.waiting if claim.id not in newer]
    waiting = tuple(sorted([*kept, *newer.values()], key=lambda claim: claim.rank))
    return replace(state, on_air=on_air, held=held, waiting=waiting)


def withdraw(state: State, ids: frozenset[str]) -> State:
    """Forget waiting claims that are no longer in the schedule; what has begun is not touched."""
    return replace(state, waiting=tuple(claim for claim in state.waiting if claim.id not in ids))


def clock_set(state: State, by: float) -> State:
    """Answer to the wall clock having been set by `by` seconds: what sounds goes on, plans keep their written hour."""
    on_air = state.on_air and replace(state.on_air, since=state.on_air.since + by)
    held = tuple(replace(one, since=one.since + by) for one in state.held)
    warm, last_until = state.warm + by, state.last_until + by
    return replace(state, now=state.now + by, on_air=on_air, held=held, warm=warm, last_until=last_until)


def slept(state: State, by: float) -> tuple[State, tuple[Action, ...]]:
    """Answer to the machine having slept `by` seconds: what sounded goes on only if that is within its grace.

    What waits to be taken up again has waited all the while.
    """
    state = replace(clock_set(state, by), held=state.held)
    on_air = state.on_air
    if not by or not on_air:
        return state, ()
    waited = on_air.waited + by
    if waited <= on_air.claim.grace:
        return replace(state, on_air=replace(on_air, waited=waited)), ()
    return _over(state, on_air, Why(Reason.SLEPT, wait=by))


def begun_again(state: State) -> tuple[State, tuple[Action, ...]]:
    """Have what has the air begin again, its device having been away: only if that is within its grace."""
    on_air = state.on_air
    if not on_air:
        return state, ()
    late, grace = on_air.waited + on_air.position_at(state.now), on_air.claim.grace
    if late <= grace:
        return replace(state, on_air=OnAir(on_air.claim, state.now, waited=late)), ()
    return _over(state, on_air, Why(Reason.LOST, wait=late, grace=grace))


def _over(state: State, on_air: OnAir, why: Why) -> tuple[State, tuple[Action, ...]]:
    id_, now = on_air.claim.id, state.now
    over = (Cut(id_, now, on_air.position_at(now), why), Drop(id_, now, why))
    return replace(state, on_air=None, last=on_air.claim, last_until=now), over


def stop(state: State, by: str) -> tuple[State, tuple[Action, ...]]:
    """Silence, ordered by a person: what is on the air, what waits to be taken up and what waits its turn are over."""
    now, why, actions = state.now, Why(Reason.STOPPED, by), list[Action]()
    if state.on_air:
        actions += [Cut(state.on_air.claim.id, now, state.on_air.position_at(now), why)]
        actions += [Drop(state.on_air.claim.id, now, why)]
    actions += [Drop(one.claim.id, now, why) for one in state.held]
    actions += [Drop(claim.id, now, why) for claim in state.waiting if claim.at <= now]
    later = tuple(claim for claim in state.waiting if claim.at > now)
    return State(now, waiting=later), tuple(actions)


def step(state: State, now: float) -> tuple[State, tuple[Action, ...]]:
    """Walk to `now` through every instant at which something is decided; the actions come in the order they happen.

    However finely a span is stepped, the answer is the same. A `now` before the state's own changes nothing.
    """
    actions: list[Action] = []
    state = _decide(state, actions)
    while (instant := next_instant(state)) <= now and instant < math.inf:
        state = _decide(replace(state, now=instant), actions)
    return (replace(state, now=max(state.now, now)), tuple(actions))


def next_instant(state: State) -> float:
    """The next instant at which something is decided, if nothing new is claimed; `inf`: never."""
    instants = [claim.at if claim.at > state.now else claim.deadline for claim in state.waiting]
    instants += [state.warm, *(one.deadline for one in state.held)]
    if state.on_air:
        instants.append(state.on_air.ends)
    return min((instant for instant in instants if instant > state.now), default=math.inf)


def _decide(state: State, actions: list[Action]) -> State:
    """Settle everything that is to be decided at the state's own instant."""
    state = _drop_the_late(state, actions)
    while True:
        if state.on_air and state.on_air.ends <= state.now:
            actions.append(End(state.on_air.claim.id, state.now))
            state = replace(state, on_air=None, last=state.on_air.claim, last_until=state.now)
        winner = _winner(state)
        if winner is None:
            return _drop_the_blocked(state, actions)
        if state.on_air:
            state = _cut(state, state.on_air, winner, actions)
        state = _give(state, winner, actions)


def _winner(state: State) -> Claim | None:
    """Who takes the air at this instant from whoever has it; None: nothing changes."""
    due = sorted(filter(state.hears, _due(state)), key=lambda claim: claim.rank)
    best = state.on_air.claim if state.on_air else None
    for claim in due:
        if best is None or claim.cuts(best):
            best = claim
    return None if state.on_air and best is state.on_air.claim else best


def _due(state: State) -> Iterator[Claim]:
    yield from (claim for claim in state.waiting if claim.at <= state.now)
    yield from (one.claim for one in state.held)


def _cut(state: State, on_air: OnAir, winner: Claim, actions: list[Action]) -> State:
    claim, now = on_air.claim, state.now
    position = on_air.position_at(now)
    actions.append(Cut(claim.id, now, position, Why(Reason.CUT, winner.called)))
    state = replace(state, on_air=None, last=claim, last_until=now)
    if claim.after_cut is AfterCut.DROP:
        actions.append(Drop(claim.id, now, Why(Reason.CUT_DROPPED, winner.called)))
        return state
    resumed = claim.resume_from(position)
    held = Held(claim, now, resumed, on_air.waited + position - resumed, winner.called)
    return replace(state, held=(*state.held, held))


def _give(state: State, claim: Claim, actions: list[Action]) -> State:
    for one in state.held:
        if one.claim is claim:
            wait = state.now - one.since
            again = Reason.RESTARTED if claim.after_cut is AfterCut.RESTART else Reason.RESUMED
            actions.append(Resume(claim.id, state.now, one.position, Why(again, one.by, wait)))
            on_air = OnAir(claim, state.now, one.position, one.waited + wait)
            return replace(state, on_air=on_air, held=tuple(other for other in state.held if other is not one))
    late = state.now - claim.at
    actions.append(Begin(claim.id, state.now, _why_late(state, claim) if late > 0 else None))
    waiting = tuple(other for other in state.waiting if other is not claim)
    return replace(state, on_air=OnAir(claim, state.now, waited=max(0.0, late)), waiting=waiting)


def _why_late(state: State, claim: Claim) -> Why:
    late = state.now - claim.at
    if state.last and state.last_until > claim.at:
        return Why(Reason.WAITED, state.last.called, late)
    return Why(Reason.LATE, wait=late)


def _drop_the_late(state: State, actions: list[Action]) -> State:
    """Drop what can no longer begin at this instant, whoever has the air."""
    late = [claim for claim in state.waiting if claim.deadline < state.now]
    over = [one for one in state.held if one.deadline < state.now]
    return _drop(state, late, over, actions)


def _drop_the_blocked(state: State, actions: list[Action]) -> State:
    """Drop what had its last chance at this instant and did not get the air."""
    late = [claim for claim in state.waiting if claim.at <= state.now and claim.deadline <= state.now]
    over = [one for one in state.held if one.deadline <= state.now]
    return _drop(state, late, over, actions)


def _drop(state: State, late: list[Claim], over: list[Held], actions: list[Action]) -> State:
    if not late and not over:
        return state
    now, holder = state.now, state.on_air.claim.called if state.on_air else ""
    for claim in late:
        in_the_way = state.on_air is not None and state.on_air.since <= claim.deadline
        reason = Reason.TAKEN if in_the_way else Reason.MISSED
        actions.append(Drop(claim.id, now, Why(reason, holder if in_the_way else "", now - claim.at, claim.grace)))
    actions += [
        Drop(one.claim.id, now, Why(Reason.CUT_TOO_LONG, one.by, now - one.since, one.claim.grace)) for one in over
    ]
    waiting = tuple(claim for claim in state.waiting if claim not in late)
    return replace(state, waiting=waiting, held=tuple(one for one in state.held if one not in over))


def settle(claims: Iterable[Claim], until: float = math.inf) -> list[Decision]:
    """Decide all claims planned before `until`, in the order of their plan, as stepping would.

    Claims from before a span that may still be on the air in it must be given too.
    """
    ordered = sorted((claim for claim in claims if claim.at < until), key=lambda claim: (claim.at, claim.rank))
    state, actions, alone = State(-math.inf), list[Action](), dict[str, Decision]()
    for claim, follower in zip(ordered, [*(one.at for one in ordered[1:]), math.inf], strict=False):
        if state.on_air or state.held or state.waiting:
            state, done = step(state, math.nextafter(claim.at, -math.inf))
            actions += done
        free = not (state.on_air or state.held or state.waiting)
        if free and claim.at < follower and claim.at + claim.seconds <= follower:
            alone[claim.id] = Decision(claim.id, "air", claim.at, claim.at + claim.seconds, None)
        else:  # taken one at a time, so that only those that compete are ever compared
            state = take(state, [claim])
    told = {one.id: one for one in decisions(ordered, [*actions, *step(state, math.inf)[1]])} | alone
    return [told[claim.id] for claim in ordered if claim.id in told]


def decisions(claims: Iterable[Claim], actions: Iterable[Action]) -> list[Decision]:
    """Sum up what the actions say of each claim; one that is not over yet is left out."""
    told: dict[str, list[Action]] = {}
    for action in actions:
        told.setdefault(action.id, []).append(action)
    each = (told.get(claim.id, []) for claim in claims)
    return [_decision(one) for one in each if one and isinstance(one[-1], End | Drop)]


def _decision(told: list[Action]) -> Decision:
    first, last = told[0], told[-1]
    if not isinstance(first, Begin):
        return Decision(first.id, "drop", None, None, getattr(first, "why", None))
    ends = [action.at for action in told if isinstance(action, Cut | End)][-1]
    again = [action.why for action in told if isinstance(action, Resume)]
    if isinstance(last, Drop):
        return Decision(first.id, "cut", first.at, ends, last.why)
    if again:
        return Decision(first.id, "cut", first.at, ends, again[-1])
    return Decision(first.id, "wait" if first.why else "air", first.at, ends, first.why)
