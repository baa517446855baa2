"""Playlists that stand for a stream: .m3u and .pls name the addresses at which it is found. Pure.

A .pls is an INI file with File1=, File2=, …; an .m3u has an address a line and # before what is none (RFC 8216, 1, for
the common form). One with #EXT-X- in it is HLS (the same RFC): sound in pieces, which is no address but a stream.
"""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

KINDS = ("mpegurl", "scpls", "pls+xml")
"""Parts of the content types they are sent with."""
ENDS = (".m3u", ".m3u8", ".pls")
"""Ends of the paths they lie at."""
MOST = 8
"""Addresses that are tried."""


def is_playlist(kind: str, url: str, head: bytes) -> bool:
    """Whether what comes from `url` as content type `kind`, and begins with `head`, is a playlist."""
    if head.lstrip()[:10].lower() in (b"[playlist]", b"#extm3u") or head.startswith(b"#EXTM3U"):
        return True
    told = any(part in kind for part in KINDS) or urlsplit(url).path.lower().endswith(ENDS)
    return told and b"\0" not in head and not head.startswith((b"OggS", b"ID3", b"\xff"))


def is_hls(text: str) -> bool:
    """Whether a playlist is a stream in pieces."""
    return "#EXT-X-" in text


def addresses(text: str, base: str) -> list[str]:
    """The addresses a playlist names, best first; one that is relative lies beside `base`. Only HTTP is followed."""
    named = re.findall(r"^\s*File\d+\s*=\s*(\S.*?)\s*$", text, re.IGNORECASE | re.MULTILINE)
    if not named and not text.lstrip().lower().startswith("[playlist]"):
        lines = (line.strip() for line in text.lstrip("\ufeff").splitlines())
        named = [line for line in lines if line and not line.startswith("#")]
    found = dict.fromkeys(urljoin(base, one) for one in named)
    return [url for url in found if urlsplit(url).scheme in ("http", "https")][:MOST]
