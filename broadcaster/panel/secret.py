"""Secrets: the command's token, sealed passwords, random names of sessions."""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import os
import secrets
import unicodedata
from pathlib import Path

_COST, _BLOCK, _LANES = 2**14, 8, 5  # OWASP's scrypt setting of 16 MiB: dear to guess, affordable on an old PC
SHORTEST_PASSWORD = 8
"""Letters a password has at least."""


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
    """A password as it may be stored: scrypt with a salt of its own."""
    salt = secrets.token_bytes(16)
    return f"scrypt${salt.hex()}${_scrypt(password, salt).hex()}"


def opens(password: str, sealed: str) -> bool:
    """Whether `password` is the one that was sealed; takes a noticeable fraction of a second on purpose."""
    _, salt, digest = sealed.split("$")
    return hmac.compare_digest(_scrypt(password, bytes.fromhex(salt)), bytes.fromhex(digest))


def _scrypt(password: str, salt: bytes) -> bytes:
    # The same word typed on a phone and on a PC may differ in composition: NFC makes them one.
    word = unicodedata.normalize("NFC", password).encode()
    return hashlib.scrypt(word, salt=salt, n=_COST, r=_BLOCK, p=_LANES, maxmem=64 * 1024 * 1024)


def write_private(path: Path, text: str) -> None:
    """Write a file only its owner may read (mode 0600), never half written, never for a moment readable by others."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(path.name + ".new")
    with contextlib.suppress(FileNotFoundError):
        fresh.unlink()
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
    fresh.replace(path)
