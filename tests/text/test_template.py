import subprocess
import sys
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcaster.errors import BroadcasterError
from broadcaster.text import sandbox
from broadcaster.text.template import TemplateWrongError, blanks, fill


def test_blanks_are_filled() -> None:
    assert fill("Bà con {{ commune }}, gọi {{hotline}}.", {"commune": "xã A", "hotline": "1022"}) == (
        "Bà con xã A, gọi 1022."
    )


def test_a_text_without_blanks_stays_as_it_is() -> None:
    assert fill("Giảm 50 %, gọi 1022.\n\n- Một\n", {}) == "Giảm 50 %, gọi 1022.\n\n- Một\n"


def test_conditions_and_short_loops_work() -> None:
    body = "{% if gio %}Lúc {{ gio }}. {% endif %}{% for thon in ['Một', 'Hai'] %}Thôn {{ thon }}. {% endfor %}"
    assert fill(body, {"gio": "5h"}) == "Lúc 5h. Thôn Một. Thôn Hai. "
    assert fill("{% for i in range(1, 4) %}{{ i }} {% endfor %}", {}) == "1 2 3 "
    assert fill("{{ noi | default('nhà văn hóa') | upper }}", {}) == "NHÀ VĂN HÓA"


def test_names_of_blanks() -> None:
    assert blanks(
        "{{ place }} và {{ gio | upper }}{% if x %}{{ x }}{% endif %}{% for i in range(2) %}{{ i }}{% endfor %}"
    ) == {
        "place",
        "gio",
        "x",
    }


def test_every_missing_blank_is_told_with_the_line() -> None:
    with pytest.raises(TemplateWrongError) as caught:
        fill("Một.\nTại {{ place }} lúc {{ gio }}, {{ commune }}.", {"commune": "xã A"})
    assert caught.value.line == 2
    assert "{{ place }}, {{ gio }}" in str(caught.value)
    assert "--set place=" in str(caught.value)
    assert isinstance(caught.value, BroadcasterError)


@pytest.mark.parametrize(
    "body",
    [
        "{{ commune }",
        "{{ }}",
        "{% for %}",
        "{% if x %}",
        "{{ ''.__class__.__mro__ }}",
        "{{ commune.upper() }}",
        "{% include 'config.yaml' %}",
        "{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}",
        "{{ 'a' * 1000000000 }}",
        "{{ 9 ** 9 ** 9 }}",
        "{{ commune | center(1000000000) }}",
        "{{ commune | replace('a', 'aaaaaaaaaaaaaaaaaaaaaa') }}",
        "{% for a in range(1000000) %}x{% endfor %}",
        "{% for a in range(99) %}{% for b in range(99) %}{% for c in range(99) %}x{% endfor %}{% endfor %}{% endfor %}",
        "{% for a in range(99) %}{% for b in range(99) %}{{ commune }}{% endfor %}{% endfor %}",
        "{% for a in 5 %}x{% endfor %}",
        "{{ range(1, 2, 0) }}",
        "{{ 1 + 'a' }}",
        "{% set x = cycler %}{{ x() }}",
        "{{ commune | không_có }}",
        "(" * 500 + "{{ " + "(" * 300 + "1" + ")" * 300 + " }}",
    ],
)
def test_what_a_text_may_not_do_is_refused_in_vietnamese(body: str) -> None:
    with pytest.raises(BroadcasterError, match=r"^dòng \d+: "):
        fill(body, {"commune": "xã Quảng Phú " * 10, "x": "1"})


@given(st.text(st.characters(exclude_characters="{}%#", exclude_categories=["Cs"]), max_size=200), st.text(max_size=50))
def test_words_outside_the_blanks_are_never_touched(words: str, value: str) -> None:
    assert fill(words + "{{ a }}" + words, {"a": value}) == words.replace("\r\n", "\n").replace("\r", "\n") + value + (
        words.replace("\r\n", "\n").replace("\r", "\n")
    )


@given(st.text("{}% \nabif#endfor'\"|()", max_size=60))
def test_any_text_is_filled_or_refused_in_words(body: str) -> None:
    with suppress(TemplateWrongError):
        assert len(fill(body, {"a": "1", "b": "2"})) < 100_000


@given(
    st.lists(
        st.sampled_from(["{{ a }}", "{{b}}", "{{\na }}", "{{ a", "}}", "{", "}", "{#", "{%", "{{ if }}", "{{ loop }}"])
        | st.sampled_from(
            ["{{ range }}", "{{ ª }}", "{{ None }}", "{{ self }}", "{{ 1a }}", "{{ c }}", "{{-a}}", "{{}}"]
        )
        | st.text("\r\n ạb{}%#", max_size=5),
        max_size=8,
    ).map("".join)
)
def test_names_alone_are_filled_as_the_sandbox_would_fill_them(body: str) -> None:
    for work in ("fill", "blanks"):
        told = []
        for way in (sandbox, None):
            arguments = (body, {"a": "1", "b": "{{ 2 }}"})[: 2 if work == "fill" else 1]
            try:
                told.append((getattr(way, work) if way else globals()[work])(*arguments))
            except TemplateWrongError as wrong:
                told.append((wrong.line, wrong.message))
        assert told[0] == told[1]


def test_a_text_with_names_alone_needs_no_jinja() -> None:
    code = "import sys; from broadcaster.text.template import fill; fill('{{ a }}', {'a': '1'}); "
    code += "sys.exit('jinja2' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
