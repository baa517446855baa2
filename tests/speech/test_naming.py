"""Which of an engine's voices an operator's word means."""

from __future__ import annotations

import pytest

from broadcaster.speech.espeak import Espeak
from broadcaster.speech.fake import HummingEngine
from broadcaster.speech.naming import own_voice
from broadcaster.speech.program import Program

ESPEAK = Espeak(Program(("espeak-ng",)))


@pytest.mark.parametrize(
    ("wanted", "own"),
    [
        ("default", "default"),
        ("Default", "default"),
        ("", "default"),
        ("vi", "vi"),
        ("VI+F3", "vi+f3"),
        ("nữ", "vi+f3"),
        ("nam", "vi"),
        ("Huế", "vi-vn-x-central+f3"),
        ("hue", "vi-vn-x-central+f3"),
        ("saigon", "vi-vn-x-south+f3"),
        ("Sài Gòn", "vi-vn-x-south+f3"),
        ("miền nam", "vi-vn-x-south+f3"),
        ("jenny", None),
    ],
)
def test_a_name_a_gender_or_a_region(wanted: str, own: str | None) -> None:
    assert own_voice(ESPEAK, wanted) == own


def test_a_voice_of_that_very_name_comes_before_what_the_word_describes() -> None:
    assert own_voice(HummingEngine(named=("Nam", "nữ")), "nam") == "Nam"


def test_a_voice_nobody_knows_anything_of_answers_to_its_name_alone() -> None:
    assert own_voice(HummingEngine(named=("thu",)), "nam") is None
