"""Whether a word could be Vietnamese: tells one old encoding from another by what the bytes spell."""

from __future__ import annotations

import re
import unicodedata

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_SYLLABLE = re.compile(
    "(?:ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdđghklmnpqrstvx])?"
    "(?:uyê|uyu|iêu|yêu|oai|oay|oao|oeo|uây|uôi|ươi|ươu|uya|uơ|uâ|uê|uy|ua|uô|ưa|ươ|ưu|ưi|ui|iê|yê|ia|iu|"
    "oa|oă|oe|oi|oo|ôi|ơi|ao|au|ay|âu|ây|ai|eo|êu|[aăâeêioôơuưy])"
    "(?:ng|nh|ch|[cmnpt])?"
)


def looks_vietnamese(word: str) -> bool:
    """Whether `word` is a well-formed syllable with at most one tone mark ('nghiêng', not 'Ngµy')."""
    apart = unicodedata.normalize("NFD", word.casefold())
    if sum(letter in _TONES for letter in apart) > 1:
        return False
    toneless = unicodedata.normalize("NFC", "".join(letter for letter in apart if letter not in _TONES))
    return _SYLLABLE.fullmatch(toneless) is not None


def vietnamese_share(text: str) -> tuple[int, int]:
    """Of the words of `text` that hold a letter beyond ASCII: how many could be Vietnamese, and how many there are."""
    words = [word for word in re.findall(r"[^\s\x00-\x2f:-@\[-`{-\x7f]+", text) if not word.isascii()]
    return sum(map(looks_vietnamese, words)), len(words)
