"""The door of a running station: what the panel and the command ask, answered in the shapes of `docs/http.md`."""

from __future__ import annotations

import contextlib
import shutil
from datetime import date, datetime, timedelta

from broadcaster import __version__
from broadcaster.errors import BroadcasterError
from broadcaster.journal.entries import as_json
from broadcaster.playout.status import Sounding
from broadcaster.station import by_hand, view
from broadcaster.station.aired import aired_by
from broadcaster.station.desks.station_devices import StationDevices
from broadcaster.station.desks.station_sounds import StationSounds
from broadcaster.station.desks.station_texts import StationTexts
from broadcaster.station.desks.station_timetable import StationTimetable
from broadcaster.station.door import Json, UnknownNameError, UrgentOrder
from broadcaster.station.station import Station
from broadcaster.timetable.entry import Entry
from broadcaster.timetable.lengths import SYLLABLES_A_SECOND
from broadcaster.timetable.rundown import Rundown, rundown
from broadcaster.timetable.why import explain, explain_faulty

SLOWLY = 5.0
"""Seconds between two looks at what changes slowly."""
WRONG_CLOCK = (
    "đồng hồ của máy có thể sai; chưa phát gì theo lịch; chỉnh giờ máy, "
    "hoặc nếu giờ đang đúng thì gõ: broadcaster status --clock-is-right"
)
"""What is said while the clock is not believed."""


