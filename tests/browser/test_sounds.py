"""Âm thanh: heard, drawn, added from a file of any kind or the microphone, renamed, put away, recorded for a script."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from end_to_end.conftest import LiveStation
from playwright.sync_api import expect

from .chromium import until
from .conftest import Visit
from .scrutiny import scrutinise
from .test_urgent import tone

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("keep")]


def test_a_sound_is_drawn_played_and_told(visit: Visit) -> None:
    page = visit("/am-thanh")
    row = page.locator("li", has_text="nhac-hieu")
    expect(row.locator(".wave > path")).to_have_attribute("d", re.compile("^M1 "), timeout=30_000)
    expect(row).to_contain_text("Dùng ở Bản tin Bluezone")
    expect(row).to_contain_text("LUFS")
    row.locator(".wave").click(position={"x": 100, "y": 20})
    until(page, "[...document.querySelectorAll('audio')].some(one => one.currentTime > 1 && !one.paused)")


def test_a_file_comes_in_is_renamed_and_is_put_away(visit: Visit, station: LiveStation, tmp_path: Path) -> None:
    page = visit("/am-thanh#them")
    (tmp_path / "bài hát.mp3").write_bytes(b"<!doctype html><title>404</title>")
    page.locator("#file").set_input_files(tmp_path / "bài hát.mp3")
    page.get_by_role("button", name="Gửi cho đài").click()
    expect(page.get_by_role("alert")).to_contain_text("là trang web (HTML) chứ không phải âm thanh")
    page.locator("#file").set_input_files(tone(tmp_path / "Đội ca.wav", 700))
    page.get_by_role("button", name="Gửi cho đài").click()
    expect(page.get_by_role("heading", name="doi-ca")).to_be_visible()
    expect(page.get_by_role("status")).to_contain_text("dài 4 giây, to vừa")
    page.get_by_label("Đổi tên thành").fill("Đội ca xã")
    page.get_by_role("button", name="Đổi tên").click()
    expect(page.get_by_role("heading", name="doi-ca-xa")).to_be_visible()
    assert (station.folder / "audio" / "doi-ca-xa.flac").is_file()
    page.get_by_role("button", name="Xoá tiếng này").click()
    expect(page.get_by_role("status")).to_contain_text("Đã cất; cần thì lấy lại ở cuối trang này")
    assert not (station.folder / "audio" / "doi-ca-xa.flac").exists()


def test_what_was_put_away_is_heard_and_comes_back(visit: Visit, station: LiveStation, tmp_path: Path) -> None:
    page = visit("/am-thanh#them")
    page.locator("#file").set_input_files(tone(tmp_path / "Kẻng thôn.wav", 500))
    page.get_by_role("button", name="Gửi cho đài").click()
    expect(page.get_by_role("heading", name="keng-thon")).to_be_visible()
    first = (station.folder / "audio" / "keng-thon.flac").read_bytes()
    page.locator("#file").set_input_files(tone(tmp_path / "khác.wav", 900, seconds=2.0))
    page.get_by_role("button", name="Thay; bản cũ được cất").click()
    expect(page.get_by_role("status")).to_contain_text("dài 2 giây")
    page.get_by_role("link", name="Tất cả âm thanh").click()
    away = page.locator("details", has=page.get_by_text("Đã cất ("))
    expect(away.get_by_text("Tiếng đã xoá, và bản cũ")).to_be_hidden()
    away.get_by_text("Đã cất (").click()
    scrutinise(page)
    row = away.locator("li", has_text="keng-thon")
    expect(row).to_contain_text("hai bản đổi chỗ")
    row.locator("audio").evaluate("audio => audio.play()")
    until(page, "[...document.querySelectorAll('details audio')].some(one => one.currentTime > 0.3)")
    row.get_by_role("button", name="Lấy lại").click()
    expect(page.get_by_role("heading", name="keng-thon")).to_be_visible()
    expect(page.get_by_role("status")).to_contain_text("bản dùng trước đó được cất vào mục Đã cất")
    assert (station.folder / "audio" / "keng-thon.flac").read_bytes() == first
    page.get_by_role("button", name="Xoá tiếng này").click()
    away.get_by_text("Đã cất (").click()
    away.locator("li", has_text="keng-thon").first.get_by_role("button", name="Lấy lại").click()
    expect(page.get_by_role("status")).to_contain_text("Đã lấy lại; loa dùng bản này từ nay.")
    page.get_by_role("link", name="Tất cả âm thanh").click()
    listed = page.locator("[data-sounds] li", has_text="keng-thon")
    expect(listed).to_contain_text("4 giây")
    listed.locator("audio").evaluate("audio => audio.play()")
    until(page, "[...document.querySelectorAll('[data-sounds] audio')].some(one => one.currentTime > 0.3)")


# two seconds of a tone as phones and browsers record it: Opus in WebM, which the station's decoder cannot open
_RECORD_WEBM = """async () => {
  const context = new AudioContext(), tone = new OscillatorNode(context), out = context.createMediaStreamDestination();
  tone.connect(out);
  tone.start();
  const recorder = new MediaRecorder(out.stream, { mimeType: "audio/webm" }), pieces = [];
  recorder.ondataavailable = (event) => pieces.push(event.data);
  const ended = new Promise((resolve) => { recorder.onstop = resolve; });
  recorder.start();
  setTimeout(() => recorder.stop(), 2000);
  await ended;
  const chosen = new DataTransfer();
  chosen.items.add(new File(pieces, "ghi ở thôn.webm"));
  document.querySelector("#file").files = chosen.files;
}"""


def test_what_only_the_browser_reads_comes_as_wav(visit: Visit) -> None:
    page = visit("/am-thanh#them")
    sent = list[str]()
    page.expose_function("told", lambda name: sent.append(name))  # noqa: PLW0108 - Playwright marks what it is given
    page.evaluate("""() => {
      const send = XMLHttpRequest.prototype.send;
      XMLHttpRequest.prototype.send = function (body) { told(body.get("file").name); send.call(this, body); };
    }""")
    page.evaluate(_RECORD_WEBM)
    page.get_by_role("button", name="Gửi cho đài").click()
    expect(page.get_by_role("heading", name="ghi-o-thon")).to_be_visible()
    expect(page.get_by_role("status")).to_contain_text(re.compile("dài [12] giây"))
    assert sent == ["ghi ở thôn.wav"]


def test_a_script_is_read_by_a_person(visit: Visit, station: LiveStation) -> None:
    page = visit("/am-thanh?bai=tin#them")
    expect(page.get_by_label("Dùng làm gì")).to_have_value("tin")
    page.get_by_role("button", name="Bấm để ghi âm").click()
    expect(page.locator("[data-recorded]")).to_contain_text("2 giây", timeout=20_000)
    page.get_by_role("button", name="Đang ghi. Bấm để dừng").click()
    expect(page.get_by_role("button", name="Đã ghi")).to_be_visible()
    page.get_by_role("button", name="Gửi cho đài").click()
    expect(page.get_by_role("heading", name="Tin Bluezone")).to_be_visible()
    assert (station.folder / "scripts" / "vi" / "tin.flac").is_file()
