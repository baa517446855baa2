"""`python -m broadcaster.speech.kokoro prepare FOLDER`: cut the weights, once, in a process whose memory goes back."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from broadcaster.errors import SpeechError
from broadcaster.speech.kokoro import weights


def main(arguments: list[str] | None = None) -> int:
    """Exit code 0 where the weights are ready in the folder, 1 where they cannot be."""
    parser = argparse.ArgumentParser(prog="python -m broadcaster.speech.kokoro", description=__doc__)
    parser.add_argument("what", choices=["prepare"])
    parser.add_argument("folder", type=Path, help="where the cut weights are kept (95 MB)")
    chosen = parser.parse_args(arguments)
    try:
        print(weights.prepare(chosen.folder))  # noqa: T201 - a command's answer
    except SpeechError as error:
        print(error, file=sys.stderr)  # noqa: T201
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
