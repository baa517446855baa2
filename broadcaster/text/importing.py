"""A text somebody brings, `.docx` or `.txt` in whatever encoding, as the title and the words of a script."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from xml.parsers import expat

from broadcaster.errors import BroadcasterError
from broadcaster.text.writing import front_of, parts
from broadcaster.written.archive import DOCUMENT, opened
from broadcaster.written.encoding import read_text
from broadcaster.written.syllable import vietnamese_share
from broadcaster.written.tcvn3 import decode_tcvn3

LARGEST = 20_000_000
"""Bytes of a file that is taken for a text."""
LONGEST = 100_000
"""Characters of an imported text: an hour and a half of speech."""
_LONGEST_TITLE = 120
_STRANGE = 0.02  # share of letters no text has
_TITLE_WORDS = 10
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_MARKUP = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_BREAKS = {f"{_WORD} br": "\n", f"{_WORD} cr": "\n", f"{_WORD} tab": " "}
_INSTEAD = {
    ".doc": "mở bằng Word hoặc LibreOffice, chọn Lưu thành (Save As) kiểu .docx rồi gửi lại",
    ".odt": "mở bằng LibreOffice, chọn Lưu thành (Save As) kiểu .docx rồi gửi lại",
    ".rtf": "mở bằng Word, chọn Lưu thành (Save As) kiểu .docx rồi gửi lại",
    ".pdf": "mở tệp, bôi đen lời cần đọc, chép (Ctrl+C) rồi dán vào ô lời",
}


@dataclass(frozen=True)
class Imported:
    """What was found in a file."""

    title: str
    """Its first line, where that looks like a title; else its first words."""
    body: str
    """Its words, paragraphs apart by an empty line."""
    notice: str = ""
    """Vietnamese: what the person should know; empty: nothing."""


def import_text(path: Path, called: str) -> Imported:
    """The text of the file at `path`, which its sender calls `called`.

    Raises BroadcasterError, saying what to do, where it is no text, too large, or made to do harm.
    """
    ending = Path(called).suffix.lower()
    if ending in _INSTEAD:
        raise BroadcasterError(f"đài chưa đọc được tệp {ending}: {_INSTEAD[ending]}")
    if path.stat().st_size > LARGEST:
        raise BroadcasterError(
            f"tệp to quá {LARGEST // 1_000_000} MB, không phải một bài; hãy chỉ lưu phần lời rồi gửi lại"
        )
    if ending == ".docx" or _is_zip(path):
        words, notices = docx_words(path), list[str]()
    else:
        read = read_text(path, called)
        words, notices = read.text, [notice.message for notice in read.notices]
        if words.lstrip().startswith("---"):
            return _script(words, called)
    modern = from_old_fonts(words)
    if modern != words:
        notices.append("văn bản gõ bằng phông cũ (.VnTime, bảng mã TCVN3), đã đổi sang chữ thường dùng")
    return imported(modern, "; ".join(notices))


def _script(text: str, called: str) -> Imported:
    """A script that is brought in: its title and words; who approved it where it comes from counts nothing here."""
    front, body = front_of(text, called), parts(text, called)[1].strip()
    return Imported(str(front.get("title") or Path(called).stem), body, "chỉ lấy tên và lời, phần duyệt thì không")


def from_old_fonts(words: str) -> str:
    """Words typed with .VnTime fonts, whose letters any other font shows as `Th«ng b¸o`, as they were meant.

    Paragraph by paragraph, since a document may hold both kinds; one that reads no better stays as it is. Pure.
    """
    return "\n".join(map(_from_old_font, words.split("\n")))


def _from_old_font(line: str) -> str:
    if line.isascii():
        return line
    try:
        meant = unicodedata.normalize("NFC", decode_tcvn3(line.encode("latin-1")))
    except UnicodeEncodeError:
        return line
    good, words = vietnamese_share(meant)
    as_is, _ = vietnamese_share(line)
    return meant if words and good == words and good > as_is else line


def imported(words: str, notice: str = "") -> Imported:
    """Words as a script's title and body; raises BroadcasterError where there are none, or too many. Pure."""
    lines = [" ".join(line.split()) for line in words.split("\n")]
    text = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
    if not text:
        raise BroadcasterError("tệp không có chữ nào; nếu là ảnh chụp văn bản thì hãy gõ lại lời")
    if sum(not char.isprintable() for char in text.replace("\n", "")) > len(text) * _STRANGE:
        raise BroadcasterError("tệp này không phải văn bản; hãy gửi tệp .docx hoặc .txt, hoặc dán lời vào ô lời")
    if len(text) > LONGEST:
        raise BroadcasterError(f"bài dài quá {LONGEST} chữ cái; hãy chia thành nhiều bài")
    first, _, rest = text.partition("\n")
    if rest.strip() and len(first) <= _LONGEST_TITLE and first[-1] not in ".!?;,":
        return Imported(_calm(first.rstrip(":")), rest.strip(), notice)
    return Imported(" ".join(first.split()[:_TITLE_WORDS]).rstrip(".,;:!?"), text, notice)


def _calm(title: str) -> str:
    """A title all in capitals as one writes it in a sentence; names in it are for the officer to mend."""
    return title.capitalize() if title.isupper() else title


def _is_zip(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) == b"PK\x03\x04"


def docx_words(path: Path) -> str:
    """The paragraphs of a Word document, an empty line between them; raises BroadcasterError."""
    with opened(path, DOCUMENT) as archive:
        if "word/document.xml" not in archive.names:
            raise BroadcasterError(
                "tệp này không phải văn bản Word; hãy lưu lại kiểu .docx, hoặc chép lời rồi dán vào ô lời"
            )
        content = archive.read("word/document.xml")
    collected = _Words()
    try:
        collected.read(content)
    except expat.ExpatError as error:
        raise BroadcasterError("văn bản Word bị hỏng; hãy mở bằng Word, lưu lại rồi gửi lại") from error
    return "\n\n".join(paragraph for paragraph in collected.paragraphs if paragraph.strip())


class _Words:
    """Gathers the paragraphs of `word/document.xml`; refuses a document type: entities are how XML does harm."""

    def __init__(self) -> None:
        self.paragraphs: list[str] = []
        self._open: list[list[str]] = []  # paragraphs within paragraphs: text boxes
        self._taken = False
        self._skipped = 0
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._begin
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._words
        self._parser.StartDoctypeDeclHandler = self._refuse

    def read(self, content: bytes) -> None:
        """Take in the whole document; raises ExpatError, BroadcasterError."""
        self._parser.Parse(content, True)  # noqa: FBT003 - expat has no names for its arguments

    def _begin(self, name: str, _attributes: dict[str, str]) -> None:
        if self._skipped or name == f"{_MARKUP} Fallback":  # the same words again, for older programs
            self._skipped += 1
        elif name == f"{_WORD} p":
            self._open.append([])
        elif name in _BREAKS and self._open:
            self._open[-1].append(_BREAKS[name])
        self._taken = name == f"{_WORD} t"

    def _end(self, name: str) -> None:
        self._taken = False
        if self._skipped:
            self._skipped -= 1
        elif name == f"{_WORD} p" and self._open:
            self.paragraphs.append("".join(self._open.pop()))

    def _words(self, words: str) -> None:
        if self._taken and not self._skipped and self._open:
            self._open[-1].append(words)

    def _refuse(self, *_told: object) -> None:
        raise BroadcasterError(
            "văn bản Word có phần khai báo lạ (DOCTYPE) nên đài không mở; hãy chép lời rồi dán vào ô lời"
        )
