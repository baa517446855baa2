"""The timetable's desk on a real station: looked at first, written whole, and always a way back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from broadcaster.errors import BroadcasterError, MistakesError
from broadcaster.folder import StationFolder
from broadcaster.station.answers import Answers
from broadcaster.station.desks.timetable import (
    Add,
    Change,
    Edit,
    End,
    Move,
    Remove,
    Restore,
    Rewrite,
    Skip,
    TimetableDesk,
)
from broadcaster.station.door import RefusedError, UnknownNameError
from broadcaster.station.rehearsal import rehearsal
from broadcaster.written.editing import Value

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
DAY = datetime(2026, 12, 1, 9, 0, tzinfo=ZONE)  # a Tuesday
SCHEDULE = """# Lịch của đài thử
programmes:
  - name: Buổi sáng      # tin đầu ngày
    at: "05:00"
    days: [T2, T5]
    play: [{ jingle: nhac-hieu }, { script: tin }]
  - name: Buổi chiều
    at: ["11:00", 17h]
    play: [{ script: tin }]
"""


@pytest.fixture
def answers(folder: StationFolder) -> Iterator[Answers]:
    (folder.schedules / "lich.yaml").write_text(SCHEDULE, encoding="utf-8")
    with rehearsal(folder, DAY) as stage:
        yield Answers(stage.station)


@pytest.fixture
def desk(answers: Answers) -> TimetableDesk:
    return answers.timetable


def written(folder: StationFolder, file: str = "lich.yaml") -> str:
    return (folder.schedules / file).read_text(encoding="utf-8")


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 12, day, hour, minute, tzinfo=ZONE)


def hours(answers: Answers, name: str, since: datetime = DAY, days: int = 8) -> list[str]:
    plan = answers.plan(since, since + timedelta(days=days))
    return [one["at"][5:16] for one in plan["airings"] if one["programme"].startswith(name)]


def test_a_preview_writes_nothing_and_tells_what_would_come(folder: StationFolder, desk: TimetableDesk) -> None:
    told = desk.preview(Add("moi.yaml", {"name": "Trưa", "at": "11:30", "play": [{"script": "tin"}]}))
    json.dumps(told)
    assert told["wrong"] == told["breaches"] == []
    assert {one["change"] for one in told["airings"]} == {"new"}
    assert told["airings"][0]["at"] == "2026-12-01T11:30:00+07:00"
    assert not (folder.schedules / "moi.yaml").exists()


def test_breaches_and_conflicts_are_told_before_anything_is_saved(desk: TimetableDesk) -> None:
    night = desk.preview(Change("Buổi sáng", {"at": "22:00"}))
    assert any("giờ yên tĩnh" in one["message"] for one in night["breaches"])
    assert any("05:00" in one["at"] and one["change"] == "gone" for one in night["airings"])
    crowd = desk.preview(Add("x.yaml", {"name": "Chen", "at": "17:00", "start": "hard", "priority": "high",
                                        "play": [{"silence": "20 phút"}, {"script": "tin"}]}))  # fmt: skip
    assert any(one["programme"] == "Buổi chiều" and one["change"] == "other" for one in crowd["airings"])
    wrong = desk.preview(Change("Buổi sáng", {"at": "25:00"}))
    assert "25:00" in wrong["wrong"][0]["message"]
    lost = desk.preview(Change("Buổi sáng", {"play": [{"script": "khong-co"}]}))
    assert "khong-co" in lost["wrong"][0]["message"]


def test_what_is_only_written_apart_is_no_change(desk: TimetableDesk) -> None:
    told = desk.preview(Move("Buổi chiều", at(2, 11), at(2, 12), whole=False))
    assert [(one["change"], one["at"][5:16]) for one in told["airings"]] == [
        ("gone", "12-02T11:00"),
        ("new", "12-02T12:00"),
    ]


def test_a_saved_programme_airs_at_once_and_can_be_undone(
    folder: StationFolder, desk: TimetableDesk, answers: Answers
) -> None:
    fields: dict[str, Value] = {"name": "Trưa", "at": "12:00", "days": ["T4"], "play": [{"script": "tin"}]}
    made = desk.save(Add("lich.yaml", fields))
    assert made["next"] == "2026-12-02T12:00:00+07:00"
    assert hours(answers, "Trưa") == ["12-02T12:00"]
    assert written(folder).startswith(SCHEDULE.rstrip())
    undone = desk.save(Restore("lich.yaml", made["version"]))
    assert written(folder) == SCHEDULE
    assert hours(answers, "Trưa") == []
    desk.save(Restore("lich.yaml", undone["version"]))
    assert hours(answers, "Trưa") == ["12-02T12:00"]
    assert len(desk.file("lich.yaml")["versions"]) == 3


def test_a_change_keeps_the_notes(folder: StationFolder, desk: TimetableDesk) -> None:
    desk.save(Change("buoi sang", {"name": "Tin sáng", "at": ["05:00", "05:30"], "bed": "nen-nhe", "until": None}))
    assert "# Lịch của đài thử" in written(folder)
    assert "# tin đầu ngày" in written(folder)
    assert desk.programme("Tin sáng")["fields"]["at"] == ["05:00", "05:30"]


def test_what_the_station_could_not_take_is_not_saved(folder: StationFolder, desk: TimetableDesk) -> None:
    changes: list[tuple[dict[str, Value], str]] = [
        ({"at": "25:00"}, "25:00"),
        ({"play": [{"script": "khong-co"}]}, "khong-co"),
    ]
    for change, said in changes:
        with pytest.raises(MistakesError, match=said):
            desk.save(Change("Buổi sáng", change))
    with pytest.raises(MistakesError, match="đã dùng"):
        desk.save(Rewrite("hai.yaml", "programmes:\n  - name: buổi Sáng\n    at: 6h\n    play: [{script: tin}]\n"))
    with pytest.raises(RefusedError, match="chưa có gì thay đổi"):
        desk.save(Rewrite("lich.yaml", SCHEDULE))
    assert written(folder) == SCHEDULE


def test_a_file_that_changed_under_the_hand_is_not_overwritten(folder: StationFolder, desk: TimetableDesk) -> None:
    edit = Change("Buổi sáng", {"at": "06:00"})
    seen = desk.preview(edit)["seen"]
    (folder.schedules / "lich.yaml").write_text(SCHEDULE + "# thêm\n", encoding="utf-8")
    with pytest.raises(RefusedError, match="vừa được sửa ở nơi khác"):
        desk.save(edit, seen)


@pytest.mark.parametrize(
    ("edit", "sang", "chieu"),
    [
        (Move("Buổi sáng", at(3, 5), at(3, 6, 15), whole=False), ["12-03T06:15", "12-07T05:00"], None),
        (Move("Buổi sáng", at(3, 5), at(4, 5), whole=False), ["12-04T05:00", "12-07T05:00"], None),
        (Move("Buổi sáng", at(3, 5), at(3, 6), whole=True), ["12-03T06:00", "12-07T06:00"], None),
        (Move("Buổi sáng", at(3, 5), at(5, 5), whole=True), ["12-05T05:00", "12-07T05:00"], None),
        (Move("Buổi chiều", at(2, 11), at(2, 12), whole=False), None, ["12-01T17:00", "12-02T12:00", "12-02T17:00"]),
        (Move("Buổi chiều", at(2, 11), at(3, 12), whole=False), None, ["12-01T17:00", "12-02T17:00", "12-03T11:00"]),
        (Skip("Buổi sáng", date(2026, 12, 3)), ["12-07T05:00"], None),
        (End("Buổi sáng", date(2026, 12, 5)), ["12-03T05:00"], None),
        (Remove("Buổi sáng"), [], None),
    ],
)  # fmt: skip
def test_moving_and_stopping(answers: Answers, edit: Edit, sang: list[str] | None, chieu: list[str] | None) -> None:
    answers.timetable.save(edit)
    assert [one for one in answers.check() if one["file"].startswith("schedules")] == []
    if sang is not None:
        assert hours(answers, "Buổi sáng", days=7) == sang
    if chieu is not None:
        assert hours(answers, "Buổi chiều", at(1, 12), 3)[:3] == sorted(chieu)


def test_one_airing_moved_twice_stays_one(answers: Answers) -> None:
    answers.timetable.save(Move("Buổi sáng", at(3, 5), at(4, 6), whole=False))
    moved = next(one for one in answers.plan(at(4, 0), at(5, 0))["airings"] if "dời sang" in one["programme"])
    answers.timetable.save(Move(moved["programme"], at(4, 6), at(5, 7), whole=False))
    assert hours(answers, "Buổi sáng", days=5) == ["12-05T07:00"]


@pytest.mark.parametrize(
    ("move", "said"),
    [
        (Move("Buổi sáng", at(3, 4), at(3, 6), whole=False), "không có lần phát"),
        (Move("Buổi sáng", at(3, 5), at(7, 5), whole=True), "Chỉ lần này"),
        (Move("Buổi chiều", at(3, 11), at(4, 11), whole=True), "Chỉ lần này"),
        (Move("Buổi sáng", at(3, 5), at(1, 8), whole=False), "đã qua"),
        (Move("Cách đều", at(3, 8), at(3, 8, 30), whole=True), "phát cách đều"),
        (Move("Cách đều", at(3, 8), at(3, 8, 30), whole=False), "lần một ngày"),
    ],
)
def test_a_move_that_cannot_be_says_what_to_do(desk: TimetableDesk, move: Move, said: str) -> None:
    desk.save(Add("deu.yaml", {"name": "Cách đều", "every": "30 phút", "between": "07:00-19:00",
                               "play": [{"script": "tin"}]}))  # fmt: skip
    with pytest.raises(RefusedError, match=said):
        desk.preview(move)


def test_the_last_programme_of_a_file_can_go_and_come_back(folder: StationFolder, desk: TimetableDesk) -> None:
    desk.save(Remove("Buổi sáng"))
    gone = desk.save(Remove("Buổi chiều"))
    assert desk.file("lich.yaml")["mistakes"] == []
    desk.save(Add("lich.yaml", {"name": "Mới", "at": "6h", "play": [{"script": "tin"}]}))
    desk.save(Restore("lich.yaml", gone["version"]))
    assert desk.programme("Buổi chiều")["coming"]


def test_a_file_tells_its_mistakes_at_their_place(desk: TimetableDesk) -> None:
    told = desk.file("lich.yaml", SCHEDULE.replace("17h", "27h").replace("tin }]\n  -", "tinn }]\n  -"))
    assert [(one["line"], one["column"]) for one in told["mistakes"]] == [(6, 45), (8, 19)]
    assert desk.file("lich.yaml")["mistakes"] == []
    assert desk.version("lich.yaml", desk.save(Remove("Buổi sáng"))["version"])["text"] == SCHEDULE


def test_shelf_and_files(desk: TimetableDesk) -> None:
    shelf = desk.shelf()
    assert ("tin", "Tin") in [(one["name"], one["title"]) for one in shelf["scripts"]]
    assert "nhac-hieu" in shelf["sounds"]
    assert shelf["files"] == ["lich.yaml"]
    assert desk.files() == [{"file": "lich.yaml", "programmes": ["Buổi sáng", "Buổi chiều"], "mistakes": 0}]


def test_strange_names_are_refused(desk: TimetableDesk) -> None:
    with pytest.raises(BroadcasterError, match="tên tệp lịch"):
        desk.file("../config.yaml")
    with pytest.raises(BroadcasterError, match="tên tệp lịch"):
        desk.save(Rewrite("../x.yaml", ""))
    with pytest.raises(BroadcasterError, match="không còn bản cũ"):
        desk.version("lich.yaml", "../../config.yaml")
    with pytest.raises(UnknownNameError, match="mở lại trang Lịch"):
        desk.programme("Không có")
    with pytest.raises(UnknownNameError):
        desk.file("khong-co.yaml")


def test_a_change_saved_beside_mistakes_tells_that_it_waits(folder: StationFolder, desk: TimetableDesk) -> None:
    assert desk.save(Change("Buổi sáng", {"at": "05:30"}))["taken"] is True
    (folder.schedules / "hong.yaml").write_text("programmes: [{ name: X }]\n", encoding="utf-8")
    assert desk.save(Change("Buổi sáng", {"at": "05:00"}))["taken"] is False
