"""What is asked of the machine, on this one."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
from pathlib import Path

import pytest

from broadcaster import machine

SMAPS = """\
7f0000000000-7f0000010000 r-xp 00000000 fe:00 12 /usr/lib/libx.so
Rss:                  64 kB
Anonymous:             0 kB
7f0000010000-7f0000020000 r--p 00010000 fe:00 12 /usr/lib/libx.so
Anonymous:             8 kB
7f0000020000-7f0000030000 rw-p 00020000 fe:00 12 /usr/lib/libx.so
Anonymous:             0 kB
7f0000030000-7f0000040000 r--p 00000000 00:00 0
Anonymous:             0 kB
7f0000040000-7f0000050000 r--p 00000000 fe:00 13 /usr/lib/a library.so
Anonymous:             0 kB
"""
linux = pytest.mark.skipif(sys.platform != "linux", reason="the other systems keep their own house")


def in_a_process(code: str, **env: str) -> str:
    own = {key: value for key, value in os.environ.items() if key != "ALSA_PLUGIN_DIR"}
    done = subprocess.run([sys.executable, "-c", code], env={**own, **env}, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_only_what_is_as_it_lies_in_the_file_is_let_go() -> None:
    assert list(machine._untouched(SMAPS)) == [(0x7F0000000000, 0x7F0000010000), (0x7F0000040000, 0x7F0000050000)]


@linux
def test_a_process_holds_less_afterwards_and_works_on() -> None:
    held = in_a_process(
        "import numpy, soundfile, pathlib; from broadcaster import machine\n"
        "def held(): return int(pathlib.Path('/proc/self/statm').read_text().split()[1])\n"
        "before = held(); machine.forget_beginnings(); after = held()\n"
        "print(before, after, numpy.fft.rfft(numpy.ones(8)).real[0])"
    )
    before, after, worked = held.split()
    assert int(after) < 0.9 * int(before)
    assert worked == "8.0"


ASKED = (
    "import os, pathlib; from broadcaster import machine\n"
    "machine.spare_sound_plugins(pathlib.Path(os.environ['INTO']))\n"
    "print(os.environ.get('ALSA_PLUGIN_DIR', ''))"
)


@linux
def test_plugins_that_bring_much_with_them_are_left_out_unless_somebody_named_one(tmp_path: Path) -> None:
    into = tmp_path / "alsa"
    own = {"HOME": str(tmp_path), "ALSA_CONFIG_PATH": str(tmp_path / "none.conf"), "INTO": str(into)}
    plugins = list(Path(f"/usr/lib/{os.uname().machine}-linux-gnu/alsa-lib").glob("*.so"))
    heavy = [one for one in plugins if "a52" in one.name or "lavrate" in one.name]
    told = in_a_process(ASKED, **own)
    assert told == (str(into) if heavy else "")
    if heavy:
        assert {one.name for one in into.iterdir()} == {one.name for one in plugins} - {one.name for one in heavy}
        assert all(one.exists() for one in into.iterdir())
        (into / "stray.so").write_text("left by somebody")
        in_a_process(ASKED, **own)
        assert {one.name for one in into.iterdir()} == {one.name for one in plugins} - {one.name for one in heavy}
    (tmp_path / ".asoundrc").write_text("pcm.loa { type a52 }")
    assert in_a_process(ASKED, **own) == ""
    (tmp_path / ".asoundrc").unlink()
    assert in_a_process(ASKED, **own, ALSA_PLUGIN_DIR="/elsewhere") == "/elsewhere"


@linux
def test_what_was_let_go_of_in_small_pieces_goes_back_to_the_system() -> None:
    held = in_a_process(
        "import pathlib; from broadcaster import machine\n"
        "def held(): return int(pathlib.Path('/proc/self/statm').read_text().split()[1])\n"
        "pieces = [bytes(1000) for _ in range(60_000)]; last = bytes(1000); before = held()\n"
        "del pieces; kept = held(); machine.give_back(); print(before, kept, held())"
    )
    before, kept, after = map(int, held.split())
    assert before - kept < 1_000
    assert before - after > 10_000


@linux
def test_the_c_library_is_opened_once_however_often_the_clock_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    machine._adjtimex.cache_clear()
    opened, load = list[object](), ctypes.CDLL

    def noted(name: None) -> ctypes.CDLL:
        opened.append(name)
        return load(name)

    monkeypatch.setattr(ctypes, "CDLL", noted)
    monkeypatch.setattr(machine, "_TIMESYNC", Path("/không có"))
    assert len({machine.clock_is_synchronised() for _ in range(3)}) == 1
    assert opened == [None]


@linux
def test_a_clock_nobody_has_set_is_not_synchronised(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "_TIMESYNC", Path("/không có"))
    for state, told in ((0, True), (1, True), (5, False), (-1, False)):
        monkeypatch.setattr(machine, "_adjtimex", lambda state=state: lambda _timex: state)
        assert machine.clock_is_synchronised() is told
