"""Nhật ký: narrowed by day, programme and outcome, each miss with its reason; on paper only what belongs there."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest
from morning import ZONE
from playwright.sync_api import expect

from .conftest import Visit

pytestmark = pytest.mark.slow


def test_the_log_is_narrowed_and_every_miss_has_its_reason(visit: Visit) -> None:
    page = visit("/nhat-ky")
    page.get_by_role("link", name="7 ngày qua").click()
    expect(page.locator(".summary")).to_contain_text(re.compile(r"\d bị lỡ"))
    page.locator("summary", has_text="Chọn ngày khác").click()
    page.get_by_label("Kết quả").select_option("Bị lỡ")
    page.get_by_label("Chương trình").select_option("Chuyện nhà nông")
    page.get_by_role("button", name="Lọc").click()
    rows = page.locator("tbody tr")
    expect(rows).to_have_count(3)
    for row in rows.all():
        expect(row).to_contain_text("Đài tắt từ 10:40 đến 11:30")
        expect(row.locator("svg.shape")).to_be_visible()
    day = datetime.now(ZONE) - timedelta(days=2)
    page.get_by_label("Từ ngày").fill(f"{day:%d/%m/%Y}")
    page.get_by_label("Đến ngày").fill(f"{day:%d/%m/%Y}")
    page.get_by_label("Kết quả").select_option("Không được phát")
    page.get_by_role("button", name="Lọc").click()
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text("Trong giờ yên tĩnh")


def test_paper_carries_the_log_and_nothing_of_the_screen(visit: Visit) -> None:
    page = visit("/nhat-ky")
    page.get_by_role("link", name="7 ngày qua").click()
    page.emulate_media(media="print")
    for screen in ("nav", "footer", ".filter", "[data-print]"):
        expect(page.locator(screen).first).to_be_hidden()
    expect(page.get_by_text("Người duyệt")).to_be_visible()
    expect(page.get_by_text("In lúc")).to_be_visible()
    assert page.pdf(format="A4").startswith(b"%PDF")
