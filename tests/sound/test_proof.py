"""A finished sound that the disk spoiled is found out before its hour."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from broadcaster.sound.files import encode
from broadcaster.sound.proof import Proof
from broadcaster.sound.rendered import Rendered, find_render, keep_render
from broadcaster.units import RATE, Frames, Lufs


def made(folder: Path, seconds: int = 3) -> Rendered:
    noise = np.random.default_rng(0).standard_normal(seconds * RATE).astype(np.float32)
    encode(folder / "k.flac", 0.1 * noise)
    rendered = Rendered(folder / "k.flac", Frames(seconds * RATE), (), "ngân", Lufs(-16.0))
    keep_render(rendered)
    return rendered


def in_time(true: Callable[[], bool]) -> bool:
    until = time.monotonic() + 30.0
    while not true() and time.monotonic() < until:
        threading.Event().wait(0.02)
    return true()


def zeros(raw: bytes) -> bytes:
    return raw[: len(raw) // 2] + bytes(len(raw) - len(raw) // 2)


def a_bit(raw: bytes) -> bytes:
    return raw[:60_000] + bytes([raw[60_000] ^ 16]) + raw[60_001:]


@pytest.mark.parametrize("spoil", [zeros, a_bit, lambda raw: bytes(len(raw))], ids=["half", "bit", "all"])
def test_what_is_spoiled_and_as_long_as_before_is_found_out(tmp_path: Path, spoil: Callable[[bytes], bytes]) -> None:
    rendered, proof = made(tmp_path), Proof()
    rendered.path.write_bytes(spoil(rendered.path.read_bytes()))
    assert find_render(tmp_path, "k") == rendered, "its name and its size tell nothing"
    assert in_time(lambda: proof.broken(rendered))
    proof.close()


def test_what_is_whole_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rendered, proof, read = made(tmp_path), Proof(), list[bool]()
    reads = proof._reads

    def counted(copy: Any) -> bool:
        read.append(reads(copy))
        return read[-1]

    monkeypatch.setattr(proof, "_reads", counted)
    for _ in range(3):
        assert not proof.broken(rendered)
    assert in_time(lambda: read == [True])
    assert not proof.broken(rendered)
    proof.close()


def test_what_is_not_there_is_not_spoiled(tmp_path: Path) -> None:
    proof = Proof()
    assert not proof.broken(Rendered(tmp_path / "k.flac", Frames(9), (), "", Lufs(-16.0)))
    proof.close()
