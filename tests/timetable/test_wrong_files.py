"""Wrong schedules, each with every line that `check` tells of it at its end, after `# =>`."""

from __future__ import annotations

import unicodedata
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from broadcaster.errors import Mistake
from broadcaster.settings import read_settings
from broadcaster.timetable.check import Shelf, check
from broadcaster.timetable.reading import timetable_of

FILES = sorted((Path(__file__).parent / "wrong").glob("*.yaml"))
NOW = datetime(2026, 11, 23, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
CONFIG = """station: {name: A}
rules:
  quiet_hours: ["21:00-04:45"]
  max_sessions_a_day: 4
  max_session: 45 phút
"""


def mistakes_of(text: str, file: str, desk: Any) -> list[Mistake]:
    timetable, mistakes = timetable_of({file: text})
    sounds = {"nhac-hieu", "nhac-cat", "nen-nhe"}
    shelf = Shelf(desk.scripts, sounds, lambda path: path == "audio/nhac-cho.flac")
    return sorted({*mistakes, *check(timetable, read_settings(CONFIG)[0], shelf, NOW)})


def expected(text: str) -> list[str]:
    return [line.removeprefix("# => ") for line in text.splitlines() if line.startswith("# => ")]


def test_there_are_as_many_as_promised() -> None:
    assert len(FILES) >= 80


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_every_mistake_is_told_with_its_line_and_sentence(path: Path, shelf_desk: Any) -> None:
    text = path.read_text(encoding="utf-8")
    found = mistakes_of(text, path.name, shelf_desk)
    assert [str(mistake).removeprefix(f"{path.name}:") for mistake in found] == expected(text)
    assert found


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_every_sentence_is_composed_and_offers_a_way_out(path: Path, shelf_desk: Any) -> None:
    for mistake in mistakes_of(path.read_text(encoding="utf-8"), path.name, shelf_desk):
        assert unicodedata.is_normalized("NFC", str(mistake))
        assert mistake.hint
        assert not mistake.message.endswith(".")
        assert mistake.line >= 1
        assert mistake.column >= 1
