import unicodedata
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcaster.folder import StationFolder
from broadcaster.text.script import Script, parse_script, read_scripts, recording_of

HEAD = """---
title: Lợi ích của Bluezone
tags: [bluezone, Y-Te]
issued_by: UBND xã
approved_by: Ban Biên tập
approved_on: 18/08/2020
valid_until: 31/12/2020
---
"""


def script(text: str) -> Script:
    found, mistakes = parse_script(text, "bai", "scripts/vi/bai.md")
    assert mistakes == []
    assert found is not None
    return found


def mistakes_of(text: str) -> list[str]:
    found, mistakes = parse_script(text, "bai", "scripts/vi/bai.md")
    assert found is None
    return [str(mistake) for mistake in mistakes]


def test_the_front_matter_is_read() -> None:
    read = script(HEAD + "Kính thưa bà con.\n")
    assert read.title == "Lợi ích của Bluezone"
    assert read.tags == {"bluezone", "y-te"}
    assert read.approved_on == date(2020, 8, 18)
    assert read.voice == "default"
    assert read.body == "Kính thưa bà con.\n"
    assert read.body_line == 9


@pytest.mark.parametrize(
    "keys",
    [
        ("tiêu đề", "nhãn", "ban hành", "người duyệt", "ngày duyệt", "hiệu lực từ", "hiệu lực đến"),
        ("tieu de", "nhan", "ban hanh", "nguoi duyet", "ngay duyet", "hieu luc tu", "hieu luc den"),
        ("Tiêu đề", "Nhãn", "Ban hành", "Người duyệt", "Ngày duyệt", "Hiệu lực từ", "Hiệu lực đến"),
    ],
)
def test_vietnamese_keys_mean_the_same_accents_or_not(keys: tuple[str, ...]) -> None:
    values = ("Bão", "khan", "UBND xã", "Ban Biên tập", "18/08/2020", "19/08/2020", "31/12/2020")
    lines = "\n".join(f"{key}: {value}" for key, value in zip(keys, values, strict=True))
    read = script(f"---\n{lines}\n---\nLời.\n")
    assert (read.title, read.issued_by, read.approved_by) == ("Bão", "UBND xã", "Ban Biên tập")
    assert (read.valid_from, read.valid_until) == (date(2020, 8, 19), date(2020, 12, 31))


@pytest.mark.parametrize(
    ("lines", "day", "reason"),
    [
        ("", "2020-08-20", "chưa duyệt"),
        ("approved_by: Ban Biên tập", "2020-08-20", "chưa duyệt"),
        ("approved_on: 18/08/2020", "2020-08-20", "chưa duyệt"),
        ("approved_by: B\napproved_on: 18/08/2020", "2020-08-17", "chưa duyệt"),
        ("approved_by: B\napproved_on: 18/08/2020\nvalid_from: 22/08/2020", "2020-08-21", "chưa có hiệu lực"),
        ("approved_by: B\napproved_on: 18/08/2020\nvalid_until: 20/08/2020", "2020-08-21", "hết hiệu lực"),
        ("approved_by: B\napproved_on: 18/08/2020\nwithdrawn: có", "2020-08-21", "đã bị rút"),
        ("approved_by: B\napproved_on: 18/08/2020\nwithdrawn: 21/08/2020", "2020-08-21", "đã bị rút"),
    ],
)
def test_a_text_that_may_not_air_says_why(lines: str, day: str, reason: str) -> None:
    read = script(f"---\ntitle: A\n{lines}\n---\nLời.\n")
    assert reason in (read.why_not(date.fromisoformat(day)) or "")


@pytest.mark.parametrize("withdrawn", ["không", "no", "22/08/2020"])
def test_a_text_that_may_air_says_nothing(withdrawn: str) -> None:
    read = script(f"---\ntitle: A\napproved_by: B\napproved_on: 18/08/2020\nwithdrawn: {withdrawn}\n---\nLời.\n")
    assert read.why_not(date(2020, 8, 21)) is None


