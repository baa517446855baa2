"""The worker's inside: commands in, events out, whatever it is told."""

from __future__ import annotations

import io
import json
import os
import queue
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from broadcaster.clock import ManualClock
from broadcaster.errors import SoundError
from broadcaster.folder import StationFolder
from broadcaster.sound import jobs
from broadcaster.sound import render as render_module
from broadcaster.sound.files import encode
from broadcaster.sound.jobs import KEPT_IN_MEMORY, Worker, made_ready
from broadcaster.sound.order import FilePart, RenderOrder, SpeechPart, order_json
from broadcaster.sound.rendered import find_render
from broadcaster.speech import registry
from broadcaster.speech.chain import Link
from broadcaster.speech.fake import HummingEngine
from broadcaster.speech.types import Speech
from broadcaster.units import RATE, Samples

ORDER = RenderOrder(
    (SpeechPart("bão", (("Bão sắp vào.", 0.5), ("Bà con ở trong nhà.", 0.0))),), engines=("hum", "spare")
)


class Line(io.StringIO):
    """The worker's output: each line into a queue."""

    def __init__(self) -> None:
        super().__init__()
        self.events: queue.Queue[dict[str, Any]] = queue.Queue()

    def write(self, text: str) -> int:
        self.events.put(json.loads(text))
        return len(text)


class Station:
    """The other end of the line."""

    def __init__(self, folder: Path, idle: float = 60.0) -> None:
        self.commands: queue.Queue[str | None] = queue.Queue()
        self.line = Line()
        worker = Worker(StationFolder(folder), ManualClock(datetime(2020, 8, 18, tzinfo=UTC)), self.line)
        self.thread = threading.Thread(target=worker.run, args=(self._lines(), idle), daemon=True)
        self.thread.start()

    def _lines(self) -> Iterator[str]:
        while (line := self.commands.get()) is not None:
            yield line

    def tell(self, **command: object) -> None:
        self.commands.put(json.dumps(command))

    def hears(self, job: object = None) -> dict[str, Any]:
        """The next event that is more than a sign of life, of `job` where one is given."""
        while True:
            event = self.line.events.get(timeout=30)
            if event["event"] != "alive" and (job is None or event["id"] == job):
                return event


def made_as(link: Link) -> Callable[[object, object], Link]:
    """A registry line that makes `link`."""
    return lambda _folder, _clock: link


@pytest.fixture
def hum(monkeypatch: pytest.MonkeyPatch) -> HummingEngine:
    hum, spare = HummingEngine("hum"), HummingEngine("spare")
    monkeypatch.setattr(registry, "LAST_RESORT", ())
    for engine in (hum, spare):
        link = Link(engine, engine)
        monkeypatch.setitem(registry.ENGINES, engine.name, made_as(link))
    return hum


@pytest.fixture
def station(tmp_path: Path, hum: HummingEngine) -> Iterator[Station]:
    station = Station(tmp_path)
    yield station
    station.commands.put(None)
    station.thread.join(10)


def test_a_render_is_made_and_kept_under_its_key(station: Station, tmp_path: Path) -> None:
    station.tell(id=1, do="render", key="k", order=order_json(ORDER))
    assert station.hears() == {"id": 1, "event": "done", "key": "k"}
    assert find_render(StationFolder(tmp_path).renders, "k")


def test_what_changed_since_it_was_asked_for_is_told_so(station: Station, tmp_path: Path) -> None:
    station.tell(id=1, do="render", key="k", order=order_json(ORDER), contents={"/khong/co.flac": "abc"})
    answer = station.hears()
    assert (answer["event"], answer["changed"]) == ("failed", True)
    assert find_render(StationFolder(tmp_path).renders, "k") is None


def test_each_sentence_is_announced_with_who_is_about_to_speak(station: Station) -> None:
    station.tell(id=1, do="render", key="k", order=order_json(ORDER))
    parts = []
    while (event := station.line.events.get(timeout=30))["event"] == "alive":
        parts.append((event["part"], event["engine"]))
    assert (0.0, "hum") in parts
    assert (0.4, "hum") in parts


def test_an_announcement_comes_piece_by_piece(station: Station, tmp_path: Path) -> None:
    station.tell(id=1, do="speak", order=order_json(ORDER))
    pieces = [station.hears(), station.hears()]
    assert [(piece["number"], piece["of"]) for piece in pieces] == [(0, 2), (1, 2)]
    assert all(find_render(StationFolder(tmp_path).renders, piece["key"]) for piece in pieces)
    assert station.hears()["event"] == "done"


def test_a_voice_lost_half_way_goes_on_in_the_next_and_stays_there(
    station: Station, hum: HummingEngine, tmp_path: Path
) -> None:
    hum.faults = ["", "hỏng"]
    order = RenderOrder((SpeechPart("bão", (("Một.", 0.0), ("Hai.", 0.0), ("Ba.", 0.0))),), engines=("hum", "spare"))
    station.tell(id=1, do="speak", order=order_json(order))
    found = [find_render(StationFolder(tmp_path).renders, station.hears()["key"]) for _ in range(3)]
    assert [each.engine for each in found if each] == ["hum", "spare", "spare"]


def test_a_sound_that_is_missing_does_not_silence_the_words(station: Station) -> None:
    order = RenderOrder((FilePart("còi", "/khong/co.flac"), *ORDER.parts), engines=("hum",))
    station.tell(id=1, do="speak", order=order_json(order))
    assert [station.hears()["event"] for _ in range(3)] == ["piece", "piece", "done"]


