"""`check`, `plan`, `why`, `log`: what the files and the journal say, without a running station."""

from __future__ import annotations

import argparse
import io
import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from typing import Any

from broadcaster.cli import words
from broadcaster.cli.opened import Opened, open_station
from broadcaster.errors import Mistake
from broadcaster.journal.entries import as_json
from broadcaster.journal.journal import Journal
from broadcaster.station.aired import aired_by
from broadcaster.station.length_book import LengthBook
from broadcaster.timetable.campaign import Aired, nothing_aired
from broadcaster.timetable.rundown import Rundown, rundown
from broadcaster.timetable.why import explain, explain_faulty

LOG_DAYS = 7
"""Days of the log where none are asked for."""


def check(args: argparse.Namespace) -> int:
    """Every mistake, in sounds too; 1 if there is any."""
    from broadcaster.station.unplayable import unplayable  # noqa: PLC0415 - the sound libraries, for this one command

    opened = open_station(args.station, args.now)
    problems = _problems(opened, *unplayable(opened.folder, opened.book.loaded.timetable))
    _say(args, {"problems": problems}, words.check_lines(problems))
    return 1 if problems else 0


def plan(args: argparse.Namespace) -> int:
    """What will air, what will not and why."""
    opened = open_station(args.station, args.now)
    since = _midnight(opened, args.since or opened.clock.now().date())
    planned = _rundown(opened, since, since + timedelta(days=args.days))
    if args.ics:
        from broadcaster.timetable.ics import calendar  # noqa: PLC0415 - only this way of telling needs it

        text = calendar(planned, opened.clock.now(), opened.book.loaded.settings.station.name)
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(newline="")  # its lines have their own ends, which Windows would double
        print(text, end="")
        return 0
    told = {**planned.as_json(), "problems": _problems(opened)}
    _say(args, told, words.plan_lines(told))
    return 0


def why(args: argparse.Namespace) -> int:
    """Why a programme airs on a day or does not; 1 if it does not."""
    opened = open_station(args.station, args.now)
    day = args.on or opened.clock.now().date()
    programme = opened.book.loaded.timetable.programme(args.name)
    if programme is None:
        return _why_spoilt(args, opened, day)
    since = _midnight(opened, day)
    entries = _rundown(opened, since, since + timedelta(days=1)).entries
    airs = any(entry.airs for entry in entries if entry.programme is programme)
    sentences = explain(programme, day, entries)
    _say(args, {"programme": programme.name, "date": day.isoformat(), "airs": airs, "why": sentences}, sentences)
    return 0 if airs else 1


def _why_spoilt(args: argparse.Namespace, opened: Opened, day: date) -> int:
    timetable = opened.book.loaded.timetable
    programme = timetable.spoilt(args.name)
    if programme is None:
        raise opened.unknown(args.name)
    sentences = explain_faulty(programme, opened.book.mistakes, timetable)
    _say(args, {"programme": programme.name, "date": day.isoformat(), "airs": False, "why": sentences}, sentences)
    return 1


def log(args: argparse.Namespace) -> int:
    """What was heard, and what was not."""
    opened = open_station(args.station, args.now)
    today = opened.clock.now().date()
    until = args.until or today
    since = args.since or min(today, until) - timedelta(days=LOG_DAYS - 1)
    entries: list[dict[str, Any]] = []
    if opened.folder.journal.exists():
        journal = Journal(opened.folder.journal, opened.clock.zone)
        found = journal.read(_midnight(opened, since), _midnight(opened, until) + timedelta(days=1))
        entries = [as_json(entry) for entry in found]
        journal.close()
    _say(args, entries, words.log_lines(entries))
    return 0


def _problems(opened: Opened, *more: Mistake) -> list[dict[str, Any]]:
    lengths = LengthBook(opened.folder.lengths, opened.book.loaded.version)
    with _aired(opened) as aired:
        found = {*opened.book.problems(opened.clock.now(), lengths.of, aired), *more}
    return [one.as_json() for one in sorted(found)]


def _rundown(opened: Opened, since: datetime, until: datetime) -> Rundown:
    loaded = opened.book.loaded
    lengths = LengthBook(opened.folder.lengths, loaded.version)
    with _aired(opened) as aired:
        return rundown(
            loaded.timetable, loaded.scripts, loaded.settings, lengths.of, since, until,
            now=opened.clock.now(), aired=aired,
        )  # fmt: skip


@contextmanager
def _aired(opened: Opened) -> Iterator[Aired]:
    """What the journal heard, where a campaign asks for it and there is one."""
    if not opened.book.loaded.timetable.campaigns or not opened.folder.journal.exists():
        yield nothing_aired
        return
    journal = Journal(opened.folder.journal, opened.clock.zone)
    try:
        yield aired_by(journal)
    finally:
        journal.close()


def _midnight(opened: Opened, day: date) -> datetime:
    return datetime.combine(day, time(), opened.clock.zone)


def _say(args: argparse.Namespace, told: Any, lines: Iterable[str]) -> None:
    if args.json:
        print(json.dumps(told, ensure_ascii=False, indent=1))
        return
    for line in lines:
        print(line)
