"""argparse in Vietnamese, by the door it leaves open: a gettext catalogue of the domain `messages`.

`python -m broadcaster.cli.messages` writes the catalogue beside this file (a test keeps the two the same).
"""

from __future__ import annotations

import gettext
import os
import struct
from pathlib import Path

LOCALE = Path(__file__).parent / "locale"
CATALOGUE = LOCALE / "vi" / "LC_MESSAGES" / "messages.mo"

MESSAGES = {
    "usage: ": "cách dùng: ",
    "options": "tuỳ chọn",
    "positional arguments": "phải cho biết",
    "show this help message and exit": "in phần giúp đỡ này rồi thôi",
    "show program's version number and exit": "in số hiệu bản đang dùng rồi thôi",
    "%(prog)s: error: %(message)s\n": "%(prog)s: chưa đúng: %(message)s\n",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s: %(message)s",
    "can't open '%(filename)s': %(error)s": "không mở được tệp '%(filename)s': %(error)s",
    "unrecognized arguments: %s": "không hiểu: %s",
    "not allowed with argument %s": "không dùng chung được với %s",
    "ignored explicit argument %r": "tuỳ chọn này không kèm giá trị, bỏ %r đi",
    "the following arguments are required: %s": "còn thiếu: %s",
    "one of the arguments %s is required": "phải có một trong các mục: %s",
    "expected one argument": "phải kèm một giá trị",
    "expected at most one argument": "chỉ được kèm một giá trị",
    "expected at least one argument": "phải kèm ít nhất một giá trị",
    "ambiguous option: %(option)s could match %(matches)s": "%(option)s chưa rõ, ý bạn là: %(matches)s",
    "unexpected option string: %s": "không hiểu tuỳ chọn: %s",
    "invalid %(type)s value: %(value)r": "giá trị %(value)r không hợp lệ",
    "invalid choice: %(value)r (choose from %(choices)s)": "không có %(value)r, hãy chọn: %(choices)s",
    "invalid choice: %(value)r, maybe you meant %(suggestion)r? (choose from %(choices)s)": (
        "không có %(value)r, ý bạn là %(suggestion)r? (các mục: %(choices)s)"
    ),
    "unknown parser %(parser_name)r (choices: %(choices)s)": "không có lệnh %(parser_name)r, hãy chọn: %(choices)s",
}
PLURALS = {("expected %s argument", "expected %s arguments"): "phải kèm %s giá trị"}
HEADER = "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=1; plural=0;\n"


def compile_catalogue() -> bytes:
    """The catalogue in GNU gettext's binary form (gettext manual, "The Format of GNU MO Files")."""
    entries = {"": HEADER, **MESSAGES, **{f"{one}\0{many}": text for (one, many), text in PLURALS.items()}}
    keys = sorted(entries)
    originals = b"".join(key.encode() + b"\0" for key in keys)
    texts = b"".join(entries[key].encode() + b"\0" for key in keys)
    table, start = 28, 28 + 16 * len(keys)

    def places(blocks: list[str], base: int) -> bytes:
        out, at = b"", base
        for block in blocks:
            size = len(block.encode())
            out += struct.pack("<II", size, at)
            at += size + 1
        return out

    head = struct.pack("<7I", 0x950412DE, 0, len(keys), table, table + 8 * len(keys), 0, start)
    return (
        head + places(keys, start) + places([entries[key] for key in keys], start + len(originals)) + originals + texts
    )


def speak_vietnamese() -> None:
    """Point gettext's default domain, which argparse asks, at our catalogue."""
    os.environ["LANGUAGE"] = "vi"
    gettext.bindtextdomain("messages", str(LOCALE))
    gettext.textdomain("messages")


if __name__ == "__main__":
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    CATALOGUE.write_bytes(compile_catalogue())
