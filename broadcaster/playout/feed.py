"""Sound read ahead by one thread and taken by another, without a lock between them."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from typing import Protocol

from broadcaster.errors import BroadcasterError
from broadcaster.playout.sounds import Pace, Sound
from broadcaster.units import RATE, Samples

HASTE = 0.1
"""Seconds between two looks for a sound that has not arrived."""
SHARE = 6
"""Looks in the time that is read ahead: one that came as late as four others would still do."""


class Feed(Protocol):
    """What a line takes its frames from."""

    @property
    def over(self) -> bool:
        """Whether the last frame has been taken."""
        ...

    def take(self, frames: int, out: Samples | None) -> int:
        """Put up to `frames` frames into `out`; how many there were."""
        ...

    def close(self) -> None:
        """It will not be taken from again."""
        ...


class ReadFeed:
    """A sound that is read ahead: `fill` belongs to the reading thread, `take` to the playing one."""

    def __init__(self, sound: Sound, first: int, fault: Callable[[str], None]) -> None:
        self._blocks = sound.blocks(first)
        self._ahead = round(sound.ahead * RATE)
        self.pause = HASTE
        """Seconds until it wants to be filled again."""
        self._fault = fault
        self._ready: deque[Samples] = deque()
        self._given = 0  # frames read
        self._taken = 0  # frames played
        self._used = 0  # frames of the first ready block that are played
        self._missed = 0  # frames that were asked for in vain
        self._begun = False  # whether the sound was asked for its first block
        self._playing = False  # whether it was asked for frames, or is wanted at once
        self._read_out = False
        self._closed = False

    @property
    def over(self) -> bool:
        """Whether its last frame has been taken."""
        return self._read_out and self._taken >= self._given

    def fill(self, most: int | None = None) -> bool:
        """Read until enough lies ready, or `most` frames now; False: there is nothing more to read."""
        self._playing |= most is not None
        aim = self._taken + (self._ahead if most is None else most)
        self.pause = max(HASTE, self._ahead / RATE / SHARE)
        while not (self._closed or self._read_out) and self._given < aim:
            try:
                block = self._next()
            except BroadcasterError as error:
                self._fault(str(error))
                block = None
            if block is None:
                self._read_out = True
            elif not len(block):
                self.pause = HASTE
                break  # a stream that has not arrived: ask again
            else:
                self._ready.append(block)
                self._given += len(block)
        if self._closed:
            self._blocks.close()  # closes its file
        return not (self._closed or self._read_out)

    def take(self, frames: int, out: Samples | None) -> int:
        """Put up to `frames` frames into `out`; fewer where the reader is late or the sound is over."""
        done = 0
        while done < frames and self._ready:
            block = self._ready[0]
            part = block[self._used : self._used + frames - done]
            if out is not None:
                out[done : done + len(part)] = part
            done += len(part)
            self._used += len(part)
            if self._used >= len(block):
                self._ready.popleft()
                self._used = 0
        self._taken += done
        self._playing = True
        if not self._read_out:
            self._missed += frames - done
        return done

    def _next(self) -> Samples | None:
        """The sound's next block; None: it is over. A generator can be told something from its second ask on only."""
        try:
            if not self._begun:
                self._begun = True
                if len(block := next(self._blocks)):
                    return block
            return self._blocks.send(Pace(self._given - self._taken, self._missed) if self._playing else None)
        except StopIteration:
            return None

    def close(self) -> None:
        """Let the reading thread close the file."""
        self._closed = True


class CountedFeed:
    """Frames that are counted but not read: what a rehearsal plays."""

    def __init__(self, frames: int) -> None:
        self._left = frames

    @property
    def over(self) -> bool:
        """Whether its last frame has been taken."""
        return self._left <= 0

    def take(self, frames: int, out: Samples | None) -> int:  # noqa: ARG002 - nothing sounds
        """Count up to `frames` frames."""
        done = min(frames, self._left)
        self._left -= done
        return done

    def close(self) -> None:
        """Nothing is open."""


class Reader:
    """The thread that keeps the feeds of one output full."""

    def __init__(self, name: str) -> None:
        self._feeds: list[ReadFeed] = []
        self._wake = threading.Event()
        self._closing = False
        self._thread = threading.Thread(target=self._run, name=f"đọc {name}", daemon=True)
        self._thread.start()

    def add(self, feed: ReadFeed) -> None:
        """Keep `feed` full from now on."""
        self._feeds.append(feed)
        self._wake.set()

    def close(self) -> None:
        """Stop reading."""
        self._closing = True
        self._wake.set()
        self._thread.join(2.0)

    def _run(self) -> None:
        while not self._closing:
            self._wake.wait(min((feed.pause for feed in self._feeds), default=None))
            self._wake.clear()
            for feed in list(self._feeds):
                if not feed.fill():
                    self._feeds.remove(feed)
