"""What speaking costs: real-time factor on two threads and the most memory held (Linux); prints JSON."""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path
from tempfile import gettempdir

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from broadcaster.speech.kokoro import KokoroEngine  # noqa: E402 - after the path, so that it runs as a plain file too

_TEXT = "Kính thưa bà con, chiều nay trạm y tế tiêm phòng cho trẻ em."


def main() -> None:
    """Two threads for the time that passes and the memory; one for the work, for threads wait by running in circles."""
    elapsed, _ = spoken(2)
    megabytes = _most_memory()
    _, worked = spoken(1)
    found = {"elapsed": elapsed, "worked": worked, "megabytes": megabytes}
    print(json.dumps({**found, "load": os.getloadavg()[0], "cores": os.cpu_count()}))


def spoken(threads: int) -> tuple[float, float]:
    """Seconds that pass and that a processor works for a second of speech, the weights loaded."""
    engine = KokoroEngine(Path(gettempdir()) / "broadcaster-voice", threads)
    engine.synthesise("chào", "default", 0.9)
    began, worked = time.perf_counter(), time.process_time()
    seconds = engine.synthesise(_TEXT, "default", 0.9).seconds
    return (time.perf_counter() - began) / seconds, (time.process_time() - worked) / seconds


def _most_memory() -> float:
    """The most this process held at once, megabytes."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1]) / 1024


if __name__ == "__main__":
    main()
