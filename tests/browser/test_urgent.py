"""Khẩn cấp: from anywhere to the air in three steps; by finger, by key, by file, by microphone, without a script."""

from __future__ import annotations

import re
import socket
import time
from pathlib import Path

import numpy as np
import pytest
import soundfile
from end_to_end.conftest import LiveStation
from playwright.sync_api import Browser, Page, Playwright, expect
from soundpath.server import SoundServer

from broadcaster.units import RATE

from .chromium import chromium, until
from .conftest import PHONE, Visit, come_in, lay_out, link_of
from .ears import Ears

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("silence")]
HELD = 1700
"""Milliseconds a finger stays down."""


def hold(page: Page, milliseconds: int = HELD) -> float:
    """Press the big button and keep it down; when it was let go."""
    button = page.get_by_role("button", name="Giữ để phát ra loa")
    button.hover()
    page.mouse.down()
    page.wait_for_timeout(milliseconds)
    page.mouse.up()
    return time.time()


def on_air(station: LiveStation) -> str:
    told = station.ask("status")["on_air"]
    return str(told["programme"]) if told else ""


def tone(path: Path, pitch: float, seconds: float = 4.0, level: float = 0.3) -> Path:
    sound = level * np.sin(2 * np.pi * pitch * np.arange(round(seconds * RATE)) / RATE)
    soundfile.write(path, sound.astype(np.float32), RATE, subtype="PCM_16")
    return path


def test_three_steps_from_the_first_page_to_the_loudspeaker(visit: Visit, station: LiveStation, tmp_path: Path) -> None:
    page = visit()
    with Ears(tmp_path) as ears:
        page.get_by_role("link", name="Khẩn cấp").click()
        page.get_by_role("link", name="Thử loa").click()
        expect(page.locator("[data-preview]")).to_contain_text("buổi thử loa")
        expect(page.locator("[data-preview]")).to_contain_text("Không ngắt chương trình nào")
        let_go = hold(page, 400)  # too short
        page.wait_for_timeout(1500)
        assert on_air(station) == ""
        let_go = hold(page)
        expect(page.get_by_text("Thông báo khẩn đang ra loa")).to_be_visible()
        expect(page.locator("[data-part=air]")).to_contain_text("Đang phát khẩn")
        page.wait_for_timeout(1500)
        page.get_by_role("button", name="Dừng tiếng ngay").click()
        expect(page.get_by_text("Đã dừng tiếng")).to_be_visible()
    assert ears.heard(ears.began, let_go - 1.0) == 0.0
    first = ears.first(let_go - 0.5)
    assert first is not None
    assert first < 1.5


def test_the_keyboard_alone_fills_hears_and_airs(visit: Visit, station: LiveStation, tmp_path: Path) -> None:
    page = visit("/khan-cap?mau=khan-bao")
    page.locator("#o-ten_bao").focus()
    page.keyboard.type("bão số 7")
    page.keyboard.press("Tab")
    page.keyboard.type("19h tối nay")
    expect(page.locator("[data-preview]")).to_contain_text("bão số bảy")
    while page.evaluate("document.activeElement.textContent.trim()") != "Nghe thử":
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    player = page.locator("[data-heard] audio")
    expect(player).to_be_visible(timeout=60_000)
    until(page, "document.querySelector('[data-heard] audio').duration > 3")
    assert on_air(station) == ""
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.hasAttribute('data-hold')")
    with Ears(tmp_path) as ears:
        page.keyboard.down("Space")
        page.wait_for_timeout(HELD)
        page.keyboard.up("Space")
        expect(page.get_by_text("Thông báo khẩn đang ra loa")).to_be_visible()
        assert on_air(station) == "Thông báo khẩn về bão"
        page.wait_for_timeout(1000)
    assert ears.heard(time.time() - 1.5, time.time()) > 0.5


def test_a_typed_message_breaks_in_and_repeats_until_stopped(visit: Visit, station: LiveStation) -> None:
    station.wait_until_prepared()
    station.type("play", "Bản tin Bluezone")
    page = visit("/khan-cap?mau=-")
    page.get_by_label("Gõ đúng lời").fill("Nước sông lên nhanh. Bà con lên chỗ cao.")
    page.get_by_text("Đọc mấy lần, có nhắc lại không").click()
    page.get_by_label("Nhắc lại").select_option("30 phút")
    page.get_by_label("Nhắc đến mấy giờ").fill("23:59")
    shown = page.locator("[data-preview]")
    expect(shown).to_contain_text("Đang phát Bản tin Bluezone: chương trình này sẽ bị ngắt")
    expect(shown).to_contain_text("Nhắc lại sau mỗi 30 phút, đến 23:59")
    hold(page)
    expect(page.locator("[data-part=air] .standing")).to_contain_text("nhắc lại sau mỗi 30 phút")
    page.goto(page.url.split("?")[0] + "khan-cap")
    expect(page.locator(".standing")).to_contain_text("Nước sông lên nhanh")
    page.get_by_role("button", name="Dừng tiếng ngay").click()
    expect(page.get_by_text("Đã dừng tiếng")).to_be_visible()
    assert station.ask("status")["standing"] == []


