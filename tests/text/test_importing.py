"""Whatever an officer brings becomes words or a sentence that says what to do; nothing in it does harm."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from broadcaster.errors import BroadcasterError
from broadcaster.text.importing import from_old_fonts, import_text
from broadcaster.written.tcvn3 import encode_tcvn3

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
BODY = "Kính thưa bà con.\n\nTối nay cắt điện từ 19h đến 21h."


def docx(path: Path, inside: str, head: str = "") -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        packed.writestr("word/document.xml", f'<?xml version="1.0"?>{head}<w:document {W} {MC}>{inside}</w:document>')
    return path


def p(words: str) -> str:
    return f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>"


def test_word_paragraphs_become_paragraphs(tmp_path: Path) -> None:
    inside = (
        p("THÔNG BÁO CẮT ĐIỆN") + "<w:p/>" + p("Kính thưa ") .replace("</w:p>", "<w:r><w:t>bà con.</w:t></w:r></w:p>")
        + '<w:p><w:r><w:t xml:space="preserve">Tối nay cắt điện </w:t><w:tab/><w:t>từ 19h đến 21h.</w:t>'
        "<w:delText>đã xoá</w:delText><w:instrText>PAGE</w:instrText></w:r></w:p>"
    )  # fmt: skip
    found = import_text(docx(tmp_path / "a", inside), "Thông báo.docx")
    assert (found.title, found.body) == ("Thông báo cắt điện", BODY)


def test_a_table_and_a_text_box_are_read_once(tmp_path: Path) -> None:
    box = p("trong khung")
    inside = (
        f"<w:tbl><w:tr><w:tc>{p('ô một.')}</w:tc></w:tr></w:tbl>"
        f"<w:p><w:r><mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
        "</mc:AlternateContent><w:t>ngoài khung</w:t></w:r></w:p>"
    )
    assert import_text(docx(tmp_path / "a", inside), "x.docx").body == "ô một.\n\ntrong khung\n\nngoài khung"


@pytest.mark.parametrize(
    "data",
    [
        BODY.encode(),
        b"\xef\xbb\xbf" + BODY.replace("\n", "\r\n").encode(),
        BODY.encode("utf-16"),
        __import__("unicodedata").normalize("NFD", BODY).encode(),
    ],
)
def test_plain_text_in_any_encoding(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a").write_bytes(data)
    found = import_text(tmp_path / "a", "tin.txt")
    assert (found.title, found.body) == ("Kính thưa bà con", BODY)


@pytest.mark.parametrize("called", ["a.doc", "a.pdf", "a.odt", "a.rtf", "A.PDF"])
def test_what_cannot_be_read_says_what_to_do(tmp_path: Path, called: str) -> None:
    (tmp_path / "a").write_bytes(b"%PDF")
    with pytest.raises(BroadcasterError, match=r"gửi lại|dán vào"):
        import_text(tmp_path / "a", called)


def old_font(words: str) -> str:
    return encode_tcvn3(words).decode("latin-1")


@pytest.mark.parametrize(
    "words", ["Thông báo cắt điện", "Kính thưa bà con, tối nay xã Quảng Phú cắt điện.", "Ủy ban nhân dân xã", "đã"]
)
def test_words_of_old_fonts_are_read_as_they_were_meant(words: str) -> None:
    assert from_old_fonts(old_font(words)) == words
    assert from_old_fonts(words) == words


def test_a_document_in_an_old_font_is_told(tmp_path: Path) -> None:
    inside = p(old_font("Thông báo")) + p(old_font("Mời bà con đi họp.")) + p("Bài này gõ bằng phông mới.")
    found = import_text(docx(tmp_path / "a", inside), "x.docx")
    assert (found.title, found.body) == ("Thông báo", "Mời bà con đi họp.\n\nBài này gõ bằng phông mới.")
    assert ".VnTime" in found.notice


@pytest.mark.parametrize("words", ["Café Hà Nội", "à la carte", "© 2020 · 25 °C", "Zürich", "naïve café"])
def test_what_is_no_old_font_stays(words: str) -> None:
    assert from_old_fonts(words) == words


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "a"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", b" " * 60_000_000)
    with pytest.raises(BroadcasterError, match="bung ra"):
        import_text(path, "x.docx")


def test_entities_are_refused(tmp_path: Path) -> None:
    head = '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    with pytest.raises(BroadcasterError, match="DOCTYPE"):
        import_text(docx(tmp_path / "a", p("&b;"), head), "x.docx")


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04x", b"\x00\x01\x02\x03" * 10, b"   \n\n  "])
def test_what_is_no_text_is_told(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a").write_bytes(content)
    with pytest.raises(BroadcasterError):
        import_text(tmp_path / "a", "x.docx" if content[:2] == b"PK" else "x.txt")


def test_a_broken_document_is_told(tmp_path: Path) -> None:
    with pytest.raises(BroadcasterError, match="hỏng"):
        import_text(docx(tmp_path / "a", "<w:p>"), "x.docx")
    with zipfile.ZipFile(tmp_path / "b", "w") as packed:
        packed.writestr("a.txt", "x")
    with pytest.raises(BroadcasterError, match="không phải văn bản Word"):
        import_text(tmp_path / "b", "x.docx")


def test_a_text_without_a_title_takes_its_first_words(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("Sáng mai, thôn Đông dọn vệ sinh đường làng lúc sáu giờ, bà con tham gia.", "utf-8")
    assert import_text(tmp_path / "a", "x.txt").title == "Sáng mai, thôn Đông dọn vệ sinh đường làng lúc"


def test_a_script_of_another_station_brings_its_title_and_words_alone(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("---\ntitle: Phòng bão\napproved_by: Ai đó\n---\nBà con chằng nhà.\n", "utf-8")
    found = import_text(tmp_path / "a", "bao.md")
    assert (found.title, found.body) == ("Phòng bão", "Bà con chằng nhà.")
