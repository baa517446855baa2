"""One contract for every output: each plays what it is told, when it is told, and says what left it."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
import soundfile
from soundpath.icecast import IcecastServer
from soundpath.server import SoundServer

from broadcaster import machine
from broadcaster.clock import Clock, ManualClock, SystemClock
from broadcaster.errors import OutputError
from broadcaster.playout.file import FileOutput
from broadcaster.playout.icecast import IcecastOutput
from broadcaster.playout.line import Cue, Heard
from broadcaster.playout.output import Output
from broadcaster.playout.paced import PacedOutput
from broadcaster.playout.silent import SilentOutput
from broadcaster.playout.soundcard import SoundCard
from broadcaster.units import RATE, Samples

from .conftest import FIVE, ZONE, flat

pytestmark = pytest.mark.slow


class Kept(PacedOutput):
    """A paced output that keeps what is put, and refuses on order."""

    live = True

    def __init__(self, clock: Clock, note: Callable[[str, str], None]) -> None:
        super().__init__("kept", clock, note)
        self.kept: list[tuple[float, Samples]] = []
        self.refuses = False

    def put(self, sound: Samples, wall: float) -> None:
        if self.refuses:
            raise OSError(errno.ENOSPC, "No space left on device")
        self.kept.append((wall, sound.copy()))

    def let_go(self) -> None:
        self.kept.append((0.0, np.zeros(0, np.float32)))


@dataclass
class Case:
    """An output and how time passes for it."""

    out: Output
    clock: Clock
    heard: list[Heard]

    def pass_time(self, seconds: float) -> None:
        end = self.clock.monotonic() + seconds
        while (left := end - self.clock.monotonic()) > 0:
            self.clock.sleep(min(0.02, left))
            self.heard += self.out.heard()

    def of(self, name: str) -> list[Heard]:
        return [one for one in self.heard if one.key[0] == name]

    def frames(self, name: str) -> int:
        return sum(one.frames for one in self.of(name))


def _unheard(_kind: str, _text: str) -> None:
    """Nobody is told."""


@contextmanager
def opened(kind: str, folder: Path) -> Iterator[tuple[Output, Clock]]:
    """An output of each kind, with what it needs: a real sound server, a real Icecast server."""
    live = SystemClock(ZONE)
    if kind.startswith("silent"):
        manual = ManualClock(FIVE, ZONE)
        yield SilentOutput(manual, keep="kept" in kind), manual
    elif kind == "file":
        yield FileOutput(folder, live, _unheard), live
    elif kind == "paced":
        yield Kept(live, _unheard), live
    elif kind == "soundcard":
        with SoundServer(folder / "sound"):
            machine.real_time_priority()
            yield SoundCard(live, _unheard), live
            machine.normal_priority()
    else:
        with IcecastServer() as server:
            yield IcecastOutput(server.source_url(f"loa{kind.removeprefix('icecast')}"), live, _unheard), live


@pytest.fixture(params=["silent", "silent, kept", "file", "paced", "soundcard", "icecast", "icecast.ogg"])
def case(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Case]:
    with opened(request.param, tmp_path) as (out, clock):
        out.open()
        made = Case(out, clock, [])
        if request.param == "soundcard":
            made.pass_time(1.5)  # until it knows its own pace
        yield made
        out.close()


def test_it_begins_at_its_instant_and_tells_all_its_frames(case: Case) -> None:
    at = case.clock.timestamp() + 0.4
    case.out.arm([Cue(("a", 1), flat(0.1, 0.5), start=at)])
    case.pass_time(1.5)
    assert case.frames("a") == RATE // 2
    assert case.of("a")[0].wall == pytest.approx(at, abs=1.5 / RATE)
    assert case.of("a")[-1].ended


def test_what_joins_begins_at_the_very_frame(case: Case) -> None:
    at = case.clock.timestamp() + 0.4
    case.out.arm(
        [Cue(("a", 1), flat(0.1, 0.3), start=at), Cue(("b", 1), flat(0.2, 0.3), start=at + 0.3004, joins=True)]
    )
    case.pass_time(1.5)
    last = case.of("a")[-1]
    assert case.of("b")[0].wall == pytest.approx(last.wall + last.frames / RATE, abs=0.2 / RATE)
    assert case.frames("b") == round(0.3 * RATE)


def test_what_cuts_begins_at_its_instant_and_the_other_is_over(case: Case) -> None:
    at = case.clock.timestamp() + 0.4
    case.out.arm([Cue(("a", 1), flat(0.1, 5.0), start=at), Cue(("b", 1), flat(0.2, 0.3), start=at + 0.5, cuts=True)])
    case.pass_time(2.0)
    # Each instant is met to the nearest frame, as the clock of a device's stream knew it then: it learns in between.
    learnt = RATE // 2_000 if isinstance(case.out, SoundCard) else 1
    assert case.frames("a") == pytest.approx(0.5 * RATE, abs=learnt)
    last = case.of("a")[-1]
    assert case.of("b")[0].wall == pytest.approx(last.wall + last.frames / RATE, abs=0.2 / RATE)
    assert case.frames("b") == round(0.3 * RATE)


def test_a_page_breaks_in(case: Case) -> None:
    case.out.arm([Cue(("a", 1), flat(0.1, 30.0))])
    case.pass_time(1.0)
    ordered = case.clock.timestamp()
    case.out.break_in(Cue(("u", 1), flat(0.5, 0.3), cuts=True))
    case.pass_time(1.0)
    assert case.frames("u") == round(0.3 * RATE)
    assert case.of("u")[0].wall - ordered < 0.3
    assert case.of("a")[-1].wall <= case.of("u")[0].wall


def test_silence_is_kept_until_something_new_is_armed(case: Case) -> None:
    case.out.arm([Cue(("a", 1), flat(0.1, 30.0)), Cue(("b", 1), flat(0.2, 1.0), joins=True)])
    case.pass_time(0.6)
    case.out.silence()
    case.pass_time(0.6)
    stopped = case.frames("a")
    case.pass_time(0.6)
    assert case.frames("a") == stopped
    assert not case.of("b")
    case.out.arm([Cue(("c", 1), flat(0.2, 0.2))])
    case.pass_time(1.0)
    assert case.frames("c") == round(0.2 * RATE)


def test_arming_again_neither_repeats_nor_disturbs_what_sounds(case: Case) -> None:
    cues = [Cue(("a", 1), flat(0.1, 1.0), start=case.clock.timestamp() + 0.3)]
    for _ in range(10):
        case.out.arm(cues)
        case.pass_time(0.2)
    assert case.frames("a") == RATE


def test_it_says_how_it_is(case: Case) -> None:
    assert case.out.health().ok
    assert not case.out.health().why
    assert case.out.name


def test_the_file_of_the_day_has_everything_at_its_place(tmp_path: Path) -> None:
    clock = SystemClock(ZONE)
    out = FileOutput(tmp_path / "on-air", clock, lambda _kind, _text: None)
    out.open()
    began = clock.timestamp()
    out.arm([Cue(("a", 1), flat(0.25, 0.5), start=began + 0.5)])
    while clock.timestamp() < began + 1.8:
        clock.sleep(0.05)
    out.close()
    (path,) = (tmp_path / "on-air").iterdir()
    start = datetime.strptime(path.stem, "%Y-%m-%d_%H%M%S").replace(tzinfo=ZONE)
    assert 0.0 <= began - start.timestamp() < 1.1
    sound, rate = soundfile.read(path)
    loud = np.flatnonzero(np.abs(sound - 0.25) < 0.001)
    assert rate == RATE
    assert len(loud) == RATE // 2
    assert loud[0] / RATE == pytest.approx(0.5, abs=0.05)
    again = began + 3600.0
    for _ in range(3):
        archive(tmp_path / "on-air", again)
    assert len(list((tmp_path / "on-air").iterdir())) == 4  # a station that starts again at once writes over nothing


def archive(folder: Path, *walls: float) -> None:
    """Write a tenth of a second that begins at each of `walls` in one go."""
    out = FileOutput(folder, ManualClock(FIVE, ZONE), lambda _kind, _text: None)
    for wall in walls:
        out.put(np.full(4800, 0.1, np.float32), wall)
    out.let_go()


def test_midnight_begins_a_new_file(tmp_path: Path) -> None:
    midnight = (FIVE + timedelta(hours=19)).timestamp()
    archive(tmp_path, midnight - 0.1, midnight)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["2020-08-23_235959.flac", "2020-08-24.flac"]


@pytest.mark.parametrize("gone", [3600.0, -3600.0, 2.0])
def test_a_place_in_the_file_is_a_time_of_the_day_also_after_a_sleep_or_a_clock_that_was_set(
    tmp_path: Path, gone: float
) -> None:
    five = FIVE.timestamp()
    archive(tmp_path, five, five + 0.1, five + 0.2 + gone, five + 0.3 + gone)
    names = [f"{datetime.fromtimestamp(at, ZONE):%Y-%m-%d_%H%M%S}.flac" for at in (five, five + 0.2 + gone)]
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(names)
    assert all(soundfile.info(path).frames == 9600 for path in tmp_path.iterdir())


def test_only_so_many_days_are_kept_where_that_is_wanted(tmp_path: Path) -> None:
    for name in ("2020-08-19", "2020-08-20", "2020-08-21", "2020-08-21_181500", "2020-08-22"):
        (tmp_path / f"{name}.flac").touch()
    (tmp_path / "của-cán-bộ.flac").touch()
    for days, left in ((None, 7), (3, 6), (1, 3)):
        out = FileOutput(tmp_path, ManualClock(FIVE, ZONE), lambda _kind, _text: None, days)
        out.put(np.zeros(480, np.float32), FIVE.timestamp())
        out.let_go()
        assert len(list(tmp_path.iterdir())) == left
        (tmp_path / "2020-08-23_050000-2.flac").unlink(missing_ok=True)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["2020-08-23_050000.flac", "của-cán-bộ.flac"]


def test_a_full_disk_is_told_in_words_and_tried_again() -> None:
    clock, notes = SystemClock(ZONE), list[str]()
    out = Kept(clock, lambda _kind, text: notes.append(text))
    out.open()
    out.arm([Cue(("a", 1), flat(0.1, 30.0))])
    case = Case(out, clock, [])
    case.pass_time(0.5)
    out.refuses = True
    case.pass_time(1.0)
    assert not out.health().ok
    assert notes == ["kept không nhận tiếng: đĩa đã đầy; hãy xoá bớt tệp không dùng"]
    stopped = case.frames("a")
    out.refuses = False
    case.pass_time(2.5)
    assert out.health().ok
    assert case.frames("a") > stopped
    assert case.of("a")[-1].first > case.frames("a")  # it went on where it should be by then
    out.close()


def test_a_disk_that_takes_a_files_beginning_and_no_more_is_not_believed_each_time() -> None:
    class Full(Kept):
        def put(self, sound: Samples, wall: float) -> None:
            if len(sound):
                raise OSError(errno.ENOSPC, "No space left on device")

    notes = list[str]()
    out = Full(SystemClock(ZONE), lambda _kind, text: notes.append(text))
    out.open()
    out.arm([Cue(("a", 1), flat(0.1, 30.0))])
    Case(out, SystemClock(ZONE), []).pass_time(5.0)
    assert not out.health().ok
    assert notes == ["kept không nhận tiếng: đĩa đã đầy; hãy xoá bớt tệp không dùng"]
    out.close()


@pytest.mark.parametrize("told", ["icecast://", "icecast://may-chu"])
def test_a_stream_address_that_is_none_is_refused_with_what_to_write(told: str) -> None:
    with pytest.raises(OutputError, match="hãy viết"):
        IcecastOutput(told, SystemClock(ZONE), lambda _kind, _text: None)
