"""What the door answers: the shapes of docs/http.md, the house rules for orders by hand."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from station.conftest import HummingAtelier

from broadcaster.folder import StationFolder
from broadcaster.station.answers import Answers
from broadcaster.station.door import RefusedError, UnknownNameError, UrgentOrder
from broadcaster.station.rehearsal import rehearsal

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
DAY = datetime(2026, 12, 1, 9, 0, tzinfo=ZONE)


def test_status_tells_what_is_on_air_and_what_is_next(folder: StationFolder) -> None:
    with rehearsal(folder, DAY.replace(hour=4, minute=59)) as stage:
        stage.play(DAY.replace(hour=5, second=8))
        status = Answers(stage.station).status()
    assert status["on_air"]["programme"] == "Buổi sáng"
    assert status["on_air"]["item"] == "Tin"
    assert status["on_air"]["started"] == "2026-12-01T05:00:00+07:00"
    assert [one["programme"] for one in status["next"]][:2] == ["Buổi chiều", "Buổi sáng"]
    assert status["clock"] == {"trusted": True, "why": ""}
    assert status["output"]["ok"] is True
    json.dumps(status)


def test_every_answer_is_json(folder: StationFolder) -> None:
    with rehearsal(folder, DAY) as stage:
        answers = Answers(stage.station)
        why = answers.why("Buổi sáng", DAY.date())
        told: list[object] = [
            answers.plan(DAY, DAY + timedelta(days=7)),
            answers.log(DAY - timedelta(days=1), DAY),
            answers.check(),
            answers.scripts(),
            answers.script("khan-lu"),
            why,
            answers.preview(UrgentOrder(name="khan-lu", sets={"noi": "thôn Đông"})),
        ]
    json.dumps(told)
    assert answers.script("khan-lu")["blanks"] == [{"name": "noi", "example": ""}]
    assert why["airs"] is True


def test_play_airs_a_text_at_once(folder: StationFolder) -> None:
    with rehearsal(folder, DAY) as stage:
        answer = Answers(stage.station).play("tin", "thử")
        stage.play(DAY + timedelta(minutes=2))
        entry = stage.station.journal.read(DAY, DAY + timedelta(hours=1))[0]
    assert answer["ready"] is True
    assert (entry.programme, entry.outcome, entry.started) == ("Tin", "aired", DAY)
    assert entry.tags == {"bluezone"}
    assert "theo lệnh của thử" in entry.why


def test_play_keeps_the_house_rules_unless_meant(folder: StationFolder) -> None:
    with rehearsal(folder, DAY.replace(hour=23)) as stage:
        answers = Answers(stage.station)
        with pytest.raises(RefusedError, match="giờ yên tĩnh"):
            answers.play("Buổi sáng", "thử")
        assert answers.play("Buổi sáng", "thử", anyway=True)["programme"] == "Buổi sáng"


def test_play_knows_no_such_name(folder: StationFolder) -> None:
    with rehearsal(folder, DAY) as stage, pytest.raises(UnknownNameError, match="tinn"):
        Answers(stage.station).play("tinn", "thử")


def test_what_is_called_off_is_noted_and_never_heard(folder: StationFolder, humming: HummingAtelier) -> None:
    with rehearsal(folder, DAY, humming) as stage:
        answers, book = Answers(stage.station), stage.station.files.book
        humming.late = next(book.composer.script(book.loaded.scripts["tin"], {}, chime=True).orders())
        airing = answers.play("tin", "thử")["airing"]
        answers.call_off(airing, "Chị Lan")
        humming.late = None
        stage.play(DAY + timedelta(minutes=1))
        stage.play(DAY + timedelta(minutes=2))
        assert stage.station.journal.read(DAY, DAY + timedelta(hours=1)) == []
        notes = [one.text for one in stage.station.journal.notes(DAY, DAY + timedelta(minutes=1))]
    assert airing.startswith("phat-ngay-2026")
    assert airing.endswith("-tin")
    assert "Chị Lan thôi không phát «Tin» nữa, khi tiếng còn đang làm" in notes


def test_what_sounds_already_is_not_called_off_and_the_way_to_stop_it_is_told(folder: StationFolder) -> None:
    with rehearsal(folder, DAY) as stage:
        answers = Answers(stage.station)
        airing = answers.play("tin", "thử")["airing"]
        stage.play(DAY + timedelta(seconds=1))
        with pytest.raises(UnknownNameError, match=r"«Tin» đang phát rồi.*«Dừng tiếng ngay»"):
            answers.call_off(airing, "thử")
        answers.urgent(UrgentOrder(text="Lũ về."))
        stage.play(DAY + timedelta(seconds=2))
        behind = answers.play("tin", "thử")["airing"]
        with pytest.raises(UnknownNameError, match=r"«Tin» đã làm xong, sắp đến lượt.*«Dừng tiếng ngay»"):
            answers.call_off(behind, "thử")
        with pytest.raises(UnknownNameError, match="không còn chờ"):
            answers.call_off("phat-ngay-khong-co", "thử")


def test_a_person_may_say_that_the_clock_is_right_and_the_journal_tells_who(folder: StationFolder) -> None:
    with rehearsal(folder, DAY) as stage:
        assert Answers(stage.station).believe_clock("bà Tư") == {"now": DAY.isoformat()}
        notes = [one.text for one in stage.station.journal.notes(DAY, DAY + timedelta(minutes=1))]
    assert "bà Tư cho biết đồng hồ của máy đúng: 09:00 ngày 01/12/2026" in notes


def test_f19_why_not_is_always_answered(folder: StationFolder) -> None:
    with rehearsal(folder, DAY) as stage:
        answers = Answers(stage.station)
        assert answers.why("Buổi chiều", DAY.date())["why"]
        with pytest.raises(UnknownNameError):
            answers.why("Không có", DAY.date())


@pytest.mark.parametrize(("hour", "told"), [(3, True), (9, False)])
def test_f08_an_urgent_page_in_quiet_hours_is_noted_as_exempt(folder: StationFolder, hour: int, told: bool) -> None:  # noqa: FBT001
    now = DAY.replace(hour=hour)
    with rehearsal(folder, now) as stage:
        Answers(stage.station).urgent(UrgentOrder(text="Lũ về, bà con lên chỗ cao."))
        notes = [note.text for note in stage.station.journal.notes(now - timedelta(hours=1), now + timedelta(hours=1))]
    assert any("khẩn cấp nên được phát dù nằm trong giờ yên tĩnh" in note for note in notes) == told


def test_f18_an_edit_with_a_mistake_is_told_by_status_and_journal_until_it_is_mended(folder: StationFolder) -> None:
    path = folder.schedules / "lich.yaml"
    good = path.read_text(encoding="utf-8")
    with rehearsal(folder, DAY) as stage:
        answers, station = Answers(stage.station), stage.station

        def save(text: str) -> dict[str, object]:
            path.write_text(text, encoding="utf-8")
            for _ in range(3):
                station.heart.beat()
                stage.clock.advance(1)
            return answers.status()

        before = answers.status()
        wrong = save(good.replace("17h", "27h"))
        assert (wrong["files"], wrong["problems"], wrong["next"]) == (before["files"], 1, before["next"])
        assert "đài theo bản trước" in str(wrong["notices"])
        assert "27h" in answers.check()[0]["message"]
        mended = save(good.replace("17h", "18h"))
        assert mended["problems"] == 0
        assert mended["files"] != before["files"]
        assert [one["at"][11:16] for one in mended["next"]][:1] == ["18:00"]  # type: ignore[attr-defined]
        assert mended["notices"] == []
        notes = [note.text for note in station.journal.notes(DAY, DAY + timedelta(hours=1))]
    assert [note.split(",")[0].split(" vì")[0] for note in notes] == [
        "chưa nhận các tệp vừa lưu",
        "đã nhận các tệp vừa lưu",
    ]
