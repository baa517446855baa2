"""TCVN3 ("ABC", TCVN 5712:1993), the encoding of texts typed with .VnTime fonts; Python has no codec for it.

The table follows the standard's VN1 set for bytes 80–FF, of which the ABC fonts use A1–FE. The five bytes
B0–B4 are combining tone marks, so decoded text must be composed (NFC) afterwards.
"""

from __future__ import annotations

_UPPER_HALF = (
    "ÀẢÃÁẠẶẬÈẺẼÉẸỆÌỈĨ"
    "ÍỊÒỎÕÓỌỘỜỞỠỚỢÙỦŨ"
    "\u00a0ĂÂÊÔƠƯĐăâêôơưđẰ"
    "\u0300\u0309\u0303\u0301\u0323àảãáạẲằẳẵắẴ"
    "ẮẦẨẪẤỀặầẩẫấậèỂẻẽ"
    "éẹềểễếệìỉỄẾỒĩíịò"
    "Ổỏõóọồổỗốộờởỡớợù"
    "ỖủũúụừửữứựỳỷỹýỵỐ"
)
"""The letter of byte 80 + index."""

_TABLE_FROM = 0x80
"""Below it the bytes are ASCII."""


def decode_tcvn3(data: bytes) -> str:
    """`data` read as TCVN3; every byte has a meaning, so this never fails."""
    return "".join(chr(byte) if byte < _TABLE_FROM else _UPPER_HALF[byte - _TABLE_FROM] for byte in data)


def encode_tcvn3(text: str) -> bytes:
    """`text` (composed) as TCVN3 bytes.

    Raises UnicodeEncodeError for a letter the table lacks.
    """
    codes = {letter: _TABLE_FROM + index for index, letter in enumerate(_UPPER_HALF)}
    out = bytearray()
    for index, letter in enumerate(text):
        code = ord(letter) if letter < "\x80" else codes.get(letter)
        if code is None:
            raise UnicodeEncodeError("tcvn3", text, index, index + 1, "không có trong bảng TCVN3")
        out.append(code)
    return bytes(out)
