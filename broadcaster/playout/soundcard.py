"""The sound card: one persistent callback stream, watched, and opened again when it is lost.

The buffer is long (0.2 s), so that a busy machine does not make it run dry, and yet an urgent page is heard in a few
milliseconds: the stream is aborted, which throws the buffer away, and started again with the page in front.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence

from broadcaster.clock import Clock
from broadcaster.errors import OutputError
from broadcaster.playout.desk import Desk
from broadcaster.playout.device import Device
from broadcaster.playout.line import Cue, Heard, Key, Track
from broadcaster.playout.met import Met
from broadcaster.playout.output import Health, Note
from broadcaster.units import RATE

LATENCY = 0.2
"""Seconds of sound that lie with the device."""
WATCH = 0.2
"""Seconds between two looks at a stream that has still to prove itself."""
STUCK = 0.8
"""Seconds without a block after which the device is taken to be dead. One that lives is looked at so long after each
block seen last, so that one that died is found out just then, and looking costs next to nothing."""
SOON = 0.05
"""Seconds between two looks at least."""
PATIENCE = (0.1, 0.3, 1.0, 2.0, 5.0, 10.0)
"""Seconds before each new try to open it; the last one again and again."""
FIRST = 2.0
"""Seconds the station waits for a device that hangs, at its start and at its end."""
PROOF = 0.5
"""Seconds beyond its own buffer that a device which came back must take before it is believed."""
FAST = 3.0
"""A device that takes frames so many times too fast throws them away."""


class SoundCard:
    """An output over PortAudio; `device` is a part of its name, or None for the system's own choice."""

    live = True

    def __init__(
        self, clock: Clock, note: Note, device: str | None = None, latency: float = LATENCY, met: Met | None = None
    ) -> None:
        """`met`: the devices that the station knows."""
        self.name = f"soundcard:{device}" if device else "soundcard"
        self._clock = clock
        self._note = note
        self._device_name = device
        self._latency = latency
        self._desk = Desk(self.name, note, clock)
        self._device: Device | None = None
        self._lock = threading.RLock()  # held while the device is started, restarted or closed, never while opened
        self._met = met or Met()
        self._why = "chưa mở thiết bị âm thanh"
        self._opened = 0
        self._proven = False
        self._until = 0.0  # what was to leave later than this has not left
        self._tries = 0  # since it was lost
        self._underruns = 0
        self._pace = _Pace()
        self._tried = threading.Event()
        self._closing = threading.Event()
        self._watcher: threading.Thread | None = None

    def open(self) -> None:
        """Open the device and watch it from now on. One that is not there is tried again and again.

        Returns when it was tried once, or hangs: the station does not wait for that.
        """
        self._watcher = threading.Thread(target=self._watch, name="canh thiết bị âm thanh", daemon=True)
        self._watcher.start()
        self._tried.wait(FIRST)

    def arm(self, cues: Sequence[Cue]) -> None:
        """Replace all that has not begun."""
        self._desk.arm(cues)

    def break_in(self, cue: Cue) -> None:
        """Throw away what lies with the device and sound `cue`, unless that sounds already."""
        if not self._desk.plays(cue):
            self._restart(self._desk.ready(cue))

    def silence(self) -> None:
        """Throw away what lies with the device."""
        self._restart(None)

    @property
    def sounding(self) -> Key | None:
        """What it sounds."""
        return self._desk.sounding

    def heard(self) -> list[Heard]:
        """Tell what has left the device: no more than it had time for when it last asked for sound."""
        device = self._device
        if device:
            self._until = device.asked
        return self._desk.heard(self._until)

    def set_gain(self, gain: float) -> None:
        """Make all that sounds from now on as loud as this factor, 0 to 1, says; it outlives the loss of the device."""
        self._desk.line.gain = gain

    def health(self) -> Health:
        """Tell how the device is."""
        device = self._device
        underruns = self._underruns + (device.underruns if device else 0)
        ok = device is not None and self._proven
        return Health(self.name, ok, self._why, underruns, self._opened, self._opened > 0 or self.name in self._met)

    def close(self) -> None:
        """Close the device and end the threads."""
        self._closing.set()
        if self._watcher:
            self._watcher.join(FIRST)
        with self._lock:
            self._give_up("đài đã dừng")
        self._desk.close()

    def _restart(self, track: Track | None) -> None:
        """Throw away what lies with the device and sound `track`, or nothing, from the first block after that.

        A block that is asked for before goes with the rest, so the line must not know of `track` until then.
        """
        with self._lock:
            now, done = self._clock.timestamp(), threading.Event()

            def between() -> None:
                self._desk.line.forget_after(now)
                self._desk.put(track, fades=False)  # the sound it would fade is gone
                done.set()

            try:
                if self._device:
                    self._device.restart(between)
            except OutputError as error:
                self._lose(str(error))
            if not done.is_set():
                self._desk.put(track, fades=False)

    def _try_to_open(self) -> None:
        """Open the device. That may take as long as a sound server hangs; nobody waits for it meanwhile."""
        self._tries += 1
        try:
            device = Device(
                self._device_name, self._latency, self._clock, self._desk.line, again=self._opened + self._tries > 1
            )
        except OutputError as error:
            self._report(f"không mở được thiết bị âm thanh: {error}")
            return
        with self._lock:
            if self._closing.is_set():
                device.close()
            else:
                self._begin(device)

    def _begin(self, device: Device) -> None:
        """Sound, over `device`, what should sound by now."""
        self._desk.catch_up(self._clock.timestamp() + self._latency)
        self._device, self._pace = device, _Pace()
        try:
            device.start()
        except OutputError as error:
            self._report(f"không mở được thiết bị âm thanh: {error}")
            self._give_up(self._why)
            return
        if not self._opened:
            self._prove()

    def _prove(self) -> None:
        """Sound gets out."""
        self._opened += 1
        self._proven, self._tries, self._why = True, 0, ""
        if self._opened > 1:
            self._note("device", "thiết bị âm thanh đã phát lại được")

    def _report(self, why: str) -> None:
        """Say a fault once, not at every try."""
        if why != self._why:
            self._note("device", why)
        self._why = why

    def _watch(self) -> None:
        self._try_to_open()
        self._tried.set()
        while not self._closing.wait(self._pause()):
            if self._opened:
                self._met.add(self.name)  # by this thread, which nobody waits for as it writes
            if self._device is None:
                self._try_to_open()
            else:
                self._look()

    def _look(self) -> None:
        """See whether the device lives. Never while it is emptied: then it stands still, and is well."""
        with self._lock:
            device = self._device
            if device is None:
                return
            if not self._proven and device.frames > (self._latency + PROOF) * RATE:
                self._prove()
            if why := device.fault() or self._pace.fault(device.frames, device.moved, self._clock.monotonic()):
                self._lose(why)

    def _pause(self) -> float:
        device = self._device
        if device and self._proven:
            return max(SOON, device.moved + STUCK - self._clock.monotonic())
        if device:
            return WATCH
        return PATIENCE[min(self._tries, len(PATIENCE) - 1)]

    def _lose(self, why: str) -> None:
        if self._proven:
            self._report(f"mất tiếng: {why}")
        self._give_up(self._why)

    def _give_up(self, why: str) -> None:
        device, self._device, self._why, self._proven = self._device, None, why, False
        if device:
            self._until = device.asked
            self._underruns += device.underruns
            device.close()
            self._desk.line.forget_after(self._until)


class _Pace:
    """Whether the device takes frames as fast as time goes: neither standing still nor throwing them away. Pure."""

    def __init__(self) -> None:
        self._mark: tuple[float, int] | None = None

    def fault(self, frames: int, moved: float, now: float) -> str:
        """Why the device is taken to be dead, which asked for `frames` so far, the last at `moved`; empty: it lives."""
        if now - moved >= STUCK:
            return "thiết bị báo đang phát nhưng tiếng không chạy"
        mark = self._mark = self._mark or (now, frames)
        if now - mark[0] < 1.0:
            return ""
        self._mark = (now, frames)
        too_fast = (frames - mark[1]) / RATE > FAST * (now - mark[0])
        return "thiết bị nuốt tiếng nhanh hơn thời gian thật, không có loa nào sau nó" if too_fast else ""
