"""`config.yaml`: who the station is, what it sounds like, the rules it lives under.

One table names every setting in both languages with what it is for; the reading, `docs/keys.md` and the JSON Schema
come from it. Where a setting is absent or wrong its default stands, so that all mistakes are told at once.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from zoneinfo import ZoneInfo

from broadcaster.errors import Mistake, MistakesError
from broadcaster.folder import StationFolder
from broadcaster.settings.fields import CONFIG
from broadcaster.written.days import Days
from broadcaster.written.document import Place, compose
from broadcaster.written.encoding import read_text
from broadcaster.written.fields import Reading, read_record
from broadcaster.written.hours import Span

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")

USUAL_NIGHT = Span(21 * 3600, 4 * 3600 + 45 * 60)
"""The quiet hours that stand where an officer's own are written wrong, so that no slip of the hand wakes a commune."""


@dataclass(frozen=True)
class StationFacts:
    """Who the station is."""

    name: str = "Đài Truyền thanh"
    """What it calls itself on the air."""
    fields: Mapping[str, str] = field(default_factory=dict)
    """All a text may use, as `{{ commune }}`; the name among them."""
    zone: ZoneInfo = VIETNAM
    """The time zone its hours are meant in."""


@dataclass(frozen=True)
class SpeechSettings:
    """Who speaks."""

    engines: tuple[str, ...] = ("piper", "gtts", "kokoro", "espeak")
    """Voice engines, best first."""
    voice: str = "default"
    """An engine's own voice name, or `default`."""
    speed: float = 0.9
    """1 is the engine's own pace."""
    voice_line: int = 0
    """The line of `config.yaml` the voice stands on; 0: none says it."""


@dataclass(frozen=True)
class AmplifierSettings:
    """How the amplifier or transmitter is switched."""

    on: float = 5.0
    """Seconds before the sound."""
    off: float = 3.0
    """Seconds after it."""
    switch: str = "none"
    """`none`, `command: …` or `gpio: 17`."""


@dataclass(frozen=True)
class SoundSettings:
    """What it sounds like and where the sound goes."""

    outputs: tuple[str, ...] = ("soundcard",)
    """`soundcard`, `soundcard:NAME`, `file:PATH`, `icecast://…`; one or several."""
    volume: float = 100.0
    """Per cent of what the sound card can; 100: as it was made."""
    loudness: float = -16.0
    """LUFS of every finished sound."""
    profile: str = "horn"
    """`horn` or `flat`."""
    amplifier: AmplifierSettings = AmplifierSettings()
    """How the amplifier is switched."""

    @property
    def gain(self) -> float:
        """The volume as a factor of amplitude: half of it is 12 dB softer, which the ear takes for half as loud."""
        return (self.volume / 100.0) ** 2


@dataclass(frozen=True)
class RuleSettings:
    """What a programme may not break; an urgent announcement may."""

    quiet_hours: tuple[Span, ...] = ()
    """Hours in which no loudspeaker sounds."""
    silent_days: tuple[Days, ...] = ()
    """Days on which none sounds."""
    allowed_days: tuple[Days, ...] = ()
    """The only days on which any sounds; none named: all."""
    max_sessions_a_day: int | None = None
    """Sessions a day; None: any number."""
    max_session: float | None = None
    """Seconds a session; None: any length."""
    lines: Mapping[str, int] = field(default_factory=dict)
    """The line of `config.yaml` each rule stands on, by its English key."""

    def silent(self, day: date) -> Days | None:
        """The silent day that `day` is, if it is one."""
        return next((days for days in self.silent_days if days.hold(day)), None)

    def allows(self, day: date) -> bool:
        """Whether sound is allowed on `day` as a week day or date."""
        return not self.allowed_days or any(days.hold(day) for days in self.allowed_days)


@dataclass(frozen=True)
class PanelSettings:
    """Where the panel answers."""

    host: str = "127.0.0.1"
    """The address it listens at."""
    port: int = 8090
    """The port."""
    tls: bool = False
    """Whether browsers come by HTTPS, by a certificate the station makes for itself."""


