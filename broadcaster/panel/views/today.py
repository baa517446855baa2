"""The page "Hôm nay": what sounds now, what comes, what the day was, whether all is well."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from broadcaster.panel import words
from broadcaster.panel.views.airing import as_one_day
from broadcaster.units import SILENCE_FLOOR_DBFS

_VOICES = {
    "piper": "giọng Piper",
    "gtts": "giọng Google, cần mạng lúc chuẩn bị",
    "kokoro": "giọng có sẵn trong máy",
    "espeak": "giọng dự phòng eSpeak",
}

LITTLE_DISK = 1e9
"""Bytes below which a disk is told to be filling up."""
_SHOWN = 320  # letters of a text shown while it sounds; the whole of it is a click away
_FAINT = -40.0  # dBFS; speech mixed to -16 LUFS is well above it but for its pauses
_FLOOR, _CEILING = -60.0, 0.0  # dBFS ends of the level meter


@dataclass(frozen=True)
class State:
    """How one part of the station is, in one line."""

    label: str
    """The part."""
    ok: bool
    """Whether all is well."""
    text: str
    """How it is, and what to do where it is not well."""


@dataclass(frozen=True)
class Quota:
    """A campaign's tally of the day."""

    name: str
    """The campaign."""
    aired: int
    """Airings heard so far."""
    coming: int
    """Airings still planned today."""
    at_least: int
    """Airings it asks a day."""
    text: str
    """The tally in words."""
    enough: bool
    """Whether what was heard and what is planned meets it."""


