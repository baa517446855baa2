"""Which engines there are: one line each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from broadcaster.clock import Clock
from broadcaster.errors import SpeechError
from broadcaster.folder import StationFolder
from broadcaster.speech.chain import Link, ranked
from broadcaster.speech.espeak import espeak
from broadcaster.speech.google.engine import google
from broadcaster.speech.kokoro.engine import KokoroEngine
from broadcaster.speech.naming import DEFAULT
from broadcaster.speech.piper.engine import piper
from broadcaster.speech.types import Engine, Voice

Make = Callable[[StationFolder, Clock], Link]


def _own(engine: Engine) -> Link:
    """A link of an engine that needs no network: the same one is asked at any time."""
    return Link(engine, engine)


ENGINES: dict[str, Make] = {
    "piper": lambda folder, _clock: _own(piper(folder.voices)),
    "gtts": lambda folder, clock: Link(*google(folder.speech / "gtts", clock), network=True),
    "kokoro": lambda folder, _clock: _own(KokoroEngine(folder.var / "kokoro")),
    "espeak": lambda _folder, _clock: _own(espeak()),
}
"""By the name `engines:` in `config.yaml` calls them. Making one is cheap: voices are loaded when they first speak."""

LAST_RESORT: tuple[str, ...] = ("kokoro", "espeak")
"""Asked after all those the station names, so that a broken choice never silences it."""


class Engines:
    """The engines of one station, each made once: a voice loaded is some hundred megabytes."""

    def __init__(self, folder: StationFolder, clock: Clock) -> None:
        self._folder = folder
        self._clock = clock
        self._made: dict[str, Link] = {}

    def links(self, names: Iterable[str], *, only: bool = False) -> list[Link]:
        """The links of `names` in their order, and then the last resort unless `only` these may speak.

        Raises SpeechError where a name is no engine's.
        """
        chosen = [self._link(name) for name in dict.fromkeys(names)]
        return chosen + [
            replace(self._link(name), resort=True)
            for name in LAST_RESORT
            if not only and name not in {link.engine.name for link in chosen}
        ]

    def _link(self, name: str) -> Link:
        if name not in ENGINES:
            raise SpeechError(f"không có bộ đọc tên '{name}'; chọn trong: {', '.join(ENGINES)}")
        if name not in self._made:
            self._made[name] = ENGINES[name](self._folder, self._clock)
        return self._made[name]


@dataclass(frozen=True)
class EngineState:
    """What `status`, `doctor` and the panel say of one engine."""

    name: str
    """As `engines:` calls it."""
    voices: tuple[Voice, ...]
    """Its voices here."""
    why_not: str | None
    """None where it can speak, else why not and what to do, in Vietnamese."""
    network: bool = False
    """Whether it needs the network for what it was not asked before: it then speaks only while preparing."""


LISTED = 8
"""Voices of an engine that are named one by one."""


def _instead(voices: Sequence[Voice]) -> str:
    names = [voice.name for voice in voices[:LISTED]] + (["…"] if len(voices) > LISTED else [])
    return f"; có: {', '.join(names)}" if names else ""


def states(
    links: Sequence[Link], voice: str = DEFAULT, troubles: Mapping[str, str] = MappingProxyType({})
) -> list[EngineState]:
    """Each engine and whether it speaks here, best first; the first without `why_not` is the one that does.

    `voice` is what is wanted: a better engine that has no such voice is passed over where a chosen one has it.
    `troubles` is why an engine failed when it was asked last (`speech.rest.troubles`).
    """
    absent = {link.engine.name: link.engine.check() or troubles.get(link.engine.name) for link in links}
    speaker = next((link for link in ranked(links, [voice]) if absent[link.engine.name] is None), None)
    told, passed_over = list[EngineState](), speaker is not None
    for link in links:
        passed_over = passed_over and link is not speaker
        why_not = absent[link.engine.name]
        if why_not is None and passed_over:
            why_not = f"không có giọng '{voice}'" + _instead(link.engine.voices())
        told.append(EngineState(link.engine.name, tuple(link.engine.voices()), why_not, link.network))
    return told
