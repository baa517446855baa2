"""Every page, on the PC beside the amplifier and on a phone: seen whole, reached by finger and key, read by anyone."""

from __future__ import annotations

import pytest

from .chromium import until
from .conftest import Visit
from .scrutiny import scrutinise

pytestmark = pytest.mark.slow

PATHS = (
    "/", "/khan-cap", "/khan-cap?mau=khan-bao", "/khan-cap?mau=-", "/khan-cap?mau=~", "/lich", "/bai", "/bai/tin",
    "/am-thanh", "/am-thanh/tieng/nhac-ket", "/nhat-ky",
    "/thiet-bi", "/tai-khoan", "/nguoi-dung", "/thao-tac",
)  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
def test_a_page_bears_scrutiny(visit: Visit, path: str) -> None:
    scrutinise(visit(path))


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
