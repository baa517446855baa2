from __future__ import annotations

import gc
import os
import subprocess
import sys
from pathlib import Path

import pytest

from broadcaster.cli.main import main

STARTED = """
import gc, os, sys
from broadcaster.cli.main import main
from broadcaster.errors import BroadcasterError
from broadcaster.station import assembly
during = []
def assemble(folder, rig, first):
    during.append((os.sched_getscheduler(0), gc.isenabled()))
    raise BroadcasterError("không phải đài")
assembly.assemble = assemble
print(main(["--station", sys.argv[1], "run"]), during, (os.sched_getscheduler(0), gc.isenabled()))
"""


@pytest.mark.skipif(not hasattr(os, "sched_getscheduler"), reason="this system has no real-time priority")
def test_a_start_hurries_where_it_may_and_gives_that_back_though_it_fails(tmp_path: Path) -> None:
    may = subprocess.run(
        [sys.executable, "-c", "import os; os.sched_setscheduler(0, os.SCHED_RR, os.sched_param(1))"],
        check=False,
        stderr=subprocess.DEVNULL,
    )
    told = subprocess.run(
        [sys.executable, "-c", STARTED, str(tmp_path)], check=True, capture_output=True, text=True
    ).stdout.strip()
    during = os.SCHED_RR if may.returncode == 0 else os.SCHED_OTHER
    assert told == f"1 [({int(during)}, False)] ({int(os.SCHED_OTHER)}, True)"


@pytest.mark.parametrize("where", ["dai/var", "dai"])
def test_a_place_that_may_not_be_written_is_told_in_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], where: str
) -> None:
    taken = tmp_path / where
    taken.parent.mkdir(exist_ok=True)
    taken.write_text("a file where a folder should be: root is refused too", encoding="utf-8")
    assert main(["--station", str(tmp_path / "dai"), "run"]) == 1
    told = capsys.readouterr().err
    assert "không ghi được vào" in told
    assert "Traceback" not in told
    assert gc.isenabled()