class Answers:
    """A `Door`; every method may be called from any thread."""

    def __init__(self, station: Station) -> None:
        self._station = station
        self.timetable = StationTimetable(station)
        """Programmes and rules, as an officer changes them."""
        self.texts = StationTexts(station)
        """Texts, as an officer writes, hears and approves them."""
        self.sounds = StationSounds(station)
        """The sounds in `audio/`."""
        self.devices = StationDevices(station)
        """The machine."""
        self._slow: tuple[float, Json] = (float("-inf"), {})
        self.notices: tuple[str, ...] = ()
        """What an operator must read, from outside the rooms: a missing device, a port open to the network."""

    def status(self) -> Json:
        """What is on air, what is next, and how everything is."""
        station = self._station
        book, now = station.files.book, station.clock.now()
        status = station.player.status()
        done, total = station.stock.progress()
        trusted = status.trusted
        return {
            "station": book.loaded.settings.station.name,
            "now": now.isoformat(),
            "on_air": view.on_air_json(status.on_air, station.clock.zone, self._text_of(status.on_air)),
            "next": view.next_json(status, self._entries(now), now),
            "output": view.output_json(status),
            "clock": {"trusted": trusted, "why": "" if trusted else WRONG_CLOCK},
            "preparing": {"done": round(done, 2), "total": total} if total else None,
            "waiting": [view.waiting_json(one) for one in station.on_demand.waiting()],
            "standing": [view.standing_json(page) for page in station.pages.standing(now)],
            **self._slowly(now),
            "problems": len(station.files.refused),
            "files": book.loaded.version,
            "notices": self._notices(),
            "version": __version__,
        }

    def plan(self, since: datetime, until: datetime) -> Json:
        """What will air with `since <= at < until`, the campaigns and the problems."""
        return {**self._rundown(since, until).as_json(), "problems": self.check()}

    def log(self, since: datetime, until: datetime) -> list[Json]:
        """The as-run entries of a span."""
        return [as_json(entry) for entry in self._station.journal.read(since, until)]

    def check(self) -> list[Json]:
        """Every mistake in the files as they are now."""
        station = self._station
        problems = {
            *station.files.book.problems(station.clock.now(), station.planning.lengths.of, aired_by(station.journal)),
            *station.files.refused,
        }
        return [one.as_json() for one in sorted(problems)]

    def scripts(self) -> list[Json]:
        """All texts, by name."""
        loaded, day = self._station.files.book.loaded, self._station.clock.now().date()
        facts = loaded.settings.station.fields
        return [view.script_json(script, facts, day) for _, script in sorted(loaded.scripts.items())]

    def script(self, name: str) -> Json:
        """One text with its body and what will be spoken."""
        book, day = self._station.files.book, self._station.clock.now().date()
        script = book.loaded.scripts.get(name)
        if script is None:
            raise UnknownNameError(f"không có bài '{name}' trong scripts/vi")
        text: str | None = None
        with contextlib.suppress(BroadcasterError):  # blanks are open: an urgent template
            text = book.wording.written(script, {})
        spoken = None if text is None else book.wording.spoken(text)
        facts = book.loaded.settings.station.fields
        return {**view.script_json(script, facts, day), "body": script.body, "text": text, "spoken": spoken}

    def why(self, name: str, day: date) -> Json:
        """Why a programme does or does not air on a day."""
        station = self._station
        timetable = station.files.book.loaded.timetable
        programme = timetable.programme(name)
        if programme is None and (spoilt := timetable.spoilt(name)):
            told = explain_faulty(spoilt, station.files.refused, timetable)
            return {"programme": spoilt.name, "date": day.isoformat(), "airs": False, "why": told}
        if programme is None:
            raise UnknownNameError(f"không có chương trình '{name}' trong schedules")
        since = datetime.combine(day, datetime.min.time(), station.clock.zone)
        entries = self._rundown(since, since + timedelta(days=1)).entries
        own = [entry for entry in entries if entry.programme is programme]
        return {
            "programme": programme.name,
            "date": day.isoformat(),
            "airs": any(entry.airs for entry in own),
            "why": [*explain(programme, day, entries), *self._earlier()],
        }

    def _earlier(self) -> list[str]:
        files = self._station.files
        return [f"Các tệp vừa lưu có {len(files.refused)} lỗi nên đài đang theo bản trước."] if files.earlier else []

    def preview(self, order: UrgentOrder) -> Json:
        """What an urgent order would say and break into."""
        message = self._station.message(order)
        spoken = self._station.files.book.wording.spoken(message.text)
        seconds = order.repeat * len(spoken.split()) / SYLLABLES_A_SECOND
        return {
            "title": message.title,
            "text": message.text,
            "spoken": spoken,
            "seconds": round(seconds, 1),
            "breaks": self._breaks(),
            "notice": message.notice,
        }

    def urgent(self, order: UrgentOrder) -> Json:
        """Break in now; the words follow."""
        station = self._station
        message = station.message(order)
        self.sounds.give_way()
        breaks, now = self._breaks(), station.clock.now()
        page, standing = station.pages.order(order, message, now, station.clock.monotonic())
        station.note_exemption(message.title, now)
        if message.notice:
            station.note("khan", f"«{message.title}» được phát khẩn dù {message.notice}")
        return {
            "page": page,
            "title": message.title,
            "breaks": breaks,
            "standing": standing,
            "issued": now.isoformat(),
            "until": order.until.isoformat() if order.until else None,
            "notice": message.notice,
        }

    def play(self, name: str, by: str, *, anyway: bool = False) -> Json:
        """Air a programme or a text now, or as soon as its sound is made."""
        return by_hand.play(self._station, name, by, anyway=anyway)

    def call_off(self, airing: str, by: str) -> Json:
        """Forget an order by hand whose sound is still being made."""
        return by_hand.call_off(self._station, airing, by)

    def believe_clock(self, by: str) -> Json:
        """A person says that the clock is right."""
        station = self._station
        station.player.believe_clock()
        now = station.clock.now()
        station.journal.alive(now)  # so that the word outlasts a power cut
        station.note("clock", f"{by or 'người trực'} cho biết đồng hồ của máy đúng: {now:%H:%M ngày %d/%m/%Y}")
        return {"now": now.isoformat()}

    def stop(self, by: str) -> Json:
        """Silence now; cancel what repeats."""
        on_air = self._station.player.status().on_air
        waiting = self._station.on_demand.cancel()  # first: what is made this very moment must not sound afterwards
        self._station.player.stop(by or "người trực")
        if cancelled := self._station.pages.cancel():  # which waits for the disk, as silence must not
            self._station.player.stop(by or "người trực")  # what was just about to be repeated
        return {"stopped": [*([on_air.programme] if on_air else []), *waiting], "cancelled": cancelled}

    def _rundown(self, since: datetime, until: datetime) -> Rundown:
        loaded, station = self._station.files.book.loaded, self._station
        return rundown(
            loaded.timetable,
            loaded.scripts,
            loaded.settings,
            station.planning.lengths.of,
            since,
            until,
            now=station.clock.now(),
            aired=aired_by(station.journal),
        )

    def _entries(self, now: datetime) -> tuple[Entry, ...]:
        return self._station.planning.entries(self._station.files.book, now)

    def _day(self, now: datetime) -> Rundown:
        since = now.replace(hour=0, minute=0, second=0, microsecond=0)
        return self._rundown(since, since + timedelta(days=1))

    def _slowly(self, now: datetime) -> Json:
        """What changes slowly and costs much, looked at every few seconds only: pages ask each second."""
        station = self._station
        until, told = self._slow
        if station.clock.monotonic() >= until:
            speech = station.files.book.loaded.settings.speech
            told = {
                "disk": view.disk_json(shutil.disk_usage(station.folder.root).free),
                "voices": view.voices_json(station.atelier.voices(speech.engines, speech.voice)),
                "campaigns": [one.as_json() for one in self._day(now).campaigns],
            }
            self._slow = (station.clock.monotonic() + SLOWLY, told)
        return told

    def _text_of(self, sounding: Sounding | None) -> str:
        """The words of the text that sounds, as written."""
        if sounding is None:
            return ""
        book = self._station.files.book
        if typed := self._station.pages.text_of(sounding.airing):
            return typed
        script = next((one for one in book.loaded.scripts.values() if one.title == sounding.item), None)
        try:
            return book.wording.written(script, {}) if script else ""
        except BroadcasterError:
            return ""

    def _notices(self) -> list[str]:
        station = self._station
        refused = station.files.refused
        goes_by = "đài theo bản trước" if station.files.earlier else "đài không phát những chỗ sai"
        wrong = [f"có {len(refused)} lỗi trong các tệp của đài, {goes_by}; gõ: broadcaster check"] if refused else []
        stale = ", ".join(f"'{name}'" for name in station.files.stale)
        wrong += (
            [f"lời bài {stale} đã sửa sau khi thu, mà đài vẫn phát bản thu; gõ: broadcaster check"] if stale else []
        )
        trouble = [station.journal.trouble] if station.journal.trouble else []
        return [*self.notices, *station.journal.notices, *trouble, *wrong]

    def _breaks(self) -> str | None:
        on_air = self._station.player.status().on_air
        return on_air.programme if on_air else None
