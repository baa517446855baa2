"""What an operator may type: the commands of the station, their words and their help."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeAlias

from broadcaster import __version__
from broadcaster.written.spelling import closest

EPILOGUE = """\
Mã thoát: 0 xong; 1 câu trả lời là không (có lỗi, không có tên đó…); 2 gõ sai; 3 đài chưa chạy.
Sổ tay đầy đủ: docs/so-tay.md"""

MOST = 3660
"""The largest number that may be typed: ten years of days."""


def day(text: str) -> date:
    """A day as a person types it, `18/08/2020`, or ISO, `2020-08-18`; raises ArgumentTypeError."""
    from broadcaster.written.values import WrongValue, parse_date  # noqa: PLC0415 - for the commands that take a day

    try:
        return parse_date(text)
    except WrongValue as wrong:
        raise argparse.ArgumentTypeError(str(wrong)) from None


def instant(text: str) -> datetime:
    """An ISO 8601 instant, `2020-08-23T04:00`; naive where no offset is given; raises ArgumentTypeError."""
    from broadcaster.written.dates import FIRST_YEAR, LAST_YEAR  # noqa: PLC0415 - the same

    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise argparse.ArgumentTypeError(
            f"'{text}' không phải là thời điểm; viết như 2020-08-23T05:00 hoặc 2020-08-23T05:00+07:00"
        )
    return moment


def blank(text: str) -> tuple[str, str]:
    """One `tên=giá trị`; raises ArgumentTypeError."""
    name, equals, value = text.partition("=")
    if not equals or not name.strip():
        raise argparse.ArgumentTypeError(f"'{text}' phải viết là tên=giá trị, ví dụ noi='thôn Phước Lý'")
    return name.strip(), value.strip()


def count(text: str) -> int:
    """A whole number from 1; raises ArgumentTypeError."""
    if not text.isdecimal() or not 1 <= int(text[:9]) <= MOST or len(text) > len(str(MOST)):
        raise argparse.ArgumentTypeError(f"'{text}' phải là số nguyên từ 1 đến {MOST}")
    return int(text)


class Parser(argparse.ArgumentParser):
    """argparse, which before Python 3.14 asks nobody what they may have meant."""

    def parse_args(self, args: Any = None, namespace: Any = None) -> Any:
        """As argparse does it; a mistyped command or option is answered with the nearest one."""
        words = list(sys.argv[1:] if args is None else args)
        parsed, strange = self.parse_known_args(words, namespace)
        if strange:
            own = self._command(parsed.command)._option_string_actions  # noqa: SLF001 - nothing public names the options
            near = closest(strange[0].partition("=")[0], own) if strange[0].startswith("-") else None
            self.error(f"không hiểu: {' '.join(strange)}" + (f"; ý bạn là '{near}'?" if near else ""))
        return parsed

    def _command(self, name: str) -> argparse.ArgumentParser:
        commands: argparse.ArgumentParser = self._commands().choices[name]
        return commands

    def _commands(self) -> Any:
        return next(one for one in self._actions if isinstance(one, argparse._SubParsersAction))  # noqa: SLF001

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        choices = list(action.choices or ())
        if choices and value not in choices:
            near = closest(str(value), map(str, choices))
            meant = f"ý bạn là '{near}'? " if near else ""
            raise argparse.ArgumentError(action, f"không có '{value}', {meant}các lệnh: {', '.join(map(str, choices))}")


def build_parser() -> argparse.ArgumentParser:
    """The parser of the whole command; `args.command` names what was asked."""
    parser = Parser(
        prog="broadcaster",
        description="Đài truyền thanh xã: văn bản thành tiếng nói, phát đúng giờ ra loa.",
        epilog=EPILOGUE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument(
        "--station", type=Path, default=Path(), metavar="THƯ_MỤC", help="thư mục của đài (mặc định: ở đây)"
    )
    parser.add_argument("--version", action="version", version=f"broadcaster {__version__}")
    commands = parser.add_subparsers(
        parser_class=argparse.ArgumentParser, dest="command", metavar="LỆNH", required=True, title="các lệnh"
    )
    _station_commands(commands)
    _reading_commands(commands)
    _speaking_commands(commands)
    _other_commands(commands)
    return parser


_Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001 - argparse has no public name for it


def _adder(commands: _Commands) -> Callable[..., argparse.ArgumentParser]:
    def add(name: str, summary: str) -> argparse.ArgumentParser:
        made: argparse.ArgumentParser = commands.add_parser(name, help=summary, description=summary, allow_abbrev=False)
        return made

    return add


def _reads(parser: argparse.ArgumentParser, *, timed: bool = True) -> argparse.ArgumentParser:
    parser.add_argument("--json", action="store_true", help="in ra JSON")
    if timed:
        parser.add_argument(
            "--now", type=instant, metavar="ISO", help="coi như bây giờ là lúc này, ví dụ 2020-08-23T04:00"
        )
    return parser


def _station_commands(commands: _Commands) -> None:
    add = _adder(commands)
    run = add("run", "chạy đài: phát đúng giờ, mở trang điều khiển; Ctrl-C để dừng")
    run.add_argument(
        "--first", metavar="TÊN", help="phát ngay chương trình hoặc bài này khi chuẩn bị xong, rồi theo lịch"
    )
    play = add("play", "phát ngay một chương trình hoặc một bài trên đài đang chạy")
    play.add_argument("name", metavar="TÊN")
    play.add_argument("--anyway", action="store_true", help="vẫn phát dù trong giờ yên tĩnh hay ngày im loa")
    urgent = add("urgent", "thông báo khẩn: chen vào ngay, ngắt mọi thứ đang phát")
    urgent.add_argument("name", metavar="TÊN", nargs="?", help="tên bài hoặc mẫu khẩn trong scripts/vi/")
    urgent.add_argument("--text", metavar="LỜI", help="đọc lời này")
    urgent.add_argument("--file", type=Path, metavar="TỆP", help="đọc tệp văn bản này, hoặc phát tệp ghi âm này")
    urgent.add_argument("--set", type=blank, action="append", default=[], metavar="TÊN=GIÁ_TRỊ", help="điền chỗ trống")
    urgent.add_argument("--repeat", type=count, default=2, metavar="N", help="đọc mấy lần liền (mặc định 2)")
    urgent.add_argument("--every", metavar="LÂU", help="nhắc lại sau mỗi, ví dụ '30 phút'")
    urgent.add_argument("--until", metavar="GIỜ", help="nhắc lại đến giờ này, ví dụ 20:00")
    urgent.add_argument("--now", action="store_true", help="không chờ thông báo khẩn đang đọc")
    stop = add("stop", "im lặng ngay; thôi nhắc lại thông báo khẩn")
    status = add("status", "đang phát gì, sắp phát gì; thiết bị, đồng hồ, ổ đĩa, giọng đọc")
    status.add_argument(
        "--clock-is-right", action="store_true", help="báo cho đài: đồng hồ của máy đang đúng, cứ phát theo lịch"
    )
    for parser in (play, urgent, stop, status):
        _reads(parser, timed=False)


def _reading_commands(commands: _Commands) -> None:
    add = _adder(commands)
    _reads(add("check", "tìm mọi lỗi trong cấu hình, bài, lịch, âm thanh"))
    plan = _reads(add("plan", "sẽ phát gì, lúc nào; gì không phát và vì sao"))
    plan.add_argument("--from", dest="since", type=day, metavar="NGÀY", help="từ ngày (mặc định: hôm nay)")
    plan.add_argument("--days", type=count, default=7, metavar="N", help="mấy ngày (mặc định 7)")
    plan.add_argument("--ics", action="store_true", help="in ra lịch cho điện thoại (iCalendar)")
    why = _reads(add("why", "vì sao một chương trình phát hay không phát trong một ngày"))
    why.add_argument("name", metavar="TÊN")
    why.add_argument("--on", type=day, metavar="NGÀY", help="ngày nào (mặc định: hôm nay)")
    log = _reads(add("log", "nhật ký phát sóng"))
    log.add_argument("--from", dest="since", type=day, metavar="NGÀY", help="từ ngày (mặc định: 7 ngày qua)")
    log.add_argument("--until", type=day, metavar="NGÀY", help="đến hết ngày (mặc định: hôm nay)")
    rehearse = _reads(
        add("rehearse", "chạy thử cả đài thật nhanh, không ra tiếng: nhật ký sẽ như thế nào"), timed=False
    )
    rehearse.add_argument("--from", dest="since", type=day, required=True, metavar="NGÀY", help="từ ngày")
    rehearse.add_argument("--until", type=day, required=True, metavar="NGÀY", help="đến hết ngày")


def _speaking_commands(commands: _Commands) -> None:
    add = _adder(commands)
    say = _reads(add("say", "đọc một câu; '-' là đọc từng dòng từ bàn phím hoặc tệp đưa vào"), timed=False)
    say.add_argument("text", metavar="LỜI", nargs="?", help="lời cần đọc, hoặc -")
    say.add_argument("-o", "--out", type=Path, metavar="TỆP", help="ghi ra tệp .wav .flac .mp3 (với '-': thư mục)")
    say.add_argument("--show", action="store_true", help="chỉ in lời sẽ đọc, không đọc")
    say.add_argument("--explain", action="store_true", help="in từng chữ được đọc khác đi và vì quy tắc nào")
    say.add_argument("--pls", action="store_true", help="in mọi cách đọc riêng ra dạng W3C PLS cho chương trình khác")
    say.add_argument("--engine", metavar="TÊN", help="chỉ dùng bộ đọc này")
    say.add_argument("--voice", metavar="GIỌNG", help="giọng của bộ đọc")
    render = add("render", "làm ra tiếng hoàn chỉnh của một bài hoặc một chương trình")
    render.add_argument("name", metavar="TÊN")
    render.add_argument("-o", "--out", type=Path, required=True, metavar="TỆP", help="tệp .wav .flac .mp3")
    render.add_argument("--set", type=blank, action="append", default=[], metavar="TÊN=GIÁ_TRỊ", help="điền chỗ trống")


def _other_commands(commands: _Commands) -> None:
    add = _adder(commands)
    _reads(add("doctor", "khám mọi thứ đài cần, và chỉ cách chữa"), timed=False)
    init = add("init", "lập một đài mới trong thư mục này")
    init.add_argument("folder", type=Path, metavar="THƯ_MỤC")
