"""What the commands print for a person: the same values as `--json`, in Vietnamese lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any

Json = Mapping[str, Any]

WEEKDAYS = ("thứ hai", "thứ ba", "thứ tư", "thứ năm", "thứ sáu", "thứ bảy", "chủ nhật")
DECISIONS = {"air": "phát", "wait": "chờ", "cut": "bị cắt", "drop": "bỏ", "refuse": "không phát"}
OUTCOMES = {"aired": "đã phát", "cut": "bị cắt", "missed": "lỡ giờ", "refused": "không phát", "failed": "hỏng"}
MINUTE = 60
DAY = timedelta(days=1)


def day_words(day: date) -> str:
    """`thứ hai 24/08/2020`."""
    return f"{WEEKDAYS[day.weekday()]} {day:%d/%m/%Y}"


def when_words(at: datetime, now: datetime) -> str:
    """`20:00 hôm nay`, `20:00 ngày mai, thứ ba 25/08/2020`, `20:00 thứ sáu 28/08/2020`."""
    days = (at.date() - now.date()).days
    day = day_words(at.date())
    return f"{at:%H:%M} " + {0: "hôm nay", 1: f"ngày mai, {day}"}.get(days, day)


def urgent_lines(answer: Json, every: str | None) -> Iterator[str]:
    """What an urgent order has brought about; `every`: how often it comes again, as it was typed."""
    yield f"«{answer['title']}»: đang phát khẩn."
    if answer["breaks"]:
        yield f"Đã ngắt «{answer['breaks']}»."
    if every:
        yield f"Nhắc lại sau mỗi {every}{_end(answer)}; thôi nhắc: broadcaster stop"
    if answer.get("notice"):
        yield f"Lưu ý: {answer['notice']}"


def _end(answer: Json) -> str:
    """Until when it comes again, with its day: an hour that is past already was taken for tomorrow's."""
    if not answer["until"]:
        return ""
    until, now = datetime.fromisoformat(answer["until"]), datetime.fromisoformat(answer["issued"])
    past = f" ({until:%H:%M} hôm nay đã qua)" if until.date() > now.date() and until - now <= DAY else ""
    return f" đến {when_words(until, now)}{past}"


def length_words(seconds: float) -> str:
    """`45 giây`, `3 phút 05`, `1 giờ 20`."""
    whole = round(seconds)
    hours, rest = divmod(whole, MINUTE * MINUTE)
    minutes, left = divmod(rest, MINUTE)
    if hours:
        return f"{hours} giờ {minutes:02}"
    if minutes:
        return f"{minutes} phút {left:02}" if left else f"{minutes} phút"
    return f"{left} giây"


def check_lines(problems: Iterable[Json]) -> Iterable[str]:
    """One line a mistake, and how many there are."""
    count = 0
    for count, one in enumerate(problems, 1):  # noqa: B007 - the count is told after the last
        hint = f"; {one['hint']}" if one["hint"] else ""
        yield f"{one['file']}:{one['line']}:{one['column']}: {one['message']}{hint}"
    yield f"{count} lỗi." if count else "Không có lỗi nào."


def plan_lines(plan: Json) -> Iterable[str]:
    """The plan day by day: each airing on a line, what does not air with its reason; then campaigns and problems."""
    today = None
    for one in plan["airings"]:
        at = datetime.fromisoformat(one["at"])
        if at.date() != today:
            today = at.date()
            yield day_words(today)
        yield "  " + _airing_line(at, one)
    if not plan["airings"]:
        yield "Không có chương trình nào trong những ngày này."
    for campaign in plan["campaigns"]:
        yield from _campaign_lines(campaign)
    if plan["problems"]:
        yield ""
        yield from check_lines(plan["problems"])


def _airing_line(at: datetime, one: Json) -> str:
    decision = DECISIONS[one["decision"]]
    line = f"{at:%H:%M} {decision:<10} {length_words(one['seconds']):>12}  {one['programme']}"
    return f"{line} — {one['why']}" if one["why"] else line


def _campaign_lines(campaign: Json) -> Iterable[str]:
    yield ""
    span = f"{_day(campaign['from'])} đến {_day(campaign['until'])}"
    yield f"{campaign['name']}: ít nhất {campaign['at_least']} lần mỗi ngày, {span}"
    for day in campaign["days"]:
        short = f", còn thiếu {day['short']}" if day["short"] else ", đủ"
        yield f"  {_day(day['date'])}: dự kiến {day['planned']}, đã phát {day['aired']}{short}"


