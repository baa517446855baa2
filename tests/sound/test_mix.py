import subprocess
import sys

import numpy as np
import pytest

from broadcaster.errors import SoundError
from broadcaster.sound.loudness import integrated, spoken, true_peak
from broadcaster.sound.mix import BETWEEN, LEAD_IN, TAIL, mix
from broadcaster.sound.pieces import Mark, Mixed, Music, Piece, Silence, Spoken
from broadcaster.units import RATE, Samples, Seconds

pytestmark = pytest.mark.slow


def sentence(seconds: float, level: float = 0.2, pitch: float = 180.0) -> Samples:
    """Syllables of a voice-like tone with consonant-like noise between them."""
    time = np.arange(round(seconds * RATE)) / RATE
    voice = sum(np.sin(2 * np.pi * pitch * n * time) / n for n in range(1, 25))
    hiss = np.sin(np.arange(len(time)) ** 1.7) * (time * 4.0 % 1.0 > 0.85)
    return np.asarray(level * (voice * np.sin(np.pi * (time * 4.0 % 1.0)) ** 2 + 0.3 * hiss), np.float32)


def tune(seconds: float, level: float = 0.3, hertz: float = 880.0) -> Samples:
    time = np.arange(round(seconds * RATE)) / RATE
    return np.asarray(
        level * np.sin(2 * np.pi * hertz * time) * (0.6 + 0.4 * np.sin(2 * np.pi * 3.0 * time)), np.float32
    )


def programme(level: float = 0.2) -> list[Piece]:
    return [
        Music("nhac-hieu", tune(4.0)),
        Spoken(
            "bai-mot", ((sentence(3.0, level), 0.4), (sentence(5.0, level * 0.2), 0.4), (sentence(2.0, level), 0.8))
        ),
        Music("nhac-cat", tune(2.0, 0.05)),
        Spoken("bai-hai", ((sentence(4.0, level * 3.0), 0.5),)),
    ]


def starts(mixed: Mixed) -> dict[tuple[int, int | None], int]:
    return {(mark.item, mark.sentence): mark.frame for mark in mixed.marks}


@pytest.mark.parametrize("profile", ["horn", "flat"])
@pytest.mark.parametrize("loudness", [-16.0, -23.0, -12.0])
@pytest.mark.parametrize("bed", [None, tune(7.0, hertz=500.0)], ids=["bare", "bed"])
def test_the_programme_is_at_the_loudness_asked_and_nothing_clips(
    profile: str, loudness: float, bed: Samples | None
) -> None:
    mixed = mix(programme(), bed, profile, loudness)
    assert integrated(mixed.samples) == pytest.approx(loudness, abs=0.2)
    assert true_peak(mixed.samples) <= -1.5
    assert mixed.lufs == pytest.approx(integrated(mixed.samples), abs=0.01)
    assert mixed.true_peak_dbtp == pytest.approx(true_peak(mixed.samples), abs=0.01)
    assert np.abs(mixed.samples).max() < 1.0
    assert mixed.samples.dtype == np.float32


@pytest.mark.parametrize("level", [1e-3, 0.02, 5.0])
def test_whatever_level_the_voice_comes_at(level: float) -> None:
    assert mix(programme(level), None, "horn", -16.0).lufs == pytest.approx(-16.0, abs=0.2)


def test_every_sentence_and_every_tune_is_equally_loud() -> None:
    mixed = mix(programme(), None, "horn", -16.0)
    frames = starts(mixed)
    heard = [
        spoken(mixed.samples[frames[item, number] :][: round(seconds * RATE)])
        for item, number, seconds in ((1, 0, 3.0), (1, 1, 5.0), (1, 2, 2.0), (3, 0, 4.0))
    ]
    assert max(heard) - min(heard) < 1.0
    tunes = [integrated(mixed.samples[frames[item, None] :][: 2 * RATE]) for item in (0, 2)]
    assert max(tunes) - min(tunes) < 1.0
    assert abs(tunes[0] - heard[0]) < 1.5


