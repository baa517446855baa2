"""The process that speaks and mixes: JSON lines in, JSON lines out, at the lowest priority unless somebody waits.

In: {"id": 7, "do": "render", "key": KEY, "order": …}   a finished sound
    {"id": 8, "do": "speak", "order": …}                an urgent announcement, piece by piece
    {"id": 9, "do": "facts", "path": …}                 what a sound file holds
    {"do": "cancel", "id": 7}    {"do": "rest", "engine": NAME}    {"do": "stop"}
Out: {"id", "event": "alive", "part": 0.0 … 1.0, "engine": …}   before each sentence, and as the mix goes on
    {"id", "event": "piece", "key": KEY, "number": 0, "of": 3}
    {"id", "event": "done", …}    {"id", "event": "failed", "why": …}    {"id", "event": "cancelled"}
It ends by itself when it has had nothing to do for a minute, and when nobody holds the other end.
"""

from __future__ import annotations

import argparse
import faulthandler
import json
import logging
import os
import queue
import signal
import threading
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any
from zoneinfo import ZoneInfo

from broadcaster import machine
from broadcaster.clock import Clock, SystemClock
from broadcaster.errors import BroadcasterError, SoundError
from broadcaster.folder import StationFolder
from broadcaster.sound.files import sound_facts
from broadcaster.sound.order import SpeechPart, read_order
from broadcaster.sound.render import render
from broadcaster.sound.rendered import find_render
from broadcaster.sound.studio import Studio
from broadcaster.speech.keep import sweep
from broadcaster.units import Seconds

IDLE = Seconds(60.0)
"""With nothing to do for so long, the worker ends and its memory goes back to the machine."""


_log = logging.getLogger(__name__)


class CancelledError(Exception):
    """The job is no longer wanted."""


