"""The best voice that can speak now does; each one passed over leaves its reason."""

from __future__ import annotations

import copy
import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from broadcaster.clock import Clock
from broadcaster.errors import BusyError, SpeechError
from broadcaster.speech.abreast import abreast
from broadcaster.speech.cache import SpeechCache, speech_key
from broadcaster.speech.naming import DEFAULT, own_voice
from broadcaster.speech.rest import Rest
from broadcaster.speech.tidy import at_station_rate, tidy
from broadcaster.speech.types import Engine, Speech
from broadcaster.units import Samples, Seconds

_log = logging.getLogger(__name__)

NETWORK_BUDGET = Seconds(60.0)
NETWORK_BUDGET_A_LINE = Seconds(3.0)
"""How long a network voice may take over one text: a minute, or what well-paced questions take of a long one. Past it
the next voice speaks; what was said is kept, so that the next attempt begins where this one ended."""


@dataclass(frozen=True)
class Link:
    """One engine of the chain."""

    engine: Engine
    """What is asked while there is time."""
    at_air: Engine
    """What is asked when somebody waits at the loudspeaker: never the network. Mostly `engine` itself."""
    network: bool = False
    """Whether asking `engine` may need the network."""
    resort: bool = False
    """Whether nobody chose it: it speaks only where none that was chosen can, whatever voice is wanted."""


@dataclass(frozen=True)
class Line:
    """One sentence and who should say it."""

    text: str
    """Spoken form."""
    voice: str = DEFAULT
    """A voice's name or `default`."""


@dataclass(frozen=True, eq=False)
class Said:
    """Lines as one engine said them."""

    samples: tuple[Samples, ...]
    """One sound a line, at `units.RATE`."""
    engine: str
    """Who spoke."""
    why: tuple[str, ...]
    """Vietnamese sentences: why no better engine did; empty where the best one spoke."""


Between = Callable[[int, str], None]
"""Called with how many lines are said and who speaks, before there are more; whatever it raises ends the recital."""


