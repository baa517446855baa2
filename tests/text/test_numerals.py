import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcaster.text.numerals import cardinal, digits, whole
from broadcaster.text.syllable import is_syllable


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "không"),
        (4, "bốn"),
        (10, "mười"),
        (14, "mười bốn"),
        (15, "mười lăm"),
        (21, "hai mươi mốt"),
        (24, "hai mươi tư"),
        (25, "hai mươi lăm"),
        (101, "một trăm linh một"),
        (104, "một trăm linh bốn"),
        (110, "một trăm mười"),
        (1005, "một nghìn không trăm linh năm"),
        (2020, "hai nghìn không trăm hai mươi"),
        (183_620, "một trăm tám mươi ba nghìn sáu trăm hai mươi"),
        (1_000_000, "một triệu"),
        (1_050_000, "một triệu không trăm năm mươi nghìn"),
        (2_000_000_001, "hai tỷ không trăm linh một"),
        (1_500_000_000_000, "một nghìn năm trăm tỷ"),
    ],
)
def test_a_quantity_is_said_as_in_the_north(number: int, words: str) -> None:
    assert cardinal(number) == words


_NAMES = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_VALUES = {word: value for value, word in enumerate(_NAMES)}
_VALUES |= {"mốt": 1, "tư": 4, "lăm": 5}


def _understood(words: str) -> int:
    """A listener's arithmetic: the number that the words say."""
    total = group = digit = 0
    for word in words.split():
        if word in _VALUES:
            digit = _VALUES[word]
        elif word in ("trăm", "mươi"):
            group, digit = group + digit * (100 if word == "trăm" else 10), 0
        elif word == "mười":
            group += 10
        elif word in ("nghìn", "triệu"):
            total, group, digit = total + (group + digit) * (1_000 if word == "nghìn" else 1_000_000), 0, 0
        elif word == "tỷ":
            total, group, digit = (total + group + digit) * 1_000_000_000, 0, 0
    return total + group + digit


@given(st.integers(0, 10**15 - 1))
def test_what_is_said_is_the_number_again(number: int) -> None:
    words = cardinal(number)
    assert _understood(words) == number
    assert all(map(is_syllable, words.split()))


@given(st.text("0123456789", min_size=1, max_size=30))
def test_digits_are_said_one_by_one(text: str) -> None:
    assert [_VALUES[word] for word in digits(text).split()] == [int(char) for char in text]


def test_a_code_with_leading_zeros_is_no_quantity() -> None:
    assert whole("007") == "không không bảy"
    assert whole("05") == "năm"
    assert whole("1" * 20) == " ".join(["một"] * 20)
