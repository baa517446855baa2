"""Pictures of every page, of a believable day with no station behind it, for docs/man-hinh/: `make screenshots`.

`PYTHONPATH=tests python -m browser.pictures [FOLDER] [PAGE …]`
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from fakes.door import FakeDoor
from playwright.sync_api import Browser, Page, sync_playwright

from broadcaster.clock import ManualClock
from broadcaster.folder import StationFolder
from broadcaster.panel.panel import Panel
from broadcaster.settings import VIETNAM
from browser.chromium import chromium, until

ROOT = Path(__file__).resolve().parents[2]
WHEN = datetime(2020, 8, 24, 17, 3, tzinfo=VIETNAM)
PICTURES = {
    "bat-dau": "/bat-dau",
    "thu-loa": "/bat-dau/thu-loa",
    "hom-nay": "/",
    "khan-cap": "/khan-cap?mau=khan-thu-nghiem",
    "khan-cap-ghi-am": "/khan-cap?mau=~",
    "khan-cap-tep": "/khan-cap?mau=~&tep=20200824-170100-5f0c12ab",
    "lich": "/lich",
    "lich-thang": "/lich/thang",
    "lich-them": "/lich/them?bai=bluezone-loi-ich",
    "lich-tep": "/lich/tep/buoi-sang.yaml",
    "bai": "/bai",
    "mot-bai": "/bai/bluezone-loi-ich",
    "viet-bai": "/bai/bluezone-loi-ich/sua",
    "am-thanh": "/am-thanh",
    "mot-tieng": "/am-thanh/tieng/doi-ca-thon-phuoc-ly",
    "nhat-ky": "/nhat-ky?from=2020-08-18&until=2020-08-24",
    "thiet-bi": "/thiet-bi",
    "nguoi-dung": "/nguoi-dung",
    "tai-khoan": "/tai-khoan",
    "thao-tac": "/thao-tac",
}
"""Each page's picture and address."""
SIZES = {"may-tinh": (1366, 768), "dien-thoai": (390, 844)}


@contextmanager
def panel() -> Iterator[Panel]:
    """A panel that shows 24/08/2020, and opens to whoever has the link."""
    clock = ManualClock(WHEN, VIETNAM)
    with tempfile.TemporaryDirectory() as folder:
        made = Panel(FakeDoor(clock.now), StationFolder(Path(folder)), clock, "127.0.0.1", 8090)
        made.start()
        try:
            yield made
        finally:
            made.stop()


def take(browser: Browser, address: str, link: str, size: tuple[int, int], path: Path) -> None:
    """One picture, of the page as far as two windows reach: the window is made as long as that."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, locale="vi-VN", reduced_motion="reduce"
    )
    page = context.new_page()
    page.clock.set_fixed_time(WHEN)
    page.goto(link)
    page.goto(address)
    _settle(page)
    whole = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({"width": size[0], "height": min(max(size[1], whole), 2 * size[1])})
    page.screenshot(path=path)
    context.close()


def _settle(page: Page) -> None:
    """Wait for the type, and for what a page asks for at first."""
    page.wait_for_load_state("load")
    page.wait_for_timeout(800)
    until(page, "document.fonts.status === 'loaded'")


def main(folder: Path, wanted: list[str]) -> None:
    """Take the pictures into `folder`: all of them, or those `wanted`."""
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as driver, chromium(driver) as browser, panel() as shown:
        for name, path in PICTURES.items():
            if wanted and name not in wanted:
                continue
            for size, pixels in SIZES.items():
                take(browser, shown.url + path, shown.link, pixels, folder / f"{name}-{size}.png")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "man-hinh", sys.argv[2:])
