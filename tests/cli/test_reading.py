"""`check`, `plan`, `why`, `log`, `rehearse`: exit codes, the JSON that is promised, and the words for a person."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

NOW = ("--now", "2026-12-01T04:00")
AIRING = {"id", "programme", "at", "starts", "seconds", "priority", "zones", "decision", "why"}
AS_RUN = {"airing", "programme", "planned", "started", "ended", "outcome", "why", "seconds_heard"}
Run = Callable[..., tuple[int, str, str]]
Answered = Callable[..., Any]


def test_check_answers_no_with_every_mistake(run: Run, answered: Answered) -> None:
    code, out, err = run("check", *NOW)
    assert code == 1
    assert err == ""
    problems = answered("check", *NOW)["problems"]
    assert all(one.keys() == {"file", "line", "column", "message", "hint"} for one in problems)
    assert [one["line"] for one in problems] == [2, 12, 23]
    first, crowded, night = (one["message"] for one in problems)
    assert "cần 6 lần mỗi ngày nhưng từ 01/12/2026 đến 02/12/2026 mỗi ngày thiếu 3" in first
    assert "'Bị bỏ' lúc 05:06" in crowded
    assert "'Nửa đêm' lúc 03:15 nằm trong giờ yên tĩnh" in night
    assert out.splitlines()[-1] == "3 lỗi."
    assert out.splitlines()[0].startswith("schedules/lich.yaml:2:11: đợt 'Đợt thử'")


def test_check_answers_yes_where_nothing_is_wrong(run: Run, station: Path) -> None:
    (station / "schedules/lich.yaml").write_text(
        "programmes: [{name: A, at: 5h, play: [{script: tin}]}]", encoding="utf-8"
    )
    assert run("check", *NOW) == (0, "Không có lỗi nào.\n", "")


def test_plan_tells_who_airs_waits_is_cut_dropped_and_refused(answered: Answered) -> None:
    plan = answered("plan", "--from", "2026-12-01", "--days", "1", *NOW)
    assert plan.keys() == {"airings", "campaigns", "problems"}
    assert all(one.keys() >= AIRING for one in plan["airings"])
    decided = {one["programme"]: one["decision"] for one in plan["airings"]}
    assert decided == {
        "Nửa đêm": "refuse", "Sáng": "air", "Chờ": "wait", "Bị bỏ": "drop", "Bị cắt": "cut", "Khẩn": "air",
    }  # fmt: skip
    told = {one["programme"]: one for one in plan["airings"]}
    assert told["Sáng"]["at"] == told["Sáng"]["starts"] == "2026-12-01T05:00:00+07:00"
    assert told["Chờ"]["starts"] > "2026-12-01T05:20:00+07:00"
    assert "«Sáng»" in told["Chờ"]["why"]
    assert "«Khẩn»" in told["Bị cắt"]["why"]
    assert told["Bị bỏ"]["starts"] is told["Nửa đêm"]["starts"] is None
    assert told["Khẩn"]["priority"] == "urgent"
    assert told["Sáng"]["zones"] == ["all"]
    assert all(datetime.fromisoformat(one["at"]).tzinfo for one in plan["airings"])


def test_plan_tells_what_a_campaign_lacks(answered: Answered) -> None:
    (campaign,) = answered("plan", "--from", "30/11/2026", "--days", "7", *NOW)["campaigns"]
    days = campaign.pop("days")
    assert campaign == {"name": "Đợt thử", "from": "2026-12-01", "until": "2026-12-02", "at_least": 6}
    assert days == [
        {"date": "2026-12-01", "planned": 3, "aired": 0, "short": 3},
        {"date": "2026-12-02", "planned": 3, "aired": 0, "short": 3},
    ]


def test_plan_begins_today_and_says_it_in_words(run: Run) -> None:
    code, out, _ = run("plan", "--days", "1", *NOW)
    assert code == 0
    assert out.startswith("thứ ba 01/12/2026\n")
    assert "03:15 không phát" in out
    assert "01/12/2026: dự kiến 3, đã phát 0, còn thiếu 3" in out


def test_now_counts_by_the_offset_it_is_given(answered: Answered) -> None:
    plan = answered("plan", "--days", "1", "--now", "2026-11-30T18:00:00+00:00")
    assert {one["at"][:10] for one in plan["airings"]} == {"2026-12-01"}


def test_plan_for_a_phone(run: Run) -> None:
    code, out, _ = run("plan", "--ics", "--days", "1", *NOW)
    assert code == 0
    assert out.startswith("BEGIN:VCALENDAR")
    assert out.count("BEGIN:VEVENT") == 4


@pytest.mark.parametrize(
    ("name", "code", "said"),
    [
        ("sang", 0, "phát đúng giờ"),
        ("Chờ", 0, "phát muộn, lúc 05:2"),
        ("Chờ", 0, "«Sáng» viết ở schedules/lich.yaml:4."),
        ("Bị cắt", 0, "«Khẩn» viết ở schedules/lich.yaml:18."),
        ("Bị bỏ", 1, "không phát; đã chờ hết 1 phút cho phép mà «Sáng» vẫn đang phát"),
        ("Nửa đêm", 1, "bị từ chối; nằm trong giờ yên tĩnh 21:00-04:45 (nội quy quiet_hours, config.yaml:3)"),
    ],
)
def test_why_answers_yes_or_no_and_names_the_line(
    run: Run, answered: Answered, name: str, code: int, said: str
) -> None:
    got, out, _ = run("why", name, "--on", "01/12/2026", *NOW)
    assert got == code
    assert said in out
    assert "schedules/lich.yaml:" in out
    told = answered("why", name, "--on", "2026-12-01", *NOW)
    assert told.keys() == {"programme", "date", "airs", "why"}
    assert told["airs"] == (code == 0)
    assert told["date"] == "2026-12-01"


def test_why_of_a_programme_written_wrong_tells_what_is_wrong(run: Run, station: Path) -> None:
    text = (station / "schedules/lich.yaml").read_text(encoding="utf-8")
    wrong = text.replace('"05:05"', '"05:65"').replace("30 phút", "30 phuut").replace("1 phút", "1")
    (station / "schedules/lich.yaml").write_text(wrong, encoding="utf-8")
    code, out, _ = run("why", "cho", *NOW)
    assert code == 1
    first, *told = out.splitlines()
    assert first == "'Chờ' (schedules/lich.yaml:7) viết sai nên không phát; đài đang chạy thì theo bản trước, nếu có."
    assert [line.split(": ")[0] for line in told] == ["schedules/lich.yaml:8:9", "schedules/lich.yaml:9:12"]


def test_why_of_an_unknown_name_offers_the_nearest(run: Run) -> None:
    code, out, err = run("why", "Sangg")
    assert (code, out) == (1, "")
    assert "ý bạn là 'Sáng'?" in err


def test_rehearse_tells_what_the_log_would_be(answered: Answered, run: Run) -> None:
    told = answered("rehearse", "--from", "01/12/2026", "--until", "01/12/2026")
    assert all(one.keys() >= AS_RUN for one in told)
    assert {one["programme"]: one["outcome"] for one in told} == {
        "Nửa đêm": "refused", "Sáng": "aired", "Chờ": "aired", "Bị bỏ": "missed", "Bị cắt": "aired", "Khẩn": "aired",
    }  # fmt: skip
    assert run("rehearse", "--from", "02/12/2026", "--until", "01/12/2026")[0] == 2


def test_the_log_of_a_station_that_never_ran_is_empty(run: Run, answered: Answered) -> None:
    assert answered("log", *NOW) == []
    assert run("log", *NOW)[:2] == (0, "Nhật ký không có gì trong những ngày này.\n")


@pytest.mark.parametrize("words", [["status"], ["stop"], ["play", "Sáng"], ["urgent", "--text", "Bão"]])
def test_without_a_running_station_the_answer_is_3(run: Run, words: list[str]) -> None:
    code, out, err = run(*words)
    assert (code, out) == (3, "")
    assert "broadcaster run" in err


def test_a_folder_that_is_no_station_says_what_to_do(run: Run, station: Path) -> None:
    (station / "config.yaml").unlink()
    for words in (["check"], ["plan"], ["why", "x"], ["rehearse", "--from", "1/1/2026", "--until", "1/1/2026"]):
        code, out, err = run(*words)
        assert (code, out) == (1, "")
        assert "broadcaster init" in err


def test_files_with_every_kind_of_mistake_still_give_a_plan(run: Run, station: Path, answered: Answered) -> None:
    text = (station / "schedules/lich.yaml").read_text(encoding="utf-8")
    (station / "schedules/lich.yaml").write_text(text.replace('"05:00"', '"25:00"'), encoding="utf-8")
    (station / "scripts/vi/hong.md").write_bytes(b"\xff\xfe\x00\xd8")
    (station / "lexicon.yaml").write_text("a: [", encoding="utf-8")
    plan = answered("plan", "--days", "1", *NOW)
    assert {one["file"] for one in plan["problems"]} >= {"schedules/lich.yaml", "scripts/vi/hong.md", "lexicon.yaml"}
    assert "Chờ" in {one["programme"] for one in plan["airings"]}
    assert run("plan", "--days", "1", *NOW)[0] == 0


def shell(station: Path, words: str, **surroundings: str) -> subprocess.CompletedProcess[bytes]:
    command = f'"{sys.executable}" -m broadcaster --station "{station}" {words}'
    return subprocess.run(["sh", "-c", command], capture_output=True, env=os.environ | surroundings, check=False)


def test_a_console_of_an_old_code_page_gets_utf_8(station: Path) -> None:
    told = shell(station, "check --now 2026-12-01T04:00", PYTHONIOENCODING="cp1252", PYTHONUTF8="0")
    assert told.returncode == 1
    assert "nằm trong giờ yên tĩnh" in told.stdout.decode("utf-8")
    assert told.stderr == b""


def test_a_reader_that_has_had_enough_is_no_error(station: Path) -> None:
    told = shell(station, "plan --days 500 | head -n 1")
    assert told.stdout.decode().count("\n") == 1
    assert told.stderr == b""


def test_json_is_one_document_whatever_the_code_page(station: Path) -> None:
    told = shell(station, "plan --json --days 1 --now 2026-12-01T04:00", PYTHONIOENCODING="ascii")
    assert "Nửa đêm" in {one["programme"] for one in json.loads(told.stdout)["airings"]}
