"""What plays each sound: programmes, their beds, and the station itself. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from broadcaster.timetable.model import FileItem, Item, Programme, RelayItem, SoundItem

OWN = {
    "hieu-lenh-khan": "hiệu lệnh trước mọi thông báo khẩn",
    "chuong": "chuông trước bài phát lẻ, và khi chưa có tiếng nào khác",
}
"""Sounds the station plays of itself, and when."""
_MUSIC = {"jingle": "jingle", "sting": "jingle", "chime": "jingle"}


def uses(programmes: Iterable[Programme], files: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """For each sound's name, what plays it and as what: `{"nhac-hieu": {"Buổi sáng": "jingle"}}`.

    `files` gives the name of the sound a path in the station's folder belongs to.
    """
    found: dict[str, dict[str, str]] = {}
    for programme in programmes:
        for name, kind in _of(programme, files):
            found.setdefault(name, {}).setdefault(programme.name, kind)
    for name, what in OWN.items():
        found.setdefault(name, {}).setdefault(what, "signal")
    return found


def _of(programme: Programme, files: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    if programme.bed:
        yield programme.bed, "bed"
    for item in programme.play:
        yield from _by(item, files)


def _by(item: Item, files: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    if isinstance(item, SoundItem):
        yield item.name, _MUSIC[item.kind]
    elif isinstance(item, FileItem) and item.path in files:
        yield files[item.path], "recording"
    elif isinstance(item, RelayItem) and item.otherwise:
        yield from _by(item.otherwise, files)
