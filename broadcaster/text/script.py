"""Script files, `scripts/vi/*.md`: who lets what be said, when, and the words.

A file is front matter between two `---` lines, in YAML with English or Vietnamese keys, and the body.
A recording beside it with the same name (`bao.md`, `bao.flac`) is preferred to any voice.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from broadcaster.errors import Mistake, MistakesError
from broadcaster.folder import StationFolder
from broadcaster.text.pairs import Pairs
from broadcaster.text.template import TemplateWrongError, blanks, fill
from broadcaster.written.document import Place, compose
from broadcaster.written.encoding import read_text
from broadcaster.written.fields import Field, Reading, Table, read_record
from broadcaster.written.numbers import parse_yes_no
from broadcaster.written.readers import Parsed, Several
from broadcaster.written.values import DATE, WORDS, parse_date, say_date
from broadcaster.written.wrong import WrongValue

_FENCE = re.compile(r"-{3,}\s*")
_RECORDINGS = (".flac", ".wav", ".opus", ".ogg", ".mp3", ".aif", ".aiff", ".m4a", ".aac", ".wma", ".amr", ".3gp")
"""As recorders and phones write them, in any case; the last ones cannot be read, and whoever mixes them says so."""
_NOT_PLAIN = (".txt", ".doc", ".docx", ".odt", ".rtf", ".pdf", ".markdown")


@dataclass(frozen=True)
class Script:
    """One announcement text."""

    name: str
    """File name without `.md`, as schedules write it."""
    title: str
    """What it is about."""
    tags: frozenset[str]
    """What campaigns count it by, in small letters."""
    issued_by: str
    """The authority whose words these are; may be empty."""
    approved_by: str
    """Who lets it be aired; empty while nobody has."""
    approved_on: date | None
    """The day of the approval."""
    valid_from: date | None
    """The first day it may air."""
    valid_until: date | None
    """The last day it may air, that day included."""
    withdrawn: date | None
    """The first day it may no longer air; `date.min` where it was withdrawn altogether."""
    voice: str
    """An engine's voice, or `default`."""
    body: str
    """The words, blanks unfilled."""
    file: str
    """Path relative to the station folder, with `/`."""
    body_line: int = 1
    """The line of the file on which the body begins."""
    voice_line: int = 0
    """The line of the file the voice stands on; 0: none says it."""
    blanks: Mapping[str, str] = field(default_factory=dict)
    """Blanks an urgent announcement is asked to fill, each with an example of its value."""

    def why_not(self, day: date) -> str | None:
        """Why this text may not air on `day`, in Vietnamese; None where it may."""
        if self.withdrawn is not None and day >= self.withdrawn:
            since = "" if self.withdrawn == date.min else f" từ ngày {say_date(self.withdrawn)}"
            return f"bài '{self.name}' đã bị rút{since}"
        if not self.approved_by or self.approved_on is None:
            return f"bài '{self.name}' chưa duyệt: thiếu {self._unapproved()} trong {self.file}"
        if day < self.approved_on:
            return f"bài '{self.name}' chưa duyệt: ngày duyệt là {say_date(self.approved_on)}"
        if self.valid_from is not None and day < self.valid_from:
            return f"bài '{self.name}' chưa có hiệu lực: từ ngày {say_date(self.valid_from)} mới được phát"
        if self.valid_until is not None and day > self.valid_until:
            return f"bài '{self.name}' hết hiệu lực: chỉ phát đến hết ngày {say_date(self.valid_until)}"
        return None

    def _unapproved(self) -> str:
        missing = [] if self.approved_by else ["người duyệt (approved_by)"]
        return " và ".join(missing + ([] if self.approved_on else ["ngày duyệt (approved_on)"]))

    def unfilled(self, fields: Mapping[str, str]) -> list[Mistake]:
        """What `check` tells: blanks that neither `fields` nor the text's own examples fill, and misuse of braces."""
        try:
            fill(self.body, {**self.blanks, **fields})
        except TemplateWrongError as wrong:
            return [Mistake(self.file, self.body_line + wrong.line - 1, 1, wrong.message, wrong.hint)]
        return []


