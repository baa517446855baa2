"""A text as the pages are told of it: how it stands, and what will be spoken of it. Pure but for what it is handed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from broadcaster.errors import BroadcasterError, Mistake
from broadcaster.speech.sentences import sentences
from broadcaster.station.desks.marking import marked
from broadcaster.station.view import script_json
from broadcaster.text.normalise import Normaliser
from broadcaster.text.prepare import prepare
from broadcaster.text.script import Script
from broadcaster.text.template import blanks, fill
from broadcaster.timetable.lengths import SYLLABLES_A_SECOND

OPEN_BLANK = "…"
"""What is shown for a blank of a template that has no example."""


def told(script: Script, facts: Mapping[str, str], day: date) -> dict[str, Any]:
    """A text that was read, as `all` tells it."""
    return {**script_json(script, facts, day), "state": state(script, day), "body": script.body}


def told_wrong(name: str, fields: Mapping[str, Any], body: str, mistakes: Sequence[Mistake]) -> dict[str, Any]:
    """A text that is written wrong, as far as it can be read."""
    tags = fields.get("tags", [])
    return {
        "name": name,
        "title": str(fields.get("title") or name),
        "tags": [str(tag) for tag in tags] if isinstance(tags, list) else [str(tags)],
        "state": "wrong",
        "urgent": False,
        "blanks": [],
        "why_not": f"bài viết sai: {mistakes[0].message}" if mistakes else "bài viết sai",
        "issued_by": str(fields.get("issued_by") or ""),
        "approved_by": str(fields.get("approved_by") or ""),
        "approved_on": None,
        "valid_until": None,
        "body": body,
    }


def state(script: Script, day: date) -> str:
    """How a text stands on a day, one of `STATES`."""
    if script.why_not(day) is None:
        return "ready"
    if script.withdrawn is not None and day >= script.withdrawn:
        return "withdrawn"
    if not script.approved_by or script.approved_on is None or day < script.approved_on:
        return "unapproved"
    return "early" if script.valid_from is not None and day < script.valid_from else "over"


def spoken(body: str, values: Mapping[str, str], normaliser: Normaliser) -> dict[str, Any]:
    """What will be spoken of `body`, its blanks filled from `values`; `trouble` where that cannot be said."""
    try:
        open_ones = dict.fromkeys(blanks(body) - values.keys(), OPEN_BLANK)
        written = fill(body, {**values, **open_ones})
    except BroadcasterError as error:
        return {"sentences": [], "seconds": None, "trouble": str(error)}
    said = normaliser.spoken(written)
    pieces = marked(prepare(written), normaliser.explain(written), [one.text for one in sentences(said)])
    return {
        "sentences": [[asdict(piece) for piece in sentence] for sentence in pieces],
        "seconds": round(len(said.split()) / SYLLABLES_A_SECOND, 1),
        "trouble": "",
    }
