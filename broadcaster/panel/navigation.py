"""The bar of pages at the top: only what the person may open stands in it."""

from __future__ import annotations

from dataclasses import dataclass

from broadcaster.panel.roles import Role, Roles


@dataclass(frozen=True)
class Tab:
    """One page of the bar."""

    path: str
    """Its address."""
    name: str
    """Its name."""
    shape: str
    """Its drawing in `static/hinh.svg`."""
    needs: Role = Role.LOOK
    """The role of the page it leads to."""
    seldom: bool = False
    """Whether it is opened seldom: on a phone it stands behind "Thêm"."""


BAR = (
    Tab("/", "Hôm nay", "hom-nay"),
    Tab("/lich", "Lịch", "lich"),
    Tab("/bai", "Bài", "bai"),
    Tab("/am-thanh", "Âm thanh", "am-thanh", seldom=True),
    Tab("/nhat-ky", "Nhật ký", "nhat-ky", seldom=True),
    Tab("/thiet-bi", "Thiết bị", "thiet-bi", seldom=True),
    Tab("/khan-cap", "Khẩn cấp", "khan", Role.AIR),
)
"""The bar, left to right."""


def bar(roles: Roles) -> list[Tab]:
    """What of it these roles may open."""
    return [tab for tab in BAR if tab.needs in roles]