def _parse_withdrawn(text: str) -> date | None:
    """Yes, no, or the first day on which a text is withdrawn.

    Raises WrongValue.
    """
    if re.search(r"\d", text):
        return parse_date(text)
    try:
        return date.min if parse_yes_no(text) else None
    except WrongValue as wrong:
        raise WrongValue(wrong.message, "viết có, không, hoặc ngày rút như 20/08/2020") from wrong


SCRIPT = Table(
    "phần đầu bài",
    (
        Field(
            "title",
            ("tiêu đề", "tên bài"),
            WORDS,
            "Tên bài, hiện trong kế hoạch và nhật ký.",
            required=True,
            example="Phòng bão",
        ),
        Field("tags", ("nhãn", "thẻ"), Several(WORDS), "Nhãn để đợt tuyên truyền đếm.", example="[bluezone]"),
        Field(
            "issued_by",
            ("ban hành", "cơ quan ban hành", "nguồn"),
            WORDS,
            "Nơi ra nội dung.",
            example="UBND xã Quảng Phú",
        ),
        Field(
            "approved_by",
            ("người duyệt", "duyệt bởi"),
            WORDS,
            "Ai duyệt; thiếu thì bài không phát.",
            example="Ban Biên tập",
        ),
        Field("approved_on", ("ngày duyệt",), DATE, "Ngày duyệt; thiếu thì bài không phát.", example="18/08/2020"),
        Field("valid_from", ("hiệu lực từ", "có hiệu lực từ"), DATE, "Ngày đầu được phát.", example="18/08/2020"),
        Field(
            "valid_until",
            ("hiệu lực đến", "hết hiệu lực"),
            DATE,
            "Ngày cuối được phát, kể cả ngày ấy.",
            example="31/12/2020",
        ),
        Field(
            "withdrawn",
            ("rút", "đã rút", "thu hồi"),
            Parsed(_parse_withdrawn),
            "Bài đã rút, hoặc rút từ ngày nào.",
            example="không",
        ),
        Field(
            "voice",
            ("giọng", "giọng đọc"),
            WORDS,
            "Giọng đọc bài này, như trong config.yaml; default là giọng chung.",
            example="default",
        ),
        Field(
            "blanks",
            ("chỗ trống", "cần điền"),
            Pairs("gio: 17h00 chiều nay"),
            "Chỗ trống phải điền khi phát khẩn, kèm ví dụ.",
        ),
    ),
)
"""Front matter of a script."""


def read_scripts(folder: StationFolder) -> tuple[dict[str, Script], list[Mistake]]:
    """Every script of the station by name, and all mistakes found; a script with a mistake in it is left out."""
    scripts: dict[str, Script] = {}
    mistakes: list[Mistake] = []
    for path in sorted(folder.scripts.glob("*")) if folder.scripts.is_dir() else []:
        file = folder.relative(path)
        if path.name.startswith((".", "~", "#")) or path.name.endswith("~") or not path.is_file():
            continue
        if path.suffix.lower() in _NOT_PLAIN:
            hint = f"lưu dạng chữ thuần, đặt tên {path.name.split('.')[0]}.md"
            mistakes.append(Mistake(file, 0, 0, f"bài phải là tệp .md, không phải {path.suffix}", hint))
        if path.suffix.lower() != ".md":
            continue
        script, found = _read(path, file)
        mistakes += found
        if script is not None:
            scripts[script.name] = script
    return scripts, mistakes


