from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcaster.journal import Heard, Journal, StandingPage
from broadcaster.playout.asrun import AsRun

Make = Callable[..., AsRun]
DAY = timedelta(days=1)


def test_what_was_written_is_read_back_whole(journal: Journal, airing: Make, due: datetime) -> None:
    entry = airing(why="phát sau thông báo khẩn", kind="high", tags=frozenset({"bluezone", "sức khoẻ"}))
    journal.write(entry)
    assert journal.read(due, due + DAY) == [entry]


def test_the_span_is_open_at_its_end_and_in_order(journal: Journal, airing: Make, due: datetime) -> None:
    for name, hours in (("c", 12), ("a", 0), ("d", 24), ("b", 1)):
        journal.write(airing(name, planned=due + timedelta(hours=hours)))
    assert [entry.airing for entry in journal.read(due, due + DAY)] == ["a", "b", "c"]


def test_entries_are_chosen_by_programme_and_outcome(journal: Journal, airing: Make, due: datetime) -> None:
    journal.write(airing("a"))
    journal.write(airing("b", programme="Bản tin"))
    journal.write(airing("c", programme="Bản tin", started=None, ended=None, outcome="missed", seconds_heard=0))
    assert [e.airing for e in journal.read(due, due + DAY, programme="Bản tin")] == ["b", "c"]
    assert [e.airing for e in journal.read(due, due + DAY, outcome="missed")] == ["c"]
    assert [e.airing for e in journal.read(due, due + DAY, "Bản tin", "aired")] == ["b"]


def test_the_end_replaces_the_begin(journal: Journal, airing: Make, due: datetime) -> None:
    journal.write(airing(ended=None, seconds_heard=0))
    assert journal.read(due, due + DAY)[0].sounding
    journal.write(airing())
    assert journal.read(due, due + DAY) == [airing()]


def test_what_sounded_is_not_unsaid_by_a_late_miss(journal: Journal, airing: Make, due: datetime) -> None:
    journal.write(airing())
    journal.write(airing(started=None, ended=None, outcome="missed", seconds_heard=0))
    assert journal.read(due, due + DAY) == [airing()]


def test_a_refusal_gives_way_to_what_then_aired(journal: Journal, airing: Make, due: datetime) -> None:
    journal.write(airing(started=None, ended=None, outcome="refused", why="ngoài khung giờ", seconds_heard=0))
    journal.write(airing())
    assert journal.read(due, due + DAY) == [airing()]


def test_ids_since_an_instant(journal: Journal, airing: Make, due: datetime) -> None:
    journal.write(airing("before", planned=due - timedelta(microseconds=1)))
    journal.write(airing("at", planned=due))
    journal.write(airing("after", planned=due + DAY))
    assert journal.ids_since(due) == {"at", "after"}
    journal.write(airing("missed", started=None, ended=None, outcome="missed", seconds_heard=0))
    assert journal.ids_since(due, heard=True) == {"at", "after"}
    assert journal.ids_since(due, heard=False) == {"missed"}


def test_a_power_cut_leaves_a_truthful_row(tmp_path: Path, airing: Make, due: datetime, zone: ZoneInfo) -> None:
    died = Journal(tmp_path / "j.sqlite", zone)
    died.write(airing(ended=None, seconds_heard=0))
    died.alive(due + DAY, Heard("bluezone-0500", 30.5, due + timedelta(seconds=31)))  # the clock was set meanwhile
    reborn = Journal(tmp_path / "j.sqlite", zone)
    (closed,) = reborn.close_open()
    assert (closed.outcome, closed.seconds_heard) == ("cut", 30.5)
    assert closed.ended == due + timedelta(seconds=31)
    assert "mất điện" in closed.why
    assert reborn.read(due, due + DAY) == [closed]
    assert reborn.close_open() == []


@pytest.mark.slow
def test_a_start_where_nothing_can_be_written_puts_the_cut_down_later(
    tmp_path: Path, airing: Make, due: datetime, zone: ZoneInfo
) -> None:
    path = tmp_path / "j.sqlite"
    Journal(path, zone).write(airing(ended=None, seconds_heard=0))
    reborn = Journal(path, zone)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert [one.airing for one in reborn.close_open("mất điện")] == ["bluezone-0500"]
        assert reborn.trouble
        reborn.write(airing("sau", planned=due + DAY, started=due + DAY, ended=None, seconds_heard=0))
        other.execute("ROLLBACK")
    reborn.alive(due + DAY)
    assert [(one.airing, one.outcome, one.ended is None) for one in reborn.read(due, due + 2 * DAY)] == [
        ("bluezone-0500", "cut", False),
        ("sau", "aired", True),
    ]


