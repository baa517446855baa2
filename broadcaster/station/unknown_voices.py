"""Voices that a station asks for and has not: it speaks with its own, and the officer is told the nearest name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from broadcaster.clock import ManualClock
from broadcaster.errors import Mistake
from broadcaster.folder import StationFolder
from broadcaster.speech.naming import DEFAULT, DESCRIPTIONS, own_voice
from broadcaster.speech.registry import Engines
from broadcaster.speech.types import Engine
from broadcaster.written.spelling import closest, quoted

Wanted = tuple[str, int, str]
"""The file, the line, and what `voice:` says there."""

_LISTED = 12


def unknown_voices(
    folder: StationFolder, engines: Iterable[str], wanted: Iterable[Wanted], now: datetime
) -> Iterator[Mistake]:
    """One mistake each voice that none of `engines`, nor a last resort, has here."""
    links = Engines(folder, ManualClock(now)).links(engines)  # nobody is asked to speak: no time passes
    able = [link.engine for link in links]
    for file, line, voice in wanted:
        if voice != DEFAULT and all(own_voice(engine, voice) is None for engine in able):
            message = f"không có giọng {quoted(voice)} trên máy này nên giọng mặc định đọc thay"
            yield Mistake(file, line, 0, message, _hint(voice, able))


def _hint(voice: str, engines: Iterable[Engine]) -> str:
    names = [*DESCRIPTIONS, *(own.name for engine in engines for own in engine.voices())]
    if near := closest(voice, names):
        return f"ý bạn là '{near}'?"
    return f"chọn trong: {', '.join(dict.fromkeys(names[:_LISTED]))}; hoặc bỏ dòng này"