def test_without_a_script_a_tick_is_the_finger_and_a_faint_file_is_made_loud(
    visit: Visit, station: LiveStation, tmp_path: Path
) -> None:
    page = visit("/khan-cap?mau=~", scripts=False)
    page.locator("#file").set_input_files(tone(tmp_path / "còi thôn.wav", 1500, level=0.01))
    page.get_by_role("button", name="Gửi cho đài").click()
    expect(page.get_by_text("còi thôn.wav, dài 4 giây")).to_be_visible()
    expect(page.get_by_text("ghi quá nhỏ")).to_be_visible()
    page.get_by_text("Không giữ nút được?").click()
    page.get_by_label("Tôi chắc chắn").check()
    with Ears(tmp_path) as ears:
        page.get_by_role("button", name="Phát ra loa ngay").click()
        expect(page.get_by_text("Thông báo khẩn đang ra loa")).to_be_visible()
        assert on_air(station) == "Bản ghi âm khẩn"
        page.wait_for_timeout(5000)
        heard = time.time() - 0.5
    assert ears.pitch(heard - 1.0, heard) == pytest.approx(1500, abs=5)
    assert ears.peak(heard - 1.0, heard) == pytest.approx(0.23, abs=0.07)  # a sine of -16 LUFS


def test_what_the_microphone_hears_goes_to_the_loudspeaker(
    driver: Playwright, station: LiveStation, tmp_path: Path
) -> None:
    microphone = f"--use-file-for-fake-audio-capture={tone(tmp_path / 'noi.wav', 900)}"
    with chromium(driver, ("--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream", microphone)) as one:
        page = one.new_context(permissions=["microphone"]).new_page()
        come_in(page, station, "/khan-cap?mau=~")
        page.get_by_role("button", name="Bấm để ghi âm").click()
        expect(page.locator("[data-recorded]")).to_contain_text("3 giây", timeout=20_000)
        page.get_by_role("button", name="Đang ghi. Bấm để dừng").click()
        expect(page.get_by_text("ghi-am.wav, dài")).to_be_visible(timeout=30_000)
        page.locator("audio").evaluate("audio => audio.play()")
        until(page, "document.querySelector('audio').currentTime > 0.5")
        page.get_by_label("Nhật ký ghi là").fill("Lũ về thôn Phước Lý")
        with Ears(tmp_path) as ears:
            hold(page)
            expect(page.get_by_text("Thông báo khẩn đang ra loa")).to_be_visible()
            station.wait_for(lambda: on_air(station) == "Lũ về thôn Phước Lý", "the recording", 20)
            page.wait_for_timeout(6500)
            heard = time.time()
    assert ears.pitch(heard - 1.5, heard) == pytest.approx(900, abs=5)


def test_a_phone_on_the_network_sends_what_it_recorded(
    browser: Browser, sound: SoundServer, driver: Playwright, tmp_path: Path
) -> None:
    """A plain address of a network is an insecure context: no microphone. The phone's own file is AAC or WebM."""
    station = lay_out(tmp_path / "dai", host="0.0.0.0")
    try:
        station.start(env=sound.environment)
        name = socket.gethostname().lower()  # no loopback name: to the browser it is somebody else's machine
        link = re.sub(r"//[^/:]+", f"//{name}", link_of(station))
        with chromium(driver, (f"--host-resolver-rules=MAP {name} 127.0.0.1",)) as outside:
            _send_from(outside, link, station, tmp_path)
    finally:
        station.close()


def _send_from(outside: Browser, link: str, station: LiveStation, tmp_path: Path) -> None:
    page = outside.new_context(viewport=PHONE, has_touch=True, is_mobile=True).new_page()
    page.goto(link)
    page.goto(link.split("/?", maxsplit=1)[0] + "/khan-cap?mau=~")
    assert page.evaluate("window.isSecureContext") is False
    expect(page.get_by_role("button", name="Bấm để ghi âm")).to_be_hidden()
    expect(page.get_by_text("Ở đây trình duyệt không cho ghi âm thẳng")).to_be_visible()
    page.locator("#file-phone").set_input_files(tone(tmp_path / "ghi.wav", 1200))
    page.get_by_role("button", name="Gửi cho đài").tap()
    expect(page.get_by_text("ghi.wav, dài 4 giây")).to_be_visible(timeout=30_000)
    hold(page)
    expect(page.get_by_text("Thông báo khẩn đang ra loa")).to_be_visible()
    assert on_air(station) == "Bản ghi âm khẩn"
