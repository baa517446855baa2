"""Ogg (Vorbis, Opus) as it arrives: libsndfile reads it from a pipe, never going back.

A station begins a new stream at each title, chained to the one before (RFC 3533, 4), and libsndfile reads one only: so
each link of the chain has a pipe and a decoder of its own.
"""

from __future__ import annotations

import http.client
import os
import threading
from collections.abc import Callable, Iterator
from itertools import groupby
from operator import itemgetter

import numpy as np
import soundfile

from broadcaster.errors import SoundError
from broadcaster.playout.sounds import resampler
from broadcaster.units import Samples

KINDS = frozenset({"application/ogg", "audio/ogg", "audio/opus", "audio/vorbis"})
"""Content types it is asked for."""
SHARE = 10
"""Of a second that is decoded at a time."""
HEADER = 27
"""Bytes of a page before its table of segments."""
LOST = 1 << 17
"""Bytes without a page after which it is no Ogg: a page has 65,307 at most."""
_FIRST = 2
"""The mark of a page that begins a stream."""


def pages(read: Callable[[], bytes]) -> Iterator[bytes]:
    """Cut a stream into its pages (RFC 3533, 6); rubbish between them is passed over. Raises SoundError without any."""
    waiting, found = b"", False
    while more := read():
        waiting += more
        while page := _first_page(waiting):
            begins, ends = page
            found = True
            yield waiting[begins:ends]
            waiting = waiting[ends:]
        if len(waiting) > LOST:
            break
    if not found or len(waiting) > LOST:
        raise SoundError("luồng không phải Ogg")


def _first_page(waiting: bytes) -> tuple[int, int] | None:
    """Where the first page begins and ends; None: it has not all arrived."""
    begins = waiting.find(b"OggS")
    if begins < 0 or len(waiting) < begins + HEADER:
        return None
    body = begins + HEADER + waiting[begins + HEADER - 1]
    if len(waiting) < body:
        return None
    ends = body + sum(waiting[begins + HEADER : body])
    return (begins, ends) if len(waiting) >= ends else None


def links(found: Iterator[bytes]) -> Iterator[Iterator[bytes]]:
    """The pages of each stream of a chain; one must be read to its end before the next."""

    def numbered() -> Iterator[tuple[int, bytes]]:
        link, beginning = 0, True
        for page in found:
            first = bool(page[5] & _FIRST)
            link += first and not beginning  # several that begin together sound together
            beginning = first
            yield link, page

    for _, link in groupby(numbered(), key=itemgetter(0)):
        yield (page for _, page in link)


def decoded(read: Callable[[], bytes]) -> Iterator[Samples]:
    """A stream's sound, mono at `units.RATE`, as it arrives. Raises SoundError where it cannot be read."""
    for link in links(pages(read)):
        yield from _link_decoded(link)


class _Pump:
    """Carries pages into the pipe, on a thread of its own: the decoder waits at the other end."""

    def __init__(self, link: Iterator[bytes], into: int) -> None:
        self.fault: Exception | None = None
        self._link = link
        self._into = into
        self._thread = threading.Thread(target=self._run, name="tiếp sóng Ogg", daemon=True)
        self._thread.start()

    def settle(self) -> None:
        """Wait until it is through. Raises what went wrong."""
        self._thread.join()
        if self.fault:
            raise self.fault

    def _run(self) -> None:
        try:
            for page in self._link:
                more = page
                while more:
                    more = more[os.write(self._into, more) :]
        except BrokenPipeError:
            return  # nobody listens any more
        except (OSError, ValueError, http.client.HTTPException, SoundError) as error:
            self.fault = error
        finally:
            os.close(self._into)


def _link_decoded(link: Iterator[bytes]) -> Iterator[Samples]:
    out, into = os.pipe()
    pump = _Pump(link, into)
    try:
        with soundfile.SoundFile(out, closefd=False) as file:
            resample = resampler(file.samplerate)
            while len(block := file.read(file.samplerate // SHARE, dtype="float32", always_2d=True)):
                yield resample(block.mean(axis=1, dtype=np.float32))
    except soundfile.SoundFileError as error:
        raise pump.fault or SoundError("luồng không phải Ogg") from error
    finally:
        os.close(out)
    pump.settle()
