import pytest

from broadcaster.sound.scale import HO, Note, line, pitch


def test_the_five_notes() -> None:
    assert [round(pitch(name)) for name in ("hò", "xự", "xang", "xê", "cống", "hò'")] == [523, 587, 698, 784, 880, 1046]


def test_octaves_and_a_word_that_is_no_note() -> None:
    assert pitch("xê''") == pytest.approx(4 * pitch("xê"))
    assert pitch("hò,") == pytest.approx(HO / 2)
    with pytest.raises(KeyError):
        pitch("đồ")


def test_a_line_is_read_in_beats() -> None:
    assert line("hò:1 lặng:.5 ^xê~:2 cống':1") == [
        Note(0.0, 1.0, pitch("hò")),
        Note(1.5, 2.0, pitch("xê"), shaken=True, pressed=True),
        Note(3.5, 1.0, pitch("cống'")),
    ]
