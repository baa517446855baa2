"""What the worker speaks with: engines made once, their memory, and the keys of what is made."""

from __future__ import annotations

from broadcaster.clock import Clock
from broadcaster.folder import StationFolder
from broadcaster.sound.keys import Keys
from broadcaster.sound.order import RenderOrder
from broadcaster.speech.cache import SpeechCache
from broadcaster.speech.chain import Chain
from broadcaster.speech.registry import Engines


class Studio:
    """The engines of one station and what they said before. A voice is loaded when it first speaks."""

    def __init__(self, folder: StationFolder, clock: Clock) -> None:
        self.engines = Engines(folder, clock)
        self.keys = Keys(self.engines, clock)
        self.cache = SpeechCache(folder.speech)
        self._chain = Chain((), self.cache, clock, folder.rests)

    def chain(self, order: RenderOrder, *, only: bool = False) -> Chain:
        """The engines of `order` and, unless `only` these may speak, the last resort. Raises SpeechError."""
        return self._chain.among(self.engines.links(order.engines, only=only))

    def rest(self, engine: str) -> None:
        """Ask `engine` no more for a while."""
        self._chain.rest(engine)
