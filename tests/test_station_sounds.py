"""Everything the repository ships can be heard: each text and each programme, by the built-in voice, mixed."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from broadcaster.clock import SystemClock
from broadcaster.folder import StationFolder
from broadcaster.sound.files import decode, sound_facts
from broadcaster.sound.keys import Keys
from broadcaster.sound.order import RenderOrder, SpeechPart
from broadcaster.sound.render import render
from broadcaster.sound.rendered import Rendered, find_render
from broadcaster.speech.cache import SpeechCache
from broadcaster.speech.chain import Chain
from broadcaster.speech.registry import Engines
from broadcaster.station.composition import SoundBlock
from broadcaster.station.files import Book, open_book
from broadcaster.units import RATE

ROOT = Path(__file__).resolve().parents[1]
SCRIPTS = sorted(path.stem for path in (ROOT / "scripts" / "vi").glob("*.md"))
PROGRAMMES = [programme.name for programme in open_book(StationFolder(ROOT)).loaded.timetable.programmes]
SOUNDS = sorted((ROOT / "audio").glob("*.flac"))
BUILT_IN = ("kokoro",)

pytestmark = pytest.mark.timeout(900)  # a slow machine speaks slowly


class Maker:
    """Speaks and mixes as the worker does, each sentence once for all tests."""

    def __init__(self, made: Path) -> None:
        self.book: Book = open_book(StationFolder(ROOT, made))
        self._folder = self.book.folder
        clock = SystemClock(ZoneInfo("Asia/Ho_Chi_Minh"))
        engines = Engines(self._folder, clock)
        self._keys = Keys(engines, clock)
        self._chain = Chain(engines.links(BUILT_IN, only=True), SpeechCache(self._folder.speech), clock)

    def make(self, order: RenderOrder) -> Rendered:
        key = self._keys.of(order)
        found = find_render(self._folder.renders, key)
        return found or render(order, key, self._folder.renders, self._chain)


@pytest.fixture(scope="module")
def maker(tmp_path_factory: pytest.TempPathFactory) -> Maker:
    return Maker(tmp_path_factory.mktemp("var"))


def syllables(order: RenderOrder) -> int:
    parts = (part for part in order.parts if isinstance(part, SpeechPart))
    return sum(len(text.split()) for part in parts for text, _ in part.sentences)


def check_audible(made: Rendered, spoken: int) -> None:
    facts = sound_facts(made.path)
    assert facts.lufs == pytest.approx(-16.0, abs=0.2)
    assert facts.true_peak_dbtp <= -1.5
    assert facts.clipped == 0
    assert made.engine in {"", "kokoro"}
    assert 1.5 < spoken / facts.seconds < 6.0, "as slow as speech, as fast as speech"
    sound = decode(made.path)
    sentences = [mark.frame for mark in made.marks if mark.sentence is not None]
    for begins, ends in zip(sentences, [*sentences[1:], len(sound)], strict=True):
        heard = sound[begins : min(ends, begins + 2 * RATE)]
        assert np.sqrt(np.mean(heard**2)) > 10 ** (-40 / 20), f"silence at {begins / RATE:.1f} s"


@pytest.mark.slow
@pytest.mark.parametrize("name", SCRIPTS)
def test_a_shipped_text_can_be_heard(maker: Maker, name: str) -> None:
    script = maker.book.loaded.scripts[name]
    (block,) = maker.book.composer.script(script, script.blanks, chime=False).blocks
    assert isinstance(block, SoundBlock)
    check_audible(maker.make(block.order), syllables(block.order))


@pytest.mark.slow
@pytest.mark.parametrize("name", PROGRAMMES)
def test_a_shipped_programme_can_be_heard(maker: Maker, name: str) -> None:
    programme = maker.book.loaded.timetable.programme(name)
    assert programme is not None
    (block,) = maker.book.composer.programme(programme, programme.play).blocks
    assert isinstance(block, SoundBlock)
    made = maker.make(block.order)
    assert {mark.item for mark in made.marks} == set(range(len(programme.play)))
    assert 60 < made.seconds < 15 * 60
    check_audible(made, syllables(block.order))


@pytest.mark.parametrize("path", SOUNDS, ids=lambda path: path.stem)
def test_a_shipped_sound_is_even_and_whole(path: Path) -> None:
    facts = sound_facts(path)
    assert 1.0 < facts.seconds < 90.0
    assert -24.0 < facts.lufs < -12.0
    assert facts.true_peak_dbtp <= -1.0
    assert facts.clipped == 0
