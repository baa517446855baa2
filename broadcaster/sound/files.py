"""Sound files: reading what officers bring, writing what the station makes."""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO, FileIO
from pathlib import Path
from typing import Any

import numpy as np
import soundfile
import soxr
from numpy.typing import NDArray

from broadcaster.errors import SoundError
from broadcaster.sound.containers import short_container
from broadcaster.sound.formats import why_unreadable
from broadcaster.sound.loudness import integrated, true_peak
from broadcaster.sound.mp3 import frame_length, mp3_stream, telling_its_length
from broadcaster.units import RATE, Dbfs, Lufs, Samples, Seconds

LONGEST = Seconds(3_600.0)
"""A file that takes longer is no item of a session but a mistake."""
LARGEST_BYTES = 1 << 30

_SHORTEN = "hãy cắt thành các phần ngắn hơn, hoặc dùng 'relay' để tiếp sóng"

_CUT = "bị cụt ở cuối (chép hoặc tải chưa xong); hãy chép lại tệp"
_BLOCK = 1 << 16
_EARLY = 9_600
_MISSING = 0.25
"""Seconds a decoder may come out short of what the header tells (encoder padding)."""
_FULL_SCALE = 32_767 / 32_768
_CANCELLED = 0.05
"""A mono sum with less than this share of the channels' power has cancelled itself: one channel is inverted."""


@dataclass(frozen=True)
class SoundFacts:
    """What is worth knowing about a sound file before it is aired."""

    seconds: Seconds
    """How long it plays."""
    lufs: Lufs
    """Integrated loudness; minus infinity for silence."""
    true_peak_dbtp: Dbfs
    """True peak; minus infinity for silence."""
    clipped: int
    """Samples at full scale or over, in any channel, as the file has them."""


@dataclass(frozen=True, eq=False)
class _Read:
    """What came out of a file."""

    samples: Samples
    """Mono at the file's own rate, unless asked otherwise."""
    clipped: int
    """Samples at full scale or over, in any channel."""
    powers: NDArray[np.float64]
    """Sum of squares of each channel."""


def decode(path: Path) -> Samples:
    """The sound in the file `path` as mono at 48 kHz: WAV, FLAC, MP3, Vorbis, Opus or AIFF, by content, not by name.

    Raises SoundError, in Vietnamese with what to do, for what is no sound, is cut off, is broken or is too long.
    """
    return _decoded(path)[0]


def sound_facts(path: Path) -> SoundFacts:
    """Length, loudness, true peak and clipped samples of a file; raises SoundError as `decode` does."""
    return sound_and_facts(path)[1]


def sound_and_facts(path: Path) -> tuple[Samples, SoundFacts]:
    """What `decode` and `sound_facts` tell, for one reading of the file; raises SoundError as they do."""
    samples, clipped = _decoded(path)
    return samples, SoundFacts(Seconds(len(samples) / RATE), integrated(samples), true_peak(samples), clipped)


def encode(path: Path, samples: Samples) -> None:
    """Write mono 48 kHz `samples` as WAV or FLAC (16 bits) or MP3 (variable rate), by the end of the name.

    The file is there whole or not at all: it is written beside, flushed to disk and moved into place.
    Raises SoundError for another ending and when the disk refuses.
    """
    kinds = {".wav": ("WAV", "PCM_16"), ".flac": ("FLAC", "PCM_16"), ".mp3": ("MP3", "MPEG_LAYER_III")}
    if path.suffix.lower() not in kinds:
        raise SoundError(f"không ghi được '{path.name}': đài ghi được .wav, .flac và .mp3; hãy đặt lại đuôi tên tệp")
    kind, subtype = kinds[path.suffix.lower()]
    beside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with _Disk(beside, "w+b") as disk:
            _write(disk, samples, kind, subtype)
            os.fsync(disk.fileno())
        beside.replace(path)
    except (OSError, soundfile.LibsndfileError) as error:
        raise SoundError(f"không ghi được '{path.name}': {_reason(error)}") from error
    finally:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)


