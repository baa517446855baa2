"""A browser, a running station on a real sound path, and an officer who opens its pages."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from end_to_end.conftest import LiveStation, free_port
from morning import ZONE
from playwright.sync_api import (
    Browser,
    ConsoleMessage,
    Page,
    Playwright,
    StorageState,
    ViewportSize,
    expect,
    sync_playwright,
)
from soundpath.server import SoundServer

from .chromium import HEARING, chromium
from .life import CONFIG, SCRIPTS, schedule, write_past

expect.set_options(timeout=30_000)  # a busy machine answers slowly

DESK = ViewportSize(width=1366, height=768)
PHONE = ViewportSize(width=390, height=844)
Visit = Callable[..., Page]
"""Opens a path of the station for somebody who has come in."""


@pytest.fixture(scope="package")
def driver() -> Iterator[Playwright]:
    """Gone with the last test of this folder: while it lives, nothing else in the thread may run an event loop."""
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="package")
def browser(driver: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Chromium with a microphone."""
    with chromium(driver, HEARING) as opened:
        yield opened


@pytest.fixture(scope="package")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SoundServer]:
    with SoundServer(tmp_path_factory.mktemp("sound")) as server:
        yield server


def lay_out(folder: Path, host: str = "127.0.0.1") -> LiveStation:
    """A station with a past, a present and a future, not started."""
    made = LiveStation(folder)
    (folder / "config.yaml").write_text(CONFIG.format(zone=ZONE.key, host=host, port=free_port()), encoding="utf-8")
    for old in (folder / "scripts" / "vi").iterdir():
        old.unlink()
    for name, (title, tag, body, more) in SCRIPTS.items():
        front = (
            f"title: {title}\ntags: [{tag}]\nissued_by: UBND xã\napproved_by: Ban Biên tập\napproved_on: 01/01/2020\n"
        )
        text = f"---\n{front}{more}---\n{body}\n"
        (folder / "scripts" / "vi" / f"{name}.md").write_text(text, encoding="utf-8")
    now = datetime.now(ZONE)
    made.write_schedule(schedule(now))
    (folder / "var").mkdir()
    write_past(folder / "var" / "journal.sqlite", now)
    return made


@pytest.fixture(scope="package")
def station(sound: SoundServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveStation]:
    """One running station for all tests that leave it as they found it."""
    made = lay_out(tmp_path_factory.mktemp("dai") / "dai")
    try:
        yield made.start(env=sound.environment)
    finally:
        made.close()


def link_of(station: LiveStation) -> str:
    """The address that lets whoever opens it in, as the terminal shows it."""
    station.wait_for(lambda: "/?key=" in station.terminal(), "the link", 60)
    found = re.search(r"https?://\S+/\?key=\S+", station.terminal())
    assert found is not None
    return found.group()


def come_in(page: Page, station: LiveStation, path: str = "/") -> None:
    """Open a page by the link of the terminal; a station without a password asks for one first, and may wait for it."""
    link = link_of(station)
    page.goto(link)
    page.goto(link.split("/?")[0] + path)


@pytest.fixture(scope="package")
def known(browser: Browser, station: LiveStation) -> StorageState:
    """What a browser keeps once it has come in."""
    context = browser.new_context()
    come_in(context.new_page(), station)
    kept = context.storage_state()
    context.close()
    return kept


@pytest.fixture
def visit(browser: Browser, station: LiveStation, known: StorageState) -> Iterator[Visit]:
    """Opens pages; at the end no page may have complained in its console, of the policy or of a script."""
    contexts, wrong = [], list[str]()

    def come(path: str = "/", *, size: ViewportSize = DESK, scripts: bool = True, phone: bool = False) -> Page:
        context = browser.new_context(
            viewport=size, locale="vi-VN", java_script_enabled=scripts, has_touch=phone, is_mobile=phone,
            permissions=["microphone"], storage_state=known,
        )  # fmt: skip
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(45_000)
        page.on("console", lambda said: wrong.append(f"{page.url}: {said.text}") if _is_complaint(said) else None)
        page.on("pageerror", lambda error: wrong.append(f"{page.url}: {error}"))
        page.goto(link_of(station).split("/?")[0] + path)
        return page

    yield come
    for context in contexts:
        context.close()
    assert wrong == []


def _is_complaint(said: ConsoleMessage) -> bool:
    """Whether the page itself is wrong: a refusal of the station is told to the officer, and here too."""
    return said.type == "error" and not said.text.startswith("Failed to load resource")


@pytest.fixture
def silence(station: LiveStation) -> Iterator[None]:
    """Whatever a test has put on the air is stopped when it is over."""
    yield
    station.ask("stop")


@pytest.fixture
def keep(station: LiveStation, tmp_path: Path) -> Iterator[None]:
    """The operator's files are put back as they were."""
    names = ("schedules", "scripts", "audio", "config.yaml", "lexicon.yaml")
    for name in names:
        here = station.folder / name
        if here.is_dir():
            shutil.copytree(here, tmp_path / "keep" / name)
        elif here.exists():
            (tmp_path / "keep").mkdir(exist_ok=True)
            shutil.copy2(here, tmp_path / "keep" / name)
    yield
    for name in names:
        _put_back(tmp_path / "keep" / name, station.folder / name)


def _put_back(kept: Path, here: Path) -> None:
    if here.is_dir():
        shutil.rmtree(here)
    else:
        here.unlink(missing_ok=True)
    if kept.is_dir():
        shutil.copytree(kept, here)
    elif kept.exists():
        shutil.copy2(kept, here)
