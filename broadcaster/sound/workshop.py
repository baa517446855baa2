"""The station's side of the worker: orders go in, finished sounds come out, whatever befalls the worker.

The voice and its hundreds of megabytes live in the worker process only; it is started when there is work, ends by
itself when there is none, and is replaced when it crashes or hangs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from broadcaster.clock import Clock
from broadcaster.errors import BroadcasterError, SoundError
from broadcaster.folder import StationFolder
from broadcaster.sound.foreman import Foreman
from broadcaster.sound.keys import Keys, contents_of
from broadcaster.sound.order import RenderOrder, order_json
from broadcaster.sound.process import worker_command
from broadcaster.sound.proof import Proof
from broadcaster.sound.rendered import Rendered, find_render, forget_render
from broadcaster.sound.renewal import Renewal
from broadcaster.speech.registry import Engines, EngineState, states
from broadcaster.speech.rest import troubles
from broadcaster.units import Seconds

Ticket = int
"""Names a request, to cancel it."""
DONE = 0
"""The ticket of what was there already."""

DEADLINE = Seconds(120.0)
"""A worker that has work and says nothing for so long hangs."""
AFTER_ALL = float("inf")
"""When a render is due that nobody waits for."""
URGENT_DEADLINE = Seconds(40.0)
"""The same while somebody waits at the loudspeaker."""


class Workshop:
    """Every method may be called from any thread; none waits for the worker. Callbacks come from a thread of its own.

    `clock` must be the machine's: hung workers are noticed by its monotonic time.
    """

    def __init__(self, folder: StationFolder, clock: Clock, command: Sequence[str] | None = None) -> None:
        self._folder = folder
        self._clock = clock
        self._engines = Engines(folder, clock)
        self._keys = Keys(self._engines, clock)
        self._foreman = Foreman(folder, clock, command or worker_command(folder), DEADLINE, URGENT_DEADLINE)
        self._proof = Proof()
        self._renewal = Renewal(
            folder.renders,
            self._keys,
            clock,
            lambda key, told, heard: self._foreman.ask("render", told, heard, AFTER_ALL, key),
        )

    def find(self, order: RenderOrder) -> Rendered | None:
        """The finished sound of `order`, where it is there. Cheap: asked each beat. Raises BroadcasterError.

        Where a better voice was without network when it was made, that one is tried again, now and then.
        """
        key = self._keys.of(order)
        found = find_render(self._folder.renders, key)
        return self._renewal.best(order, key, found) if found else None

    def broken(self, rendered: Rendered) -> bool:
        """Whether a finished sound is found to be spoiled; it is then forgotten, and made anew for who asks. Quick."""
        broken = self._proof.broken(rendered)
        if broken:
            forget_render(rendered.path)
        return broken

    def request(
        self,
        order: RenderOrder,
        due: float,
        done: Callable[[Rendered | BroadcasterError], None],
        progress: Callable[[float], None] = lambda _part: None,
    ) -> Ticket:
        """Have `order` made; the smallest `due` first. `done` is told once: the sound, or why there is none.

        What is there is told at once, by this very call. The same order asked for twice is made once. Raises
        BroadcasterError where the order names no known engine.
        """
        return self._requested(order, due, done, progress, {"contents": contents_of(order)})

    def _requested(
        self,
        order: RenderOrder,
        due: float,
        done: Callable[[Rendered | BroadcasterError], None],
        progress: Callable[[float], None],
        more: Mapping[str, Any],
    ) -> Ticket:
        key = self._keys.of(order)
        if found := self.find(order):
            done(found)
            return DONE

        def heard(event: Mapping[str, Any]) -> None:
            if event["event"] == "alive":
                progress(float(event["part"]))
            elif event.get(
                "changed"
            ):  # asked anew; if a file is never at rest, what comes of it is better than nothing
                self._requested(order, due, done, progress, {})
            else:
                done(self._finished(key) if event["event"] == "done" else BroadcasterError(str(event["why"])))

        return self._foreman.ask("render", {"key": key, "order": order_json(order), **more}, heard, due, key)

    def speak(
        self,
        order: RenderOrder,
        each: Callable[[Rendered], None],
        done: Callable[[BroadcasterError | None], None],
    ) -> Ticket:
        """Have `order` made ahead of everything, without the network; `each` is told every piece once it is ready.

        Pieces are sentences, recordings and sounds, in order, with nothing around them but their own pauses; played
        end to end they are the announcement. `done` is told once: None, or why the rest is missing.
        """
        ready = self._ready(order)
        if ready is not None:
            for rendered in ready:
                each(rendered)
            done(None)
            return DONE

        def heard(event: Mapping[str, Any]) -> None:
            if event["event"] == "piece":
                found = find_render(Path(str(event["folder"])), str(event["key"]))
                if found:
                    each(found)
            elif event["event"] != "alive":
                done(None if event["event"] == "done" else BroadcasterError(str(event["why"])))

        return self._foreman.ask("speak", {"order": order_json(order)}, heard)

    def facts(
        self, path: Path, done: Callable[[Mapping[str, Any] | BroadcasterError], None], to: Path | None = None
    ) -> Ticket:
        """Look into a sound file; `done` is told what ails it, or what it holds. Its sound is then in `to` (.flac) too.

        That is `seconds`, `lufs` and `true_peak_dbtp` (None for silence), `clipped`, and `peaks` to draw it with.
        """

        def heard(event: Mapping[str, Any]) -> None:
            if event["event"] != "alive":
                done(event["facts"] if event["event"] == "done" else SoundError(str(event["why"])))

        told = {"path": str(path)} | ({"to": str(to)} if to else {})
        return self._foreman.ask("facts", told, heard)

    def voices(self, engines: Sequence[str], voice: str) -> list[EngineState]:
        """Each of `engines` and the last resort, and why it does not speak; the first that can say `voice`, does.

        One that failed when it was asked last cannot.
        """
        return states(self._engines.links(engines), voice, troubles(self._folder.rests, self._clock.timestamp()))

    def cancel(self, ticket: Ticket) -> None:
        """What was asked under `ticket` is wanted no more; its `done` is told so. Unknown tickets do nothing."""
        self._foreman.cancel(ticket)

    def close(self) -> None:
        """Stop the worker; what is still open is told so. Waits at most two seconds."""
        self._proof.close()
        self._foreman.close()

    def _ready(self, order: RenderOrder) -> list[Rendered] | None:
        """All pieces of `order`, where they are there and in one voice."""
        found = [self.find(piece) for piece in order.in_pieces()]
        whole = [rendered for rendered in found if rendered]
        return whole if len(whole) == len(found) and len({r.engine for r in whole if r.engine}) <= 1 else None

    def _finished(self, key: str) -> Rendered | BroadcasterError:
        return find_render(self._folder.renders, key) or SoundError("bản vừa dựng không còn trên đĩa")
