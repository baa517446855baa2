"""The distribution's own Chromium, without a window, driven by Playwright; and axe-core inside a page.

Needs the packages `chromium` (or Chrome) and `playwright`: `./setup dev` brings both. No browser of Playwright's own is
fetched.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = (
    "--no-sandbox",  # as root, in a container
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
"""Nothing but the station is spoken to."""
HEARING = ("--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream")
"""A microphone that is always allowed and beeps each second."""


class NoBrowserError(RuntimeError):
    """There is no Chromium on this machine."""


def found() -> str:
    """Where Chromium is; raises NoBrowserError, which says how to get it."""
    for name in NAMES:
        if path := shutil.which(name):
            return path
    raise NoBrowserError("Thiếu trình duyệt Chromium để thử trang điều khiển; hãy chạy ./setup dev rồi thử lại.")


@contextmanager
def chromium(driver: Playwright, more: Sequence[str] = ()) -> Iterator[Browser]:
    """A browser until the end of `with`; raises NoBrowserError."""
    browser = driver.chromium.launch(executable_path=found(), args=[*QUIET, *more])
    try:
        yield browser
    finally:
        browser.close()


def until(page: Page, true: str, seconds: float = 15.0) -> None:
    """Wait for an expression to become true in the page.

    (Playwright's own way evaluates a string inside the page, which the pages' policy forbids.)
    """
    for _ in range(round(seconds * 10)):
        if page.evaluate(true):
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"it did not become true in {seconds:g} s: {true}")


def complaints(page: Page) -> list[str]:
    """What axe-core finds wrong with a page by WCAG 2.2 AA and its own best practices, a line each; empty: nothing."""
    found_here = Axe().run(page).response["violations"]
    return [
        f"{one['id']} ({one['impact']}): {node['html'][:160]} — {node['failureSummary']}"
        for one in found_here
        for node in one["nodes"]
    ]
