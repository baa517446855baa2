"""Earlier versions of a file, and what would change if one came back. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from difflib import unified_diff
from typing import Any

_AROUND = 2  # lines that stay, shown about each change
_SIGNS = {"+": "thêm", "-": "bỏ", " ": ""}


def past(versions: Iterable[Mapping[str, Any]]) -> list[tuple[str, datetime]]:
    """Each version as a page lists it: its name, and until when the file was so."""
    return [(one["name"], datetime.fromisoformat(one["until"])) for one in versions]


def differences(now: str, then: str) -> list[tuple[str, str]]:
    """The lines that would come (`thêm`) and go (`bỏ`) among a few that stay; none where both are the same."""
    lines = list(unified_diff(now.split("\n"), then.split("\n"), n=_AROUND, lineterm=""))[2:]
    return [(_SIGNS[line[:1]], line[1:]) for line in lines if line[:1] in _SIGNS]
