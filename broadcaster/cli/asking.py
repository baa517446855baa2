"""`play`, `urgent`, `stop`, `status`: what is asked of the running station, through its HTTP interface."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from broadcaster.cli.words import status_lines, urgent_lines
from broadcaster.errors import BroadcasterError, UsageError
from broadcaster.folder import StationFolder
from broadcaster.panel.client import AnswerError, Client

SOUNDS = (".wav", ".flac", ".mp3", ".ogg", ".opus", ".oga", ".aif", ".aiff", ".m4a", ".webm", ".mp4")
"""Endings by which `urgent --file` knows a recording from a text."""


REFUSED = 409
"""HTTP: understood, but the answer is no."""


def play(args: argparse.Namespace) -> int:
    """Air a programme or a text now."""
    try:
        answer = _client(args).post("/play", {"name": args.name, "anyway": args.anyway})
    except AnswerError as error:
        if error.status != REFUSED:
            raise
        hint = "việc khẩn cấp thì dùng broadcaster urgent, cố ý phát thì thêm --anyway"
        raise BroadcasterError(f"{error}; {hint}") from error
    when = "đang phát" if answer["ready"] else "đang làm tiếng, xong sẽ phát ngay"
    return _say(args, answer, f"«{answer['programme']}»: {when}.")


def urgent(args: argparse.Namespace) -> int:
    """Break in now."""
    answer = _client(args).post("/urgent", _order(args))
    return _say(args, answer, "\n".join(urgent_lines(answer, args.every)))


def stop(args: argparse.Namespace) -> int:
    """Silence now."""
    answer = _client(args).post("/stop")
    lines = [f"Đã dừng «{title}»." for title in answer["stopped"]] or ["Không có gì đang phát."]
    lines += [f"Thôi nhắc lại «{title}»." for title in answer["cancelled"]]
    return _say(args, answer, "\n".join(lines))


def status(args: argparse.Namespace) -> int:
    """How the station is; with `--clock-is-right` its clock is believed first."""
    client = _client(args)
    if args.clock_is_right:
        client.post("/clock")
    answer = client.get("/status")
    return _say(args, answer, "\n".join(status_lines(answer)))


def _order(args: argparse.Namespace) -> dict[str, Any]:
    given = [one for one in (args.name, args.text, args.file) if one is not None]
    if len(given) != 1:
        raise UsageError("urgent cần đúng một thứ: TÊN bài, --text LỜI, hoặc --file TỆP")
    order: dict[str, Any] = {"repeat": args.repeat, "set": dict(args.set), "now": args.now}
    if args.name is not None:
        order["name"] = args.name
    elif args.text is not None:
        order["text"] = args.text
    else:
        order |= _from_file(args.file)
    return order | {key: value for key in ("every", "until") if (value := getattr(args, key))}


def _from_file(path: Path) -> dict[str, Any]:
    if path.suffix.lower() in SOUNDS:
        return {"recording": str(path.resolve()), "title": path.stem}
    from broadcaster.written.encoding import read_text  # noqa: PLC0415 - only texts from files need it

    return {"text": read_text(path, str(path)).text, "title": path.stem}


def _client(args: argparse.Namespace) -> Client:
    return Client(StationFolder(args.station))


def _say(args: argparse.Namespace, answer: Any, words: str) -> int:
    print(json.dumps(answer, ensure_ascii=False) if args.json else words)
    return 0
