"""The page "Âm thanh": each sound with how it looks, how long and how loud it is, and what plays it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote

from broadcaster.panel import words
from broadcaster.station.desks.sounds import BESIDE

HALF = 50
"""Height of half a waveform, in units of its drawing."""
_GROUPS = (
    ("jingle", "Nhạc hiệu, nhạc cắt"),
    ("bed", "Nhạc nền dưới lời"),
    ("signal", "Tín hiệu của đài"),
    ("recording", "Bản ghi âm"),
    ("other", "Chưa dùng ở đâu"),
)
_LEAST = 2  # a bar that is silent is still seen
_FAINT = -34.0  # LUFS; raised to the station's -16, its noise would be heard too
_LOUD = ((-12.0, "rất to"), (-24.0, "to vừa"), (_FAINT, "nhỏ"), (float("-inf"), "rất nhỏ"))
_FEW_CLIPPED = 10  # samples at full scale that a good recording may have


@dataclass(frozen=True)
class Sound:
    """One sound as a page shows it."""

    name: str
    """What a schedule calls it; `bai:…` for a recording beside a script."""
    title: str
    """What the page calls it."""
    key: str
    """The name as an address has it."""
    file: str
    """Where an operator finds it."""
    wave: str
    """Its waveform, the `d` of a path 2 units a bar wide and 2·HALF high; empty while it is looked into."""
    length: str
    """How long it is, in words; empty where not known."""
    loudness: str
    """How loud it is, in words; empty where not known."""
    warnings: tuple[str, ...]
    """What may be heard to be wrong with it."""
    used: tuple[str, ...]
    """What plays it."""
    fixed: str
    """Why it may be neither renamed nor put away; empty: it may."""
    pending: bool
    """Whether it is still being looked into."""


@dataclass(frozen=True)
class PutAway:
    """One sound that was put away or replaced, as the page shows it."""

    kept: str
    """What the station is asked for it by."""
    key: str
    """The same as an address has it."""
    title: str
    """What the page calls it."""
    place: str
    """What it was, in words."""
    when: str
    """Until when, in words."""
    size: str
    """How large it is, in words."""
    present: bool
    """Whether another goes by its name now, with which it would change places."""
    barred: str
    """Why it cannot come back; empty: it can."""


def sounds(told: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Everything the page shows: sounds by what they are for, groups without any left out."""
    shown = [(one["kind"], show(one)) for one in told]
    groups = [(title, [sound for kind, sound in shown if kind == wanted]) for wanted, title in _GROUPS]
    return {
        "groups": [(title, found) for title, found in groups if found],
        "pending": any(sound.pending for _, sound in shown),
    }


def one_sound(told: Mapping[str, Any]) -> dict[str, Any]:
    """Everything the page of one sound shows."""
    return {"sound": show(told), "beside": told["name"].startswith(BESIDE), "size": words.size(told["bytes"])}


def put_away(told: Iterable[Mapping[str, Any]]) -> list[PutAway]:
    """The sounds that were put away, as they are told."""
    return [_put_away(one) for one in told]


def _put_away(told: Mapping[str, Any]) -> PutAway:
    until = datetime.fromisoformat(told["until"])
    return PutAway(
        kept=told["kept"],
        key=quote(told["kept"]),
        title=told["title"] or told["name"],
        place=f"giọng đọc của bài {told['title']}" if told["script"] else "tiếng",
        when=f"{words.clock_seconds(until)} {words.short_date(until)}",
        size=words.size(told["bytes"]),
        present=told["present"],
        barred=told["barred"],
    )


def show(told: Mapping[str, Any]) -> Sound:
    """One sound."""
    facts: Mapping[str, Any] = told["facts"] or {}
    beside = told["name"].startswith(BESIDE)
    used = tuple(told["used"])
    return Sound(
        name=told["name"],
        title=used[0] if beside and used else told["name"],
        key=quote(told["name"]),
        file=told["file"],
        wave=wave(facts.get("peaks") or ()),
        length=words.length(facts["seconds"]) if facts else "",
        loudness=loudness(facts["lufs"]) if facts else "",
        warnings=(told["wrong"],) if told["wrong"] else warnings(facts),
        used=used,
        fixed=", ".join(used) if used and not beside else "",
        pending=not facts and not told["wrong"],
    )


def wave(peaks: Sequence[int]) -> str:
    """The `d` of a path that draws `peaks` (0–100): a stroke a bar, quiet ones lifted so that speech shows."""
    strokes = []
    for number, peak in enumerate(peaks):
        half = max(_LEAST, round(HALF * (peak / 100.0) ** 0.6))
        strokes.append(f"M{2 * number + 1} {HALF - half}V{HALF + half}")
    return "".join(strokes)


def loudness(lufs: float | None) -> str:
    """How loud a sound is, in words and LUFS: `to vừa (−16 LUFS)`."""
    if lufs is None:
        return "không nghe thấy gì"
    word = next(word for least, word in _LOUD if lufs >= least)
    return f"{word} ({lufs:.0f} LUFS)".replace("-", "−")


def warnings(facts: Mapping[str, Any]) -> tuple[str, ...]:
    """What may be heard to be wrong with a sound, and what to do."""
    if not facts:
        return ()
    found = []
    if facts["lufs"] is None:
        found.append("tệp không có tiếng nào, hoặc ngắn dưới nửa giây; hãy nghe lại rồi ghi lại nếu cần")
    elif facts["lufs"] < _FAINT:
        found.append("ghi quá nhỏ: đài tự tăng lên nhưng tiếng ồn cũng tăng theo; nên ghi lại gần micro hơn")
    if facts["clipped"] > _FEW_CLIPPED:
        found.append(f"bị vỡ tiếng ở {facts['clipped']} chỗ vì ghi quá to; nếu nghe rè, hãy ghi lại nhỏ hơn")
    return tuple(found)


def clip(told: Mapping[str, Any]) -> dict[str, Any]:
    """A sound sent for an urgent announcement, as the page shows it before it is aired."""
    facts = told["facts"]
    return {
        "id": told["id"],
        "called": told["called"],
        "wave": wave(facts["peaks"]),
        "length": words.length(facts["seconds"]),
        "warnings": warnings(facts),
    }
