"""`doctor`: everything a station needs, looked at, and how to mend what is wrong."""

from __future__ import annotations

import argparse
import json

from broadcaster.cli.opened import open_station
from broadcaster.station.doctor import examine


def doctor(args: argparse.Namespace) -> int:
    """Each finding; 1 if anything must be mended."""
    opened = open_station(args.station)
    findings = list(examine(opened.folder, opened.book, opened.clock))
    if args.json:
        told = [{"name": one.name, "ok": one.ok, "finding": one.finding, "mend": one.mend} for one in findings]
        print(json.dumps({"findings": told}, ensure_ascii=False, indent=1))
    else:
        for one in findings:
            print(f"{'tốt ' if one.ok else 'HỎNG'}  {one.name}: {one.finding}")
            if one.mend:
                print(f"      → {one.mend}")
    return 0 if all(one.ok for one in findings) else 1
