"""The table of every setting: its key in both languages, how it is read, what it is for."""

from __future__ import annotations

import re
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from broadcaster.errors import Mistake
from broadcaster.written.days import DAYS
from broadcaster.written.document import Mapping, Node, Scalar
from broadcaster.written.fields import Field, Table
from broadcaster.written.numbers import parse_choice, parse_count, parse_loudness, parse_number
from broadcaster.written.readers import Parsed, Several, Sub
from broadcaster.written.spelling import closest, plain, quoted
from broadcaster.written.values import LENGTH, SPAN, WORDS, YES_NO, parse_length
from broadcaster.written.wrong import WrongValue

_ENGINES = {"piper": (), "gtts": ("google",), "kokoro": ("giọng có sẵn", "có sẵn"), "espeak": ()}
_PROFILES: dict[str, tuple[str, ...]] = {"horn": ("loa nén", "loa phóng thanh"), "flat": ("phẳng", "loa thường")}
_OUTPUTS = ("soundcard", "soundcard:TÊN", "file:var/on-air", "icecast://…")
_GPIO = re.compile(r"gpio ?: ?(\d{1,3})", re.IGNORECASE)
_COMMAND = re.compile(r"command ?: ?(\S.*)", re.IGNORECASE | re.DOTALL)
_PERCENT = re.compile(r"(\d{1,3}) ?(?:%|phần trăm)?")
SOFTEST = 10
"""Per cent of the volume below which nobody hears an urgent announcement."""
LONGEST_WARMING = 60.0
"""Seconds before the sound at which the amplifier may be put on."""
_LISTEN = re.compile(r"(?:https?://)?(\[[0-9a-fA-F:]+\]|[\w.-]+):(\d{1,5})/?")


def parse_zone(text: str) -> ZoneInfo:
    """The time zone `text` names.

    Raises WrongValue.
    """
    name = plain(text)
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        hint = "giờ Việt Nam viết Asia/Ho_Chi_Minh"
        raise WrongValue(f"múi giờ {quoted(text)} không có", hint) from error


def parse_output(text: str) -> str:
    """Where the sound goes, as `soundcard`, `soundcard:NAME`, `file:PATH`, `icecast://…`.

    Raises WrongValue.
    """
    written = plain(text)
    kind, colon, rest = written.partition(":")
    kind, rest = kind.strip().lower(), rest.strip()
    if kind in ("soundcard", "card loa", "loa") and (not colon or rest):
        return f"soundcard:{rest}" if colon else "soundcard"
    if kind in ("file", "tệp") and rest:
        return f"file:{rest}"
    if kind in ("icecast", "http", "https") and rest.startswith("//") and len(rest) > len("//"):
        return f"{kind}:{rest}"
    near = closest(kind, ("soundcard", "file", "icecast"))
    hint = f"ý bạn là '{near}'?" if near and near != kind else f"viết một trong: {', '.join(_OUTPUTS)}"
    raise WrongValue(f"đường ra {quoted(text)} không có", hint)


def parse_switch(text: str) -> str:
    """How the amplifier is switched: `none`, `command: …` or `gpio: 17`.

    Raises WrongValue.
    """
    written = text.strip()
    if written.lower() in ("none", "không", "khong"):
        return "none"
    gpio, command = _GPIO.fullmatch(written), _COMMAND.fullmatch(written)
    if gpio:
        return f"gpio: {int(gpio[1])}"
    if command:
        return f"command: {command[1]}"
    raise WrongValue(f"cách bật tăng âm {quoted(text)} không có", "viết none, command: câu lệnh, hoặc gpio: 17")


def parse_listen(text: str) -> tuple[str, int]:
    """Host and port.

    Raises WrongValue.
    """
    found = _LISTEN.fullmatch(plain(text))
    if not found or not 1 <= int(found[2]) <= 65_535:  # noqa: PLR2004 - ports
        raise WrongValue(f"địa chỉ trang điều khiển {quoted(text)} không đúng", "viết như 127.0.0.1:8090")
    return found[1].strip("[]"), int(found[2])


def parse_volume(text: str) -> float:
    """A volume in per cent, as in '80%'; from 10 to 100.

    Raises WrongValue.
    """
    found = _PERCENT.fullmatch(plain(text))
    if not found or not SOFTEST <= int(found[1]) <= 100:  # noqa: PLR2004 - per cent
        raise WrongValue(f"âm lượng {quoted(text)} không dùng được", f"viết từ {SOFTEST}% đến 100%")
    return float(found[1])


def parse_warming(text: str) -> float:
    """How long the amplifier takes to warm, in seconds; the player is told of an airing hardly longer before.

    Raises WrongValue.
    """
    seconds = parse_length(text)
    if seconds > LONGEST_WARMING:
        raise WrongValue(f"bật tăng âm trước {quoted(text)} là quá lâu", f"viết nhiều nhất {LONGEST_WARMING:.0f} giây")
    return seconds


class _Switch:
    """`switch: gpio: 17` is a mapping to YAML when it stands in braces; both writings are read."""

    def read(self, node: Node, mistakes: list[Mistake]) -> str | None:
        """The switch as one line."""
        if isinstance(node, Mapping) and len(node.entries) == 1:
            key, value = node.entries[0]
            if isinstance(value, Scalar):
                node = Scalar(f"{key.text}: {value.text}", key.place, quoted=True)
        read: str | None = Parsed(parse_switch).read(node, mistakes)
        return read

    def schema(self) -> dict[str, object]:
        """A word, a line, or a mapping of one."""
        return {"type": ["string", "object"]}


