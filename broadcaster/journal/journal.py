"""The as-run log in SQLite: what was heard, what was not and why, over power cuts."""

from __future__ import annotations

import json
import math
import sqlite3
import threading
from collections import deque
from collections.abc import Collection, Sequence
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from broadcaster.journal.entries import Heard, Note, StandingPage
from broadcaster.journal.schema import SCHEMA
from broadcaster.journal.store import Row, Store, is_broken
from broadcaster.playout.asrun import AsRun, Outcome

_PENDING_LIMIT = 10_000  # rows kept while the disk refuses: a month of a busy station

# What has sounded is never unsaid by a later "missed" or "refused" of the same airing.
_WRITE = """
INSERT INTO as_run VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (airing) DO UPDATE SET programme=excluded.programme, planned=excluded.planned, started=excluded.started,
  ended=excluded.ended, outcome=excluded.outcome, why=excluded.why, seconds_heard=excluded.seconds_heard,
  kind=excluded.kind, tags=excluded.tags
WHERE excluded.started IS NOT NULL OR as_run.started IS NULL"""

# An instant of 0 stands for none: there was no clock yet that was believed.
_ALIVE = """
INSERT INTO life VALUES (1, ifnull(?1, 0), ?2, ?3, ?4) ON CONFLICT (one) DO UPDATE SET
  at=ifnull(?1, at), airing=excluded.airing, reached=excluded.reached, waiting=excluded.waiting"""
_CLOSE = """
UPDATE as_run SET outcome='cut', why=trim(why || '; ' || ?, '; '),
  ended=max(started + seconds_heard, ifnull((SELECT reached FROM life WHERE life.airing=as_run.airing), started))
WHERE started IS NOT NULL AND ended IS NULL"""

_WRITTEN = """
SELECT max(at) FROM (SELECT max(ended) AS at FROM as_run WHERE ended < ?1
  UNION ALL SELECT max(started) FROM as_run WHERE started < ?1 UNION ALL SELECT max(at) FROM note WHERE at < ?1)"""

_HEARD = "UPDATE as_run SET seconds_heard=? WHERE airing=? AND ended IS NULL AND started IS NOT NULL"


