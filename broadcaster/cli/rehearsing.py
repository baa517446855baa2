"""`rehearse`: the as-run log of days to come, or of days long past, in seconds."""

from __future__ import annotations

import argparse
import json
from datetime import datetime, time, timedelta

from broadcaster.cli.words import log_lines
from broadcaster.errors import UsageError
from broadcaster.folder import StationFolder
from broadcaster.journal.entries import as_json
from broadcaster.station.files import open_book
from broadcaster.station.rehearsal import rehearse as rehearse_station


def rehearse(args: argparse.Namespace) -> int:
    """Both days count whole."""
    if args.until < args.since:
        raise UsageError("ngày cuối (--until) phải từ ngày đầu (--from) trở đi")
    folder = StationFolder(args.station)
    zone = open_book(folder).loaded.settings.station.zone
    since = datetime.combine(args.since, time(), zone)
    entries = rehearse_station(folder, since, datetime.combine(args.until + timedelta(days=1), time(), zone))
    told = [as_json(entry) for entry in entries]
    if args.json:
        print(json.dumps(told, ensure_ascii=False, indent=1))
        return 0
    for line in log_lines(told):
        print(line)
    return 0