def test_marks_stand_where_items_and_sentences_begin() -> None:
    mixed = mix(programme(), None, "horn", -16.0)
    assert [(mark.item, mark.sentence) for mark in mixed.marks] == [
        (0, None), (1, None), (1, 0), (1, 1), (1, 2), (2, None), (3, None), (3, 0),
    ]  # fmt: skip
    assert [mark.label for mark in mixed.marks if mark.sentence is None] == [
        "nhac-hieu",
        "bai-mot",
        "nhac-cat",
        "bai-hai",
    ]
    frames = [mark.frame for mark in mixed.marks]
    assert frames == sorted(frames)
    between = BETWEEN["horn"]
    assert starts(mixed)[1, None] == LEAD_IN + 4 * RATE + between
    assert starts(mixed)[1, 1] == starts(mixed)[1, 0] + 3 * RATE + round(0.4 * RATE)
    assert starts(mixed)[2, None] == starts(mixed)[1, 2] + 2 * RATE + between
    assert len(mixed.samples) == starts(mixed)[3, 0] + 4 * RATE + TAIL


def test_pauses_between_items_are_silent_until_the_echo_has_died() -> None:
    mixed = mix(programme(), tune(6.0, hertz=500.0), "horn", -16.0)
    for item in (1, 2, 3):
        begin = starts(mixed)[item, None]
        assert not mixed.samples[begin - BETWEEN["horn"] : begin].any()
    assert BETWEEN["horn"] >= RATE
    assert not mixed.samples[:LEAD_IN].any()
    assert not mixed.samples[-TAIL:].any()


def test_a_pause_the_rundown_asks_for_is_kept_and_counted() -> None:
    first, last = Music("a", tune(1.0)), Music("b", tune(1.0))
    short = mix([first, Silence(Seconds(0.2)), last], None, "horn", -16.0)
    long = mix([first, Silence(Seconds(2.0)), Silence(Seconds(3.0)), last, Silence(Seconds(4.0))], None, "horn", -16.0)
    assert starts(short)[2, None] - starts(short)[0, None] == RATE + BETWEEN["horn"]
    assert starts(long)[3, None] - starts(long)[0, None] == 6 * RATE
    assert len(long.samples) == starts(long)[3, None] + 5 * RATE


