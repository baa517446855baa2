"""What can go wrong, told to an operator in Vietnamese.

BroadcasterError            root; its text is one Vietnamese sentence: what, where, what to do instead
├── MistakesError           mistakes found in an operator's files, all of them
├── SpeechError             an engine could not speak
│   └── BusyError           … and said, or may have said, when to ask again
├── SoundError              a sound cannot be read, made or written
├── OutputError             the loudspeaker side refused
├── UsageError              typed in a way that cannot be meant (exit code 2)
└── NotRunningError         no running station answers (exit code 3)
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass


class BroadcasterError(Exception):
    """Root of all errors an operator may see. `str(error)` is the sentence shown."""


@dataclass(frozen=True, order=True)
class Mistake:
    """One mistake at one place of an operator's file."""

    file: str
    """Path relative to the station folder, with `/`."""
    line: int
    """From 1; 0 where the whole file is meant."""
    column: int
    """From 1; 0 where the whole line is meant."""
    message: str
    """What is wrong, in Vietnamese, quoting the offending words; no full stop."""
    hint: str = ""
    """What to write instead, in Vietnamese; no full stop."""

    def as_json(self) -> dict[str, str | int]:
        """The shape `check` promises."""
        return asdict(self)

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}:{self.column}"
        return f"{place}: {self.message}; {self.hint}" if self.hint else f"{place}: {self.message}"


class MistakesError(BroadcasterError):
    """Raised where work cannot go on with the mistakes that were found."""

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        self.mistakes = tuple(sorted(mistakes))
        super().__init__("\n".join(map(str, self.mistakes)))


class SpeechError(BroadcasterError):
    """An engine could not speak: not installed, no network, bad answer."""


class BusyError(SpeechError):
    """A service that has too much to do just now."""

    def __init__(self, sentence: str, seconds: float) -> None:
        """`seconds`: how long it asks to be left alone; 0 where it does not say."""
        super().__init__(sentence)
        self.seconds = seconds


class SoundError(BroadcasterError):
    """A sound cannot be read, made or written."""


class OutputError(BroadcasterError):
    """The loudspeaker side refused: no device, no server, no permission."""


class UsageError(BroadcasterError):
    """What was typed cannot be meant: two things where one is wanted, an end before its beginning."""


class NotRunningError(BroadcasterError):
    """No running station answers at the address the command was given."""
