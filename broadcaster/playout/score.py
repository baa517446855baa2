"""What is to sound when: the order of airings, walked, with the material of each. Touches no clock and no device."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from broadcaster.playout.asrun import Settled
from broadcaster.playout.line import Cue, Key
from broadcaster.playout.offer import Offer
from broadcaster.playout.piece import Material, Piece, piece_of_offer
from broadcaster.timetable.order import (
    Action,
    AfterCut,
    Begin,
    Cut,
    Drop,
    End,
    OnAir,
    Reason,
    Resume,
    State,
    Why,
    begun_again,
    clock_set,
    next_instant,
    slept,
    step,
    stop,
    take,
    withdraw,
)
from broadcaster.units import RATE

AHEAD = 1.0
"""Seconds by which an output may begin ahead of the order: as much sound lies with a device, and a beat may be late."""
GROWING = 0.2
"""Seconds between two looks at a page whose length is not known yet."""


class Score:
    """Who has the air and who will have it, as cues for the outputs."""

    def __init__(self, now: float, material: Material, settled: Settled) -> None:
        self.state = State(now)
        """The order of airings at the instant it was walked to."""
        self.pieces: dict[str, Piece] = {}
        """The material of all that waits, is cut or has the air."""
        self._material = material
        self._offers: dict[str, Offer] = {}
        self._done = set(settled.begun)
        self._missed = set(settled.missed)  # never begun: they count where their hour is past, by the clock as it is
        self._ordered: set[str] = set()  # by hand: due from the moment of the order, whatever the clock then said
        self._current: Cue | None = None
        self._fresh = False  # whether offers have come that are not yet in the state
        self._begun_for: dict[str, float] = {}  # by programme, the hour of its last airing, by the clock as it is
        self._echoes: dict[str, float] = {}  # the same as it was when the clock was set last
        self._set_at = -math.inf  # what the clock said then

    def offer(self, offers: Sequence[Offer]) -> bool:
        """Replace all airings whose hour is still to come; whether that is news. What has not changed is kept."""
        fresh = {one.claim.id: one for one in offers if not self._over(one)}
        if fresh == self._offers:
            return False
        self._withdraw({id_ for id_, offer in self._offers.items() if fresh.get(id_) != offer})
        self._offers, self._fresh = fresh, True
        return True

    def admit(self, *, trusted: bool) -> tuple[Action, ...]:
        """Let what was offered into the order, but what has just sounded by another date; nothing timed if not trusted.

        While the clock is not to be `trusted`, what was offered waits.
        """
        if not trusted:
            self._withdraw(self._offers.keys())
            self._fresh = True
            return ()
        if not self._fresh:
            return ()
        self._fresh = False
        echoes = list[Action]()
        for id_, offer in self._offers.items():
            if not self._over(offer) and (id_ not in self.pieces or id_ in self._missed):
                self._missed.discard(id_)
                self.pieces[id_] = piece_of_offer(offer, self._material)
                if self._is_echo(offer):
                    echoes.append(Drop(id_, self.state.now, Why(Reason.ECHO)))
                else:
                    self.state = take(self.state, [self.pieces[id_].claim])
        self._follow(echoes)
        return tuple(echoes)

    def _is_echo(self, offer: Offer) -> bool:
        """Whether it is due only because the clock was set: its programme had just begun, by a date that was wrong."""
        begun_for = self._echoes.get(offer.programme, -math.inf)
        return offer.claim.at <= self._set_at and abs(offer.claim.at - begun_for) <= offer.claim.grace

    def _over(self, offer: Offer) -> bool:
        """Whether it was aired or missed. What was missed by a clock that ran ahead, and is still to come, was not."""
        id_, later = offer.claim.id, offer.claim.at > self.state.now
        return id_ in self._done or (id_ in self._missed and not later)

    def warming(self, until: float) -> None:
        """Let nothing begin before `until`, when the amplifier is warm, but what is heralded."""
        self.state = replace(self.state, warm=until)

    def add(self, piece: Piece) -> None:
        """Let in something that was ordered by hand."""
        self.pieces[piece.claim.id] = piece
        self._ordered.add(piece.claim.id)
        self.state = take(self.state, [piece.claim])

    def walk(self, now: float) -> tuple[Action, ...]:
        """Walk the order to `now`; what was decided on the way."""
        self._grow()
        self.state, actions = step(self.state, now)
        self._follow(actions)
        return actions

    def stop(self, by: str) -> tuple[Action, ...]:
        """Everything that has begun or waits its turn is over."""
        self.state, actions = stop(self.state, by)
        self._follow(actions)
        return actions

    def begun(self, key: Key, now: float, stepped: float, asleep: float) -> tuple[Action, ...]:
        """An output began `key` ahead of the order, and then the clock was set: what sounds has begun, by either clock.

        Where the order begins it by the clock as it is now, that is left to it.
        """
        _, later = step(clock_set(self.state, stepped + asleep), now)
        if any(isinstance(one, Begin | Resume) and one.id == key[0] for one in later):
            return ()
        _, coming = step(self.state, now - stepped - asleep + AHEAD)
        start = next((cue.start for cue in self._cued(coming) if cue.key == key), None)
        return () if start is None else self.walk(start)

    def moved(self, stepped: float, asleep: float) -> tuple[Action, ...]:
        """The clock was set, the machine slept: what sounded goes on, unless it slept through its grace.

        What was ordered by hand and waits its turn has no written hour to keep: it waits no longer and no less.
        """
        ordered = [replace(one, at=one.at + stepped) for one in self.state.waiting if one.id in self._ordered]
        self.state = clock_set(take(self.state, ordered), stepped)
        self.state, actions = slept(self.state, asleep)
        self._begun_for = {name: at + stepped for name, at in self._begun_for.items()}
        if stepped:
            self._echoes, self._set_at = dict(self._begun_for), self.state.now
        self._follow(actions)
        return actions

    def begin_again(self) -> tuple[Action, ...]:
        """The device came back: what must not be joined in the middle begins again, unless it is too late for that."""
        self.state, actions = begun_again(self.state)
        self._follow(actions)
        return actions

    def anew(self, now: float) -> Cue | None:
        """What must not be joined in the middle, from where it is at `now`; None: nothing like that has the air."""
        on_air, cue = self.state.on_air, self._current
        if not on_air or not cue or not cue.restarts:
            return None
        return replace(cue, first=round(on_air.position_at(now) * RATE), start=None, cuts=True)

    def cues(self, until: float) -> list[Cue]:
        """What sounds, and what will by `until`, in order."""
        _, actions = step(self.state, until)
        return ([self._current] if self._current else []) + self._cued(actions)

    def current(self) -> Cue | None:
        """What has the air."""
        return self._current

    def next_begin(self) -> float | None:
        """When something new is planned to begin; None: nothing is."""
        instants = [max(claim.at, self.state.now) for claim in self.state.waiting]
        return min(instants, default=None)

    def next_instant(self) -> float:
        """When something is decided next; `inf`: not before something new comes."""
        on_air = self.state.on_air
        growing = on_air is not None and math.isinf(on_air.claim.seconds)
        return min(next_instant(self.state), self.state.now + GROWING if growing else math.inf)

    def forget(self, id_: str) -> None:
        """Its verdict is told: let go of its material."""
        self.pieces.pop(id_, None)
        self._ordered.discard(id_)

    def _withdraw(self, ids: Collection[str]) -> None:
        """Take back those of `ids` whose hour is still to come."""
        later = {claim.id for claim in self.state.waiting if claim.id in ids and claim.at > self.state.now}
        self.state = withdraw(self.state, frozenset(later))
        for id_ in later:
            self.pieces.pop(id_, None)

    def _grow(self) -> None:
        """Give the order the length of what sounds, once it is known or turns out to be less: nobody holds the air."""
        on_air = self.state.on_air
        if not on_air:
            return
        piece, position = self.pieces[on_air.claim.id], on_air.position_at(self.state.now)
        frames = piece.frames()
        seconds = math.inf if frames is None else frames / RATE
        if piece.stuck(position):
            seconds = position
        if seconds != on_air.claim.seconds:
            self.state = replace(self.state, on_air=_with_length(on_air, seconds, self.state.now))

    def _follow(self, actions: Sequence[Action]) -> None:
        """Keep what the outputs need of what was decided."""
        cues = self._cued(actions)
        for action in actions:
            if isinstance(action, Begin | Resume):
                self.pieces[action.id].stretches += 1
            if isinstance(action, Begin):
                self._done.add(action.id)
                self._begun_for[self.pieces[action.id].programme] = self.pieces[action.id].claim.at
            elif isinstance(action, Drop):
                self._missed.add(action.id)
        on_air = self.state.on_air
        if not on_air:
            self._current = None
        elif cues:
            self._current = replace(cues[-1], latest=math.inf)  # it has the air, however late an output is

    def _cued(self, actions: Iterable[Action]) -> list[Cue]:
        cues, stretches, before = list[Cue](), dict[str, int](), None
        for action in actions:
            if isinstance(action, Begin | Resume):
                piece = self.pieces[action.id]
                stretches[action.id] = stretches.get(action.id, piece.stretches) + 1
                cues.append(_cue(action, piece, stretches[action.id], before))
            elif isinstance(action, End | Cut):
                before = action
        return cues


def _cue(action: Begin | Resume, piece: Piece, stretch: int, before: End | Cut | None) -> Cue:
    follows = before is not None and before.at == action.at
    return Cue(
        key=(action.id, stretch),
        sound=piece.sound(stretch),
        first=round(action.position * RATE) if isinstance(action, Resume) else 0,
        start=action.at,
        latest=piece.claim.deadline if isinstance(action, Begin) else math.inf,
        joins=follows and isinstance(before, End),
        cuts=follows and isinstance(before, Cut),
        restarts=piece.claim.after_cut is AfterCut.RESTART,
    )


def _with_length(on_air: OnAir, seconds: float, now: float) -> OnAir:
    """With its length, now that it is known; it cannot have been over before now."""
    seconds = max(seconds, on_air.position_at(now))
    return replace(on_air, claim=replace(on_air.claim, seconds=seconds))
