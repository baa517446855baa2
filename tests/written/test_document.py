"""Every value stays text with its place; slips of the hand are told, all of them, and read past."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from broadcaster.written.document import Listing, Mapping, Node, Scalar, compose


def plain(node: Node | None) -> object:
    """The tree as plain Python values."""
    if isinstance(node, Mapping):
        return {key.text: plain(value) for key, value in node.entries}
    if isinstance(node, Listing):
        return [plain(item) for item in node.items]
    return node.text if node else None


@pytest.mark.parametrize(
    "word", ["5:30", "17:00", "no", "off", "y", "010", "0905123456", "1_000", "2026-02-30", "1e3", "~", "null"]
)
def test_no_value_is_guessed(word: str) -> None:
    node, mistakes = compose(f"a: {word}\nb: [{word}, x]\n", "f")
    assert plain(node) == {"a": word, "b": [word, "x"]}
    assert not mistakes


def test_lines_and_columns_count_from_one() -> None:
    node, _ = compose("a: 1\nđài:\n  - ế: 5h\n", "f", first_line=3)
    assert isinstance(node, Mapping)
    key, value = node.entries[1]
    assert (key.place.line, key.place.column) == (4, 1)
    assert isinstance(value, Listing)
    assert isinstance(value.items[0], Mapping)
    inner_key, inner = value.items[0].entries[0]
    assert (inner_key.place.line, inner_key.place.column, inner.place.column) == (5, 5, 8)


@pytest.mark.parametrize(
    ("text", "line", "column", "said", "tree"),
    [
        ("a: 1\n\tb: 2\n", 2, 1, "phím Tab", None),
        ("a:\t1\n", 1, 3, "phím Tab", {"a": "1"}),
        ("loi: Chú ý: hôm nay\n", 1, 11, "hai dấu hai chấm", {"loi": "Chú ý: hôm nay"}),
        ("gio:5\nb: 1\n", 1, 4, "thiếu dấu cách", {"gio": "5", "b": "1"}),
        ("  - script:tin\n", 1, 11, "thiếu dấu cách", [{"script": "tin"}]),
        ("lúc： 5h\nb: 1\n", 1, 4, "toàn khổ", {"lúc": "5h", "b": "1"}),
        ("ban: @ban\n", 1, 6, "bắt đầu bằng dấu '@'", {"ban": "@ban"}),
        ("ban: *\n", 1, 6, "bắt đầu bằng dấu '*'", {"ban": "*"}),
        ("ban: &x y\n", 1, 6, "bắt đầu bằng dấu '&'", {"ban": "&x y"}),
        ("- !chào\n", 1, 3, "bắt đầu bằng dấu '!'", ["!chào"]),
        ("ban: %d\n", 1, 6, "bắt đầu bằng dấu '%'", {"ban": "%d"}),
        ('ban: "Tin" sáng\n', 1, 12, "sau dấu nháy đóng", {"ban": '"Tin" sáng'}),
        ("play: - script: a\n", 1, 7, "danh sách", {"play": [{"script": "a"}]}),
        ("a: x\x07y\n", 1, 5, "ký tự lạ", {"a": "x?y"}),
    ],
)
def test_a_slip_is_told_and_read_past(text: str, line: int, column: int, said: str, tree: object) -> None:
    node, mistakes = compose(text, "f")
    assert (mistakes[0].line, mistakes[0].column) == (line, column)
    assert said in mistakes[0].message
    assert mistakes[0].hint
    if tree is not None:
        assert plain(node) == tree


def test_all_slips_are_told_at_once() -> None:
    _, mistakes = compose("gio:5\nban: @x\nlúc： 5h\nloi: a: b\n", "f")
    assert [mistake.line for mistake in mistakes] == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("a: 'x\nb: 1\n", 1, "dấu nháy mở"),
        ("a: 1\nb: [1, 2\n", 2, "ngoặc vuông"),
        ("a: {b: 1\n", 1, "ngoặc nhọn"),
        ("a:\n  b: 1\n c: 2\n", 3, "thụt vào"),
        ("- a\nb: 1\n", 2, "bậc"),
        ("a: 1\nbc\n", 2, "thiếu dấu hai chấm"),
        ("a: 1\n---\nb: 2\n", 2, "'---' thứ hai"),
        ("[" * 30, 1, "lồng"),
        ("[a, *b]", 1, "'*'"),
        ("[&a b]", 1, "'&'"),
        ("? [a]\n: b\n", 1, "tên mục"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_line(text: str, line: int, said: str) -> None:
    _, (mistake,) = compose(text, "f")
    assert mistake.line == line
    assert said in mistake.message


def test_what_follows_a_line_that_cannot_be_read_is_read_and_the_gap_is_known() -> None:
    node, mistakes = compose("a:\n  - x: 1\n    y 2\n    z: 3\n  - w: 4\nb: 'o\nc: 5\n", "f")
    assert [mistake.line for mistake in mistakes] == [3, 6]
    assert plain(node) == {"a": [{"x": "1", "z": "3"}, {"w": "4"}], "c": "5"}
    assert isinstance(node, Mapping)
    listing = node.entries[0][1]
    assert isinstance(listing, Listing)
    assert [item.torn for item in listing.items if isinstance(item, Mapping)] == [True, False]


def test_tabs_are_as_wide_as_the_lines_beside_them_need() -> None:
    for text in ("a:\n  - x: 1\n\ty: 2\n", "a:\n    x: 1\n\ty: 2\n", "a:\n\t- x: 1\n\t\ty: 2\n"):
        node, mistakes = compose(text, "f")
        assert all("Tab" in mistake.message for mistake in mistakes)
        assert plain(node) in ({"a": [{"x": "1", "y": "2"}]}, {"a": {"x": "1", "y": "2"}})


def test_a_colon_missing_before_a_list_is_told() -> None:
    node, (mistake,) = compose("programmes\n  - name: A\n", "f")
    assert (mistake.line, mistake.column) == (1, 11)
    assert plain(node) == {"programmes": [{"name": "A"}]}


def test_odd_spaces_are_spaces() -> None:
    node, mistakes = compose("a:\u00a05h\nb:\n\u00a0\u00a0c: 1\n", "f")
    assert plain(node) == {"a": "5h", "b": {"c": "1"}}
    assert not mistakes


def test_words_swallowed_by_a_hash_are_kept_for_the_field_to_tell() -> None:
    node, _ = compose("a: Bài #1 hôm nay\nb: 5h   # sáng\nc: '#1'\nd: #5 tin\n", "f")
    assert isinstance(node, Mapping)
    assert [value.swallowed for _, value in node.entries if isinstance(value, Scalar)] == [
        "#1 hôm nay",
        "",
        "",
        "#5 tin",
    ]


def test_a_block_of_text_is_left_alone() -> None:
    node, mistakes = compose("a: |\n  Chú ý:hôm nay\n  @ban: x: y\nb: 1\n", "f")
    assert plain(node) == {"a": "Chú ý:hôm nay\n@ban: x: y\n", "b": "1"}
    assert not mistakes


def test_a_list_level_with_its_key_is_fine() -> None:
    node, mistakes = compose("a:\n- https://x.vn:80/a\n- b: c   # d: e\n", "f")
    assert plain(node) == {"a": ["https://x.vn:80/a", {"b": "c"}]}
    assert not mistakes


def test_an_empty_file_is_no_mistake() -> None:
    assert compose("", "f") == (None, [])
    assert compose("# chỉ ghi chú\n", "f") == (None, [])


@given(st.text(alphabet=st.sampled_from("ab:- \n\t#[]{}\"'|>&*!%@,：\u00a0đ?"), max_size=60) | st.text(max_size=60))
def test_no_text_breaks_it(text: str) -> None:
    node, mistakes = compose(text, "f")
    assert all(mistake.line >= 1 and mistake.message for mistake in mistakes)
    assert node is None or isinstance(node, (Scalar, Listing, Mapping))


@given(
    st.recursive(
        st.text(alphabet="ab c đế:#-", max_size=8),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.text(alphabet="abđ", min_size=1, max_size=4), inner, max_size=3)
        ),
        max_leaves=10,
    )
)
def test_what_a_yaml_writer_wrote_is_read_back(tree: object) -> None:
    node, mistakes = compose(yaml.safe_dump(tree, allow_unicode=True, default_style='"'), "f")
    assert not mistakes
    assert plain(node) == tree


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("a: ['x #2', b]", ["x #2", "b"]),
        ('a: ["x #2", b] # c [', ["x #2", "b"]),
        ("a: ['thôn ''Đoài'' #2', c]", ["thôn 'Đoài' #2", "c"]),
        ("a: ['b', c] # ] }", ["b", "c"]),
        ('a: "x \\" # y"', 'x " # y'),
        ("a: '''x'", "'x"),
        ("a: it's # c", "it's"),
        ("a: {b: 'c # d'}", {"b": "c # d"}),
    ],
)
def test_what_stands_in_quotes_is_no_note(written: str, meant: object) -> None:
    node, mistakes = compose(written, "f")
    assert not mistakes
    assert plain(node) == {"a": meant}


@given(
    st.lists(st.text(alphabet="ăb '\"#,:[]{}-\\", max_size=8), min_size=1, max_size=4),
    st.sampled_from(["'", '"', None]),
    st.booleans(),
)
def test_whatever_a_yaml_writer_quotes_is_read_back_without_a_mistake(
    values: list[str],
    style: str | None,
    flow: bool,  # noqa: FBT001
) -> None:
    written = yaml.safe_dump(
        {"khoá": values, "sau": "x"}, allow_unicode=True, default_style=style, default_flow_style=flow, width=9999
    )
    node, mistakes = compose(written, "f")
    assert not mistakes, written
    assert plain(node) == {"khoá": values, "sau": "x"}
