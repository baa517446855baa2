"""The texts' desk on a real station: what is approved are the words, and what is heard is what will air."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from station.conftest import HummingAtelier

from broadcaster.errors import BroadcasterError, MistakesError
from broadcaster.folder import StationFolder
from broadcaster.sound.files import decode
from broadcaster.station.answers import Answers
from broadcaster.station.desks.texts import TextDesk
from broadcaster.station.door import RefusedError, UnknownNameError
from broadcaster.station.rehearsal import Stage, rehearsal
from broadcaster.units import RATE

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
DAY = datetime(2026, 12, 1, 9, 0, tzinfo=ZONE)
WORDS = "Thưa bà con. Tối nay cắt điện từ 19h."


@pytest.fixture
def stage(folder: StationFolder, humming: HummingAtelier) -> Iterator[Stage]:
    with rehearsal(folder, DAY, humming) as stage:
        yield stage


@pytest.fixture
def answers(stage: Stage) -> Answers:
    return Answers(stage.station)


@pytest.fixture
def desk(answers: Answers) -> TextDesk:
    return answers.texts


def written(folder: StationFolder, name: str) -> str:
    return (folder.scripts / f"{name}.md").read_text(encoding="utf-8")


def test_a_text_is_written_approved_aired_and_withdrawn(
    folder: StationFolder, desk: TextDesk, answers: Answers
) -> None:
    made = desk.save("", {"title": "Cắt điện tối nay", "tags": ["dien"], "valid_until": "31/12/2026"}, WORDS)
    assert made == {"name": "cat-dien-toi-nay", "version": None, "taken": True, "unapproved": False}
    assert desk.text("cat-dien-toi-nay")["state"] == "unapproved"
    with pytest.raises(RefusedError, match="chưa duyệt"):
        answers.play("cat-dien-toi-nay", "thử")
    desk.approve("cat-dien-toi-nay", "Ban Biên tập")
    told = desk.text("cat-dien-toi-nay")
    assert (told["state"], told["approved_by"], told["approved_on"]) == ("ready", "Ban Biên tập", "2026-12-01")
    assert answers.play("cat-dien-toi-nay", "thử")["ready"]
    desk.withdraw("cat-dien-toi-nay", date(2026, 12, 1))
    assert desk.text("cat-dien-toi-nay")["state"] == "withdrawn"
    with pytest.raises(RefusedError, match="đã bị rút"):
        answers.play("cat-dien-toi-nay", "thử")
    desk.approve("cat-dien-toi-nay", "Trưởng đài")
    assert desk.text("cat-dien-toi-nay")["state"] == "ready"
    assert "withdrawn" not in written(folder, "cat-dien-toi-nay")


def test_other_words_take_the_approval_back_and_other_facts_do_not(folder: StationFolder, desk: TextDesk) -> None:
    body = desk.text("tin")["body"]
    kept = desk.save("tin", {"title": "Tin mới", "valid_until": "31/12/2026"}, f"  {body}\r\n\r\n")
    assert kept["unapproved"] is False
    assert desk.text("tin")["state"] == "ready"
    lost = desk.save("tin", {"title": "Tin mới"}, body + " Thêm một câu.")
    assert lost["unapproved"] is True
    assert desk.text("tin")["state"] == "unapproved"
    assert "approved" not in written(folder, "tin")


def test_nobody_approves_by_writing(desk: TextDesk) -> None:
    made = desk.save("", {"title": "Lén", "approved_by": "tôi", "approved_on": "01/01/2020"}, WORDS)
    assert desk.text(made["name"])["state"] == "unapproved"


def test_what_was_approved_is_what_was_read(folder: StationFolder, desk: TextDesk) -> None:
    seen = desk.text("tin")["seen"]
    desk.save("tin", {}, "Lời khác.")
    with pytest.raises(RefusedError, match="đọc lại rồi duyệt"):
        desk.approve("tin", "Ban Biên tập", seen)
    with pytest.raises(RefusedError, match="sửa ở nơi khác"):
        desk.save("tin", {}, "Lời khác nữa.", seen)


def test_mistakes_are_told_and_nothing_is_written(folder: StationFolder, desk: TextDesk) -> None:
    before = written(folder, "tin")
    for fields, body, said in (
        ({"title": ""}, "x", "trống"),
        ({}, "Giờ {{ gio", "{{"),
        ({"valid_until": "31/02/2026"}, "x", "31/02/2026"),
        ({}, "  ", "chưa có lời"),
    ):
        with pytest.raises(MistakesError, match=said.replace("{", r"\{")):
            desk.save("tin", dict(fields), body)
    assert written(folder, "tin") == before


def test_two_texts_of_one_title_have_names_of_their_own(desk: TextDesk) -> None:
    names = [desk.save("", {"title": "Họp thôn"}, WORDS)["name"] for _ in range(2)]
    assert names == ["hop-thon", "hop-thon-2"]


def test_a_text_in_use_is_not_removed_and_another_comes_back(folder: StationFolder, desk: TextDesk) -> None:
    with pytest.raises(RefusedError, match="Buổi sáng, Buổi chiều"):
        desk.remove("tin")
    before = written(folder, "khan-lu")
    gone = desk.remove("khan-lu")
    assert not (folder.scripts / "khan-lu.md").exists()
    assert [one["name"] for one in desk.removed()] == ["khan-lu"]
    desk.restore("khan-lu", gone["version"], approved=True)
    assert written(folder, "khan-lu") == before
    assert desk.removed() == []


def test_going_back_brings_no_approval_of_other_words(desk: TextDesk) -> None:
    old = desk.save("tin", {}, "Lời khác.")["version"]
    desk.restore("tin", old, approved=False)
    told = desk.text("tin")
    assert (told["state"], told["body"].startswith("Thưa bà con")) == ("unapproved", True)
    again = desk.text("tin")["versions"][-1]["name"]
    desk.restore("tin", again, approved=True)
    assert desk.text("tin")["state"] == "ready"


def test_going_back_undoes_no_withdrawal(desk: TextDesk) -> None:
    version = desk.withdraw("tin", date(2026, 12, 1))["version"]
    with pytest.raises(BroadcasterError):
        desk.restore("tin", "la", approved=False)
    desk.restore("tin", version, approved=False)
    assert desk.text("tin")["state"] == "withdrawn"


def test_all_tells_how_each_stands_a_wrong_one_too(folder: StationFolder, desk: TextDesk) -> None:
    (folder.scripts / "hong.md").write_text("---\ntitle: Hỏng\nmàu: đỏ\n---\nLời.\n", encoding="utf-8")
    (folder.scripts / "lam.md").write_text("không có phần đầu", encoding="utf-8")
    told = {one["name"]: one["state"] for one in desk.all()}
    assert told == {"hong": "wrong", "lam": "wrong", "tin": "ready", "khan-lu": "ready"}
    assert desk.text("hong")["mistakes"][0]["line"] == 3
    assert desk.text("lam")["body"] == "không có phần đầu"
    json.dumps([desk.text(name) for name in told])


def test_spoken_words_are_told_with_what_changed(desk: TextDesk) -> None:
    told = desk.text("tin")
    pieces = [piece for sentence in told["sentences"] for piece in sentence]
    assert ("19009095", True) in [(piece["written"], "một chín" in piece["text"]) for piece in pieces]
    assert "xã Thử" in "".join(piece["text"] for piece in pieces)
    looked = desk.look("Hẹn 7h ở {{ noi }}.", "khan-lu")
    assert looked["trouble"] == ""
    assert any(piece["written"] == "7h" for piece in looked["sentences"][0])
    assert desk.look("{{ x")["trouble"]


def test_a_text_is_heard_as_it_will_air(stage: Stage, desk: TextDesk) -> None:
    told = desk.hear("tin")
    assert told["ready"]
    assert len(told["starts"]) == len(desk.text("tin")["sentences"]) == 3
    assert len(decode(desk.sound_file(told["sound"]))) == round(told["seconds"] * RATE)
    other = desk.hear("tin", "Lời khác chưa lưu.")
    assert other["sound"] != told["sound"]
    assert desk.hear("", "Bài mới {{ noi }}.")["ready"]
    with pytest.raises(BroadcasterError, match="chưa có lời"):
        desk.hear("", " ")
    for name in ("../../config", "khong-co", "../journal.sqlite"):
        with pytest.raises(UnknownNameError):
            desk.sound_file(name)


def test_a_reading_is_taught_for_ever(folder: StationFolder, desk: TextDesk) -> None:
    folder.lexicon.write_text("# của đài\nVNeID: vi en i ai đi\n", encoding="utf-8")
    before = desk.reading("Bluezone", "bờ lu giôn")
    assert before["texts"] == 1
    assert "bờ lu giôn" in before["effects"][0]["after"]
    assert before["effects"][0]["before"] != before["effects"][0]["after"]
    desk.teach("Bluezone", "bờ lu giôn")
    assert folder.lexicon.read_text(encoding="utf-8") == "# của đài\nVNeID: vi en i ai đi\nBluezone: bờ lu giôn\n"
    assert any(piece["text"] == "bờ lu giôn" for piece in desk.text("tin")["sentences"][1])
    assert {"written": "Bluezone", "spoken": "bờ lu giôn"} in desk.readings()
    with pytest.raises(RefusedError, match="rồi"):
        desk.teach("Bluezone", "bờ lu giôn")
    with pytest.raises(MistakesError, match="không đọc được 'blu'"):
        desk.teach("Bluezone", "blu zôn")


def test_a_reading_is_forgotten(folder: StationFolder, desk: TextDesk) -> None:
    folder.lexicon.write_text("# của đài\nVNeID: vi en i ai đi\nZalo: da lô\n", encoding="utf-8")
    desk.forget("VNeID")
    assert folder.lexicon.read_text(encoding="utf-8") == "# của đài\nZalo: da lô\n"
    desk.forget("Zalo")
    assert desk.readings() == []
    with pytest.raises(RefusedError, match="không có cách đọc riêng"):
        desk.forget("Zalo")
    desk.teach("Zalo", "gia lô")
    assert desk.readings() == [{"written": "Zalo", "spoken": "gia lô"}]


def test_a_first_reading_makes_the_file(folder: StationFolder, desk: TextDesk) -> None:
    folder.lexicon.unlink(missing_ok=True)
    desk.teach("Zalo", "da lô")
    assert folder.lexicon.read_text(encoding="utf-8") == "Zalo: da lô\n"


def test_a_file_is_brought_without_being_kept(folder: StationFolder, desk: TextDesk, tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes("Họp dân\r\n\r\nMời bà con đi họp.".encode("utf-16"))
    told = desk.bring(tmp_path / "x", "thư mời.txt")
    assert (told["title"], told["body"]) == ("Họp dân", "Mời bà con đi họp.")
    assert "UTF-16" in told["notice"]
    assert len(list(folder.scripts.iterdir())) == 2


@pytest.mark.parametrize("name", ["../config", "..", "a/b", "", ".an", "\\x"])
def test_strange_names_are_nobody(desk: TextDesk, name: str) -> None:
    with pytest.raises(UnknownNameError):
        desk.text(name)


def test_a_text_saved_beside_mistakes_tells_that_it_waits(folder: StationFolder, desk: TextDesk) -> None:
    assert desk.save("tin", {}, "Lời một.")["taken"] is True
    (folder.scripts / "hong.md").write_text("không có phần đầu", encoding="utf-8")
    assert desk.save("tin", {}, "Lời hai.")["taken"] is False
