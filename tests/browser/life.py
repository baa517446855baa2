"""What a station has behind it and before it: files around now, and a log of three days."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from morning import ZONE

from broadcaster.journal.journal import Journal
from broadcaster.playout.asrun import AsRun, Kind, Outcome

CONFIG = """
station: {{ name: Đài Truyền thanh xã Thử, commune: xã Thử, hotline: "19009095", timezone: {zone} }}
speech: {{ engines: [espeak], voice: default, speed: 1.2 }}
sound:
  output: soundcard
  loudness: -16 LUFS
  profile: flat
  amplifier: {{ on: 0s, off: 0s, switch: none }}
panel: {{ listen: "{host}:{port}" }}
"""

NEWS = (
    "Thưa bà con {{ commune }}. Bluezone báo cho ta biết khi đã ở gần người mắc bệnh. Bà con cài Bluezone ngay hôm nay."
)
STORM = "Thông báo khẩn. {{ ten_bao }} sẽ vào đất liền lúc {{ gio }}. Bà con ở yên trong nhà."
SCRIPTS = {
    "tin": ("Tin Bluezone", "bluezone", NEWS, ""),
    "khan-thu": ("Thử loa", "khan", "Đây là buổi thử loa. Bà con cứ yên tâm.", ""),
    "khan-bao": ("Thông báo khẩn về bão", "khan", STORM, 'blanks: { ten_bao: "bão số 5", gio: "17h00" }\n'),
}

_SCHEDULE = """campaign:
  {{ name: Tuyên truyền cài đặt Bluezone, from: {first}, until: {last}, at_least: 2, tag: bluezone }}

programmes:
  - name: Bản tin Bluezone
    at: {times}
    days: hằng ngày
    play: [{{ jingle: nhac-hieu }}, {{ script: tin }}, {{ jingle: nhac-cat }}]
    bed: nen-nhe
"""


def schedule(now: datetime) -> str:
    """A daily programme that is at least half an hour away on either side, and its campaign."""
    times = [f'"{now + timedelta(minutes=minutes):%H:%M}"' for minutes in (-180, -95, 90, 185)]
    first, last = now - timedelta(days=5), now + timedelta(days=5)
    return _SCHEDULE.format(first=f"{first:%d/%m/%Y}", last=f"{last:%d/%m/%Y}", times=f"[{', '.join(times)}]")


def write_past(journal: Path, now: datetime) -> None:
    """Three days of as-run entries: all that can become of an airing."""
    past = Journal(journal, ZONE)
    for days in (1, 2, 3):
        for hour, (programme, outcome, why, seconds, kind) in zip((6, 8, 11, 14, 17), _OUTCOMES, strict=True):
            at = (now - timedelta(days=days)).replace(hour=hour, minute=0, second=0, microsecond=0)
            heard = seconds > 0
            started, ended = (at, at + timedelta(seconds=seconds)) if heard else (None, None)
            past.write(
                AsRun(f"{programme}-{at:%Y%m%dT%H%M}", programme, at, started, ended, outcome, why, seconds, kind,
                      frozenset({"bluezone"}))
            )  # fmt: skip
    past.close()


_OUTCOMES: tuple[tuple[str, Outcome, str, float, Kind], ...] = (
    ("Bản tin Bluezone", "aired", "", 184.0, "routine"),
    ("Bản tin Bluezone", "cut", "thông báo khẩn «Thử loa» chen ngang lúc 08:01:10", 70.0, "routine"),
    ("Chuyện nhà nông", "missed", "đài tắt từ 10:40 đến 11:30, quá giờ được phát muộn", 0.0, "routine"),
    ("Chuyện nhà nông", "refused", "trong giờ yên tĩnh 13:30–14:30 của đài", 0.0, "routine"),
    ("Thử loa", "aired", "", 12.0, "urgent"),
)
