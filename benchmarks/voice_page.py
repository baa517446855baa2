"""The voice's report as a page of Markdown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks import horn


@dataclass(frozen=True)
class Row:
    """One voice before one judge over one set of sentences."""

    voice: str
    """The engine's name for it."""
    judge: str
    """Who listened."""
    texts: str
    """The file of sentences."""
    sentences: int
    """How many of it were spoken."""
    syllables: int
    """How many syllables they have."""
    rates: dict[str, float]
    """Condition → syllable errors, per cent."""


@dataclass(frozen=True)
class Cost:
    """What speaking costs."""

    elapsed: float
    """Seconds that pass for a second of speech where a text is prepared, two sentences side by side."""
    worked: float
    """Seconds the processors work for it."""
    hurried: float
    """Seconds that pass for a second of a short sentence somebody waits for, alone on two threads."""
    megabytes: float
    """The most memory the process held."""
    load: float
    """Processes that wanted to run meanwhile, this one among them: above `cores`, `elapsed` says little."""
    cores: int
    """Cores of the machine."""


def line(row: Row) -> str:
    """The row in Markdown."""
    rates = " | ".join(f"{row.rates[name]:.1f}" for name in horn.CONDITIONS)
    return f"| {row.voice} | {row.judge} | {row.texts} | {row.sentences} | {row.syllables} | {rates} |"


def table(rows: Sequence[Row]) -> str:
    """All rows in Markdown."""
    names = list(horn.CONDITIONS)
    head = ["voice", "recogniser", "texts", "sentences", "syllables", *names]
    ruler = "|---|---|---|" + "---:|" * (len(head) - 3)
    return "\n".join([f"| {' | '.join(head)} |", ruler, *map(line, rows)]) + "\n"


def page(rows: Sequence[Row], cost: Cost) -> str:
    """The report's page."""
    return f"""# How well the built-in voice is understood

Syllable error rate in per cent (lower is better) by recognisers, over sentences that nothing was tuned on, at the pace
of `config.yaml` (0.9). Made by `make voice-report`; what was tried, what each change gave and how the second recogniser
saw it is in [voice.md](voice.md). Where a row has fewer sentences than its file, they are the file's first. No native
listener has judged this voice yet: these figures say what a machine makes out, not what people do.

{table(rows)}
A second of a text takes {cost.elapsed:.2f} s, two sentences side by side, and {cost.worked:.2f} s of the cores' time;
one of a short sentence that somebody waits for {cost.hurried:.2f} s. {cost.load:.0f} processes wanted this machine's
{cost.cores} cores. The process held {cost.megabytes:.0f} MB at most.
"""
