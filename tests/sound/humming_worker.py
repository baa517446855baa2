"""The real worker with engines that hum: `hum` dies or hangs at certain words, `spare` never does."""

from __future__ import annotations

import os
import resource
import signal
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


def die_at_step(step: int) -> None:
    """Let the power go just before the step-th time that a file is opened for writing, moved or removed."""
    steps = iter(range(step))

    def count(event: str, told: tuple[object, ...]) -> None:
        writes = event == "open" and isinstance(told[2], int) and told[2] & os.O_CREAT
        if (writes or event in ("os.rename", "os.remove")) and next(steps, None) is None:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(count)


def die_past(size: int) -> None:
    """Let the power go in the middle of a write: once a file has `size` bytes."""
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


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
    for argument, obey in (("--die-at-step=", die_at_step), ("--die-past=", die_past)):
        for given in [each for each in sys.argv if each.startswith(argument)]:
            obey(int(given.removeprefix(argument)))
            sys.argv.remove(given)
    sys.argv = [argument for argument in sys.argv if argument != "--fleeting"]
    worker.main()
