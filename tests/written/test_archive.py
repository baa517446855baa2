from __future__ import annotations

import io
import stat
import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcaster.written.archive import DOCUMENT, ArchiveError, Bounds, is_inside, opened


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "t.zip"


def pack(path: Path, *files: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> None:
    with zipfile.ZipFile(path, "w", method) as packed:
        for name, content in files:
            packed.writestr(name, content)


def read_all(path: Path, bounds: Bounds) -> None:
    with opened(path, bounds) as archive:
        for name in archive.names:
            archive.read(name)


def refusal(path: Path, bounds: Bounds = DOCUMENT) -> str:
    with pytest.raises(ArchiveError) as error:
        read_all(path, bounds)
    return str(error.value)


def test_an_honest_file_is_read_and_copied(path: Path) -> None:
    pack(path, ("word/document.xml", "bà con".encode()), ("a/b.txt", b"x" * 300_000))
    with opened(path, DOCUMENT) as archive:
        assert archive.names == ["word/document.xml", "a/b.txt"]
        assert archive.read("word/document.xml").decode() == "bà con"
        target = io.BytesIO()
        archive.copy("a/b.txt", target)
        assert target.getvalue() == b"x" * 300_000
        assert archive.size("a/b.txt") == 300_000
        with pytest.raises(ArchiveError, match="không có"):
            archive.read("khác")


def test_what_is_no_zip_says_so(path: Path) -> None:
    path.write_bytes(b"PK\x03\x04 nothing of the kind")
    assert "không phải tệp nén" in refusal(path)


def test_a_bomb_is_told_before_it_is_unpacked(path: Path) -> None:
    pack(path, *((f"{number}.bin", b"\0" * 3_000_000) for number in range(2)))
    assert path.stat().st_size < 10_000
    assert "bung ra quá 4 MB" in refusal(path, Bounds(entries=10, unpacked=4_000_000))
    pack(path, ("document.xml", b"\0" * 3_000_000))
    assert "to bất thường" in refusal(path)


def test_a_bomb_that_lies_about_its_size_unpacks_no_further_than_it_says(path: Path) -> None:
    pack(path, ("document.xml", b"\0" * 3_000_000))
    content = path.read_bytes().replace(struct.pack("<I", 3_000_000), struct.pack("<I", 1000))
    path.write_bytes(content)
    assert "bị hỏng" in refusal(path)


def test_a_crowd_of_files_is_not_opened(path: Path) -> None:
    pack(path, *((str(number), b"") for number in range(501)))
    assert "501 tệp" in refusal(path)


def test_a_broken_entry_says_so(path: Path) -> None:
    pack(path, ("a.txt", b"mot hai ba" * 100), method=zipfile.ZIP_STORED)
    path.write_bytes(path.read_bytes().replace(b"mot hai ba", b"mot hai bo", 1))
    assert "bị hỏng" in refusal(path)


@pytest.mark.parametrize(
    "name", ["../x", "/etc/passwd", "a/../../x", "C:/x", "a\\..\\x", "a/./b", "a//b", "a:b", "x ."]
)
def test_a_name_that_leads_out_is_refused(path: Path, name: str) -> None:
    pack(path, (name, b"x"))
    if "\\" not in name:  # zipfile itself writes the separator of its system
        assert "dẫn ra ngoài" in refusal(path)
    assert not is_inside(name)


def test_a_link_and_a_second_file_of_a_name_are_refused(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as packed:
        link = zipfile.ZipInfo("config.yaml")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        packed.writestr(link, "/etc/passwd")
    assert "liên kết" in refusal(path)
    pack(path, ("a.txt", b"1"), ("A.txt", b"2"))
    assert "cùng tên" in refusal(path)


def test_a_password_is_asked_to_be_taken_off(path: Path) -> None:
    pack(path, ("a.txt", b"1"), method=zipfile.ZIP_STORED)
    content = bytearray(path.read_bytes())
    content[content.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(content)
    assert "mật khẩu" in refusal(path)


@given(st.text(st.sampled_from("ab./\\: "), max_size=12))
def test_no_name_that_is_inside_leaves_the_folder(name: str) -> None:
    if is_inside(name):
        root = Path("/goc")
        assert (root / name).resolve(strict=False).is_relative_to(root)
        assert (root / name) != root
