"""gTTS against a service of our own that speaks the same protocol, and against ones that hang, refuse and lie."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from broadcaster.clock import Clock, ManualClock
from broadcaster.errors import BusyError, SpeechError
from broadcaster.speech.cache import SpeechCache
from broadcaster.speech.chain import Chain, Line, Link
from broadcaster.speech.google.engine import PACE, GoogleVoice, Pacer, read_mp3
from broadcaster.speech.google.translate import ADDRESS, Patience, Translate, sound_in

USUAL, QUICK = Patience(), Patience(read=0.5, whole=1.0)
"""The quick one is for a service that is meant to let one wait."""
TEXT = "Kính thưa bà con xã Quảng Phú."


def engine(google: Any, kept: Path, clock: Clock, patience: Patience = USUAL) -> GoogleVoice:
    return GoogleVoice(kept, Translate(clock, google.address, patience), Pacer(clock))


def test_a_sentence_is_asked_for_and_decoded(google: Any, tmp_path: Path, clock: ManualClock) -> None:
    speech = engine(google, tmp_path, clock).synthesise(TEXT, "default", 1.0)
    assert google.asked == [TEXT]
    assert speech.rate == 24_000
    assert speech.seconds == pytest.approx(0.08 * len(TEXT), abs=0.15)


def test_what_was_said_once_needs_no_network_for_ever(google: Any, tmp_path: Path, clock: ManualClock) -> None:
    first = engine(google, tmp_path, clock).synthesise(TEXT, "default", 1.0)
    again = GoogleVoice(tmp_path, None, Pacer(clock)).synthesise(TEXT, "default", 1.0)
    assert (first.samples == again.samples).all()


def test_another_speed_needs_no_network_either(google: Any, tmp_path: Path, clock: ManualClock) -> None:
    usual = engine(google, tmp_path, clock).synthesise(TEXT, "default", 1.0)
    slow = GoogleVoice(tmp_path, None, Pacer(clock)).synthesise(TEXT, "default", 0.8)
    assert slow.seconds == pytest.approx(usual.seconds / 0.8, rel=0.01)


def test_without_a_source_a_new_sentence_is_refused_at_once(tmp_path: Path, clock: ManualClock) -> None:
    with pytest.raises(SpeechError, match="chưa từng được tải về"):
        GoogleVoice(tmp_path, None, Pacer(clock)).synthesise(TEXT, "default", 1.0)


def test_a_long_sentence_is_asked_in_pieces_cut_at_phrases(google: Any, tmp_path: Path, clock: ManualClock) -> None:
    text = "Bà con nhớ bật Bờ lu tút, giữ khoảng cách, đeo khẩu trang, rửa tay thường xuyên, và khai báo y tế đầy đủ."
    engine(google, tmp_path, clock).synthesise(text, "default", 1.0)
    assert " ".join(google.asked) == text
    assert len(google.asked) == 2
    assert google.asked[0].endswith(",")


def test_questions_are_paced(google: Any, tmp_path: Path, clock: ManualClock) -> None:
    voice = engine(google, tmp_path, clock)
    for text in ("Một.", "Hai.", "Ba."):
        voice.synthesise(text, "default", 1.0)
    assert clock.monotonic() == pytest.approx(2 * PACE)


def test_a_kept_file_that_rotted_is_fetched_anew(google: Any, tmp_path: Path, clock: ManualClock) -> None:
    voice = engine(google, tmp_path, clock)
    voice.synthesise(TEXT, "default", 1.0)
    (kept,) = tmp_path.glob("*.mp3")
    kept.write_bytes(kept.read_bytes()[:700])
    voice.synthesise(TEXT, "default", 1.0)
    assert google.asked == [TEXT, TEXT]


@pytest.mark.parametrize(
    ("status", "words"),
    [(429, "hỏi quá nhiều"), (403, "từ chối"), (302, "đăng nhập"), (503, "đang lỗi"), (404, "từ chối")],
)
def test_a_refusal_is_told_in_words(google: Any, tmp_path: Path, clock: ManualClock, status: int, words: str) -> None:
    google.answer = lambda _text: (status, b"no")
    google.headers = {"Location": "http://localhost:1/", "Retry-After": "60"}
    with pytest.raises(SpeechError, match=words):
        engine(google, tmp_path, clock).synthesise(TEXT, "default", 1.0)
    assert not list(tmp_path.iterdir())


WAITS = {"3600": 3600.0, "Mon, 17 Aug 2020 21:50:00 GMT": 1200.0, "": 0.0, "soon": 0.0, "-5": 0.0}


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize("told", WAITS)
def test_when_it_says_to_come_back_is_passed_on(
    google: Any, tmp_path: Path, clock: ManualClock, status: int, told: str
) -> None:
    google.answer = lambda _text: (status, b"no")
    google.headers = {"Retry-After": told}
    with pytest.raises(BusyError) as refused:
        engine(google, tmp_path, clock).synthesise(TEXT, "default", 1.0)
    assert refused.value.seconds == WAITS[told]


LIES = {
    "a web page": b"<html><title>Sorry...</title>jQ1olc</html>",
    "nothing": b" ",
    "no sound in the answer": b')]}\'\n\n[["wrb.fr","jQ1olc",null,null,null,[3],"generic"]]\n',
    "an empty sound": b'[["wrb.fr","jQ1olc","[\\"\\"]",null]]\n',
    "no base64": b'[["wrb.fr","jQ1olc","[\\"***\\"]",null]]\n',
    "no list": b'{"jQ1olc": 1}\n',
    "a broken line": b'[["wrb.fr","jQ1olc","[\\"//NkxAAA\n',
    "bytes": bytes(range(128, 256)) * 10,
}


@pytest.mark.parametrize("lie", LIES)
def test_an_answer_that_is_no_sound_is_refused(google: Any, tmp_path: Path, clock: ManualClock, lie: str) -> None:
    google.answer = lambda _text: (200, LIES[lie])
    with pytest.raises(SpeechError, match="không phải âm thanh"):
        engine(google, tmp_path, clock).synthesise(TEXT, "default", 1.0)


def test_a_sound_cut_short_is_refused_and_not_kept(
    google: Any,
    tmp_path: Path,
    clock: ManualClock,
    make_mp3: Callable[[float], bytes],
    make_envelope: Callable[[bytes], bytes],
) -> None:
    google.answer = lambda text: (200, make_envelope(make_mp3(0.08 * len(text))[:-100]))
    with pytest.raises(SpeechError, match="bị cụt"):
        engine(google, tmp_path, clock).synthesise(TEXT, "default", 1.0)
    assert not list(tmp_path.iterdir())


def test_silence_is_refused_and_asked_for_anew(
    google: Any,
    tmp_path: Path,
    clock: ManualClock,
    make_mp3: Callable[..., bytes],
    make_envelope: Callable[[bytes], bytes],
) -> None:
    usual = google.answer
    google.answer = lambda text: (200, make_envelope(make_mp3(0.08 * len(text), level=0.0)))
    voice = engine(google, tmp_path, clock)
    with pytest.raises(SpeechError, match="im lặng"):
        voice.synthesise(TEXT, "default", 1.0)
    assert not list(tmp_path.iterdir())
    google.answer = usual
    assert voice.synthesise(TEXT, "default", 1.0).seconds > 1.0


def test_a_changed_sentence_alone_is_asked_for(google: Any, tmp_path: Path, clock: ManualClock) -> None:
    first = ["Kính thưa bà con.", "Hôm nay trời nắng.", "Xin chào."]
    for number, text in enumerate([first, ["Kính thưa bà con.", "Mai trời mưa.", "Xin chào."]]):
        voice = engine(google, tmp_path / "gtts", clock)
        chain = Chain([Link(voice, voice)], SpeechCache(tmp_path / f"speech-{number}"), clock)
        chain.recite([Line(sentence) for sentence in text], 0.9)
    assert google.asked == [*first, "Mai trời mưa."]


@pytest.mark.parametrize("seconds", [0.1, 60.0])
def test_a_sound_that_cannot_be_the_text_is_refused(make_mp3: Callable[[float], bytes], seconds: float) -> None:
    with pytest.raises(SpeechError, match="không đúng câu"):
        read_mp3(make_mp3(seconds), TEXT)


@pytest.mark.parametrize("content", [b"", b"<html></html>", b"OggS" + bytes(400), b"RIFF", bytes(4000)])
def test_what_is_no_mp3_is_refused(content: bytes) -> None:
    with pytest.raises(SpeechError, match="không phải MP3"):
        read_mp3(content, TEXT)


def test_an_answer_without_end_is_given_up(google: Any, tmp_path: Path, clock: ManualClock) -> None:
    google.answer = lambda _text: (200, b"x" * (5 * 2**20))
    with pytest.raises(SpeechError, match="dài bất thường"):
        engine(google, tmp_path, clock).synthesise(TEXT, "default", 1.0)


@pytest.mark.slow
def test_a_service_that_hangs_half_way_is_given_up(google: Any, tmp_path: Path, clock: ManualClock) -> None:
    google.hang = threading.Event()
    with pytest.raises(SpeechError, match="Google"):
        engine(google, tmp_path, clock, QUICK).synthesise(TEXT, "default", 1.0)


@pytest.mark.slow
def test_a_service_that_never_answers_is_given_up(tmp_path: Path, clock: ManualClock) -> None:
    with socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))
        deaf.listen(1)
        silent = Translate(clock, f"http://127.0.0.1:{deaf.getsockname()[1]}", QUICK)
        with pytest.raises(SpeechError, match="quá chậm"):
            GoogleVoice(tmp_path, silent, Pacer(clock)).synthesise(TEXT, "default", 1.0)


def test_a_refused_connection_is_no_network(tmp_path: Path, clock: ManualClock) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{closed.getsockname()[1]}"
        with pytest.raises(SpeechError, match="không kết nối được"):
            Translate(clock, address).ask(TEXT)


def test_a_name_that_is_not_found_is_no_network(monkeypatch: pytest.MonkeyPatch, clock: ManualClock) -> None:
    def absent(*_args: object, **_named: object) -> None:
        raise socket.gaierror(-3, "Temporary failure in name resolution")

    monkeypatch.setattr(socket, "getaddrinfo", absent)
    with pytest.raises(SpeechError, match="không kết nối được"):
        Translate(clock).ask(TEXT)


@pytest.mark.slow
def test_a_look_up_that_never_ends_is_given_up(monkeypatch: pytest.MonkeyPatch, clock: ManualClock) -> None:
    never = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_named: never.wait(30))
    with pytest.raises(SpeechError, match="không trả lời trong 1 giây"):
        Translate(clock, patience=QUICK).ask(TEXT)
    never.set()


def test_a_certificate_nobody_knows_is_refused(strange_google: Any, clock: ManualClock) -> None:
    with pytest.raises(SpeechError, match="chứng chỉ"):
        Translate(clock, strange_google.address).ask(TEXT)
    assert strange_google.asked == []


def test_a_certificate_in_another_name_is_refused(
    google: Any, monkeypatch: pytest.MonkeyPatch, clock: ManualClock
) -> None:
    found = socket.getaddrinfo
    monkeypatch.setattr(socket, "getaddrinfo", lambda _host, *args, **named: found("127.0.0.1", *args, **named))
    port = google.address.rpartition(":")[2]
    with pytest.raises(SpeechError, match="chứng chỉ"):
        Translate(clock, f"{ADDRESS}:{port}").ask(TEXT)
    assert google.asked == []


@pytest.mark.parametrize(
    "answer",
    [
        b')]}\'\n\n[["wrb.fr","jQ1olc","[\\"AAE=\\"]",null,null,null,"generic"]]\n',
        b'[["wrb.fr", "jQ1olc", "[\\"AAE\\\\u003d\\"]", null]]',
        b'[["wrb.fr","jQ1olc","[\\"AAE=\\"]",null,null,null,"generic"]\n,["di",20',
    ],
)
def test_the_answers_of_today_are_read(answer: bytes) -> None:
    assert sound_in(answer, "jQ1olc") == b"\0\1"
