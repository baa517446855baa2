"""Schedule files become a timetable; every mistake in every file is told, and what is right is kept."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import cast

from broadcaster.errors import Mistake, MistakesError
from broadcaster.folder import StationFolder
from broadcaster.timetable.claim import AfterCut, Priority, Start
from broadcaster.timetable.fields import SCHEDULE, SOURCES
from broadcaster.timetable.model import (
    EVERYWHERE,
    GRACE,
    Campaign,
    FileItem,
    Item,
    Kind,
    Programme,
    RelayItem,
    ScriptItem,
    SilenceItem,
    SoundItem,
    Timetable,
    slug,
)
from broadcaster.timetable.recurrence import Recurrence
from broadcaster.written.document import Place, compose
from broadcaster.written.encoding import read_text
from broadcaster.written.fields import Reading, read_record
from broadcaster.written.hours import Span, clock_face, say_length
from broadcaster.written.spelling import fold

ENDINGS = (".yaml", ".yml")
_SHORTEST_EVERY = 60
_VERSION_LENGTH = 12
_ALL_ZONES = ("all", "tat ca", "toan xa")


def read_schedules(folder: StationFolder) -> tuple[Timetable, list[Mistake]]:
    """All schedules of the station in `folder`, in the order of their file names, and every mistake in them."""
    texts: dict[str, str] = {}
    mistakes: list[Mistake] = []
    for path in schedule_files(folder):
        file = folder.relative(path)
        try:
            texts[file] = read_text(path, file).text
        except MistakesError as error:
            mistakes += error.mistakes
    timetable, found = timetable_of(texts)
    return timetable, sorted([*mistakes, *found])


def schedule_files(folder: StationFolder) -> list[Path]:
    """The schedule files of a station, by name; hidden ones and editors' leftovers are not among them."""
    if not folder.schedules.is_dir():
        return []
    files = (path for path in folder.schedules.iterdir() if path.suffix.lower() in ENDINGS)
    return sorted(path for path in files if path.is_file() and not path.name.startswith((".", "~")))


def timetable_of(texts: dict[str, str]) -> tuple[Timetable, list[Mistake]]:
    """The timetable written in `texts` (by file name), and every mistake in them. Pure."""
    programmes: list[Programme] = []
    faulty: list[Programme] = []
    campaigns: list[Campaign] = []
    mistakes: list[Mistake] = []
    digest = hashlib.sha256()
    for file, text in texts.items():
        digest.update(f"{file}\0{text}\0".encode())
        node, found = compose(text, file)
        mistakes += found
        if node is None:
            continue
        schedule, found = read_record(node, SCHEDULE)
        mistakes += found
        for reading in schedule.get("programmes", ()):
            programme, right = _programme(reading, mistakes)
            (programmes if right else faulty).append(programme)
        bound = [_campaign(reading, mistakes) for reading in schedule.get("campaign", ())]
        campaigns += [campaign for campaign in bound if campaign]
    mistakes += _twice("chương trình", [*programmes, *faulty]) + _twice("đợt tuyên truyền", campaigns)
    first = {one.slug: one for one in reversed(programmes)}
    kept = tuple(one for one in programmes if first[one.slug] is one)
    doubles = [one for one in programmes if first[one.slug] is not one]
    version = digest.hexdigest()[:_VERSION_LENGTH]
    return Timetable(kept, tuple(campaigns), (*doubles, *faulty), version), sorted(mistakes)


def _twice(kind: str, named: Iterable[Programme | Campaign]) -> list[Mistake]:
    seen: dict[str, Programme | Campaign] = {}
    mistakes = []
    for one in sorted((one for one in named if one.name), key=lambda one: one.place):
        earlier = seen.setdefault(slug(one.name), one)
        if earlier is not one:
            place = one.places.get("name", one.place) if isinstance(one, Programme) else one.place
            alike = "" if fold(earlier.name) == fold(one.name) else f", chỉ khác dấu câu với '{earlier.name}'"
            message = f"tên {kind} '{one.name}' đã dùng ở {earlier.place}{alike}"
            mistakes.append(place.mistake(message, "đặt tên khác, mỗi cái một tên"))
    return mistakes


def _programme(reading: Reading, mistakes: list[Mistake]) -> tuple[Programme, bool]:
    """The programme of one record as far as it could be read, and whether it is right.

    A programme with a mistake must not air: without its wrong `days` it would air every day.
    """
    before = len(mistakes)
    times = _times(reading, mistakes)
    rule = Recurrence(
        times, reading.get("days", ()), reading.get("from"), reading.get("until"), reading.get("except", ())
    )
    _check_dates(reading, mistakes)
    play = tuple(item for one in reading.get("play", ()) if (item := _item(one, mistakes)) is not None)
    right = not reading.wrong and len(mistakes) == before
    zones = tuple("all" if fold(zone) in _ALL_ZONES else zone for zone in reading.get("zones", EVERYWHERE))
    programme = Programme(
        name=reading.get("name", ""),
        rule=rule,
        play=play,
        place=reading.place,
        bed=reading.get("bed"),
        priority=Priority[reading.get("priority", "routine").upper()],
        start=Start(reading.get("start", "next")),
        grace=reading.get("grace", GRACE),
        after_cut=AfterCut(reading.get("after_cut", "resume")),
        zones=zones,
        tags=frozenset(map(fold_tag, reading.get("tags", ()))),
        places=dict(reading.places),
    )
    return programme, right


