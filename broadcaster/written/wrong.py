"""What a value's reader raises."""

from __future__ import annotations


class WrongValue(Exception):  # noqa: N818 - it is the value that is wrong, not the program
    """A value that means nothing in its field: `message` says what is wrong, `hint` what to write instead."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(f"{message}; {hint}" if hint else message)
        self.message = message
        self.hint = hint
