"""A script and the lexicon are changed line by line; notes, order and all else stay."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcaster.errors import BroadcasterError
from broadcaster.text.lexicon import parse_lexicon
from broadcaster.text.script import parse_script
from broadcaster.text.writing import front_of, new_script, script_name, with_body, with_front, with_reading
from broadcaster.written.editing import Value

FILE = "scripts/vi/a.md"
TEXT = """---
# bài mẫu
tiêu đề: Tin sáng      # hiện trong nhật ký
thẻ: [tin]
người duyệt: Ban Biên tập
approved_on: 01/01/2020
---
Thưa bà con.

Hết.
"""


def test_front_matter_changes_key_by_key() -> None:
    text = with_front(TEXT, {"title": "Tin chiều", "approved_by": None, "valid_until": "31/12/2020"}, FILE)
    assert "# bài mẫu" in text
    assert "tiêu đề: Tin chiều      # hiện trong nhật ký" in text
    assert "người duyệt" not in text
    script, mistakes = parse_script(text, "a", FILE)
    assert not mistakes
    assert script is not None
    assert script.title == "Tin chiều"
    assert front_of(text, FILE)["valid_until"] == "31/12/2020"


def test_what_is_the_same_touches_nothing() -> None:
    assert with_front(TEXT, {"title": "Tin sáng", "tags": ["tin"], "voice": None}, FILE) == TEXT


def test_other_words() -> None:
    text = with_body(TEXT, "  Mới.  \r\n\r\n\r\n\r\nHai.\r\n", FILE)
    assert text.endswith("---\nMới.\n\nHai.\n")
    assert text.startswith(TEXT[: TEXT.index("Thưa")])


def test_a_new_script_can_be_read() -> None:
    fields: dict[str, Value] = {"title": 'Bão: số 5 "lớn" # gấp', "tags": ["khẩn", "bão"], "valid_until": "31/12/2020"}
    script, mistakes = parse_script(new_script(fields, "Lời {{ commune }}.", FILE), "a", FILE)
    assert not mistakes
    assert script is not None
    assert (script.title, script.body) == (fields["title"], "Lời {{ commune }}.\n")


@given(st.text(min_size=1, max_size=40).filter(lambda text: text.strip() and text.isprintable()))
def test_any_title_survives(title: str) -> None:
    text = new_script({"title": " ".join(title.split())}, "Lời.", FILE)
    held = front_of(text, FILE).get("title")
    assert " ".join(str(held).split()) == " ".join(title.split())


def test_no_front_matter_is_told() -> None:
    with pytest.raises(BroadcasterError, match="---"):
        with_body("Chỉ có lời", "x", FILE)


@pytest.mark.parametrize(
    ("title", "name"),
    [("Phòng bão số 5", "phong-bao-so-5"), ("Đợt 1/2026: lúa!", "dot-1-2026-lua"), ("…", "bai"), ("../x", "x")],
)
def test_names(title: str, name: str) -> None:
    assert script_name(title) == name


LEXICON = "# Từ riêng\n\nVNeID: vi en i ai đi\nZalo: da lô   # mạng\n"


def test_a_reading_changes_its_line_or_adds_one() -> None:
    assert with_reading(LEXICON, "Zalo", "gia lô") == LEXICON.replace("da lô", "gia lô")
    assert with_reading(LEXICON, "Phú Mậu-2", "phú mậu hai") == f"{LEXICON}Phú Mậu-2: phú mậu hai\n"
    assert with_reading("", "no", "nâu") == '"no": nâu\n'


@pytest.mark.parametrize("written", ["A: b", "#x", "5G", "yes", "a'b", '"q"', "x y", "-a", "Đ/c"])
def test_any_written_form_can_be_read_again(written: str) -> None:
    text = with_reading(LEXICON, written, "a bê")
    entries = parse_lexicon(text)[0].entries
    assert entries.get(written) == "a bê" or written in {"#x", "-a", '"q"'}
    assert entries["Zalo"] == "da lô"


def test_readings_that_differ_by_accents_are_apart() -> None:
    text = with_reading("Hoà: hòa\n", "hoa", "hoa")
    assert text == "Hoà: hòa\nhoa: hoa\n"
    with pytest.raises(BroadcasterError, match="bằng tay"):
        with_reading(text, "hoa", "huê")
