"""The machine's desk of a running station."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime, timedelta
from pathlib import Path

from broadcaster.errors import BroadcasterError
from broadcaster.playout.offer import Offer, SoundPart
from broadcaster.settings import PanelSettings
from broadcaster.station import backup, view
from broadcaster.station.composition import Composition, SoundBlock
from broadcaster.station.desks.devices import Json
from broadcaster.station.door import RefusedError, UnknownNameError
from broadcaster.station.on_demand import Ordered, trial_claim
from broadcaster.station.station import Station
from broadcaster.station.tone import SECONDS as TONE_SECONDS
from broadcaster.station.tone import write_tone
from broadcaster.timetable.rules import breach
from broadcaster.timetable.writing import write_setting
from broadcaster.units import RATE

TRIAL = 10.0
"""Seconds a trial takes: of the loudspeakers, where house rules are asked; of the amplifier, until it goes off."""


class StationDevices:
    """A `DeviceDesk`; every method may be called from any thread."""

    def __init__(self, station: Station) -> None:
        self._station = station

    def rename(self, name: str) -> None:
        """Write the station's name."""
        self._write(["station", "name"], " ".join(name.split()))

    def quiet(self) -> str:
        """The house rule that forbids sound just now."""
        rules = self._station.files.book.loaded.settings.rules
        return str(breach(rules, self._station.clock.now(), TRIAL) or "")

    def report(self) -> Json:
        """How everything is."""
        station, settings = self._station, self._station.files.book.loaded.settings
        status, amplifier = station.player.status(), settings.sound.amplifier
        level = view.output_json(status)["level_dbfs"]
        return {
            "outputs": [asdict(output) for output in status.outputs],
            "level_dbfs": level,
            "volume": round(settings.sound.volume),
            "adjustable": any(output.name.startswith("soundcard") for output in status.outputs),
            "amplifier": {
                "switch": amplifier.switch,
                "on": status.amplifier_on,
                "before": amplifier.on,
                "after": amplifier.off,
                "why": status.amplifier_fault,
            },
            "voices": view.voices_json(station.atelier.voices(settings.speech.engines, settings.speech.voice)),
            "panel": {"host": settings.panel.host, "port": settings.panel.port, "tls": settings.panel.tls},
            "backups": [self._backup_json(path) for path in backup.made(station.folder)],
        }

    def examine(self) -> list[Json]:
        """What `doctor` finds."""
        from broadcaster.station.doctor import examine  # noqa: PLC0415 - asked for once in a while

        station = self._station
        return [asdict(finding) for finding in examine(station.folder, station.files.book, station.clock)]

    def try_sound(self, by: str, *, anyway: bool = False) -> Json:
        """The chime and the station's name; they are made ahead, as the last rung of every programme."""
        self._allow(anyway=anyway)
        composition = Composition((SoundBlock(self._station.files.book.composer.station_call()),))
        why = f"thử loa, theo lệnh của {by}"
        ordered = Ordered(self._airing(), "Thử loa", composition, frozenset(), why, trial=True)
        return {"ready": self._station.on_demand.add(ordered)}

    def try_tone(self, by: str, *, anyway: bool = False) -> Json:
        """A tone as loud as the station's speech is."""
        self._allow(anyway=anyway)
        station = self._station
        loudness = station.files.book.loaded.settings.sound.loudness
        path = write_tone(station.folder.var / "am-chuan.wav", loudness)
        part = SoundPart(path, round(TONE_SECONDS * RATE), label="âm chuẩn")
        claim = trial_claim(self._airing(), "Âm chuẩn", station.clock.timestamp())
        station.player.air_now(Offer(claim, "Âm chuẩn", (part,), why=f"thử loa, theo lệnh của {by}"))
        return {"seconds": TONE_SECONDS}

    def try_amplifier(self) -> Json:
        """On for a while, then off."""
        if self._station.player.status().amplifier_on is None:
            raise RefusedError("đài chưa có mạch bật tăng âm; khai ở mục sound: amplifier: switch trong config.yaml")
        if fault := self._station.player.try_amplifier(TRIAL):
            raise RefusedError(f"công tắc tăng âm không nghe lệnh: {fault}")
        return {"seconds": TRIAL}

    def set_volume(self, percent: int) -> None:
        """Written first: what is heard must outlive a restart."""
        self._write(["sound", "volume"], f"{percent}%")
        self._station.player.set_gain((percent / 100.0) ** 2)

    def open_panel(self, *, to_network: bool, tls: bool) -> None:
        """Written for the next start."""
        port = self._station.files.book.loaded.settings.panel.port
        self._write(["panel", "listen"], f"{'0.0.0.0' if to_network else PanelSettings.host}:{port}")  # noqa: S104 - asked for
        self._write(["panel", "tls"], "có" if tls else "không")

    def back_up(self) -> str:
        """Made now."""
        return backup.pack(self._station.folder, self._station.journal.copy, self._station.clock.now()).name

    def backup(self, name: str) -> Path:
        """One of those that were made; no other file has a name here."""
        for path in backup.made(self._station.folder):
            if path.name == name:
                return path
        raise UnknownNameError(f"không còn bản sao lưu '{name}'; hãy làm bản mới")

    def restore(self, packed: Path, *, at_machine: bool, anyway: bool = False) -> Json:
        """The station takes the files in at its next beat."""
        station = self._station
        if station.player.status().on_air is not None:
            raise BroadcasterError("đài đang phát; hãy đợi hết bài hoặc dừng tiếng rồi mới phục hồi")
        told = backup.restore(station.folder, packed, station.clock.now(), at_machine=at_machine, anyway=anyway)
        earlier = station.folder.relative(told.earlier)
        station.note("tep", f"đã phục hồi {told.files} tệp từ bản sao lưu; các tệp trước đó ở {earlier}")
        return {"earlier": earlier, "files": told.files, "problems": told.problems}

    def _backup_json(self, path: Path) -> Json:
        found = path.stat()
        made = datetime.fromtimestamp(found.st_mtime, self._station.clock.zone)
        return {"name": path.name, "size": found.st_size, "made": made.isoformat()}

    def _allow(self, *, anyway: bool) -> None:
        """A trial keeps quiet hours unless `anyway`; it cuts nothing and delays nothing. Raises RefusedError."""
        if not anyway and (why := self.quiet()):
            raise RefusedError(f"không phát: {why}")
        station, now = self._station, self._station.clock.now()
        status = station.player.status()
        if status.on_air:
            raise RefusedError(
                f"đang phát «{status.on_air.programme}» nên không thử được; hãy đợi hết bài hoặc dừng tiếng trước"
            )
        coming = view.next_json(status, station.planning.entries(station.files.book, now), now)
        if coming and datetime.fromisoformat(coming[0]["at"]) < now + timedelta(seconds=TRIAL):
            raise RefusedError(f"sắp đến giờ phát «{coming[0]['programme']}» nên không thử được; hãy đợi phát xong")

    def _airing(self) -> str:
        return f"thu-loa-{self._station.clock.now():%Y%m%dT%H%M%S%f}"

    def _write(self, keys: list[str], value: str) -> None:
        write_setting(self._station.folder, keys, value, self._station.clock.now())
