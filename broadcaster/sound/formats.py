"""What a file really is, whatever its name says: the kinds a station cannot read."""

from __future__ import annotations

CONVERT = "hãy đổi sang MP3, WAV hoặc FLAC rồi chép lại"
"""How a refusal ends where another program could read the file."""
_AGAIN = "hãy tải lại hoặc chép lại tệp"

_UNREADABLE: tuple[tuple[int, bytes, str], ...] = (
    (4, b"ftyp", f"là tệp MP4/M4A (AAC, điện thoại hay ghi kiểu này) mà đài không đọc được; {CONVERT}"),
    (0, b"\x1a\x45\xdf\xa3", f"là tệp WebM/Matroska mà đài không đọc được; {CONVERT}"),
    (0, b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", f"là tệp WMA/WMV mà đài không đọc được; {CONVERT}"),
    (0, b"#!AMR", f"là tệp ghi âm AMR của điện thoại mà đài không đọc được; {CONVERT}"),
    (0, b"ADIF", f"là tệp AAC mà đài không đọc được; {CONVERT}"),
    (0, b"FLV", f"là tệp phim FLV mà đài không đọc được; {CONVERT}"),
    (8, b"AVI ", f"là tệp phim AVI mà đài không đọc được; {CONVERT}"),
    (0, b"PK\x03\x04", "là tệp nén ZIP, không phải tệp âm thanh; hãy giải nén rồi chép tệp âm thanh bên trong"),
    (0, b"Rar!", "là tệp nén RAR, không phải tệp âm thanh; hãy giải nén rồi chép tệp âm thanh bên trong"),
    (0, b"%PDF", f"là tệp PDF, không phải tệp âm thanh; {_AGAIN}"),
)
_PAGE_STARTS = (b"<!doctype", b"<html", b"<head", b"<?xml", b"<body", b"<script", b"<!--")

_ADTS_MASK, _ADTS_SYNC = 0xFFF6, 0xFFF0


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
        return f"là tệp AAC mà đài không đọc được; {CONVERT}"
    return next((why for at, sign, why in _UNREADABLE if head[at : at + len(sign)] == sign), None)
