"""What only some machines can do; the one file with POSIX calls, each with a quiet way out elsewhere."""

from __future__ import annotations

import contextlib
import ctypes
import functools
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import Any


def may_be_running(pid: int) -> bool:
    """Whether there may be a process of that number: True where the system is not to be asked."""
    if os.name != "posix":
        return True  # os.kill would end it there
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        return True
    return True


def lower_priority() -> None:
    """Make this process wait for every other: the render worker must not disturb the stream."""
    if hasattr(os, "nice"):
        os.nice(15)


def real_time_priority(level: int = 10) -> str | None:
    """Ask for SCHED_RR for this process and its later threads.

    Returns None when given, else a Vietnamese sentence: what is missing and how to give it.
    """
    if not hasattr(os, "sched_setscheduler"):
        return None if sys.platform == "win32" else "hệ điều hành này không có ưu tiên thời gian thực"
    try:
        os.sched_setscheduler(0, os.SCHED_RR, os.sched_param(level))
    except PermissionError:
        return (
            "đài chưa có quyền ưu tiên thời gian thực nên tiếng có thể bị vấp khi máy bận; "
            "cài dịch vụ systemd đi kèm, hoặc thêm dòng '@audio - rtprio 20' vào /etc/security/limits.d/audio.conf"
        )
    return None


def prompt_priority() -> None:
    """Have this thread go before all that is not real-time, where that is allowed: somebody in need waits for it."""
    real_time_priority(1)  # below the stream's, so that it cannot disturb the sound


def brisk_priority() -> None:
    """Have this thread seldom wait for other programs, where that is allowed (nice(2), below zero).

    Only one thread at a time runs Python: what the machine holds up here may hold up the stream.
    """
    normal_priority()
    if hasattr(os, "setpriority"):
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), -10)


def normal_priority() -> None:
    """Give real-time priority back (a child process starts with its parent's)."""
    if hasattr(os, "sched_setscheduler"):
        try:
            os.sched_setscheduler(0, os.SCHED_OTHER, os.sched_param(0))
        except PermissionError:
            return


def save_memory() -> None:
    """Have the C library give back what it does not need.

    One pool of memory for all threads (mallopt(3), M_ARENA_MAX): a pool each costs 5 MB. A block of a megabyte and more
    goes back as soon as it is let go of (M_MMAP_THRESHOLD, which otherwise grows): trying one password takes 19 MiB.
    """
    with contextlib.suppress(OSError, AttributeError):
        libc = ctypes.CDLL(None)
        libc.mallopt(-8, 1)
        libc.mallopt(-3, 1 << 20)


def give_back() -> None:
    """Give back to the system what was let go of (malloc_trim(3)), where the C library can."""
    with contextlib.suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)


def spare_sound_plugins(folder: Path) -> None:
    """Keep ALSA from loading, for each device list, plugins that bring all of ffmpeg with them: 14 MB of 85.

    They encode Dolby and convert rates in one way of several; who names one in a configuration of ALSA keeps it.
    `folder` is filled with links to the others. Must come before PortAudio is loaded (`ALSA_PLUGIN_DIR`, alsa-lib).
    """
    if sys.platform != "linux" or "ALSA_PLUGIN_DIR" in os.environ:
        return
    plugins = Path(f"/usr/lib/{os.uname().machine}-linux-gnu/alsa-lib")
    with contextlib.suppress(OSError):
        heavy = {one for word in _HEAVY_PLUGINS for one in plugins.glob(f"libasound_module_*_{word}*.so")}
        if not heavy or any(word in _sound_configuration() for word in _HEAVY_PLUGINS):
            return
        folder.mkdir(parents=True, exist_ok=True)
        light = set(plugins.glob("*.so")) - heavy
        linked = {old.is_symlink() and old.readlink() for old in folder.iterdir()}
        for old in folder.iterdir() if linked != light else ():  # else they stand since an earlier start
            old.unlink()
        for plugin in light if linked != light else ():
            (folder / plugin.name).symlink_to(plugin)
        os.environ["ALSA_PLUGIN_DIR"] = str(folder)


_HEAVY_PLUGINS = ("a52", "lavrate")


def _sound_configuration() -> str:
    """What this machine's people wrote for ALSA."""
    files = [Path("/etc/asound.conf"), Path("~/.asoundrc").expanduser(), os.environ.get("ALSA_CONFIG_PATH")]
    told = [Path(file).read_text(encoding="utf-8", errors="replace") for file in files if file and Path(file).is_file()]
    return "\n".join(told)


def keep_portaudio() -> None:
    """Hold PortAudio's code to the very end: an interpreter that ends lets go of it though a thread hangs in it."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            ctypes.CDLL("libportaudio.so.2")  # never closed again, unlike what cffi opens


def hush_sound_system() -> None:
    """Have ALSA write its faults nowhere: they are told in Vietnamese, and its own lines run through the terminal."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL("libasound.so.2").snd_lib_error_set_handler(_deaf)


