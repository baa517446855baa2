"""The player: walks the order of airings and makes it sound, on every output at once; tells what was really heard."""

from __future__ import annotations

import math
import threading
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from broadcaster.playout.amplifier import Amplifier, Warmth
from broadcaster.playout.asrun import Settled
from broadcaster.playout.ledger import Ledger
from broadcaster.playout.offer import Offer, Page
from broadcaster.playout.output import Adjustable, Output
from broadcaster.playout.piece import Material, Piece, piece_of_offer, piece_of_page
from broadcaster.playout.score import Score
from broadcaster.playout.status import Coming, Sounding, Status
from broadcaster.playout.warming import Warming
from broadcaster.playout.world import World
from broadcaster.timetable.order import Action, Begin, End
from broadcaster.units import RATE

LEAD = 4.0
"""Seconds before its instant at which a cue is handed to the outputs, its sound being read from then on."""
ANSWER = 2.0
"""Seconds the amplifier's switch gets to say whether it obeys, when it is tried."""
LONGEST_PAUSE = 0.5
"""Seconds between two beats of the player's own thread at most, while something sounds."""
REST = 1.0
"""The same while nothing does: a clock that was set is noticed so late at most."""


class Player:
    """Whoever has the air, sounds. Every method may be called from any thread.

    `beat` must be called at the instant it asks for, or earlier; `start` gives it a thread that does.
    """

    def __init__(
        self,
        outputs: Sequence[Output],
        world: World,
        material: Material,
        amplifier: Amplifier | None = None,
        settled: Settled | None = None,
    ) -> None:
        """`settled`: what is over and done with, whatever is offered."""
        self._outputs = tuple(outputs)
        self._adjustable = [output for output in self._outputs if isinstance(output, Adjustable)]
        self._world = world
        self._clock = world.clock
        self._material = material
        self._amplifier = amplifier or Amplifier(Warmth(), None, world.note)
        self._score = Score(self._clock.timestamp(), material, settled or Settled())
        self._ledger = Ledger(self._outputs, world)
        self._warming = Warming(self._amplifier, self._clock)
        self._trusted = False
        self._opened: dict[str, int] = {}
        self._underruns: dict[str, int] = {}
        self._lock = threading.RLock()
        self._poke = threading.Event()
        self._closing = False
        self._thread: threading.Thread | None = None
        for output in self._outputs:
            output.open()

    def offer(self, offers: Sequence[Offer]) -> None:
        """Replace all airings whose hour is still to come; one whose hour has come stays until it airs or is dropped.

        An id that has begun or was dropped never airs again.
        """
        with self._lock:
            news = self._score.offer(offers)
        if news:
            self._poke.set()

    def break_in(self, page: Page) -> None:
        """Sound an urgent page at once; behind an equally urgent one it waits its turn, unless it is `at_once`."""
        with self._lock:
            now = self._clock.timestamp()
            self._air(piece_of_page(page, self._material, now, self._warming.cold), now)

    def air_now(self, offer: Offer) -> None:
        """Air it now, if its claim gives it the air now; else it waits its turn."""
        with self._lock:
            now = self._clock.timestamp()
            piece = piece_of_offer(offer, self._material)
            piece.claim = replace(piece.claim, at=now)
            self._air(piece, now)

    def believe_clock(self) -> None:
        """A person says that the clock is right; until it is set back."""
        with self._lock:
            self._world.trust.believe()
        self._poke.set()

    def stop(self, by: str) -> None:
        """Silence now: what is on the air, what was cut and what waits its turn are over."""
        with self._lock:
            for output in self._outputs:
                output.silence()
            self._decided(self._score.walk(self._clock.timestamp()))
            self._decided(self._score.stop(by))
        self._poke.set()

    def beat(self) -> datetime | None:
        """Do what is due; the instant at which the next beat is wanted, None: when something new comes."""
        with self._lock:
            now = self._look()
            self._mend(now)
            self._ledger.listen()
            self._decided(self._score.admit(trusted=self._trusted))
            self._warming.ahead(self._score, now)
            self._walk(now)
            for output in self._outputs:
                output.arm(self._score.cues(now + LEAD))
            for id_ in self._ledger.settle(now):
                self._score.forget(id_)
            self._warming.follow(self._score, now)
            wanted = self._wanted(now)
        self._ledger.tell()
        self._amplifier.tell()
        return None if wanted is None else datetime.fromtimestamp(wanted, self._clock.zone)

    def start(self) -> None:
        """Beat by a thread of its own from now on."""
        self._thread = threading.Thread(target=self._run, name="phát sóng", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Be silent, tell what is left to tell, close every output and put the amplifier off."""
        self._closing = True
        self._poke.set()
        if self._thread:
            self._thread.join(5.0)
        with self._lock:
            self._ledger.listen()
            self.stop("đài, vì đài tắt máy")
            self._ledger.settle(math.inf)
        self._ledger.tell()
        for output in self._outputs:
            output.close()
        self._amplifier.close()

    def set_gain(self, gain: float) -> bool:
        """Make the loudspeakers as loud as this factor, 0 to 1, says; whether any output can be made softer."""
        for output in self._adjustable:
            output.set_gain(gain)
        return bool(self._adjustable)

    def try_amplifier(self, seconds: float) -> str:
        """Put the amplifier on for `seconds`, then off unless it is needed; why it does not obey, empty: it does."""
        with self._lock:
            self._warming.attempt(seconds)
        self._poke.set()
        return self._amplifier.settle(ANSWER)

    @property
    def trusted(self) -> bool:
        """Whether the clock is believed."""
        return self._trusted

    def status(self) -> Status:
        """How playout is now."""
        with self._lock:
            self._ledger.listen()
            now = self._clock.timestamp()
            waiting = self._score.state.waiting
            return Status(
                on_air=self._on_air(now),
                next=tuple(Coming(one.id, self._score.pieces[one.id].programme, one.at) for one in waiting),
                outputs=tuple(output.health() for output in self._outputs),
                level_dbfs=self._ledger.level(now),
                amplifier_on=self._amplifier.on,
                amplifier_fault=self._amplifier.fault,
                trusted=self._trusted,
            )

    def _air(self, piece: Piece, now: float) -> None:
        """Let in what was ordered by hand; if it has the air, it sounds before anything else is done."""
        before = self._score.walk(now)
        self._score.add(piece)
        self._warming.ahead(self._score, now)
        actions = self._score.walk(now)
        cue = self._score.current()
        if cue and cue.key[0] == piece.claim.id and actions:
            for output in self._outputs:
                output.break_in(replace(cue, start=None, cuts=True))
        self._decided((*before, *actions))
        self._poke.set()

    def _walk(self, now: float) -> None:
        """Walk the order to `now`; what begins late, out of silence, waits for no silence that lies with the device."""
        silent = self._score.state.on_air is None
        actions = self._score.walk(now)
        late = [one for one in actions if isinstance(one, Begin) and one.at > self._score.pieces[one.id].claim.at]
        cue = self._score.current()
        if silent and late and cue and cue.key[0] == late[-1].id:
            for output in self._outputs:
                output.break_in(replace(cue, start=None, cuts=True))
        ended = [self._score.pieces[one.id] for one in actions if isinstance(one, End)]
        if any(piece.page and piece.frames() is None for piece in ended):
            for output in self._outputs:
                output.silence()  # a page that no device took must not sound when one comes back
        self._decided(actions)

    def _decided(self, actions: Sequence[Action]) -> None:
        self._ledger.decided(actions, self._score.pieces)
        for action in actions:
            if isinstance(action, End):
                self._warming.ended(action.at)

    def _look(self) -> float:
        """The time; if the clock was set or the machine slept, what sounds goes on and plans keep their hour."""
        clock, world = self._clock, self._world
        now = clock.timestamp()
        found = world.trust.look(now, clock.monotonic(), synchronised=world.synchronised(), asleep=world.asleep())
        if found.stepped or found.slept:
            for key in [key for output in self._outputs if (key := output.sounding)]:
                self._decided(self._score.begun(key, now, found.stepped, found.slept))
            self._moved(found.stepped, found.slept)
        if found.trusted != self._trusted:
            self._trusted = found.trusted
            if not found.trusted:
                world.note(
                    "clock", "chưa tin được đồng hồ của máy nên chưa phát theo lịch; thông báo khẩn vẫn phát được"
                )
        return now

    def _moved(self, stepped: float, slept: float) -> None:
        sounded = self._score.state.on_air
        self._ledger.moved(stepped, slept)
        self._decided(self._score.moved(stepped, slept))
        self._warming.moved(stepped + slept)
        if sounded and not self._score.state.on_air:
            for output in self._outputs:
                output.silence()
        if stepped:
            self._world.note("clock", f"đồng hồ của máy vừa được chỉnh {stepped:+.1f} giây")
        if slept:
            self._world.note("clock", f"máy vừa ngủ {slept:.0f} giây")

    def _mend(self, now: float) -> None:
        """Take in what has become of the outputs since the last beat."""
        for output in self._outputs:
            health = output.health()
            if not health.ok and output.live:
                self._ledger.trouble(health.why)
            if health.opened > self._opened.setdefault(health.name, health.opened):
                self._opened[health.name] = health.opened
                self._take_back(output, now)
            dry = health.underruns - self._underruns.get(health.name, 0)
            if dry > 0:
                self._world.note("underrun", f"{health.name} bị thiếu tiếng {dry} lần; máy đang quá bận")
            self._underruns[health.name] = health.underruns

    def _take_back(self, output: Output, now: float) -> None:
        """Break in with what must not be joined in the middle: from its beginning, but where others play on."""
        self._walk(now)
        if self._score.anew(now) and output.live and not self._heard_elsewhere(output):
            too_late = self._score.begin_again()
            self._decided(too_late)
            for one in self._outputs if too_late else ():
                one.silence()
        if cue := self._score.anew(now):
            output.break_in(cue)

    def _heard_elsewhere(self, than: Output) -> bool:
        """Whether other loudspeakers play: they keep the order's time, and who comes back catches up by itself."""
        return any(one.live and one is not than and one.health().ok for one in self._outputs)

    def _wanted(self, now: float) -> float | None:
        """The next instant at which there is something to do; None: none is known."""
        decided = self._score.next_instant()
        instants = [decided - LEAD, decided, self._ledger.next_ripe(), *self._warming.instants(self._score, now)]
        later = [one for one in instants if one is not None and now < one < math.inf]
        return min(later, default=None)

    def _on_air(self, now: float) -> Sounding | None:
        on_air = self._score.state.on_air
        if not on_air:
            return None
        piece, position = self._score.pieces[on_air.claim.id], on_air.position_at(now)
        remaining = None if math.isinf(on_air.claim.seconds) else max(0.0, on_air.claim.seconds - position)
        took = self._ledger.took(on_air.claim.id)
        began = on_air.since if took.began is None else took.began
        heard = took.frames / RATE
        item = piece.item_at(position)
        return Sounding(on_air.claim.id, piece.programme, item, began, remaining, piece.kind, heard, took.ended)

    def _run(self) -> None:
        while not self._closing:
            try:
                wanted = self.beat()
            except Exception as error:  # noqa: BLE001 - the station never stops for one bad beat; it is told
                self._world.note("sound", f"lỗi khi điều khiển phát sóng ({error!r})")
                wanted = None
            most = LONGEST_PAUSE if self._score.state.on_air else REST
            left = most if wanted is None else wanted.timestamp() - self._clock.timestamp()
            self._poke.wait(min(most, max(0.0, left)))
            self._poke.clear()
