"""Lines and paragraphs: which line ends are pauses, which only wrap; and the tidy spoken text at the end."""

from __future__ import annotations

import re

_ITEM = re.compile(r"[-–—+*•·]\s|\d{1,3}[.)/]\s|[a-zđA-ZĐ][.)]\s|[IVX]+[.)]\s|#+\s|\|")
_ENDS = ".,;:?!…"
_WRAPPED = 50
"""A line at least this long that does not end a sentence was broken by the width of a page."""


def line_breaks(text: str) -> list[tuple[int, str]]:
    """Each single line end (not a paragraph's) and what it is: `.` a pause, `` a mere wrap."""
    breaks = []
    for match in re.finditer(r"(?<!\n)\n(?!\s*\n)", text):
        start = text.rfind("\n", 0, match.start()) + 1
        line, following = text[start : match.start()].strip(), text[match.end() : match.end() + 80].lstrip()
        breaks.append((match.start(), _joint(line, following)))
    return breaks


def _joint(line: str, following: str) -> str:
    if not line or not following or line[-1] in _ENDS:
        return ""
    if _ITEM.match(following):
        return "."
    if following[0].islower():
        return ""
    return "" if len(line) >= _WRAPPED and not line.isupper() else "."


_TIDY = (
    (re.compile(r"[ \t]+"), " "),
    (re.compile(r" ?\n ?"), "\n"),
    (re.compile(r"\s+([.,;:?!])"), r"\1"),
    (re.compile(r"[,;:]+(?=[.?!])"), ""),
    (re.compile(r"([.?!])[.,;:]+"), r"\1"),
    (re.compile(r"([,;:])[,;:]+"), r"\1"),
    (re.compile(r"([?!])[?!.]+"), r"\1"),
    (re.compile(r"([.,;:?!])(?=[^\s.,;:?!])"), r"\1 "),
    (re.compile(r"(?m)^[ .,;:?!]+"), ""),
)


def tidied(text: str) -> str:
    """Single blanks, one mark a pause, each glued to its word; paragraphs apart by one empty line."""
    for _ in range(3):
        before = text
        for pattern, replacement in _TIDY:
            text = pattern.sub(replacement, text)
        if text == before:
            break
    paragraphs = (paragraph.strip(" ,;:") for paragraph in re.split(r"\n+", text))
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)
