"""The real worker with engines that hum: `hum` dies or hangs at certain words, `spare` never does."""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path

from broadcaster.sound import worker
from broadcaster.speech import registry
from broadcaster.speech.chain import Link
from broadcaster.speech.fake import HummingEngine
from broadcaster.speech.types import Speech


class FragileEngine(HummingEngine):
    """Takes the whole process with it at the word CHẾT, hangs at TREO, and is slow at CHẬM."""

    def synthesise(self, spoken: str, voice: str, speed: float) -> Speech:
        """Hum, or worse."""
        if "CHẾT" in spoken:
            os._exit(9)
        if "TREO" in spoken:
            threading.Event().wait()
        if "CHẬM" in spoken:
            threading.Event().wait(0.3)
        return super().synthesise(spoken, voice, speed)


def _link(engine: HummingEngine) -> Link:
    return Link(engine, engine)


registry.ENGINES.clear()
registry.ENGINES["hum"] = lambda _folder, _clock: _link(FragileEngine("hum"))
registry.ENGINES["spare"] = lambda _folder, _clock: _link(HummingEngine("spare", version="2"))
registry.LAST_RESORT = ()

if __name__ == "__main__":
    if "--fleeting" in sys.argv and not Path("gone").exists():
        Path("gone").touch()
        sys.stdout.write(sys.stdin.readline() and '{"id": 0, "event": "alive"}\n')
        sys.exit(0)
    if "--raving" in sys.argv:
        sys.stdout.write('rubbish\n[1]\n{"id": 1}\n{"id": 1, "event": "piece"}\n')
        sys.stdout.flush()
        sys.stdin.read()
    if "--stillborn" in sys.argv:
        sys.exit("không khởi động được")
    sys.argv = [argument for argument in sys.argv if argument != "--fleeting"]
    worker.main()
