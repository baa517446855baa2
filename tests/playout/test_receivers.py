"""Streams as servers of the field send them, through ffmpeg and through our own readers."""

from __future__ import annotations

import shutil
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import numpy as np
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from broadcaster.playout import source
from broadcaster.playout.receivers import StreamReceiver
from broadcaster.units import RATE, Samples

from .radio import Radio, encoded, on_the_air, tone

pytestmark = pytest.mark.slow

OK = b"HTTP/1.0 200 OK\r\n"
MP3 = encoded(tone())


@pytest.fixture(params=["ffmpeg", "our own"])
def reader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Which of the two reads."""
    if request.param == "our own":
        monkeypatch.setattr(shutil, "which", lambda _name: None)
    return str(request.param)


@pytest.fixture
def radio() -> Iterator[Radio]:
    with on_the_air(Radio()) as made:
        yield made


def received(url: str, seconds: float = 3.0, within: float = 15.0) -> tuple[Samples, list[str]]:
    """The first seconds of what comes from `url`, and what was told; as much as came where it is less."""
    notes = list[str]()
    receiver = StreamReceiver(url, lambda _kind, text: notes.append(text))
    until = time.monotonic() + within
    while receiver.ready() < seconds * RATE and time.monotonic() < until and not notes:
        threading.Event().wait(0.02)
    sound = receiver.take(min(receiver.ready(), round(seconds * RATE)))
    receiver.close()
    assert sound is not None
    return sound, notes


def is_the_tone(sound: Samples, level: float = 0.3) -> None:
    assert len(sound) == 3 * RATE
    middle = sound[RATE : 2 * RATE]
    assert np.argmax(np.abs(np.fft.rfft(middle * np.hanning(RATE)))) == 1000
    assert np.abs(middle).max() == pytest.approx(level, rel=0.05)


@pytest.mark.parametrize(
    "answer",
    [
        OK + b"Content-Type: audio/mpeg\r\n\r\n",
        b"ICY 200 OK\r\nicy-name: tinh\r\ncontent-type:audio/mpeg\r\n\r\n",
        b"ICY 200 OK\r\n\r\n",
        OK + b"Content-Type: audio/x-mpeg\r\n\r\n",
        OK + b"Content-Type: AUDIO/MPEG; charset=x\r\n\r\n",
        OK + b"\r\n",
    ],
    ids=["plain", "ICY", "ICY, bare", "x-mpeg", "capitals", "no type"],
)
@pytest.mark.usefixtures("reader")
def test_however_the_server_answers_it_is_heard(radio: Radio, answer: bytes) -> None:
    radio.answers["/tinh"] = answer + MP3
    is_the_tone(received(radio.url("/tinh"))[0])


@pytest.mark.usefixtures("reader")
def test_what_it_is_counts_and_not_what_it_is_called(radio: Radio) -> None:
    radio.answers["/tinh"] = OK + b"Content-Type: audio/mpeg\r\n\r\n" + encoded(tone(), "OGG", "VORBIS")
    is_the_tone(received(radio.url("/tinh"))[0])


@pytest.mark.parametrize(
    ("path", "kind", "text"),
    [
        ("/tinh.m3u", "audio/x-mpegurl", "#EXTM3U\n#EXTINF:-1,x\n{url}\n"),
        ("/tinh.pls", "audio/x-scpls", "[playlist]\nFile1={url}\n"),
        ("/nghe", "audio/x-mpegurl", "tinh"),
        ("/tinh.m3u", "text/plain", "http://127.0.0.1:9/chet\n{url}\n"),
    ],
    ids=["m3u", "pls", "by its type, beside it", "the second, where the first is dead"],
)
@pytest.mark.usefixtures("reader")
def test_a_playlist_is_followed(radio: Radio, path: str, kind: str, text: str) -> None:
    radio.answers["/tinh"] = OK + b"\r\n" + MP3
    radio.answers[path] = OK + f"Content-Type: {kind}\r\n\r\n{text.format(url=radio.url('/tinh'))}".encode()
    is_the_tone(received(radio.url(path))[0])


def test_playlists_that_name_each_other_end(radio: Radio) -> None:
    radio.answers["/a.m3u"] = OK + b"\r\n" + radio.url("/b.m3u").encode()
    radio.answers["/b.m3u"] = OK + b"\r\n" + radio.url("/a.m3u").encode()
    _, notes = received(radio.url("/a.m3u"))
    assert "danh sách phát không có địa chỉ nào dùng được" in notes[0]
    assert len(radio.asked) <= 8


def test_a_playlist_without_end_is_not_read_to_it(radio: Radio) -> None:
    radio.answers["/a.m3u"] = OK + b"\r\n" + b"# \n" * (1 << 22)
    began = time.monotonic()
    _, notes = received(radio.url("/a.m3u"))
    assert notes
    assert time.monotonic() - began < 5.0


@pytest.mark.usefixtures("reader")
def test_a_server_that_sends_us_on_is_followed(radio: Radio) -> None:
    radio.answers["/cu"] = f"HTTP/1.0 302 Found\r\nLocation: {radio.url('/moi')}\r\n\r\n".encode()
    radio.answers["/moi"] = OK + b"\r\n" + MP3
    is_the_tone(received(radio.url("/cu"))[0])


@pytest.mark.usefixtures("reader")
def test_an_icecast_address_is_heard_and_a_password_goes_to_the_server_alone(radio: Radio) -> None:
    radio.answers["/tinh"] = OK + b"\r\n" + MP3
    is_the_tone(received(radio.url("/tinh", "icecast").replace("//", "//nghe:m%E1%BA%ADt@"))[0])
    assert "Authorization: Basic bmdoZTpt4bqtdA==" in radio.asked[0]
    _, notes = received(radio.url("/khac").replace("//", "//nghe:bi-mat@"))
    assert "bi-mat" not in notes[0]


@pytest.mark.usefixtures("reader")
def test_an_address_with_vietnamese_letters_is_asked_for(radio: Radio) -> None:
    radio.answers["/%C4%91%C3%A0i"] = OK + b"\r\n" + MP3
    is_the_tone(received(radio.url("/đài"))[0])


@pytest.mark.usefixtures("reader")
def test_a_full_stereo_sound_is_not_clipped(radio: Radio) -> None:
    radio.answers["/tinh"] = OK + b"\r\n" + encoded(tone(level=0.95))
    sound, _ = received(radio.url("/tinh"))
    is_the_tone(sound, 0.95)
    assert np.abs(sound[RATE:]).max() < 1.0


@pytest.mark.usefixtures("reader")
def test_a_mono_sound_is_as_loud(radio: Radio) -> None:
    radio.answers["/tinh"] = OK + b"\r\n" + encoded(tone(channels=1))
    is_the_tone(received(radio.url("/tinh"))[0])


@pytest.mark.parametrize("codec", ["VORBIS", "OPUS"])
@pytest.mark.usefixtures("reader")
def test_the_next_title_of_an_ogg_stream_is_heard_too(radio: Radio, codec: str) -> None:
    title = encoded(tone(2.0, rate=48_000), "OGG", codec, 48_000)
    radio.answers["/tinh"] = OK + b"Content-Type: application/ogg\r\n\r\n" + title * 3
    sound, _ = received(radio.url("/tinh"), 5.5)
    assert len(sound) == round(5.5 * RATE)
    for since in (0.5, 2.5, 4.5):
        assert np.abs(sound[round(since * RATE) : round((since + 0.5) * RATE)]).max() > 0.25


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (b"HTTP/1.0 404 Not Found\r\n\r\n", "máy chủ không có luồng này (404)"),
        (b"HTTP/1.0 401 Unauthorized\r\n\r\n", "máy chủ đòi tên và mật khẩu"),
        (b"HTTP/1.0 503 Full\r\n\r\n", "máy chủ trả lời 503"),
        (b"ICY 400 Server Full\r\n\r\n", "máy chủ trả lời 400"),
        (b"nothing of the kind\r\n\r\n", "không nối được"),
        (b"", "không nối được"),
    ],
)
def test_a_refusal_is_told_in_words(radio: Radio, answer: bytes, why: str) -> None:
    radio.answers["/tinh"] = answer
    _, notes = received(radio.url("/tinh"))
    assert why in notes[0]


def test_what_ffmpeg_cannot_read_is_told_in_its_own_words(radio: Radio) -> None:
    radio.answers["/tinh"] = OK + b"Content-Type: audio/mpeg\r\n\r\n" + b"<p>not a sound</p>" * 200
    _, notes = received(radio.url("/tinh"))
    assert notes[0] == (
        f"tiếp sóng {radio.url('/tinh')}: ffmpeg không đọc được luồng (Invalid data found when processing input)"
    )


@pytest.mark.parametrize(
    ("kind", "body", "why"),
    [
        ("text/html", b"<!doctype html>", "là một trang web, không phải luồng tiếng"),
        ("audio/aac", b"\xff\xf1\x50\x80", "sudo apt-get install -y ffmpeg"),
        ("application/vnd.apple.mpegurl", b"#EXTM3U\n#EXT-X-VERSION:3\n", "sudo apt-get install -y ffmpeg"),
    ],
)
def test_what_we_cannot_read_ourselves_is_told_with_the_cure(
    radio: Radio, monkeypatch: pytest.MonkeyPatch, kind: str, body: bytes, why: str
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    radio.answers["/tinh"] = OK + f"Content-Type: {kind}\r\n\r\n".encode() + body
    _, notes = received(radio.url("/tinh"))
    assert why in notes[0]


def test_a_stream_in_pieces_is_heard_where_ffmpeg_is_installed(radio: Radio) -> None:
    pieces = "#EXTM3U\n#EXT-X-TARGETDURATION:20\n#EXTINF:20,\n/tinh.mp3\n#EXT-X-ENDLIST\n"
    radio.answers["/tinh.m3u8"] = OK + b"Content-Type: application/vnd.apple.mpegurl\r\n\r\n" + pieces.encode()
    radio.answers["/tinh.mp3"] = OK + b"Content-Type: audio/mpeg\r\n\r\n" + MP3
    is_the_tone(received(radio.url("/tinh.m3u8"))[0])


@pytest.mark.usefixtures("reader")
def test_a_server_that_falls_silent_is_told_once_and_asked_again(radio: Radio, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "TIMEOUT", 0.5)
    radio.stays = True
    radio.answers["/tinh"] = OK + b"\r\n" + MP3[: len(MP3) // 4]
    notes = list[str]()
    receiver = StreamReceiver(radio.url("/tinh"), lambda _kind, text: notes.append(text))
    soon(lambda: len(radio.asked) > 2)
    receiver.close()
    assert [note.partition(": ")[2] for note in notes] == ["máy chủ không trả lời trong 5 giây"]


@pytest.mark.usefixtures("reader")
def test_whoever_closes_it_does_not_wait_for_a_silent_server(radio: Radio) -> None:
    radio.stays = True
    radio.answers["/tinh"] = OK + b"\r\n" + MP3
    receiver = StreamReceiver(radio.url("/tinh"), lambda *_: None)
    soon(lambda: receiver.ready() > RATE)
    began = time.monotonic()
    receiver.close()
    assert time.monotonic() - began < 0.2
    receiver._thread.join(2.0)
    assert not receiver._thread.is_alive()


def soon(true: Callable[[], object]) -> None:
    until = time.monotonic() + 15.0
    while not true():
        assert time.monotonic() < until
        threading.Event().wait(0.01)


@pytest.fixture
def sealed(tmp_path: Path) -> Iterator[tuple[Radio, Path]]:
    """A radio over HTTPS, and the certificate that vouches for it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "đài tỉnh")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(1).not_valid_before(now - timedelta(1)).not_valid_after(now + timedelta(1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    certificate, secret = tmp_path / "dai.pem", tmp_path / "dai.key"
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    plain = serialization.NoEncryption()
    secret.write_bytes(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain))
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate, secret)
    with on_the_air(Radio({"/tinh": OK + b"\r\n" + MP3}, tls=tls)) as radio:
        yield radio, certificate


@pytest.mark.usefixtures("reader")
def test_a_certificate_the_machine_trusts_lets_it_be_heard(
    sealed: tuple[Radio, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    radio, certificate = sealed
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    is_the_tone(received(radio.url("/tinh", "https"))[0])


@pytest.mark.usefixtures("reader")
def test_a_certificate_nobody_vouches_for_is_refused_and_told(sealed: tuple[Radio, Path]) -> None:
    radio, _ = sealed
    sound, notes = received(radio.url("/tinh", "https"))
    assert not len(sound)
    assert "máy này không tin chứng chỉ của máy chủ (self-signed certificate)" in notes[0]
    assert not radio.asked
