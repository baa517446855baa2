"""How a sound is shown: its shape, its loudness in words, what is wrong with it."""

from __future__ import annotations

import pytest

from broadcaster.panel.views.sounds import HALF, loudness, put_away, show, warnings, wave

TOLD = {
    "name": "nhac-hieu", "file": "audio/nhac-hieu.flac", "kind": "jingle", "used": ["Buổi sáng"], "script": None,
    "bytes": 1000, "changed": "2020-08-18T08:00:00+07:00", "wrong": "",
    "facts": {"seconds": 9.2, "lufs": -16.0, "true_peak_dbtp": -1.0, "clipped": 0, "peaks": [0, 100]},
}  # fmt: skip


def test_a_wave_stands_about_its_middle_and_silence_is_still_seen() -> None:
    assert wave([0, 100]) == f"M1 {HALF - 2}V{HALF + 2}M3 0V{2 * HALF}"
    assert wave([]) == ""


@pytest.mark.parametrize(
    ("lufs", "said"),
    [(None, "không nghe thấy gì"), (-9.4, "rất to (−9 LUFS)"), (-16.2, "to vừa (−16 LUFS)"), (-30.0, "nhỏ (−30 LUFS)"),
     (-48.0, "rất nhỏ (−48 LUFS)")],
)  # fmt: skip
def test_loudness_in_words(lufs: float | None, said: str) -> None:
    assert loudness(lufs) == said


def test_what_is_wrong_with_a_sound_is_told_with_what_to_do() -> None:
    assert warnings({"lufs": -16.0, "clipped": 3}) == ()
    assert "vỡ tiếng ở 400 chỗ" in warnings({"lufs": -16.0, "clipped": 400})[0]
    assert "gần micro hơn" in warnings({"lufs": -40.0, "clipped": 0})[0]
    assert "không có tiếng" in warnings({"lufs": None, "clipped": 0})[0]


def test_what_is_used_stays_and_what_lies_beside_a_script_is_called_by_its_title() -> None:
    assert show(TOLD).fixed == "Buổi sáng"
    beside = show({**TOLD, "name": "bai:tin", "used": ["Tin Bluezone"]})
    assert (beside.title, beside.key, beside.fixed) == ("Tin Bluezone", "bai%3Atin", "")


def test_a_file_not_yet_looked_into_waits_and_a_wrong_one_does_not() -> None:
    assert show({**TOLD, "facts": None}).pending
    wrong = show({**TOLD, "facts": None, "wrong": "tệp hỏng"})
    assert (wrong.pending, wrong.warnings) == (False, ("tệp hỏng",))


def test_what_was_put_away_is_told_by_what_it_was() -> None:
    told = {
        "kept": "audio/nhạc cũ-20200818-080000.flac", "name": "nhạc cũ", "script": None, "title": None,
        "until": "2020-08-18T08:00:00+07:00", "bytes": 1_200_000, "present": True, "barred": "",
    }  # fmt: skip
    (sound,) = put_away([told])
    assert (sound.title, sound.place, sound.when, sound.size) == ("nhạc cũ", "tiếng", "08:00:00 18/08/2020", "1,2 MB")
    assert sound.key == "audio/nh%E1%BA%A1c%20c%C5%A9-20200818-080000.flac"
    (voice,) = put_away([{**told, "name": "bai:tin", "script": "tin", "title": "Tin Bluezone"}])
    assert (voice.title, voice.place) == ("Tin Bluezone", "giọng đọc của bài Tin Bluezone")
