"""The key of an order on this machine: what its files hold and which engines are here."""

from __future__ import annotations

import functools
import hashlib
from pathlib import Path

from broadcaster.clock import Clock
from broadcaster.sound.order import RenderOrder, order_key
from broadcaster.speech.cache import MAKING
from broadcaster.speech.chain import identities, ranked
from broadcaster.speech.registry import Engines
from broadcaster.units import Seconds

Identities = tuple[tuple[str, str], ...]
Asked = tuple[tuple[str, ...], frozenset[str]]
"""The engines an order names and the voices it wants."""

FRESH = Seconds(30.0)
"""How soon a voice that was dropped in or taken away counts."""
_BLOCK = 1 << 20


class Keys:
    """Keys of orders in one station. Cheap enough to ask each beat: a file is read anew only when it changed.

    Which engines are here is looked up once in `FRESH` seconds of `clock`.
    """

    def __init__(self, engines: Engines, clock: Clock) -> None:
        self._engines = engines
        self._clock = clock
        self._seen: dict[Asked, tuple[float, Identities]] = {}
        self._before: dict[tuple[Asked, str], tuple[float, tuple[str, ...]]] = {}

    def of(self, order: RenderOrder) -> str:
        """The key of `order`. Raises SpeechError where it names an engine that does not exist."""
        return _key(order, tuple(contents_of(order).items()), self._identities(order))

    def better(self, order: RenderOrder, engine: str) -> tuple[str, ...]:
        """The engines that are here and would have been asked for `order` before `engine`, best first."""
        asked: Asked = (order.engines, order.voices())
        now = self._clock.monotonic()
        until, found = self._before.get((asked, engine), (float("-inf"), ()))
        if now >= until:
            links = ranked(self._engines.links(order.engines), order.voices())
            names = [link.engine.name for link in links]
            before = links[: names.index(engine)] if engine in names else []
            found = tuple(link.engine.name for link in before if link.engine.check() is None)
            self._before[asked, engine] = (now + FRESH, found)
        return found

    def _identities(self, order: RenderOrder) -> Identities:
        asked: Asked = (order.engines, order.voices())
        now = self._clock.monotonic()
        until, found = self._seen.get(asked, (float("-inf"), ()))
        if now >= until:
            found = identities(self._engines.links(order.engines), order.voices())
            self._seen[asked] = (now + FRESH, found)
        return found


@functools.lru_cache(maxsize=256)
def _key(order: RenderOrder, contents: tuple[tuple[str, str], ...], engines: Identities) -> str:
    return order_key(order, dict(contents), engines, mixing())


def contents_of(order: RenderOrder) -> dict[str, str]:
    """The hash of what each file of `order` holds, by its path; part of its key."""
    return {path: content_of(Path(path)) for path in sorted(order.paths())}


def content_of(path: Path) -> str:
    """The hash of what `path` holds; empty where it cannot be read."""
    try:
        stat = path.stat()
        return _content(path, stat.st_mtime_ns, stat.st_size)
    except OSError:
        return ""


@functools.lru_cache(maxsize=512)
def _content(path: Path, _changed: int, _size: int) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()[:40]


@functools.cache
def mixing() -> str:
    """The hash of this room's own code: a program that treats sound otherwise makes its sounds anew."""
    digest = hashlib.sha256(str(MAKING).encode())
    for source in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(source.read_bytes())
    return digest.hexdigest()[:16]
