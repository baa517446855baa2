"""The sounds' desk on a real station: what comes is measured and kept, what goes is put away, what is used stays."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pytest
import soundfile
from station.conftest import HummingAtelier

from broadcaster.errors import BroadcasterError, SoundError
from broadcaster.folder import StationFolder
from broadcaster.sound.files import decode
from broadcaster.station.answers import Answers
from broadcaster.station.desks import clips as clips_module
from broadcaster.station.desks.hearing import Hearing
from broadcaster.station.desks.sound_book import SoundBook
from broadcaster.station.desks.station_sounds import StationSounds, sound_name
from broadcaster.station.door import RefusedError, UnknownNameError, UrgentOrder
from broadcaster.station.rehearsal import rehearsal
from broadcaster.units import RATE

DAY = datetime(2026, 12, 1, 9, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
SCHEDULE = """
programmes:
  - name: Buổi sáng
    at: "05:00"
    bed: nen-nhe
    play: [{ jingle: nhac-hieu }, { script: tin }, { file: audio/nhac-cho.flac }]
"""


@pytest.fixture
def answers(folder: StationFolder, humming: HummingAtelier) -> Iterator[Answers]:
    (folder.schedules / "lich.yaml").write_text(SCHEDULE, encoding="utf-8")
    with rehearsal(folder, DAY, humming) as stage:
        yield Answers(stage.station)


@pytest.fixture
def desk(answers: Answers) -> StationSounds:
    return answers.sounds


@pytest.fixture
def came(tmp_path: Path) -> Callable[[str], Path]:
    """A file as it came from a browser: without its name."""

    def come(name: str = "0", seconds: float = 1.0) -> Path:
        path = tmp_path / "came" / name
        path.parent.mkdir(exist_ok=True)
        soundfile.write(path, 0.25 * np.sin(np.arange(round(seconds * RATE)) * 0.05), RATE, format="WAV")
        return path

    return come


def told(desk: StationSounds, name: str) -> dict[str, Any]:
    return next(one for one in desk.all() if one["name"] == name)


def test_every_sound_is_told_with_what_plays_it(desk: StationSounds) -> None:
    desk.all()
    jingle = told(desk, "nhac-hieu")
    assert (jingle["kind"], jingle["used"], jingle["file"]) == ("jingle", ["Buổi sáng"], "audio/nhac-hieu.flac")
    assert jingle["facts"]["seconds"] > 3
    assert len(jingle["facts"]["peaks"]) == 160
    assert told(desk, "nen-nhe")["kind"] == "bed"
    assert told(desk, "nhac-cho")["kind"] == "recording"
    assert told(desk, "hieu-lenh-khan")["kind"] == "signal"
    assert told(desk, "nhac-ket")["used"] == []


def test_what_is_uploaded_is_kept_under_a_plain_name_and_can_be_played(
    desk: StationSounds, folder: StationFolder, came: Callable[..., Path]
) -> None:
    kept = desk.add(came(), "Nhạc hiệu mới.wav", "")
    assert kept["name"] == "nhac-hieu-moi"
    assert kept["facts"]["seconds"] == pytest.approx(1.0)
    assert desk.file("nhac-hieu-moi") == folder.audio / "nhac-hieu-moi.flac"
    assert len(decode(desk.file("nhac-hieu-moi"))) == RATE
    with pytest.raises(RefusedError, match="đã có tiếng"):
        desk.add(came("1"), "x.wav", "Nhạc hiệu mới")


def test_a_used_sound_may_be_replaced_and_the_earlier_one_is_kept(
    desk: StationSounds, came: Callable[..., Path]
) -> None:
    before = desk.file("nhac-hieu").read_bytes()
    desk.add(came(seconds=2.0), "a.wav", "nhac-hieu", replace=True)
    assert told(desk, "nhac-hieu")["facts"]["seconds"] == pytest.approx(2.0)
    kept = desk.kept_file(desk.put_away()[0]["kept"])
    assert kept.read_bytes() == before


def test_what_is_no_sound_is_refused_by_its_own_name_and_leaves_nothing(
    desk: StationSounds, folder: StationFolder, tmp_path: Path
) -> None:
    (tmp_path / "0").write_bytes(b"%PDF-1.4 " + bytes(100))
    before = sorted(folder.audio.iterdir())
    with pytest.raises(SoundError, match=r"to khai\.mp3.*PDF"):
        desk.add(tmp_path / "0", "to khai.mp3", "tờ khai")
    assert sorted(folder.audio.iterdir()) == before


def test_a_sound_in_use_is_neither_renamed_nor_removed(desk: StationSounds) -> None:
    with pytest.raises(RefusedError, match="«Buổi sáng»"):
        desk.rename("nhac-hieu", "khac")
    with pytest.raises(RefusedError, match="«Buổi sáng»"):
        desk.remove("nen-nhe")
    with pytest.raises(RefusedError, match="khẩn"):
        desk.remove("hieu-lenh-khan")


def test_a_free_sound_is_renamed_and_removed_into_the_history(desk: StationSounds) -> None:
    assert desk.rename("nhac-ket", "Nhạc cuối") == {"name": "nhac-cuoi"}
    content = desk.file("nhac-cuoi").read_bytes()
    desk.remove("nhac-cuoi")
    with pytest.raises(UnknownNameError):
        desk.file("nhac-cuoi")
    assert [desk.kept_file(one["kept"]).read_bytes() for one in desk.put_away()] == [content]
    with pytest.raises(RefusedError, match="đã có"):
        desk.rename("coi-hu", "nhac-cat")


def test_a_recording_beside_a_script_is_read_instead_of_the_voice(
    desk: StationSounds, answers: Answers, folder: StationFolder, came: Callable[..., Path]
) -> None:
    assert desk.record(came(), "ghi.wav", "tin")["name"] == "bai:tin"
    assert told(desk, "bai:tin")["used"] == ["Tin"]
    script = answers._station.files.book.loaded.scripts["tin"]
    order = next(answers._station.files.book.composer.script(script, {}, chime=False).orders())
    assert order.paths() == {str(folder.scripts / "tin.flac")}
    desk.remove("bai:tin")
    assert not (folder.scripts / "tin.flac").exists()
    with pytest.raises(UnknownNameError):
        desk.record(came("1"), "ghi.wav", "không có")


@pytest.mark.parametrize("name", ["../config", "bai:../../config", "bai:khong-co", "", "x/../nhac-hieu"])
def test_only_sounds_are_handed_out(desk: StationSounds, name: str) -> None:
    with pytest.raises(UnknownNameError):
        desk.file(name)


@pytest.mark.parametrize("name", ["../panel", "20200824-170300-abcdef01", "", "20200824-170300-abcdef01.json"])
def test_only_clips_and_heard_words_are_handed_out(desk: StationSounds, name: str) -> None:
    for ask in (desk.clip_file, desk.clip_told, desk.heard_file):
        with pytest.raises(UnknownNameError):
            ask(name)


def test_a_clip_breaks_in_and_old_ones_go_but_for_those_that_repeat(
    desk: StationSounds, answers: Answers, came: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    clip = desk.clip(came(), "ghi âm.wav")
    assert desk.clip_told(clip["id"]) == clip
    path = desk.clip_file(clip["id"])
    answers.urgent(UrgentOrder(recording=str(path), title="Lũ về", every=600.0))
    assert answers.status()["standing"][0]["title"] == "Lũ về"
    other = desk.clip(came("1"), "khác.wav")
    monkeypatch.setattr(clips_module, "LIFE", timedelta(days=-36500))
    desk.clip(came("2"), "mới.wav")
    assert desk.clip_file(clip["id"]) == path
    with pytest.raises(UnknownNameError):
        desk.clip_file(other["id"])


def test_words_are_heard_before_they_are_aired(desk: StationSounds, humming: HummingAtelier) -> None:
    heard = desk.hear(UrgentOrder(text="Nước lên nhanh. Bà con lên chỗ cao."))
    assert humming.said == ["Nước lên nhanh. Bà con lên chỗ cao."]
    assert heard["seconds"] == pytest.approx(len(decode(desk.heard_file(heard["id"]))) / RATE, abs=0.1)


def test_what_no_voice_can_speak_is_told(tmp_path: Path) -> None:
    class Mute(HummingAtelier):
        def speak(self, order: object, each: object, done: Callable[[BroadcasterError | None], None]) -> int:
            done(BroadcasterError("không giọng nào đọc được"))
            return 0

    with pytest.raises(RefusedError, match="không giọng nào"):
        Hearing(tmp_path, Mute(tmp_path)).hear(object())  # type: ignore[arg-type]


def test_a_page_gives_way_to_the_loudspeaker(tmp_path: Path) -> None:
    begun = threading.Event()

    class Slow(HummingAtelier):
        def speak(self, order: object, each: object, done: Callable[[BroadcasterError | None], None]) -> int:
            self.done = done
            begun.set()
            return 7

        def cancel(self, ticket: int) -> None:
            super().cancel(ticket)
            self.done(BroadcasterError("đã huỷ"))

    slow = Slow(tmp_path)
    hearing = Hearing(tmp_path, slow)
    refused: list[Exception] = []

    def listen() -> None:
        try:
            hearing.hear(object())  # type: ignore[arg-type]
        except RefusedError as error:
            refused.append(error)

    thread = threading.Thread(target=listen)
    thread.start()
    assert begun.wait(5)
    while not slow.cancelled:  # its ticket is known a moment after it began
        hearing.give_way()
    thread.join(5)
    assert slow.cancelled[0] == 7
    assert "đã huỷ" in str(refused[0])


def test_a_file_is_looked_into_once(tmp_path: Path, came: Callable[..., Path]) -> None:
    looked: list[Path] = []

    class Counting(HummingAtelier):
        def facts(self, path: Path, done: Any, to: Path | None = None) -> int:
            looked.append(path)
            return super().facts(path, done, to)

    path, memory = came("a.wav"), tmp_path / "sounds.json"
    for _ in range(2):  # the second after a restart
        assert SoundBook(memory, Counting(tmp_path)).of(path)["facts"]["seconds"] == pytest.approx(1.0)
    came("a.wav", 2.0)
    assert SoundBook(memory, Counting(tmp_path)).of(path)["facts"]["seconds"] == pytest.approx(2.0)
    memory.write_text("không phải JSON", encoding="utf-8")
    assert SoundBook(memory, Counting(tmp_path)).of(path)["wrong"] == ""
    assert len(looked) == 3


def test_what_was_measured_when_it_came_is_known_at_once(
    desk: StationSounds, humming: HummingAtelier, came: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.add(came(), "a.wav", "moi")
    monkeypatch.setattr(humming, "facts", lambda *_: 0)  # the worker is busy
    assert told(desk, "moi")["facts"]["seconds"] == pytest.approx(1.0)
    desk.rename("moi", "khác")
    assert told(desk, "khac")["facts"]["seconds"] == pytest.approx(1.0)


def test_names_are_as_one_writes_them_in_a_schedule() -> None:
    assert sound_name("Đội ca xã nhà (bản 2)") == "doi-ca-xa-nha-ban-2"
    with pytest.raises(RefusedError, match="đặt tên"):
        sound_name(" … ")
