"""The way back of what was put away: the same at a running station and at the desk of the panel's tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pytest
import soundfile
from fakes.sounds import FakeSoundDesk
from station.conftest import HummingAtelier

from broadcaster.folder import StationFolder
from broadcaster.sound.files import decode
from broadcaster.station.answers import Answers
from broadcaster.station.desks.sounds import SoundDesk
from broadcaster.station.door import RefusedError, UnknownNameError
from broadcaster.station.rehearsal import Stage, rehearsal
from broadcaster.units import RATE

NOW = datetime(2026, 12, 1, 9, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
Came = Callable[[], Path]


@pytest.fixture
def came(tmp_path: Path) -> Came:
    """Each call brings another sound: of one second, of two, …"""
    lengths = iter(range(1, 10))

    def come() -> Path:
        seconds = next(lengths)
        path = tmp_path / f"came-{seconds}"
        soundfile.write(path, 0.25 * np.sin(np.arange(seconds * RATE) * 0.05), RATE, format="WAV")
        return path

    return come


@pytest.fixture
def stage(folder: StationFolder, humming: HummingAtelier) -> Iterator[Stage]:
    with rehearsal(folder, NOW, humming) as stage:
        yield stage


@pytest.fixture
def real(stage: Stage) -> SoundDesk:
    return Answers(stage.station).sounds


@pytest.fixture(params=["fake", "station"])
def desk(request: pytest.FixtureRequest) -> SoundDesk:
    if request.param == "fake":
        return FakeSoundDesk(lambda _what, _detail: None)
    desk: SoundDesk = request.getfixturevalue("real")
    return desk


def script_of(desk: SoundDesk) -> str:
    return "bluezone-loi-ich" if isinstance(desk, FakeSoundDesk) else "tin"


def kept_of(desk: SoundDesk, name: str) -> list[dict[str, Any]]:
    return [one for one in desk.put_away() if one["name"] == name]


def names(desk: SoundDesk) -> set[str]:
    return {one["name"] for one in desk.all()}


def test_what_is_removed_is_listed_first_and_comes_back(desk: SoundDesk, came: Came) -> None:
    desk.add(came(), "ca.wav", "doi-ca-moi")
    desk.remove("doi-ca-moi")
    assert "doi-ca-moi" not in names(desk)
    away = desk.put_away()[0]
    assert (away["name"], away["script"], away["title"]) == ("doi-ca-moi", None, None)
    assert (away["present"], away["barred"]) == (False, "")
    assert datetime.fromisoformat(away["until"]).tzinfo is not None
    assert away["bytes"] > 0
    assert desk.kept_file(away["kept"]).suffix == ".flac"
    assert desk.take_back(away["kept"]) == {"name": "doi-ca-moi", "swapped": False}
    assert "doi-ca-moi" in names(desk)
    assert kept_of(desk, "doi-ca-moi") == []
    with pytest.raises(UnknownNameError, match="không còn tiếng này"):
        desk.take_back(away["kept"])


def test_what_was_replaced_changes_places_with_what_replaced_it(desk: SoundDesk, came: Came) -> None:
    for _ in range(2):
        desk.add(came(), "ca.wav", "doi-ca-moi", replace=True)
    (earlier,) = kept_of(desk, "doi-ca-moi")
    assert earlier["present"] is True
    assert desk.take_back(earlier["kept"]) == {"name": "doi-ca-moi", "swapped": True}
    (later,) = kept_of(desk, "doi-ca-moi")
    assert later["present"] is True
    assert desk.take_back(later["kept"])["swapped"] is True
    assert len(kept_of(desk, "doi-ca-moi")) == 1


def test_a_persons_voice_goes_and_comes_with_its_text(desk: SoundDesk, came: Came) -> None:
    script = script_of(desk)
    name = f"bai:{script}"
    if name not in names(desk):
        desk.record(came(), "ghi.wav", script)
    desk.record(came(), "ghi.wav", script)
    (earlier,) = kept_of(desk, name)
    assert (earlier["script"], earlier["present"]) == (script, True)
    assert earlier["title"] not in {None, script}
    assert desk.take_back(earlier["kept"]) == {"name": name, "swapped": True}
    desk.remove(name)
    assert [one["present"] for one in kept_of(desk, name)] == [False, False]
    assert desk.take_back(kept_of(desk, name)[0]["kept"]) == {"name": name, "swapped": False}


@pytest.mark.parametrize(
    "kept", ["../sounds.json", "audio/../../config.yaml", "/etc/passwd", "audio/nhac-hieu-20200101-000000.flac", ""]
)
def test_no_other_file_is_handed_out_or_brought_back(desk: SoundDesk, kept: str) -> None:
    for ask in (desk.kept_file, desk.take_back):
        with pytest.raises(UnknownNameError):
            ask(kept)


def test_what_comes_back_is_what_went_and_nothing_is_lost(real: SoundDesk, came: Came, folder: StationFolder) -> None:
    contents = []
    for _ in range(2):
        real.add(came(), "ca.wav", "doi-ca", replace=True)
        contents.append(real.file("doi-ca").read_bytes())
    real.take_back(real.put_away()[0]["kept"])
    assert real.file("doi-ca").read_bytes() == contents[0]
    assert real.kept_file(real.put_away()[0]["kept"]).read_bytes() == contents[1]
    assert not [path for path in folder.audio.iterdir() if path.name.startswith(".")]


def test_a_sound_and_a_recording_of_one_name_are_told_apart(real: SoundDesk, came: Came) -> None:
    real.add(came(), "a.wav", "tin")
    real.record(came(), "b.wav", "tin")
    real.remove("tin")
    real.remove("bai:tin")
    assert {(one["name"], one["title"]) for one in real.put_away()} == {("tin", None), ("bai:tin", "Tin")}
    real.take_back(kept_of(real, "bai:tin")[0]["kept"])
    assert len(decode(real.file("bai:tin"))) == 2 * RATE
    assert "tin" not in names(real)


def test_a_sound_of_a_folder_comes_back_into_it_and_another_ending_gives_way(
    real: SoundDesk, came: Came, folder: StationFolder
) -> None:
    (folder.audio / "thon").mkdir()
    came().rename(folder.audio / "thon" / "ca.wav")
    real.remove("thon/ca")
    (folder.audio / "nhac-ket.flac").replace(folder.audio / "thon" / "ca.flac")
    (away,) = real.put_away()
    assert (away["name"], away["present"]) == ("thon/ca", True)
    assert real.take_back(away["kept"]) == {"name": "thon/ca", "swapped": True}
    assert real.file("thon/ca") == folder.audio / "thon" / "ca.wav"
    assert not (folder.audio / "thon" / "ca.flac").exists()


def test_a_recording_waits_for_its_text_to_come_back(
    real: SoundDesk, stage: Stage, came: Came, folder: StationFolder
) -> None:
    texts = Answers(stage.station).texts
    real.record(came(), "ghi.wav", "khan-lu")
    version = texts.remove("khan-lu")["version"]
    (away,) = real.put_away()
    assert "lấy lại bài ấy trước, ở cuối trang Bài" in away["barred"]
    with pytest.raises(RefusedError, match="bài 'khan-lu'"):
        real.take_back(away["kept"])
    texts.restore("khan-lu", version, approved=True)
    assert real.take_back(away["kept"]) == {"name": "bai:khan-lu", "swapped": False}
    assert (folder.scripts / "khan-lu.flac").is_file()


def test_what_was_measured_is_still_known_when_it_comes_back(
    real: SoundDesk, came: Came, humming: HummingAtelier, monkeypatch: pytest.MonkeyPatch
) -> None:
    real.add(came(), "ca.wav", "doi-ca")
    monkeypatch.setattr(humming, "facts", lambda *_: 0)  # the worker is busy
    real.remove("doi-ca")
    real.take_back(real.put_away()[0]["kept"])
    told = next(one for one in real.all() if one["name"] == "doi-ca")
    assert told["facts"]["seconds"] == pytest.approx(1.0)
