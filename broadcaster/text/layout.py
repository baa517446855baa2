"""Lines and paragraphs: which line ends are pauses, which only wrap; and the tidy spoken text at the end."""

from __future__ import annotations

import re

_ITEM = re.compile(r"[-–—+*•·]\s|\d{1,3}[.)/]\s|[a-zđA-ZĐ][.)]\s|[IVX]+[.)]\s|#+\s|\|")
_ENDS = ".,;:?!…"
_WRAPPED = 50
"""A line at least this long that does not end a sentence was broken by the width of a page."""


def line_breaks(text: str) -> list[tuple[int, int, str]]:
    """Each line end that ends no paragraph, from where to where, and what it is: `.` a pause, `` a mere wrap.

    An empty line in the middle of a sentence (a page turned into text leaves such) is a wrap too.
    """
    breaks = []
    for match in re.finditer(r"\n[ \n]*", text):
        start = text.rfind("\n", 0, match.start()) + 1
        line, following = text[start : match.start()].strip(), text[match.end() : match.end() + 12]
        if match[0].count("\n") == 1:
            breaks.append((*match.span(), _joint(line, following)))
        elif line and line[-1] not in ".;:?!…" and following[:1].islower() and not _ITEM.match(following):
            breaks.append((*match.span(), ""))
    return breaks


def _joint(line: str, following: str) -> str:
    if not line or not following or line[-1] in _ENDS:
        return ""
    if _ITEM.match(following):
        return "."
    if following[0].islower():
        return ""
    return "" if len(line) >= _WRAPPED and not line.isupper() else "."


_MARKS = re.compile(r"\s*([.,;:?!](?:\s*[.,;:?!])*)\s*")
_LONE = re.compile(r"^([^\W\d_])[.:](?= )")
"""A lone letter that begins a paragraph names an item of a list."""
_RANK = "?!.;:,"
"""Of several marks that meet, the first of these wins."""


def tidied(text: str) -> str:
    """Single blanks, one mark a pause, each glued to its word; paragraphs apart by one empty line."""
    paragraphs = [paragraph for paragraph in map(_paragraph, text.split("\n")) if paragraph]
    # What was no full sentence ends as one, so that nobody takes the next paragraph for its rest.
    ended = [paragraph if paragraph[-1] in ".?!" else f"{paragraph}." for paragraph in paragraphs[:-1]]
    return "\n\n".join([*ended, *paragraphs[-1:]])


def _paragraph(text: str) -> str:
    marked = _MARKS.sub(lambda match: f"{min(match[1], key=_rank)} ", " ".join(text.split()))
    return _LONE.sub(r"\1,", marked.lstrip(" .,;:?!").rstrip(" ,;:"))


def _rank(mark: str) -> int:
    place = _RANK.find(mark)
    return place if place >= 0 else len(_RANK)
