"""The tables of a schedule file: every key in both languages, how it is read, what it is for."""

from __future__ import annotations

import re
from collections.abc import Mapping

from broadcaster.written.days import DAYS
from broadcaster.written.fields import Field, Table
from broadcaster.written.numbers import parse_choice, parse_count
from broadcaster.written.readers import Parsed, Several, Sub
from broadcaster.written.spelling import fold, plain, quoted
from broadcaster.written.values import DATE, LENGTH, SPAN, TIME, WORDS
from broadcaster.written.wrong import WrongValue

PRIORITIES = {
    "routine": ("thường", "thường lệ", "bình thường"),
    "high": ("cao", "ưu tiên"),
    "urgent": ("khẩn", "khẩn cấp"),
}
"""Words for priorities."""

STARTS = {"next": ("nối tiếp", "chờ", "tiếp theo"), "hard": ("đúng giờ", "cắt ngang")}
"""Words for how an airing begins."""

AFTER_CUTS = {"resume": ("phát tiếp", "tiếp"), "restart": ("phát lại", "lại từ đầu"), "drop": ("bỏ", "thôi")}
"""Words for what becomes of an airing that was cut."""

_URL = re.compile(r"(?:https?|icecast|rtsp|rtmp)://[^\s/]+\S*", re.IGNORECASE)
_LINE_IN = ("line in", "linein", "ngo vao", "duong vao")


def parse_relay(text: str) -> str:
    """The address of a stream, or `line-in`.

    Raises WrongValue.
    """
    written = plain(text)
    if fold(written) in _LINE_IN:
        return "line-in"
    if not _URL.fullmatch(written):
        raise WrongValue(f"nguồn tiếp sóng {quoted(text)} không phải là địa chỉ", "viết https://… hoặc line-in")
    return written


def parse_path(text: str) -> str:
    """A path within the station's folder, with `/`.

    Raises WrongValue for one that leaves the folder.
    """
    path = plain(text).replace("\\", "/")
    if ".." in path.split("/"):
        raise WrongValue(
            f"tệp {quoted(text)} nằm ngoài thư mục của đài", "chép tệp vào thư mục audio rồi viết audio/tên-tệp"
        )
    return path


def _choice(choices: Mapping[str, tuple[str, ...]]) -> Parsed:
    return Parsed(parse_choice(choices), choices=tuple(choices))


_SOURCES = (
    Field("script", ("bài", "kịch bản"), WORDS, "Tên bài trong scripts/vi, không có .md.", example="bluezone-loi-ich"),
    Field("jingle", ("nhạc hiệu",), WORDS, "Tên nhạc hiệu trong audio, không có đuôi tệp.", example="nhac-hieu"),
    Field("sting", ("nhạc cắt",), WORDS, "Tên nhạc cắt trong audio.", example="nhac-cat"),
    Field("chime", ("chuông", "hồi chuông"), WORDS, "Tên tiếng chuông trong audio.", example="chuong"),
    Field(
        "file", ("tệp", "bản ghi"), Parsed(parse_path), "Đường dẫn một tệp tiếng đã thu.", example="audio/phat-bieu.mp3"
    ),
)
FALLBACK = Table("mục else (nếu hỏng)", _SOURCES)
"""What airs where a relay is dead."""

ITEM = Table(
    "mục phát",
    (
        *_SOURCES,
        Field("silence", ("im lặng", "lặng", "nghỉ"), LENGTH, "Khoảng lặng.", example="2s"),
        Field(
            "relay",
            ("tiếp sóng", "tiếp âm"),
            Parsed(parse_relay),
            "Địa chỉ luồng để tiếp sóng, hoặc line-in.",
            example="line-in",
        ),
        Field("for", ("trong", "trong vòng", "thời lượng"), LENGTH, "Tiếp sóng bao lâu.", example="15 phút"),
        Field(
            "else",
            ("nếu hỏng", "không được thì"),
            Sub(FALLBACK),
            "Phát gì nếu nguồn tiếp sóng hỏng.",
            example="{ file: audio/nhac-cho.flac }",
        ),
    ),
)
"""One line of `play:`."""

SOURCES = tuple(one.name for one in (*_SOURCES, *ITEM.fields[len(_SOURCES) : len(_SOURCES) + 2]))
"""The keys of which an item has exactly one."""

