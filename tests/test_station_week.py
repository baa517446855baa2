"""The shipped station as the program reads it: every text sayable, every day of the week planned and kept."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from broadcaster.folder import StationFolder
from broadcaster.settings import load_settings
from broadcaster.station.files import open_book
from broadcaster.text.lexicon import Lexicon
from broadcaster.text.normalise import Normaliser
from broadcaster.text.script import Script, read_scripts
from broadcaster.text.template import fill
from broadcaster.timetable.model import SoundItem
from broadcaster.timetable.reading import read_schedules
from broadcaster.timetable.rundown import Rundown, rundown

STATION = StationFolder(Path(__file__).resolve().parent.parent)
SCRIPTS, SCRIPT_MISTAKES = read_scripts(STATION)
SETTINGS, SETTING_MISTAKES = load_settings(STATION)
TIMETABLE, SCHEDULE_MISTAKES = read_schedules(STATION)
NORMALISER = Normaliser(Lexicon())
FIRST, LAST = date(2020, 8, 23), date(2020, 8, 31)


def plan(since: date, days: int) -> Rundown:
    start = datetime(since.year, since.month, since.day, tzinfo=SETTINGS.station.zone)
    return rundown(TIMETABLE, SCRIPTS, SETTINGS, lambda _programme, _items: None, start, start + timedelta(days=days))


def test_nothing_shipped_is_mistaken() -> None:
    assert [*SCRIPT_MISTAKES, *SETTING_MISTAKES, *SCHEDULE_MISTAKES] == []


@pytest.mark.parametrize("today", [FIRST, date(2026, 11, 23), date(2030, 1, 1)])
def test_check_finds_nothing_to_mend(today: date) -> None:
    now = datetime(today.year, today.month, today.day, 4, tzinfo=SETTINGS.station.zone)
    assert open_book(STATION).problems(now) == []


@pytest.mark.parametrize("script", SCRIPTS.values(), ids=lambda script: script.name)
def test_every_text_can_be_said(script: Script) -> None:
    assert script.unfilled(SETTINGS.station.fields) == []
    spoken = NORMALISER.spoken(fill(script.body, {**script.blanks, **SETTINGS.station.fields}))
    assert not re.search(r"[\dfjwz%{}@/_]", spoken.lower())
    assert spoken.count("\n\n") == script.body.strip().count("\n\n")


def test_every_sound_of_the_week_is_in_the_audio_folder() -> None:
    wanted = {item.name for one in TIMETABLE.programmes for item in one.play if isinstance(item, SoundItem)}
    wanted |= {one.bed for one in TIMETABLE.programmes if one.bed}
    assert wanted <= {path.stem for path in STATION.audio.iterdir()}


def test_hotline_is_said_figure_by_figure() -> None:
    script = SCRIPTS["bluezone-30-giay"]
    spoken = NORMALISER.spoken(fill(script.body, SETTINGS.station.fields))
    assert len(re.findall("một chín không không,? chín không chín năm", spoken)) == 2


def test_figures_of_the_province_are_said_right() -> None:
    spoken = NORMALISER.spoken(SCRIPTS["bluezone-tien-do"].body.replace("{{", "").replace("}}", ""))
    assert "một triệu một trăm hai mươi tám nghìn sáu trăm hai mươi người dân" in spoken
    assert "một trăm tám mươi ba nghìn sáu trăm hai mươi thuê bao" in spoken
    assert "mười sáu phẩy hai mươi bảy phần trăm" in spoken


def test_a_whole_year_airs_as_written_bluezone_at_least_twice_a_day() -> None:
    entries = plan(date(2027, 1, 1), 365).entries
    assert {entry.decision for entry in entries} == {"air"}
    told = Counter(entry.day for entry in entries if "bluezone" in entry.tags)
    assert len(told) == 365
    assert min(told.values()) >= 2
    assert max(Counter(entry.day for entry in entries).values()) <= 4


def test_the_campaign_of_august_2020_is_met() -> None:
    campaigns = plan(FIRST, 9).campaigns
    assert [(one.as_json()["from"], one.as_json()["until"]) for one in campaigns] == [("2020-08-23", "2020-08-31")]
    days = campaigns[0].as_json()["days"]
    assert [one["date"] for one in days] == [str(FIRST + timedelta(days=offset)) for offset in range(9)]
    assert all(one["planned"] >= 2 and one["short"] == 0 for one in days)


def test_sessions_are_short_enough_to_be_listened_to() -> None:
    lengths = {entry.programme.name: entry.length.seconds for entry in plan(date(2027, 1, 4), 14).entries}
    assert all(90 <= seconds <= 8 * 60 for seconds in lengths.values())


def test_full_moon_of_the_first_month_reminds_of_fire() -> None:
    entries = plan(date(2027, 2, 20), 1).entries  # rằm tháng Giêng năm Đinh Mùi
    assert "Nhắc giữ lửa hương ngày rằm, mùng một" in {entry.programme.name for entry in entries}


def test_figures_of_2020_may_no_longer_be_aired() -> None:
    assert "hết hiệu lực" in str(SCRIPTS["bluezone-tien-do"].why_not(date(2027, 1, 1)))
    assert SCRIPTS["bluezone-tien-do"].why_not(LAST) is None
