"""The very words beside an abbreviation of two meanings that tell which it has, from `lexicons/collocations.yaml`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_ENTRY = re.compile(r'(?m)^"(?P<front>[^"\[]*)\[(?P<short>[A-ZĐ]{2})\](?P<behind>[^"]*)": (?P<spoken>.+)$')


@dataclass(frozen=True, slots=True)
class Collocation:
    """The very words beside an abbreviation, and what it says there."""

    front: str
    """What ends the line in front of it, in small letters, with the blank; may be empty."""
    behind: str
    """What begins the line behind it, with the blank; only its first letter must be as written."""
    spoken: str
    """What is said."""

    def fits(self, front: str, rest: str) -> bool:
        """Whether they stand there as whole words."""
        return self._ends(front) and self._begins(rest)

    def _ends(self, front: str) -> bool:
        before = front[-len(self.front) - 1 : -len(self.front)]
        return not self.front or (front.endswith(self.front) and not before.isalnum())

    def _begins(self, rest: str) -> bool:
        size = len(self.behind)
        same = rest[:2] == self.behind[:2] and rest[:size].lower() == self.behind.lower()
        return not size or (same and not rest[size : size + 1].isalnum())


@cache
def collocations() -> dict[str, list[Collocation]]:
    """The entries of `collocations.yaml` by the abbreviation, those of most letters first.

    Read line by line: its four thousand as YAML nodes would leave a station 3 MB larger for good.
    """
    found: dict[str, list[Collocation]] = {}
    senses: dict[str, str] = {}  # one string for all that say the same
    text = files("broadcaster.text").joinpath("lexicons", "collocations.yaml").read_text(encoding="utf-8")
    for line in _ENTRY.finditer(text):
        spoken = senses.setdefault(line["spoken"], line["spoken"])
        found.setdefault(line["short"], []).append(Collocation(line["front"], line["behind"], spoken))
    return {short: sorted(entries, key=lambda one: -len(one.front + one.behind)) for short, entries in found.items()}
