"""A start loads the program and looks for the devices at once, in two threads: what they share stays as it is."""

from __future__ import annotations

import pytest
from end_to_end.conftest import ROOT, LiveStation
from soundpath.server import SoundServer

pytestmark = pytest.mark.slow

WATCHED = """
import sys, threading

def told(event, args):
    if event in {"os.putenv", "os.unsetenv"}:
        print(f"environment: {args[0].decode()}, {threading.active_count()} threads", flush=True)

sys.addaudithook(told)
"""


def test_the_environment_is_settled_before_a_second_thread_begins(station: LiveStation, sound: SoundServer) -> None:
    """C libraries read it without a lock: one that was changed meanwhile ended the station."""
    watch = station.folder / "watch"
    watch.mkdir()
    (watch / "sitecustomize.py").write_text(WATCHED, encoding="utf-8")
    station.start(env={**sound.environment, "PYTHONPATH": f"{watch}:{ROOT}"})
    told = [line for line in station.terminal().splitlines() if line.startswith("environment: ")]
    assert "environment: LANGUAGE, 1 threads" in told, "the hook hears"
    assert [line for line in told if not line.endswith(" 1 threads")] == []
