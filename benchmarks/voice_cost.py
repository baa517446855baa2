"""What speaking costs on two cores: real-time factors and the most memory held (Linux); prints JSON."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from tempfile import gettempdir

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from broadcaster.speech.abreast import abreast  # noqa: E402 - after the path, so that it runs as a plain file too
from broadcaster.speech.kokoro import KokoroEngine  # noqa: E402

_FOLDER = Path(gettempdir()) / "broadcaster-voice"
_SENTENCE = "Kính thưa bà con, chiều nay trạm y tế tiêm phòng cho trẻ em."
_TEXT = (ROOT / "tests" / "speech" / "data" / "tuning.txt").read_text(encoding="utf-8").splitlines()[3:9]


def main() -> None:
    """A text as it is prepared, which needs the most memory; then a sentence as it is spoken in a hurry."""
    elapsed, worked = spoken(KokoroEngine(_FOLDER), _TEXT)
    megabytes = _most_memory()
    hurried, _ = spoken(KokoroEngine(_FOLDER), [_SENTENCE])
    found = {"elapsed": elapsed, "worked": worked, "hurried": hurried, "megabytes": megabytes}
    print(json.dumps({**found, "load": os.getloadavg()[0], "cores": os.cpu_count()}))


def spoken(engine: KokoroEngine, text: Sequence[str]) -> tuple[float, float]:
    """Seconds that pass and that a processor works for a second of speech, the weights loaded."""
    engine.synthesise("chào", "default", 0.9)
    began, worked = time.perf_counter(), time.process_time()
    speeches = abreast(lambda sentence: engine.synthesise(sentence, "default", 0.9), text, engine.abreast)
    seconds = sum(speech.seconds for speech in speeches)
    return (time.perf_counter() - began) / seconds, (time.process_time() - worked) / seconds


def _most_memory() -> float:
    """The most this process held at once, megabytes."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1]) * 1024 / 1e6


if __name__ == "__main__":
    main()
