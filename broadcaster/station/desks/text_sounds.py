"""Texts heard at a page by the voice that will air them: made in their turn by the worker, told as far as they are."""

from __future__ import annotations

import re
import threading
from collections import OrderedDict
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from broadcaster.errors import BroadcasterError
from broadcaster.sound.order import RenderOrder, SpeechPart
from broadcaster.sound.rendered import Rendered, sound_path
from broadcaster.station.door import UnknownNameError
from broadcaster.station.planning import HASTY
from broadcaster.station.station import Station
from broadcaster.text.script import Script
from broadcaster.units import RATE

KEPT = 64
"""Sounds remembered at once, by their names."""
_NAME = re.compile(r"[\w-]{1,80}")


@dataclass
class _Making:
    """A sound that was asked for."""

    part: float = 0.0
    trouble: str = ""


class TextSounds:
    """Has texts spoken for pages; any thread may ask, none waits."""

    def __init__(self, station: Station) -> None:
        self._station = station
        self._lock = threading.Lock()
        self._making: OrderedDict[RenderOrder, _Making] = OrderedDict()
        self._made: OrderedDict[str, Path] = OrderedDict()

    def hear(self, script: Script | None, body: str, values: dict[str, str]) -> dict[str, Any]:
        """The sound of `body` in the voice of `script`; raises BroadcasterError where it cannot be spoken."""
        order = self._order(script, body, values)
        found = self._station.atelier.find(order)
        return self._told(found) if found else self._asked(order)

    def file(self, sound: str) -> Path:
        """Where a sound lies; raises UnknownNameError."""
        with self._lock:
            path = self._made.get(sound)
        path = path or (sound_path(self._station.folder.renders, sound) if _NAME.fullmatch(sound) else None)
        if path is None or not path.is_file():
            raise UnknownNameError("tiếng này không còn; hãy bấm Nghe lại")
        return path

    def _order(self, script: Script | None, body: str, values: dict[str, str]) -> RenderOrder:
        composer = self._station.files.book.composer
        if script is not None and body == script.body:
            [order] = composer.script(script, values, chime=False).orders()
            return order
        wording = self._station.files.book.wording
        text = wording.written(_bare(body), values)
        order = composer.words("bài", text)
        if script is None:
            return order
        spoken = (part for part in order.parts if isinstance(part, SpeechPart))
        return replace(order, parts=tuple(replace(part, voice=script.voice) for part in spoken))

    def _told(self, made: Rendered) -> dict[str, Any]:
        with self._lock:
            self._made[made.key] = made.path
            while len(self._made) > KEPT:
                self._made.popitem(last=False)
        starts = [round(mark.frame / RATE, 2) for mark in made.marks if mark.sentence is not None]
        return {
            "ready": True,
            "part": 1.0,
            "sound": made.key,
            "seconds": round(made.seconds, 1),
            "starts": starts,
            "why": "; ".join(made.why),
        }

    def _asked(self, order: RenderOrder) -> dict[str, Any]:
        with self._lock:
            making = self._making.get(order)
            if making is not None and making.trouble:
                del self._making[order]
                raise BroadcasterError(f"chưa đọc được bài này: {making.trouble}")
            fresh = making is None
            if making is None:
                making = self._making[order] = _Making()
                while len(self._making) > KEPT:
                    self._making.popitem(last=False)
        if fresh:
            self._request(order, making)
            if found := self._station.atelier.find(order):
                return self._told(found)
        return {"ready": False, "part": round(making.part, 2), "sound": "", "seconds": None, "starts": [], "why": ""}

    def _request(self, order: RenderOrder, making: _Making) -> None:
        def done(made: Rendered | BroadcasterError) -> None:
            if isinstance(made, BroadcasterError):
                making.trouble = str(made)
            else:
                with self._lock:
                    self._making.pop(order, None)

        def came(part: float) -> None:
            making.part = part

        due = self._station.clock.timestamp() + HASTY.total_seconds()  # what airs before that is more pressing
        self._station.atelier.request(order, due, done, came)


def _bare(body: str) -> Script:
    """Words that are no file yet, as a script."""
    return Script(
        name="", title="", tags=frozenset(), issued_by="", approved_by="", approved_on=None, valid_from=None,
        valid_until=None, withdrawn=None, voice="default", body=body, file="",
    )  # fmt: skip
