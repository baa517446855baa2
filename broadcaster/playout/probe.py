"""Whether there is a sound device at all, asked once at the start; a device that comes later is found by its output."""

from __future__ import annotations

import contextlib
import importlib
import threading


def why_no_device(name: str | None) -> str:
    """Why sound cannot get out of device `name` (None: the system's own choice) now, and what to do; empty: it can."""
    try:
        import sounddevice  # noqa: PLC0415 - its import fails where PortAudio is missing
    except OSError:
        return "máy chưa có thư viện PortAudio; hãy gõ: sudo apt-get install -y libportaudio2"
    try:
        sounddevice.query_devices(name, "output")
    except (ValueError, sounddevice.PortAudioError):
        wanted = f"thiết bị âm thanh '{name}'" if name else "thiết bị âm thanh nào"
        return f"không thấy {wanted}; hãy cắm loa hoặc cạc âm thanh, đài tự nhận"
    return ""


def look_ahead() -> None:
    """Have PortAudio look for devices while the rest of the program is loaded: mostly it waits for others."""
    threading.Thread(target=_load, name="tìm thiết bị âm thanh", daemon=True).start()


def _load() -> None:
    with contextlib.suppress(Exception):  # whoever needs it next is told why it cannot be had
        importlib.import_module("sounddevice")
