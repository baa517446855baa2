"""A small station in a folder of its own, and the shipped one."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from broadcaster.errors import BroadcasterError
from broadcaster.folder import StationFolder
from broadcaster.sound.files import encode
from broadcaster.sound.intake import look
from broadcaster.sound.order import RenderOrder, SpeechPart
from broadcaster.sound.pieces import Mark
from broadcaster.sound.rendered import Rendered
from broadcaster.speech.registry import EngineState
from broadcaster.units import RATE, Frames, Lufs

ROOT = Path(__file__).resolve().parents[2]

CONFIG = """
station: { name: Đài thử, commune: xã Thử, hotline: "19009095" }
speech: { engines: [kokoro, espeak] }
rules: { quiet_hours: ["21:00-04:45"], max_sessions_a_day: 4, max_session: 45 phút }
panel: { listen: 127.0.0.1:8477 }
"""
SCRIPT = """---
title: {title}
tags: [{tag}]
issued_by: UBND xã
approved_by: Ban Biên tập
approved_on: 01/01/2020
---
{body}
"""
SCHEDULE = """
programmes:
  - name: Buổi sáng
    at: "05:00"
    play: [{ jingle: nhac-hieu }, { script: tin }]
  - name: Buổi chiều
    at: 17h
    play: [{ script: tin }]
"""


def write_script(folder: StationFolder, name: str, body: str, title: str = "Tin", tag: str = "tin") -> None:
    (folder.scripts / f"{name}.md").write_text(SCRIPT.format(title=title, tag=tag, body=body), encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> StationFolder:
    made = StationFolder(tmp_path / "dai")
    made.scripts.mkdir(parents=True)
    made.schedules.mkdir()
    shutil.copytree(ROOT / "audio", made.audio)
    made.config.write_text(CONFIG, encoding="utf-8")
    (made.schedules / "lich.yaml").write_text(SCHEDULE, encoding="utf-8")
    write_script(made, "tin", "Thưa bà con {{ commune }}. Bà con cài Bluezone. Gọi {{ hotline }}.", tag="bluezone")
    write_script(made, "khan-lu", "Nước lên nhanh ở {{ noi }}. Bà con lên chỗ cao.", title="Báo lũ", tag="khan")
    return made


@pytest.fixture
def shipped() -> StationFolder:
    return StationFolder(ROOT)


class HummingAtelier:
    """Speaks at once, by humming for a second: real files, no voice; `said` is what it was asked to say.

    What is `late` is not made for as long as it is.
    """

    def __init__(self, folder: Path) -> None:
        self.late: RenderOrder | None = None
        self.said: list[str] = []
        self.cancelled: list[int] = []
        self._folder = folder

    def broken(self, rendered: Rendered) -> bool:
        return False

    def find(self, order: RenderOrder) -> Rendered | None:
        return None if order == self.late else self._made(order)

    def _made(self, order: RenderOrder) -> Rendered:
        path = self._folder / f"{abs(hash(order))}.flac"
        seconds = sum(len(part.sentences) for part in order.parts if isinstance(part, SpeechPart)) or 1
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            encode(path, 0.2 * np.sin(np.arange(seconds * RATE) * 0.05).astype(np.float32))
        marks = tuple(Mark(at * RATE, 0, "Tin", at) for at in range(seconds))
        return Rendered(path, Frames(seconds * RATE), marks, "ngân", Lufs(-16.0))

    def request(
        self,
        order: RenderOrder,
        due: float,
        done: Callable[[Rendered | BroadcasterError], None],
        progress: Callable[[float], None] = lambda _part: None,
    ) -> int:
        if order != self.late:
            done(self._made(order))
        return 0

    def speak(
        self,
        order: RenderOrder,
        each: Callable[[Rendered], None],
        done: Callable[[BroadcasterError | None], None],
    ) -> int:
        speech = (part for part in order.parts if isinstance(part, SpeechPart))
        self.said.append(" ".join(text for part in speech for text, _ in part.sentences))
        each(self._made(order))
        done(None)
        return 0

    def facts(
        self, path: Path, done: Callable[[Mapping[str, Any] | BroadcasterError], None], to: Path | None = None
    ) -> int:
        try:
            told: Mapping[str, Any] | BroadcasterError = look(path, to).as_json()
        except BroadcasterError as error:
            told = error
        done(told)
        return 0

    def cancel(self, ticket: int) -> None:
        self.cancelled.append(ticket)

    def voices(self, engines: Sequence[str], voice: str) -> list[EngineState]:
        return []


@pytest.fixture
def humming(tmp_path: Path) -> HummingAtelier:
    return HummingAtelier(tmp_path / "ngân")
