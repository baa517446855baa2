from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from broadcaster.journal import Journal
from broadcaster.playout.asrun import AsRun

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
DUE = datetime(2020, 8, 24, 5, 0, tzinfo=ZONE)


@pytest.fixture
def zone() -> ZoneInfo:
    return ZONE


@pytest.fixture
def due() -> datetime:
    return DUE


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    journal = Journal(tmp_path / "var" / "journal.sqlite", ZONE)
    yield journal
    journal.close()


@pytest.fixture
def airing() -> Callable[..., AsRun]:
    def make(name: str = "bluezone-0500", **changes: Any) -> AsRun:
        fields: dict[str, Any] = {
            "airing": name,
            "programme": "Bluezone buổi sáng",
            "planned": DUE,
            "started": DUE,
            "ended": DUE + timedelta(seconds=90),
            "outcome": "aired",
            "why": "",
            "seconds_heard": 90.0,
            "kind": "routine",
            "tags": frozenset({"bluezone"}),
        }
        return AsRun(**fields | changes)

    return make
