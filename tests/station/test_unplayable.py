"""Sounds that no player could play are told before their hour (F12)."""

from __future__ import annotations

import numpy as np
import pytest

from broadcaster.folder import StationFolder
from broadcaster.sound.files import encode
from broadcaster.station.files import open_book
from broadcaster.station.unplayable import unplayable


def told(folder: StationFolder) -> list[str]:
    return [str(mistake) for mistake in unplayable(folder, open_book(folder).loaded.timetable)]


def test_the_sounds_that_come_with_a_station_can_be_played(folder: StationFolder) -> None:
    assert told(folder) == []


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("audio/hong.mp3", b"<html>khong tim thay</html>", "audio/hong.mp3:0:0: tệp 'hong.mp3' là trang web"),
        ("audio/rong.wav", b"", "audio/rong.wav:0:0: tệp 'rong.wav' là tệp rỗng"),
        ("scripts/vi/tin.flac", b"fLaC" + b"x" * 99, "scripts/vi/tin.flac:0:0: "),
    ],
)
def test_f12_a_spoilt_sound_is_told_with_what_to_do(
    folder: StationFolder, name: str, content: bytes, said: str
) -> None:
    (folder.root / name).write_bytes(content)
    (only,) = told(folder)
    assert only.startswith(said)
    assert "; hãy" in only


def test_a_recording_elsewhere_is_told_where_the_schedule_names_it(folder: StationFolder) -> None:
    (folder.root / "thu").mkdir()
    (folder.root / "thu/phat-bieu.mp3").write_bytes(b"<html>")
    (folder.schedules / "b.yaml").write_text(
        "programmes:\n  - name: B\n    at: 9h\n    play:\n"
        "      - relay: line-in\n        for: 5 phút\n        else: { file: thu/phat-bieu.mp3 }\n",
        encoding="utf-8",
    )
    (only,) = told(folder)
    assert only.startswith("schedules/b.yaml:7:23: tệp 'phat-bieu.mp3' là trang web")


def test_a_recording_in_which_nobody_is_heard_is_told(folder: StationFolder) -> None:
    encode(folder.scripts / "tin.flac", np.zeros(48_000, np.float32))
    (only,) = told(folder)
    assert only.startswith("scripts/vi/tin.flac:0:0: tệp 'tin.flac' im lặng")
    assert "hãy thu lại" in only


def test_silence_in_audio_may_be_meant(folder: StationFolder) -> None:
    encode(folder.audio / "lang.flac", np.zeros(48_000, np.float32))
    assert told(folder) == []
