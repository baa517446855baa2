import re
import time
import unicodedata
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadcaster.text.lexicon import built_in
from broadcaster.text.normalise import Normaliser, _rules
from broadcaster.text.prepare import prepare
from broadcaster.text.rule import Pattern
from broadcaster.text.rules.collocations import collocations
from broadcaster.text.syllable import is_syllable

NORMALISER = Normaliser()
SHAPE = re.compile(r"(?:[^\W\d_]+(?:[.,;:?!]? [^\W\d_]+|[.,;:?!]?\n\n[^\W\d_]+)*[.?!]?)?")
"""Words apart by one blank, at most one mark a pause, paragraphs apart by one empty line."""

LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyfjwzAĐIVXBTPQHáàảãạốịữÁỆ"
SIGNS = " .,;:-–/()%°'\"\n&@#+=<>…😀я中*_|x×~^½²"
MARKS = st.characters(categories=["Mn", "Me", "Cc", "Cf", "Zs", "Lo", "Nd", "Sm", "So"]) | st.sampled_from(LETTERS)
"""What gets into a notice by accident: combining marks, control characters, other scripts, a stray letter."""

LINES = [line.split("\t")[0] for line in Path(__file__).with_name("readings.tsv").read_text("utf-8").splitlines()]
CHUNKS = sorted({chunk for line in LINES for chunk in re.findall(r"\w+|[^\w\s]", line)})


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """A real notice with characters dropped or put in anywhere."""
    letters = list(draw(st.sampled_from(LINES)))
    for _ in range(draw(st.integers(1, 4))):
        place = draw(st.integers(0, len(letters)))
        letters[place : place + draw(st.integers(0, 1))] = draw(st.text(MARKS, max_size=2))
    return "".join(letters)


notices = st.one_of(
    st.text(LETTERS + "0123456789" + SIGNS, max_size=80),
    st.text(max_size=60),
    damaged(),
    st.lists(st.sampled_from([*CHUNKS, " ", " ", "\n"]), max_size=20).map("".join),
    st.lists(st.sampled_from(CHUNKS), max_size=20).map(" ".join),
)

WORDS = (
    *("bà", "con", "xã", "thôn", "ngày", "tháng", "năm", "số", "gọi", "điểm", "cấp", "từ", "đến", "nghỉ", "lúc", "họp"),
    *("chợ", "nước", "điện", "tiêm", "phòng", "bão", "lũ", "gió", "mưa", "thứ", "và", "ở", "A", "Ý", "quý", "khóa"),
)
UNKNOWN = (
    *("Bluezone", "Xyzzy", "qwerty", "KTVXZ", "mRNA", "Zürich", "ABCXYZ", "blockbuster", "2020", "17h30", "3.500"),
    *("42", "7/8", "0905123456", "UBND", "Straße", "naïve", "x", "B", "Ħal"),
)


def letters_of(spoken: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", spoken)


@given(notices)
@settings(max_examples=800, deadline=None)
def test_only_vietnamese_syllables_and_pauses_reach_a_voice(text: str) -> None:
    spoken = NORMALISER.spoken(text)
    assert SHAPE.fullmatch(spoken), spoken
    assert [word for word in letters_of(spoken) if not is_syllable(word)] == []
    assert not re.search("[0-9fjwzFJWZ]", unicodedata.normalize("NFD", spoken))
    assert unicodedata.is_normalized("NFC", spoken)


@given(notices)
@settings(max_examples=800, deadline=None)
def test_what_is_spoken_is_left_alone(text: str) -> None:
    spoken = NORMALISER.spoken(text)
    assert NORMALISER.spoken(spoken) == spoken


@settings(deadline=None)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=30))
def test_vietnamese_words_are_neither_lost_nor_invented(words: list[str]) -> None:
    assert NORMALISER.spoken(" ".join(words)).lower() == " ".join(words).lower()


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(UNKNOWN)), min_size=1, max_size=8))
def test_nothing_unknown_is_dropped_and_no_neighbour_with_it(pairs: list[tuple[str, str]]) -> None:
    changes = NORMALISER.explain(" và ".join(f"ông {unknown} bà" for _, unknown in pairs))
    assert all(change.spoken for change in changes)
    spoken = NORMALISER.spoken(" và ".join(f"ông {unknown} bà" for _, unknown in pairs))
    assert spoken.split().count("ông") >= len(pairs)
    assert re.findall(r"ông \S+.*? bà", spoken)


