"""`say` and `render`: a text or a programme into sound, without a running station."""

from __future__ import annotations

import argparse
import contextlib
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence

import numpy as np

from broadcaster.cli.opened import Opened, open_station
from broadcaster.cli.progress import making_bar
from broadcaster.errors import BroadcasterError, SpeechError, UsageError
from broadcaster.sound.files import decode, encode
from broadcaster.sound.keys import Keys, contents_of
from broadcaster.sound.order import RenderOrder
from broadcaster.sound.render import render as render_order
from broadcaster.sound.rendered import Rendered, find_render
from broadcaster.speech.cache import SpeechCache
from broadcaster.speech.chain import Chain, Line
from broadcaster.speech.naming import own_voice
from broadcaster.speech.registry import Engines
from broadcaster.speech.types import Engine
from broadcaster.station.composition import SoundBlock
from broadcaster.station.wording import Wording
from broadcaster.text.lexicon import FAMILIES, Lexicon, built_in
from broadcaster.text.script import Script
from broadcaster.units import RATE, Samples

_PAUSE_AT_START = RATE * 3 // 10
"""Who listens, person or recogniser, misses a first word that comes with no silence before it."""
_PAUSE_AT_END = RATE // 5
_CEILING = 0.89
"""Peak of what `say` writes (-1 dBFS)."""


def say(args: argparse.Namespace) -> int:
    """Speak a text, or each line of standard input; `--show` and `--explain` tell the words instead."""
    opened = open_station(args.station)
    if args.pls:
        return _export(opened)
    if args.text is None:
        raise UsageError("say cần LỜI để đọc, hoặc - để đọc từng dòng đưa vào")
    texts: Iterable[str] = (line.rstrip("\r\n") for line in sys.stdin) if args.text == "-" else [args.text]
    if args.explain:
        return _explain(opened, texts, as_json=args.json)
    if args.show:
        return _show(opened.book.wording, texts, as_json=args.json)
    if args.out is None:
        return _aloud(opened, args, texts)
    voice = _Voice(opened, args)
    if args.text == "-":
        args.out.mkdir(parents=True, exist_ok=True)
    for number, text in enumerate(texts, 1):
        path = args.out / f"{number:03}.wav" if args.text == "-" else args.out
        encode(path, voice.speak(text))
        print(json.dumps({"file": str(path), "text": text}, ensure_ascii=False) if args.json else path, flush=True)
    return 0


def render(args: argparse.Namespace) -> int:
    """Write the finished sound of a script or a programme; what was made before is made anew only by a better voice."""
    opened = open_station(args.station)
    orders = list(_orders(opened, args.name, dict(args.set)))
    if not orders:
        raise BroadcasterError(f"'{args.name}' chỉ có tiếp sóng, không có gì để làm ra tiếng")
    with making_bar(f"Đang làm {args.name}") as told:
        made = list(_made(opened, orders, told))
    encode(args.out, np.concatenate([decode(one.path) for one in made]))
    seconds = sum(one.seconds for one in made)
    for why in dict.fromkeys(why for one in made for why in one.why):
        print(why, file=sys.stderr)
    print(f"{args.out}: {seconds:.1f} giây, {made[0].lufs:.1f} LUFS, giọng {made[0].engine or 'không có'}")
    return 0


class _Voice:
    """Speaks texts the way the station would, without tunes and without the loudspeakers' curve."""

    def __init__(self, opened: Opened, args: argparse.Namespace) -> None:
        speech = opened.book.loaded.settings.speech
        self._wording = opened.book.wording
        self._speed = speech.speed
        self._voice = args.voice or speech.voice
        names = (args.engine,) if args.engine else speech.engines
        links = Engines(opened.folder, opened.clock).links(names, only=bool(args.engine))
        if args.engine and (why := links[0].engine.check()):
            raise BroadcasterError(f"{args.engine}: {why}")
        if args.engine and args.voice:
            _known_voice(links[0].engine, args.voice)
        self._chain = Chain(links, SpeechCache(opened.folder.speech), opened.clock, opened.folder.rests)

    def speak(self, text: str) -> Samples:
        """`(frames,) float32` at 48 kHz; raises SpeechError where no voice can speak."""
        lines = self._wording.lines(text)
        if not lines:
            return np.zeros(_PAUSE_AT_END, np.float32)
        said = self._chain.recite([Line(words, self._voice) for words, _ in lines], self._speed)
        pieces: list[Samples] = [np.zeros(_PAUSE_AT_START, np.float32)]
        for sound, (_, pause) in zip(said.samples, lines, strict=True):
            pieces += [sound, np.zeros(round(pause * RATE), np.float32)]
        whole = np.concatenate([*pieces, np.zeros(_PAUSE_AT_END, np.float32)])
        return whole * np.float32(min(1.0, _CEILING / max(float(np.abs(whole).max()), 1e-9)))


