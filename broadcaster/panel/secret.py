"""Secrets: the command's token, sealed passwords, random names of sessions."""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import os
import secrets
import unicodedata
from pathlib import Path

# OWASP's scrypt setting of 8 MiB: as dear to guess as the larger ones, and an old PC does not keep the memory for ever.
_COST, _BLOCK, _ROUNDS = 2**13, 8, 10
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
    """A password as it may be stored: scrypt, its own salt, and the costs beside it so that they may rise later."""
    salt = secrets.token_bytes(16)
    digest = _scrypt(password, salt, _COST, _BLOCK, _ROUNDS)
    return f"scrypt${_COST}${_BLOCK}${_ROUNDS}${salt.hex()}${digest.hex()}"


def opens(password: str, sealed: str) -> bool:
    """Whether `password` is the one that was sealed; takes a noticeable fraction of a second on purpose."""
    _, cost, block, rounds, salt, digest = sealed.split("$")
    tried = _scrypt(password, bytes.fromhex(salt), int(cost), int(block), int(rounds))
    return hmac.compare_digest(tried, bytes.fromhex(digest))


def _scrypt(password: str, salt: bytes, cost: int, block: int, rounds: int) -> bytes:
    # The same word typed on a phone and on a PC may differ in composition: NFC makes them one.
    word = unicodedata.normalize("NFC", password).encode()
    return hashlib.scrypt(word, salt=salt, n=cost, r=block, p=rounds, maxmem=64 * 1024 * 1024)


def write_private(path: Path, text: str) -> None:
    """Write a file only its owner may read (mode 0600), never half written, never for a moment readable by others."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(path.name + ".new")
    with contextlib.suppress(FileNotFoundError):
        fresh.unlink()
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
    fresh.replace(path)