class _Disk(FileIO):
    """A file that remembers why the disk refused it: libsndfile takes no exception, and passes over a short write."""

    refused: OSError | None = None

    def write(self, data: Any, /) -> int:
        """Write all of `data`; else note why not, and say how much was."""
        try:
            done = super().write(data)
        except OSError as error:
            self.refused = error
            return 0
        if done < memoryview(data).nbytes:
            self.refused = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return done


def _write(disk: _Disk, samples: Samples, kind: str, subtype: str) -> None:
    """Encode to `disk`; raises OSError where it refused any of it."""
    # FLAC's highest effort takes twice the time of its middle for eight per cent less.
    # Of LAME's ways V2 (about 100 kbit/s) neither turns the sound down nor costs more than the ear can tell.
    effort: dict[str, dict[str, Any]] = {
        "FLAC": {"compression_level": 0.5},
        "MP3": {"bitrate_mode": "VARIABLE", "compression_level": 0.2},
    }
    try:
        with soundfile.SoundFile(disk, "w", RATE, 1, format=kind, subtype=subtype, **effort.get(kind, {})) as sound:
            for start in range(0, len(samples), _BLOCK):
                sound.write(to_16_bits(samples[start : start + _BLOCK]))
    except (AssertionError, soundfile.LibsndfileError):
        if disk.refused is None:
            raise
    if disk.refused:
        raise disk.refused


def to_16_bits(samples: Samples) -> NDArray[np.int16]:
    """The nearest 16-bit values of `samples`; what is beyond full scale becomes full scale."""
    nearest: NDArray[np.float32] = np.clip(np.rint(samples * np.float32(32_768.0)), -32_768, 32_767)
    return nearest.astype(np.int16)


_REFUSALS: tuple[tuple[tuple[int, ...], str], ...] = (
    ((errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)), "đĩa đã đầy; hãy xoá bớt tệp không dùng"),
    ((errno.EACCES, errno.EPERM), "không có quyền ghi vào thư mục này; hãy chọn thư mục khác"),
    ((errno.EROFS,), "đĩa chỉ cho đọc, không cho ghi; hãy chọn đĩa khác"),
    ((errno.EISDIR,), "đó là một thư mục; hãy đặt tên tệp khác"),
    ((errno.ENOENT, errno.ENOTDIR, errno.EEXIST), "không có thư mục ấy và không tạo được; hãy chọn thư mục khác"),
)
"""Why a disk says no, and what to do."""


def _reason(error: Exception) -> str:
    number = error.errno if isinstance(error, OSError) else None
    known = next((told for numbers, told in _REFUSALS if number in numbers), None)
    return known or f"máy báo lỗi khi ghi ({error}); hãy xem lại đĩa và thư mục"


def _decoded(path: Path) -> tuple[Samples, int]:
    _refuse(path)
    try:
        source = _source(path)
        with soundfile.SoundFile(source()) as file:
            _bound(path, file)
            rate, told, read = file.samplerate, file.frames, _read(file)
        _compare(path, told / rate, len(read.samples) / rate)
        mono = read.samples
        if _cancels(read):
            with soundfile.SoundFile(source()) as file:
                mono = _read(file, int(np.argmax(read.powers))).samples
        return soxr.resample(mono, rate, RATE, "HQ").astype(np.float32, copy=False), read.clipped
    except (soundfile.LibsndfileError, OSError, RuntimeError, ValueError) as error:
        raise SoundError(
            f"không đọc được tệp '{path.name}': tệp hỏng, bị cụt hoặc không phải âm thanh; "
            "hãy mở thử bằng máy nghe nhạc, rồi chép lại hoặc đổi sang MP3, WAV hoặc FLAC"
        ) from error


