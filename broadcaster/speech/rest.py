"""How long an engine that fails is left alone, and why it failed last: on disk, since a worker lives for minutes."""

from __future__ import annotations

import contextlib
import json
import threading
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from broadcaster.clock import Clock
from broadcaster.speech.keep import write_whole
from broadcaster.units import Seconds

SHORTEST = Seconds(30.0)
LONGEST = Seconds(1800.0)
"""An engine rests for `SHORTEST` first, twice as long after each further failure, `LONGEST` at most."""
MOST_OBEYED = Seconds(6 * 3600.0)
"""A service that asks to be left alone for longer is asked again all the same."""
LATELY = Seconds(86_400.0)
"""How long a failure says something of an engine that nobody has asked since."""


@dataclass(frozen=True)
class _Record:
    why: str
    """What it failed with last, in Vietnamese."""
    at: float
    """When (POSIX seconds)."""
    rest: float = 0.0
    """For how many seconds it is left alone from then on."""
    failures: int = 0
    """In a row, since its last rest."""
    rests: int = 0
    """In a row."""

    def left(self, now: float) -> float:
        """Seconds it is still left alone at `now`; none where the clock was set to before it failed."""
        return max(0.0, self.at + self.rest - now) if now >= self.at else 0.0


class Rest:
    """Failures of engines, by name; any thread may tell and ask. Kept at `path`, where one is given."""

    def __init__(self, clock: Clock, path: Path | None = None) -> None:
        self._clock = clock
        self._path = path
        self._lock = threading.Lock()
        self._records = _read(path) if path else {}

    def failed(self, engine: str, why: str, patience: int, at_least: float = 0.0) -> None:
        """`engine` failed once more; at `patience` failures in a row it rests, `at_least` as long as it asked for."""
        with self._lock:
            before = self._records.get(engine, _Record("", 0.0))
            now, failures = self._clock.timestamp(), before.failures + 1
            if failures < patience:
                self._records[engine] = replace(before, why=why, at=now, rest=before.left(now), failures=failures)
            else:
                own = min(LONGEST, SHORTEST * 2.0 ** min(before.rests, 10))
                length = max(own, min(at_least, MOST_OBEYED))
                self._records[engine] = _Record(why, now, length, 0, before.rests + 1)
            self._keep()

    def spoke(self, engine: str) -> None:
        """`engine` spoke: all is forgiven."""
        with self._lock:
            if self._records.pop(engine, None):
                self._keep()

    def reason(self, engine: str) -> str | None:
        """None where `engine` may be asked now, else why not, in Vietnamese."""
        with self._lock:
            record = self._records.get(engine)
        left = record.left(self._clock.timestamp()) if record else 0.0
        if record is None or left <= 0:
            return None
        return f"{record.why.partition('; ')[0]}, sẽ thử lại sau {_said(left)}"

    def _keep(self) -> None:
        """A disk that refuses costs one question too many, no more."""
        if self._path:
            told = {engine: asdict(record) for engine, record in self._records.items()}
            with contextlib.suppress(OSError):
                write_whole(self._path, json.dumps(told, ensure_ascii=False).encode())


def troubles(path: Path, now: float) -> Mapping[str, str]:
    """Why each engine failed that was asked lately and has not spoken since, in Vietnamese, by name."""
    return {engine: record.why for engine, record in _read(path).items() if 0 <= now - record.at < LATELY}


def _said(seconds: float) -> str:
    return f"{round(seconds / 60)} phút" if seconds >= 120 else f"{max(1, round(seconds))} giây"  # noqa: PLR2004


def _read(path: Path) -> dict[str, _Record]:
    try:
        told = json.loads(path.read_bytes())
        return {str(engine): _record(**one) for engine, one in told.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def _record(why: str, at: float, rest: float, failures: int, rests: int) -> _Record:
    return _Record(str(why), float(at), float(rest), int(failures), int(rests))
