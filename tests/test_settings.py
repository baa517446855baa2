"""`config.yaml` is read whole: defaults stand in for what is wrong, and every mistake is told at once."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcaster.folder import StationFolder
from broadcaster.playout.player import REST
from broadcaster.playout.warming import COLD
from broadcaster.settings import UNREAD, AmplifierSettings, Settings, load_settings, read_settings
from broadcaster.settings.fields import CONFIG, LONGEST_WARMING
from broadcaster.station.due import AHEAD
from broadcaster.written.fields import Table
from broadcaster.written.hours import Span
from broadcaster.written.readers import Sub

REPOSITORY = Path(__file__).parent.parent
WHOLE = """
station:
  name: Đài xã A
  commune: xã A
  hotline: 0905123456
  trưởng thôn: ông Ba
  timezone: Asia/Ho_Chi_Minh
speech:
  engines: [kokoro]
  voice: nữ miền Trung
  speed: 0,85
sound:
  output: [soundcard, file:var/on-air]
  loudness: -18 LUFS
  profile: phẳng
  amplifier: { on: 8s, off: 2s, switch: gpio: 17 }
rules:
  quiet_hours: ["21:00-04:45", 12h-13h]
  silent_days: [25/06/2027, 10/03 âm, 26/06/2027-28/06/2027]
  max_sessions_a_day: 2
  max_session: 15 phút
  allowed_days: T2-T6
