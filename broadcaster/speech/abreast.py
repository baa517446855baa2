"""Work on a few things at once and hand them over in their order."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from itertools import islice
from typing import TypeVar

Given = TypeVar("Given")
Made = TypeVar("Made")


def abreast(make: Callable[[Given], Made], given: Iterable[Given], width: int) -> Generator[Made]:
    """`make` of each, in order, with at most `width` in the making; one alone is made by who asks for it.

    What one raises is raised in its turn. Who stops asking, for whatever reason, waits for those in the making only.
    """
    if width == 1:
        yield from map(make, given)
        return
    waiting = iter(given)
    with ThreadPoolExecutor(width) as makers:
        making = deque[Future[Made]](makers.submit(make, each) for each in islice(waiting, width))
        while making:
            made = making.popleft().result()
            making.extend(makers.submit(make, each) for each in islice(waiting, 1))
            yield made


class Room:
    """Room for work of a certain size in all; what is larger than that is let in alone."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._taken = 0
        self._changed = threading.Condition()

    @contextmanager
    def taken(self, size: int) -> Iterator[None]:
        """Wait until there is room for `size`, and keep it."""
        with self._changed:
            self._changed.wait_for(lambda: not self._taken or self._taken + size <= self._size)
            self._taken += size
        try:
            yield
        finally:
            with self._changed:
                self._taken -= size
                self._changed.notify_all()