STATION = Table(
    "mục station (đài)",
    (
        Field(
            "name",
            ("tên",),
            WORDS,
            "Tên đài, như khi xướng trên loa.",
            required=True,
            example="Đài Truyền thanh xã Quảng Phú",
        ),
        Field(
            "commune",
            ("xã", "địa phương"),
            WORDS,
            "Tên xã, phường; trong bài viết {{ commune }}.",
            example="xã Quảng Phú",
        ),
        Field(
            "province",
            ("tỉnh", "tỉnh thành"),
            WORDS,
            "Tên tỉnh, thành phố; trong bài viết {{ province }}.",
            example="thành phố Huế",
        ),
        Field(
            "hotline",
            ("đường dây nóng", "điện thoại"),
            WORDS,
            "Số gọi khi cần; trong bài viết {{ hotline }}.",
            example='"19009095"',
        ),
        Field(
            "timezone", ("múi giờ",), Parsed(parse_zone), "Múi giờ của mọi giờ trong lịch.", example="Asia/Ho_Chi_Minh"
        ),
    ),
    open=True,
)
SPEECH = Table(
    "mục speech (giọng đọc)",
    (
        Field(
            "engines",
            ("bộ đọc", "các giọng"),
            Several(Parsed(parse_choice(_ENGINES), choices=tuple(_ENGINES)), empty=False),
            "Bộ đọc, hay nhất đứng trước; bộ đầu tiên đọc được thì đọc.",
            example="[piper, gtts, kokoro, espeak]",
        ),
        Field(
            "voice",
            ("giọng",),
            WORDS,
            "Tên giọng của bộ đọc, hay nữ, nam, miền Bắc, Huế, Sài Gòn; hoặc default.",
            example="default",
        ),
        Field(
            "speed",
            ("tốc độ",),
            Parsed(parse_number(0.5, 2.0)),
            "1 là tốc độ thường; loa ngoài trời nên chậm hơn.",
            example="0.9",
        ),
    ),
)
AMPLIFIER = Table(
    "mục amplifier (tăng âm)",
    (
        Field(
            "on",
            ("bật", "bật trước"),
            Parsed(parse_warming, LENGTH.pattern),
            "Bật tăng âm trước khi có tiếng bao lâu, nhiều nhất 60 giây.",
            example="5s",
        ),
        Field("off", ("tắt", "tắt sau"), LENGTH, "Tắt tăng âm sau khi hết tiếng bao lâu.", example="3s"),
        Field(
            "switch",
            ("công tắc", "cách bật"),
            _Switch(),
            "none, command: câu lệnh, hoặc gpio: số chân.",
            example="none",
        ),
    ),
)
SOUND = Table(
    "mục sound (âm thanh)",
    (
        Field(
            "output",
            ("đường ra", "ra loa"),
            Several(Parsed(parse_output, choices=_OUTPUTS), empty=False),
            "Tiếng ra đâu; có thể nhiều đường.",
            example="soundcard",
        ),
        Field(
            "volume",
            ("âm lượng",),
            Parsed(parse_volume),
            "Âm lượng ra cổng tiếng của máy; tiếng ghi ra tệp không đổi.",
            example="100%",
        ),
        Field("loudness", ("độ to",), Parsed(parse_loudness), "Độ to của mọi bài sau khi cân.", example="-16 LUFS"),
        Field(
            "profile",
            ("kiểu loa",),
            Parsed(parse_choice(_PROFILES), choices=tuple(_PROFILES)),
            "Loa nén hay loa thường.",
            example="horn",
        ),
        Field(
            "amplifier",
            ("tăng âm",),
            Sub(AMPLIFIER),
            "Cách bật tắt tăng âm.",
            example="{ on: 5s, off: 3s, switch: none }",
        ),
    ),
)
RULES = Table(
    "mục rules (nội quy)",
    (
        Field(
            "quiet_hours",
            ("giờ yên tĩnh", "khung giờ yên tĩnh"),
            Several(SPAN),
            "Khung giờ không phát.",
            example='["21:00-04:45"]',
        ),
        Field(
            "silent_days",
            ("ngày im lặng", "ngày im loa"),
            Several(DAYS),
            "Ngày không phát: ngày, khoảng ngày, ngày âm.",
            example="[]",
        ),
        Field("allowed_days", ("ngày được phát",), Several(DAYS), "Chỉ phát vào những ngày này.", example="T2-T6"),
        Field(
            "max_sessions_a_day",
            ("số buổi mỗi ngày", "số buổi một ngày"),
            Parsed(parse_count(0, 200)),
            "Mỗi ngày nhiều nhất bao nhiêu buổi.",
            example="4",
        ),
        Field("max_session", ("buổi dài nhất", "mỗi buổi"), LENGTH, "Mỗi buổi dài nhất bao lâu.", example="45 phút"),
    ),
)
PANEL = Table(
    "mục panel (trang điều khiển)",
    (
        Field(
            "listen", ("địa chỉ", "nghe"), Parsed(parse_listen), "Địa chỉ và cổng của trang.", example="127.0.0.1:8090"
        ),
        Field("tls", ("mã hoá",), YES_NO, "Mã hoá đường tới trang bằng chứng thư đài tự làm.", example="không"),
    ),
)
CONFIG = Table(
    "config.yaml",
    (
        Field("station", ("đài",), Sub(STATION), "Đài là ai.", required=True),
        Field("speech", ("giọng đọc",), Sub(SPEECH), "Ai đọc."),
        Field("sound", ("âm thanh",), Sub(SOUND), "Tiếng ra sao, ra đâu."),
        Field("rules", ("nội quy", "quy định", "lệ"), Sub(RULES), "Điều chương trình không được phạm."),
        Field("panel", ("trang điều khiển", "bảng điều khiển"), Sub(PANEL), "Trang điều khiển."),
    ),
)
