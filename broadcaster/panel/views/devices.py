"""The page "Thiết bị" as values to show. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from broadcaster.panel import words
from broadcaster.panel.listening import Listening
from broadcaster.panel.views.today import level, loud, output_name

VOLUMES = range(100, 0, -10)
"""The volumes that are offered, per cent."""
_ENGINES = {
    "piper": "Piper",
    "gtts": "Google",
    "kokoro": "Giọng có sẵn trong máy",
    "espeak": "eSpeak, giọng dự phòng",
}


@dataclass(frozen=True)
class Line:
    """One part of the machine, in one line."""

    name: str
    """What it is."""
    ok: bool
    """Whether all is well."""
    text: str
    """How it is."""
    mend: str = ""
    """What to do; empty: nothing."""


def devices(report: Mapping[str, Any], findings: list[dict[str, Any]], listening: Listening) -> dict[str, Any]:
    """Everything the page shows."""
    dbfs = report["level_dbfs"]
    return {
        "outputs": [_output(one) for one in report["outputs"]],
        "level": level(dbfs),
        "loud": loud(dbfs),
        "adjustable": report["adjustable"],
        "volume": report["volume"],
        "volumes": sorted({*VOLUMES, report["volume"]}, reverse=True),
        "amplifier": amplifier(report["amplifier"]),
        "has_switch": report["amplifier"]["switch"] != "none",
        "voices": voices(report["voices"]),
        "findings": [Line(one["name"], one["ok"], one["finding"], one["mend"]) for one in findings],
        "backups": [_backup(one) for one in report["backups"]],
        "way": way(listening),
        "chosen": chosen(report["panel"]),
        "restart": chosen(report["panel"]) != chosen({"host": listening.host, "tls": listening.tls}),
        "fingerprint": listening.fingerprint,
    }


def _output(one: Mapping[str, Any]) -> Line:
    text = "phát được" if one["ok"] else one["why"] or "không phát được"
    if one["underruns"]:
        text += f"; thiếu tiếng {one['underruns']} lần vì máy bận"
    mend = "" if one["ok"] else "kiểm tra dây cắm và tăng âm; đài tự phát lại khi có thiết bị"
    return Line(words.capitalize_first(output_name(one["name"])), one["ok"], text, mend)


def amplifier(told: Mapping[str, Any]) -> Line:
    """The amplifier's switch."""
    if told["switch"] == "none":
        text = "bật tắt bằng tay; có mạch đóng cắt thì khai ở mục sound: amplifier: switch trong config.yaml"
        return Line("Tăng âm", ok=True, text=text)
    if told["why"]:
        why, _, mend = told["why"].partition("; ")
        mend = mend or "xem lại công tắc và mục sound: amplifier: switch trong config.yaml; đài vẫn thử lại"
        return Line("Tăng âm", ok=False, text=f"công tắc không nghe lệnh: {why}", mend=mend)
    now = "đang bật" if told["on"] else "đang tắt"
    before, after = words.length(told["before"]), words.length(told["after"])
    return Line("Tăng âm", ok=True, text=f"{now}; đài bật trước khi có tiếng {before}, tắt sau khi hết tiếng {after}")


def voices(told: list[dict[str, Any]]) -> list[Line]:
    """Each voice engine, best first: the first that can, speaks; the better ones say why they cannot."""
    able = [one["name"] for one in told if one["ok"]]
    lines = []
    for one in told:
        name = _ENGINES.get(one["name"], one["name"])
        if one["ok"]:
            names = ", ".join(one.get("voices") or [])
            text = ("đang dùng" if one["name"] == able[0] else "sẵn sàng dự phòng") + (f" ({names})" if names else "")
            lines.append(Line(name, ok=True, text=text))
        else:
            why, _, mend = one["why"].partition("; ")
            lines.append(Line(name, ok=False, text=why, mend=mend))
    return lines


def way(listening: Listening) -> Line:
    """How the panel is reached, and what that means."""
    if listening.is_local:
        text = "chỉ mở được ở ngay máy của đài; điện thoại, máy khác trong mạng không vào được"
        return Line(listening.url, ok=True, text=text)
    return Line(listening.outside, listening.tls, listening.means)


def chosen(panel: Mapping[str, Any]) -> str:
    """The choice of `open_panel` that settings stand for."""
    if Listening(panel["host"], 0).is_local:
        return "here"
    return "tls" if panel["tls"] else "plain"


def _backup(one: Mapping[str, Any]) -> dict[str, Any]:
    return {"name": one["name"], "size": one["size"], "made": datetime.fromisoformat(one["made"])}
