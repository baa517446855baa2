"""One good moment of network is enough."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from broadcaster.clock import ManualClock
from broadcaster.folder import StationFolder
from broadcaster.sound.keys import Keys
from broadcaster.sound.order import RenderOrder, SpeechPart
from broadcaster.sound.rendered import Rendered, find_render, keep_render, sound_path
from broadcaster.sound.renewal import AGAIN, Renewal
from broadcaster.speech import registry
from broadcaster.speech.chain import Link
from broadcaster.speech.fake import HummingEngine
from broadcaster.speech.registry import Engines
from broadcaster.units import Frames, Lufs

ORDER = RenderOrder((SpeechPart("a", (("bà con", 0.0),)),), engines=("piper", "gtts", "kokoro"))

Heard = Callable[[Mapping[str, Any]], None]


class Bench:
    """What was asked for, and who waits for it."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, Mapping[str, Any], Heard]] = []

    def __call__(self, key: str, told: Mapping[str, Any], heard: Heard) -> None:
        self.asked.append((key, told, heard))


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(datetime(2020, 8, 18, tzinfo=UTC))


@pytest.fixture
def bench() -> Bench:
    return Bench()


@pytest.fixture
def engines(monkeypatch: pytest.MonkeyPatch) -> dict[str, HummingEngine]:
    engines = {name: HummingEngine(name) for name in ("piper", "gtts", "kokoro")}
    engines["piper"].absent = "chưa có giọng"
    at_air = HummingEngine("gtts")
    links = {name: Link(engine, engine) for name, engine in engines.items()}
    links["gtts"] = Link(engines["gtts"], at_air, network=True)
    monkeypatch.setattr(registry, "LAST_RESORT", ())
    for name, link in links.items():
        monkeypatch.setitem(registry.ENGINES, name, made_as(link))
    return engines


def made_as(link: Link) -> Callable[[object, object], Link]:
    """A registry line that makes `link`."""
    return lambda _folder, _clock: link


@pytest.fixture
def renewal(tmp_path: Path, clock: ManualClock, bench: Bench, engines: dict[str, HummingEngine]) -> Renewal:
    assert engines
    return Renewal(tmp_path, Keys(Engines(StationFolder(tmp_path), clock), clock), clock, bench)


def kept(folder: Path, key: str, engine: str, *why: str) -> Rendered:
    path = sound_path(folder, key)
    path.write_bytes(b"x")
    keep_render(Rendered(path, Frames(1), (), engine, Lufs(-16.0), why))
    found = find_render(folder, key)
    assert found
    return found


def test_what_the_best_voice_spoke_is_left_alone(renewal: Renewal, tmp_path: Path, bench: Bench) -> None:
    found = kept(tmp_path, "k", "gtts")
    assert renewal.best(ORDER, "k", found) == found
    assert bench.asked == []


def test_what_needs_no_voice_is_left_alone(renewal: Renewal, tmp_path: Path, bench: Bench) -> None:
    renewal.best(ORDER, "k", kept(tmp_path, "k", ""))
    assert bench.asked == []


def test_what_a_lesser_voice_spoke_is_tried_again_for_that_one_alone(
    renewal: Renewal, tmp_path: Path, bench: Bench
) -> None:
    found = kept(tmp_path, "k", "kokoro", "gtts: mất mạng")
    assert renewal.best(ORDER, "k", found) == found
    assert renewal.best(ORDER, "k", found) == found
    ((key, told, _),) = bench.asked
    assert key == "k-gtts"
    assert told["only"] is True
    assert told["order"]["engines"] == ("gtts",)


def test_the_better_sound_takes_the_place_of_the_lesser(renewal: Renewal, tmp_path: Path, bench: Bench) -> None:
    found = kept(tmp_path, "k", "kokoro", "gtts: mất mạng")
    renewal.best(ORDER, "k", found)
    better = kept(tmp_path, "k-gtts", "gtts")
    bench.asked[0][2]({"event": "done"})
    assert renewal.best(ORDER, "k", found) == better
    assert find_render(tmp_path, "k") == found


