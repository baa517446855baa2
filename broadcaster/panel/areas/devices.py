"""The page "Thiết bị" and the trial of the loudspeakers that ends the first visit."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from broadcaster.panel.asking import Ask, BadAskError
from broadcaster.panel.gate import Gate
from broadcaster.panel.roles import Role
from broadcaster.panel.tables import Action, Download, Page, naming
from broadcaster.panel.views import devices
from broadcaster.panel.work import Lane
from broadcaster.settings.fields import SOFTEST
from broadcaster.station.door import Door

DONE = {
    "phat": "Đang phát tiếng thử ra loa. Không nghe thấy thì xem mục Kiểm tra máy ở dưới.",
    "lam": "Đài đang làm tiếng thử; xong sẽ phát ngay.",
    "am": "Đang phát âm chuẩn trong 10 giây; vặn tăng âm cho vừa tai.",
    "tang-am": "Đã bật tăng âm; sau 10 giây đài tự tắt.",
    "am-luong": "Đã đổi âm lượng.",
    "mo": "Đã ghi. Tắt đài rồi bật lại thì có hiệu lực.",
    "sao-luu": "Đã sao lưu. Hãy tải về và cất ở nơi khác, ví dụ USB.",
    "phuc-hoi": "Đã phục hồi từ bản sao lưu; các tệp trước đó vẫn giữ trong var/history.",
}
"""What the page says after something was done; the key travels in the address."""
_PAGE, _TRIAL = "/thiet-bi", "/bat-dau/thu-loa"


def pages(gate: Gate) -> tuple[Page, ...]:
    """The pages that tell where the panel answers, too."""

    def values(door: Door, ask: Ask) -> dict[str, Any]:
        shown = devices.devices(door.devices.report(), door.devices.examine(), gate.listening)
        return {"station": door.status()["station"], "done": DONE.get(ask.query.get("da", "")), **shown}

    return (Page(_PAGE, "thiet-bi.html", values),)


def _trial(door: Door, ask: Ask) -> dict[str, Any]:
    status = door.status()
    return {
        "station": status["station"],
        "on_air": status["on_air"],
        "tried": "da" in ask.query,
        "preparing": ask.query.get("da") == "lam",
        "quiet": door.devices.quiet(),
    }


def _first_sound(door: Door, ask: Ask) -> dict[str, Any]:
    """Whoever founds the station has been told of the quiet hours, beside the button."""
    return door.devices.try_sound(ask.by, anyway=True)


def _sound(door: Door, ask: Ask) -> dict[str, Any]:
    return door.devices.try_sound(ask.by, anyway=ask.ticked("anyway"))


def _tone(door: Door, ask: Ask) -> dict[str, Any]:
    return door.devices.try_tone(ask.by, anyway=ask.ticked("anyway"))


def _volume(door: Door, ask: Ask) -> dict[str, Any]:
    told = ask.word("volume").rstrip("% ")
    if not (told.isascii() and told.isdecimal()) or not SOFTEST <= int(told) <= 100:  # noqa: PLR2004 - per cent
        raise BadAskError(f"âm lượng từ {SOFTEST}% đến 100%")
    door.devices.set_volume(int(told))
    return {}


def _open(door: Door, ask: Ask) -> dict[str, Any]:
    to = ask.word("to")
    if to not in {"here", "tls", "plain"}:
        raise BadAskError("hãy chọn một trong ba cách mở trang")
    door.devices.open_panel(to_network=to != "here", tls=to == "tls")
    return {}


def _back_up(door: Door, _: Ask) -> dict[str, Any]:
    return {"name": door.devices.back_up()}


def _backup(door: Door, ask: Ask) -> Path:
    return door.devices.backup(ask.path["name"])


def _restore(door: Door, ask: Ask) -> dict[str, Any]:
    if not ask.ticked("sure"):
        raise BadAskError("hãy đánh dấu ô 'Tôi chắc chắn' rồi mới phục hồi được")
    packed = ask.file("packed", "hãy chọn tệp sao-luu-….zip mà đài đã làm")
    return door.devices.restore(packed.path, at_machine=ask.at_machine, anyway=ask.ticked("anyway"))


def _to(done: str, place: str) -> Callable[[dict[str, Any]], str]:
    return lambda _: f"{_PAGE}?da={done}#{place}"


def _heard(page: str, place: str = "") -> Callable[[dict[str, Any]], str]:
    return lambda told: f"{page}?da={'phat' if told['ready'] else 'lam'}{place}"


PAGES: tuple[Page, ...] = (Page(_TRIAL, "thu-loa.html", _trial, Role.AIR),)
DOWNLOADS: tuple[Download, ...] = (Download(_PAGE + "/sao-luu/{name}", _backup, Role.ADMIN, saves=True),)
ACTIONS: tuple[Action, ...] = (
    Action(_TRIAL, _first_sound, Lane.URGENT, _heard(_TRIAL), needs=Role.AIR, tells="thử loa"),
    Action(_PAGE + "/loa", _sound, Lane.URGENT, _heard(_PAGE, "#loa"), needs=Role.AIR, tells="thử loa"),
    Action(_PAGE + "/am-chuan", _tone, Lane.URGENT, _to("am", "loa"), needs=Role.AIR, tells="phát âm chuẩn"),
    Action(
        _PAGE + "/tang-am",
        lambda door, _: door.devices.try_amplifier(),
        then=_to("tang-am", "loa"),
        needs=Role.AIR,
        tells="thử công tắc tăng âm",
    ),
    Action(
        _PAGE + "/am-luong",
        _volume,
        then=_to("am-luong", "loa"),
        needs=Role.AIR,
        tells="đổi âm lượng",
        about=naming("volume"),
    ),
    Action(
        _PAGE + "/mo",
        _open,
        then=_to("mo", "mang"),
        needs=Role.ADMIN,
        tells="đổi cách mở trang điều khiển",
        about=naming("to"),
    ),
    Action(_PAGE + "/sao-luu", _back_up, then=_to("sao-luu", "sao-luu"), needs=Role.ADMIN, tells="sao lưu"),
    Action(
        _PAGE + "/phuc-hoi",
        _restore,
        then=_to("phuc-hoi", "sao-luu"),
        needs=Role.ADMIN,
        tells="phục hồi từ bản sao lưu",
        about=naming("packed"),
        uploads=True,
    ),
)
