from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcaster.speech.kokoro.syllable import ONSETS, RHYMES, Syllable, Tone, parse
from broadcaster.speech.kokoro.words import syllables


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        ("gì", "gi||i||HUYEN"),
        ("gìn", "gi||i|n|HUYEN"),
        ("giếng", "gi||iê|ng|SAC"),
        ("giữa", "gi||ươ||NGA"),
        ("giờ", "gi||ơ||HUYEN"),
        ("quốc", "c|w|ô|c|SAC"),
        ("quý", "c|w|i||SAC"),
        ("quyết", "c|w|iê|t|SAC"),
        ("quanh", "c|w|a|nh|NGANG"),
        ("cua", "c||uô||NGANG"),
        ("khuỷu", "kh|w|i|u|HOI"),
        ("khuya", "kh|w|iê||NGANG"),
        ("nghiêng", "ng||iê|ng|NGANG"),
        ("ghế", "g||ê||SAC"),
        ("uy", "|w|i||NGANG"),
        ("ươu", "||ươ|u|NGANG"),
        ("yêu", "||iê|u|NGANG"),
        ("ý", "||i||SAC"),
        ("oải", "|w|a|i|HOI"),
        ("ngoằn", "ng|w|ă|n|HUYEN"),
        ("thuở", "th|w|ơ||HOI"),
        ("xoong", "x||oo|ng|NGANG"),
        ("máu", "m||ă|u|SAC"),
        ("máo", "m||a|u|SAC"),
        ("hạch", "h||a|ch|NANG"),
        ("đắk", "đ||ă|c|SAC"),
        ("zét", "d||e|t|SAC"),
    ],
)
def test_the_parts_of_a_syllable(written: str, parts: str) -> None:
    syllable = parse(written)
    assert syllable is not None
    glide = "w" if syllable.glide else ""
    assert f"{syllable.onset}|{glide}|{syllable.nucleus}|{syllable.coda}|{syllable.tone.name}" == parts


@pytest.mark.parametrize(("old", "new"), [("hòa", "hoà"), ("khỏe", "khoẻ"), ("ủy", "uỷ"), ("thúy", "thuý")])
def test_both_places_of_the_tone_mark_are_one_syllable(old: str, new: str) -> None:
    assert parse(old) == parse(new) is not None


@given(st.sampled_from(ONSETS), st.sampled_from(sorted(RHYMES)), st.sampled_from(["", "\u0300", "\u0301", "\u0323"]))
def test_case_and_composition_do_not_matter(onset: str, rhyme: str, mark: str) -> None:
    written = unicodedata.normalize("NFC", onset + rhyme[0] + mark + rhyme[1:])
    assert parse(written) == parse(written.upper()) == parse(unicodedata.normalize("NFD", written))


@pytest.mark.parametrize("word", ["blu", "xtốp", "b", "krông", "covid", "facebook", "Wifi", "19", "qr", "ä", "l'o"])
def test_no_word_is_dropped(word: str) -> None:
    assert syllables(word)


def test_a_cluster_stays_one_syllable() -> None:
    assert syllables("blu") == (Syllable("b l", glide=False, nucleus="u", coda="", tone=Tone.NGANG),)


def test_digits_are_read_one_by_one() -> None:
    assert syllables("19") == (*syllables("một"), *syllables("chín"))


@given(st.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyàáảãạằậ019fjwz", min_size=1, max_size=12))
def test_any_letters_give_syllables(word: str) -> None:
    assert syllables(word)
