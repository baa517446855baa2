"""What was ordered by hand and is still being made: it is seen, may be called off, airs once, is given up."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from broadcaster.clock import ManualClock
from broadcaster.errors import BroadcasterError
from broadcaster.playout.offer import Offer
from broadcaster.sound.order import RenderOrder, SpeechPart
from broadcaster.sound.pieces import Mark
from broadcaster.sound.rendered import Rendered
from broadcaster.station.composition import Composition, SoundBlock
from broadcaster.station.last_good import LastGood
from broadcaster.station.on_demand import PATIENCE, OnDemand, Ordered
from broadcaster.station.stock import Stock
from broadcaster.units import Frames, Lufs

NOW = datetime(2020, 8, 24, 17, 3, tzinfo=UTC)
SOUND = Composition((SoundBlock(RenderOrder((SpeechPart("Tin", (("xin chào bà con.", 0.0),)),))),))
NEWS, SONG = (Ordered(title.lower(), title, SOUND, frozenset(), "thử") for title in ("Tin", "Ca"))


class SlowMaker:
    """Has made nothing until `made`; `looked` is called whenever somebody looks for a sound."""

    def __init__(self) -> None:
        self.made: Rendered | None = None
        self.looked: Callable[[], object] = lambda: None

    def broken(self, rendered: Rendered) -> bool:
        return False

    def find(self, order: RenderOrder) -> Rendered | None:
        self.looked()
        return self.made

    def request(
        self,
        order: RenderOrder,
        due: float,
        done: Callable[[Rendered | BroadcasterError], None],
        progress: Callable[[float], None] = lambda _part: None,
    ) -> int:
        return 1


class Desk:
    """Orders by hand, with what came of them."""

    def __init__(self, folder: Path) -> None:
        self.clock = ManualClock(NOW)
        self.maker = SlowMaker()
        self.aired: list[Offer] = []
        self.notes: list[str] = []
        stock = Stock(self.maker, LastGood(folder / "last-good.json"), self.clock, self._note)
        self.orders = OnDemand(stock, self.clock, self.aired.append, self._note)

    def make(self) -> None:
        self.maker.made = Rendered(Path("tin.flac"), Frames(48_000), (Mark(0, 0, "Tin"),), "kokoro", Lufs(-16.0))

    def waiting(self) -> list[tuple[str, datetime]]:
        return [(one.ordered.title, one.since) for one in self.orders.waiting()]

    def _note(self, _kind: str, text: str) -> None:
        self.notes.append(text)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_what_waits_is_seen_since_it_was_ordered_and_airs_once_it_is_made(desk: Desk) -> None:
    assert desk.orders.add(NEWS) is False
    desk.clock.advance(20)
    desk.orders.add(SONG)
    desk.orders.look()
    assert [title for title, _ in desk.waiting()] == ["Tin", "Ca"]
    assert desk.waiting()[0][1] == NOW
    desk.make()
    desk.orders.look()
    desk.orders.look()
    assert [offer.claim.id for offer in desk.aired] == ["tin", "ca"]
    assert desk.waiting() == []


def test_what_is_made_already_airs_at_once_and_never_waits(desk: Desk) -> None:
    desk.make()
    assert desk.orders.add(NEWS) is True
    assert [offer.programme for offer in desk.aired] == ["Tin"]
    assert desk.waiting() == []


def test_what_is_called_off_never_airs_and_the_rest_does(desk: Desk) -> None:
    desk.orders.add(NEWS)
    desk.orders.add(SONG)
    called_off = desk.orders.call_off("tin")
    assert called_off is not None
    assert called_off.ordered == NEWS
    assert desk.orders.call_off("tin") is None
    desk.make()
    desk.orders.look()
    assert [offer.programme for offer in desk.aired] == ["Ca"]


@pytest.mark.parametrize("how", [lambda orders: orders.call_off("tin"), lambda orders: orders.cancel()])
def test_what_is_called_off_while_its_sound_is_looked_for_does_not_air(
    desk: Desk, how: Callable[[OnDemand], object]
) -> None:
    desk.orders.add(NEWS)
    desk.make()
    desk.maker.looked = lambda: how(desk.orders)
    desk.orders.look()
    desk.orders.look()
    assert desk.aired == []


def test_what_is_never_made_is_given_up_and_told(desk: Desk) -> None:
    desk.orders.add(NEWS)
    desk.clock.advance(PATIENCE - 1)
    desk.orders.look()
    assert [title for title, _ in desk.waiting()] == ["Tin"]
    desk.clock.advance(2)
    desk.orders.look()
    assert desk.waiting() == []
    assert "không phát được «Tin»" in desk.notes[-1]
    desk.make()
    desk.orders.look()
    assert desk.aired == []
