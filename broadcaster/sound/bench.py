"""What the workshop has been asked for and not yet delivered: who is next, who waits for what. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Kind = Literal["render", "speak", "facts"]

TRIES = 3
"""A job that took the worker down so often is given up."""


@dataclass(eq=False)
class Job:
    """One thing asked of the worker."""

    number: int
    """Its name between station and worker."""
    kind: Kind
    """What the worker is to do."""
    told: Mapping[str, Any]
    """What it is told besides."""
    due: float
    """The smallest is made first."""
    key: str = ""
    """Of the finished sound, for a render."""
    heard: list[Callable[[Mapping[str, Any]], None]] = field(default_factory=list)
    """Told every event of this job, the last one too."""
    handed: bool = False
    """Whether the worker has it."""
    gives_way: bool = False
    """Whether the worker was told to leave it between two sentences, for one that is due sooner."""
    tries: int = 0
    """Times the worker went down with it."""
    engine: str = ""
    """Who was about to speak when last heard of."""
    pieces: int = 0
    """Pieces delivered: those said again after a fresh start are not told twice."""

    def line(self) -> dict[str, Any]:
        """The command for the worker."""
        return {"id": self.number, "do": self.kind, **self.told}


class Bench:
    """Jobs by number."""

    def __init__(self) -> None:
        self._jobs: dict[int, Job] = {}
        self._last = 0

    def __len__(self) -> int:
        return len(self._jobs)

    def add(self, kind: Kind, told: Mapping[str, Any], due: float = 0.0, key: str = "") -> Job:
        """A new job; for a render already asked for, that one, made no later than `due`."""
        for job in self._jobs.values():
            if kind == "render" and job.kind == kind and job.key == key:
                job.due = min(job.due, due)
                return job
        self._last += 1
        job = self._jobs[self._last] = Job(self._last, kind, told, due, key)
        return job

    def get(self, number: object) -> Job | None:
        """The job of that number, where it is still open."""
        return self._jobs.get(number) if isinstance(number, int) else None

    def close(self, job: Job) -> None:
        """`job` is over."""
        self._jobs.pop(job.number, None)

    def urgent(self) -> bool:
        """Whether somebody waits at the loudspeaker."""
        return any(job.kind == "speak" for job in self._jobs.values())

    def next(self, *, urgent: bool) -> list[Job]:
        """What a worker should be given now: looks into files, and either every announcement or one render."""
        waiting = [job for job in self._jobs.values() if not job.handed]
        at_once = [job for job in waiting if job.kind == "facts" or (urgent and job.kind == "speak")]
        if urgent or any(job.handed and job.kind == "render" for job in self._jobs.values()):
            return at_once
        renders = [job for job in waiting if job.kind == "render"]
        return at_once + sorted(renders, key=lambda job: (job.due, job.number))[:1]

    def to_give_way(self) -> Job | None:
        """The render in hand, where one that waits is due sooner; it is named once.

        What it has spoken is kept, so that little is made twice when its turn comes again.
        """
        renders = [job for job in self._jobs.values() if job.kind == "render"]
        soonest = min((job.due for job in renders if not job.handed), default=float("inf"))
        for job in renders:
            if job.handed and not job.gives_way and soonest < job.due:
                job.gives_way = True
                return job
        return None

    def gave_way(self, job: Job) -> bool:
        """Whether `job`, which the worker left, had been told to give way: it then waits for its turn again."""
        given, job.gives_way = job.gives_way, False
        job.handed = job.handed and not given
        return given

    def handed(self) -> list[Job]:
        """Jobs the worker has."""
        return [job for job in self._jobs.values() if job.handed]

    def take_back(self) -> list[Job]:
        """What the worker had waits again, and nobody is to blame: it was stopped, or had just ended. Those jobs."""
        lost = self.handed()
        for job in lost:
            job.handed = job.gives_way = False
        return lost

    def fell(self) -> tuple[list[Job], set[str]]:
        """The worker went down. Gives the jobs to give up, and engines to ask no more for now.

        The engine that was speaking rests at a job's second fall, at the first where somebody waits. A worker that
        did not even start counts against what it was started for.
        """
        lost = self.take_back() or [job for job in self.all() if job.kind == "speak"] or self.all()[:1]
        for job in lost:
            job.tries += 1
        suspects = {job.engine for job in lost if job.engine and (job.tries > 1 or job.kind == "speak")}
        return [job for job in lost if job.tries >= TRIES], suspects

    def all(self) -> list[Job]:
        """Every open job."""
        return list(self._jobs.values())