@dataclass(frozen=True)
class Settings:
    """All of `config.yaml`."""

    station: StationFacts = StationFacts()
    """Who the station is."""
    speech: SpeechSettings = SpeechSettings()
    """Who speaks."""
    sound: SoundSettings = SoundSettings()
    """What it sounds like."""
    rules: RuleSettings = RuleSettings()
    """House rules."""
    panel: PanelSettings = PanelSettings()
    """The panel."""


UNREAD = Settings(rules=RuleSettings(quiet_hours=(USUAL_NIGHT,)))
"""What stands where `config.yaml` cannot be read at all."""


def load_settings(folder: StationFolder) -> tuple[Settings, list[Mistake]]:
    """The settings of the station in `folder`, and every mistake in its `config.yaml`.

    Defaults stand where a field is absent or wrong. Notices of old encodings are not mistakes: see `read_text`.
    """
    file = folder.relative(folder.config)
    try:
        text = read_text(folder.config, file)
    except MistakesError as error:
        return UNREAD, list(error.mistakes)
    return read_settings(text.text, file)


def read_settings(text: str, file: str = "config.yaml") -> tuple[Settings, list[Mistake]]:
    """The settings written in `text`, and every mistake in it."""
    node, mistakes = compose(text, file)
    if node is None and mistakes:
        return UNREAD, mistakes
    config, found = read_record(node, CONFIG, Place(file, 1, 1))
    settings = Settings(
        station=_station(config.get("station")),
        speech=_speech(config.get("speech")),
        sound=_sound(config.get("sound")),
        rules=_rules(config),
        panel=_panel(config.get("panel")),
    )
    return settings, sorted([*mistakes, *found])


def _station(facts: Reading | None) -> StationFacts:
    if facts is None:
        return StationFacts()
    name = facts.get("name", StationFacts.name)
    known = {key: str(value) for key, value in facts.values.items() if key != "timezone"}
    others = {_blank_name(key): value for key, value in facts.others.items()}
    zone = facts.get("timezone", VIETNAM)
    return StationFacts(name, others | known | {"name": name, "timezone": str(zone)}, zone)


def _blank_name(key: str) -> str:
    """A key as a blank of a text may name it: 'đường dây nóng' -> 'đường_dây_nóng'."""
    return re.sub(r"\W+", "_", key).strip("_")


def _speech(speech: Reading | None) -> SpeechSettings:
    if speech is None:
        return SpeechSettings()
    line = speech.places["voice"].line if "voice" in speech.places else 0
    return SpeechSettings(**speech.values, voice_line=line)


def _sound(sound: Reading | None) -> SoundSettings:
    if sound is None:
        return SoundSettings()
    values = dict(sound.values)
    if "output" in values:
        values["outputs"] = values.pop("output")
    amplifier = values.pop("amplifier", None)
    if amplifier:
        values["amplifier"] = AmplifierSettings(**amplifier.values)
    return SoundSettings(**values)


def _rules(config: Reading) -> RuleSettings:
    rules: Reading | None = config.get("rules")
    if rules is None:
        return UNREAD.rules if _may_have_been("rules", config) else RuleSettings()
    values = dict(rules.values)
    if not values.get("quiet_hours") and _may_have_been("quiet_hours", rules):
        values["quiet_hours"] = (USUAL_NIGHT,)
    return RuleSettings(**values, lines={key: place.line for key, place in rules.places.items()})


def _may_have_been(key: str, reading: Reading) -> bool:
    """Whether `key` was written, as far as a record with a mistake in it tells: wrong, mistyped, or on a lost line."""
    told = key in reading.places or {key, ""} & reading.unknown
    return reading.wrong and bool(told or reading.torn or not reading.places)


def _panel(panel: Reading | None) -> PanelSettings:
    if panel is None:
        return PanelSettings()
    host, port = panel.get("listen", (PanelSettings.host, PanelSettings.port))
    return PanelSettings(host, port, panel.get("tls", default=False))