def test_a_start_writes_nothing_where_nothing_was_sounding(journal: Journal, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "var" / "journal.sqlite", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert journal.close_open() == []
        assert journal.trouble is None


def test_a_cut_before_any_sign_of_life_ends_where_it_began(
    tmp_path: Path, airing: Make, due: datetime, zone: ZoneInfo
) -> None:
    died = Journal(tmp_path / "j.sqlite", zone)
    died.write(airing(ended=None, seconds_heard=0, why="phát bù"))
    (closed,) = Journal(tmp_path / "j.sqlite", zone).close_open("mất điện")
    assert (closed.started, closed.ended, closed.why) == (due, due, "phát bù; mất điện")


def test_the_last_instant_lived_through(journal: Journal, airing: Make, due: datetime) -> None:
    assert journal.last_instant() is None
    journal.alive(None)
    assert journal.last_instant() is None
    journal.write(airing())
    assert journal.last_instant() == due + timedelta(seconds=90)
    journal.alive(due + DAY)
    assert journal.last_instant() == due + DAY


def test_a_sign_of_life_counts_before_what_a_clock_that_ran_ahead_has_written(
    journal: Journal, airing: Make, due: datetime
) -> None:
    journal.write(airing("a", planned=due + 365 * DAY, started=due + 365 * DAY, ended=due + 366 * DAY))
    journal.note(due + 365 * DAY, "clock", "đồng hồ của máy vừa được chỉnh")
    journal.alive(due + 365 * DAY)
    journal.alive(None, waiting=["b"])  # by a clock that is not believed
    assert journal.waiting() == {"b"}
    assert journal.last_instant() == due + 365 * DAY
    assert journal.last_instant(due) is None
    journal.alive(due)
    assert journal.last_instant() == due
    journal.note(due - DAY, "clock", "đồng hồ của máy vừa được chỉnh")
    assert journal.last_instant(due) == due - DAY


def test_a_miss_planned_in_the_future_is_no_sign_of_life(journal: Journal, airing: Make, due: datetime) -> None:
    journal.write(airing(planned=due + DAY, started=None, ended=None, outcome="refused", seconds_heard=0))
    assert journal.last_instant() is None


def test_notes_are_kept_in_order(journal: Journal, due: datetime) -> None:
    journal.note(due, "device", "mất thiết bị âm thanh")
    journal.note(due, "device", "đã có lại thiết bị âm thanh")
    journal.note(due + DAY, "clock", "đồng hồ bị chỉnh")
    assert [note.text for note in journal.notes(due, due + DAY)] == [
        "mất thiết bị âm thanh",
        "đã có lại thiết bị âm thanh",
    ]
    assert journal.notes(due, due + DAY)[0].at == due


def test_a_repeating_page_survives_a_restart(tmp_path: Path, due: datetime, zone: ZoneInfo) -> None:
    page = StandingPage(
        "bao-1", "bao", None, "Bão số 5", 2, 1800.0, due + DAY, due, "trực ban", {"cap": "8", "noi": "ven biển"}
    )
    endless = StandingPage("tat", None, "Lũ đang lên.", "Lũ đang lên", 3, 600.0, None, due)
    first = Journal(tmp_path / "j.sqlite", zone)
    first.stand(page)
    first.stand(endless)
    again = Journal(tmp_path / "j.sqlite", zone)
    assert again.standing() == [page, endless]
    again.stand_down("bao-1")
    again.stand_down("bao-1")
    assert Journal(tmp_path / "j.sqlite", zone).standing() == [endless]


def test_many_threads_write_at_once(journal: Journal, airing: Make, due: datetime) -> None:
    def write(lane: int) -> None:
        for number in range(25):
            journal.write(airing(f"{lane}-{number}"))

    lanes = [threading.Thread(target=write, args=(lane,)) for lane in range(8)]
    for lane in lanes:
        lane.start()
    for lane in lanes:
        lane.join()
    assert len(journal.read(due, due + DAY)) == 200


@pytest.mark.slow
def test_a_held_file_does_not_raise_and_loses_nothing(
    journal: Journal, airing: Make, due: datetime, tmp_path: Path
) -> None:
    other = sqlite3.connect(tmp_path / "var" / "journal.sqlite", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    journal.write(airing("a"))
    assert "chưa ghi được nhật ký" in str(journal.trouble)
    other.execute("ROLLBACK")
    other.close()
    journal.write(airing("b"))
    assert not journal.trouble
    assert journal.ids_since(due) == {"a", "b"}


def test_a_row_that_can_never_be_written_holds_up_no_other(journal: Journal, airing: Make, due: datetime) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        journal.write(airing("a", outcome="danced"))
    with pytest.raises(UnicodeEncodeError):
        journal.write(airing("b", programme="\udcff"))
    journal.write(airing("c", seconds_heard=float("nan")))
    (kept,) = journal.read(due, due + DAY)
    assert (kept.airing, kept.seconds_heard) == ("c", 0.0)


def test_a_folder_that_cannot_be_written_leaves_a_journal_in_memory(
    tmp_path: Path, airing: Make, due: datetime, zone: ZoneInfo
) -> None:
    (tmp_path / "var").write_text("một tệp ở chỗ của thư mục")
    journal = Journal(tmp_path / "var" / "journal.sqlite", zone)
    journal.write(airing())
    assert journal.ids_since(due) == {"bluezone-0500"}
    assert "đang ghi tạm trong bộ nhớ" in journal.notices[0]


def test_a_copy_holds_all_while_the_wal_is_not_folded(
    journal: Journal, airing: Make, due: datetime, tmp_path: Path
) -> None:
    journal.write(airing())
    journal.copy(tmp_path / "copy.sqlite")
    copied = Journal(tmp_path / "copy.sqlite", journal.zone)
    assert copied.read(due, due + DAY) == [airing()]


_WRITER = """
import sys
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo
from broadcaster.journal import Journal
from broadcaster.playout.asrun import AsRun
zone = ZoneInfo("Asia/Ho_Chi_Minh")
due = datetime(2020, 8, 24, 5, 0, tzinfo=zone)
journal = Journal(Path(sys.argv[1]), zone)
number = len(journal.ids_since(due))
while True:
    journal.write(AsRun(str(number), "Bản tin", due, due, None, "aired", "", 0.0))
    print(number, flush=True)
    number += 1
"""


def test_no_row_believed_written_is_lost_to_kill_9(tmp_path: Path, due: datetime, zone: ZoneInfo) -> None:
    path = tmp_path / "j.sqlite"
    believed = 0
    for rows in (7, 40, 1, 90, 23, 60):
        with subprocess.Popen(
            [sys.executable, "-c", _WRITER, str(path)], stdout=subprocess.PIPE, text=True, env=os.environ
        ) as writer:
            assert writer.stdout is not None
            for _ in range(rows):
                believed = max(believed, int(writer.stdout.readline()))
            writer.kill()
            believed = max([believed, *map(int, writer.stdout.read().split())])
        journal = Journal(path, zone)
        assert journal.notices == ()
        assert {str(number) for number in range(believed + 1)} <= journal.ids_since(due)
        journal.close()


def test_each_commit_waits_for_the_disk(journal: Journal, tmp_path: Path) -> None:
    store = journal._store
    assert store.query("PRAGMA synchronous") == [(2,)]
    assert store.query("PRAGMA journal_mode") == [("wal",)]


@given(
    heard=st.floats(0, 1e6),
    late=st.timedeltas(timedelta(0), timedelta(days=400)),
    why=st.text(st.characters(codec="utf-8")),
)
def test_any_entry_comes_back_as_it_was(heard: float, late: timedelta, why: str) -> None:
    zone = ZoneInfo("Asia/Ho_Chi_Minh")
    at = datetime(2020, 8, 24, 5, 0, tzinfo=zone) + late
    journal = Journal(Path(__file__) / "in-memory", zone)
    entry = AsRun("x", "Bản tin", at, at, at + timedelta(seconds=1), "aired", why, heard)
    journal.write(entry)
    (back,) = journal.read(at, at + DAY)
    journal.close()
    assert back == entry
