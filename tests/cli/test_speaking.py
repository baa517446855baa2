"""The words of `say`: shown, explained, exported; the station's own readings first."""

import io
import json
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import pytest

from broadcaster.speech import registry
from broadcaster.speech.chain import Link
from broadcaster.speech.fake import HummingEngine

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


@pytest.fixture
def voices(monkeypatch: pytest.MonkeyPatch) -> dict[str, HummingEngine]:
    """Two voices that hum, the better one first."""
    made = {name: HummingEngine(name) for name in ("kokoro", "espeak")}
    monkeypatch.setattr(registry, "LAST_RESORT", ())
    monkeypatch.setattr(registry, "ENGINES", {name: made_as(Link(one, one)) for name, one in made.items()})
    return made


def made_as(link: Link) -> Callable[[object, object], Link]:
    """A registry line that makes `link`."""
    return lambda _folder, _clock: link


def test_what_a_lesser_voice_rendered_is_rendered_anew_once_the_better_one_speaks(
    run: Run, station: Path, tmp_path: Path, voices: dict[str, HummingEngine]
) -> None:
    config = station / "config.yaml"
    config.write_text(config.read_text(encoding="utf-8") + "speech: { engines: [kokoro, espeak] }\n", encoding="utf-8")
    voices["kokoro"].faults = ["bad_alloc", "bad_alloc"]
    for reader in ("espeak", "espeak", "kokoro", "kokoro"):
        code, told, _ = run("render", "tin", "-o", str(tmp_path / "tin.wav"))
        assert (code, told.strip().rpartition("giọng ")[2]) == (0, reader)
    assert len(voices["kokoro"].heard) == 2 + 2  # twice in vain, and each sentence once
    assert len(voices["espeak"].heard) == 2
