"""Which frames of something there were: stretches, those that touch made one. Pure."""

from __future__ import annotations

from collections.abc import Iterable


class Cover:
    """A set of frames."""

    def __init__(self, stretches: Iterable[tuple[int, int]] = ()) -> None:
        self._stretches: list[tuple[int, int]] = []
        for first, last in stretches:
            self.add(first, last)

    def add(self, first: int, last: int) -> None:
        """Take in the frames from `first` up to, not including, `last`."""
        apart = list[tuple[int, int]]()
        for begin, end in self._stretches:
            if end < first or begin > last:
                apart.append((begin, end))
            else:
                first, last = min(first, begin), max(last, end)
        self._stretches = sorted([*apart, (first, last)])

    def stretches(self) -> tuple[tuple[int, int], ...]:
        """First frame and the one behind the last of each, in order."""
        return tuple(self._stretches)

    def frames(self) -> int:
        """How many frames it has."""
        return sum(last - first for first, last in self._stretches)

    def shared(self, other: Cover) -> int:
        """How many frames it has in common with `other`."""
        both = (
            min(last, end) - max(first, begin) for first, last in self._stretches for begin, end in other.stretches()
        )
        return sum(max(0, frames) for frames in both)
