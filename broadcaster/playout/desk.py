"""What every output shares: a line, the thread that reads ahead for it, and the evidence of what left it."""

from __future__ import annotations

import math
import threading
from collections.abc import Sequence

from broadcaster.clock import Clock
from broadcaster.playout.feed import CountedFeed, Reader, ReadFeed
from broadcaster.playout.line import Cue, Heard, Key, Line, Track
from broadcaster.playout.output import Note
from broadcaster.playout.sounds import BLOCK
from broadcaster.units import RATE

FARTHEST = 5.0
"""Seconds by which what was rendered may lie before its leaving; more means that the clock was set back since."""


class Desk:
    """Turns cues into tracks on a line. `counting`: nothing is read; `alone`: read by whoever renders, no thread."""

    def __init__(self, name: str, note: Note, clock: Clock, *, counting: bool = False, alone: bool = False) -> None:
        self.line = Line()
        self._note = note
        self._clock = clock
        self._counting = counting
        self._reader = None if counting or alone else Reader(name)
        self._tracks: dict[Key, Track] = {}
        self._order = set[Key]()  # what was armed last: all else is over
        self._halted = set[Key]()  # what must not be joined in the middle, until somebody says how it goes on
        self._lock = threading.Lock()

    def arm(self, cues: Sequence[Cue]) -> None:
        """Replace all that has not begun; a cue already known keeps its track, also when it is over."""
        with self._lock:
            if not (cues or self._tracks):
                return  # there was nothing before either: a line at rest is left alone
            self._order = {cue.key for cue in cues}
            self._halted &= self._order
            going = (cue for cue in cues if cue.key not in self._halted)
            tracks = {cue.key: self._known(cue) or self._track(cue, cue.first) for cue in going}
            sounding = self.line.sounding
            self._tracks = tracks | ({sounding.cue.key: sounding} if sounding else {})
            self.line.arm(tuple(tracks.values()))

    def plays(self, cue: Cue) -> bool:
        """Whether `cue` sounds already."""
        return self.sounding == cue.key

    @property
    def sounding(self) -> Key | None:
        """What sounds."""
        sounding = self.line.sounding
        return sounding.cue.key if sounding else None

    def break_in(self, cue: Cue, *, fades: bool = True) -> None:
        """Sound `cue` as soon as the next block is rendered; what it breaks off dies away if it `fades`."""
        self.put(self.ready(cue), fades=fades)

    def silence(self, *, fades: bool = True) -> None:
        """Sound nothing."""
        self.put(None, fades=fades)

    def ready(self, cue: Cue) -> Track:
        """A track of `cue`, its beginning read, for `put`."""
        return self._track(cue, cue.first, now=True)

    def put(self, track: Track | None, *, fades: bool) -> None:
        """Sound `track`, or nothing, as soon as the next block is rendered."""
        tracks = [track] if track else []
        with self._lock:
            self._tracks = {one.cue.key: one for one in tracks}
            self._order, self._halted = set(self._tracks), set()
            self.line.restart(tracks, fades=fades)

    def fill(self) -> None:
        """Read ahead here and now, where there is no thread for it."""
        for track in list(self._tracks.values()):
            if isinstance(track.feed, ReadFeed):
                track.feed.fill()

    def catch_up(self, now: float) -> None:
        """Put everything where it should be at `now`, after the device was away. Only while nothing renders.

        What must not be joined in the middle is silent until somebody breaks in with it.
        A clock that was set meanwhile, or a machine that slept, moves nothing: the order goes on where it was too.
        """
        with self._lock:
            self.line.obey()
            before = [self.line.sounding] if self.line.sounding else []
            known = (*before, *self.line.armed)
            tracks = [later for track in known if (later := self._later(track, now))]
            self._tracks = {track.cue.key: track for track in tracks}
            gone = {track.cue.key for track in known} - self._tracks.keys() - self._halted
            self.line.replace(tracks, gone)

    def heard(self, until: float) -> list[Heard]:
        """Take out the evidence of what had left by `until`; what is dated by a clock set back since has left too."""
        taken, heard = list[Heard](), self.line.heard
        while heard and not until < heard[0].wall + heard[0].frames / RATE <= until + FARTHEST:
            taken.append(heard.popleft())
        return taken

    def close(self) -> None:
        """Close every file."""
        self.silence()
        self.line.obey()
        if self._reader:
            self._reader.close()

    def _known(self, cue: Cue) -> Track | None:
        """The track of a cue that was armed before, at its new instant if that has changed; what broke in stands."""
        track = self._tracks.get(cue.key)
        if track is None or track.began is not None or track.cue is cue or track.cue.start is None:
            return track
        same = track.first == cue.first and track.cue.sound is cue.sound
        return self._dated(Track(cue, track.feed, track.first)) if same else None

    def _track(self, cue: Cue, first: int, *, now: bool = False) -> Track:
        if self._counting and cue.sound.frames is not None:
            return self._dated(Track(cue, CountedFeed(cue.sound.frames - first), first))
        feed = ReadFeed(cue.sound, first, lambda why: self._note("sound", why))
        if now:
            feed.fill(BLOCK // 2)
        if self._reader:
            self._reader.add(feed)
        return self._dated(Track(cue, feed, first))

    def _dated(self, track: Track) -> Track:
        """With the clock as it is now."""
        track.offset = self._offset()
        return track

    def _offset(self) -> float:
        return self._clock.timestamp() - self._clock.monotonic()

    def _later(self, track: Track, now: float) -> Track | None:
        """The same cue from where it should be by `now`; itself where it is still to come, None where it is over."""
        cue = track.cue
        since = track.began if track.began is not None else track.start
        if since is None:
            return track
        since += self._offset() - track.offset
        if since > now:
            return track
        track.feed.close()
        if cue.restarts:
            self._halted.add(cue.key)
        first, length = track.first + round((now - since) * RATE), cue.sound.frames
        if cue.key not in self._order or cue.restarts or (length is not None and first >= length):
            return None
        later = self._track(cue, first, now=True)
        later.start, later.latest = now, math.inf
        return later
