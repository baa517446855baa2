"""Keys of orders on this machine."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from broadcaster.clock import ManualClock
from broadcaster.errors import SpeechError
from broadcaster.folder import StationFolder
from broadcaster.sound.keys import FRESH, Keys, content_of, mixing
from broadcaster.sound.order import FilePart, RenderOrder, SpeechPart
from broadcaster.speech import registry
from broadcaster.speech.chain import Link
from broadcaster.speech.fake import HummingEngine
from broadcaster.speech.registry import Engines

ORDER = RenderOrder((SpeechPart("a", (("bà con", 0.0),)),), engines=("hum",))


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(datetime(2020, 8, 18, tzinfo=UTC))


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> HummingEngine:
    engine = HummingEngine()
    monkeypatch.setattr(registry, "LAST_RESORT", ())
    monkeypatch.setitem(registry.ENGINES, "hum", lambda _folder, _clock: Link(engine, engine))
    return engine


@pytest.fixture
def keys(tmp_path: Path, clock: ManualClock, engine: HummingEngine) -> Keys:
    return Keys(Engines(StationFolder(tmp_path), clock), clock)


def test_a_file_that_changed_changes_the_key(keys: Keys, tmp_path: Path) -> None:
    path = tmp_path / "tune.flac"
    order = RenderOrder((FilePart("tune", str(path)),), engines=("hum",))
    absent = keys.of(order)
    path.write_bytes(b"one")
    first = keys.of(order)
    path.write_bytes(b"two")
    os.utime(path, ns=(1, 1))
    assert len({absent, first, keys.of(order)}) == 3


def test_an_engine_that_changed_counts_within_half_a_minute(
    keys: Keys, engine: HummingEngine, clock: ManualClock
) -> None:
    before = keys.of(ORDER)
    engine.version = "2"
    assert keys.of(ORDER) == before
    clock.advance(FRESH)
    assert keys.of(ORDER) != before


def test_who_speaks_better_is_looked_up_once_in_half_a_minute(
    keys: Keys, engine: HummingEngine, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    other, asked = HummingEngine(), list[str]()
    other.name = "buzz"
    monkeypatch.setitem(registry.ENGINES, "buzz", lambda _folder, _clock: Link(other, other))
    monkeypatch.setattr(engine, "check", lambda: asked.append("hum"))
    order = RenderOrder((), engines=("hum", "buzz"))
    for _ in range(100):
        assert keys.better(order, "buzz") == ("hum",)
    assert keys.better(order, "hum") == ()
    assert asked == ["hum"]
    monkeypatch.setattr(engine, "check", lambda: "hỏng")
    clock.advance(FRESH)
    assert keys.better(order, "buzz") == ()


def test_an_unknown_engine_is_told(keys: Keys) -> None:
    with pytest.raises(SpeechError, match="gooogle"):
        keys.of(RenderOrder((), engines=("gooogle",)))


def test_what_is_not_there_holds_nothing(tmp_path: Path) -> None:
    assert content_of(tmp_path / "absent") == ""
    assert content_of(tmp_path) == ""


def test_the_rooms_code_is_part_of_the_key() -> None:
    assert len(mixing()) == 16
