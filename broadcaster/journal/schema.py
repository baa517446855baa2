"""The journal's tables, one script a version; instants are seconds since 1970 (UTC)."""

from __future__ import annotations

_FIRST = """
CREATE TABLE as_run (
  airing TEXT PRIMARY KEY,
  programme TEXT NOT NULL,
  planned REAL NOT NULL,
  started REAL,
  ended REAL,
  outcome TEXT NOT NULL CHECK (outcome IN ('aired', 'cut', 'missed', 'refused', 'failed')),
  why TEXT NOT NULL,
  seconds_heard REAL NOT NULL CHECK (seconds_heard >= 0),
  kind TEXT NOT NULL,
  tags TEXT NOT NULL
) STRICT;
CREATE INDEX as_run_planned ON as_run (planned);
CREATE TABLE note (id INTEGER PRIMARY KEY, at REAL NOT NULL, kind TEXT NOT NULL, text TEXT NOT NULL) STRICT;
CREATE INDEX note_at ON note (at);
CREATE TABLE page (
  id TEXT PRIMARY KEY,
  name TEXT,
  text TEXT,
  title TEXT NOT NULL,
  repeat INTEGER NOT NULL,
  every REAL NOT NULL,
  until REAL,
  issued REAL NOT NULL,
  by TEXT NOT NULL,
  sets TEXT NOT NULL
) STRICT;
CREATE TABLE life (one INTEGER PRIMARY KEY CHECK (one = 1), at REAL NOT NULL) STRICT
"""

_SECOND = """
ALTER TABLE life ADD COLUMN airing TEXT;
ALTER TABLE life ADD COLUMN reached REAL;
ALTER TABLE life ADD COLUMN waiting TEXT NOT NULL DEFAULT '[]'
"""

SCHEMA = (_FIRST, _SECOND)
"""Index N brings a file from version N to N + 1."""
