"""The terminal of a running station, where nobody sees it live."""

from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from broadcaster.cli.screen import Screen


def test_the_same_progress_is_not_told_twice(capsys: pytest.CaptureFixture[str]) -> None:
    came = [(0.0, 6), (0.4, 6), (0.9, 6), (1.2, 6), (5.9, 6)]
    station: Any = SimpleNamespace(stock=SimpleNamespace(progress=lambda: came.pop(0)))
    screen = Screen(station)
    while came:
        screen._tell_progress(datetime(2020, 8, 21, 5, tzinfo=UTC))
    assert capsys.readouterr().out.splitlines() == [f"Đang làm tiếng: {done} trên 6" for done in (0, 1, 5)]
