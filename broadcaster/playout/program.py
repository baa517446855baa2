"""Sound decoded by the ffmpeg program: any codec it knows, in a process of its own, so that nothing of it is ours."""

from __future__ import annotations

import contextlib
import subprocess
import threading
from collections import deque
from collections.abc import Callable, Iterator

import numpy as np

from broadcaster.errors import SoundError
from broadcaster.playout.offer import shown
from broadcaster.playout.source import TIMEOUT
from broadcaster.units import RATE, Samples

_WANTED = ["-f", "f32le", "-ac", "1", "-rematrix_maxval", "1.0", "-ar", str(RATE), "-"]
"""Mono as the mean of its channels: left to itself it adds them 3 dB louder, and a full stereo sound is clipped."""
_QUICK = ["-fflags", "nobuffer", "-analyzeduration", "500000"]
_NETWORK = ["-rw_timeout", str(int(TIMEOUT * 1e6))]


class Program:
    """One run of ffmpeg: over what `read` gives it, or over an address that it opens itself."""

    def __init__(self, program: str, url: str, read: Callable[[], bytes] | None = None) -> None:
        place = ["-i", "pipe:0"] if read else [*_NETWORK, "-i", url]
        self._process = subprocess.Popen(  # noqa: S603 - the officer's own address, handed over as one word
            [program, *([] if read else ["-nostdin"]), "-loglevel", "error", *_QUICK, *place, *_WANTED],
            stdin=subprocess.PIPE if read else subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        self._said = deque[str](maxlen=1)
        self._fault: Exception | None = None
        self._threads = [threading.Thread(target=self._listen, name="ffmpeg", daemon=True)]
        if read:
            self._threads.append(threading.Thread(target=self._pump, args=(read,), name="tiếp sóng", daemon=True))
        for thread in self._threads:
            thread.start()

    def decoded(self) -> Iterator[Samples]:
        """The sound, mono at `units.RATE`, as it arrives. Raises what stopped it, SoundError in ffmpeg's own words."""
        assert self._process.stdout
        while raw := self._process.stdout.read(RATE // 20 * 4):
            yield np.frombuffer(raw[: len(raw) // 4 * 4], np.float32)
        failed = self._process.wait()
        self._threads[0].join(TIMEOUT)
        if self._fault:
            raise self._fault
        if failed and self._said:
            raise SoundError(f"ffmpeg không đọc được luồng ({shown(self._said[0])})")

    def kill(self) -> None:
        """End it, from any thread."""
        self._process.kill()

    def close(self) -> None:
        """End it and leave nothing open."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdout, self._process.stderr):
            if pipe:
                pipe.close()

    def _pump(self, read: Callable[[], bytes]) -> None:
        pipe = self._process.stdin
        assert pipe
        try:
            while more := read():
                pipe.write(more)
                pipe.flush()
        except BrokenPipeError:
            pass  # it has ended, and says why
        except Exception as error:  # noqa: BLE001 - told by whoever decodes
            self._fault = error
        finally:
            with contextlib.suppress(OSError):
                pipe.close()

    def _listen(self) -> None:
        assert self._process.stderr
        with contextlib.suppress(ValueError, OSError):  # closed meanwhile
            for line in self._process.stderr:
                if told := line.decode("utf-8", "replace").strip().removeprefix("pipe:0: "):
                    self._said.append(told)
