"""Playlists that stand for a stream."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcaster.playout.playlist import MOST, addresses, is_hls, is_playlist

BASE = "http://dai.vn/nghe/tinh.m3u"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("http://dai.vn:8000/tinh\n", ["http://dai.vn:8000/tinh"]),
        ("\ufeff#EXTM3U\r\n#EXTINF:-1,Đài tỉnh\r\nhttp://a/1\r\n\r\nhttp://b/2\r\n", ["http://a/1", "http://b/2"]),
        ("tinh.mp3\n/goc.mp3", ["http://dai.vn/nghe/tinh.mp3", "http://dai.vn/goc.mp3"]),
        (
            "[playlist]\nNumberOfEntries=2\nFile1=http://a/1\nTitle1=x\nfile2 = http://b/2 \n",
            ["http://a/1", "http://b/2"],
        ),
        ("[playlist]\nNumberOfEntries=0\n", []),
        ("file:///etc/passwd\nrtsp://a/1\nhttp://a/1\nhttp://a/1", ["http://a/1"]),
        ("\n".join(f"http://a/{number}" for number in range(50)), [f"http://a/{number}" for number in range(MOST)]),
        ("", []),
    ],
)
def test_its_addresses_are_found(text: str, found: list[str]) -> None:
    assert addresses(text, BASE) == found


@pytest.mark.parametrize(
    ("kind", "url", "head", "is_one"),
    [
        ("audio/x-mpegurl", "http://a/nghe", b"http://a/1\n", True),
        ("audio/x-scpls", "http://a/nghe", b"[playlist]\n", True),
        ("text/plain", "http://a/tinh.PLS", b"[Playlist]\n", True),
        ("application/octet-stream", "http://a/tinh.m3u?x=1", b"http://a/1\n", True),
        ("text/html", "http://a/", b"<!doctype html>", False),
        ("audio/mpeg", "http://a/tinh", b"\xff\xfb\x90\x00", False),
        ("audio/mpeg", "http://a/tinh.m3u", b"ID3\x04", False),
        ("audio/x-mpegurl", "http://a/tinh", b"OggS\0", False),
        ("", "http://a/tinh", b"#EXTM3U\n", True),
    ],
)
def test_it_is_told_from_a_stream(kind: str, url: str, head: bytes, is_one: bool) -> None:  # noqa: FBT001
    assert is_playlist(kind, url, head) is is_one


def test_a_stream_in_pieces_is_told_from_a_list_of_addresses() -> None:
    assert is_hls("#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\n1.ts\n")
    assert not is_hls("#EXTM3U\n#EXTINF:-1,x\nhttp://a/1\n")


@given(st.text(max_size=200))
def test_whatever_it_says_only_http_is_followed(text: str) -> None:
    try:
        found = addresses(text, BASE)
    except ValueError:
        return
    assert all(one.startswith(("http://", "https://")) for one in found)
