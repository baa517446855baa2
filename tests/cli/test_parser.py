"""What may be typed, and that every word of an answer is Vietnamese."""

import re
from datetime import date, datetime
from pathlib import Path

import pytest

from broadcaster.cli import messages
from broadcaster.cli.parser import build_parser

DESIGNED = (
    "run check plan why say render play urgent stop status log doctor rehearse init".split()  # noqa: SIM905 - as typed
)


@pytest.fixture(autouse=True)
def vietnamese() -> None:
    messages.speak_vietnamese()


def test_the_shipped_catalogue_is_the_table() -> None:
    assert messages.compile_catalogue() == messages.CATALOGUE.read_bytes()


def test_every_designed_command_has_its_help(capsys: pytest.CaptureFixture[str]) -> None:
    for command in DESIGNED:
        with pytest.raises(SystemExit) as done:
            build_parser().parse_args([command, "--help"])
        assert done.value.code == 0
        assert "cách dùng: broadcaster" in capsys.readouterr().out


@pytest.mark.parametrize(
    "words",
    [[], ["phat"], ["plan", "--from", "32/01/2020"], ["plan", "--days", "0"], ["why"], ["plan", "--now", "05:00"]],
)
def test_bad_usage_is_exit_2_and_vietnamese(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as done:
        build_parser().parse_args(words)
    assert done.value.code == 2
    said = capsys.readouterr().err
    assert "chưa đúng" in said
    assert not re.search(r"\b(error|usage|invalid|argument|required|expected|choose)\b", said)


def test_days_are_read_as_written_or_as_iso() -> None:
    for text in ("23/08/2020", "2020-08-23"):
        assert build_parser().parse_args(["plan", "--from", text]).since == date(2020, 8, 23)


def test_urgent_takes_blanks_and_repeats() -> None:
    args = build_parser().parse_args(
        ["urgent", "khan-lu", "--set", "noi=thôn Đông", "--set", "gio=14h30", "--repeat", "3", "--every", "30 phút"]
    )
    assert dict(args.set) == {"noi": "thôn Đông", "gio": "14h30"}
    assert (args.repeat, args.every, args.now) == (3, "30 phút", False)


def test_the_station_goes_before_the_command() -> None:
    args = build_parser().parse_args(["--station", "/x/y", "check", "--json", "--now", "2020-08-23T04:00:00+07:00"])
    assert args.station == Path("/x/y")
    assert args.now == datetime.fromisoformat("2020-08-23T04:00:00+07:00")
    with pytest.raises(SystemExit):
        build_parser().parse_args(["check", "--station", "/x"])


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        (["chek"], "check"),
        (["rehears", "--from", "1/1/2026"], "rehearse"),
        (["plan", "--form", "1/1/2026"], "--from"),
        (["plan", "--jsn"], "--json"),
    ],
)
def test_a_mistyped_word_is_answered_with_the_nearest(
    words: list[str], meant: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as done:
        build_parser().parse_args(words)
    assert done.value.code == 2
    assert f"ý bạn là '{meant}'?" in capsys.readouterr().err


@pytest.mark.parametrize(
    "words",
    [
        ["plan", "--days", "99999999"],
        ["plan", "--days", "9" * 5000],
        ["plan", "--days", "²"],
        ["plan", "--from", "0001-01-01"],
        ["plan", "--from", "9999-12-31"],
        ["plan", "--now", "9999-12-31T23:59:59"],
        ["plan", "--now", "0001-01-01T00:00:00-12:00"],
        ["why", "x", "--on", "31/02/2026"],
        ["log", "--until", "hôm qua"],
    ],
)
def test_what_no_calendar_holds_is_bad_usage(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as done:
        build_parser().parse_args(words)
    assert done.value.code == 2
    assert "chưa đúng" in capsys.readouterr().err
