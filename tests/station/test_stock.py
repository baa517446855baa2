"""What an airing stands on, rung by rung, each broken in turn (F12, F13)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from broadcaster.clock import ManualClock
from broadcaster.errors import BroadcasterError
from broadcaster.sound.order import FilePart, RenderOrder, SpeechPart
from broadcaster.sound.pieces import Mark
from broadcaster.sound.rendered import Rendered, find_render, keep_render
from broadcaster.station.composition import Composition, SoundBlock
from broadcaster.station.last_good import LastGood
from broadcaster.station.stock import PLAIN_VOICE, RETRY, SOON, Stock
from broadcaster.units import Frames, Lufs

ORDER = RenderOrder((SpeechPart("Tin", (("xin chào bà con.", 0.0),)),))
NEWER = RenderOrder((SpeechPart("Tin", (("xin chào cả xã.", 0.0),)),))
CALL = RenderOrder((FilePart("chuong", "chuong.flac"),))


class Shelf:
    """Makes what it is told to have, when it is told."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.has: dict[RenderOrder, Rendered] = {}
        self.spoiled: list[Rendered] = []
        self.asked: list[tuple[RenderOrder, Callable[[Rendered | BroadcasterError], None]]] = []
        self.due: dict[RenderOrder, float] = {}

    def make(self, order: RenderOrder) -> Rendered:
        path = self.folder / f"{len(self.has):04}.flac"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"sound")
        made = Rendered(path, Frames(48_000), (Mark(0, 0, "Tin"),), "kokoro", Lufs(-16.0))
        keep_render(made)
        self.has[order] = made
        return made

    def broken(self, rendered: Rendered) -> bool:
        return rendered in self.spoiled

    def find(self, order: RenderOrder) -> Rendered | None:
        return self.has.get(order)

    def request(
        self,
        order: RenderOrder,
        due: float,
        done: Callable[[Rendered | BroadcasterError], None],
        progress: Callable[[float], None] = lambda _part: None,
    ) -> int:
        self.asked.append((order, done))
        self.due[order] = due
        return 1


def make(tmp_path: Path) -> tuple[Shelf, Stock, ManualClock, list[str]]:
    clock = ManualClock(datetime(2020, 8, 23, tzinfo=UTC))
    notes: list[str] = []
    shelf = Shelf(tmp_path / "renders")
    stock = Stock(
        shelf, LastGood(tmp_path / "renders" / "last-good.json"), clock, lambda _kind, text: notes.append(text)
    )
    return shelf, stock, clock, notes


def of(order: RenderOrder) -> Composition:
    return Composition((SoundBlock(order),))


def test_its_own_sound_comes_first(tmp_path: Path) -> None:
    shelf, stock, _, _ = make(tmp_path)
    made = shelf.make(ORDER)
    standing = stock.best("tin", of(ORDER), CALL)
    assert [part.path for part in standing.parts] == [made.path]  # type: ignore[union-attr]
    assert standing.why == ""


def test_missing_render_falls_to_the_last_good_one_even_after_a_restart(tmp_path: Path) -> None:
    shelf, stock, _, _ = make(tmp_path)
    made = shelf.make(ORDER)
    stock.aired_well("tin", stock.best("tin", of(ORDER), CALL))
    _, again, _, _ = make(tmp_path)
    standing = again.best("tin", of(NEWER), CALL)
    assert [part.path for part in standing.parts] == [made.path]  # type: ignore[union-attr]
    assert "lần trước" in standing.why


def test_a_lost_last_good_falls_to_the_plain_voice(tmp_path: Path) -> None:
    shelf, stock, _, _ = make(tmp_path)
    made = shelf.make(ORDER)
    stock.aired_well("tin", stock.best("tin", of(ORDER), CALL))
    made.path.unlink()
    assert find_render(made.path.parent, made.path.stem) is None
    stock.hasten(of(NEWER), CALL)
    plain = next(order for order, _ in shelf.asked if order.engines == PLAIN_VOICE)
    voiced = shelf.make(plain)
    standing = stock.best("tin", of(NEWER), CALL)
    assert [part.path for part in standing.parts] == [voiced.path]  # type: ignore[union-attr]
    assert "dự phòng" in standing.why