def recording_of(folder: StationFolder, name: str) -> Path | None:
    """A person's recording of the script `name`: the sound file of that name beside it; None where there is none.

    A file that came from a Mac has its accents apart from their letters (NFD). Of several the first of the kinds.
    """
    try:
        beside = os.listdir(folder.scripts)  # noqa: PTH208 - asked for each text: hundreds of paths take ten times as long
    except OSError:
        return None
    sounds = (entry for entry in beside if entry.lower().endswith(_RECORDINGS))
    found = [folder.scripts / one for one in sounds if unicodedata.normalize("NFC", one.rpartition(".")[0]) == name]
    kinds = sorted((path for path in found if path.is_file()), reverse=True)  # .wav before .WAV
    return min(kinds, key=lambda path: _RECORDINGS.index(path.suffix.lower()), default=None)


def _read(path: Path, file: str) -> tuple[Script | None, list[Mistake]]:
    try:
        written = read_text(path, file)
    except MistakesError as error:
        return None, list(error.mistakes)
    return parse_script(written.text, unicodedata.normalize("NFC", path.stem), file)


def parse_script(text: str, name: str, file: str) -> tuple[Script | None, list[Mistake]]:
    """The script that `text` holds, and every mistake in it; None where there is any."""
    lines = text.split("\n")
    start = next((index for index, line in enumerate(lines) if line.strip()), 0)
    if not lines or not _FENCE.fullmatch(lines[start]):
        hint = "dòng đầu viết ---, rồi title: …, approved_by: …, approved_on: …, rồi --- và lời đọc"
        return None, [Mistake(file, start + 1, 1, "bài thiếu phần đầu giữa hai dòng ---", hint)]
    end = next((index for index in range(start + 1, len(lines)) if _FENCE.fullmatch(lines[index])), None)
    if end is None:
        return None, [Mistake(file, start + 1, 1, "phần đầu bài chưa đóng", "thêm dòng --- trước lời đọc")]
    node, mistakes = compose("\n".join(lines[start + 1 : end]), file, first_line=start + 2)
    reading, found = read_record(node, SCRIPT, Place(file, start + 1, 1))
    body = "\n".join(lines[end + 1 :])
    mistakes += found + _body_mistakes(body, reading, file, end + 2) + _order_mistakes(reading)
    return (None, mistakes) if mistakes else (_script(reading, name, file, body, end + 2), [])


def _script(reading: Reading, name: str, file: str, body: str, body_line: int) -> Script:
    return Script(
        name=name,
        title=reading.get("title", name),
        tags=frozenset(tag.lower() for tag in reading.get("tags", ())),
        issued_by=reading.get("issued_by", ""),
        approved_by=reading.get("approved_by", ""),
        approved_on=reading.get("approved_on"),
        valid_from=reading.get("valid_from"),
        valid_until=reading.get("valid_until"),
        withdrawn=reading.get("withdrawn"),
        voice=reading.get("voice", "default"),
        body=body,
        file=file,
        body_line=body_line,
        voice_line=reading.places["voice"].line if "voice" in reading.places else 0,
        blanks={pair.name: pair.words for pair in reading.get("blanks", ())},
    )


def _body_mistakes(body: str, reading: Reading, file: str, first_line: int) -> list[Mistake]:
    if not body.strip():
        return [Mistake(file, first_line, 1, "bài chưa có lời đọc", "viết lời sau dòng --- thứ hai")]
    try:
        used = blanks(body)
    except TemplateWrongError as wrong:
        return [Mistake(file, first_line + wrong.line - 1, 1, wrong.message, wrong.hint)]
    return [
        pair.name_place.mistake(
            f"chỗ trống '{pair.name}' không có trong lời đọc", f"xoá dòng này hoặc viết {{{{ {pair.name} }}}} vào lời"
        )
        for pair in reading.get("blanks", ())
        if pair.name not in used
    ]


def _order_mistakes(reading: Reading) -> list[Mistake]:
    first, last = reading.get("valid_from"), reading.get("valid_until")
    if first is None or last is None or first <= last:
        return []
    message = f"hiệu lực đến {say_date(last)} lại trước ngày bắt đầu {say_date(first)}, bài sẽ không bao giờ phát"
    return [reading.at("valid_until").mistake(message, "đổi lại một trong hai ngày")]
