"""The words of `say`: shown, explained, exported; the station's own readings first."""

import io
import json
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., tuple[int, str, str]]


def test_each_line_given_is_answered_by_one_line(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("Lúc 17h30\n\nGọi 1022 😀\r\nHai dòng\x0bmột lời"))
    code, told, _ = run("say", "--show", "-")
    assert code == 0
    assert told.split("\n") == [
        "Lúc mười bảy giờ ba mươi phút",
        "",
        "Gọi một không hai hai",
        "Hai dòng một lời",
        "",
    ]


def test_every_change_is_traced_to_its_rule(run: Run) -> None:
    told = json.loads(run("say", "--explain", "--json", "UBND họp 17h30")[1])
    assert [(one["written"], one["rule"]) for one in told["changes"]] == [("UBND", "viết tắt"), ("17h30", "giờ phút")]
    assert "'17h30' → 'mười bảy giờ ba mươi phút'  (giờ phút)" in run("say", "--explain", "UBND họp 17h30")[1]


def test_the_stations_own_readings_come_first_here_and_in_what_is_exported(run: Run, station: Path) -> None:
    (station / "lexicon.yaml").write_text("zalo: gia lô\nUBND: ủy ban ta\nXóm Bàu: xóm bầu\n", encoding="utf-8")
    assert run("say", "--show", "Xóm Bàu, Zalo UBND")[1] == "xóm bầu, gia lô ủy ban ta\n"
    place = {"pls": "http://www.w3.org/2005/01/pronunciation-lexicon"}
    lexemes = ET.fromstring(run("say", "--pls")[1]).findall("pls:lexeme", place)
    said = {one.findtext("pls:grapheme", "", place): one.findtext("pls:alias", "", place) for one in lexemes}
    assert said["UBND"] == "ủy ban ta"
    assert said["HĐND"] == "hội đồng nhân dân"
    assert [spoken for written, spoken in said.items() if written.lower() == "zalo"] == ["gia lô"]


def test_no_words_to_say_is_bad_usage(run: Run) -> None:
    code, _, complaint = run("say", "--show")
    assert code == 2
    assert "cần LỜI" in complaint