class Journal:
    """The station's memory of what happened; thread-safe, and never in the way of the sound.

    `write` and `note` do not raise when the disk is full or the file is held by another program: the rows wait in
    memory, are tried again at the next chance, and `trouble` says so.
    """

    def __init__(self, path: Path, zone: ZoneInfo) -> None:
        self.zone = zone
        self.trouble: str | None = None
        self._store = Store(path, SCHEMA, "nhật ký")
        self._lock = threading.RLock()
        self._pending: deque[tuple[str, Sequence[object]]] = deque(maxlen=_PENDING_LIMIT)

    @property
    def notices(self) -> tuple[str, ...]:
        """What an operator must be told of the file, in Vietnamese (broken and set aside, memory only)."""
        return tuple(self._store.notices)

    def write(self, entry: AsRun) -> None:
        """Put down an airing, once when it begins and once when it is over; on the disk when this returns."""
        self._put(_WRITE, _row_of(entry))

    def note(self, at: datetime, kind: str, text: str) -> None:
        """Put down something that happened beside the airings."""
        self._put("INSERT INTO note (at, kind, text) VALUES (?, ?, ?)", (at.timestamp(), kind, text))

    def alive(self, at: datetime | None, sounding: Heard | None = None, waiting: Collection[str] = ()) -> None:
        """Mark the last instant lived through, how far what is `sounding` has come, and who is `waiting` (ids).

        `at` is None while the clock is not believed. Called now and then, so that a power cut leaves a true length
        behind. A mark that cannot be written is dropped.
        """
        self._flush()
        try:
            with self._store.change() as db:
                airing, seconds, reached = sounding or (None, 0.0, None)
                mark = json.dumps(sorted(waiting), ensure_ascii=False)
                db.execute(_ALIVE, (at and at.timestamp(), airing, reached and reached.timestamp(), mark))
                db.execute(_HEARD, (seconds, airing))
        except sqlite3.DatabaseError as error:
            self.trouble = _told(error)
        else:
            self.trouble = None

    def close_open(self, why: str = "mất điện hoặc máy dừng giữa chừng") -> list[AsRun]:
        """At start: what was sounding when the station died becomes `cut`, ended when it was last known alive.

        On a full disk that is put down later, ahead of all that follows, and what was sounding is told as it stands.
        """
        rows = self._store.query("SELECT airing FROM as_run WHERE started IS NOT NULL AND ended IS NULL")
        if rows:
            self._put(_CLOSE, (why,))
        return [self._find(airing) for (airing,) in rows]

    def read(
        self, since: datetime, until: datetime, programme: str | None = None, outcome: Outcome | None = None
    ) -> list[AsRun]:
        """Entries with `since <= planned < until`, oldest first, of one programme or one outcome where asked."""
        rows = self._store.query(
            "SELECT * FROM as_run WHERE planned >= ? AND planned < ? AND (?3 IS NULL OR programme = ?3) "
            "AND (?4 IS NULL OR outcome = ?4) ORDER BY planned, ifnull(started, planned), airing",
            (since.timestamp(), until.timestamp(), programme, outcome),
        )
        return [_entry_of(row, self.zone) for row in rows]

    def ids_since(self, instant: datetime, *, heard: bool | None = None) -> set[str]:
        """Ids of airings accounted for, planned at `instant` or later; only those `heard`, or not, where asked.

        One that was heard must not sound again; one that was not is over only while its hour is past: a clock that ran
        ahead misses what is still to come.
        """
        rows = self._store.query(
            "SELECT airing FROM as_run WHERE planned >= ?1 AND (?2 IS NULL OR (started IS NOT NULL) = ?2)",
            (instant.timestamp(), heard),
        )
        return {airing for (airing,) in rows}

    def last_instant(self, before: datetime | None = None) -> datetime | None:
        """The last instant the station is known to have lived through (`before` another); a clock before it is wrong.

        That is its last sign of life by a clock that was believed, whatever was written before by one that ran ahead.
        Where there is none, or not `before`, what was written tells.
        """
        most = math.inf if before is None else before.timestamp()
        alive = self._store.query("SELECT at FROM life WHERE at > 0 AND at < ?", (most,))
        (at,) = alive[0] if alive else self._store.query(_WRITTEN, (most,))[0]
        return None if at is None else datetime.fromtimestamp(at, self.zone)

    def waiting(self) -> set[str]:
        """Ids of those whose hour had come and who still waited for the air at the last sign of life."""
        return {airing for (told,) in self._store.query("SELECT waiting FROM life") for airing in json.loads(told)}

    def first_instant(self) -> datetime | None:
        """The earliest instant it knows anything of; None: of none. What was before is unknown, not silent."""
        (at,) = self._store.query(
            "SELECT min(at) FROM (SELECT min(planned) AS at FROM as_run UNION ALL SELECT min(at) FROM note)"
        )[0]
        return None if at is None else datetime.fromtimestamp(at, self.zone)

    def notes(self, since: datetime, until: datetime) -> list[Note]:
        """Notes with `since <= at < until`, oldest first."""
        rows = self._store.query(
            "SELECT at, kind, text FROM note WHERE at >= ? AND at < ? ORDER BY at, id",
            (since.timestamp(), until.timestamp()),
        )
        return [Note(datetime.fromtimestamp(at, self.zone), kind, text) for at, kind, text in rows]

    def stand(self, page: StandingPage) -> None:
        """Keep an urgent announcement that is still to sound, so that a restart goes on with it."""
        self._put(
            "INSERT OR REPLACE INTO page VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                page.id, page.name, page.text, page.title, page.repeat, page.every,
                page.until.timestamp() if page.until else None, page.issued.timestamp(),
                page.by, json.dumps(dict(page.sets), ensure_ascii=False),
            ),
        )  # fmt: skip

    def stand_down(self, page_id: str) -> None:
        """Forget an urgent announcement that was still to sound."""
        self._put("DELETE FROM page WHERE id=?", (page_id,))

    def standing(self) -> list[StandingPage]:
        """Urgent announcements not yet stood down, oldest first, those past their `until` too."""
        return [_page_of(row, self.zone) for row in self._store.query("SELECT * FROM page ORDER BY issued, id")]

    def copy(self, path: Path) -> None:
        """A whole copy of the journal, safe while the station writes."""
        self._store.copy(path)

    def close(self) -> None:
        """Let go of the file; rows still waiting get their last chance."""
        self._flush()
        self._store.close()

    def _find(self, airing: str) -> AsRun:
        return _entry_of(self._store.query("SELECT * FROM as_run WHERE airing=?", (airing,))[0], self.zone)

    def _put(self, sql: str, values: Sequence[object]) -> None:
        with self._lock:
            self._pending.append((sql, values))
            self._flush()

    def _flush(self) -> None:
        with self._lock:
            if not self._pending:
                return
            try:
                self._write_pending()
            except sqlite3.DatabaseError as error:
                self._put_off(error)
            except BaseException:
                self._pending.pop()  # this row can never be written, and must not hold up the others
                raise
            else:
                self._pending.clear()
                self.trouble = None

    def _put_off(self, error: sqlite3.DatabaseError) -> None:
        if isinstance(error, sqlite3.IntegrityError | sqlite3.ProgrammingError):
            self._pending.pop()
            raise error
        self.trouble = _told(error)
        if is_broken(error):
            self._store.reopen()

    def _write_pending(self) -> None:
        with self._store.change() as db:
            for sql, values in self._pending:
                db.execute(sql, values)


def _told(error: sqlite3.Error) -> str:
    return f"chưa ghi được nhật ký ({error}); đang giữ trong bộ nhớ và thử lại, hãy kiểm tra ổ đĩa còn chỗ"


def _row_of(entry: AsRun) -> Row:
    heard = float(entry.seconds_heard)
    return (
        entry.airing,
        entry.programme,
        entry.planned.timestamp(),
        entry.started.timestamp() if entry.started else None,
        entry.ended.timestamp() if entry.ended else None,
        entry.outcome,
        entry.why,
        heard if heard > 0 else 0.0,  # not a number counts as nothing heard
        entry.kind,
        json.dumps(sorted(entry.tags), ensure_ascii=False),
    )


def _entry_of(row: Row, zone: ZoneInfo) -> AsRun:
    airing, programme, planned, started, ended, outcome, why, heard, kind, tags = row
    return AsRun(
        airing=airing,
        programme=programme,
        planned=datetime.fromtimestamp(planned, zone),
        started=None if started is None else datetime.fromtimestamp(started, zone),
        ended=None if ended is None else datetime.fromtimestamp(ended, zone),
        outcome=outcome,
        why=why,
        seconds_heard=heard,
        kind=kind,
        tags=frozenset(json.loads(tags)),
    )


def _page_of(row: Row, zone: ZoneInfo) -> StandingPage:
    page_id, name, text, title, repeat, every, until, issued, by, sets = row
    return StandingPage(
        id=page_id, name=name, text=text, title=title, repeat=repeat, every=every,
        until=None if until is None else datetime.fromtimestamp(until, zone),
        issued=datetime.fromtimestamp(issued, zone), by=by, sets=json.loads(sets),
    )  # fmt: skip
