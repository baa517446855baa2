"""Whether there is a sound device at all, asked once at the start; a device that comes later is found by its output."""

from __future__ import annotations


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
