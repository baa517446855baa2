"""What the doctor finds, and whether it says what to do."""

from __future__ import annotations

import shutil
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from broadcaster.clock import ManualClock
from broadcaster.folder import StationFolder
from broadcaster.station import doctor
from broadcaster.station.doctor import Finding, examine
from broadcaster.station.files import open_book

NOW = datetime(2026, 12, 1, 9, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


def found(folder: StationFolder) -> dict[str, Finding]:
    return {one.name: one for one in examine(folder, open_book(folder), ManualClock(NOW))}


def test_without_real_time_priority_it_says_what_that_costs_and_how_to_give_it(
    folder: StationFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    lacks = "đài chưa có quyền ưu tiên thời gian thực nên tiếng có thể bị vấp; cài dịch vụ systemd đi kèm"
    monkeypatch.setattr(doctor, "real_time_priority", lambda: lacks)
    priority = found(folder)["Ưu tiên thời gian thực"]
    assert "vấp" in priority.finding
    assert "systemd" in priority.mend


@pytest.mark.skipif(not shutil.which("setpriv"), reason="the right is taken away by util-linux's setpriv")
def test_a_process_that_may_not_have_it_is_told_so_by_the_machine_itself() -> None:
    without = ["setpriv", "--bounding-set=-sys_nice", "--inh-caps=-sys_nice", "prlimit", "--rtprio=0:0"]
    asked = "from broadcaster.machine import real_time_priority; print(real_time_priority())"
    told = subprocess.run([*without, sys.executable, "-c", asked], capture_output=True, text=True, check=False)
    if told.returncode:
        pytest.skip("only root may take a right away")
    assert "chưa có quyền ưu tiên thời gian thực" in told.stdout
    assert "systemd" in told.stdout
    assert "limits.d" in told.stdout


def test_a_folder_that_cannot_be_written_and_a_full_disk_are_told_with_the_cure(
    folder: StationFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.var.write_text("một tệp ở chỗ của thư mục")
    monkeypatch.setattr(doctor, "DISK_NEEDED", 1 << 60)
    findings = found(folder)
    assert not findings["Thư mục var"].ok
    assert findings["Thư mục var"].mend
    assert not findings["Ổ đĩa"].ok
    assert findings["Ổ đĩa"].mend


def test_no_device_and_a_wrong_file_are_told_with_the_cure(
    folder: StationFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor, "why_no_device", lambda _name: "không thấy thiết bị âm thanh nào; hãy cắm loa")
    schedule = Path(folder.schedules / "lich.yaml")
    schedule.write_text(schedule.read_text(encoding="utf-8").replace('"05:00"', '"25:00"'), encoding="utf-8")
    findings = found(folder)
    assert findings["Đường ra tiếng soundcard"].mend == "hãy cắm loa"
    assert "25:00" in findings["Tệp của đài"].finding
    assert findings["Tệp của đài"].mend == "gõ: broadcaster check"