@given(st.integers(-400, 400), st.integers(0, 300), st.integers(0, 300))
def test_both_ends_of_validity_count(offset: int, first: int, length: int) -> None:
    start = date(2020, 1, 1) + timedelta(first)
    end = start + timedelta(length)
    read = script(
        f"---\ntitle: A\napproved_by: B\napproved_on: 01/01/2000\n"
        f"valid_from: {start:%d/%m/%Y}\nvalid_until: {end:%d/%m/%Y}\n---\nLời.\n"
    )
    day = start + timedelta(offset)
    assert (read.why_not(day) is None) == (start <= day <= end)


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("Lời không đầu.\n", "bai.md:1:1", "thiếu phần đầu"),
        ("", "bai.md:1:1", "thiếu phần đầu"),
        ("---\ntitle: A\nLời.\n", "bai.md:1:1", "chưa đóng"),
        ("---\ntitle: A\n---\n\n \n", "bai.md:4:1", "chưa có lời đọc"),
        ("---\napproved_by: B\n---\nLời.\n", "bai.md:", "thiếu mục 'title'"),
        ("---\ntitle: A\napproved_on: 31/02/2020\n---\nLời.\n", "bai.md:3:14", "31/02/2020"),
        ("---\ntitle: A\ntitel: B\n---\nLời.\n", "bai.md:3:1", "ý bạn là 'title'"),
        ("---\ntitle: A\n---\nLời {{ commune }.\n", "bai.md:4:1", "ngoặc nhọn"),
        ("---\ntitle: A\n---\nMột.\nHai {% macro a() %}{% endmacro %}\n", "bai.md:5:1", "không dùng được"),
        ("---\ntitle: A\nblanks:\n  gio: 5h\n---\nLời.\n", "bai.md:4:3", "không có trong lời đọc"),
        (
            "---\ntitle: A\nvalid_from: 02/08/2020\nvalid_until: 01/08/2020\n---\nLời.\n",
            "bai.md:4:14",
            "không bao giờ phát",
        ),
    ],
)
def test_a_mistake_names_its_place_and_what_to_do(text: str, place: str, words: str) -> None:
    told = mistakes_of(text)
    assert any(place in line and words in line for line in told), told


def test_all_mistakes_are_told_at_once() -> None:
    assert len(mistakes_of("---\ntitel: A\napproved_on: 31/02/2020\nvoice:\n---\nLời {{ a.\n")) >= 4


def test_blanks_carry_an_example_and_are_checked_with_it() -> None:
    read = script("---\ntitle: A\nchỗ trống:\n  gio: 17h00\n---\nTrước {{ gio }} tại {{ commune }}.\n")
    assert read.blanks == {"gio": "17h00"}
    assert read.unfilled({"commune": "xã Quảng Phú"}) == []
    (mistake,) = read.unfilled({})
    assert (mistake.line, "commune" in mistake.message) == (6, True)


def test_a_folder_is_read_whole_and_odd_files_are_told(tmp_path: Path) -> None:
    folder = StationFolder(tmp_path)
    folder.scripts.mkdir(parents=True)
    (folder.scripts / "tot.md").write_text(HEAD + "Lời.\n", encoding="utf-8-sig")
    (folder.scripts / "cu.md").write_bytes((HEAD + "Kính thưa bà con.\n").encode("utf-16"))
    (folder.scripts / "hong.md").write_text("không có đầu", encoding="utf-8")
    (folder.scripts / "bai.docx").write_bytes(b"PK")
    (folder.scripts / ".an.md").write_text("x", encoding="utf-8")
    scripts, mistakes = read_scripts(folder)
    assert sorted(scripts) == ["cu", "tot"]
    assert {mistake.file for mistake in mistakes} == {f"scripts/vi/{name}" for name in ("hong.md", "bai.docx")}


def test_no_folder_is_no_scripts(tmp_path: Path) -> None:
    assert read_scripts(StationFolder(tmp_path)) == ({}, [])


def test_a_recording_lies_beside_its_text(tmp_path: Path) -> None:
    folder = StationFolder(tmp_path)
    folder.scripts.mkdir(parents=True)
    assert recording_of(folder, "bao") is None
    for ending in (".Wma", ".wma", ".MP3", ".Wav", ".FLAC", ".flac"):
        (folder.scripts / f"bao{ending}").write_bytes(b"")
        assert recording_of(folder, "bao") == folder.scripts / f"bao{ending}"


def test_a_recording_whose_name_came_from_a_mac_is_found(tmp_path: Path) -> None:
    folder = StationFolder(tmp_path)
    folder.scripts.mkdir(parents=True)
    apart = folder.scripts / unicodedata.normalize("NFD", "bão-số-5.flac")
    apart.write_bytes(b"")
    found = recording_of(folder, "bão-số-5")
    assert found is not None
    assert found.samefile(apart)


def test_what_is_no_recording_of_it_is_passed_over(tmp_path: Path) -> None:
    folder = StationFolder(tmp_path)
    (folder.scripts / "bao.flac").mkdir(parents=True)
    for name in ("bao.md", "bao.txt", "bao-2.flac", ".bao.flac", "bao.flac.part"):
        (folder.scripts / name).write_bytes(b"")
    assert recording_of(folder, "bao") is None
