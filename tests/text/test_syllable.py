import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcaster.text.syllable import cut, is_syllable, mended, strip_tone

GOOD = (
    "nghiêng khuỷu thuở quýt quyết giếng giết gìn gì giền giữa ngoằn ngoèo khoét huỳnh huých tuýp xoong moóc oẳng yên "
    "yếu uống ưỡn hoà hòa thuỷ thủy uỷ ủy của quốc quới nguệch ngoạc loằng khuya ngoém ý Ở ĐƯỜNG Ngưỡng a ô"
)
BAD = "b đ blu zoom chat net ngiêng gê cên ká qa quu tieng dien an̂ àá huyênh yêns kx nghà gộố ược̣ f jăng wi oat"


@pytest.mark.parametrize("word", GOOD.split())
def test_is_written_as_a_syllable(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", BAD.split())
def test_is_not(word: str) -> None:
    assert not is_syllable(word)


@pytest.mark.parametrize(
    ("word", "right"),
    [("nghành", "ngành"), ("Kạn", "cạn"), ("ngỉ", "nghỉ"), ("gế", "ghế"), ("cỉ", "kỉ"), ("blu", None)],
)
def test_a_slip_in_the_onset_is_mended(word: str, right: str | None) -> None:
    assert mended(word) == right


def test_the_tone_is_taken_off() -> None:
    assert strip_tone("Nghĩa") == ("nghia", "ngã")
    assert strip_tone("ươ") == ("ươ", "ngang")


def test_syllables_grown_together_are_cut() -> None:
    assert cut("ởnhà") == ["ở", "nhà"]
    assert cut("bàconxãtôi") == ["bà", "con", "xã", "tôi"]
    assert cut("ởzz") is None


@given(st.text(max_size=12))
def test_form_of_unicode_makes_no_difference(word: str) -> None:
    assert is_syllable(unicodedata.normalize("NFC", word)) == is_syllable(unicodedata.normalize("NFD", word))