def test_the_bed_lies_twelve_to_eighteen_decibels_under_speech_and_nowhere_else() -> None:
    pieces = programme()
    bare, laid = (mix(pieces, bed, "horn", -16.0) for bed in (None, tune(5.0, hertz=620.0)))
    speech = spoken(bare.samples[starts(bare)[1, 1] :][: 5 * RATE])
    quiet = [Spoken("bai-mot", tuple((np.zeros_like(said), pause) for said, pause in pieces[1].sentences))]  # type: ignore[union-attr]
    under = mix([pieces[0], *quiet, *pieces[2:]], tune(5.0, hertz=620.0), "horn", -16.0)
    below = speech - integrated(under.samples[starts(under)[1, 1] :][: 5 * RATE])
    assert 12.0 <= below <= 18.0
    before = under.samples[starts(under)[1, None] + RATE * 7 // 10 :][: RATE * 3 // 10]
    assert spoken(before) - integrated(under.samples[starts(under)[1, 1] :][: 5 * RATE]) > 10.0
    sting, alone = (sound.samples[starts(sound)[2, None] :][: 2 * RATE] for sound in (laid, bare))
    assert np.corrcoef(sting, alone)[0, 1] > 0.999


def under(song: Samples) -> float:
    """How far below the speech the bed lies under it, in dB."""
    pieces = [Spoken("bai", ((sentence(9.0), 0.0),))]
    bare, laid = (mix(pieces, bed, "horn", -16.0) for bed in (None, song))
    begin, word = starts(laid)[0, 0], starts(bare)[0, 0]
    frames = 8 * RATE
    bed = laid.samples[begin : begin + frames] - bare.samples[word : word + frames]
    return integrated(bare.samples[word : word + frames]) - integrated(bed)


def test_a_song_that_begins_softly_lies_no_deeper_than_another() -> None:
    song = tune(40.0, hertz=620.0)
    song[: 14 * RATE] *= np.float32(10 ** (-12 / 20))
    assert under(song) == pytest.approx(under(tune(40.0, hertz=620.0)), abs=1.0)
    assert 12.0 <= under(song) <= 18.0


def test_a_song_that_begins_loudly_does_not_come_forward() -> None:
    song = tune(40.0, hertz=620.0)
    song[14 * RATE :] *= np.float32(10 ** (-9 / 20))
    assert 12.0 <= under(song) <= 18.0


def test_the_bed_does_not_jump_between_sentences() -> None:
    silent = Spoken("bai", tuple((np.zeros(2 * RATE, np.float32), 0.6) for _ in range(4)))
    mixed = mix([silent], tune(5.0, hertz=620.0), "horn", -16.0)
    first = starts(mixed)[0, 0]
    levels = [spoken(mixed.samples[first + RATE * n :][:RATE]) for n in range(9)]
    assert max(levels) - min(levels) < 3.0


def test_a_horn_gets_no_bass_and_a_hall_keeps_it() -> None:
    def below(hertz: int, profile: str) -> float:
        spectrum = np.square(np.abs(np.fft.rfft(mix(programme(), None, profile, -16.0).samples)))
        return float(10.0 * np.log10(spectrum[: len(spectrum) * hertz // 24_000].sum() / spectrum.sum()))

    assert below(150, "horn") < -30.0  # rounding peaks after the band puts back next to nothing
    assert below(200, "horn") < -14.5  # a sentence's pitch is 180 Hz, on the band's slope
    assert below(200, "flat") > -10.0


def test_a_hall_that_passes_all_hears_no_rounded_peaks() -> None:
    time = np.arange(3 * RATE) / RATE
    swells = 0.05 + 0.95 * np.sin(np.pi * time * 5.0) ** 40  # peaks far above its loudness, as the built-in voice has
    tone = np.asarray(0.5 * swells * np.sin(2 * np.pi * 1_000.0 * time), np.float32)

    def harmonics(profile: str) -> float:
        """Decibels of what the mix added above the tone."""
        spectrum = np.square(np.abs(np.fft.rfft(mix([Spoken("bài", ((tone, 0.5),))], None, profile, -16.0).samples)))
        hertz = np.fft.rfftfreq(2 * len(spectrum) - 2, 1 / RATE)
        return float(10.0 * np.log10(spectrum[(hertz > 2_000) & (hertz < 6_000)].sum() / spectrum.sum()))

    assert harmonics("horn") > harmonics("flat") + 10.0


def test_an_attention_signal_still_begins_at_once() -> None:
    signal = np.sign(np.sin(2 * np.pi * 1_000.0 * np.arange(RATE) / RATE)).astype(np.float32) * np.float32(0.3)
    mixed = mix([Music("hieu-lenh-khan", signal)], None, "horn", -16.0)
    onset = np.abs(mixed.samples[LEAD_IN:])
    assert onset[: RATE // 200].max() > 0.8 * onset.max()


def test_edges_do_not_click() -> None:
    abrupt = np.full(RATE, 0.3, np.float32) * np.cos(2 * np.pi * 700.0 * np.arange(RATE) / RATE).astype(np.float32)
    mixed = mix([Music("a", abrupt), Spoken("b", ((abrupt, 0.1), (abrupt, 0.1)))], None, "horn", -16.0)
    assert np.abs(np.diff(mixed.samples)).max() < 0.15


def test_the_same_pieces_give_the_same_sound() -> None:
    bed = tune(5.0, hertz=620.0)
    assert np.array_equal(mix(programme(), bed, "horn", -16.0).samples, mix(programme(), bed, "horn", -16.0).samples)


def test_pieces_given_are_not_changed() -> None:
    pieces, bed = programme(), tune(5.0)
    said = pieces[1].sentences[0][0].copy()  # type: ignore[union-attr]
    kept = bed.copy()
    mix(pieces, bed, "horn", -16.0)
    assert np.array_equal(said, pieces[1].sentences[0][0])  # type: ignore[union-attr]
    assert np.array_equal(kept, bed)


@pytest.mark.parametrize(
    "pieces",
    [
        [],
        [Silence(Seconds(2.0))],
        [Spoken("rỗng", ())],
        [Spoken("im", ((np.zeros(RATE, np.float32), 0.3), (np.zeros(0, np.float32), 0.3)))],
        [Music("im", np.zeros(RATE, np.float32))],
    ],
    ids=["nothing", "pause", "no sentence", "silent sentences", "silent tune"],
)
def test_silence_stays_silence(pieces: list[Piece]) -> None:
    mixed = mix(pieces, None, "horn", -16.0)
    assert not mixed.samples.any()
    assert mixed.lufs == float("-inf")
    assert mixed.true_peak_dbtp == float("-inf")


def test_one_short_word_is_as_loud_as_any() -> None:
    assert spoken(mix([Spoken("a", ((sentence(0.25), 0.0),))], None, "horn", -16.0).samples) > -30.0


def test_progress_rises_to_the_whole() -> None:
    told: list[float] = []
    mix(programme(), None, "horn", -16.0, told.append)
    assert told == sorted(told)
    assert told[0] == 0.0
    assert told[-1] == 1.0
    assert len(told) > len(programme())


def test_an_unknown_profile_is_refused() -> None:
    with pytest.raises(SoundError, match="horn"):
        mix(programme(), None, "loa", -16.0)


def test_nothing_heavy_is_imported() -> None:
    found = "import sys, broadcaster.sound.mix; print(sorted({'scipy', 'onnxruntime', 'numba'} & set(sys.modules)))"
    ran = subprocess.run([sys.executable, "-c", found], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


def test_a_silence_may_be_taken_up_at_each_second_of_it() -> None:
    pieces: list[Piece] = [Silence(Seconds(1.5)), Music("a", tune(1.0)), Silence(Seconds(0.0)), Silence(Seconds(2.0))]
    mixed = mix(pieces, None, "flat", -16.0)
    silence = [(mark.frame, mark.item) for mark in mixed.marks if mark.label == "khoảng lặng"]
    assert silence == [(0, 0), (RATE, 0), (5 * RATE // 2, 3), (7 * RATE // 2, 3)]
    assert [mark for mark in mixed.marks if mark.label == "a"] == [Mark(3 * RATE // 2, 1, "a")]


def test_a_recording_may_be_taken_up_where_it_is_quiet_every_few_seconds() -> None:
    spoken_ = np.concatenate([np.concatenate([sentence(2.5), np.zeros(RATE // 2, np.float32)]) for _ in range(20)])
    mixed = mix([Music("bản thu", spoken_), Music("nhac-cat", tune(4.0))], None, "horn", -16.0)
    marks = [mark for mark in mixed.marks if mark.item == 0]
    gaps = np.diff([mark.frame for mark in marks]) / RATE
    assert 3.0 <= gaps.min() <= gaps.max() <= 8.0
    assert 60.0 - marks[-1].frame / RATE <= 12.0
    for mark in marks[1:]:
        around = mixed.samples[mark.frame - RATE // 20 : mark.frame + RATE // 20]
        assert np.abs(around).max() < 1e-3, "it is a pause and no word"
    assert {(mark.label, mark.sentence) for mark in marks} == {("bản thu", None)}
    assert len([mark for mark in mixed.marks if mark.item == 1]) == 1, "a tune of a few seconds begins again"
