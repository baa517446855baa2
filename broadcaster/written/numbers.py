"""Numbers, levels, yes and no."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from broadcaster.written.spelling import closest, fold, plain, quoted
from broadcaster.written.wrong import WrongValue

_YES = ("có", "yes", "on", "true", "bật", "đúng", "y")
_NO = ("không", "no", "off", "false", "tắt", "sai", "n")
_LUFS = re.compile(r"(-?\d+(?:[.,]\d+)?) ?(?:lufs|lkfs|db)?", re.IGNORECASE)


def parse_count(least: int, most: int) -> Callable[[str], int]:
    """A reader of whole numbers from `least` to `most`."""

    def parse(text: str) -> int:
        written = plain(text)
        if not re.fullmatch(r"-?[0-9]{1,9}", written):
            raise WrongValue(f"{quoted(text)} không phải là số nguyên", f"viết một số từ {least} đến {most}")
        number = int(written)
        if not least <= number <= most:
            raise WrongValue(f"số {number} ngoài khoảng cho phép", f"viết một số từ {least} đến {most}")
        return number

    return parse


def parse_number(least: float, most: float) -> Callable[[str], float]:
    """A reader of numbers from `least` to `most`, with a decimal comma or point."""

    def parse(text: str) -> float:
        written = plain(text).replace(",", ".")
        if not re.fullmatch(r"-?[0-9]{1,9}(?:\.[0-9]{1,9})?", written):
            raise WrongValue(f"{quoted(text)} không phải là số", f"viết một số từ {_say(least)} đến {_say(most)}")
        number = float(written)
        if not least <= number <= most:
            raise WrongValue(
                f"số {quoted(text)} ngoài khoảng cho phép", f"viết một số từ {_say(least)} đến {_say(most)}"
            )
        return number

    return parse


def _say(number: float) -> str:
    return f"{number:g}".replace(".", ",")


def parse_loudness(text: str) -> float:
    """A loudness in LUFS, as in '-16 LUFS'; from -30 to -9.

    Raises WrongValue.
    """
    found = _LUFS.fullmatch(plain(text))
    if not found:
        raise WrongValue(f"độ to {quoted(text)} không đọc được", "viết như -16 LUFS")
    level = float(found[1].replace(",", "."))
    if not -30 <= level <= -9:  # noqa: PLR2004 - what horns can carry without distortion or strain
        hint = f"ý bạn là '-{found[1]} LUFS'?" if 9 <= level <= 30 else "viết từ -30 đến -9 LUFS"  # noqa: PLR2004
        raise WrongValue(f"độ to {quoted(text)} ngoài khoảng cho phép", hint)
    return level


def parse_yes_no(text: str) -> bool:
    """'có' or 'không' and their kin.

    Raises WrongValue.
    """
    word = fold(plain(text))
    if word in map(fold, _YES):
        return True
    if word in map(fold, _NO):
        return False
    raise WrongValue(f"{quoted(text)} không rõ là có hay không", "viết có hoặc không")


def parse_choice(choices: Mapping[str, tuple[str, ...]]) -> Callable[[str], str]:
    """A reader of one of `choices`: the English word and its Vietnamese spellings, accents optional."""
    meanings = {fold(spelling): word for word, others in choices.items() for spelling in (word, *others)}
    shown = [spelling for word, others in choices.items() for spelling in (word, *others)]

    def parse(text: str) -> str:
        found = meanings.get(fold(plain(text)))
        if found is None:
            near = closest(text, shown)
            listed = ", ".join(f"{word} ({others[0]})" if others else word for word, others in choices.items())
            raise WrongValue(
                f"{quoted(text)} không có ở đây", f"ý bạn là '{near}'?" if near else f"viết một trong: {listed}"
            )
        return found

    return parse
