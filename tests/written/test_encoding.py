"""Files saved by any editor an officer may have are read, and the officer is told."""

from __future__ import annotations

import codecs
import unicodedata
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcaster.errors import MistakesError
from broadcaster.written.encoding import decode, read_text
from broadcaster.written.syllable import looks_vietnamese
from broadcaster.written.tcvn3 import decode_tcvn3, encode_tcvn3

SAMPLE = """programmes:
  - name: Bản tin sáng xã Phú Mậu
    at: 05:00
    play:
      - script: bluezone-loi-ich   # lợi ích của ứng dụng, đề nghị bà con cài đặt
"""


def as_cp1258(text: str) -> bytes:
    """Windows-1258 keeps the letter and its tone apart; some letters with a tone stand whole."""
    out = b""
    for letter in unicodedata.normalize("NFC", text):
        try:
            out += letter.encode("cp1258")
        except UnicodeEncodeError:
            apart = unicodedata.normalize("NFD", letter)
            tone = next(mark for mark in apart if mark in "\u0300\u0301\u0303\u0309\u0323")
            out += unicodedata.normalize("NFC", apart.replace(tone, "")).encode("cp1258") + tone.encode("cp1258")
    return out


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (SAMPLE.encode(), "utf-8"),
        (codecs.BOM_UTF8 + SAMPLE.encode(), "utf-8-sig"),
        (codecs.BOM_UTF16_LE + SAMPLE.encode("utf-16-le"), "utf-16"),
        (codecs.BOM_UTF16_BE + SAMPLE.encode("utf-16-be"), "utf-16"),
        (SAMPLE.encode("utf-16-le"), "utf-16"),
        (SAMPLE.encode("utf-16-be"), "utf-16"),
        (as_cp1258(SAMPLE), "windows-1258"),
        (encode_tcvn3(SAMPLE), "tcvn3"),
        (SAMPLE.replace("\n", "\r\n").encode(), "utf-8"),
    ],
    ids=["utf8", "bom", "utf16le", "utf16be", "utf16le-bare", "utf16be-bare", "cp1258", "tcvn3", "crlf"],
)
def test_a_file_is_read_whatever_the_editor(data: bytes, encoding: str) -> None:
    text = decode(data, "schedules/a.yaml")
    assert text.text == SAMPLE
    assert text.encoding == encoding
    assert bool(text.notices) == (encoding in ("utf-16", "windows-1258", "tcvn3"))


@pytest.mark.parametrize(
    "words", ["Đài Truyền thanh xã Quảng Phú", "thứ bảy", "Kính thưa bà con", "ngày", "giờ yên tĩnh"]
)
def test_a_few_words_are_enough_to_tell_the_encoding(words: str) -> None:
    assert decode(as_cp1258(words), "a").text == words
    assert decode(encode_tcvn3(words), "a").text == words


def test_the_notice_names_the_encoding_and_what_to_do() -> None:
    (notice,) = decode(encode_tcvn3(SAMPLE), "schedules/a.yaml").notices
    assert "TCVN3" in notice.message
    assert "UTF-8" in notice.hint
    assert notice.file == "schedules/a.yaml"


def test_decomposed_text_is_composed() -> None:
    text = decode(unicodedata.normalize("NFD", SAMPLE).encode(), "a")
    assert text.text == SAMPLE
    assert not text.notices


def test_invisible_marks_are_dropped() -> None:
    assert decode("lú\u200bc: 5h\ufeff".encode(), "a").text == "lúc: 5h"


@pytest.mark.parametrize(
    "data", [b"\x89PNG\r\n\x1a\n\0\0\0", bytes(range(128, 256)) * 3, b"caf\xe9 cr\xe8me br\xfbl\xe9e \xe0 la"]
)
def test_what_is_no_text_is_refused_with_its_place(data: bytes) -> None:
    with pytest.raises(MistakesError) as caught:
        decode(data, "scripts/vi/a.md")
    assert caught.value.mistakes[0].file == "scripts/vi/a.md"
    assert "UTF-8" in caught.value.mistakes[0].hint


def test_a_file_that_is_not_there_is_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(MistakesError, match="không có tệp"):
        read_text(tmp_path / "a.yaml", "schedules/a.yaml")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(MistakesError, match="thư mục, không phải tệp"):
        read_text(tmp_path, "schedules/a.yaml")


def test_the_table_of_tcvn3_is_whole_and_reversible() -> None:
    upper = decode_tcvn3(bytes(range(128, 256)))
    assert len(set(upper)) == 128
    assert encode_tcvn3(upper) == bytes(range(128, 256))


@pytest.mark.parametrize("word", ["nghiêng", "quýt", "khuỷu", "Đài", "yên", "giếng", "hươu", "gì", "ỷ", "xoong"])
def test_syllables_are_known(word: str) -> None:
    assert looks_vietnamese(word)


@pytest.mark.parametrize("word", ["Ngµy", "b¸o", "crème", "êđ"])
def test_other_words_are_not(word: str) -> None:
    assert not looks_vietnamese(word)


@given(st.binary(max_size=200))
def test_no_bytes_break_it(data: bytes) -> None:
    with suppress(MistakesError):
        assert unicodedata.is_normalized("NFC", decode(data, "a").text)
