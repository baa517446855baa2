from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from broadcaster.journal import tally
from broadcaster.playout.asrun import AsRun

Make = Callable[..., AsRun]


def test_only_what_was_heard_whole_counts(airing: Make, due: datetime) -> None:
    entries = [
        airing("a"),
        airing("b", outcome="cut"),
        airing("c", started=None, ended=None, outcome="missed"),
        airing("d", ended=None),
        airing("e", tags=frozenset()),
    ]
    assert tally("bluezone", entries, due.date()) == 1


def test_one_airing_told_twice_counts_once(airing: Make, due: datetime) -> None:
    assert tally("bluezone", [airing("a"), airing("a")], due.date()) == 1


def test_an_airing_belongs_to_the_day_it_was_planned_for(airing: Make, due: datetime) -> None:
    late = due.replace(hour=23, minute=58)
    entries = [airing("a", planned=late, started=late, ended=late + timedelta(minutes=5))]
    assert tally("bluezone", entries, due.date()) == 1
    assert tally("bluezone", entries, due.date() + timedelta(days=1)) == 0