def test_after_a_failure_nothing_is_tried_for_half_an_hour(
    renewal: Renewal, tmp_path: Path, bench: Bench, clock: ManualClock
) -> None:
    found = kept(tmp_path, "k", "kokoro", "gtts: mất mạng")
    renewal.best(ORDER, "k", found)
    bench.asked[0][2]({"event": "alive", "part": 0.0})
    bench.asked[0][2]({"event": "failed", "why": "không giọng đọc nào nói được: gtts: Google đang lỗi (503)"})
    clock.advance(AGAIN - 1)
    renewal.best(ORDER, "k", found)
    assert len(bench.asked) == 1
    clock.advance(1)
    renewal.best(ORDER, "k", found)
    assert len(bench.asked) == 2


def test_a_voice_of_this_machine_that_failed_for_a_moment_is_asked_again(
    renewal: Renewal, tmp_path: Path, bench: Bench
) -> None:
    order = RenderOrder(ORDER.parts, engines=("kokoro", "piper", "gtts"))
    found = kept(tmp_path, "k", "gtts", "kokoro: bad_alloc")
    assert renewal.best(order, "k", found) == found
    ((key, told, heard),) = bench.asked
    assert (key, told["order"]["engines"], told["only"]) == ("k-kokoro", ("kokoro",), True)
    better = kept(tmp_path, "k-kokoro", "kokoro")
    heard({"event": "done"})
    assert renewal.best(order, "k", found) == better


def test_a_file_that_changed_meanwhile_is_no_failure_of_the_voice(
    renewal: Renewal, tmp_path: Path, bench: Bench
) -> None:
    found = kept(tmp_path, "k", "kokoro", "gtts: mất mạng")
    renewal.best(ORDER, "k", found)
    bench.asked[0][2]({"event": "failed", "why": "tệp vừa bị thay", "changed": True})
    renewal.best(ORDER, "k", found)
    assert len(bench.asked) == 2


def test_one_better_voice_that_still_fails_keeps_no_other_from_speaking(
    renewal: Renewal, tmp_path: Path, bench: Bench, engines: dict[str, HummingEngine], clock: ManualClock
) -> None:
    engines["piper"].absent = None
    order = RenderOrder(ORDER.parts, engines=("gtts", "kokoro", "piper"))
    found = kept(tmp_path, "k", "piper", "gtts: mất mạng", "kokoro: bad_alloc")
    renewal.best(order, "k", found)
    assert [key for key, _, _ in bench.asked] == ["k-gtts", "k-kokoro"]
    bench.asked[0][2]({"event": "failed", "why": "gtts: mất mạng"})
    other = kept(tmp_path, "k2", "piper", "kokoro: bad_alloc")
    renewal.best(order, "k2", other)
    assert bench.asked[-1][0] == "k2-kokoro"
    better = kept(tmp_path, "k-kokoro", "kokoro")
    bench.asked[1][2]({"event": "done"})
    assert renewal.best(order, "k", found) == better
    clock.advance(AGAIN)
    renewal.best(order, "k", found)
    assert bench.asked[-1][0] == "k-gtts"


def test_a_voice_that_only_the_lesser_has_is_kept(
    renewal: Renewal, tmp_path: Path, bench: Bench, engines: dict[str, HummingEngine]
) -> None:
    engines["kokoro"].named = ("hue",)
    order = RenderOrder(ORDER.parts, voice="hue", engines=ORDER.engines)
    renewal.best(order, "k", kept(tmp_path, "k", "kokoro"))
    assert bench.asked == []


def test_a_sound_that_is_looked_for_is_marked_as_used(renewal: Renewal, tmp_path: Path) -> None:
    found = kept(tmp_path, "k", "gtts")
    before = found.path.stat().st_mtime_ns
    os.utime(found.path, ns=(1, 1))
    renewal.best(ORDER, "k", found)
    assert found.path.stat().st_mtime_ns >= before