def fold_tag(tag: str) -> str:
    """A tag as it is compared: small letters, spaces single."""
    return " ".join(tag.split()).casefold()


def _times(reading: Reading, mistakes: list[Mistake]) -> tuple[int, ...]:
    """Seconds after midnight of `at` and of `every` … `between`."""
    at = [moment.hour * 3600 + moment.minute * 60 + moment.second for moment in reading.get("at", ())]
    seconds = set(at)
    twice = sorted(second for second in seconds if at.count(second) > 1)
    if twice:
        hint = "mỗi giờ viết một lần; có phải một trong hai là giờ khác không?"
        mistakes.append(reading.at("at").mistake(f"giờ {clock_face(twice[0])} viết hai lần", hint))
    every, between = reading.get("every"), reading.get("between")
    if every is not None and between is not None:
        seconds |= _repeated(every, between, reading.at("every"), mistakes)
    elif "every" in reading.places and "between" not in reading.places:
        mistakes.append(
            reading.at("every").mistake("có 'every' mà thiếu 'between'", "thêm dòng 'between: 07:00-20:00'")
        )
    elif "between" in reading.places and "every" not in reading.places:
        mistakes.append(reading.at("between").mistake("có 'between' mà thiếu 'every'", "thêm dòng 'every: 30 phút'"))
    if not {"at", "every", "between"} & {*reading.places, *reading.unknown} and not reading.torn:
        mistakes.append(reading.place.mistake("chương trình không có giờ phát", "thêm dòng 'at: 05:00'"))
    return tuple(sorted(seconds))


def _repeated(every: float, between: Span, place: Place, mistakes: list[Mistake]) -> set[int]:
    if every < _SHORTEST_EVERY:
        mistakes.append(place.mistake(f"cứ {say_length(every)} phát một lần là quá dày", "viết từ 1 phút trở lên"))
        return set()
    return set(range(between.start, between.start + between.length + 1, round(every)))


def _check_dates(reading: Reading, mistakes: list[Mistake]) -> None:
    first, last = reading.get("from"), reading.get("until")
    if first and last and first > last:
        message = f"ngày cuối {last:%d/%m/%Y} trước ngày đầu {first:%d/%m/%Y} nên không bao giờ phát"
        mistakes.append(reading.at("until").mistake(message, "sửa lại from hoặc until"))


def _item(reading: Reading, mistakes: list[Mistake]) -> Item | None:
    """One line of `play:`; None where it is wrong."""
    sources = [key for key in SOURCES if key in reading.places]
    if not sources and (reading.unknown or reading.torn):
        return None  # told already, with what was meant
    if len(sources) != 1:
        message = "dòng phát có hai thứ: " + ", ".join(sources) if sources else "dòng phát không nói phát gì"
        hint = (
            "viết mỗi thứ một dòng bắt đầu bằng '- '"
            if sources
            else "viết '- script: tên-bài' hoặc '- jingle: tên-nhạc'"
        )
        mistakes.append(reading.place.mistake(message, hint))
        return None
    source = sources[0]
    if source not in reading.values:
        return None
    if source != "relay":
        mistakes += [
            reading.at(key).mistake(f"'{key}' chỉ đi với 'relay'", f"xoá dòng '{key}'")
            for key in ("for", "else")
            if key in reading.places
        ]
        return _sounding(source, reading)
    return _relay(reading, mistakes)


def _relay(reading: Reading, mistakes: list[Mistake]) -> RelayItem | None:
    if "for" not in reading.places:
        if not reading.torn:
            hint = "thêm dòng 'for: 15 phút'"
            mistakes.append(reading.at("relay").mistake("tiếp sóng thiếu 'for' (trong bao lâu)", hint))
        return None
    if reading.get("for") == 0:
        mistakes.append(reading.at("for").mistake("tiếp sóng 0 giây thì không có gì để phát", "viết như for: 15 phút"))
        return None
    fallback = reading.get("else")
    otherwise = _item(fallback, mistakes) if fallback else None
    sounding = otherwise if isinstance(otherwise, ScriptItem | SoundItem | FileItem) else None
    return RelayItem(reading.get("relay"), reading.get("for", 0.0), sounding, reading.at("relay"))


def _sounding(source: str, reading: Reading) -> Item:
    value, place = reading.get(source), reading.at(source)
    if source == "script":
        return ScriptItem(value.removesuffix(".md"), place)
    if source == "file":
        return FileItem(value, place)
    if source == "silence":
        return SilenceItem(value, place)
    return SoundItem(value, cast("Kind", source), place)


def _campaign(reading: Reading, mistakes: list[Mistake]) -> Campaign | None:
    before = len(mistakes)
    _check_dates(reading, mistakes)
    if reading.wrong or len(mistakes) > before:
        return None
    return Campaign(
        name=reading.get("name"),
        first=reading.get("from"),
        last=reading.get("until"),
        at_least=reading.get("at_least"),
        tag=fold_tag(reading.get("tag")),
        place=reading.place,
    )
