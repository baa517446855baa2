"""Numbers of documents: 6751/UBND-CT, 749/QĐ-TTg, 117/2020/NĐ-CP, 05-NQ/TW."""

from __future__ import annotations

import re

from broadcaster.text.letters import spell
from broadcaster.text.lexicon import built_in
from broadcaster.text.numerals import whole
from broadcaster.text.rule import Pattern, before
from broadcaster.text.rules.compounds import expanded
from broadcaster.text.syllable import is_syllable

_CODE = r"[A-ZĐ][A-ZĐa-z]{0,9}(?:&[A-ZĐ]+)?"
_PATTERN = re.compile(
    r"(?<![\w/.,-])(?P<n>\d{1,6}[a-zA-Z]?) ?(?P<s1>[/-]) ?(?:(?P<y>(?:19|20)\d{2}) ?[/-] ?)?"
    r"(?P<code>" + _CODE + r"(?:(?:[-–/.,]" + _CODE + r"| ?[-–/] ?[A-ZĐ]{2,10})\d{0,2})*)(?![\w])"
)
_SHORT = 3
"""Letters of abbreviations that are of too many senses to be taken for a body (TT, BC, TCT)."""
_BARE = re.compile(
    r"(?<![\w/.-])(?P<code>(?:QĐ|NĐ|NQ|CT|TT|TTLT|KH|TB|CV|HD|BC|TTr|GM|KL|QC|QyĐ)[-/](?:"
    + _CODE
    + r")(?:[-/]"
    + _CODE
    + r")*)(?![\w])"
)


def _part(part: str, *, first: bool) -> str:
    """One part of the code: the kind of document in front, the body that issued it behind."""
    issuers, kinds = built_in("issuers"), built_in("documents")
    for entries in (kinds, issuers) if first else (issuers,):
        if part in entries:
            return entries[part]
    tail = re.search(r"\d+$", part)
    name = part[: tail.start()] if tail else part
    return (issuers.get(name) or _body(name) or spell(name)) + (f" {whole(tail[0])}" if tail else "")


def _body(name: str) -> str | None:
    """A body that issues documents under an abbreviation the lexicon of notices has, or the parts of which it has."""
    listed = built_in("abbreviations").get(name) if len(name) > _SHORT else None
    return listed or expanded(name)


def _code(code: str, *, first: bool = True) -> str:
    parts = [part for part in re.split(r"[-–/.,&\s]+", code) if part]
    return " ".join(_part(part, first=first and index == 0) for index, part in enumerate(parts))


def _named(match: re.Match[str], code: str) -> str:
    """The kind of document by the words in front (`Thông tri số 05-TT/HU`), where the code has their initials."""
    parts = re.split(r"[-–/.,&\s]+", code, maxsplit=1)
    words = re.findall(r"[^\W\d_]+", before(match, 3).removesuffix("số"))[-2:]
    if parts[0] == "".join(word[0] for word in words).upper() and all(map(is_syllable, words)):
        return " ".join([*words, *([_code(parts[1], first=False)] if parts[1:] else [])])
    return _code(code)


def _document(match: re.Match[str]) -> str | None:
    if not re.search(r"[A-ZĐ]{2}", match["code"]) or (
        match["s1"] == "-" and "/" not in match["code"] and not match["y"]
    ):
        return None
    number = re.match(r"\d+", match["n"])
    assert number is not None
    letter = f" {spell(match['n'][number.end() :])}" if number.end() < len(match["n"]) else ""
    year = f" năm {whole(match['y'])}" if match["y"] else ""
    return f"{whole(number[0])}{letter}{year} {_named(match, match['code'])}"


def _bare(match: re.Match[str]) -> str | None:
    """QĐ-TTg without a number; TT-TT and the like are abbreviations of their own."""
    return _code(match["code"]) if re.split(r"[-/]", match["code"])[1] in built_in("issuers") else None


def _law(match: re.Match[str]) -> str:
    return f"{whole(match['n'])} năm {whole(match['y'])} {built_in('issuers')[match['i']]} {whole(match['k'])}"


def _standard(match: re.Match[str]) -> str:
    """QCVN 01-1:2018/BYT: the number of a standard, its part and its year."""
    part = f", {whole(match['p'])}" if match["p"] else ""
    return f"{whole(match['n'])}{part}, năm {whole(match['y'])}"


DOCUMENTS = (
    Pattern(
        "số tiêu chuẩn",
        re.compile(r"(?<=CVN )(?P<n>\d{1,5})(?:-(?P<p>\d{1,3}))?:(?P<y>(?:19|20)\d{2})(?!\d)"),
        _standard,
        needs=":",
    ),
    # TT 22/2021/TT-BGDĐT: what stands in front of a number is the kind that stands in it.
    Pattern(
        "số văn bản",
        re.compile(r"(?<!\w)(?P<k>[A-ZĐ][A-ZĐa-z]{1,4})(?= (?:số:? ?)?\d{1,6}(?:/\d{4})?[/-](?P=k)[-/])"),
        lambda match: built_in("documents").get(match["k"]),
        needs="-/",
    ),
    Pattern(
        "số luật",
        re.compile(r"(?<![\w/])(?P<n>\d{1,3})/(?P<y>(?:19|20)\d{2})/(?P<i>QH|UBTVQH)(?P<k>\d{1,2})(?!\w)"),
        _law,
        needs="/",
    ),
    Pattern("số văn bản", _PATTERN, _document, needs="-/"),
    Pattern("số văn bản", _BARE, _bare, needs="-/"),
)
