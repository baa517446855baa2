import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcaster.sound.formats import why_unreadable


@pytest.mark.parametrize(
    "head",
    [
        b"RIFF\x24\0\0\0WAVEfmt ",
        b"fLaC\0\0\0\x22",
        b"OggS\0\2",
        b"FORM\0\0\0\0AIFF",
        b"ID3\4\0\0",
        b"\xff\xfb\x94\xc0",
        b"\xff\xf3\x84d",
    ],
)
def test_sound_is_let_through(head: bytes) -> None:
    assert why_unreadable(head + b"\1" * 60) is None


def test_a_page_behind_blank_lines_is_still_a_page() -> None:
    assert "HTML" in (why_unreadable(b"\n\n\t <!-- x --><HTML>") or "")


@given(st.binary(max_size=200))
def test_every_refusal_says_what_to_do(head: bytes) -> None:
    why = why_unreadable(head)
    assert why is None or "hãy" in why
