"""Urgent announcements: at once, over restarts, with the hour of their first sounding, until stopped."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from station.conftest import HummingAtelier

from broadcaster.errors import BroadcasterError
from broadcaster.folder import StationFolder
from broadcaster.journal import Journal, StandingPage
from broadcaster.playout.offer import Page
from broadcaster.sound.order import RenderOrder
from broadcaster.station.answers import Answers
from broadcaster.station.door import RefusedError, UnknownNameError, UrgentOrder
from broadcaster.station.messages import Message
from broadcaster.station.pages import Pages
from broadcaster.station.rehearsal import Stage, rehearsal

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
NIGHT = datetime(2026, 12, 1, 23, 0, tzinfo=ZONE)
FLOOD = UrgentOrder(name="khan-lu", sets={"noi": "thôn Đông"}, repeat=1)


def aired(stage: Stage, title: str) -> list[datetime]:
    entries = stage.station.journal.read(NIGHT - timedelta(days=2), NIGHT + timedelta(days=2))
    return [entry.started for entry in entries if entry.programme == title and entry.started]


def beat_by_beat(stage: Stage, seconds: int) -> None:
    for second in range(seconds):
        stage.play(NIGHT + timedelta(seconds=second))
        stage.station.heart.beat()


def test_it_sounds_at_any_hour_and_is_logged_as_urgent(folder: StationFolder, humming: HummingAtelier) -> None:
    with rehearsal(folder, NIGHT, humming) as stage:
        answer = Answers(stage.station).urgent(FLOOD)
        stage.play(NIGHT + timedelta(minutes=5))
        entry = stage.station.journal.read(NIGHT, NIGHT + timedelta(hours=1))[0]
    assert answer["title"] == "Báo lũ"
    assert (entry.outcome, entry.kind, entry.started) == ("aired", "urgent", NIGHT)


def test_it_breaks_into_a_programme_which_resumes(folder: StationFolder, humming: HummingAtelier) -> None:
    five = datetime(2026, 12, 1, 5, 0, tzinfo=ZONE)
    with rehearsal(folder, five - timedelta(minutes=1), humming) as stage:
        stage.play(five + timedelta(seconds=2))
        assert Answers(stage.station).urgent(FLOOD)["breaks"] == "Buổi sáng"
        stage.play(five + timedelta(minutes=1))
        told = {entry.programme: entry for entry in stage.station.journal.read(five, five + timedelta(hours=1))}
    assert told["Báo lũ"].started == five + timedelta(seconds=2)
    assert told["Buổi sáng"].outcome == "aired"
    assert "phát tiếp" in told["Buổi sáng"].why


def test_it_comes_again_until_its_end_and_tells_when_it_was_first_issued(
    folder: StationFolder, humming: HummingAtelier
) -> None:
    until = NIGHT + timedelta(seconds=150)
    order = UrgentOrder(name="khan-lu", sets={"noi": "thôn Đông"}, repeat=1, every=60.0, until=until)
    with rehearsal(folder, NIGHT, humming) as stage:
        Answers(stage.station).urgent(order)
        beat_by_beat(stage, 240)
        times = aired(stage, "Báo lũ")
        assert stage.station.journal.standing() == []
    assert [round((time - NIGHT).total_seconds()) for time in times] == [0, 60, 120]
    assert "phát lần đầu" not in humming.said[0]
    assert all("phát lần đầu lúc hai mươi ba giờ" in one for one in humming.said[1:])


def test_a_recording_that_comes_again_is_announced_with_the_hour_of_its_first_sounding(
    folder: StationFolder, humming: HummingAtelier
) -> None:
    recorded = folder.audio / "chuong.flac"
    with rehearsal(folder, NIGHT, humming) as stage:
        Answers(stage.station).urgent(UrgentOrder(recording=str(recorded), title="Lũ", repeat=1, every=60.0))
        beat_by_beat(stage, 90)
    assert len(humming.said) == 2
    assert humming.said[0] == ""
    assert "phát lần đầu lúc hai mươi ba giờ" in humming.said[1]


def test_a_text_that_somebody_recorded_is_announced_so_too(folder: StationFolder, humming: HummingAtelier) -> None:
    (folder.scripts / "khan-lu.flac").write_bytes((folder.audio / "chuong.flac").read_bytes())
    with rehearsal(folder, NIGHT, humming) as stage:
        Answers(stage.station).urgent(replace(FLOOD, every=60.0))
        beat_by_beat(stage, 90)
    assert "phát lần đầu" not in humming.said[0]
    assert "phát lần đầu lúc hai mươi ba giờ" in humming.said[1]


@pytest.mark.parametrize(("away", "owed"), [(20.0, False), (130.0, True), (7230.0, True)])
def test_a_sounding_that_fell_into_the_stations_absence_is_made_good_once(
    folder: StationFolder,
    humming: HummingAtelier,
    tmp_path: Path,
    away: float,
    owed: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    journal = Journal(tmp_path / "journal.sqlite", ZONE)
    journal.stand(StandingPage("nhac-1", None, "Nước lên.", "Nước lên.", 1, 60.0, None, NIGHT))
    died = NIGHT + timedelta(seconds=70)
    back, broke_in = died + timedelta(seconds=away), list[Page]()
    pages = Pages(humming, broke_in.append, journal, alive_until=died)
    assert [page.id for page in pages.due(back, 0.0)] == (["nhac-1"] if owed else [])
    assert pages.due(back + timedelta(seconds=1), 1.0) == []
    assert len(pages.due(back + timedelta(seconds=61), 61.0)) == 1


def test_a_message_longer_than_its_beat_leaves_beats_out_and_ends_with_its_end(
    folder: StationFolder, humming: HummingAtelier
) -> None:
    end = NIGHT + timedelta(minutes=6)
    with rehearsal(folder, NIGHT, humming) as stage:
        Answers(stage.station).urgent(UrgentOrder(text="Nước lên nhanh. " * 45, title="Lũ", every=60.0, until=end))
        beat_by_beat(stage, 600)
        told = stage.station.journal.read(NIGHT, NIGHT + timedelta(hours=1))
    seconds = [one.seconds_heard for one in told]
    assert min(seconds) > 60.0
    assert [one.planned for one in told] == [one.started for one in told]  # none waited for the one before
    assert 2 <= len(told) <= 4
    assert max(one.planned for one in told) <= end


def test_f06_a_repeat_is_never_further_off_than_its_beat_however_the_clock_is_set(
    folder: StationFolder, humming: HummingAtelier
) -> None:
    with rehearsal(folder, NIGHT, humming) as stage:
        Answers(stage.station).urgent(UrgentOrder(text="Nước lên.", title="Lũ", repeat=1, every=600.0))
        beat_by_beat(stage, 60)
        stage.clock.jump(stage.clock.now() - timedelta(hours=1))
        began = stage.clock.now()
        for second in range(660):
            stage.play(began + timedelta(seconds=second))
            stage.station.heart.beat()
        assert len(aired(stage, "Lũ")) == 2


def test_stop_cancels_what_repeats(folder: StationFolder, humming: HummingAtelier) -> None:
    with rehearsal(folder, NIGHT, humming) as stage:
        answers = Answers(stage.station)
        answers.urgent(UrgentOrder(text="Nước lên.", repeat=1, every=60.0))
        stage.play(NIGHT + timedelta(seconds=2))
        assert answers.stop("thử")["cancelled"] == ["Nước lên."]
        stage.play(NIGHT + timedelta(minutes=3))
        assert len(aired(stage, "Nước lên.")) == 1


@pytest.mark.slow
def test_what_was_called_off_stays_so_where_nothing_can_be_written(humming: HummingAtelier, tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite"
    journal, broke_in = Journal(path, ZONE), list[Page]()
    pages = Pages(humming, broke_in.append, journal)
    message = Message("Lũ", "Nước lên.", frozenset(), "", lambda _: RenderOrder(()))
    pages.order(UrgentOrder(text="Nước lên.", every=60.0), message, NIGHT, 0.0)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert pages.cancel() == ["Lũ"]
        assert [page.title for page in journal.standing()] == ["Lũ"]  # it could not be struck out
        assert pages.due(NIGHT + timedelta(seconds=61), 61.0) == []
        assert pages.cancel() == []
    journal.close()


def test_stop_silences_before_it_waits_for_the_disk(
    folder: StationFolder, humming: HummingAtelier, monkeypatch: pytest.MonkeyPatch
) -> None:
    with rehearsal(folder, NIGHT, humming) as stage:
        answers, cancel, heard = Answers(stage.station), stage.station.pages.cancel, list[object]()
        answers.urgent(UrgentOrder(text="Nước lên.", title="Lũ", every=60.0))
        stage.play(NIGHT + timedelta(seconds=2))

        def slow_cancel() -> list[str]:
            heard.append(stage.station.player.status().on_air)
            return cancel()

        monkeypatch.setattr(stage.station.pages, "cancel", slow_cancel)
        assert answers.stop("thử") == {"stopped": ["Lũ"], "cancelled": ["Lũ"]}
        assert heard == [None]


def test_stop_outruns_a_repeat_that_is_just_being_made(
    folder: StationFolder, humming: HummingAtelier, monkeypatch: pytest.MonkeyPatch
) -> None:
    with rehearsal(folder, NIGHT, humming) as stage:
        answers, compose = Answers(stage.station), stage.station.message
        answers.urgent(UrgentOrder(text="Nước lên.", title="Lũ", repeat=1, every=60.0))
        stage.play(NIGHT + timedelta(seconds=59))

        def message(order: UrgentOrder) -> Message:
            answers.stop("thử")  # by another thread, after it came due and before it sounds
            return compose(order)

        monkeypatch.setattr(stage.station, "message", message)
        beat_by_beat(stage, 90)
        assert aired(stage, "Lũ") == [NIGHT]


@pytest.mark.parametrize(
    ("order", "error", "words"),
    [
        (UrgentOrder(name="khan-luu"), UnknownNameError, "khan-luu"),
        (UrgentOrder(), RefusedError, "đúng một thứ"),
        (UrgentOrder(name="khan-lu", text="và lời"), RefusedError, "đúng một thứ"),
        (UrgentOrder(name="khan-lu"), BroadcasterError, "noi"),
        (UrgentOrder(text="   "), RefusedError, "đang trống"),
        (UrgentOrder(text="x", every=5.0), RefusedError, "1 phút"),
        (UrgentOrder(recording="/khong/co.wav"), UnknownNameError, "co.wav"),
    ],
)
def test_what_cannot_be_said_is_told_and_nothing_sounds(
    folder: StationFolder, order: UrgentOrder, error: type[Exception], words: str
) -> None:
    with rehearsal(folder, NIGHT) as stage:
        with pytest.raises(error, match=words):
            Answers(stage.station).urgent(order)
        stage.play(NIGHT + timedelta(minutes=1))
        assert stage.station.journal.read(NIGHT, NIGHT + timedelta(hours=1)) == []
