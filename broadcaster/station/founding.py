"""A new station: its folder laid out with a text, a schedule, an urgent message and the tunes."""

from __future__ import annotations

from importlib.resources import as_file, files
from pathlib import Path
from shutil import copytree

from broadcaster.errors import BroadcasterError
from broadcaster.sound.tunes import main as make_tunes


def found(folder: Path) -> None:
    """Lay out a station in `folder`; raises BroadcasterError where there is anything in it."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise BroadcasterError(f"thư mục '{folder}' đã có tệp; hãy chọn thư mục mới hoặc thư mục trống")
    try:
        with as_file(files("broadcaster.station").joinpath("starter")) as starter:
            copytree(starter, folder, dirs_exist_ok=True)
        make_tunes(folder / "audio")
    except OSError as error:
        raise BroadcasterError(f"không lập được đài ở '{folder}': {error.strerror or error}") from error