panel: {listen: "0.0.0.0:80"}
"""


def test_every_setting_is_read() -> None:
    settings, mistakes = read_settings(WHOLE)
    assert not mistakes
    assert settings.station.name == "Đài xã A"
    assert settings.station.fields["commune"] == "xã A"
    assert settings.station.fields["hotline"] == "0905123456"
    assert settings.station.fields["trưởng_thôn"] == "ông Ba"
    assert settings.station.zone == ZoneInfo("Asia/Ho_Chi_Minh")
    assert (settings.speech.engines, settings.speech.speed) == (("kokoro",), 0.85)
    assert settings.sound.outputs == ("soundcard", "file:var/on-air")
    assert (settings.sound.loudness, settings.sound.profile) == (-18, "flat")
    assert settings.sound.amplifier == AmplifierSettings(8, 2, "gpio: 17")
    assert settings.rules.quiet_hours == (Span(75_600, 17_100), Span(43_200, 46_800))
    assert settings.rules.silent(date(2027, 6, 27)) is not None
    assert settings.rules.silent(date(2027, 6, 24)) is None
    assert settings.rules.silent(date(2026, 4, 26)) is not None  # giỗ Tổ, mùng 10 tháng 3
    assert settings.rules.allows(date(2027, 6, 25))
    assert not settings.rules.allows(date(2027, 6, 26))
    assert (settings.rules.max_sessions_a_day, settings.rules.max_session) == (2, 900)
    assert (settings.panel.host, settings.panel.port) == ("0.0.0.0", 80)


def test_vietnamese_keys_mean_the_same() -> None:
    text = "đài:\n  tên: Đài A\nam thanh:\n  đường ra: loa\n  tăng âm: {bật: 2s}\nnội quy:\n  giờ yên tĩnh: 21h-5h\n"
    settings, mistakes = read_settings(text)
    assert not mistakes
    assert settings.sound.amplifier.on == 2
    assert settings.rules.quiet_hours == (Span(75_600, 18_000),)


@pytest.mark.parametrize(
    ("switch", "meant"),
    [
        ("none", "none"),
        ("gpio: 17", "gpio: 17"),
        ("gpio:17", "gpio: 17"),
        ("{gpio: 17}", "gpio: 17"),
        ("command: relay on  # bật", "command: relay on"),
        ('"command: relay, {on}"', "command: relay, {on}"),
    ],
)
def test_the_switch_in_every_writing(switch: str, meant: str) -> None:
    settings, mistakes = read_settings(f"station: {{name: A}}\nsound:\n  amplifier:\n    switch: {switch}\n")
    assert not mistakes
    assert settings.sound.amplifier.switch == meant


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("sound: {output: soundcart}", "ý bạn là 'soundcard'?"),
        ("sound: {loudness: 16 LUFS}", "ý bạn là '-16 LUFS'?"),
        ("sound: {profile: hron}", "ý bạn là 'horn'?"),
        ("sound: {amplifier: {on: 2 phút}}", "viết nhiều nhất 60 giây"),
        ("sound: {amplifier: {switch: relay}}", "viết none, command: câu lệnh, hoặc gpio: 17"),
        ("speech: {engines: [pipper]}", "ý bạn là 'piper'?"),
        ("speech: {speed: 9}", "viết một số từ 0,5 đến 2"),
        ("rules: {quiet_hours: 21h}", "khoảng giờ '21h' không đọc được"),
        ("rules: {max_sessions_a_day: bốn}", "không phải là số nguyên"),
        ("rules: {max_session: 45}", "viết '45 phút' hoặc '45 giây'"),
        ("rules: {silent_days: 30/02/2027}", "tháng 2 năm 2027 có 28 ngày"),
        ("panel: {listen: 8090}", "viết như 127.0.0.1:8090"),
        ("panel: {listen: localhost:99999}", "viết như 127.0.0.1:8090"),
        ("soud: {}", "ý bạn là 'sound'?"),
    ],
)
def test_a_wrong_setting_is_told_and_the_rest_stands(line: str, said: str) -> None:
    settings, mistakes = read_settings(f"station: {{name: Đài A, timezone: Asia/Ho_Chi_Minh}}\n{line}\n")
    assert len(mistakes) == 1
    assert mistakes[0].line == 2
    assert said in str(mistakes[0])
    assert settings.station.name == "Đài A"
    assert settings.sound.outputs == ("soundcard",)


def test_an_airing_is_handed_over_before_the_longest_warming_begins() -> None:
    assert AHEAD.total_seconds() > LONGEST_WARMING + COLD + REST


@pytest.mark.parametrize("hours", ["21h", "[25:00-26:00]", "{}", "21:00-21:00"])
def test_quiet_hours_written_wrong_leave_the_usual_night_quiet(hours: str) -> None:
    settings, mistakes = read_settings(f"station: {{name: A}}\nrules: {{quiet_hours: {hours}}}\n")
    assert mistakes
    assert settings.rules.quiet_hours == (Span(75_600, 17_100),)


@pytest.mark.parametrize(
    "text",
    [
        "station: {name: A}\nrules: {quiet_hour: 22h-4h}\n",
        "station: {name: A}\nrules: {giờ im: 22h-4h}\n",
        "station: {name: A}\nrulse:\n  quiet_hours: 22h-4h\n",
        "station: {name: A}\nrules: 22h-4h\n",
        "station: {name: A}\nrules:\n  quiet_hours ['22:00-04:00']\n  max_sessions_a_day: 4\n",
        "- a\n",
    ],
)
def test_f08_rules_that_cannot_be_read_leave_the_usual_night_quiet(text: str) -> None:
    settings, mistakes = read_settings(text)
    assert mistakes
    assert settings.rules.quiet_hours == (Span(75_600, 17_100),)


def test_f08_a_config_of_garbage_leaves_the_usual_night_quiet(tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_bytes(b"\x00\x01\x02")
    settings, mistakes = load_settings(StationFolder(tmp_path))
    assert mistakes
    assert settings.rules.quiet_hours == (Span(75_600, 17_100),)


def test_a_mistake_elsewhere_makes_no_night_where_none_was_wanted() -> None:
    settings, mistakes = read_settings("station: {name: A}\nspeech: {speed: 9}\nrules: {max_sessions_a_day: 4}\n")
    assert mistakes
    assert settings.rules.quiet_hours == ()


def test_no_quiet_hours_may_be_wanted() -> None:
    settings, mistakes = read_settings("station: {name: A}\nrules: {quiet_hours: []}\n")
    assert not mistakes
    assert settings.rules.quiet_hours == ()


def test_an_unknown_zone_is_told() -> None:
    settings, (mistake,) = read_settings("station: {name: A, timezone: Asia/Hue}\n")
    assert "Asia/Ho_Chi_Minh" in mistake.hint
    assert settings.station.zone.key == "Asia/Ho_Chi_Minh"


def test_a_station_without_config_is_told(tmp_path: Path) -> None:
    settings, mistakes = load_settings(StationFolder(tmp_path))
    assert settings == UNREAD
    assert "config.yaml" in str(mistakes[0])


def test_an_empty_config_misses_its_station() -> None:
    _, mistakes = read_settings("")
    assert "thiếu mục 'station' (đài)" in mistakes[0].message
    assert mistakes[0].file == "config.yaml"


def test_the_config_shipped_has_no_mistake() -> None:
    settings, mistakes = load_settings(StationFolder(REPOSITORY))
    assert not mistakes
    assert settings.station.fields["hotline"] == "19009095"


def tables(table: Table) -> list[Table]:
    """A table and all within it."""
    inner = [one.reader.table for one in table.fields if isinstance(one.reader, Sub)]
    return [table, *(deeper for one in inner for deeper in tables(one))]


def test_every_setting_is_documented_and_has_a_vietnamese_key() -> None:
    for table in tables(CONFIG):
        for one in table.fields:
            assert one.doc.endswith(".")
            assert one.spellings


def test_no_key_is_spelt_like_another() -> None:
    for table in tables(CONFIG):
        for one in table.fields:
            assert all(table.field_of(key) is one for key in one.every_key())


@given(st.text(max_size=80))
def test_no_text_breaks_it(text: str) -> None:
    settings, _ = read_settings(text)
    assert isinstance(settings, Settings)


@pytest.mark.parametrize(
    ("written", "volume", "gain"), [("80%", 80.0, 0.64), ("50 %", 50.0, 0.25), ("100", 100.0, 1.0)]
)
def test_the_volume_is_told_in_per_cent(written: str, volume: float, gain: float) -> None:
    settings, mistakes = read_settings(f"station: {{ name: Đài }}\nsound: {{ âm lượng: {written} }}\n")
    assert not mistakes
    assert settings.sound.volume == volume
    assert settings.sound.gain == pytest.approx(gain)


@pytest.mark.parametrize("written", ["5%", "120%", "to", "-10"])
def test_a_volume_nobody_hears_is_a_mistake(written: str) -> None:
    settings, mistakes = read_settings(f"station: {{ name: Đài }}\nsound: {{ volume: {written} }}\n")
    assert "âm lượng" in mistakes[0].message
    assert settings.sound.volume == 100.0


def test_the_panel_speaks_plainly_unless_it_is_told_to_encrypt() -> None:
    assert not read_settings("station: { name: Đài }\npanel: { listen: 0.0.0.0:80 }\n")[0].panel.tls
    panel = read_settings("station: { name: Đài }\npanel: { tls: có }\n")[0].panel
    assert (panel.host, panel.port, panel.tls) == ("127.0.0.1", 8090, True)