@given(notices)
@settings(max_examples=200, deadline=None)
def test_every_letter_and_digit_is_kept_or_has_a_spoken_reason(text: str) -> None:
    written = prepare(text)
    changes = NORMALISER.explain(text)
    covered = [False] * len(written)
    for change in changes:
        assert change.written == written[change.start : change.end]
        assert change.rule
        covered[change.start : change.end] = [True] * (change.end - change.start)
        if any(char.isalpha() or char.isdecimal() for char in change.written):
            assert change.spoken, change
    kept = "".join(char if not over else " " for char, over in zip(written, covered, strict=True))
    assert all(map(is_syllable, letters_of(kept)))
    assert not re.search(r"\d", kept)


@given(notices)
@settings(max_examples=200, deadline=None)
def test_changes_follow_each_other_and_make_the_text(text: str) -> None:
    changes = NORMALISER.explain(text)
    assert all(first.end <= second.start for first, second in pairwise(changes))
    written, end, pieces = prepare(text), 0, []
    for change in changes:
        pieces += [written[end : change.start], change.spoken]
        end = change.end
    pieces.append(written[end:])
    assert letters_of(" ".join(pieces)) == letters_of(NORMALISER.spoken(text))


def test_the_words_beside_tell_two_meanings_apart() -> None:
    entries = built_in("collocations")
    assert sum(map(len, collocations().values())) == len(entries), "read line by line, none is passed over"
    said = {entry: NORMALISER.spoken(entry.replace("[", "").replace("]", "")) for entry in entries}
    assert {entry: said[entry] for entry, spoken in entries.items() if spoken.lower() not in said[entry].lower()} == {}


@pytest.mark.parametrize(
    ("written", "rule"),
    [
        ("UBND", "viết tắt"),
        ("Zalo", "từ nước ngoài"),
        ("17h30", "giờ phút"),
        ("ngày 18/8", "ngày tháng"),
        ("749/QĐ-TTg", "số văn bản"),
        ("gọi 1022", "số gọi"),
        ("2,5 ha", "số và đơn vị"),
        ("thế kỷ XXI", "số La Mã"),
        ("ubnd@hue.gov.vn", "thư điện tử"),
        ("qwerty", "phiên âm"),
        ("KTVX", "đánh vần"),
        ("TB hạng 1/4", "viết tắt theo ngữ cảnh"),
        ("BQLKKT", "viết tắt ghép"),
        ("hướng TTB", "phương hướng"),
        ("nghành", "chính tả"),
        ("😀", "biểu tượng"),
    ],
)
def test_each_change_names_its_rule(written: str, rule: str) -> None:
    assert rule in {change.rule for change in NORMALISER.explain(written)}


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("Một.\n\nHai.\n\n\n\nBa", "Một.\n\nHai.\n\nBa"),
        ("Kính thưa bà con xã Quảng Phú, hôm nay trạm y tế xã mở cửa\ntừ sáng", "bà con xã Quảng Phú, hôm nay"),
        ("THÔNG BÁO\nVề việc nghỉ lễ", "thông báo. Về việc nghỉ lễ"),
        ("- Một\n- Hai\n+ Ba", "Một. Hai. Ba"),
        ("1. Đeo khẩu trang\n2. Rửa tay", "một, Đeo khẩu trang. hai, Rửa tay"),
        ("a) Một;\nb) Hai.", "a, Một; bê, Hai."),
        ("- Thời gian:7h30\n- Địa điểm:UBND xã", "Thời gian: bảy giờ ba mươi phút. Địa điểm: ủy ban nhân dân xã"),
        ("| Giờ | Việc |\n|---|---|\n| 05:00 | Nhạc hiệu |", "Giờ, Việc. năm giờ, Nhạc hiệu"),
        ("**Lưu ý:** _không_ đi ra ngoài", "Lưu ý: không đi ra ngoài"),
    ],
)
def test_lines_and_paragraphs_become_pauses(written: str, spoken: str) -> None:
    assert spoken in NORMALISER.spoken(written)


