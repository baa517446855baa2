"""Whether anything of a station's folder was saved."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcaster import folder as folder_module
from broadcaster.folder import Looks, StationFolder, fingerprint

FILES = ("config.yaml", "schedules/tuan.yaml", "scripts/vi/a.md", "audio/nhac.flac", "audio/moi/nhac.flac")


def save(root: Path, name: str, text: str, at: int) -> None:
    """Save a file at so many seconds of a clock of the test's own: a disk's clock may stand still between two saves."""
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    os.utime(path, (at, at))


def remove(root: Path, name: str) -> None:
    (root / name).unlink(missing_ok=True)


def gone(root: Path) -> None:
    shutil.rmtree(root / "audio", ignore_errors=True)


_name, _time = st.sampled_from(FILES), st.integers(1_000_000_000, 1_000_000_009)
_deed = st.one_of(
    st.builds(lambda name, text, at: lambda root: save(root, name, text, at), _name, st.sampled_from("ab"), _time),
    st.builds(lambda name: lambda root: remove(root, name), _name),
    st.just(gone),
)


@given(st.lists(_deed, max_size=12))
def test_looks_tell_what_the_fingerprint_tells(deeds: list[Callable[[Path], None]]) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = StationFolder(Path(place))
        looks = Looks(folder)
        for deed in deeds:
            deed(folder.root)
            looks.fingerprint()
            assert looks.fingerprint() == fingerprint(folder), "at the second look at the latest"


@pytest.fixture
def folder(tmp_path: Path) -> StationFolder:
    for name in FILES:
        save(tmp_path, name, "a", 1_000_000_000)
    return StationFolder(tmp_path)


def settled(folder: StationFolder) -> tuple[Looks, str]:
    looks = Looks(folder)
    looks.fingerprint()
    return looks, looks.fingerprint()


@pytest.mark.parametrize("name", FILES)
def test_what_is_saved_in_place_is_seen_at_once(folder: StationFolder, name: str) -> None:
    looks, before = settled(folder)
    save(folder.root, name, "a", 1_000_000_001)
    assert looks.fingerprint() not in (before, "")
    assert looks.fingerprint() == fingerprint(folder)


def test_a_folder_that_does_not_say_that_a_file_was_added_is_listed_now_and_then(
    folder: StationFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = folder_module._mark
    monkeypatch.setattr(folder_module, "_mark", lambda path: (0, 0, 0) if Path(path).is_dir() else told(path))
    looks, before = settled(folder)
    save(folder.root, "scripts/vi/b.md", "b", 1_000_000_000)
    seen = [looks.fingerprint() for _ in range(Looks.WHOLE)]
    assert seen[0] == before, "nothing told of it"
    assert seen[-1] == fingerprint(folder) != before
