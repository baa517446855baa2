"""Finished sounds: which are ready, which are being made, and what stands in for one that is missing.

Everything is made ahead of its hour. Where something is missing all the same, the airing stands on the next rung:
the sound that aired well last time, the plainest voice, the chime and the station's call.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from broadcaster.clock import Clock
from broadcaster.errors import BroadcasterError
from broadcaster.playout.offer import Part, RelayPart, SoundPart
from broadcaster.sound.order import RenderOrder, SpeechPart
from broadcaster.sound.rendered import Rendered
from broadcaster.station.composition import Block, Composition, RelayBlock, SoundBlock
from broadcaster.station.last_good import LastGood

RETRY = 300.0
"""Seconds before an order that failed is asked for again."""
SOON = 3600.0
"""Seconds before its hour from which a sound is read through: long enough to make it anew."""
PLAIN_VOICE = ("espeak",)
"""Engines of the hasty rung: no network, no model to load."""


class Maker(Protocol):
    """What makes sounds: the workshop, or a rehearsal's."""

    def find(self, order: RenderOrder) -> Rendered | None:
        """Answer with the finished sound of `order`, where it is there."""
        ...

    def broken(self, rendered: Rendered) -> bool:
        """Tell whether it is found to be spoiled on the disk; reading it takes its time, asking does not."""
        ...

    def request(
        self,
        order: RenderOrder,
        due: float,
        done: Callable[[Rendered | BroadcasterError], None],
        progress: Callable[[float], None] = ...,
    ) -> int:
        """Have `order` made; the smallest `due` first."""
        ...


@dataclass(frozen=True)
class Standing:
    """What an airing stands on."""

    parts: tuple[Part, ...]
    """What will sound."""
    why: str = ""
    """Vietnamese: why it is not what was composed; empty: it is."""
    hollow: bool = False
    """Whether nothing of what was composed is in it."""


class Stock:
    """Asks for sounds ahead of their hour and answers with what there is. Any thread may ask."""

    def __init__(self, maker: Maker, last_good: LastGood, clock: Clock, note: Callable[[str, str], None]) -> None:
        self._maker = maker
        self._last_good = last_good
        self._clock = clock
        self._note = note
        self._lock = threading.Lock()
        self._asked: dict[RenderOrder, float] = {}
        self._failed: dict[RenderOrder, float] = {}
        self._made = 0

    def want(self, order: RenderOrder, due: float) -> bool:
        """Have `order` ready by `due` (POSIX seconds); whether it is ready now."""
        if self._found(order, soon=due - self._clock.timestamp() <= SOON):
            return True
        now = self._clock.monotonic()
        with self._lock:
            if order in self._asked or now - self._failed.get(order, -RETRY) < RETRY:
                return False
            self._asked[order] = 0.0
        self._maker.request(order, due, lambda made: self._done(order, made), lambda part: self._came(order, part))
        return False

    def progress(self) -> tuple[float, int]:
        """How many of the sounds asked for since nothing was missing are made, and how many were asked for."""
        with self._lock:
            if not self._asked:
                return 0.0, 0
            return self._made + sum(self._asked.values()), self._made + len(self._asked)

    def parts(self, composition: Composition) -> tuple[Part, ...] | None:
        """What sounds for `composition`, where all of it is ready."""
        parts: list[Part] = []
        for block in composition.blocks:
            if isinstance(block, RelayBlock):
                parts.append(RelayPart(block.url, block.seconds, self._otherwise(block.otherwise)))
            elif found := self._found(block.order):
                parts.append(_part(found))
            else:
                return None
        return tuple(parts)

    def best(self, slug: str, composition: Composition, call: RenderOrder) -> Standing:
        """What `composition` stands on now: its own sound, or the first rung below it that holds."""
        parts = self.parts(composition)
        if parts is not None:
            return Standing(parts)
        return self._earlier(slug) or self._plain(composition) or self.call(call)

    def aired_well(self, slug: str, standing: Standing) -> None:
        """What aired whole is the first rung from now on, unless it was itself but a rung."""
        if not standing.why:
            self._last_good.remember(slug, [part.path for part in standing.parts if isinstance(part, SoundPart)])

    def call(self, call: RenderOrder, because: str = "chưa có tiếng của chương trình") -> Standing:
        """The lowest rung that is made ahead: the chime and the station's call; below it only the player's own."""
        found = self._found(call)
        parts = (_part(found),) if found else ()
        return Standing(parts, f"{because} nên chỉ phát chuông và lời xướng của đài", hollow=True)

    def hasten(self, composition: Composition, call: RenderOrder) -> None:
        """Prepare the rungs of a composition whose hour is near and whose sound is not ready.

        They are due now: the very sound they stand in for may be in the making, and makes way for a second or two.
        """
        for order in composition.orders():
            self.want(_plainly(order), self._clock.timestamp())
        self.want(call, self._clock.timestamp())

    def _earlier(self, slug: str) -> Standing | None:
        paths = self._last_good.paths(slug)
        found = [one for path in paths if (one := self._last_good.rendered(path)) and not self._maker.broken(one)]
        if not found or len(found) < len(paths):
            return None
        parts = tuple(map(_part, found))
        return Standing(parts, "bản mới chưa làm xong nên phát bản đã phát tốt lần trước")

    def _plain(self, composition: Composition) -> Standing | None:
        parts = self.parts(replace(composition, blocks=tuple(map(_plain_block, composition.blocks))))
        return None if parts is None else Standing(parts, "giọng tốt chưa kịp đọc nên phát bằng giọng dự phòng")

    def _otherwise(self, otherwise: RenderOrder | Path | None) -> Path | None:
        if isinstance(otherwise, RenderOrder):
            found = self._found(otherwise)
            return found.path if found else None
        return otherwise

    def _found(self, order: RenderOrder, *, soon: bool = True) -> Rendered | None:
        """Its finished sound; where it is to air `soon`, only one that is not found to be spoiled."""
        found = self._maker.find(order)
        if found and soon and self._maker.broken(found):
            self._note(
                "sound",
                f"tiếng đã làm của {_called(order)} bị hỏng trên đĩa, đài làm lại; hỏng nhiều lần thì nên thay ổ đĩa",
            )
            return None
        return found

    def _came(self, order: RenderOrder, part: float) -> None:
        with self._lock:
            if order in self._asked:
                self._asked[order] = part

    def _done(self, order: RenderOrder, made: Rendered | BroadcasterError) -> None:
        with self._lock:
            self._asked.pop(order, None)
            self._made = self._made + 1 if self._asked else 0
            if isinstance(made, BroadcasterError):
                self._failed[order] = self._clock.monotonic()
            else:
                self._failed.pop(order, None)
        if isinstance(made, BroadcasterError):
            self._note("voice", f"chưa làm được tiếng của {_called(order)}: {made}")
        elif made.why:
            why = "; ".join(one.partition("; ")[0] for one in made.why)
            self._note("voice", f"{_called(order)} do giọng {made.engine or 'không'} đọc: {why}")


def _part(rendered: Rendered) -> SoundPart:
    return SoundPart(rendered.path, rendered.frames, rendered.marks)


def _plainly(order: RenderOrder) -> RenderOrder:
    return replace(order, engines=PLAIN_VOICE)


def _plain_block(block: Block) -> Block:
    return SoundBlock(_plainly(block.order)) if isinstance(block, SoundBlock) else block


def _called(order: RenderOrder) -> str:
    labels = (part.label for part in order.parts if isinstance(part, SpeechPart))
    return next((f"«{label}»" for label in labels), "một đoạn nhạc")
