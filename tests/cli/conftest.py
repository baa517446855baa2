"""A small station for the commands, whose day holds one of every decision."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from broadcaster.cli.main import main

ROOT = Path(__file__).resolve().parents[2]
CONFIG = """
station: { name: Đài thử, commune: xã Thử, hotline: "19009095" }
rules: { quiet_hours: ["21:00-04:45"], max_session: 45 phút }
panel: { listen: 127.0.0.1:8478 }
"""
SCRIPT = """---
title: Tin
tags: [bluezone]
approved_by: Ban Biên tập
approved_on: 01/01/2020
---
Thưa bà con {{ commune }}. Bà con cài Bluezone.
"""
SCHEDULE = """
campaign: { name: Đợt thử, from: 01/12/2026, until: 02/12/2026, at_least: 6, tag: bluezone }
programmes:
  - name: Sáng
    at: "05:00"
    play: [{ relay: line-in, for: 20 phút }, { script: tin }]
  - name: Chờ
    at: "05:05"
    grace: 30 phút
    play: [{ script: tin }]
  - name: Bị bỏ
    at: "05:06"
    grace: 1 phút
    play: [{ script: tin }]
  - name: Bị cắt
    at: "08:00"
    play: [{ relay: line-in, for: 10 phút }]
  - name: Khẩn
    at: "08:05"
    priority: urgent
    play: [{ script: tin }]
  - name: Nửa đêm
    at: 03:15
    play: [{ script: tin }]
"""
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def station(tmp_path: Path) -> Path:
    """The folder of the station."""
    place = tmp_path / "đài"
    (place / "scripts/vi").mkdir(parents=True)
    (place / "schedules").mkdir()
    (place / "audio").mkdir()
    shutil.copy(ROOT / "audio/chuong.flac", place / "audio")
    (place / "config.yaml").write_text(CONFIG, encoding="utf-8")
    (place / "schedules/lich.yaml").write_text(SCHEDULE, encoding="utf-8")
    (place / "scripts/vi/tin.md").write_text(SCRIPT, encoding="utf-8")
    return place


@pytest.fixture
def run(station: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Type a command: its exit code, what it prints, and what it complains of."""

    def typed(*words: str) -> tuple[int, str, str]:
        try:
            code = main(["--station", str(station), *words])
        except SystemExit as done:
            code = int(done.code or 0)
        told = capsys.readouterr()
        return code, told.out, told.err

    return typed


@pytest.fixture
def answered(run: Run) -> Callable[..., Any]:
    """Type a command with --json; what it answers."""

    def asked(*words: str) -> Any:
        return json.loads(run(*words, "--json")[1])

    return asked
