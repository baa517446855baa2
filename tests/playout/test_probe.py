"""Whether there is a sound device, asked of the real PortAudio and of one that is not there."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

LOADED = """
import sys, threading
from broadcaster.playout.probe import look_ahead, why_no_device
look_ahead()
for thread in threading.enumerate():
    if thread is not threading.main_thread():
        thread.join(20)
print("sounddevice" in sys.modules, why_no_device("không có thiết bị nào tên này"))
"""

CHANGED = """
import os, sys
sys.addaudithook(lambda event, args: event in {"os.putenv", "os.unsetenv"} and print(args[0]))
os.environ["SEEN"] = "1"
from broadcaster.playout.probe import look_ahead
look_ahead()
print("ahead")
import numpy
"""


def said(python: Path | None = None) -> tuple[str, str]:
    """What a fresh interpreter says on its two outputs; `python`: where it looks for modules first."""
    environment = os.environ | ({"PYTHONPATH": str(python)} if python else {})
    told = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, text=True, check=True, env=environment)
    return told.stdout.strip(), told.stderr


def test_devices_are_looked_for_ahead() -> None:
    told, _ = said()
    assert told.startswith("True không thấy thiết bị âm thanh 'không có thiết bị nào tên này'; hãy cắm loa")


def test_where_portaudio_is_missing_only_who_needs_it_says_so(tmp_path: Path) -> None:
    (tmp_path / "sounddevice.py").write_text("raise OSError('PortAudio library not found')\n", encoding="utf-8")
    told, trouble = said(tmp_path)
    assert told.startswith("False máy chưa có thư viện PortAudio")
    assert trouble == ""


def test_nothing_changes_the_environment_while_c_reads_it() -> None:
    """getenv(3) in the other thread would read what setenv(3) gave back: stations ended so at their start."""
    told = subprocess.run([sys.executable, "-c", CHANGED], capture_output=True, text=True, check=True)
    before, ahead, after = told.stdout.partition("ahead\n")
    assert "SEEN" in before
    assert (ahead, after) == ("ahead\n", "")
