"""Somebody who has never seen the station: from the link `run` prints to a programme of their own on the loudspeakers.

And to a first urgent message; in the browser alone, by as few clicks as promised.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from end_to_end.conftest import ROOT, LiveStation, free_port
from morning import ZONE
from playwright.sync_api import Browser, Page, expect
from soundpath.server import SoundServer

from .chromium import complaints
from .conftest import DESK, link_of
from .ears import Ears

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]  # a slow machine speaks slowly
PASSWORD = "đài nhỏ của xã"
MOST_CLICKS, MOST_URGENT = 12, 4
_QUIET = 'quiet_hours: ["21:00-04:45"]'


@pytest.fixture
def new(sound: SoundServer, tmp_path: Path) -> Iterator[LiveStation]:
    """A station as `init` lays it out (its tunes not made anew), with the quickest voice, that may always sound."""
    folder = tmp_path / "dai"
    shutil.copytree(ROOT / "broadcaster" / "station" / "starter", folder)
    shutil.copytree(ROOT / "audio", folder / "audio")
    config = folder / "config.yaml"
    text = config.read_text(encoding="utf-8").replace("127.0.0.1:8090", f"127.0.0.1:{free_port()}")
    text = text.replace("[piper, gtts, kokoro, espeak]", "[espeak]").replace("Asia/Ho_Chi_Minh", ZONE.key)
    text = text.replace(_QUIET, "quiet_hours: []")
    config.write_text(text, encoding="utf-8")
    station = LiveStation(tmp_path / "khac")
    station.folder = folder
    try:
        yield station.start(env=sound.environment)
    finally:
        station.close()


class Officer:
    """Clicks as one counts them: each button, link and field; a field that has the focus already costs none."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.clicks = 0

    def press(self, role: str, name: str) -> None:
        self.clicks += 1
        self.page.get_by_role(role, name=name).first.click()  # type: ignore[arg-type] # any role

    def write(self, label: str, words: str) -> None:
        field = self.page.get_by_label(label, exact=False).first
        if not field.evaluate("field => field === document.activeElement"):
            self.clicks += 1
            field.click()
        field.fill(words)


AHEAD = 90.0
"""Seconds to the new programme's hour: a busy machine needs them to speak its text."""


def enter(officer: Officer, station: LiveStation, ears: Ears) -> None:
    """The first visit: password, test sound, the day."""
    page = officer.page
    page.goto(link_of(station))
    assert complaints(page) == []
    officer.write("Mật khẩu mới", PASSWORD)
    officer.write("Nhập lại mật khẩu", PASSWORD)
    officer.press("button", "Xong, sang bước thử loa")
    assert complaints(page) == []
    officer.press("button", "Phát tiếng thử")
    expect(page.get_by_text("Bạn có nghe thấy không?")).to_be_visible()
    station.wait_for(lambda: station.ask("status")["on_air"], "the test sound", 60)
    officer.press("link", "Nghe rõ, vào xem hôm nay")
    expect(page.get_by_role("heading", name="Ngày hôm nay")).to_be_visible()


def schedule(officer: Officer) -> datetime:
    """A text of one's own, approved and scheduled; when it is due."""
    page = officer.page
    officer.press("link", "Viết bài mới")
    officer.write("Tên bài", "Họp thôn tối nay")
    officer.write("Lời đọc", "Mời bà con thôn Phước Lý đến nhà văn hoá họp thôn lúc 19h30 tối nay.")
    officer.press("button", "Lưu bài")
    officer.press("button", "Duyệt cho phát")
    officer.press("link", "Xếp lịch phát bài này")
    due = (datetime.now(ZONE) + timedelta(seconds=AHEAD)).replace(microsecond=0)
    officer.write("Giờ phát", f"{due:%H:%M:%S}")
    officer.press("button", "Lưu vào lịch")
    expect(page.get_by_role("status")).to_contain_text("Đã lưu vào lịch")
    return due


def test_from_the_first_visit_to_a_programme_and_an_urgent_message(
    browser: Browser, new: LiveStation, tmp_path: Path
) -> None:
    page = browser.new_context(viewport=DESK, locale="vi-VN").new_page()
    officer = Officer(page)
    with Ears(tmp_path) as ears:
        enter(officer, new, ears)
        due = schedule(officer)
        assert officer.clicks <= MOST_CLICKS
        new.wait_for(lambda: datetime.now(ZONE) > due + timedelta(seconds=3), "its hour", AHEAD + 60)
        new.wait_for(lambda: new.entry("Họp thôn tối nay"), "the programme", 60)
        officer.clicks = 0
        officer.press("link", "Khẩn cấp")
        officer.press("link", "Thử")
        expect(page.locator("[data-preview] blockquote")).to_be_visible()
        officer.press("button", "Nghe thử")
        expect(page.locator("[data-heard] audio")).to_be_visible(timeout=60_000)
        officer.clicks += 1
        page.get_by_role("button", name="Giữ để phát ra loa").hover()
        page.mouse.down()
        page.wait_for_timeout(1700)
        page.mouse.up()
        expect(page.get_by_text("Thông báo khẩn đang ra loa")).to_be_visible()
        assert officer.clicks <= MOST_URGENT
        urgent = datetime.now(ZONE).timestamp()
        page.wait_for_timeout(2000)
    told = new.entry("Họp thôn tối nay")
    assert told is not None
    assert told["outcome"] == "aired"
    assert ears.heard(ears.began, due.timestamp() - 5.0) > 0.0  # the test sound
    assert ears.heard(due.timestamp() + 0.3, due.timestamp() + 2.3) > 0.5
    assert ears.heard(urgent, urgent + 1.5) > 0.8
    page.get_by_role("button", name="Thoát").click()
    assert complaints(page) == []  # the page that asks for the password
