"""What an officer brings: measured, drawn, kept; what the station cannot read, read by ffmpeg where there is one."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import numpy as np
import pytest
import soundfile

from broadcaster.errors import SoundError
from broadcaster.sound.files import decode
from broadcaster.sound.intake import look
from broadcaster.sound.waveform import BARS, waveform
from broadcaster.units import RATE, Samples

M4A = b"\x00\x00\x00\x20ftypM4A \x00\x00\x00\x00" + bytes(64)


def tone(seconds: float, level: float = 0.5) -> Samples:
    sound: Samples = (level * np.sin(np.arange(round(seconds * RATE)) * 0.05)).astype(np.float32)
    return sound


def program(folder: Path, body: str) -> None:
    """An `ffmpeg` on the path that runs `body`; `out` is the file it should make."""
    folder.mkdir()
    script = folder / "ffmpeg"
    head = f"#!{sys.executable}\nimport sys\nout = sys.argv[-1].removeprefix('file:')\n"
    script.write_text(head + body, encoding="utf-8")
    script.chmod(0o755)


def test_a_waveform_shows_where_it_is_loud() -> None:
    half = np.concatenate([tone(1.0, 0.5), np.zeros(RATE, np.float32)])
    peaks = waveform(half)
    assert len(peaks) == BARS
    assert set(peaks[: BARS // 2 - 1]) == {50}
    assert set(peaks[BARS // 2 + 1 :]) == {0}
    assert waveform(np.zeros(0, np.float32)) == (0,) * BARS
    assert max(waveform(np.full(7, 3.0, np.float32))) == 100  # shorter than its drawing, and beyond full scale


def test_a_sound_is_measured_drawn_and_kept(tmp_path: Path) -> None:
    stereo = np.stack([tone(2.0), tone(2.0)], axis=1)
    soundfile.write(tmp_path / "a.ogg", stereo, RATE)
    looked = look(tmp_path / "a.ogg", tmp_path / "kept.flac").as_json()
    assert looked["seconds"] == pytest.approx(2.0, abs=0.01)
    assert looked["clipped"] == 0
    assert max(looked["peaks"]) == pytest.approx(50, abs=3)
    assert len(decode(tmp_path / "kept.flac")) == pytest.approx(2 * RATE, abs=500)
    assert soundfile.info(tmp_path / "kept.flac").channels == 1


def test_silence_has_no_loudness(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "a.wav", np.zeros(RATE), RATE)
    assert look(tmp_path / "a.wav").as_json()["lufs"] is None


def test_what_only_another_program_reads_is_read_by_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "ghi.m4a").write_bytes(M4A)
    soundfile.write(tmp_path / "a.wav", tone(1.0), RATE, subtype="PCM_16")
    program(tmp_path / "bin", f"import shutil\nshutil.copy({str(tmp_path / 'a.wav')!r}, out)\n")
    monkeypatch.setenv("PATH", str(tmp_path / "bin"), prepend=os.pathsep)
    assert look(tmp_path / "ghi.m4a").facts.seconds == pytest.approx(1.0)


def test_what_it_cannot_read_either_is_refused_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "ghi.m4a").write_bytes(M4A)
    program(tmp_path / "bin", "sys.exit(1)\n")
    monkeypatch.setenv("PATH", str(tmp_path / "bin"), prepend=os.pathsep)
    with pytest.raises(SoundError, match=r"ghi\.m4a.*đổi sang MP3"):
        look(tmp_path / "ghi.m4a")


def test_without_the_program_the_file_is_called_by_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "ghi.m4a").write_bytes(M4A)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SoundError, match="MP4/M4A"):
        look(tmp_path / "ghi.m4a")