_TOLD = (ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p)
_deaf = ctypes.CFUNCTYPE(None, *_TOLD)(lambda *_told: None)  # kept as long as the process lives: C keeps its address


def forget_beginnings() -> None:
    """Let go of those pages of program files that were needed to start; what is needed again comes back from the cache.

    Only pages that are exactly what is in the file (madvise(2), MADV_DONTNEED): a third of what the process holds.
    """
    if sys.platform != "linux":
        return
    with contextlib.suppress(OSError, ValueError, AttributeError):
        libc = ctypes.CDLL(None, use_errno=True)
        for begin, end in _untouched(Path("/proc/self/smaps").read_text(encoding="utf-8", errors="replace")):
            libc.madvise(ctypes.c_void_p(begin), ctypes.c_size_t(end - begin), _MADV_DONTNEED)


_MADV_DONTNEED = 4


def _untouched(smaps: str) -> Iterator[tuple[int, int]]:
    """Where files lie that can only be read and of which nothing was ever changed here, by proc_pid_smaps(5)."""
    place: tuple[int, int] | None = None
    for line in smaps.splitlines():
        words = line.split()
        if "-" in words[0] and not words[0].endswith(":"):
            begin, _, end = words[0].partition("-")
            of_a_file = len(words) > 5 and words[5].startswith("/")  # noqa: PLR2004 - the sixth column is the path
            place = (int(begin, 16), int(end, 16)) if of_a_file and words[1] in {"r-xp", "r--p"} else None
        elif words[0] == "Anonymous:" and words[1] == "0" and place:
            yield place


def end_tree(process: subprocess.Popen[bytes]) -> None:
    """End a process that was started in a session of its own, and with it all it started itself (killpg(2))."""
    with contextlib.suppress(OSError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            subprocess.run(["taskkill", "/F", "/T", "/PID", str(process.pid)], capture_output=True, check=False)  # noqa: S603, S607
    process.kill()
    process.wait()


def notify_service(message: str) -> bool:
    """Tell systemd (`READY=1`, `WATCHDOG=1`, `STATUS=…`); False where nobody listens.

    Protocol: sd_notify(3). UTF-8, unlike the `sdnotify` package, which drops Vietnamese text.
    """
    address = os.environ.get("NOTIFY_SOCKET")
    if not address or not hasattr(socket, "AF_UNIX"):
        return False
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
        line.sendto(message.encode(), "\0" + address[1:] if address.startswith("@") else address)
    return True


def clock_is_synchronised() -> bool:
    """Whether the operating system says that the network has set the clock, whichever program did it.

    Linux: adjtimex(2) answers TIME_ERROR as long as nobody has; a machine that just started has that state.
    """
    if sys.platform != "linux":
        return False
    if _TIMESYNC.exists():
        return True
    adjtimex = _adjtimex()
    return adjtimex is not None and 0 <= int(adjtimex(ctypes.create_string_buffer(_TIMEX_BYTES))) != _TIME_ERROR


@functools.cache
def _adjtimex() -> Callable[[Any], int] | None:
    """Found once: opening the C library makes a class each time, and the clock is asked about all day long."""
    try:
        found: Callable[[Any], int] = ctypes.CDLL(None).adjtimex
    except (OSError, AttributeError):
        return None
    return found


_TIMESYNC = Path("/run/systemd/timesync/synchronized")
_TIMEX_BYTES, _TIME_ERROR = 256, 5  # more than struct timex has, all 0: only asked, nothing set


def seconds_asleep() -> float:
    """Seconds the machine has slept since it was started; 0 where it cannot tell (it then looks like a clock set)."""
    if not hasattr(time, "CLOCK_BOOTTIME"):
        return 0.0
    return time.clock_gettime(time.CLOCK_BOOTTIME) - time.clock_gettime(time.CLOCK_MONOTONIC)


def is_being_written(paths: Collection[Path]) -> bool:
    """Whether any process that may be looked into has one of `paths` open for writing; False where it cannot be told.

    Linux tells by /proc/PID/fd and the octal `flags` of /proc/PID/fdinfo, the last two bits of which are the access
    mode (proc(5), open(2)).
    """
    wanted = {str(path.resolve()) for path in paths}
    for opened in Path("/proc").glob("[0-9]*/fd/*"):
        with contextlib.suppress(OSError, ValueError, IndexError):  # it was closed meanwhile, or is not ours to see
            if str(opened.readlink()) in wanted:
                told = (opened.parent.parent / "fdinfo" / opened.name).read_text(encoding="ascii")
                if int(told.split("flags:")[1].split()[0], 8) & (os.O_WRONLY | os.O_RDWR):
                    return True
    return False
