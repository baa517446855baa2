"""`run`: the station in the foreground. What is due sounds before the rooms that read and plan are even loaded."""

from __future__ import annotations

import argparse
import contextlib
import gc
import os
import sys
from typing import TYPE_CHECKING

from broadcaster.errors import BroadcasterError
from broadcaster.folder import StationFolder
from broadcaster.machine import normal_priority, prompt_priority, save_memory, spare_sound_plugins
from broadcaster.playout.probe import look_ahead

if TYPE_CHECKING:
    from broadcaster.panel.panel import Panel
    from broadcaster.station.answers import Answers
    from broadcaster.station.assembly import Assembled

LOG_BYTES = 1_000_000
"""Size at which the technician's log begins anew."""


def run(args: argparse.Namespace) -> int:
    """Run the station until SIGTERM or Ctrl-C."""
    folder, hurry = StationFolder(args.station), contextlib.ExitStack()
    hurry.callback(normal_priority)  # taken by `main`
    hurry.callback(gc.enable)  # the same
    hurry.callback(gc.freeze)  # before that: what was loaded stays
    with hurry:
        _make_var(folder)
        save_memory()
        _keep_terminal(folder)
        spare_sound_plugins(folder.var / "alsa")
        look_ahead()
        return _station(folder, args.first, hurry)


def _station(folder: StationFolder, first: str | None, hurry: contextlib.ExitStack) -> int:
    """The station, from its first sound to its end; `hurry` is over with that sound."""
    from broadcaster.station.rig import rig_of_before  # noqa: PLC0415 - while PortAudio looks for devices
    from broadcaster.station.running import asked_to_stop, live, only_one  # noqa: PLC0415 - the same

    with only_one(folder), asked_to_stop() as asked:
        rig = rig_of_before(folder, first)
        _keep_log(folder)
        from broadcaster.cli.screen import Screen, told_first  # noqa: PLC0415 - while what is due sounds
        from broadcaster.station.assembly import assemble  # noqa: PLC0415 - the same

        assembled = assemble(folder, rig, first)
        prompt_priority()  # until what is asked for sounds
        screen = Screen(assembled.station)
        assembled.station.begin()
        told = told_first(assembled.asked) if assembled.asked else ""
        if first is not None and not told:
            told = screen.first(first)
        hurry.close()
        answers, panel = _opened(assembled)  # only now: nobody waits for a page as they wait for five o'clock
        screen.begin(answers, panel)
        if told:
            screen.say(told)
        gc.freeze()  # what stays is never looked through for what may go: that held all threads up for 50 to 80 ms
        try:
            live(assembled, asked, screen.beat)
        finally:
            panel.stop()
            screen.say("Đài đã dừng.")
    return 0


def _opened(assembled: Assembled) -> tuple[Answers, Panel]:
    """What the station answers, and the panel that asks it."""
    from broadcaster.panel.panel import Panel  # noqa: PLC0415 - a third of the time a start takes
    from broadcaster.station.answers import Answers  # noqa: PLC0415 - the same

    station = assembled.station
    answers = Answers(station)
    settings = station.files.book.loaded.settings.panel
    panel = Panel(answers, station.folder, station.clock, settings.host, settings.port)
    try:
        panel.start(tls=settings.tls)
    except BroadcasterError:
        assembled.close()
        raise
    answers.notices = (*assembled.notices, *panel.notices)
    return answers, panel


def _make_var(folder: StationFolder) -> None:
    """Where everything made goes; raises BroadcasterError where it may not be written."""
    try:
        folder.var.mkdir(parents=True, exist_ok=True)
        (folder.var / "lock").touch()
    except OSError as error:
        raise BroadcasterError(
            f"không ghi được vào '{folder.var}' ({error.strerror}); hãy cho tài khoản chạy đài được ghi vào thư mục ấy"
        ) from error


def _keep_terminal(folder: StationFolder) -> None:
    """What C libraries tell goes to the technician's log, not over the operator's terminal."""
    with contextlib.suppress(OSError, ValueError):  # C libraries write to the terminal past everybody
        sys.stderr = os.fdopen(os.dup(2), "w", encoding="utf-8", errors="replace", buffering=1)
        with folder.log.open("ab") as log:
            os.dup2(log.fileno(), 2)


def _keep_log(folder: StationFolder) -> None:
    """What the rooms tell a technician goes to a small file in `var/`."""
    import logging  # noqa: PLC0415 - while what is due sounds
    from logging.handlers import RotatingFileHandler  # noqa: PLC0415 - the same

    logging.raiseExceptions = False  # a full disk costs the technician's log, not the operator's terminal
    file = RotatingFileHandler(folder.log, maxBytes=LOG_BYTES, backupCount=2, encoding="utf-8")
    logging.basicConfig(handlers=[file], level=logging.INFO, format="%(asctime)s %(name)s: %(message)s")
