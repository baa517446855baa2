"""What only meaning shows: programmes that never air, rules broken on some days, obligations that cannot be met."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from broadcaster.folder import StationFolder
from broadcaster.timetable.check import Shelf, check, missing
from broadcaster.timetable.load import load_station
from broadcaster.timetable.reading import timetable_of

REPOSITORY = Path(__file__).parent.parent.parent


def problems(desk: Any, text: str, rules: str = "", now: str = "2026-11-23T08:00", seconds: float = 60.0) -> list[str]:
    shelf = Shelf(desk.scripts, {"x"}, lambda _: True, desk.lengths(seconds))
    return [str(one) for one in check(desk.timetable(text), desk.settings(rules), shelf, desk.at(now))]


def one(lines: str, play: str = "[{script: a}]") -> str:
    return f"programmes:\n  - name: A\n    {lines}\n    play: {play}\n"


@pytest.mark.parametrize("moment", ["2026-11-23T19:00", "2027-02-06T03:00", "2020-08-23T00:00"])
def test_the_shipped_station_has_nothing_to_mend(moment: str) -> None:
    loaded = load_station(StationFolder(REPOSITORY))
    sounds = {path.stem for path in (REPOSITORY / "audio").iterdir()} | {
        "nhac-hieu",
        "nhac-cat",
        "nhac-ket",
        "chuong",
        "nen-nhe",
    }
    shelf = Shelf(loaded.scripts, sounds, lambda path: (REPOSITORY / path).is_file())
    now = datetime.fromisoformat(moment).replace(tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
    assert not loaded.mistakes
    assert check(loaded.timetable, loaded.settings, shelf, now) == []


def test_a_programme_without_a_fault_is_no_problem(desk: Any) -> None:
    assert problems(desk, one('at: "05:00"')) == []


def test_a_mistyped_hour_is_told_even_if_the_day_is_far_off(desk: Any) -> None:
    (problem,) = problems(
        desk, one("{at: 3h15, days: 23 tháng Chạp}".strip("{}").replace(", ", "\n    ")), "quiet_hours: 21h-4h45"
    )
    assert problem.startswith("schedules/a.yaml:3:9: 'A' lúc 03:15 nằm trong giờ yên tĩnh 21:00-04:45")


def test_a_silent_day_is_no_problem_unless_nothing_else_airs(desk: Any) -> None:
    assert problems(desk, one("at: 5h"), "silent_days: 25/11/2026") == []
    (problem,) = problems(desk, one("at: 5h\n    days: 25/11/2026"), "silent_days: 25/11/2026")
    assert "trùng ngày im lặng 25/11/2026" in problem


def test_a_day_that_is_not_allowed_is_told_once(desk: Any) -> None:
    (problem,) = problems(desk, one("at: 5h"), "allowed_days: T2-T6")
    assert "thứ bảy 28/11/2026 không phải ngày được phát (T2-T6)" in problem


def test_past_and_future(desk: Any) -> None:
    assert problems(desk, one("at: 5h\n    from: 01/01/2030")) == []
    assert problems(desk, one("at: 5h\n    until: 23/11/2026")) == []
    (problem,) = problems(desk, one("at: 5h\n    until: 22/11/2026"))
    assert "đã hết từ ngày 22/11/2026" in problem


def test_a_leap_month_years_away_is_not_never(desk: Any) -> None:
    assert problems(desk, one("at: 5h\n    days: rằm tháng 5 nhuận")) == []
    (problem,) = problems(desk, one("at: 5h\n    days: rằm tháng 12 nhuận"))
    assert "không bao giờ phát" in problem


def test_a_text_that_expires_later_is_no_problem_yet(desk: Any) -> None:
    assert problems(desk, one("at: 5h", "[{script: old}]")) == []
    (problem,) = problems(desk, one("at: 5h", "[{script: old}, {script: b}]"), now="2026-11-26T04:00")
    assert "bài hết hiệu lực, mà 'A' phát vào thứ năm 26/11/2026" in problem


CAMPAIGN = "campaign: {name: Đợt, from: FROM, until: 30/11/2026, at_least: 2, tag: bluezone}\n"


def test_a_campaign_that_cannot_be_met_names_days_and_numbers(desk: Any) -> None:
    text = CAMPAIGN.replace("FROM", "20/11/2026") + one("at: 5h\n    except: 25/11/2026")
    (problem,) = problems(desk, text)
    assert "ngày 25/11/2026 thiếu 2; từ 26/11/2026 đến 30/11/2026 mỗi ngày thiếu 1" in problem
    assert "từ 23/11/2026 đến 24/11/2026 mỗi ngày thiếu 1" in problem
    assert "22/11" not in problem


def test_a_campaign_of_the_past_is_history(desk: Any) -> None:
    assert problems(desk, CAMPAIGN.replace("FROM", "20/11/2026") + one("at: 5h"), now="2026-12-01T00:00") == []


def test_a_campaign_longer_than_the_horizon_is_looked_at_to_its_end(desk: Any) -> None:
    text = CAMPAIGN.replace("FROM", "23/11/2026").replace("30/11/2026", "30/06/2027") + one(
        "at: [5h, 17h]\n    except: 15/05/2027"
    )
    (problem,) = problems(desk, text)
    assert "ngày 15/05/2027 thiếu 2" in problem


def test_what_is_missing_is_told_apart(desk: Any) -> None:
    text = one("at: 5h\n    bed: y", "[{jingle: xx}, {script: zzz}, {relay: line-in, for: 5s, else: {sting: q}}]")
    shelf = Shelf(desk.scripts, {"x"}, lambda _: True)
    told = [mistake.message for mistake in missing(desk.timetable(text), shelf)]
    assert told == [
        "không có nhạc nền 'y' trong audio",
        "không có nhạc hiệu 'xx' trong audio",
        "không có bài 'zzz' trong scripts/vi",
        "không có nhạc cắt 'q' trong audio",
    ]


def test_a_programme_with_another_mistake_is_looked_through_too(desk: Any) -> None:
    timetable, _ = timetable_of({"a.yaml": one("at: 25:00", "[{jingle: xx}, {script: zzz}]")})
    told = check(timetable, desk.settings(), Shelf(desk.scripts, {"x"}, lambda _: True), desk.at("2026-11-23"))
    assert len(told) == 2
