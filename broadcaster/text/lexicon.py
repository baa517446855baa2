"""Lexicons: `written: spoken syllables`, the station's own and the ones that come with the program."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from html import escape
from importlib.resources import files

import yaml

from broadcaster.errors import Mistake, MistakesError
from broadcaster.folder import StationFolder
from broadcaster.text.pairs import Pairs
from broadcaster.text.prepare import prepare
from broadcaster.text.rule import Change
from broadcaster.text.syllable import is_syllable
from broadcaster.written.document import compose
from broadcaster.written.encoding import read_text

_WORD = re.compile(r"[^\W_]+")
FAMILIES = ("abbreviations", "places", "foreign")
"""The built-in lexicons any text is looked up in, first found first; the others serve one rule each."""


@cache
def built_in(family: str) -> Mapping[str, str]:
    """The entries of one built-in lexicon, `lexicons/FAMILY.yaml`."""
    text = files("broadcaster.text").joinpath("lexicons", f"{family}.yaml").read_text(encoding="utf-8")
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    entries: dict[str, str] = yaml.load(text, Loader=loader)  # noqa: S506 - a base loader makes strings only
    return entries


@dataclass(frozen=True)
class Lexicon:
    """Readings by written form. A written form of one lower- or mixed-case word matches any case of it."""

    entries: Mapping[str, str] = field(default_factory=dict)
    """Written form → spoken syllables."""

    def pls(self) -> str:
        """These entries as a W3C Pronunciation Lexicon 1.0 document (`grapheme` and `alias`)."""
        lexemes = "\n".join(
            f"  <lexeme><grapheme>{escape(written)}</grapheme><alias>{escape(spoken)}</alias></lexeme>"
            for written, spoken in sorted(self.entries.items())
        )
        return (
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            '<lexicon version="1.0" xmlns="http://www.w3.org/2005/01/pronunciation-lexicon" '
            'alphabet="ipa" xml:lang="vi">\n'
            f"{lexemes}\n</lexicon>\n"
        )


class Lookup:
    """A rule that replaces written forms found in lexicons, the longest first."""

    def __init__(self, lexicons: Mapping[str, Mapping[str, str]]) -> None:
        """Take `lexicons`, entries by the name of the rule they stand for; of equal forms the first counts."""
        self.name = ", ".join(lexicons)
        index: dict[str, dict[str, tuple[str, str]]] = {}
        for name, entries in lexicons.items():
            for written, spoken in entries.items():
                head = _WORD.match(written)
                if head is not None:
                    index.setdefault(head[0].lower(), {}).setdefault(written, (spoken, name))
        self._index = {
            head: sorted(((written, *said) for written, said in found.items()), key=lambda entry: -len(entry[0]))
            for head, found in index.items()
        }

    def find(self, text: str, taken: bytearray) -> Iterator[Change]:
        """Proposed changes, from left to right."""
        end = 0
        for word in _WORD.finditer(text):
            candidates = self._index.get(word[0].lower())
            if candidates is None or word.start() < end or taken[word.start()]:
                continue
            for written, spoken, name in candidates:
                stop = word.start() + len(written)
                if _stands(text, word.start(), stop, written) and 1 not in taken[word.start() : stop]:
                    if read := _read_already(text, word.start(), written, spoken):
                        end = read
                        break
                    found = text[word.start() : stop]
                    # What is in a lexicon just as it stands goes before the same letters in another case (đc, ĐC).
                    said, of = next(((s, n) for w, s, n in candidates if w == found), (spoken, name))
                    yield Change(word.start(), stop, found, said, of)
                    end = stop
                    break


def _read_already(text: str, start: int, written: str, spoken: str) -> int:
    """Where the very reading ends that stands around `start` (phú bài cũ, for Phú Bài), so that it is not said twice.

    0 where it does not stand there.
    """
    at = start - max(0, spoken.lower().find(written.lower()))
    end = at + len(spoken)
    around = text[max(0, at) : end]
    said = around != written and around.lower() == spoken.lower() and not text[end : end + 1].isalnum()
    return end if said else 0


def _stands(text: str, start: int, stop: int, written: str) -> bool:
    """Whether `written` stands at `start`: whole words, in any case where it cannot be a Vietnamese one."""
    found = text[start:stop]
    if found != written and (found.lower() != written.lower() or not _any_case(written, found)):
        return False
    if written.isupper() and found[0].islower() and not found.islower():
        return False  # kV is no KV
    if written[-1].isalnum() and text[stop : stop + 1].isalnum():
        return False
    return not (found.isupper() and found.isalpha() and is_syllable(found) and _capital_line(text, start, stop))


def _any_case(written: str, found: str) -> bool:
    """Whether `found` may differ from `written` by its case: no Vietnamese word (HA, ha), no price (5K, 5k)."""
    if written[0].isdecimal():
        return False
    if is_syllable(found) and found.isalpha():
        return False
    pairs = zip(_WORD.findall(written), _WORD.findall(found), strict=True)
    return all(there.isupper() or not (len(word) > 1 and word.isupper() and is_syllable(word)) for word, there in pairs)


def _capital_line(text: str, start: int, stop: int) -> bool:
    """Whether the words around, abbreviations apart, are in capitals, so that capitals say nothing about this one."""
    around = text[max(0, start - 20) : start].rpartition("\n")[2] + " " + text[stop : stop + 20].partition("\n")[0]
    words = [word for word in re.findall(r"[^\W\d_]{2,}", around) if is_syllable(word)]
    return bool(words) and sum(map(str.isupper, words)) > 0.7 * len(words)


def read_lexicon(folder: StationFolder) -> tuple[Lexicon, list[Mistake]]:
    """The station's own `lexicon.yaml`, and every mistake in it; empty where there is no such file."""
    if not folder.lexicon.is_file():
        return Lexicon(), []
    file = folder.relative(folder.lexicon)
    try:
        written = read_text(folder.lexicon, file)
    except MistakesError as error:
        return Lexicon(), list(error.mistakes)
    return parse_lexicon(written.text, file)


def parse_lexicon(text: str, file: str = "lexicon.yaml") -> tuple[Lexicon, list[Mistake]]:
    """The lexicon written in `text`, and every mistake in it. Pure."""
    node, mistakes = compose(text, file)
    entries: dict[str, str] = {}
    for pair in (Pairs("Zalo: da lô").read(node, mistakes) if node is not None else None) or ():
        wrong = _wrong_entry(pair.name, pair.words)
        if wrong is None:
            entries[prepare(pair.name).strip()] = " ".join(prepare(pair.words).replace("-", " ").split())
        else:
            mistakes.append(pair.words_place.mistake(*wrong))
    return Lexicon(entries), mistakes


def _wrong_entry(written: str, spoken: str) -> tuple[str, str] | None:
    """What is wrong with one entry, and what to do; None where it can be said."""
    if not _WORD.match(written):
        return f"'{written}' không bắt đầu bằng chữ hay số", "viết đúng chữ có trong bài ở bên trái dấu hai chấm"
    strange = [word for word in re.split(r"[\s,.-]+", prepare(spoken)) if word and not is_syllable(word)]
    if strange:
        said = f"không đọc được '{strange[0]}'"
        return f"cách đọc của '{written}': {said}", "viết từng tiếng Việt có dấu, như: phây búc"
    return None
