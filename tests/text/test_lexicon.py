import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from broadcaster.folder import StationFolder
from broadcaster.text.lexicon import FAMILIES, Lexicon, built_in, read_lexicon
from broadcaster.text.normalise import Normaliser
from broadcaster.text.syllable import is_syllable

PLS = "{http://www.w3.org/2005/01/pronunciation-lexicon}"
SPOKEN = (*FAMILIES, "addresses", "documents", "greek", "issuers", "letters", "signs", "units", "address_signs")


@pytest.mark.parametrize("family", SPOKEN)
def test_every_built_in_reading_is_made_of_vietnamese_syllables(family: str) -> None:
    wrong = {
        written: spoken
        for written, spoken in built_in(family).items()
        if not all(map(is_syllable, spoken.replace(",", " ").replace(":", " ").split()))
    }
    assert wrong == {}


def test_the_station_is_asked_first() -> None:
    own = Lexicon({"Zalo": "gia lô", "UBND": "uỷ ban", "Xóm Đồn": "xóm đồn cũ"})
    assert Normaliser(own).spoken("UBND gửi Zalo cho Xóm Đồn") == "uỷ ban gửi gia lô cho xóm đồn cũ"


@pytest.mark.parametrize("written", ["Phú Bài", "Bài", "cũ"])
@pytest.mark.parametrize("text", ["sân bay Phú Bài", "Phú Bài", "Phú Bài, Phú Bài cũ và phú bài mới", "phú"])
def test_what_is_read_already_is_read_no_more(written: str, text: str) -> None:
    normaliser = Normaliser(Lexicon({written: "phú bài cũ", "phú": "phú"}))
    spoken = normaliser.spoken(text)
    assert normaliser.spoken(spoken) == spoken


def test_the_stations_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "lexicon.yaml").write_text("# ghi chú\nZalo: gia-lô\nA Lưới: a lưới\n", encoding="utf-8")
    lexicon, mistakes = read_lexicon(StationFolder(tmp_path))
    assert mistakes == []
    assert dict(lexicon.entries) == {"Zalo": "gia lô", "A Lưới": "a lưới"}


def test_no_file_is_an_empty_lexicon(tmp_path: Path) -> None:
    assert read_lexicon(StationFolder(tmp_path)) == (Lexicon(), [])


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("Zalo: zalo\n", "lexicon.yaml:1:7", "không đọc được 'zalo'"),
        ("Zalo: da lô\nZalo: gia lô\n", "lexicon.yaml:2:1", "viết hai lần"),
        ("Zalo:\n", "lexicon.yaml:1", "để trống"),
        ("- Zalo\n", "lexicon.yaml:1:1", "dấu hai chấm"),
        ("Zalo: [da, lô]\n", "lexicon.yaml:1", ""),
    ],
)
def test_a_mistake_in_it_is_told_with_its_place(tmp_path: Path, text: str, place: str, words: str) -> None:
    (tmp_path / "lexicon.yaml").write_text(text, encoding="utf-8")
    _, mistakes = read_lexicon(StationFolder(tmp_path))
    assert any(place in str(mistake) and words in str(mistake) for mistake in mistakes), mistakes


def test_export_is_a_pronunciation_lexicon() -> None:
    root = ET.fromstring(Lexicon({"R&D": "nghiên cứu", "<Zalo>": "da lô"}).pls())
    assert root.tag == f"{PLS}lexicon"
    assert root.attrib["version"] == "1.0"
    assert root.attrib["{http://www.w3.org/XML/1998/namespace}lang"] == "vi"
    pairs = {(one.findtext(f"{PLS}grapheme"), one.findtext(f"{PLS}alias")) for one in root.findall(f"{PLS}lexeme")}
    assert pairs == {("R&D", "nghiên cứu"), ("<Zalo>", "da lô")}
