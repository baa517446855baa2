"""A table reads a record in both languages, tells all that is wrong, and describes itself to editors."""

from __future__ import annotations

import json
import re

import pytest

from broadcaster.written.days import DAYS
from broadcaster.written.document import Mapping, compose
from broadcaster.written.fields import Field, Reading, Table, keys_table, read_record
from broadcaster.written.readers import Several, Sub
from broadcaster.written.schema import file_schema
from broadcaster.written.values import DATE, LENGTH, TIME, WORDS, YES_NO

INNER = Table("mục phát", (Field("script", ("bài",), WORDS, "Bài phát."), Field("for", ("trong",), LENGTH, "Bao lâu.")))
TABLE = Table(
    "chương trình",
    (
        Field("name", ("tên",), WORDS, "Tên chương trình.", required=True, example="Tin sáng"),
        Field("at", ("lúc", "giờ phát"), Several(TIME, empty=False), "Giờ phát.", example="05:00"),
        Field("from", ("từ ngày",), DATE, "Ngày đầu."),
        Field("loud", ("to",), YES_NO, "Phát to."),
        Field("play", ("phát",), Several(Sub(INNER), commas=False), "Phát gì."),
    ),
)


def read(text: str) -> tuple[Reading, list[str]]:
    node, mistakes = compose(text, "f")
    reading, found = read_record(node, TABLE)
    return reading, [str(mistake) for mistake in (*mistakes, *found)]


@pytest.mark.parametrize(
    "text",
    [
        "name: A\nat: [05:00, 17h]\n",
        "tên: A\nlúc: 5h, 17:00\n",
        "TEN: A\ngiờ_phát:\n- 5h\n- 17h\n",
        "Ten: A\nluc: ['05:00', 17h00]\n",
    ],
)
def test_both_spellings_mean_the_same(text: str) -> None:
    reading, mistakes = read(text)
    assert not mistakes
    assert reading.get("name") == "A"
    assert [moment.hour for moment in reading.get("at")] == [5, 17]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("tenn: A\n", ["f:1:1: mục 'tenn' không có trong chương trình; ý bạn là 'tên'?"]),
        ("name: A\nlúc: 25:00\n", ["f:2:6: giờ '25:00' không có"]),
        ("name: A\nat: 5h\nlúc: 6h\n", ["f:3:1: mục 'lúc' viết hai lần"]),
        ("name: A\nname: B\n", ["f:2:1: mục 'name' viết hai lần"]),
        ("name: Bài #1\n", ["f:1:7: từ dấu '#' trở đi"]),
        ("name:\n", ["f:1:6: mục này để trống"]),
        ("name: [a]\n", ["f:1:7: ở đây phải là một dòng chữ"]),
        ("name: A\nat: []\n", ["f:2:5: danh sách này để trống"]),
        ("name: A\nfrom: [01/01/2026]\n", ["f:2:7: ở đây phải là một giá trị"]),
        ("name: A\nloud: to\n", ["f:2:7: 'to' không rõ là có hay không; viết có hoặc không"]),
        ("name: A\nplay: {bai:x}\n", ["f:2:8: thiếu dấu cách sau dấu hai chấm ở 'bai:x'; viết 'bai: x'"]),
        ("name: A\nplay: x\n", ["f:2:7: mục phát: trước chữ 'x' thiếu tên mục và dấu hai chấm; viết 'script: x'"]),
        ("- name: A\n", ["f:1:1: chương trình phải gồm các mục, không phải danh sách"]),
        ("A\n", ["f:1:1: chương trình: trước chữ 'A' thiếu tên mục và dấu hai chấm; viết 'name: A'"]),
        ("name: A\nzzz: 1\n", ["f:2:1: mục 'zzz' không có trong chương trình; các mục có: tên"]),
    ],
)
def test_each_mistake_is_told_with_its_place(text: str, said: list[str]) -> None:
    _, mistakes = read(text)
    assert len(mistakes) == len(said)
    assert all(start in mistake for start, mistake in zip(said, mistakes, strict=True))


def test_what_is_right_is_kept_beside_what_is_wrong() -> None:
    reading, mistakes = read("name: A\nat: [5h, 25:00, 17h]\nfrom: 30/02/2026\nplay:\n  - bài: a\n  - baii: b\n")
    assert len(mistakes) == 3
    assert len(reading.get("at")) == 2
    assert reading.get("from") is None
    assert reading.at("from").line == 3
    assert [item.get("script") for item in reading.get("play")] == ["a", None]


def test_an_open_table_keeps_other_keys_as_text() -> None:
    node, _ = compose("name: A\nđường dây nóng: 0905\nđường dây nóng: 1\n", "f")
    reading, mistakes = read_record(node, Table("đài", TABLE.fields[:1], open=True))
    assert reading.others == {"đường dây nóng": "1"}
    assert len(mistakes) == 1


def test_an_absent_record_is_told_where_it_is_missed() -> None:
    _, mistakes = read_record(None, TABLE)
    assert "thiếu mục 'name' (tên)" in mistakes[0].message


def test_the_schema_knows_every_spelling() -> None:
    schema = json.loads(file_schema("x", TABLE))
    assert {"name", "tên", "at", "lúc"} <= set(schema["properties"])
    patterns = [re.compile(pattern) for pattern in schema["patternProperties"]]
    for key in ("name", "Tên", "ten", "at", "luc", "giờ phát", "gio_phat", "Gio phat"):
        assert any(pattern.search(key) for pattern in patterns)
    assert not any(pattern.search("tenn") for pattern in patterns)
    assert schema["additionalProperties"] is False
    assert schema["title"] == "x"
    assert "muc-phat.script" in schema["definitions"]


def test_the_table_of_keys_names_every_field() -> None:
    page = "\n".join(keys_table(TABLE))
    assert all(f"| `{one.name}` |" in page for one in TABLE.fields)


def test_the_tree_is_a_mapping() -> None:
    node, _ = compose("a: 1", "f")
    assert isinstance(node, Mapping)


@pytest.mark.parametrize(
    ("days", "count"),
    [
        ("rằm, mùng 1", 2),
        ("rằm và mùng 1", 2),
        ("T2, T5 cách tuần từ 05/01/2026", 1),
        ("[T2, 'rằm; T3']", 3),
        ("thứ 2, 4, 6", 1),
    ],
)
def test_commas_part_values_unless_all_together_mean_something(days: str, count: int) -> None:
    node, _ = compose(f"days: {days}\n", "f")
    reading, mistakes = read_record(node, Table("lịch", (Field("days", ("ngày",), Several(DAYS), "Ngày."),)))
    assert not mistakes
    assert len(reading.get("days")) == count
