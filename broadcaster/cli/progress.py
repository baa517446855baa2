"""One line at the bottom of a terminal that says how far work has come; a log gets none of it."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

_WIDTH = 24
_CLEAR = "\r\x1b[K"


def bar(part: float) -> str:
    """`part`, 0.0 to 1.0, as a bar: `███████░░░  70 %`."""
    full = round(max(0.0, min(1.0, part)) * _WIDTH)
    return f"{'█' * full}{'░' * (_WIDTH - full)} {part:4.0%}"


class Line:
    """The last line of a terminal, rewritten in place; silent where the stream is no terminal."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self.lives = stream.isatty()
        """Whether anybody sees it."""

    def show(self, text: str) -> None:
        """Put `text` in its place."""
        if self.lives:
            columns = shutil.get_terminal_size().columns
            self._stream.write(_CLEAR + text[: columns - 1])
            self._stream.flush()

    def clear(self) -> None:
        """Leave the line empty for what is printed next."""
        self.show("")


@contextmanager
def making_bar(what: str) -> Iterator[Callable[[float], None]]:
    """A bar on standard error while `what` is being made; tell it how much is done, 0.0 to 1.0."""
    line = Line(sys.stderr)
    try:
        yield lambda part: line.show(f"{what}  {bar(part)}")
    finally:
        line.clear()
