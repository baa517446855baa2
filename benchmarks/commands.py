"""How long an officer waits for a command, from the shell: the whole process, median and spread of some runs."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

RUNS = 9
COMMANDS = {
    "plan, a week": (["plan", "--days", "7"], "goal 0.4 s"),
    "check": (["check"], ""),
    "why": (["why", "Bluezone buổi trưa"], ""),
    "say --show": (["say", "--show", "UBND xã họp lúc 7h30 ngày 18/8."], ""),
    "rehearse, 9 days": (["rehearse", "--from", "23/08/2020", "--until", "31/08/2020"], ""),
    "rehearse, a year": (["rehearse", "--from", "01/12/2026", "--until", "30/11/2027"], "goal 20 s"),
}


def seconds(words: list[str]) -> float:
    began = time.perf_counter()
    subprocess.run([sys.executable, "-m", "broadcaster", *words], stdout=subprocess.DEVNULL, check=False)
    return time.perf_counter() - began


def main() -> None:
    for name, (words, goal) in COMMANDS.items():
        runs = 1 if "year" in name else RUNS
        took = sorted(seconds(words) for _ in range(runs))
        print(f"{name:20} median {statistics.median(took):6.3f} s   {took[0]:.3f} … {took[-1]:.3f}   n={runs}   {goal}")


if __name__ == "__main__":
    main()
