"""What a station needs of its machine, looked at one by one, each with the way to mend it."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Iterator
from dataclasses import dataclass

from broadcaster.clock import Clock
from broadcaster.folder import StationFolder
from broadcaster.machine import clock_is_synchronised, normal_priority, real_time_priority
from broadcaster.playout.probe import why_no_device
from broadcaster.playout.switch import why_no_switch
from broadcaster.speech.naming import DEFAULT
from broadcaster.speech.registry import LISTED, Engines, states
from broadcaster.speech.rest import troubles
from broadcaster.station.files import Book

DISK_NEEDED = 1_000_000_000
"""Free bytes a station is comfortable with: a month of renders and journal."""


@dataclass(frozen=True)
class Finding:
    """One thing looked at."""

    name: str
    """What, in Vietnamese."""
    ok: bool
    """Whether the station can do its work with it as it is."""
    finding: str
    """How it is."""
    mend: str = ""
    """What to do; empty: nothing."""


def examine(folder: StationFolder, book: Book, clock: Clock) -> Iterator[Finding]:
    """Everything, in the order an operator would ask."""
    yield _files(book, clock)
    yield from _outputs(book)
    yield from _switch(book)
    yield from _voices(folder, book, clock)
    yield _clock(clock)
    yield _priority()
    yield _disk(folder)
    yield _writable(folder)


def _files(book: Book, clock: Clock) -> Finding:
    problems = book.problems(clock.now())
    if not problems:
        return Finding("Tệp của đài", ok=True, finding="cấu hình, bài, lịch đều đúng")
    return Finding(
        "Tệp của đài",
        ok=False,
        finding=f"có {len(problems)} lỗi, đầu tiên: {problems[0]}",
        mend="gõ: broadcaster check",
    )


def _outputs(book: Book) -> Iterator[Finding]:
    for name in book.loaded.settings.sound.outputs:
        kind, _, rest = name.partition(":")
        if kind != "soundcard":
            yield Finding(f"Đường ra tiếng {name}", ok=True, finding="có trong cấu hình")
            continue
        why = why_no_device(rest or None)
        finding, _, mend = why.partition("; ")
        yield Finding(f"Đường ra tiếng {name}", ok=not why, finding=finding or "có thiết bị âm thanh", mend=mend)


def _switch(book: Book) -> Iterator[Finding]:
    told = book.loaded.settings.sound.amplifier.switch
    if told == "none":
        return
    finding, _, mend = why_no_switch(told).partition("; ")
    yield Finding("Công tắc tăng âm", ok=not finding, finding=finding or "sẵn sàng", mend=mend)


def _voices(folder: StationFolder, book: Book, clock: Clock) -> Iterator[Finding]:
    """Only that nobody can speak is a fault; that a better voice is missing is worth knowing."""
    speech, scripts = book.loaded.settings.speech, book.loaded.scripts.values()
    links, failed = Engines(folder, clock).links(speech.engines), troubles(folder.rests, clock.timestamp())
    told = states(links, speech.voice, failed)
    speaks = next((one.name for one in told if one.why_not is None and not one.network), None)
    for one in told:
        if one.why_not is None:
            more = f" và {len(one.voices) - LISTED} giọng nữa" if len(one.voices) > LISTED else ""
            names = ", ".join(voice.name for voice in one.voices[:LISTED]) + more
            finding = f"đọc được{' khi có mạng' if one.network else ''}{', giọng: ' + names if names else ''}"
            yield Finding(
                f"Giọng {one.name}", ok=True, finding=finding + (" (đang dùng)" if one.name == speaks else "")
            )
        else:
            finding, _, mend = one.why_not.partition("; ")
            yield Finding(f"Giọng {one.name}", ok=speaks is not None, finding=finding, mend=mend)
    for voice in sorted({script.voice for script in scripts} - {DEFAULT, speech.voice}):
        told = states(links, voice, failed)
        who = next((one.name for one in told if one.why_not is None), "không bộ đọc nào")
        better = "; ".join(
            f"{one.name}: {(one.why_not or '').partition('; ')[0]}"
            for one in itertools.takewhile(lambda one: one.why_not is not None, told)
        )
        titles = [f"«{script.title}»" for script in scripts if script.voice == voice]
        more = f" và {len(titles) - 2} bài nữa" if len(titles) > 2 else ""  # noqa: PLR2004
        finding = f"{who} đọc {', '.join(titles[:2])}{more}" + (f" ({better})" if better else "")
        yield Finding(f"Giọng '{voice}'", ok=True, finding=finding)


def _clock(clock: Clock) -> Finding:
    now = f"{clock.now():%H:%M:%S %d/%m/%Y}"
    if clock_is_synchronised():
        return Finding("Đồng hồ", ok=True, finding=f"{now}, lấy giờ từ mạng")
    return Finding(
        "Đồng hồ",
        ok=True,
        finding=f"{now}, không biết có lấy giờ từ mạng không",
        mend="đối chiếu với đồng hồ khác; gõ: timedatectl set-ntp true",
    )


def _priority() -> Finding:
    lacks = real_time_priority()
    normal_priority()
    if lacks is None:
        return Finding("Ưu tiên thời gian thực", ok=True, finding="có")
    finding, _, mend = lacks.partition("; ")
    return Finding("Ưu tiên thời gian thực", ok=True, finding=finding, mend=mend)


def _disk(folder: StationFolder) -> Finding:
    free = shutil.disk_usage(folder.root).free
    ok = free >= DISK_NEEDED
    return Finding(
        "Ổ đĩa", ok=ok, finding=f"còn trống {free / 1e9:.1f} GB", mend="" if ok else "xoá bớt tệp, nhất là var/on-air/"
    )


def _writable(folder: StationFolder) -> Finding:
    probe = folder.var / ".thu-ghi"
    try:
        folder.var.mkdir(parents=True, exist_ok=True)
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        return Finding(
            "Thư mục var",
            ok=False,
            finding=f"không ghi được ({error.strerror})",
            mend="cho người chạy đài quyền ghi vào thư mục này",
        )
    return Finding("Thư mục var", ok=True, finding="ghi được")
