"""`init`: a new station in a folder of its own."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from broadcaster.station.founding import found


def init(args: argparse.Namespace) -> int:
    """Lay out a station; nothing that is there is touched."""
    folder: Path = args.folder
    print("Đang lập đài và soạn nhạc hiệu, chừng nửa phút…", file=sys.stderr, flush=True)
    found(folder)
    print(f"Đã lập đài ở {folder}. Việc đầu tiên: sửa tên đài trong {folder / 'config.yaml'}, rồi gõ:")
    print(f"    broadcaster --station {folder} check")
    print(f"    broadcaster --station {folder} run")
    return 0
