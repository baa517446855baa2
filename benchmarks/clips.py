"""The sounds the README lets one play, made anew from the shipped texts by the built-in voice: `make clips`.

They are what the station airs, only shorter and as MP3 at 16 kHz: a horn passes nothing above.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

import soundfile
import soxr

from broadcaster.clock import SystemClock
from broadcaster.folder import StationFolder
from broadcaster.sound.files import decode
from broadcaster.sound.order import FilePart, RenderOrder, SpeechPart
from broadcaster.sound.render import render
from broadcaster.speech.cache import SpeechCache
from broadcaster.speech.chain import Chain
from broadcaster.speech.registry import Engines
from broadcaster.station.composition import SoundBlock
from broadcaster.station.files import Book, open_book
from broadcaster.units import RATE

ROOT = Path(__file__).parents[1]
PLACE = ROOT / "docs" / "clips"
PLAYED = 16_000
LARGEST = 70_000
"""Bytes: a page with three of them opens at once on a poor line."""


@dataclass(frozen=True)
class Clip:
    """A sound, the first sentences of a text, and what lies under them."""

    sound: str
    script: str
    sentences: int
    bed: str | None = None


CLIPS = (
    Clip("chuong", "bluezone-30-giay", 2, "nen-nhe"),
    Clip("hieu-lenh-khan", "khan-lu", 3),
    Clip("nhac-cat", "loi-xuong-sang", 2),
)


def order(book: Book, clip: Clip) -> RenderOrder:
    """What is to be made of `clip`; blanks of a template hold their examples."""
    script = book.loaded.scripts[clip.script]
    (block,) = book.composer.script(script, script.blanks, chime=False).blocks
    assert isinstance(block, SoundBlock)
    (text,) = block.order.parts
    assert isinstance(text, SpeechPart)
    sound, bed = (str(book.folder.audio / f"{name}.flac") if name else None for name in (clip.sound, clip.bed))
    short = replace(text, sentences=text.sentences[: clip.sentences], recording=None)
    return replace(block.order, parts=(FilePart(clip.sound, str(sound)), short), bed=bed, engines=("kokoro",))


def main() -> None:
    """Make every clip in docs/clips/."""
    PLACE.mkdir(exist_ok=True)
    with TemporaryDirectory() as made:
        folder = StationFolder(ROOT, Path(made))
        clock = SystemClock(ZoneInfo("UTC"))
        chain = Chain(Engines(folder, clock).links(("kokoro",), only=True), SpeechCache(folder.speech), clock)
        for clip in CLIPS:
            sound = decode(render(order(open_book(folder), clip), clip.script, folder.renders, chain).path)
            path = PLACE / f"{clip.script}.mp3"
            played = soxr.resample(sound, RATE, PLAYED, "HQ")
            soundfile.write(path, played, PLAYED, format="MP3", bitrate_mode="VARIABLE", compression_level=0.8)
            size = path.stat().st_size
            print(f"{path.relative_to(ROOT)}: {len(sound) / RATE:.1f} s, {size / 1000:.0f} kB")
            assert size <= LARGEST, "too large for a page: take fewer sentences"


if __name__ == "__main__":
    main()
