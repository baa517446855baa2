"""Figures of the timetable: `python benchmarks/timetable.py`; exits 1 where one is over its limit.

Processor time, best of several, so that neighbours on the machine do not count.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time
from zoneinfo import ZoneInfo

from broadcaster.settings import read_settings
from broadcaster.timetable.airing import airings
from broadcaster.timetable.lengths import Length
from broadcaster.timetable.model import Campaign, Item, Programme, ScriptItem, Timetable
from broadcaster.timetable.reading import timetable_of
from broadcaster.timetable.recurrence import Recurrence
from broadcaster.timetable.rundown import rundown
from broadcaster.written.days import parse_days
from broadcaster.written.document import Place

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
PLACE = Place("schedules/a.yaml", 1, 1)
SINCE = datetime(2026, 1, 1, tzinfo=ZONE)
DAYS = (
    *("T2", "T2-T6", "CN", "rằm", "mùng 1", "ngày 15", "cuối tháng", "thứ sáu cuối tháng", "thứ hai đầu tháng"),
    *("3 ngày một lần từ 05/01/2026", "2 tuần một lần từ 05/01/2026", "hằng ngày", "23 tháng Chạp"),
)
RULES = 'station: {name: A}\nrules:\n  quiet_hours: ["21:00-04:45"]\n  max_sessions_a_day: 60\n  max_session: 45 phút\n'


@dataclass(frozen=True)
class Text:
    """A text that may always air."""

    tags: frozenset[str] = frozenset({"bluezone"})
    body: str = "chữ " * 200

    def why_not(self, day: date) -> str | None:
        """Nothing against it."""
        return None if day.year < 2100 else "hết hạn"


def best(work: Callable[[], object], times: int = 7) -> float:
    """Processor seconds of the fastest run."""
    took = []
    for _ in range(times):
        start = process_time()
        work()
        took.append(process_time() - start)
    return min(took)


def thousand_rules() -> tuple[int, float]:
    """Occurrences of 1,000 mixed rules in 45 days, and how long 10,000 take."""
    chance = random.Random(1)
    rules = [Recurrence((chance.randrange(86_400),), (parse_days(chance.choice(DAYS)),)) for _ in range(1000)]
    made = [Programme(f"Chương trình {number}", rule, (), PLACE) for number, rule in enumerate(rules)]
    count = len(airings(made, SINCE, SINCE + timedelta(days=45)))
    return count, best(lambda: airings(made, SINCE, SINCE + timedelta(days=45))) / count * 10_000


def year_of_fifty() -> tuple[int, float]:
    """Airings of 50 daily programmes in a year, and how long their whole plan takes."""
    scripts = {f"bai-{number}": Text() for number in range(10)}
    play = tuple(ScriptItem(f"bai-{number}", PLACE) for number in range(6))
    made = [
        Programme(f"Chương trình {number}", Recurrence((18_000 + number * 900,)), play, PLACE) for number in range(50)
    ]
    campaign = Campaign("Đợt", date(2026, 1, 1), date(2026, 12, 31), 2, "bluezone", PLACE)
    timetable, settings = Timetable(tuple(made), (campaign,)), read_settings(RULES)[0]

    def rendered(_programme: Programme, _items: tuple[Item, ...]) -> Length:
        return Length(300.0)

    def work() -> object:
        return rundown(timetable, scripts, settings, rendered, SINCE, SINCE + timedelta(days=365))

    return len(rundown(timetable, scripts, settings, rendered, SINCE, SINCE + timedelta(days=365)).entries), best(
        work, 5
    )


def thousand_entries() -> tuple[int, float]:
    """Reading a schedule file of 1,000 programmes."""
    text = "programmes:\n" + "".join(
        f"  - name: Chương trình {number}\n    at: [5h, 17h30]\n    days: T2-T6\n    play:\n      - script: a\n"
        for number in range(1000)
    )
    return 1000, best(lambda: timetable_of({"a.yaml": text}), 3)


def week_from_the_shell() -> tuple[int, float]:
    """`broadcaster plan` of a week on the shipped station: user and system seconds of the whole process."""
    import resource  # noqa: PLC0415 - POSIX only, as this measurement is

    command = [sys.executable, "-m", "broadcaster.cli.main", "plan", "--days", "7"]
    took = []
    with TemporaryDirectory() as compiled:  # as on a machine where the station has run before
        known = os.environ | {"PYTHONPYCACHEPREFIX": compiled, "PYTHONDONTWRITEBYTECODE": ""}
        for _ in range(6):
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            subprocess.run(command, check=True, capture_output=True, cwd=Path(__file__).parent.parent, env=known)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            took.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return 7, min(took)


FIGURES = (
    ("10.000 lần phát của 1.000 quy tắc", thousand_rules, 0.060),
    ("kế hoạch một năm của 50 chương trình", year_of_fifty, 0.5),
    ("đọc tệp lịch 1.000 chương trình", thousand_entries, 1.0),
    ("broadcaster plan một tuần", week_from_the_shell, 0.4),
)


def main() -> int:
    """Measure and tell."""
    over = 0
    for name, measure, limit in FIGURES:
        count, seconds = measure()
        over += seconds > limit
        print(f"{name}: {seconds * 1000:.0f} ms (không quá {limit * 1000:.0f}) [{count}]")
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
