"""What the doctor finds, and whether it says what to do."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import ModuleType
from zoneinfo import ZoneInfo

import pytest

from broadcaster.clock import ManualClock
from broadcaster.folder import StationFolder
from broadcaster.speech import registry
from broadcaster.speech.chain import Link
from broadcaster.speech.fake import HummingEngine
from broadcaster.speech.rest import Rest
from broadcaster.station import doctor
from broadcaster.station.doctor import Finding, examine
from broadcaster.station.files import open_book

from .conftest import write_script

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


@pytest.mark.parametrize(
    ("switch", "found_", "mend"),
    [
        ("command: /khong/co/relay bat", "không thấy chương trình '/khong/co/relay'", "config.yaml"),
        ("'gpio: 17'", "gói gpiod trên máy là bản 1.6.3, đài cần bản 2", "pip install -U 'gpiod>=2'"),
        ("command: sh -c true", "sẵn sàng", ""),
    ],
)
def test_a_switch_that_cannot_work_is_told_with_the_cure(
    folder: StationFolder, monkeypatch: pytest.MonkeyPatch, switch: str, found_: str, mend: str
) -> None:
    before = ModuleType("gpiod")
    before.__version__ = "1.6.3"  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "gpiod", before)
    folder.config.write_text(f"station: {{ name: Đài }}\nsound:\n  amplifier: {{ switch: {switch} }}\n")
    finding = found(folder)["Công tắc tăng âm"]
    assert (finding.ok, found_ in finding.finding, mend in finding.mend) == (not mend, True, True)


def test_where_the_amplifier_is_switched_by_hand_there_is_nothing_to_examine(folder: StationFolder) -> None:
    assert "Công tắc tăng âm" not in found(folder)


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


def made_as(link: Link) -> Callable[[object, object], Link]:
    """A registry line that makes `link`."""
    return lambda _folder, _clock: link


@pytest.fixture
def voices(folder: StationFolder, monkeypatch: pytest.MonkeyPatch) -> StationFolder:
    """A station that wants the voice `hue` and has it in its second engine."""
    for engine in (HummingEngine("espeak", named=()), HummingEngine("kokoro", named=("hue", "saigon"))):
        monkeypatch.setitem(registry.ENGINES, engine.name, made_as(Link(engine, engine)))
    config = folder.config.read_text(encoding="utf-8")
    folder.config.write_text(config.replace("[kokoro, espeak]", "[espeak, kokoro], voice: hue"), encoding="utf-8")
    return folder


def test_the_voice_that_speaks_is_the_one_that_is_wanted(voices: StationFolder) -> None:
    assert "(đang dùng)" in found(voices)["Giọng kokoro"].finding
    assert found(voices)["Giọng espeak"].finding == "không có giọng 'hue'"


def test_a_voice_that_failed_when_it_was_asked_last_is_not_told_as_the_one_that_speaks(voices: StationFolder) -> None:
    Rest(ManualClock(NOW), voices.rests).failed("kokoro", "hết bộ nhớ; tắt bớt chương trình khác", patience=3)
    kokoro = found(voices)["Giọng kokoro"]
    assert (kokoro.finding, kokoro.mend) == ("hết bộ nhớ", "tắt bớt chương trình khác")
    assert "(đang dùng)" in found(voices)["Giọng espeak"].finding


def test_who_reads_a_text_that_wants_a_voice_of_its_own_is_told(voices: StationFolder) -> None:
    for name in ("mot", "hai", "ba"):
        write_script(voices, name, "Bà con chú ý.", title=name)
        path = voices.scripts / f"{name}.md"
        path.write_text(path.read_text(encoding="utf-8").replace("---\n", "---\nvoice: saigon\n", 1), encoding="utf-8")
    assert (
        found(voices)["Giọng 'saigon'"].finding
        == "kokoro đọc «ba», «hai» và 1 bài nữa (espeak: không có giọng 'saigon')"
    )
