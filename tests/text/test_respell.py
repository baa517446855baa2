import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcaster.text.letters import spell
from broadcaster.text.respell import respell
from broadcaster.text.syllable import is_syllable


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("Kubota", "cu bô ta"),
        ("Obama", "ô ba ma"),
        ("blog", "bờ lóc"),
        ("net", "nét"),
        ("zone", "don"),
        ("Wuhan", "u han"),
        ("Yamato", "da ma tô"),
        ("brown", "bờ rao"),
        ("Zürich", "du rích"),
        ("street", "xờ trít"),
        ("KTV", "ca tê vê"),
        ("x", "ích"),
    ],
)
def test_a_foreign_word_is_said_in_syllables(word: str, said: str) -> None:
    assert respell(word) == said


@given(st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=30))
def test_whatever_latin_letters_come_syllables_go_out(word: str) -> None:
    said = respell(word).split()
    assert said
    assert all(map(is_syllable, said))


@given(st.text("AĂÂBCDĐEÊGHIKLMNOÔƠPQRSTUƯVXYFJWZáẽ", min_size=1, max_size=10))
def test_each_letter_has_a_name(word: str) -> None:
    said = spell(word).split()
    assert len(said) >= len(word)
    assert all(map(is_syllable, said))
