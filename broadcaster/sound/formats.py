"""What a file really is, whatever its name says: kinds a station cannot read, and MP3 cut off in the middle."""

from __future__ import annotations

from collections.abc import Iterator

_CONVERT = "hãy đổi sang MP3, WAV hoặc FLAC rồi chép lại"
_AGAIN = "hãy tải lại hoặc chép lại tệp"

_UNREADABLE: tuple[tuple[int, bytes, str], ...] = (
    (4, b"ftyp", f"là tệp MP4/M4A (AAC, điện thoại hay ghi kiểu này) mà đài không đọc được; {_CONVERT}"),
    (0, b"\x1a\x45\xdf\xa3", f"là tệp WebM/Matroska mà đài không đọc được; {_CONVERT}"),
    (0, b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", f"là tệp WMA/WMV mà đài không đọc được; {_CONVERT}"),
    (0, b"#!AMR", f"là tệp ghi âm AMR của điện thoại mà đài không đọc được; {_CONVERT}"),
    (0, b"ADIF", f"là tệp AAC mà đài không đọc được; {_CONVERT}"),
    (0, b"FLV", f"là tệp phim FLV mà đài không đọc được; {_CONVERT}"),
    (8, b"AVI ", f"là tệp phim AVI mà đài không đọc được; {_CONVERT}"),
    (0, b"PK\x03\x04", "là tệp nén ZIP, không phải tệp âm thanh; hãy giải nén rồi chép tệp âm thanh bên trong"),
    (0, b"Rar!", "là tệp nén RAR, không phải tệp âm thanh; hãy giải nén rồi chép tệp âm thanh bên trong"),
    (0, b"%PDF", f"là tệp PDF, không phải tệp âm thanh; {_AGAIN}"),
)
_PAGE_STARTS = (b"<!doctype", b"<html", b"<head", b"<?xml", b"<body", b"<script", b"<!--")

_MPEG1_LAYER3 = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_MPEG2_LAYER3 = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
_RATES = (44_100, 48_000, 32_000)
_RATE_SHIFTS = (2, None, 1, 0)
"""By the version field: MPEG-2.5, reserved, MPEG-2, MPEG-1."""
_LAYER3_MASK, _LAYER3_SYNC = 0xFFE6_0000, 0xFFE2_0000
_ADTS_MASK, _ADTS_SYNC = 0xFFF6, 0xFFF0
_TAGS = (b"TAG", b"APETAGEX", b"ID3", b"LYRICSBEGIN", b"3DI")


def why_unreadable(head: bytes) -> str | None:
    """What the file that begins with `head` (64 bytes or more) is, in Vietnamese, when it cannot be sound for us."""
    if not head:
        return f"là tệp rỗng (0 byte); {_AGAIN}"
    if not head.strip(b"\0"):
        return f"chỉ có toàn số 0, thường do mất điện lúc đang chép; {_AGAIN}"
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if text.startswith(_PAGE_STARTS):
        return "là trang web (HTML) chứ không phải âm thanh, thường do liên kết tải đã hỏng; hãy tải lại từ nguồn khác"
    if int.from_bytes(head[:2], "big") & _ADTS_MASK == _ADTS_SYNC:
        return f"là tệp AAC mà đài không đọc được; {_CONVERT}"
    return next((why for at, sign, why in _UNREADABLE if head[at : at + len(sign)] == sign), None)


def mp3_is_cut(content: bytes) -> bool:
    """Whether the last frame of an MPEG layer III stream promises more bytes than the file has.

    Streams without a Xing header tell no length, so a cut shows nowhere else.
    """
    end = 0
    for start, length in _mp3_frames(content):
        end = start + length
    return end > len(content)


def _mp3_frames(content: bytes) -> Iterator[tuple[int, int]]:
    """Start and length in bytes of each frame, as far as they follow each other."""
    at = _mp3_start(content)
    while at + 4 <= len(content) and not content.startswith(_TAGS, at):
        length = _mp3_frame_length(content[at : at + 4])
        if not length:
            return
        yield at, length
        at += length


def _mp3_start(content: bytes) -> int:
    at = 0
    while content.startswith(b"ID3", at) and len(content) >= at + 10:  # a tag's size is four times seven bits
        size = content[at + 6 : at + 10]
        at += 10 + (size[0] << 21 | size[1] << 14 | size[2] << 7 | size[3])
    while at + 4 <= len(content) and not _mp3_frame_length(content[at : at + 4]):
        at += 1
    return at


def _mp3_frame_length(header: bytes) -> int:
    """Bytes of the layer III frame that begins with these four bytes; 0 where no frame begins.

    Fields as in ISO/IEC 11172-3, 2.4.1.3, with the half and quarter rates of 13818-3 and MPEG-2.5.
    """
    word = int.from_bytes(header, "big")
    rate_shift = _RATE_SHIFTS[word >> 19 & 3]
    rate_code, bit_rate_code = word >> 10 & 3, word >> 12 & 15
    if (
        word & _LAYER3_MASK != _LAYER3_SYNC
        or rate_shift is None
        or rate_code >= len(_RATES)
        or bit_rate_code in (0, 15)
    ):
        return 0
    kilobits = (_MPEG2_LAYER3 if rate_shift else _MPEG1_LAYER3)[bit_rate_code]
    slots = 72_000 if rate_shift else 144_000
    return slots * kilobits // (_RATES[rate_code] >> rate_shift) + (word >> 9 & 1)