def test_where_nothing_of_an_announcement_can_be_heard_it_failed(station: Station) -> None:
    station.tell(
        id=1, do="speak", order=order_json(RenderOrder((FilePart("còi", "/khong/co.flac"),), engines=("hum",)))
    )
    assert "co.flac" in station.hears()["why"]


def test_a_full_disk_does_not_silence_an_announcement(
    station: Station, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    renders = StationFolder(tmp_path).renders
    real = encode

    def full(path: Path, samples: Samples) -> None:
        if path.parent == renders:
            raise SoundError("ổ đĩa đầy")
        real(path, samples)

    monkeypatch.setattr(render_module, "encode", full)
    station.tell(id=1, do="speak", order=order_json(ORDER))
    pieces = [station.hears(), station.hears()]
    assert station.hears()["event"] == "done"
    (folder,) = {Path(piece["folder"]) for piece in pieces}
    assert all(find_render(folder, piece["key"]) for piece in pieces)
    shutil.rmtree(folder)
    station.tell(id=2, do="render", key="k", order=order_json(ORDER))
    assert station.hears()["why"] == "ổ đĩa đầy"


def test_only_the_named_engines_may_speak_where_told_so(station: Station, hum: HummingEngine) -> None:
    hum.absent = "chưa cài"
    order = order_json(replace(ORDER, engines=("hum",)))
    station.tell(id=1, do="render", key="k", order=order, only=True)
    assert "hum: chưa cài" in station.hears()["why"]


def test_a_file_is_looked_into(station: Station, tmp_path: Path) -> None:
    encode(tmp_path / "a.flac", np.zeros(RATE, np.float32))
    station.tell(id=1, do="facts", path=str(tmp_path / "a.flac"))
    facts = station.hears()["facts"]
    assert facts["seconds"] == pytest.approx(1.0)
    assert facts["lufs"] is None
    station.tell(id=2, do="facts", path=str(tmp_path / "absent.flac"))
    assert "absent.flac" in station.hears()["why"]


BAD: list[Callable[[Station], None]] = [
    lambda station: station.tell(id=1, do="dance"),
    lambda station: station.tell(id=1),
    lambda station: station.tell(id=1, do="render", key="k", order={}),
    lambda station: station.tell(id=1, do="render", key="k"),
    lambda station: station.tell(id=1, do="render", key="k", order=order_json(ORDER) | {"engines": ["gooogle"]}),
    lambda station: station.tell(id=1, do="render", key="k", order=order_json(ORDER) | {"profile": "bathroom"}),
    lambda station: station.tell(id=1, do="facts"),
    lambda station: station.commands.put("{rubbish"),
    lambda station: station.commands.put("[1, 2]"),
]


@pytest.mark.parametrize("tell", BAD, ids=[str(number) for number in range(len(BAD))])
def test_a_bad_command_is_answered_and_the_next_is_done(station: Station, tell: Callable[[Station], None]) -> None:
    tell(station)
    assert station.hears()["event"] == "failed"
    station.tell(id=2, do="render", key="k", order=order_json(ORDER))
    assert station.hears()["event"] == "done"


def test_a_cancelled_job_ends_between_two_sentences(
    station: Station, hum: HummingEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started, go = threading.Event(), threading.Event()
    spoken = hum.synthesise

    def slowly(text: str, voice: str, speed: float) -> Speech:
        started.set()
        go.wait(30)
        return spoken(text, voice, speed)

    monkeypatch.setattr(hum, "synthesise", slowly)
    station.tell(id=1, do="render", key="k", order=order_json(ORDER))
    assert started.wait(30)
    station.tell(do="cancel", id=1)
    station.tell(id=2, do="facts", path="/khong/co.flac")
    assert station.hears(2)
    go.set()
    assert station.hears() == {"id": 1, "event": "cancelled"}
    assert hum.heard == ["Bão sắp vào."]
    assert find_render(StationFolder(tmp_path).renders, "k") is None


def test_an_engine_told_to_rest_is_passed_over(station: Station, tmp_path: Path) -> None:
    station.tell(do="rest", engine="hum")
    station.tell(id=1, do="render", key="k", order=order_json(ORDER))
    assert station.hears()["event"] == "done"
    found = find_render(StationFolder(tmp_path).renders, "k")
    assert found
    assert found.engine == "spare"


def test_without_work_it_ends_by_itself(tmp_path: Path, hum: HummingEngine) -> None:
    station = Station(tmp_path, idle=0.05)
    station.thread.join(10)
    assert not station.thread.is_alive()


def test_it_ends_when_told(station: Station) -> None:
    station.tell(do="stop")
    station.thread.join(10)
    assert not station.thread.is_alive()


def test_what_a_killed_worker_left_in_the_officers_folders_and_in_memory_goes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, memory = StationFolder(tmp_path / "dai"), tmp_path / "shm"
    monkeypatch.setattr(jobs, "MEMORY", memory)
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    places = (folder.scripts, folder.audio / "nhac", folder.renders, folder.speech / "ab")
    halves = [place / f".k.flac.{gone.pid}.tmp" for place in places]
    for half in halves:
        half.parent.mkdir(parents=True)
        half.write_bytes(b"nua")
    memory.mkdir()
    old, new, other = (memory / name for name in ("broadcaster-cu", "broadcaster-moi", "khac"))
    now = time.time()
    for place in (old, new, other):
        place.mkdir()
        (place / "k.flac").write_bytes(b"x")
    for place in (old, other):
        os.utime(place, (now - KEPT_IN_MEMORY - 60,) * 2)
    made_ready(folder, now)
    assert [half for half in halves if half.exists()] == []
    assert [place.name for place in sorted(memory.iterdir())] == ["broadcaster-moi", "khac"]