def test_the_plain_rung_is_made_before_the_very_sound_it_stands_in_for(tmp_path: Path) -> None:
    shelf, stock, clock, _ = make(tmp_path)
    hour = clock.timestamp() + 90.0
    stock.want(NEWER, hour)
    stock.hasten(of(NEWER), CALL)
    assert shelf.due[replace(NEWER, engines=PLAIN_VOICE)] < shelf.due[NEWER] == hour
    assert shelf.due[CALL] < hour


def test_what_was_only_offered_is_not_the_last_good_one(tmp_path: Path) -> None:
    shelf, stock, _, _ = make(tmp_path)
    shelf.make(ORDER)
    stock.best("tin", of(ORDER), CALL)
    assert stock.best("tin", of(NEWER), CALL).parts == ()


def test_what_the_disk_spoiled_is_made_anew_and_another_airs(tmp_path: Path) -> None:
    shelf, stock, clock, notes = make(tmp_path)
    good = shelf.make(NEWER)
    stock.aired_well("tin", stock.best("tin", of(NEWER), CALL))
    shelf.spoiled = [shelf.make(ORDER)]
    assert [part.path for part in stock.best("tin", of(ORDER), CALL).parts] == [good.path]  # type: ignore[union-attr]
    assert notes == ["tiếng đã làm của «Tin» bị hỏng trên đĩa, đài làm lại; hỏng nhiều lần thì nên thay ổ đĩa"]
    assert stock.want(ORDER, clock.timestamp() + SOON) is False
    assert stock.want(ORDER, clock.timestamp() + 2 * SOON) is True, "what is to air later is not looked into yet"
    shelf.spoiled = [good]
    assert stock.best("tin", Composition((SoundBlock(replace(ORDER, speed=0.8)),)), CALL).parts == ()


def test_without_any_voice_the_station_calls(tmp_path: Path) -> None:
    shelf, stock, _, _ = make(tmp_path)
    call = shelf.make(CALL)
    standing = stock.best("tin", of(ORDER), CALL)
    assert [part.path for part in standing.parts] == [call.path]  # type: ignore[union-attr]
    assert "lời xướng" in standing.why
    assert standing.hollow


def test_without_even_the_call_the_player_is_left_its_own_chime(tmp_path: Path) -> None:
    _, stock, _, _ = make(tmp_path)
    assert stock.best("tin", of(ORDER), CALL).parts == ()


def test_an_order_is_asked_for_once_and_again_some_time_after_it_failed(tmp_path: Path) -> None:
    shelf, stock, clock, notes = make(tmp_path)
    assert stock.want(ORDER, 0.0) is False
    stock.want(ORDER, 0.0)
    assert len(shelf.asked) == 1
    assert stock.progress() == (0.0, 1)
    shelf.asked[0][1](BroadcasterError("hỏng"))
    assert notes == ["chưa làm được tiếng của «Tin»: hỏng"]
    stock.want(ORDER, 0.0)
    assert len(shelf.asked) == 1
    clock.advance(RETRY)
    stock.want(ORDER, 0.0)
    assert len(shelf.asked) == 2


def test_a_lesser_voice_is_told_with_every_reason_why_no_better_one_spoke(tmp_path: Path) -> None:
    shelf, stock, _, notes = make(tmp_path)
    stock.want(ORDER, 0.0)
    made = replace(shelf.make(ORDER), why=("piper: chưa có giọng; chép vào voices/", "gtts: mất mạng"))
    shelf.asked[0][1](made)
    assert notes == ["«Tin» do giọng kokoro đọc: piper: chưa có giọng; gtts: mất mạng"]
