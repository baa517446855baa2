"""Every page, on the PC beside the amplifier and on a phone: seen whole, reached by finger and key, read by anyone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, ViewportSize

from .chromium import complaints, until
from .conftest import DESK, PHONE, Visit

pytestmark = pytest.mark.slow

PATHS = (
    "/", "/khan-cap", "/khan-cap?mau=khan-bao", "/khan-cap?mau=-", "/khan-cap?mau=~", "/lich", "/bai", "/bai/tin",
    "/am-thanh", "/am-thanh/tieng/nhac-ket", "/nhat-ky",
    "/thiet-bi", "/tai-khoan", "/nguoi-dung", "/thao-tac",
)  # fmt: skip
SMALLEST = 44
"""CSS pixels a finger needs (WCAG 2.5.5)."""
SIZES = {
    "desk": DESK,
    "phone": PHONE,
    "narrow": ViewportSize(width=360, height=640),
    "zoomed": ViewportSize(width=683, height=384),
}
"""`zoomed`: 1366×768 at 200 %."""

_TOO_WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
_TO_THE_TOP = (
    "() => { const body = document.body; body.tabIndex = -1; body.focus(); body.removeAttribute('tabindex'); }"
)
"""Where a page puts the officer into its first field, Tab would go on from there."""
_SMALL = """least => [...document.querySelectorAll(
  "a, button, input, select, textarea, summary, [tabindex='0']"
)].filter(one => {
  if (one.matches(".skip") || one.type === "hidden" || !one.checkVisibility()) return false;
  const label = one.closest("label") || one;
  const inline = one.matches("p a, li a, td a, dd a") && getComputedStyle(one).display === "inline";
  const box = label.getBoundingClientRect();
  return !inline && box.height > 1 && (box.height < least || box.width < least);
}).map(one => one.outerHTML.slice(0, 120) + " " + JSON.stringify(one.getBoundingClientRect()))"""


@pytest.mark.parametrize("path", PATHS)
def test_a_page_fits_and_bears_scrutiny(visit: Visit, path: str) -> None:
    page = visit(path)
    for name, size in SIZES.items():
        page.set_viewport_size(size)
        assert not page.evaluate(_TOO_WIDE), f"{path} scrolls sideways on {name}"
        assert page.evaluate(_SMALL, SMALLEST) == [], f"too small for a finger on {name}"
        if name in {"desk", "phone"}:
            assert complaints(page) == []


@pytest.mark.parametrize("path", PATHS)
def test_the_keyboard_goes_through_a_page_in_the_order_one_reads(visit: Visit, path: str) -> None:
    page = visit(path)
    assert page.locator("[tabindex]:not([tabindex='0']):not([tabindex='-1'])").count() == 0
    page.evaluate(_TO_THE_TOP)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    reached = _walk(page)
    assert reached == sorted(reached)
    assert len(reached) >= 6


def _walk(page: Page) -> list[int]:
    """The place in the document of each element that Tab comes to, once round."""
    places = list[int]()
    for _ in range(200):
        page.keyboard.press("Tab")
        place = page.evaluate("[...document.querySelectorAll('*')].indexOf(document.activeElement)")
        if place <= (places[0] if places else 0) or page.evaluate("document.activeElement === document.body"):
            break
        places.append(place)
    return places


def test_every_letter_is_drawn_in_the_pages_own_type(visit: Visit) -> None:
    page = visit("/")
    letters = "ĂÂĐÊÔƠƯăâđêôơư" + "".join(f"{base}{mark}" for base in "aăâeêioôơuưy" for mark in "̣̀́̉̃")
    loaded = page.evaluate(
        """async text => {
      const faces = await document.fonts.load('400 17px "Be Vietnam Pro"', text.normalize("NFC"));
      const bold = await document.fonts.load('600 17px "Be Vietnam Pro"', text.normalize("NFC"));
      return [faces.length, bold.length, document.fonts.check('400 17px "Be Vietnam Pro"', text.normalize("NFC"))];
    }""",
        letters,
    )
    assert loaded == [2, 2, True]  # Latin and Vietnamese, each weight


def test_the_first_page_is_light(visit: Visit) -> None:
    page = visit("/nhat-ky")
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.send("Network.setCacheDisabled", {"cacheDisabled": True})
    sizes = list[int]()
    wire.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page.goto(page.url.removesuffix("nhat-ky"))
    until(page, "document.fonts.status === 'loaded'")
    assert len(sizes) >= 6
    assert sum(sizes) <= 200_000
