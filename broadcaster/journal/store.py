"""A small SQLite file that outlives power cuts: a commit is on the disk before it is believed, bad files are set aside.

Used for the as-run log and for the panel's accounts. One connection behind one lock: any thread may use it.
"""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from broadcaster.errors import BroadcasterError

Row = tuple[Any, ...]
"""One row as sqlite3 gives it."""

_BROKEN = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_WAIT = 1.0  # seconds another process may hold the file before a write is put off


class Store:
    """One SQLite file with a numbered schema.

    `schema` holds one script a version; a file of an older version is brought forward. A broken file, or one written by
    a newer program, is renamed to `….hong-N` and begun anew with what can be saved; where the folder cannot be written
    the store lives in memory. `notices` tells an operator what was done, in Vietnamese.
    """

    def __init__(self, path: Path, schema: Sequence[str], what: str) -> None:
        self.path = path
        self.notices: list[str] = []
        self._schema = schema
        self._what = what  # what an operator calls this file
        self._lock = threading.RLock()
        self._db = self._open()

    def query(self, sql: str, values: Sequence[object] = ()) -> list[Row]:
        """Rows of a SELECT; raises BroadcasterError where the file cannot be read."""
        with self._lock:
            try:
                return self._db.execute(sql, values).fetchall()
            except sqlite3.DatabaseError as error:
                raise BroadcasterError(f"không đọc được {self._what} '{self.path.name}' ({error})") from error

    @contextmanager
    def change(self) -> Iterator[sqlite3.Connection]:
        """One transaction; when the block ends it is on the disk, or nothing of it is and sqlite3.Error is raised."""
        with self._lock:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield self._db
                self._db.execute("COMMIT")
            except BaseException:
                with contextlib.suppress(sqlite3.Error):
                    self._db.execute("ROLLBACK")
                raise

    def copy(self, path: Path) -> None:
        """A whole and consistent copy, safe while others write (copying the file alone would miss the WAL)."""
        with contextlib.closing(sqlite3.connect(path)) as target, self._lock:
            self._db.backup(target)

    def reopen(self) -> None:
        """Open the file again, setting it aside if it has broken meanwhile."""
        with self._lock:
            with contextlib.suppress(sqlite3.Error):
                self._db.close()
            self._db = self._open()

    def close(self) -> None:
        """Fold the WAL into the file and let go of it."""
        with self._lock:
            self._db.close()

    def _open(self) -> sqlite3.Connection:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            return self._open_file()
        except (sqlite3.OperationalError, OSError) as error:
            self.notices.append(
                f"không mở được {self._what} '{self.path.name}' ({error}): đang ghi tạm trong bộ nhớ, "
                "tắt máy là mất; hãy kiểm tra ổ đĩa còn chỗ và thư mục var có quyền ghi"
            )
            db = _connect(":memory:")
            self._advance(db)
            return db

    def _open_file(self) -> sqlite3.Connection:
        db = _connect(str(self.path))
        trouble = self._trouble_of(db)
        if trouble is None:
            self._advance(db)
            return db
        db.close()
        aside = self._set_aside()
        fresh = _connect(str(self.path))
        self._advance(fresh)
        fresh.execute("BEGIN")
        saved = _rescue(aside, fresh)
        fresh.execute("COMMIT")
        self.notices.append(
            f"{self._what} '{self.path.name}' {trouble}: đã cất thành '{aside.name}', "
            f"mở tệp mới và cứu được {saved} dòng"
        )
        return fresh

    def _trouble_of(self, db: sqlite3.Connection) -> str | None:
        try:
            answer = db.execute("PRAGMA quick_check(1)").fetchone()[0]
            version = db.execute("PRAGMA user_version").fetchone()[0]
        except sqlite3.DatabaseError as error:
            if not is_broken(error):
                raise
            return "bị hỏng"
        if answer != "ok":
            return "bị hỏng"
        return "do bản chương trình mới hơn ghi" if version > len(self._schema) else None

    def _set_aside(self) -> Path:
        number = 1
        while (aside := self.path.with_name(f"{self.path.name}.hong-{number}")).exists():
            number += 1
        for tail in ("-wal", "-shm"):
            with contextlib.suppress(FileNotFoundError):
                self.path.with_name(self.path.name + tail).replace(aside.with_name(aside.name + tail))
        return self.path.replace(aside)

    def _advance(self, db: sqlite3.Connection) -> None:
        db.execute("PRAGMA journal_mode=WAL").fetchone()
        db.execute("PRAGMA synchronous=FULL")  # each commit is on the disk: a power cut costs no row
        version = db.execute("PRAGMA user_version").fetchone()[0]
        for number, script in enumerate(self._schema[version:], start=version + 1):
            db.executescript(f"BEGIN IMMEDIATE; {script}; PRAGMA user_version={number}; COMMIT;")


def is_broken(error: sqlite3.Error) -> bool:
    """Whether the file itself is spoilt, rather than busy, full or forbidden."""
    return (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF in _BROKEN


def _connect(path: str) -> sqlite3.Connection:
    return sqlite3.connect(path, timeout=_WAIT, isolation_level=None, check_same_thread=False)


def _rescue(broken: Path, fresh: sqlite3.Connection) -> int:
    """Copy what can still be read of each table; returns the count of rows saved."""
    saved = 0
    tables = [name for (name,) in fresh.execute("SELECT name FROM sqlite_schema WHERE type='table'")]
    try:
        old = sqlite3.connect(broken)
    except sqlite3.Error:
        return 0
    with contextlib.closing(old):
        for table in tables:
            columns = [row[1] for row in fresh.execute(f"PRAGMA table_info({table})")]
            for row in _readable(old, f"SELECT {', '.join(columns)} FROM {table}"):  # noqa: S608 - our own table's names
                saved += _take(fresh, table, row)
    return saved


def _readable(old: sqlite3.Connection, sql: str) -> Iterable[Row]:
    with contextlib.suppress(sqlite3.Error):
        yield from old.execute(sql)


def _take(fresh: sqlite3.Connection, table: str, row: Row) -> int:
    marks = ", ".join("?" * len(row))
    try:
        return fresh.execute(f"INSERT OR IGNORE INTO {table} VALUES ({marks})", row).rowcount  # noqa: S608 - our own table's name
    except sqlite3.Error:
        return 0