def _known_voice(engine: Engine, wanted: str) -> None:
    if own_voice(engine, wanted) is None:
        known = ", ".join(voice.name for voice in engine.voices())
        raise BroadcasterError(f"không có giọng '{wanted}'; chọn trong: {known}")


def _show(wording: Wording, texts: Iterable[str], *, as_json: bool) -> int:
    for text in texts:
        spoken = wording.spoken(text)
        one_line = " ".join(spoken.split())
        print(json.dumps({"text": text, "spoken": one_line}, ensure_ascii=False) if as_json else one_line, flush=True)
    return 0


def _export(opened: Opened) -> int:
    """Every reading there is, the station's own instead of built-in ones of the same letters."""
    own = opened.book.lexicon.entries
    taken = {written.lower() for written in own}
    entries: dict[str, str] = {}
    for family in reversed(FAMILIES):
        entries |= {written: spoken for written, spoken in built_in(family).items() if written.lower() not in taken}
    print(Lexicon(entries | dict(own)).pls(), end="")
    return 0


def _explain(opened: Opened, texts: Iterable[str], *, as_json: bool) -> int:
    for text in texts:
        changes = opened.book.normaliser.explain(text)
        if as_json:
            told = [{"written": one.written, "spoken": one.spoken, "rule": one.rule} for one in changes]
            print(json.dumps({"text": text, "changes": told}, ensure_ascii=False))
            continue
        print(" ".join(opened.book.wording.spoken(text).split()))
        for one in changes:
            print(f"  {one.written.strip()!r} → {one.spoken!r}  ({one.rule})")
    return 0


def _aloud(opened: Opened, args: argparse.Namespace, texts: Iterable[str]) -> int:
    from broadcaster.station.aloud import play_aloud  # noqa: PLC0415 - only this way of speaking needs a sound device

    voice = _Voice(opened, args)
    for text in texts:
        play_aloud(voice.speak(text), opened.book.loaded.settings.sound.outputs)
    return 0


def _made(opened: Opened, orders: Sequence[RenderOrder], told: Callable[[float], None]) -> Iterator[Rendered]:
    engines = Engines(opened.folder, opened.clock)
    keys = Keys(engines, opened.clock)
    renders = opened.folder.renders
    chain = Chain((), SpeechCache(opened.folder.speech), opened.clock, opened.folder.rests)
    for number, order in enumerate(orders):
        key, contents, share = keys.of(order), contents_of(order), _share(told, number, len(orders))
        found = find_render(renders, key)
        for engine in keys.better(order, found.engine) if found and found.engine else ():
            only = chain.among(engines.links((engine,), only=True))
            with contextlib.suppress(SpeechError):  # it still cannot: what the lesser voice said stands
                name = f"{key}-{engine}"
                found = find_render(renders, name) or render_order(order, name, renders, only, share, contents=contents)
                break
        every = chain.among(engines.links(order.engines))
        yield found or render_order(order, key, renders, every, share, contents=contents)
    told(1.0)


def _share(told: Callable[[float], None], number: int, total: int) -> Callable[[float, str], None]:
    return lambda part, _engine: told((number + part) / total)


def _orders(opened: Opened, name: str, sets: dict[str, str]) -> Iterator[RenderOrder]:
    """What is to be made of `name`; a relay is another station's sound and leaves nothing."""
    script = opened.book.loaded.scripts.get(name.removesuffix(".md"))
    composer = opened.book.composer
    if script is not None:
        composition = composer.script(script, _with_examples(script, sets), chime=False)
    else:
        programme = opened.book.loaded.timetable.programme(name)
        if programme is None:
            raise opened.unknown(name)
        composition = composer.programme(programme, programme.play)
    yield from (block.order for block in composition.blocks if isinstance(block, SoundBlock))


def _with_examples(script: Script, sets: dict[str, str]) -> dict[str, str]:
    """A template is rendered with the examples of its blanks where none are given: to hear it, not to air it."""
    return {**script.blanks, **sets}
