"""All figures the README quotes, one after the other: `make bench`."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
ORDER = (
    "normalise", "timetable", "commands", "render", "worker", "intelligibility", "playout", "station", "panel_load",
)  # fmt: skip


def main() -> int:
    failed = []
    for name in ORDER:
        print(f"\n## {name}\n", flush=True)
        command = [sys.executable, "-m", f"benchmarks.{name}"]
        if subprocess.run(
            command, cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT / "tests")}, check=False
        ).returncode:
            failed.append(name)
    if failed:
        print(f"\nfailed: {', '.join(failed)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
