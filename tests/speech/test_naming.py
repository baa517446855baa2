"""Which of an engine's voices an operator's word means."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from broadcaster.speech.espeak import Espeak
from broadcaster.speech.fake import HummingEngine
from broadcaster.speech.naming import own_voice
from broadcaster.speech.program import Program
from broadcaster.speech.types import Voice

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
        ("giọng Huế", "vi-vn-x-central+f3"),
        ("nữ Huế", "vi-vn-x-central+f3"),
        ("Huế nam", "vi-vn-x-central"),
        ("nam Sài Gòn", "vi-vn-x-south"),
        ("giọng nam miền Nam", "vi-vn-x-south"),
        ("nữ miền Nam", "vi-vn-x-south+f3"),
        ("Nam Bộ", "vi-vn-x-south+f3"),
        ("miền  trung", "vi-vn-x-central+f3"),
        ("bắc bộ", "vi+f3"),
        ("tphcm", "vi-vn-x-south+f3"),
        ("female", "vi+f3"),
        ("male", "vi"),
        ("Nam.", "vi"),
        ("giọng", None),
        ("hế", None),
        ("jenny", None),
    ],
)
def test_a_name_a_gender_or_a_region(wanted: str, own: str | None) -> None:
    assert own_voice(ESPEAK, wanted) == own


def test_a_voice_of_that_very_name_comes_before_what_the_word_describes() -> None:
    assert own_voice(HummingEngine(named=("Nam", "nữ")), "nam") == "Nam"


def test_where_a_region_has_no_such_gender_the_region_counts() -> None:
    (woman,) = [voice for voice in ESPEAK.voices() if voice.name == "vi-vn-x-central+f3"]

    class Kokoro(HummingEngine):
        def voices(self) -> Sequence[Voice]:
            return [Voice("nam", "male", "north"), woman]

    assert own_voice(Kokoro(), "nam Huế") == woman.name


def test_a_voice_nobody_knows_anything_of_answers_to_its_name_alone() -> None:
    assert own_voice(HummingEngine(named=("thu",)), "nam") is None