def today(
    status: Mapping[str, Any],
    plan: Mapping[str, Any],
    log: list[dict[str, Any]],
    now: datetime,
    script: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Everything the page shows; `script` is the text being spoken, where it is one of the station's.

    `passed` of its `rows` are over or begun: between them and the rest the page says what time it is.
    """
    rows = as_one_day(plan["airings"], log, now)
    return {
        "on_air": on_air(status, log, script),
        "next": [_coming(entry, now) for entry in status["next"][:3]],
        "rows": rows,
        "passed": sum(row.at <= now or (row.started is not None and row.started <= now) for row in rows),
        "waiting": status.get("waiting") or [],
        "quotas": quotas(plan["campaigns"], now),
        "states": states(status),
        "clock_doubted": not status["clock"]["trusted"],
        "standing": [_standing(page, now) for page in status.get("standing") or []],
        "notices": status.get("notices") or [],
        "preparing": status.get("preparing"),
        "problems": len(plan["problems"]),
    }


def on_air(
    status: Mapping[str, Any], log: list[dict[str, Any]], script: Mapping[str, Any] | None
) -> dict[str, Any] | None:
    """What sounds now, with its words and how far it is; None in silence."""
    told = status["on_air"]
    if told is None:
        return None
    dbfs = status["output"].get("level_dbfs")
    kinds = {entry["airing"]: entry.get("kind") for entry in log}
    return {
        "programme": told["programme"],
        "item": told["item"] if told.get("item") != told["programme"] else "",
        "text": _opening(told.get("text") or _words(script or {})),
        "script": script["name"] if script else None,
        "urgent": told.get("kind", kinds.get(told["airing"])) == "urgent",
        "level": level(dbfs),
        "loud": loud(dbfs),
        **_progress(told, datetime.fromisoformat(status["now"])),
    }


def _words(script: Mapping[str, Any]) -> str:
    """A script as one reads it: as written with its blanks filled where the door tells that, else as spoken."""
    body = script.get("body") or ""
    return str(script.get("text") or ("" if "{{" in body else body) or script.get("spoken") or "")


def _progress(told: Mapping[str, Any], now: datetime) -> dict[str, float | None]:
    """How much is left of what sounds, of how much; without a known end both are None."""
    remaining = told.get("remaining")
    if remaining is None:
        return {"remaining": None, "whole": None, "gone": None}
    gone = max(0.0, (now - datetime.fromisoformat(told["started"])).total_seconds())
    whole = max(told.get("seconds") or gone + remaining, remaining)
    return {"remaining": remaining, "whole": whole, "gone": whole - remaining}


def _opening(text: str) -> str:
    """The first words of a text, whole sentences while they are few."""
    if len(text) <= _SHOWN:
        return text
    cut = text[:_SHOWN]
    whole, stop, _ = cut.rpartition(". ")
    return f"{whole}. …" if stop else f"{cut.rpartition(' ')[0]}…"


def level(dbfs: float | None) -> int:
    """A level as a share of the meter, 0–100; silence and no device are 0."""
    if dbfs is None:
        return 0
    return round(100 * (min(max(dbfs, _FLOOR), _CEILING) - _FLOOR) / (_CEILING - _FLOOR))


def loud(dbfs: float | None) -> str:
    """A level in words."""
    if dbfs is None or dbfs < SILENCE_FLOOR_DBFS:
        return "im"
    return "có tiếng" if dbfs > _FAINT else "tiếng nhỏ"


def _coming(entry: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    at = datetime.fromisoformat(entry["at"])
    return {
        "programme": entry["programme"],
        "at": at.isoformat(),
        "when": words.when(at, now),
        "wait": words.wait((at - now).total_seconds()),
    }


def _standing(page: Mapping[str, Any], now: datetime) -> str:
    every = f"nhắc lại sau mỗi {words.length(page['every'])}" if page.get("every") else "đang đọc"
    until = (
        f", đến {words.when(datetime.fromisoformat(page['until']), now)}" if page.get("until") else ", đến khi bấm dừng"
    )
    return f"{page['title']}: {every}{until if page.get('every') else ''}"


def quotas(campaigns: list[dict[str, Any]], now: datetime) -> list[Quota]:
    """The campaigns that ask something of today."""
    day = now.date().isoformat()
    return [_quota(campaign, told) for campaign in campaigns for told in campaign["days"] if told["date"] == day]


def _quota(campaign: Mapping[str, Any], told: Mapping[str, Any]) -> Quota:
    aired, wanted = told["aired"], campaign["at_least"]
    coming = max(0, told["planned"] - aired)
    enough = aired + coming >= wanted
    if aired >= wanted:
        text = f"Đã phát {aired} lần, đủ chỉ tiêu {wanted} lần hôm nay."
    elif enough:
        text = f"Đã phát {aired} lần, lịch còn {coming} lần; chỉ tiêu {wanted} lần hôm nay."
    else:
        text = f"Còn thiếu {wanted - aired - coming} lần: đã phát {aired}, lịch còn {coming}, chỉ tiêu {wanted}."
    return Quota(campaign["name"], aired, coming, wanted, text, enough)


def states(status: Mapping[str, Any]) -> list[State]:
    """Device, clock, disk and voice, one line each; the amplifier's switch where it does not obey."""
    rest = [_clock(status["clock"]), _disk(status.get("disk")), _voice(status.get("voices"))]
    return [_device(status["output"]), *_amplifier(status["output"]), *rest]


def _amplifier(output: Mapping[str, Any]) -> list[State]:
    why = output.get("amplifier_why")
    text = f"công tắc không nghe lệnh ({why}); hãy bật tắt bằng tay, đài vẫn thử lại"
    return [State("Tăng âm", ok=False, text=text)] if why else []


def _device(output: Mapping[str, Any]) -> State:
    name = output_name(output["name"])
    if not output["ok"]:
        why = output.get("why") or "không dùng được"
        return State("Loa", ok=False, text=f"{why} ({name}); kiểm tra dây cắm và tăng âm")
    return State("Loa", ok=True, text=name if output["name"].startswith("file:") else f"tốt, {name}")


def output_name(name: str) -> str:
    """An output of `config.yaml` as an officer calls it."""
    kind, _, rest = name.partition(":")
    if kind == "soundcard":
        return f"cổng tiếng {rest}" if rest else "cổng tiếng của máy"
    if kind == "file":
        return f"đang ghi ra tệp {rest}, không ra loa"
    return f"phát qua mạng {name}" if kind == "icecast" else name


def _clock(clock: Mapping[str, Any]) -> State:
    if clock["trusted"]:
        return State("Đồng hồ", ok=True, text="đúng giờ")
    why = clock.get("why") or "chưa chắc đúng giờ"
    return State("Đồng hồ", ok=False, text=f"{why}; chương trình theo lịch chờ đến khi giờ tin được")


def _disk(disk: Mapping[str, Any] | None) -> State:
    free = (disk or {}).get("free_bytes")
    if disk is None or free is None:
        return State("Ổ đĩa", ok=True, text="ghi được")
    if disk.get("ok", True) and free >= LITTLE_DISK:
        return State("Ổ đĩa", ok=True, text=f"còn trống {words.size(free)}")
    why = disk.get("why") or f"chỉ còn {words.size(free)}"
    return State("Ổ đĩa", ok=False, text=f"{why}; hãy xoá bớt tệp không cần")


def _voice(voices: list[dict[str, Any]] | None) -> State:
    able = [voice["name"] for voice in voices or [] if voice["ok"]]
    if able:
        return State("Giọng đọc", ok=True, text=f"sẵn sàng, {_VOICES.get(able[0], able[0])}")
    text = "không giọng nào đọc được; bài đã chuẩn bị vẫn phát, hãy chạy broadcaster doctor"
    return State("Giọng đọc", ok=False, text=text)
