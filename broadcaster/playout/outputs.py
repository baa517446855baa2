"""Every kind of output by the word that names it in config.yaml: one line each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from broadcaster.clock import Clock
from broadcaster.errors import OutputError
from broadcaster.playout.file import FileOutput
from broadcaster.playout.icecast import IcecastOutput
from broadcaster.playout.output import Note, Output
from broadcaster.playout.silent import SilentOutput
from broadcaster.playout.soundcard import SoundCard, why_no_portaudio

ON_AIR = "var/on-air"
"""Where a station without a sound card writes, from its own folder."""


def _soundcard(what: str, root: Path, clock: Clock, note: Note) -> Output:
    """The sound card; where the machine lacks what it takes, a file, and the word that it is so."""
    why = why_no_portaudio()
    if why is None:
        return SoundCard(clock, note, what or None)
    note("device", f"không ra loa được: {why}. Đài ghi tiếng vào {ON_AIR} thay vì ra loa")
    return FileOutput(root / ON_AIR, clock, note)


Make = Callable[[str, Path, Clock, Note], Output]
KINDS: dict[str, Make] = {
    "soundcard": _soundcard,
    "file": lambda what, root, clock, note: FileOutput(root / (what or ON_AIR), clock, note),
    "icecast": lambda what, _root, clock, note: IcecastOutput(f"icecast:{what}", clock, note),
    "silent": lambda _what, _root, clock, note: SilentOutput(clock, note),
}


def make_outputs(told: Sequence[str], root: Path, clock: Clock, note: Note) -> list[Output]:
    """The outputs that config.yaml names, `root` being the station's folder. Raises OutputError for an unknown word."""
    outputs = list[Output]()
    for one in told or ("soundcard",):
        kind, _, what = one.strip().partition(":")
        make = KINDS.get(kind.lower())
        if make is None:
            known = "soundcard, soundcard:TÊN, file:THƯ-MỤC, icecast://…"
            raise OutputError(f"không có đầu ra '{one}'; hãy viết một trong: {known}")
        outputs.append(make(what.strip(), root, clock, note))
    return outputs
