"""Secrets: the command's token, sealed passwords, random names of sessions."""

from __future__ import annotations

import contextlib
import functools
import hashlib
import hmac
import os
import secrets
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argon2 import PasswordHasher

# OWASP's second profile of Argon2id: 19 MiB, two passes; a third of a second on a PC of ten years ago.
_MEMORY_KIB, _PASSES, _LANES = 19_456, 2, 1
SHORTEST_PASSWORD = 8
"""Letters a password has at least."""
LONGEST_PASSWORD = 200
"""Letters a password has at most: no sentence is longer, and a novel must not be hashed."""


def new_secret() -> str:
    """256 bits nobody can guess, in letters a URL and a header take."""
    return secrets.token_urlsafe(32)


def same(one: str, other: str) -> bool:
    """Whether two secrets are equal, in a time that does not tell how far they agree."""
    return hmac.compare_digest(one.encode(), other.encode())


def fingerprint(secret: str) -> str:
    """What is stored in place of a random secret, so that a stolen file opens nothing."""
    return hashlib.sha256(secret.encode()).hexdigest()


def seal(password: str) -> str:
    """A password as it may be stored: Argon2id, its own salt, and the costs beside it so that they may rise later."""
    return _hasher().hash(_word(password))


def opens(password: str, sealed: str) -> bool:
    """Whether `password` is the one that was sealed; takes a noticeable fraction of a second on purpose."""
    from argon2.exceptions import InvalidHashError, VerificationError  # noqa: PLC0415 - with the library, when needed

    try:
        return _hasher().verify(sealed, _word(password))
    except (VerificationError, InvalidHashError):
        return False


def is_outdated(sealed: str) -> bool:
    """Whether a password was sealed with other costs than today's, and should be sealed again."""
    return _hasher().check_needs_rehash(sealed)


@functools.cache
def _hasher() -> PasswordHasher:
    from argon2 import PasswordHasher  # noqa: PLC0415 - 4 MB that a station nobody signs in to does without

    return PasswordHasher(time_cost=_PASSES, memory_cost=_MEMORY_KIB, parallelism=_LANES)


def _word(password: str) -> bytes:
    """The same word typed on a phone and on a PC may differ in composition: NFC makes them one."""
    return unicodedata.normalize("NFC", password)[:LONGEST_PASSWORD].encode(errors="replace")


def write_private(path: Path, text: str) -> None:
    """Write a file only its owner may read (mode 0600), never half written, never for a moment readable by others."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(path.name + ".new")
    with contextlib.suppress(FileNotFoundError):
        fresh.unlink()
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
    fresh.replace(path)


def keep_private(path: Path) -> None:
    """See to it that only its owner may read the file, made where there is none; a full disk is told by others.

    What SQLite lays beside a file has the file's own mode.
    """
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.chmod(0o600)