PROGRAMME = Table(
    "chương trình",
    (
        Field(
            "name",
            ("tên",),
            WORDS,
            "Tên chương trình, mỗi chương trình một tên.",
            required=True,
            example="Bluezone buổi sáng",
        ),
        Field(
            "at",
            ("lúc", "giờ", "giờ phát"),
            Several(TIME, empty=False),
            "Giờ phát: một hay nhiều giờ.",
            example='["05:00", 17h00]',
        ),
        Field("every", ("mỗi", "cứ mỗi"), LENGTH, "Cứ bao lâu phát một lần, đi với between.", example="30 phút"),
        Field(
            "between",
            ("trong khoảng", "khoảng giờ"),
            SPAN,
            "Khoảng giờ của every, tính cả hai đầu.",
            example="07:00-20:00",
        ),
        Field(
            "days",
            ("ngày", "ngày phát"),
            Several(DAYS, empty=False),
            "Ngày phát; không viết là hằng ngày.",
            example="T2-T6",
        ),
        Field("from", ("từ ngày", "từ"), DATE, "Ngày đầu, tính cả ngày ấy.", example="18/08/2020"),
        Field("until", ("đến ngày", "đến", "đến hết ngày"), DATE, "Ngày cuối, tính cả ngày ấy.", example="31/08/2020"),
        Field("except", ("trừ", "trừ ngày"), Several(DAYS), "Ngày không phát.", example="[02/09/2020, T7]"),
        Field(
            "play",
            ("phát", "nội dung"),
            Several(Sub(ITEM), commas=False, empty=False),
            "Phát gì, theo thứ tự.",
            required=True,
        ),
        Field("bed", ("nhạc nền",), WORDS, "Nhạc nền dưới tiếng nói, trong audio.", example="nen-nhe"),
        Field(
            "priority", ("ưu tiên", "mức ưu tiên"), _choice(PRIORITIES), "routine, high hoặc urgent.", example="routine"
        ),
        Field("start", ("bắt đầu",), _choice(STARTS), "next: chờ chương trình trước; hard: cắt ngang.", example="next"),
        Field("grace", ("cho trễ", "được trễ", "trễ nhất"), LENGTH, "Trễ quá chừng này thì thôi.", example="10 phút"),
        Field(
            "after_cut",
            ("sau khi bị cắt", "bị cắt thì"),
            _choice(AFTER_CUTS),
            "resume, restart hoặc drop.",
            example="resume",
        ),
        Field("zones", ("khu vực", "cụm loa"), Several(WORDS, empty=False), "Cụm loa nào.", example="[all]"),
        Field(
            "tags", ("thẻ", "nhãn"), Several(WORDS), "Thẻ của cả chương trình, để tính chỉ tiêu.", example="[bluezone]"
        ),
    ),
)
"""One programme."""

CAMPAIGN = Table(
    "đợt tuyên truyền",
    (
        Field("name", ("tên",), WORDS, "Tên đợt.", required=True, example="Tuyên truyền cài đặt Bluezone"),
        Field("from", ("từ ngày", "từ"), DATE, "Ngày đầu, tính cả ngày ấy.", required=True, example="23/08/2020"),
        Field(
            "until",
            ("đến ngày", "đến", "đến hết ngày"),
            DATE,
            "Ngày cuối, tính cả ngày ấy.",
            required=True,
            example="31/08/2020",
        ),
        Field(
            "at_least",
            ("ít nhất", "tối thiểu"),
            Parsed(parse_count(1, 500)),
            "Số lần phát mỗi ngày.",
            required=True,
            example="2",
        ),
        Field("tag", ("thẻ", "nhãn"), WORDS, "Đếm bài có thẻ này.", required=True, example="bluezone"),
    ),
)
"""An obligation."""

SCHEDULE = Table(
    "tệp lịch",
    (
        Field(
            "programmes",
            ("chương trình", "các chương trình", "lịch phát"),
            Several(Sub(PROGRAMME), commas=False),
            "Các chương trình.",
        ),
        Field(
            "campaign",
            ("đợt tuyên truyền", "chiến dịch", "chỉ tiêu", "campaigns"),
            Several(Sub(CAMPAIGN), commas=False),
            "Đợt tuyên truyền phải đủ số lần phát.",
        ),
    ),
)
"""A file of `schedules/`."""
