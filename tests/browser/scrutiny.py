"""What every page must bear: any window, any finger, the keyboard alone, a reader of the screen."""

from __future__ import annotations

from playwright.sync_api import Page, ViewportSize

from .chromium import complaints
from .conftest import DESK, PHONE

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
_PLACE = """() => {
  const here = document.activeElement;
  return here === document.body ? -1 : [...document.querySelectorAll("*")].indexOf(here);
}"""
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


def scrutinise(page: Page) -> None:
    """Raise AssertionError for what of an open page cannot be seen whole, reached by finger or key, or read aloud."""
    _walk_by_keyboard(page)
    for name, size in SIZES.items():
        page.set_viewport_size(size)
        assert not page.evaluate(_TOO_WIDE), f"{page.url} scrolls sideways on {name}"
        assert page.evaluate(_SMALL, SMALLEST) == [], f"too small for a finger on {name}"
        if name in {"desk", "phone"}:
            assert complaints(page) == []


def _walk_by_keyboard(page: Page) -> None:
    """Tab goes once through the page, beginning with the way past the bar, in the order one reads."""
    assert page.locator("[tabindex]:not([tabindex='0']):not([tabindex='-1'])").count() == 0
    page.evaluate(_TO_THE_TOP)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    reached = list[int]()
    for _ in range(200):
        page.keyboard.press("Tab")
        place = page.evaluate(_PLACE)
        if place <= (reached[0] if reached else 0):
            break
        reached.append(place)
    assert reached == sorted(reached)
    assert len(reached) >= 6
