"""espeak-ng, the separate program: poorly understood, but it is everywhere and starts at once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from broadcaster.errors import SpeechError
from broadcaster.speech.program import Program, find_program
from broadcaster.speech.types import Speech, Voice
from broadcaster.units import Seconds

VOICES = (
    Voice("vi+f3", "female", "north"),
    Voice("vi", "male", "north"),
    Voice("vi-vn-x-central+f3", "female", "hue"),
    Voice("vi-vn-x-central", "male", "hue"),
    Voice("vi-vn-x-south+f3", "female", "saigon"),
    Voice("vi-vn-x-south", "male", "saigon"),
)
"""Best first: of 34 variants the recogniser understood `vi+f3` best."""

PACE = 150
"""Words a minute at speed 1."""
DEADLINE = Seconds(20.0)
"""It speaks hundreds of times faster than time passes: past this it hangs."""
ABSENT = "chưa có chương trình espeak-ng trên máy; cài bằng lệnh: sudo apt-get install espeak-ng"


class Espeak:
    """The engine named `espeak` in `config.yaml`."""

    name = "espeak"
    abreast = 1

    def __init__(self, program: Program | None) -> None:
        self._program = program

    def voices(self) -> Sequence[Voice]:
        """Three accents, each by a woman and a man; none where the program is not installed."""
        return VOICES if self._program else ()

    def check(self) -> str | None:
        """None where the program is installed."""
        return None if self._program else ABSENT

    def identity(self, voice: str) -> str:
        """The program's version and the voice."""
        return f"{self._program.version() if self._program else ''}|{_named(voice)}|{PACE}"

    def synthesise(self, spoken: str, voice: str, speed: float) -> Speech:
        """Speak one sentence by the program. Raises SpeechError where it is absent, fails, hangs or says nothing."""
        if self._program is None:
            raise SpeechError(ABSENT)
        if not any(map(str.isalnum, spoken)):
            raise SpeechError("không có chữ nào để đọc")
        pace = str(max(80, min(450, round(PACE * speed))))
        arguments = ["-v", _named(voice), "-s", pace, "-b", "1", "--stdin", "--stdout"]
        return read_wav_stream(self._program.run(arguments, spoken, DEADLINE))


def _named(voice: str) -> str:
    if voice == "default":
        return VOICES[0].name
    if any(own.name == voice for own in VOICES):
        return voice
    raise SpeechError(f"espeak không có giọng '{voice}'; chọn một trong: {', '.join(own.name for own in VOICES)}")


def read_wav_stream(wav: bytes) -> Speech:
    """A 16-bit mono WAV written to a pipe, whose header therefore lies about the length.

    Raises SpeechError where it is no such WAV or has no sound.
    """
    start = wav.find(b"data") + 8
    if wav[:4] != b"RIFF" or start < 44 or len(wav) < start + 2:  # noqa: PLR2004  -- the 44 bytes of a plain header
        raise SpeechError("espeak-ng không trả về âm thanh")
    rate = int.from_bytes(wav[24:28], "little")
    body = wav[start : start + (len(wav) - start) // 2 * 2]
    return Speech(np.frombuffer(body, "<i2").astype(np.float32) / np.float32(32768), rate)


def espeak() -> Espeak:
    """The engine as this machine has it."""
    return Espeak(find_program())