def _source(path: Path) -> Callable[[], Path | BytesIO]:
    """What the decoder opens, each time anew: the file, or an MP3 that tells its length where the file does not."""
    if not _is_mp3(path):
        return lambda: path
    content = path.read_bytes()
    stream = mp3_stream(content)
    if stream is None or (stream.told == stream.frames and not stream.cut):
        return lambda: path
    if stream.cut:
        raise SoundError(f"tệp '{path.name}' {_CUT}")
    counted = telling_its_length(content, stream)
    return lambda: BytesIO(counted)


def _is_mp3(path: Path) -> bool:
    """Whether it begins as an MP3 does, or the decoder takes it for one (it prints warnings over what is cut)."""
    with path.open("rb") as file:
        head = file.read(4)
    return head[:3] == b"ID3" or frame_length(head) > 0 or str(soundfile.info(path).format) == "MP3"


def _refuse(path: Path) -> None:
    """Say what is wrong with the file as a file, before a decoder sees it."""
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(4_096)
            missing = short_container(file, size)
    except OSError as error:
        found = "không có tệp" if isinstance(error, FileNotFoundError) else "không mở được tệp"
        raise SoundError(f"{found} '{path.name}'; hãy xem lại tên tệp và thư mục") from error
    if size > LARGEST_BYTES:
        raise SoundError(f"tệp '{path.name}' quá lớn ({size >> 20} MB, nhiều nhất 1024 MB); {_SHORTEN}")
    if why := why_unreadable(head):
        raise SoundError(f"tệp '{path.name}' {why}")
    if missing:
        raise SoundError(f"tệp '{path.name}' {_CUT}")


def _bound(path: Path, file: soundfile.SoundFile) -> None:
    if file.frames / file.samplerate > LONGEST:
        minutes = round(file.frames / file.samplerate / 60)
        raise SoundError(f"tệp '{path.name}' quá dài ({minutes} phút, nhiều nhất {LONGEST / 60:.0f} phút); {_SHORTEN}")


def _compare(path: Path, told: float, got: float) -> None:
    if got <= 0.0:
        raise SoundError(f"tệp '{path.name}' không có tiếng nào bên trong; hãy chép lại tệp")
    if told - got > _MISSING:
        raise SoundError(
            f"tệp '{path.name}' bị cụt: ghi là dài {_said(told)} nhưng chỉ đọc được {_said(got)}; hãy chép lại tệp"
        )


def _said(seconds: float) -> str:
    return f"{seconds:.1f} giây".replace(".", ",")


def _cancels(read: _Read) -> bool:
    power = float(np.square(read.samples, dtype=np.float64).sum())
    return len(read.powers) > 1 and power < _CANCELLED * float(read.powers.mean())


def _read(file: soundfile.SoundFile, channel: int | None = None) -> _Read:
    """All of `file`, just opened, in mono: its channels' mean, or one channel."""
    mono, clipped, powers = [], 0, np.zeros(file.channels)
    for block in _blocks(file):
        if not np.isfinite(block).all():
            raise ValueError("not a number")
        clipped += int((np.abs(block) >= _FULL_SCALE).sum())
        powers += np.square(block, dtype=np.float64).sum(axis=0)
        mono.append(block.mean(axis=1) if channel is None else block[:, channel].copy())
    return _Read(np.concatenate(mono) if mono else np.zeros(0, np.float32), clipped, powers)


def _blocks(file: soundfile.SoundFile) -> Iterator[NDArray[np.float32]]:
    """What is in `file`, block by block, no more than the longest item.

    soundfile seeks after every read. An MP3 frame leans on those before it, so what follows a seek comes out wrong for
    two frames (measured); there each block begins earlier than it is wanted. Vorbis must not be sought at all.
    """
    early, done = (_EARLY if file.format == "MP3" else 0), 0
    while done <= LONGEST * file.samplerate:
        first = max(0, done - early)
        if file.tell() != first:
            file.seek(first)
        block = file.read(_BLOCK + done - first, dtype="float32", always_2d=True)[done - first :]
        if not len(block):
            return
        done += len(block)
        yield block
