"""One question to Google Translate's voice and its answer, with nothing taken on trust.

gTTS makes the question. It is sent here, and not by gTTS, since gTTS 2.5.4 sends with TLS unverified and, unless told
otherwise, waits for ever; here every wait has an end, certificates are checked, and the answer must be what was asked.
"""

from __future__ import annotations

import base64
import contextlib
import json
import queue
import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

from broadcaster.clock import Clock
from broadcaster.errors import BusyError, SpeechError

ADDRESS = "https://translate.google.com"
PATH = "/_/TranslateWebserverUi/data/batchexecute"
LARGEST = 4 * 2**20
"""Bytes of an answer: a hundred characters make about 100 kB."""

_STRING = r'"[^"\\]*(?:\\.[^"\\]*)*"'
"""A JSON string as it is written."""

NO_NETWORK = "không kết nối được tới Google (mất mạng hoặc mạng chặn)"


@dataclass(frozen=True)
class Patience:
    """How long each wait may be, in seconds."""

    connect: float = 4.0
    """For the connection to stand."""
    read: float = 6.0
    """Between two bytes."""
    whole: float = 12.0
    """From the question to the last byte, name look-up and all."""


@dataclass(frozen=True)
class Translate:
    """The service at `address`."""

    clock: Clock
    """Measures the whole of an answer."""
    address: str = ADDRESS
    """Scheme and host."""
    patience: Patience = Patience()
    """How long each wait may be."""
    language: str = "vi"
    """What is spoken."""

    def ask(self, text: str) -> bytes:
        """The MP3 of `text` (at most 100 characters).

        Raises SpeechError, in Vietnamese, whatever goes wrong, within `patience.whole` seconds.
        """
        answer: queue.Queue[bytes | BaseException] = queue.Queue(1)
        # A thread of its own, since the look-up of a name has no time-out that a program could set.
        threading.Thread(target=self._answer, args=(text, answer), name="gtts", daemon=True).start()
        try:
            got = answer.get(timeout=self.patience.whole)
        except queue.Empty:
            raise SpeechError(f"Google không trả lời trong {self.patience.whole:g} giây") from None
        if isinstance(got, SpeechError):
            raise got
        if isinstance(got, BaseException):
            raise SpeechError(f"lỗi khi hỏi Google: {type(got).__name__}") from got
        return got

    def _answer(self, text: str, answer: queue.Queue[bytes | BaseException]) -> None:
        try:
            answer.put(b"".join(self._ask(body) for body in self._bodies(text)))
        except BaseException as error:  # noqa: BLE001  -- carried to the thread that asked
            answer.put(error)

    def _bodies(self, text: str) -> list[str]:
        from gtts import gTTS  # noqa: PLC0415  -- only in the worker: it brings `requests`

        asked = gTTS(text, lang=self.language, lang_check=False, timeout=self.patience.read)
        return [str(body) for body in asked.get_bodies()]

    def _ask(self, body: str) -> bytes:
        import requests  # noqa: PLC0415
        from gtts import gTTS  # noqa: PLC0415

        try:
            with requests.post(
                self.address + PATH,
                data=body,
                headers=gTTS.GOOGLE_TTS_HEADERS,
                timeout=(self.patience.connect, self.patience.read),
                allow_redirects=False,
                stream=True,
            ) as response:
                later = str(response.headers.get("Retry-After", ""))
                _refused(response.status_code, _seconds(later, self.clock.timestamp()))
                return sound_in(self._read(response.iter_content(16384)), gTTS.GOOGLE_TTS_RPC)
        except requests.exceptions.SSLError as error:
            raise SpeechError("chứng chỉ của Google không hợp lệ (đồng hồ máy sai, hoặc mạng bị chen giữa)") from error
        except requests.exceptions.Timeout as error:
            raise SpeechError("Google trả lời quá chậm") from error
        except requests.exceptions.ConnectionError as error:
            raise SpeechError(NO_NETWORK) from error
        except requests.exceptions.RequestException as error:
            raise SpeechError(f"câu trả lời của Google bị hỏng giữa chừng ({type(error).__name__})") from error

    def _read(self, chunks: Iterator[bytes]) -> bytes:
        """All of an answer, were it to drip in byte by byte or never to end."""
        until = self.clock.monotonic() + self.patience.whole
        whole = bytearray()
        for chunk in chunks:
            whole += chunk
            if len(whole) > LARGEST:
                raise SpeechError("câu trả lời của Google dài bất thường")
            if self.clock.monotonic() > until:
                raise SpeechError("Google trả lời quá chậm")
        return bytes(whole)


_TOO_MANY, _REDIRECTS, _FAULTS = 429, range(300, 400), range(500, 600)


def _seconds(retry_after: str, now: float) -> float:
    """How long the service asks to be left alone: a number or a date (RFC 9110 §10.2.3); 0 where it does not say."""
    if retry_after.isascii() and retry_after.isdigit():
        return float(retry_after[:9])
    try:
        return max(0.0, parsedate_to_datetime(retry_after).timestamp() - now)
    except (ValueError, OverflowError, OSError):
        return 0.0


def _refused(status: int, later: float) -> None:
    """Raise SpeechError where `status` is no plain yes; `later` is when it asks to be asked again, in seconds."""
    if status == _TOO_MANY:
        raise BusyError("Google tạm từ chối vì bị hỏi quá nhiều", later)
    if status in _REDIRECTS:
        raise SpeechError("mạng chuyển hướng sang trang khác (có thể đòi đăng nhập)")
    if status in _FAULTS:
        raise BusyError(f"máy chủ Google đang lỗi ({status})", later)
    if status != 200:  # noqa: PLR2004  -- OK
        raise SpeechError(f"Google từ chối ({status})")


def sound_in(answer: bytes, rpc: str) -> bytes:
    """The MP3 inside a batchexecute answer.

    That is lines, one of them with `"wrb.fr",rpc,STRING`, where STRING is the JSON of a list of one base64 text.
    Raises SpeechError where there is none: a web page, an empty or a changed answer.
    """
    for found in re.finditer(rf'{rpc}"\s*,\s*({_STRING})', answer.decode("utf-8", "replace")):
        with contextlib.suppress(ValueError, LookupError, TypeError):
            sound = base64.b64decode(json.loads(json.loads(found[1]))[0], validate=True)
            if sound:
                return sound
    raise SpeechError("Google trả lời không phải âm thanh (dịch vụ đã đổi hoặc mạng chặn)")
