"""The texts, as an officer writes, hears and approves them; what is answered `json.dumps` takes as it is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from broadcaster.written.editing import Value

STATES = ("ready", "unapproved", "early", "over", "withdrawn", "wrong")
"""How a text may stand: may air today; nobody let it; not yet or no longer valid; taken back; written wrong."""
WRITABLE = ("title", "tags", "issued_by", "valid_from", "valid_until", "voice", "blanks")
"""Keys of the front matter that `save` takes; approval has methods of its own."""


class TextDesk(Protocol):
    """What a page may ask of the texts, and change in them."""

    def all(self) -> list[dict[str, Any]]:
        """Tell every text, a wrong one too: `name`, `title`, `tags`, `state`, `why_not`, `valid_until`, `body`."""
        ...

    def text(self, name: str) -> dict[str, Any]:
        """Tell one text whole; raises UnknownNameError.

        As in `all`, and `fields` (its front matter as written), `mistakes`, `urgent`, `blanks`, `seen`, `used` (the
        programmes that have it), `recording` (whether a person's recording is read instead), `versions`, `sentences`
        (what will be spoken: lists of pieces `text`, `written`, `rule`) and `trouble` (why nothing can be spoken).
        """
        ...

    def look(self, body: str, name: str = "") -> dict[str, Any]:
        """Tell what would be spoken of words not saved yet: `sentences`, `seconds` about, `trouble`."""
        ...

    def save(self, name: str, fields: Mapping[str, Value | None], body: str, seen: str = "") -> dict[str, Any]:
        """Write a text, a new one where `name` is empty: `name`, `version`, `unapproved`, `taken`.

        Other words than those that were approved take the approval back, which `unapproved` tells. Not `taken`, here
        as below: the station goes by an earlier version until other mistakes in its files are mended. Raises
        MistakesError for what is wrong, RefusedError where the file is no longer as it was `seen`.
        """
        ...

    def approve(self, name: str, by: str, seen: str = "") -> dict[str, Any]:
        """Let a text be aired from today on, in the name of `by`; one that was withdrawn again too."""
        ...

    def withdraw(self, name: str, day: date) -> dict[str, Any]:
        """Let a text be aired no more from `day` on."""
        ...

    def remove(self, name: str) -> dict[str, Any]:
        """Put a text away into the history; raises RefusedError while a programme has it."""
        ...

    def restore(self, name: str, version: str, *, approved: bool) -> dict[str, Any]:
        """Make a text what it was; its approval of then comes back only with `approved`."""
        ...

    def version(self, name: str, version: str) -> dict[str, Any]:
        """Tell an earlier version: `text`, and what is there `now`; raises BroadcasterError where there is none."""
        ...

    def removed(self) -> list[dict[str, Any]]:
        """Tell the texts that were put away: `name`, `title`, `until`, `version`, the latest first."""
        ...

    def hear(self, name: str, body: str | None = None) -> dict[str, Any]:
        """Tell the sound of a text, or of other words in its voice, and have it made where there is none.

        `ready`, `part` of it made so far, `sound` (what `sound_file` takes), `seconds`, `starts` (the second at which
        each sentence begins) and `why` no better voice speaks. Raises BroadcasterError where it cannot be spoken.
        """
        ...

    def sound_file(self, sound: str) -> Path:
        """Answer where such a sound lies; raises UnknownNameError."""
        ...

    def readings(self) -> list[dict[str, Any]]:
        """Tell the station's own readings: `written`, `spoken`."""
        ...

    def reading(self, written: str, spoken: str = "") -> dict[str, Any]:
        """Tell how a word is read now, and with `spoken` what that would change: `now`, `own`, `wrong`, `effects`.

        An effect is a sentence of a text, `name`, `title`, `before`, `after`; `texts` counts the texts that have it.
        """
        ...

    def teach(self, written: str, spoken: str) -> dict[str, Any]:
        """Read a word so from now on, in every text; raises MistakesError, RefusedError."""
        ...

    def forget(self, written: str) -> dict[str, Any]:
        """Read a word again as the program does; raises RefusedError where the station has no reading of it."""
        ...

    def bring(self, came: Path, called: str) -> dict[str, Any]:
        """Tell what a file holds, `.docx` or `.txt`, without keeping it: `title`, `body`, `notice`.

        Raises BroadcasterError, saying what to do instead.
        """
        ...