def log_lines(entries: Iterable[Json]) -> Iterable[str]:
    """The as-run log, one line an airing."""
    today, some = None, False
    for one in entries:
        some = True
        at = datetime.fromisoformat(one["started"] or one["planned"])
        if at.date() != today:
            today = at.date()
            yield day_words(today)
        outcome, heard = OUTCOMES[one["outcome"]], length_words(one["seconds_heard"])
        line = f"  {at:%H:%M:%S} {outcome:<10} {heard:>12}  {one['programme']}"
        yield f"{line} — {one['why']}" if one["why"] else line
    if not some:
        yield "Nhật ký không có gì trong những ngày này."


def status_lines(status: Json) -> Iterable[str]:
    """What is on air, what is next, and how everything is, in one line each."""
    yield f"{status['station']} — {datetime.fromisoformat(status['now']):%H:%M:%S %d/%m/%Y}"
    on_air = status["on_air"]
    if on_air:
        item = f" — {on_air['item']}" if on_air["item"] else ""
        left = "" if on_air["remaining"] is None else f", còn {length_words(on_air['remaining'])}"
        yield f"Đang phát:  {on_air['programme']}{item}{left}"
    else:
        yield "Đang phát:  không"
    for number, one in enumerate(status["next"]):
        at = datetime.fromisoformat(one["at"])
        yield f"{'Sắp phát:' if not number else '':<11} {at:%H:%M} {day_words(at.date())}  {one['programme']}"
    output, clock = status["output"], status["clock"]
    works = "tốt" if output["ok"] else "KHÔNG RA ĐƯỢC TIẾNG"
    yield f"Ra loa:     {output['name']} — {works}, vấp {output['underruns']} lần"
    if output["amplifier_why"]:
        yield f"Tăng âm:    CÔNG TẮC KHÔNG NGHE LỆNH: {output['amplifier_why']}"
    yield f"Đồng hồ:    {'tin được' if clock['trusted'] else 'CHƯA TIN ĐƯỢC: ' + clock['why']}"
    yield f"Ổ đĩa:      {_disk(status['disk'])}"
    yield f"Giọng đọc:  {_voices(status['voices'])}"
    for campaign in status["campaigns"]:
        yield f"Chỉ tiêu:   {campaign['name']}: {_owed(campaign['days'][-1], campaign['at_least'])}"
    if status["preparing"]:
        yield f"Làm tiếng:  xong {int(status['preparing']['done'])} trên {status['preparing']['total']}"
    for one in status["waiting"]:
        at = datetime.fromisoformat(one["since"])
        yield f"Chờ tiếng:  {one['programme']}, lệnh lúc {at:%H:%M}, xong sẽ phát ngay"
    now = datetime.fromisoformat(status["now"])
    for page in status["standing"]:
        until = f" đến {when_words(datetime.fromisoformat(page['until']), now)}" if page["until"] else ""
        yield f"Nhắc lại:   {page['title']}{until}"
    wrong = f", các tệp đang có {status['problems']} lỗi: gõ broadcaster check" if status["problems"] else ""
    yield f"Bản:        tệp của đài {status['files']}, chương trình {status['version']}{wrong}"
    for note in status["notices"]:
        yield f"Lưu ý:      {note}"


def _disk(disk: Json) -> str:
    free = disk["free_bytes"] / 1e9
    return f"còn {free:.1f} GB".replace(".", ",") + ("" if disk["ok"] else f" — {disk['why']}")


def _voices(voices: list[Json]) -> str:
    """Who speaks, and why no better one does; voices are told best first."""
    able = [one["name"] for one in voices if one["ok"]]
    better = voices[: [one["ok"] for one in voices].index(True)] if able else voices
    why = "; ".join(f"{one['name']}: {one['why'].partition('; ')[0]}" for one in better)
    return (able[0] if able else "KHÔNG CÓ GIỌNG NÀO") + (f" ({why})" if why else "")


def _owed(day: Json, at_least: int) -> str:
    """A campaign's day so far: done, and still owed."""
    owed = f"còn thiếu {day['short']}" if day["short"] else "đủ theo kế hoạch"
    return f"hôm nay đã phát {day['aired']} trên {at_least}, {owed}"


def _day(text: str) -> str:
    return f"{date.fromisoformat(text):%d/%m/%Y}"
