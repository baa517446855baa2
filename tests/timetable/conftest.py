"""A small station made of words, for tests of the timetable."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from broadcaster.settings import Settings, read_settings
from broadcaster.timetable.lengths import Length
from broadcaster.timetable.model import Item, Programme, Timetable
from broadcaster.timetable.reading import timetable_of
from broadcaster.timetable.rundown import Rundown, rundown

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")

_LANGUAGE_SERVER = Path(__file__).parent.parent.parent / "build/editors/node_modules/yaml-language-server"
_CAN_BE_THERE = _LANGUAGE_SERVER.is_dir() or shutil.which("npm")  # ./setup installs it wherever there is npm
collect_ignore = [] if _CAN_BE_THERE else ["test_language_server.py"]


@dataclass(frozen=True)
class Paper:
    """A text that may air on some days."""

    tags: frozenset[str] = frozenset()
    body: str = "Kính thưa bà con."
    until: date | None = None
    approved: bool = True
    name: str = ""

    def why_not(self, day: date) -> str | None:
        """Why it may not air."""
        called = f"bài '{self.name}'" if self.name else "bài"
        if not self.approved:
            return f"{called} chưa duyệt"
        return f"{called} hết hiệu lực" if self.until and day > self.until else None


@dataclass(frozen=True)
class Desk:
    """Makes timetables and plans out of a few lines."""

    scripts: dict[str, Paper]

    def at(self, text: str) -> datetime:
        """A moment in Vietnam."""
        return datetime.fromisoformat(text).replace(tzinfo=ZONE)

    def timetable(self, text: str) -> Timetable:
        """The timetable of one file without mistakes."""
        timetable, mistakes = timetable_of({"schedules/a.yaml": text})
        assert not mistakes, "\n".join(map(str, mistakes))
        return timetable

    def programme(self, lines: str) -> Programme:
        """One programme, of lines beside its name and contents."""
        indented = "".join(f"    {line}\n" for line in lines.splitlines())
        return self.timetable(f"programmes:\n  - name: A\n{indented}    play: [{{script: a}}]\n").programmes[0]

    def settings(self, rules: str = "") -> Settings:
        """Settings with some house rules."""
        indented = "".join(f"  {line}\n" for line in rules.splitlines())
        settings, mistakes = read_settings("station: {name: A}\n" + (f"rules:\n{indented}" if rules else ""))
        assert not mistakes
        return settings

    def plan(
        self, text: str, since: str, until: str, rules: str = "", lengths: Mapping[str, float] | float = 60.0
    ) -> Rundown:
        """The plan of one file; lengths by programme or for all."""
        return rundown(
            self.timetable(text),
            self.scripts,
            self.settings(rules),
            self.lengths(lengths),
            self.at(since),
            self.at(until),
        )

    def lengths(self, seconds: Mapping[str, float] | float) -> Callable[[Programme, tuple[Item, ...]], Length | None]:
        """What is rendered."""

        def measured(programme: Programme, items: tuple[Item, ...]) -> Length | None:
            found = seconds if isinstance(seconds, float) else seconds.get(programme.name)
            return None if found is None else Length(found)

        return measured


@pytest.fixture
def desk() -> Desk:
    """A desk with a few texts."""
    return Desk(
        {
            "a": Paper(frozenset({"bluezone"})),
            "b": Paper(),
            "old": Paper(frozenset({"bluezone"}), until=date(2026, 11, 25)),
            "raw": Paper(approved=False),
        }
    )


@pytest.fixture
def shelf_desk() -> Desk:
    """A desk with the texts the wrong files name."""
    long = "chữ " * 60
    return Desk(
        {
            "bluezone-loi-ich": Paper(frozenset({"bluezone"}), long),
            "het-han": Paper(body=long, until=date(2020, 12, 31), name="het-han"),
            "chua-duyet": Paper(body=long, approved=False, name="chua-duyet"),
        }
    )
