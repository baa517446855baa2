"""The rows of the panel's tables: a page that is shown, a form that is obeyed, a file that is handed out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from broadcaster.panel.asking import Ask
from broadcaster.panel.roles import Role
from broadcaster.panel.work import Lane
from broadcaster.station.door import Door

_LONGEST_ABOUT = 200  # letters; a whole text is in the journal, not in the trail


def naming(*keys: str) -> Callable[[Ask], str]:
    """Tells what an order concerns, for the audit trail: the first of these that is filled in, or came as a file."""

    def told(ask: Ask) -> str:
        came = {key: file.name for key, file in ask.files.items()}
        fields = {**ask.path, **ask.body, **came}
        return str(next((fields[key] for key in keys if fields.get(key)), ""))[:_LONGEST_ABOUT]

    return told


about = naming("name", "title", "programme", "file", "text")
"""What most orders concern."""


@dataclass(frozen=True)
class Page:
    """One page."""

    path: str
    """Its address."""
    template: str
    """Its template."""
    values: Callable[[Door, Ask], dict[str, Any]]
    """Asks the door for what it shows; called in a thread."""
    needs: Role = Role.LOOK
    """The role a person must have to open it."""


@dataclass(frozen=True)
class Action:
    """One form. What changes something says so to the audit trail: `tells` must name it unless `changes` is False."""

    path: str
    """Where it is sent."""
    do: Callable[[Door, Ask], dict[str, Any]]
    """Gives the order; called in a thread."""
    lane: Lane = Lane.PLAIN
    """Which threads it runs in."""
    then: Callable[[dict[str, Any]], str] = lambda _: "/"
    """Where the browser goes when it is done, by what the door answered."""
    overrules: bool = False
    """Whether a refusal may be overruled by sending the form again with `anyway`."""
    template: str | None = None
    """A part of a page (`_….html`) or a whole one to answer with instead; an answer that holds `to` leads there."""
    needs: Role = Role.LOOK
    """The role a person must have."""
    tells: str = ""
    """What it does, for the audit trail, in Vietnamese: `phát ngay`."""
    about: Callable[[Ask], str] = about
    """What it concerns, for the audit trail."""
    changes: bool = True
    """Whether it changes anything; a preview does not."""
    uploads: bool = False
    """Whether it may bring files (`multipart/form-data`); they are in `ask.files`, and gone when it is done."""

    def __post_init__(self) -> None:
        """Raise ValueError for an order the audit trail could not tell."""
        if self.changes and not self.tells:
            raise ValueError(f"{self.path}: tells is missing")


@dataclass(frozen=True)
class Download:
    """One file, or one of many, that a page plays or saves; answered with ranges, so that a player may seek."""

    path: str
    """Its address."""
    file: Callable[[Door, Ask], Path]
    """Asks the door where it lies; called in a thread, raises UnknownNameError where there is none."""
    needs: Role = Role.LOOK
    """The role a person must have."""
    saves: bool = False
    """Whether the browser is to save it rather than show it."""
