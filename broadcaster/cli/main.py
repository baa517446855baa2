"""Entry point of the `broadcaster` command."""

from __future__ import annotations

import gc
import importlib
import io
import sys
from collections.abc import Callable, Sequence

from broadcaster.cli.messages import speak_vietnamese
from broadcaster.cli.parser import build_parser
from broadcaster.errors import BroadcasterError, NotRunningError, UsageError

WRONG_REQUEST = (400, 405, 413)
"""HTTP statuses that say that the request itself is wrong: so was what was typed."""
DONE, NO, USAGE, NOT_RUNNING, INTERRUPTED = 0, 1, 2, 3, 130

COMMANDS = {
    "run": "running", "rehearse": "rehearsing",
    "check": "reading", "plan": "reading", "why": "reading", "log": "reading",
    "say": "speaking", "render": "speaking",
    "play": "asking", "urgent": "asking", "stop": "asking", "status": "asking",
    "doctor": "examining", "init": "founding",
}  # fmt: skip
"""Which file of this room does which command; only that one is imported, so that every command starts at once."""


def main(argv: Sequence[str] | None = None) -> int:
    """Do what was typed; the exit code."""
    _speak_utf8()
    speak_vietnamese()
    args = build_parser().parse_args(argv)
    if args.command == "run":
        from broadcaster.machine import prompt_priority  # noqa: PLC0415 - C's types, for this command only

        prompt_priority()  # what is due already waits for all that is loaded now; `run` gives it back once that sounds
        gc.disable()  # what is loaded now stays; looking through it for what may go takes a tenth of the start
    work: Callable[..., int] = getattr(
        importlib.import_module(f"broadcaster.cli.{COMMANDS[args.command]}"), args.command
    )
    try:
        return work(args)
    except BroadcasterError as error:
        print(f"broadcaster: {error}", file=sys.stderr)
        return _code_of(error)
    except BrokenPipeError:
        sys.stderr.close()  # whoever read us has had enough; Python would complain at the end
        return DONE
    except KeyboardInterrupt:
        return INTERRUPTED


def _code_of(error: BroadcasterError) -> int:
    if isinstance(error, NotRunningError):
        return NOT_RUNNING
    from broadcaster.panel.client import AnswerError  # noqa: PLC0415 - sockets, for the commands that ask nobody

    wrong = isinstance(error, UsageError) or (isinstance(error, AnswerError) and error.status in WRONG_REQUEST)
    return USAGE if wrong else NO


def _speak_utf8() -> None:
    """A Windows console in an old code page must not stop a Vietnamese sentence."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(encoding="utf-8-sig", errors="replace")


if __name__ == "__main__":
    sys.exit(main())