def test_decomposed_and_invisible_characters_change_nothing() -> None:
    text = "Ủy ban nhân dân xã họp lúc 17h30"
    noisy = unicodedata.normalize("NFD", text).replace("họp", "h\u200bọp").replace(" ", "\u00a0")
    assert NORMALISER.spoken(noisy) == NORMALISER.spoken(text)


def test_a_telephone_number_broken_by_the_page_is_one_number() -> None:
    whole = NORMALISER.spoken("gọi 0905 123 456 gặp anh Hùng")
    assert NORMALISER.spoken("gọi 0905 123\n456 gặp anh Hùng") == whole
    assert NORMALISER.spoken("gọi 0905 123 456\n20. Nội dung").endswith("hai mươi, Nội dung")


def test_another_script_is_announced_once() -> None:
    assert NORMALISER.spoken("Ông 習近平 và Путин nói") == "Ông ký tự lạ và ký tự lạ nói"


NOTICE = (
    "UBND xã thông báo: từ 7h30 đến 11h30 ngày 25/8/2020, Trạm Y tế xã tiêm vắc-xin cho trẻ 6-36 tháng tuổi. "
    "Mức phạt 1-3 triệu đồng theo Nghị định 117/2020/NĐ-CP; mọi chi tiết gọi 0234.3822.545. "
    "Bà con cài Bluezone, bật Bluetooth.\n"
)


ODD = (
    "a",
    "1.",
    "-",
    "(",
    "a-",
    "1/",
    "Á",
    "ở",
    "@",
    "'",
    "x1",
    "gọi 113, ",
    "\n",
    "I",
    "12",
    "từ 1 - ",
    "39 1",
    " 2020",
    ";7",
    "1h-1.",
    "5,6,",
    "1/1/",
    "trẻ 5-11t ",
    "xã TT ",
)
"""Pieces that, said over and over, once took a pattern for ever or may."""


@pytest.mark.parametrize("piece", [NOTICE, *(pytest.param(piece, marks=pytest.mark.slow) for piece in ODD)])
def test_a_hundred_kilobytes_take_a_second_and_no_text_takes_for_ever(piece: str) -> None:
    text = (piece * (100_000 // len(piece.encode()) + 1)).encode()[:100_000].decode(errors="ignore")
    NORMALISER.spoken(NOTICE)
    began = time.process_time()
    NORMALISER.spoken(text)
    assert time.process_time() - began < (1.0 if piece is NOTICE else 3.0)


def misses(text: str) -> list[str]:
    """Names of rules that would be passed over in `text` though their patterns find something there."""
    rules = [rule for rule in _rules() if isinstance(rule, Pattern) and rule.needs]
    return [rule.name for rule in rules if set(text).isdisjoint(rule.needs) and rule.pattern.search(text)]


def test_what_a_rule_is_said_to_need_it_needs() -> None:
    assert sum(isinstance(rule, Pattern) and bool(rule.needs) for rule in _rules()) > 50
    assert [line for line in LINES if misses(prepare(line))] == []


@given(st.text(st.sampled_from("0123459 .,/-–:hgđkmxX*~%()<>=ngàyTN°'QHSK+&"), max_size=60))
def test_in_any_text(text: str) -> None:
    assert misses(text) == []
