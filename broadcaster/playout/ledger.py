"""The evidence of all outputs, kept by airing, and the tellings that follow from it."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Sequence
from datetime import datetime

from broadcaster.playout.account import Account, Take
from broadcaster.playout.asrun import AsRun
from broadcaster.playout.line import Heard
from broadcaster.playout.output import Output
from broadcaster.playout.piece import Piece
from broadcaster.playout.world import World
from broadcaster.timetable.order import Action, Begin, Drop, End, Resume
from broadcaster.timetable.reason import length_in_words
from broadcaster.units import RATE

PATIENCE = 1.0
"""Seconds after its end that the device gets for its last word."""
SET = 0.25
"""Seconds by which the wall clock must have moved against the steady one to have been set."""
LATE = 5.0
"""Seconds that evidence may need to be told."""
METER = 0.4
"""Seconds the level meter looks back."""


class Ledger:
    """Knows of each airing what was decided and what was heard; tells the journal when that is certain."""

    def __init__(self, outputs: Sequence[Output], world: World) -> None:
        self._outputs = tuple(outputs)
        self._world = world
        self._accounts: dict[str, Account] = {}
        self._pieces: dict[str, Piece] = {}
        self._to_tell: deque[AsRun] = deque()
        self._lately: deque[Heard] = deque(maxlen=64)
        self._early: deque[tuple[int, Heard, float]] = deque(maxlen=256)  # by one that began before we were told
        self._offset = self._before = world.offset()  # of the wall clock as it is, and as it was before it was set
        self._listened = -math.inf  # when last, by the steady clock

    def decided(self, actions: Sequence[Action], pieces: dict[str, Piece]) -> None:
        """Take in what was decided."""
        for action in actions:
            if isinstance(action, Begin):
                self._open(pieces[action.id], action)
            elif isinstance(action, Resume):
                self._accounts[action.id].remark(str(action.why))
            elif isinstance(action, End):
                self._accounts[action.id].closed_at = action.at
            elif isinstance(action, Drop):
                self._drop(pieces[action.id], action)

    def listen(self) -> None:
        """Take in what the outputs have heard since."""
        witnesses, offset = self._witnesses(), self._world.offset()
        if abs(offset - self._offset) >= SET:
            self._before, self._offset = self._offset, offset
        now = self._world.clock.timestamp() - self._offset
        for number, output in enumerate(self._outputs):
            for heard in output.heard():
                if output in witnesses:
                    self._testify(number, heard, self._dated(heard, now))
                if output is witnesses[0]:
                    self._lately.append(heard)
        self._listened = now
        for account in self._accounts.values():
            if told := account.beginning(self._at):
                self._to_tell.append(told)

    def _dated(self, heard: Heard, now: float) -> float:
        """The offset of the clock that dated it: what cannot have left just now was rendered before it was set."""
        left = heard.wall + heard.frames / RATE - self._offset
        return self._offset if self._listened - LATE <= left <= now + LATE else self._before

    def _testify(self, number: int, heard: Heard, offset: float) -> None:
        """Put evidence down to its airing; an output that is armed begins on time, however late the player's thread."""
        if account := self._accounts.get(heard.key[0]):
            account.add(number, heard, offset)
        else:
            self._early.append((number, heard, offset))

    def _witnesses(self) -> Sequence[Output]:
        """Whose evidence counts: what is heard now, by a device that has ever been there; else what is written down.

        A card that this station once had and has no more is a fault, whoever writes the sound to a file meanwhile.
        """
        live = [output for output in self._outputs if output.live]
        if all(output.live for output in self._outputs):
            return live
        return [output for output in live if output.health().ever] or [one for one in self._outputs if not one.live]

    def settle(self, now: float) -> list[str]:
        """Come to a verdict on every airing that is ripe for one; their ids."""
        ripe = [id_ for id_, account in self._accounts.items() if account.ripe(now, PATIENCE)]
        for id_ in ripe:
            account, piece = self._accounts.pop(id_), self._pieces.pop(id_)
            heard = account.best.heard
            for remark in (*piece.remarks, *piece.relayed(heard)):
                account.remark(remark)
            if not piece.spoke() and not account.broken_off:
                account.spoiled = "lời đọc không phát được"
            elif piece.hollow or not piece.came(heard):
                account.spoiled = "nội dung không phát được"
            self._to_tell.append(account.verdict(self._at))
        return ripe

    def tell(self) -> None:
        """Tell the journal; a fault of the journal is told and does not stop the player."""
        while self._to_tell:
            told = self._to_tell.popleft()
            if happened := told.ended or told.started:
                self._world.trust.passed(happened.timestamp())
            try:
                self._world.record(told)
            except Exception as error:  # noqa: BLE001 - a full disk must not silence the station
                self._world.note("journal", f"không ghi được nhật ký cho «{told.programme}» ({error})")

    def trouble(self, why: str) -> None:
        """Something is wrong with the device while these sound."""
        for account in self._accounts.values():
            if account.closed_at is None:
                account.remark(why)

    def took(self, airing: str) -> Take:
        """What was heard of it so far, by the clock that held when it began."""
        account = self._accounts.get(airing)
        return account.best if account else Take()

    def next_ripe(self) -> float | None:
        """When the next verdict is due at the latest; None: none is open."""
        closed = [one.closed_at for one in self._accounts.values() if one.closed_at is not None]
        return min((instant + PATIENCE for instant in closed), default=None)

    def moved(self, stepped: float, slept: float) -> None:
        """The wall clock was set by `stepped` seconds, the machine slept `slept`."""
        self._early.clear()  # it was dated by the other clock, and an airing that was missed by that may come again
        for account in self._accounts.values():
            if account.closed_at is not None:
                account.closed_at += stepped + slept
            elif round(abs(stepped)):
                way = "tiến" if stepped > 0 else "lùi"
                account.remark(f"đồng hồ của máy được chỉnh {way} {length_in_words(abs(stepped))} giữa chừng")

    def level(self, now: float) -> float | None:
        """The level over the last moments (dBFS); None: silence."""
        lately = [one for one in self._lately if now - METER <= one.wall + one.frames / RATE <= now + METER]
        frames, energy = sum(one.frames for one in lately), sum(one.energy for one in lately)
        return 10 * math.log10(energy / frames) if frames and energy > 0 else None

    def _open(self, piece: Piece, begin: Begin) -> None:
        claim = piece.claim
        account = Account(claim.id, piece.programme, claim.at, piece.kind, piece.tags, piece.promised)
        if begin.why:
            account.remark(str(begin.why))
        self._accounts[claim.id], self._pieces[claim.id] = account, piece
        for number, heard, offset in self._early:
            if heard.key[0] == claim.id:
                account.add(number, heard, offset)

    def _drop(self, piece: Piece, action: Drop) -> None:
        account = self._accounts.get(action.id)
        if account:
            account.closed_at, account.broken_off = action.at, str(action.why)
            return
        why = "; ".join([*piece.remarks, str(action.why), *self._deaf()])
        planned = self._at(piece.claim.at)
        self._to_tell.append(
            AsRun(action.id, piece.programme, planned, None, None, "missed", why, 0.0, piece.kind, piece.tags)
        )

    def _deaf(self) -> list[str]:
        """Why nothing at all can be heard; empty: something can."""
        health = [output.health() for output in self._outputs if output.live]
        return [] if any(one.ok for one in health) else list(dict.fromkeys(one.why for one in health if one.why))

    def _at(self, instant: float) -> datetime:
        """Of an instant to the millisecond: five o'clock less a tenth of a frame is five o'clock."""
        return datetime.fromtimestamp(round(instant, 3), self._world.clock.zone)
