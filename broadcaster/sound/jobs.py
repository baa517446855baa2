"""The worker's inside: commands in, work done, events out."""

from __future__ import annotations

import contextlib
import json
import queue
import shutil
import tempfile
import threading
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import IO, Any

from broadcaster.clock import Clock
from broadcaster.errors import BroadcasterError, SoundError
from broadcaster.folder import StationFolder
from broadcaster.sound.intake import look
from broadcaster.sound.order import RenderOrder, SpeechPart, read_order
from broadcaster.sound.render import ChangedError, DiskError, render
from broadcaster.sound.rendered import Rendered, find_render, prune_renders
from broadcaster.sound.studio import Studio
from broadcaster.speech.chain import Chain
from broadcaster.speech.keep import sweep
from broadcaster.units import Seconds

IDLE = Seconds(60.0)
"""With nothing to do for so long, the worker ends and its memory goes back to the machine."""

MEMORY = Path("/dev/shm")  # noqa: S108  -- a folder of our own is made in it
KEPT_IN_MEMORY = Seconds(86_400.0)
"""How long what was made while the disk was full may still be played from there."""
_IN_MEMORY = "broadcaster-"


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
        self._spare: Path | None = None
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
                self._tidy_up()
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
        except ChangedError as error:
            self._tell(job, "failed", why=str(error), changed=True)
        except BroadcasterError as error:
            self._tell(job, "failed", why=str(error))
        except Exception as error:  # noqa: BLE001  -- an unforeseen fault of one order is that order's
            self._tell(job, "failed", why=f"lỗi ngoài dự kiến khi dựng âm thanh: {type(error).__name__}: {error}")

    def _render(self, told: Mapping[str, Any]) -> dict[str, Any]:
        order, job, key = read_order(told["order"]), int(told["id"]), str(told["key"])
        chain = self._studio.chain(order, only=bool(told.get("only")))
        render(
            order,
            key,
            self._folder.renders,
            chain,
            lambda part, engine: self._alive(job, part, engine),
            contents=told.get("contents"),
        )
        return {"key": key}

    def _speak(self, told: Mapping[str, Any]) -> dict[str, Any]:
        """Every piece as soon as it is ready, all in the voice that can speak the whole without the network."""
        order, job = read_order(told["order"]), int(told["id"])
        chain, pieces = self._studio.chain(order), order.in_pieces()
        lines = [line for part in order.parts if isinstance(part, SpeechPart) for line in order.lines(part)]
        engine, faults = chain.begins(lines, order.speed), []
        for number, piece in enumerate(pieces):
            self._alive(job, number / len(pieces), engine or "")
            try:
                made = self._piece(piece, chain, engine)
            except SoundError as error:  # a sound that cannot be read does not keep the words from being heard
                faults.append(str(error))
                continue
            engine = made.engine or engine
            self._tell(job, "piece", folder=str(made.path.parent), key=made.key, number=number, of=len(pieces))
        if len(faults) == len(pieces):
            raise SoundError("; ".join(faults) or "thông báo không có gì để phát")
        return {"why": faults}

    def _piece(self, piece: RenderOrder, chain: Chain, engine: str | None) -> Rendered:
        """One piece in the voice of `engine`, from what is kept or made now; a full disk does not silence it."""
        key = self._studio.keys.of(piece)
        found = find_render(self._folder.renders, key)
        if found and found.engine in ("", engine):
            return found
        if self._spare is None:
            try:
                return render(piece, key, self._folder.renders, chain, hurry=True, since=engine)
            except DiskError:
                self._spare = elsewhere()
        return render(piece, key, self._spare, chain, hurry=True, since=engine)

    def _facts(self, told: Mapping[str, Any]) -> dict[str, Any]:
        to = Path(str(told["to"])) if told.get("to") else None
        return {"facts": look(Path(str(told["path"])), to).as_json()}

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

    def _tidy_up(self) -> None:
        with contextlib.suppress(OSError):
            self._studio.cache.prune()
            prune_renders(self._folder.renders)


def made_ready(folder: StationFolder, now: float) -> None:
    """Make the folders a worker writes to, and remove what killed ones left, half written or in memory.

    `now` in POSIX seconds.
    """
    for made in (folder.speech, folder.renders):
        with contextlib.suppress(OSError):
            made.mkdir(parents=True, exist_ok=True)
    for place in (folder.speech, folder.renders, folder.audio, folder.scripts):
        with contextlib.suppress(OSError):
            sweep(place, now)
    for left in MEMORY.glob(f"{_IN_MEMORY}*"):
        with contextlib.suppress(OSError):
            if now - left.stat().st_mtime > KEPT_IN_MEMORY:
                shutil.rmtree(left, ignore_errors=True)


def elsewhere() -> Path:
    """A folder in memory, or on another disk, for what somebody waits for while the station's disk is full."""
    return Path(tempfile.mkdtemp(prefix=_IN_MEMORY, dir=MEMORY if MEMORY.is_dir() else None))


def _listen(lines: Iterable[str], inbox: queue.Queue[Mapping[str, Any]]) -> None:
    for line in lines:
        try:
            told = json.loads(line)
        except ValueError:
            told = {"do": line.strip()[:40]}
        inbox.put(told if isinstance(told, dict) else {"do": str(told)[:40]})
    inbox.put({"do": "stop"})
