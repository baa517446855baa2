"""Everything that makes sounds, in the process that calls: the worker's, or that of `say` and `render`."""

from __future__ import annotations

from collections.abc import Callable

from broadcaster.clock import Clock
from broadcaster.folder import StationFolder
from broadcaster.sound.keys import Keys
from broadcaster.sound.order import RenderOrder
from broadcaster.sound.pieces import Mixed
from broadcaster.sound.render import make
from broadcaster.speech.cache import SpeechCache
from broadcaster.speech.chain import Chain
from broadcaster.speech.registry import Engines


class Studio:
    """The engines of one station, what they said before, and the mixing desk. Loads a voice when one first speaks."""

    def __init__(self, folder: StationFolder, clock: Clock) -> None:
        self.engines = Engines(folder, clock)
        self.keys = Keys(self.engines, clock)
        self.cache = SpeechCache(folder.speech)
        self._chain = Chain((), self.cache, clock)

    def chain(self, order: RenderOrder, *, only: bool = False) -> Chain:
        """The engines of `order` and, unless `only` these may speak, the last resort. Raises SpeechError."""
        return self._chain.among(self.engines.links(order.engines, only=only))

    def rest(self, engine: str) -> None:
        """Ask `engine` no more for a while."""
        self._chain.rest(engine)

    def make(
        self, order: RenderOrder, progress: Callable[[float], None] = lambda _part: None, *, only: bool = False
    ) -> tuple[Mixed, str, tuple[str, ...]]:
        """The finished sound of `order`, who spoke, and what is not as ordered (Vietnamese sentences).

        With `only`, no engine but those `order` names may speak. Raises BroadcasterError.
        """
        return make(order, self.chain(order, only=only), lambda part, _engine: progress(part))
