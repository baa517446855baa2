"""Whether there is a sound device at all, asked once at the start; a device that comes later is found by its output."""

from __future__ import annotations

import contextlib
import importlib
import os
import queue
import threading

from broadcaster import machine

ANSWER = 3.0
"""Seconds the sound system gets to say which devices there are."""


def why_no_device(name: str | None) -> str:
    """Why sound cannot get out of device `name` (None: the system's own choice) now, and what to do; empty: it can."""
    told = queue.SimpleQueue[str]()
    threading.Thread(target=lambda: told.put(_why_none(name)), name="hỏi thiết bị âm thanh", daemon=True).start()
    try:
        return told.get(timeout=ANSWER)
    except queue.Empty:
        return "hệ thống âm thanh của máy không trả lời; đài tự nhận khi có lại, nếu lâu thì hãy khởi động lại máy"


def _why_none(name: str | None) -> str:
    try:
        import sounddevice  # noqa: PLC0415 - its import fails where PortAudio is missing
    except (OSError, ImportError):
        return "máy chưa có thư viện PortAudio; hãy gõ: sudo apt-get install -y libportaudio2"
    try:
        sounddevice.query_devices(name, "output")
    except (ValueError, sounddevice.PortAudioError):
        wanted = f"thiết bị âm thanh '{name}'" if name else "thiết bị âm thanh nào"
        return f"không thấy {wanted}; hãy cắm loa hoặc cạc âm thanh, đài tự nhận"
    return ""


def look_ahead() -> None:
    """Have PortAudio look for devices while the rest of the program is loaded: mostly it waits for others.

    The C libraries read the environment with no lock, so nothing may change it from here on. numpy, loaded meanwhile,
    sets this for as long as it is loaded (numpy/_core/__init__.py) unless it is set: a start in some hundreds ended so.
    """
    os.environ.setdefault("OPENBLAS_MAIN_FREE", "1")
    threading.Thread(target=_load, name="tìm thiết bị âm thanh", daemon=True).start()


def _load() -> None:
    with contextlib.suppress(Exception):  # whoever needs it next is told why it cannot be had
        machine.keep_portaudio()
        importlib.import_module("sounddevice")
