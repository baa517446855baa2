"""Writing back changes one entry and nothing else, is read again first, and keeps the file as it was."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from broadcaster.errors import BroadcasterError, MistakesError
from broadcaster.folder import StationFolder
from broadcaster.settings import load_settings
from broadcaster.timetable.draft import draft_of
from broadcaster.timetable.reading import read_schedules
from broadcaster.timetable.writing import added, save, write_setting
from broadcaster.written.document import compose
from broadcaster.written.editing import Value, plain, with_entry

REPOSITORY = Path(__file__).parent.parent.parent
NOW = datetime(2026, 11, 23, 8, 30, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
SCHEDULE = """# Buổi sáng của đài

chương trình:
  # Tin đầu ngày
  - tên: Tin sáng          # tên trên loa
    lúc: "05:00"           # luôn trong nháy

    ngày: [T2, T5]
    phát:
      - script: a          # bài chính
      # - script: tạm bỏ
      - jingle: b

  - name: Tin trưa
    at: 11h
    play: [{script: a}]
"""


@pytest.fixture
def station(tmp_path: Path) -> StationFolder:
    """A station with one schedule."""
    (tmp_path / "schedules").mkdir()
    (tmp_path / "schedules/a.yaml").write_text(SCHEDULE, encoding="utf-8")
    shutil.copy(REPOSITORY / "config.yaml", tmp_path)
    return StationFolder(tmp_path)


def write_programme(folder: StationFolder, name: str, key: str, value: Value | None) -> Path | None:
    """As the timetable's desk does: one key of a programme; the file's earlier copy."""
    return save(folder, draft_of(folder, name).with_programme(name, {key: value}), NOW)


def remove_programme(folder: StationFolder, name: str) -> None:
    save(folder, draft_of(folder, name).without_programme(name), NOW)


def add_programme(folder: StationFolder, file: str, programme: dict[str, Value]) -> Path | None:
    return save(folder, added(folder, file, programme), NOW)


def changed_lines(station: StationFolder, before: str = SCHEDULE) -> tuple[list[str], list[str]]:
    """Lines that went and lines that came."""
    after = (station.schedules / "a.yaml").read_text(encoding="utf-8").splitlines()
    old = before.splitlines()
    return [line for line in old if line not in after], [line for line in after if line not in old]


def test_one_entry_changes_and_its_note_stays(station: StationFolder) -> None:
    kept = write_programme(station, "tin SANG", "at", ["05:30", "17h"])
    gone, come = changed_lines(station)
    assert gone == ['    lúc: "05:00"           # luôn trong nháy']
    assert come == ['    lúc: ["05:30", "17h"]           # luôn trong nháy']
    assert kept == station.history / "schedules" / "a-20261123-083000.yaml"
    assert kept.read_text(encoding="utf-8") == SCHEDULE


def test_items_change_one_by_one_so_that_notes_between_them_stay(station: StationFolder) -> None:
    write_programme(station, "Tin sáng", "phát", [{"script": "a"}, {"jingle": "b"}, {"script": "c"}])
    assert changed_lines(station) == ([], ["      - script: c"])


def test_a_new_key_and_one_taken_out(station: StationFolder) -> None:
    write_programme(station, "Tin trưa", "except", ["T7", "10/03 âm"])
    write_programme(station, "Tin trưa", "except", None)
    assert (station.schedules / "a.yaml").read_text(encoding="utf-8") == SCHEDULE
    assert len(list((station.history / "schedules").iterdir())) == 2


def test_a_programme_added_and_removed(station: StationFolder) -> None:
    add_programme(station, "a.yaml", {"name": "Tin chiều", "at": "17:00", "play": [{"script": "a"}]})
    timetable, mistakes = read_schedules(station)
    assert not mistakes
    assert [one.name for one in timetable.programmes] == ["Tin sáng", "Tin trưa", "Tin chiều"]
    remove_programme(station, "Tin trưa")
    assert [one.name for one in read_schedules(station)[0].programmes] == ["Tin sáng", "Tin chiều"]
    assert "# Tin đầu ngày" in (station.schedules / "a.yaml").read_text(encoding="utf-8")


def test_a_new_file_is_made(station: StationFolder) -> None:
    assert add_programme(station, "moi.yaml", {"name": "Mới", "at": "6h", "play": [{"script": "a"}]}) is None
    assert read_schedules(station)[0].programme("Mới")
    with pytest.raises(BroadcasterError, match="đã có"):
        add_programme(station, "moi.yaml", {"name": "mới", "at": "6h", "play": [{"script": "a"}]})


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("at", "25:00", "25:00"),
        ("days", "thứ 9", "ý bạn là"),
        ("name", None, "thiếu mục 'name'"),
        ("play", [], "để trống"),
    ],
)
def test_a_change_that_would_be_a_mistake_is_not_written(
    station: StationFolder, key: str, value: Any, said: str
) -> None:
    with pytest.raises(MistakesError, match=said):
        write_programme(station, "Tin sáng", key, value)
    assert (station.schedules / "a.yaml").read_text(encoding="utf-8") == SCHEDULE
    assert not station.history.exists()


def test_letters_stay_letters_whatever_stands_beside_them(station: StationFolder) -> None:
    write_programme(station, "Tin trưa", "zones", ["thôn: Đông", "thôn 'Đoài' #2", "thôn Thượng"])
    write_programme(station, "Tin trưa", "name", "Tin: trưa #1")
    _, come = changed_lines(station)
    assert come == ["  - name: 'Tin: trưa #1'", "    zones: ['thôn: Đông', 'thôn ''Đoài'' #2', thôn Thượng]"]
    assert read_schedules(station)[0].programme("Tin: trưa #1").zones == ("thôn: Đông", "thôn 'Đoài' #2", "thôn Thượng")  # type: ignore[union-attr]


def test_what_is_not_there_is_told(station: StationFolder) -> None:
    with pytest.raises(BroadcasterError, match="không có chương trình tên 'Xa lạ'"):
        remove_programme(station, "Xa lạ")
    with pytest.raises(BroadcasterError, match="không có mục 'màu'"):
        write_programme(station, "Tin sáng", "màu", "đỏ")
    with pytest.raises(BroadcasterError, match="tên tệp"):
        add_programme(station, "../a.yaml", {})
    with pytest.raises(BroadcasterError, match=r"không có mục 'rules\.màu'"):
        write_setting(station, ["rules", "màu"], "đỏ", NOW)


def test_a_setting_changes_in_its_place(station: StationFolder) -> None:
    write_setting(station, ["rules", "silent_days"], ["25/06/2027", "10/03 âm"], NOW)
    write_setting(station, ["sound", "amplifier", "on"], "8s", NOW)
    settings, mistakes = load_settings(station)
    assert not mistakes
    assert [days.text for days in settings.rules.silent_days] == ["25/06/2027", "10/03 âm"]
    assert settings.sound.amplifier.on == 8
    assert station.config.read_text(encoding="utf-8").count("#") == (REPOSITORY / "config.yaml").read_text(
        encoding="utf-8"
    ).count("#")


def test_line_ends_and_the_mark_of_the_file_stay(station: StationFolder) -> None:
    path = station.schedules / "a.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + SCHEDULE.replace("\n", "\r\n").encode())
    write_programme(station, "Tin sáng", "at", "06:00")
    after = path.read_bytes()
    assert after.startswith(b"\xef\xbb\xbf#")
    assert after.count(b"\r\n") == after.count(b"\n") == SCHEDULE.count("\n")


def test_a_file_with_a_slip_in_it_is_not_touched(station: StationFolder) -> None:
    path = station.schedules / "a.yaml"
    path.write_text(SCHEDULE + "\tx: 1\n", encoding="utf-8")
    with pytest.raises(MistakesError, match="Tab"):
        write_programme(station, "Tin sáng", "at", "06:00")


SHIPPED = sorted(path for path in (REPOSITORY / "schedules").glob("*.yaml") if "2020" not in path.name)
EDITS: dict[str, list[Any]] = {
    "at": ["05:30", ["5h", "17h30"]],
    "days": ["T2-T6", ["T2", "rằm"]],
    "except": [["02/09/2026", "T7"], None],
    "grace": ["10 phút"],
    "bed": ["nhạc: nền", None],
    "zones": [["thôn Đông", "thôn: Đoài"], "all"],
    "until": ["31/12/2026", None],
    "play": [[{"jingle": "x"}, {"script": "b"}, {"relay": "line-in", "for": "15 phút"}]],
    "name": ["Tên mới", "5:30", "no", "a: ă", "- a"],
}
edits = st.lists(
    st.sampled_from(sorted(EDITS)).flatmap(lambda key: st.tuples(st.just(key), st.sampled_from(EDITS[key]))),
    min_size=1,
    max_size=4,
)


def notes_of(text: str) -> list[str]:
    """The comments of a text that holds no other `#`."""
    return [line[line.index("#") :] for line in text.splitlines() if "#" in line]


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(SHIPPED), st.integers(0, 2), edits)
def test_any_edits_of_the_shipped_files_leave_all_else_as_it_was(
    path: Path, index: int, made: list[tuple[str, Any]]
) -> None:
    before = text = path.read_text(encoding="utf-8")
    index %= len(plain(compose(text, "f")[0])["programmes"])
    for key, value in made:
        held = plain(compose(text, "f")[0])["programmes"][index]
        if value is None and key not in held:
            continue
        text = with_entry(text, [("programmes",), index, (key,)], value, "f")
    old, new = (plain(compose(one, "f")[0])["programmes"] for one in (before, text))
    assert [one for number, one in enumerate(old) if number != index] == [
        one for number, one in enumerate(new) if number != index
    ]
    touched = {key for key, _ in made}
    assert {key: value for key, value in old[index].items() if key not in touched} == {
        key: value for key, value in new[index].items() if key not in touched
    }
    assert yaml.load(text, Loader=yaml.BaseLoader)["programmes"] == new
    gone = [line for line in before.splitlines() if line not in text.splitlines()]
    if "play" not in touched:
        assert all(line.split(":")[0].strip(" -") in touched for line in gone)
        assert set(notes_of(before)) - set(notes_of("\n".join(gone))) <= set(notes_of(text))
        assert before.count("\n\n") == text.count("\n\n")


words = st.text(alphabet="aăđế 05:#@-'\"[]{},*&!|>%.~no", min_size=1, max_size=12).filter(
    lambda text: text.strip() == text
)


@settings(deadline=None)
@given(
    st.integers(0, 1),
    st.sampled_from([("lúc", "at"), ("ngày",), ("grace",)]),
    words | st.lists(words, min_size=1, max_size=3),
)
def test_whatever_is_written_only_that_entry_changes(index: int, key: tuple[str, ...], value: Any) -> None:
    after = with_entry(SCHEDULE, [("chương trình",), index, key], value, "f")
    old, new = plain(compose(SCHEDULE, "f")[0]), plain(compose(after, "f")[0])
    changed = new["chương trình"][index]
    written = next(changed[name] for name in changed if name in key)
    assert written == value
    assert [line for line in SCHEDULE.splitlines() if line.strip().startswith("#")] == [
        line for line in after.splitlines() if line.strip().startswith("#")
    ]
    assert old["chương trình"][1 - index] == new["chương trình"][1 - index]