class Worker:
    """Does jobs: renders and announcements one after the other; looks into files beside them."""

    def __init__(self, folder: StationFolder, clock: Clock, out: IO[str]) -> None:
        self._folder = folder
        self._out = out
        self._writing = threading.Lock()
        self._studio = Studio(folder, clock)
        self._cancelled: set[int] = set()
        self._lanes: tuple[queue.Queue[Mapping[str, Any]], ...] = (queue.Queue(), queue.Queue())
        self._open = 0
        self._changed = threading.Lock()

    def run(self, lines: Iterable[str], idle: float = IDLE) -> None:
        """Obey `lines` until they end, `stop`, or `idle` seconds without work."""
        inbox: queue.Queue[Mapping[str, Any]] = queue.Queue()
        threading.Thread(target=_listen, args=(lines, inbox), daemon=True).start()
        for lane in self._lanes:
            threading.Thread(target=self._serve, args=(lane,), daemon=True).start()
        while True:
            try:
                told = inbox.get(timeout=idle)
            except queue.Empty:
                if self._open:
                    continue
                self._studio.cache.prune()
                return
            if told.get("do") == "stop":
                return
            self._obey(told)

    def _obey(self, told: Mapping[str, Any]) -> None:
        match told.get("do"):
            case "cancel":
                self._cancelled.add(int(told.get("id", 0)))
            case "rest":
                self._studio.rest(str(told.get("engine")))
            case "render" | "speak" | "facts" as kind:
                with self._changed:
                    self._open += 1
                self._lanes[kind == "facts"].put(told)
            case other:
                self._tell(told.get("id"), "failed", why=f"bộ dựng âm thanh không hiểu lệnh '{other}'")

    def _serve(self, lane: queue.Queue[Mapping[str, Any]]) -> None:
        while True:
            self._do(lane.get())
            with self._changed:
                self._open -= 1

    def _do(self, told: Mapping[str, Any]) -> None:
        """One job to its end, whatever that is; a bad order must not take the worker with it."""
        job = told.get("id")
        try:
            answer = {"render": self._render, "speak": self._speak, "facts": self._facts}[str(told["do"])](told)
            self._tell(job, "done", **answer)
        except CancelledError:
            self._tell(job, "cancelled")
        except BroadcasterError as error:
            self._tell(job, "failed", why=str(error))
        except Exception as error:  # noqa: BLE001  -- an unforeseen fault of one order is that order's
            self._tell(job, "failed", why=f"lỗi ngoài dự kiến khi dựng âm thanh: {type(error).__name__}: {error}")

    def _render(self, told: Mapping[str, Any]) -> dict[str, Any]:
        order, job = read_order(told["order"]), int(told["id"])
        render(
            order,
            str(told["key"]),
            self._folder.renders,
            self._studio.chain(order),
            lambda part, engine: self._alive(job, part, engine),
        )
        return {"key": told["key"]}

    def _speak(self, told: Mapping[str, Any]) -> dict[str, Any]:
        """Every piece as soon as it is ready, all in the voice that can speak the whole without the network."""
        order, job = read_order(told["order"]), int(told["id"])
        chain, pieces = self._studio.chain(order), order.in_pieces()
        lines = [line for part in order.parts if isinstance(part, SpeechPart) for line in order.lines(part)]
        engine = chain.begins(lines, order.speed)
        for number, piece in enumerate(pieces):
            self._alive(job, number / len(pieces), engine or "")
            key = self._studio.keys.of(piece)
            found = find_render(self._folder.renders, key)
            if found is None or found.engine not in ("", engine):
                try:
                    found = render(piece, key, self._folder.renders, chain, hurry=True, since=engine)
                except SoundError as error:
                    _log.warning("bỏ qua một phần của thông báo: %s", error)
                    continue
                engine = found.engine or engine
            self._tell(job, "piece", key=key, number=number, of=len(pieces))
        return {"pieces": len(pieces)}

    def _facts(self, told: Mapping[str, Any]) -> dict[str, Any]:
        facts = asdict(sound_facts(Path(str(told["path"]))))
        return {"facts": {name: value if abs(value) < float("inf") else None for name, value in facts.items()}}

    def _alive(self, job: int, part: float, engine: str) -> None:
        """A sign of life between two sentences: the place where a cancelled job ends."""
        self._tell(job, "alive", part=round(part, 4), engine=engine)
        if job in self._cancelled:
            self._cancelled.discard(job)
            raise CancelledError

    def _tell(self, job: object, event: str, **more: object) -> None:
        with self._writing:
            self._out.write(json.dumps({"id": job, "event": event, **more}, ensure_ascii=False) + "\n")
            self._out.flush()


def _listen(lines: Iterable[str], inbox: queue.Queue[Mapping[str, Any]]) -> None:
    for line in lines:
        try:
            told = json.loads(line)
        except ValueError:
            told = {"do": line.strip()[:40]}
        inbox.put(told if isinstance(told, dict) else {"do": str(told)[:40]})
    inbox.put({"do": "stop"})


def _own_output() -> IO[str]:
    """Standard output for the protocol alone: what a library prints goes to the log."""
    out = os.fdopen(os.dup(1), "w", encoding="utf-8", newline="\n")
    os.dup2(2, 1)
    return out


def main() -> None:
    """`python -m broadcaster.sound.worker --station DIR [--urgent]`."""
    parser = argparse.ArgumentParser(description="Dựng âm thanh cho đài (đài tự gọi chương trình này)")
    parser.add_argument("--station", type=Path, required=True, help="thư mục của đài")
    parser.add_argument("--urgent", action="store_true", help="có người đang chờ nghe: không nhường máy cho việc khác")
    arguments = parser.parse_args()
    folder = StationFolder(arguments.station)
    machine.normal_priority()
    if not arguments.urgent:
        machine.lower_priority()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    faulthandler.enable()
    out = _own_output()
    for made in (folder.speech, folder.renders):
        made.mkdir(parents=True, exist_ok=True)
        sweep(made)
    Worker(folder, SystemClock(ZoneInfo("UTC")), out).run(os.fdopen(os.dup(0), encoding="utf-8"))
    os._exit(0)  # the threads of a job that is wanted no more are not waited for


if __name__ == "__main__":
    main()
