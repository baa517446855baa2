"""Who is told to speak: by what is here, what is wanted and what failed."""

from __future__ import annotations

from broadcaster.speech.chain import Link
from broadcaster.speech.fake import HummingEngine
from broadcaster.speech.registry import states

PIPER, KOKORO, ESPEAK = (
    HummingEngine("piper", named=("vais",)),
    HummingEngine("kokoro", named=("hue",)),
    HummingEngine("espeak"),
)
LINKS = [Link(PIPER, PIPER), Link(KOKORO, KOKORO), Link(ESPEAK, ESPEAK, resort=True)]


def told(voice: str, **troubles: str) -> list[tuple[str, str | None]]:
    return [(one.name, one.why_not) for one in states(LINKS, voice, troubles)]


def test_the_best_that_is_here_speaks() -> None:
    assert told("default") == [("piper", None), ("kokoro", None), ("espeak", None)]


def test_a_better_one_without_the_wanted_voice_is_passed_over_and_says_so() -> None:
    assert told("hue") == [("piper", "không có giọng 'hue'; có: vais"), ("kokoro", None), ("espeak", None)]


def test_of_many_voices_some_are_named() -> None:
    crowd = HummingEngine("piper", named=tuple(f"v{number}" for number in range(20)))
    (first, _) = states([Link(crowd, crowd), Link(KOKORO, KOKORO)], "hue")
    assert str(first.why_not).endswith("; có: v0, v1, v2, v3, v4, v5, v6, v7, …")


def test_where_nobody_has_the_voice_the_best_speaks_all_the_same() -> None:
    assert told("ai đó")[0] == ("piper", None)


def test_a_last_resort_that_has_the_voice_passes_nobody_over() -> None:
    assert told("low")[0] == ("piper", None)


def test_one_that_failed_last_does_not_speak() -> None:
    assert told("default", piper="hỏng")[:2] == [("piper", "hỏng"), ("kokoro", None)]
    assert told("hue", kokoro="hết bộ nhớ")[0] == ("piper", None)


def test_where_all_failed_nobody_speaks() -> None:
    assert [why for _, why in told("hue", piper="a", kokoro="b", espeak="c")] == ["a", "b", "c"]
