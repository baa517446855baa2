"""The worker as a process: killed at any moment it leaves nothing half; it lowers itself, and ends with its station."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from broadcaster.folder import StationFolder
from broadcaster.sound.files import decode
from broadcaster.sound.order import RenderOrder, SpeechPart, order_json
from broadcaster.sound.rendered import find_render

pytestmark = pytest.mark.slow

SCRIPT = Path(__file__).with_name("humming_worker.py")
ORDER = RenderOrder(
    (SpeechPart("bài", tuple((f"Câu số {n}.", 0.3) for n in ["một", "hai", "ba", "bốn"])),), engines=("hum",)
)


class Process:
    """A worker at the other end of two pipes."""

    def __init__(self, folder: Path, *more: str) -> None:
        command = [sys.executable, str(SCRIPT), "--station", str(folder), *more]
        self.popen = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def tell(self, **command: object) -> None:
        assert self.popen.stdin
        self.popen.stdin.write(json.dumps(command) + "\n")
        self.popen.stdin.flush()

    def lines(self) -> Iterator[dict[str, object]]:
        assert self.popen.stdout
        return map(json.loads, self.popen.stdout)

    def end(self) -> None:
        self.popen.kill()
        self.popen.communicate()


@pytest.mark.parametrize("events", [3, 9])
def test_killed_at_any_moment_it_leaves_nothing_half(tmp_path: Path, events: int) -> None:
    worker = Process(tmp_path)
    worker.tell(id=1, do="render", key="k", order=order_json(ORDER))
    for _, event in zip(range(events), worker.lines(), strict=False):
        if event["event"] == "done":
            break
    worker.end()
    renders = StationFolder(tmp_path).renders
    found = find_render(renders, "k")
    assert found is None or len(decode(found.path)) == found.frames
    again = Process(tmp_path)
    again.tell(id=1, do="render", key="k", order=order_json(ORDER))
    assert next(event for event in again.lines() if event["event"] != "alive")["event"] == "done"
    again.end()
    assert sorted(path.name for path in renders.iterdir()) == ["k.flac", "k.json"]


def power_goes(folder: Path, when: str) -> bool:
    """Whether it went before the work was done; either way nothing half may count."""
    worker = Process(folder, when)
    worker.tell(id=1, do="render", key="k", order=order_json(ORDER))
    done = any(event["event"] == "done" for event in worker.lines() if event["event"] != "alive")
    worker.end()
    station = StationFolder(folder)
    found = find_render(station.renders, "k")
    assert done is False or found is not None
    assert found is None or len(decode(found.path)) == found.frames
    for sentence in station.speech.rglob("*.flac"):
        assert len(decode(sentence))
    return not done


def test_power_gone_at_any_step_leaves_nothing_half(tmp_path: Path) -> None:
    steps = next(step for step in range(99) if not power_goes(tmp_path / str(step), f"--die-at-step={step}"))
    assert steps >= 2 * len(ORDER.in_pieces()) + 4  # each sentence, the sound and what says it is whole: made, moved
    for step in (3, steps - 1):
        station = StationFolder(tmp_path / str(step))
        assert not power_goes(station.root, "--die-at-step=99")
        assert sorted(path.name for path in station.renders.iterdir()) == ["k.flac", "k.json"]
        assert not list(station.speech.rglob("*.part"))


@pytest.mark.parametrize("size", [1, 1000, 20_000])
def test_power_gone_in_the_middle_of_a_write_leaves_nothing_half(tmp_path: Path, size: int) -> None:
    assert power_goes(tmp_path, f"--die-past={size}")
    assert not power_goes(tmp_path, "--die-at-step=99")
    assert sorted(path.name for path in StationFolder(tmp_path).renders.iterdir()) == ["k.flac", "k.json"]


def test_it_ends_with_its_station(tmp_path: Path) -> None:
    worker = Process(tmp_path)
    worker.tell(id=1, do="facts", path="/khong/co.flac")
    assert next(iter(worker.lines()))["event"] == "failed"
    worker.popen.communicate(timeout=20)
    assert worker.popen.returncode == 0


@pytest.mark.parametrize(("more", "lowered"), [((), True), (("--urgent",), False)])
def test_it_gives_way_to_everything_unless_somebody_waits(
    tmp_path: Path, more: tuple[str, ...], *, lowered: bool
) -> None:
    worker = Process(tmp_path, *more)
    worker.tell(id=1, do="facts", path="/khong/co.flac")
    next(iter(worker.lines()))
    place = os.getpriority(os.PRIO_PROCESS, worker.popen.pid) - os.getpriority(os.PRIO_PROCESS, 0)
    worker.end()
    assert (place > 0) is lowered
