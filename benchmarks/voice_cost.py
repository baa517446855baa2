"""What speaking costs: real-time factor on two threads and the most memory held (Linux); prints JSON."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from tempfile import gettempdir

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from broadcaster.speech.kokoro import KokoroEngine  # noqa: E402 - after the path, so that it runs as a plain file too

_TEXT = "Kính thưa bà con, chiều nay trạm y tế tiêm phòng cho trẻ em, mời các gia đình đưa con em đến đúng giờ."


def main() -> None:
    """Speak once to load, then measure twice and keep the better."""
    engine = KokoroEngine(Path(gettempdir()) / "broadcaster-voice")
    engine.synthesise("chào", "default", 0.9)
    runs = []
    for _ in range(2):
        began, worked = time.perf_counter(), time.process_time()
        seconds = engine.synthesise(_TEXT, "default", 0.9).seconds
        runs.append(((time.perf_counter() - began) / seconds, (time.process_time() - worked) / seconds))
    elapsed, worked = (min(run[part] for run in runs) for part in (0, 1))
    print(json.dumps({"elapsed": elapsed, "worked": worked, "megabytes": _most_memory()}))


def _most_memory() -> float:
    """The most this process held at once, megabytes."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1]) / 1024


if __name__ == "__main__":
    main()