class Chain:
    """Engines, best first, and the sentences they have said before."""

    def __init__(self, links: Sequence[Link], cache: SpeechCache, clock: Clock, rests: Path | None = None) -> None:
        """`rests`: where it is kept which engines failed, so that the next process knows."""
        self._links = tuple(links)
        self._cache = cache
        self._clock = clock
        self._rest = Rest(clock, rests)

    def among(self, links: Sequence[Link]) -> Chain:
        """The same memory and the same rests, asking `links` instead."""
        other = copy.copy(self)
        other._links = tuple(links)  # noqa: SLF001  -- of this very class
        return other

    def speak(self, text: str, voice: str, speed: float, *, hurry: bool = False, since: str | None = None) -> Said:
        """One sentence. `since` names the engine that began the text: no better one breaks in half-way."""
        return self.recite([Line(text, voice)], speed, hurry=hurry, since=since)

    def recite(
        self,
        lines: Sequence[Line],
        speed: float,
        *,
        hurry: bool = False,
        since: str | None = None,
        between: Between = lambda _said, _engine: None,
    ) -> Said:
        """All `lines` by one engine, so that no voice changes in the middle of a text.

        `hurry` asks no network. Raises SpeechError with every reason where no engine can.
        """
        why: list[str] = []
        for link, absent in self._in_turn(lines, since, hurry=hurry):
            reason = absent
            if absent is None:
                try:
                    samples = self._asked(link, lines, speed, between, hurry=hurry)
                except SpeechError as error:
                    reason = str(error)
                else:
                    return Said(
                        samples, link.engine.name, tuple(why + misvoiced(link.engine, {line.voice for line in lines}))
                    )
            why.append(f"{link.engine.name}: {reason}")
        raise SpeechError("không giọng đọc nào nói được: " + "; ".join(why))

    def _in_turn(self, lines: Sequence[Line], since: str | None, *, hurry: bool) -> Iterator[tuple[Link, str | None]]:
        """Each link and why it is not asked; at last those that rest are asked all the same, but for the network."""
        resting: list[Link] = []
        for link in self._ranked(lines, since):
            absent = link.engine.check()
            # what its service refuses just now says nothing of the sentences that are kept
            rests = None if hurry and link.network else self._rest.reason(link.engine.name)
            if rests and not absent and not link.network:
                resting.append(link)
            yield link, absent or rests
        for link in resting:
            yield link, None

    def _asked(
        self, link: Link, lines: Sequence[Line], speed: float, between: Between, *, hurry: bool
    ) -> tuple[Samples, ...]:
        """All `lines` by one engine; what comes of it is remembered. Raises SpeechError where it cannot."""
        engine = link.at_air if hurry else link.engine
        if link.network and not hurry:
            between = self._within_budget(len(lines), between)
        fresh: list[str] = []
        try:
            samples = tuple(self._lines(engine, lines, speed, between, fresh))
        except SpeechError as error:
            self._failed(link, error, hurry=hurry)
            raise
        if fresh and not (hurry and link.network):  # what was kept says nothing of how it is now
            self._rest.spoke(engine.name)
        return samples

    def _within_budget(self, count: int, between: Between) -> Between:
        """`between`, which ends the recital where it takes too long over `count` lines."""
        budget = max(NETWORK_BUDGET, count * NETWORK_BUDGET_A_LINE)
        until = self._clock.monotonic() + budget

        def asked(said: int, engine: str) -> None:
            between(said, engine)
            if self._clock.monotonic() > until:
                raise SpeechError(f"quá chậm: sau {budget:.0f} giây mới được {said} trong {count} câu")

        return asked

    def begins(self, lines: Sequence[Line], speed: float) -> str | None:
        """The best engine that has, or can make, all `lines` without the network; None where none can.

        Who speaks sentence by sentence asks this first, so that the text is not begun in a voice it cannot end in.
        """
        for link, reason in self._in_turn(lines, None, hurry=True):
            if reason is None and (not link.network or self._kept(link.at_air, lines, speed)):
                return link.engine.name
        return None

    def _kept(self, engine: Engine, lines: Sequence[Line], speed: float) -> bool:
        try:
            return all(self._line(engine, line, speed, []) for line in lines)
        except SpeechError:
            return False

    def rest(self, engine: str) -> None:
        """Ask `engine` no more for a while: it hung, or took the worker down with it."""
        self._rest.failed(engine, "làm hỏng hoặc làm treo bộ dựng âm thanh", patience=1)

    def _failed(self, link: Link, error: SpeechError, *, hurry: bool) -> None:
        """A network engine that had only its kept sentences to offer did not fail; the others did."""
        if hurry and link.network:
            return
        _log.warning("%s không đọc được: %s", link.engine.name, error)
        wait = error.seconds if isinstance(error, BusyError) else 0.0
        self._rest.failed(link.engine.name, str(error), 1 if link.network else 3, wait)

    def _ranked(self, lines: Sequence[Line], since: str | None) -> list[Link]:
        """The links from `since` on; of the chosen ones, those that have every wanted voice come first."""
        names = [link.engine.name for link in self._links]
        links = self._links[names.index(since) :] if since in names else self._links
        return ranked(links, {line.voice for line in lines})

    def _lines(
        self, engine: Engine, lines: Sequence[Line], speed: float, between: Between, fresh: list[str]
    ) -> Iterable[Samples]:
        """Each line; those that were not kept are put into `fresh`."""
        between(0, engine.name)
        with closing(abreast(lambda line: self._line(engine, line, speed, fresh), lines, engine.abreast)) as spoken:
            for said, speech in enumerate(spoken, 1):
                yield at_station_rate(speech)
                if said < len(lines):
                    between(said, engine.name)

    def _line(self, engine: Engine, line: Line, speed: float, fresh: list[str]) -> Speech:
        voice = own_voice(engine, line.voice) or DEFAULT
        key = speech_key(engine.name, engine.identity(voice), voice, speed, line.text)
        kept = self._cache.find(key)
        if kept is None:
            kept = self._cache.keep(key, tidy(engine.synthesise(line.text, voice, speed)))
            fresh.append(line.text)
        return kept


def ranked(links: Iterable[Link], voices: Iterable[str]) -> list[Link]:
    """`links` as they are asked: of the chosen ones, those that have every wanted voice come first."""
    wanted = frozenset(voices)
    return sorted(links, key=lambda link: (link.resort, bool(misvoiced(link.engine, wanted))))


def misvoiced(engine: Engine, voices: Iterable[str]) -> list[str]:
    """A sentence for each wanted voice that `engine` has not: it speaks with its own instead."""
    return [f"{engine.name}: không có giọng '{voice}'" for voice in sorted(voices) if own_voice(engine, voice) is None]


def identities(links: Iterable[Link], voices: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """(engine, identity) of all that may speak here: to the first that needs no network. Cheap; loads no voice.

    Part of a render's key, so that a better voice installed, or an engine changed, renders anew, and a worse one
    installed does not. The network being up or down is not part of it.
    """
    wanted = sorted(set(voices) | {DEFAULT})
    found: list[tuple[str, str]] = []
    for link in links:
        if link.engine.check() is not None:
            continue
        own = [own_voice(link.engine, voice) for voice in wanted]
        found += [(link.engine.name, link.engine.identity(voice)) for voice in own if voice]
        if not link.network and all(own):
            break
    return tuple(found)
