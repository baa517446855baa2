"""Schedule files become a timetable, in either language and every accepted writing."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from broadcaster.folder import StationFolder
from broadcaster.timetable.claim import AfterCut, Priority, Start
from broadcaster.timetable.model import FileItem, RelayItem, ScriptItem, SilenceItem, SoundItem, slug
from broadcaster.timetable.reading import read_schedules, timetable_of

DESIGN = """
campaign:
  name: Tuyên truyền cài đặt Bluezone
  from: 18/08/2020
  until: 31/08/2020
  at_least: 2
  tag: bluezone

programmes:
  - name: Bluezone buổi sáng
    at: ["05:00", "17h00"]
    days: hằng ngày
    from: 18/08/2020
    until: 31/08/2020
    except: [02/09/2020, T7]
    play:
      - jingle: nhac-hieu
      - script: bluezone-loi-ich
      - sting: nhac-cat
      - script: bluezone-cai-dat.md
      - silence: 2s
      - relay: https://dai.example/stream
        for: 15 phút
        else: { file: audio/nhac-cho.flac }
    bed: nen-nhe
    priority: routine
    start: next
    grace: 10 phút
    after_cut: resume
    zones: [all]
"""
VIETNAMESE = """
đợt tuyên truyền:
  tên: Tuyên truyền cài đặt Bluezone
  từ ngày: 18/8/2020
  đến ngày: 31/8/2020
  ít nhất: 2
  thẻ: Bluezone

chương trình:
  - Tên: Bluezone buổi sáng
    luc: 5h, 17h
    ngay: mỗi ngày
    từ: 18/08/2020
    den_ngay: 31-08-2020
    trừ:
      - 2/9/2020
      - thứ bảy
    phát:
      - nhạc hiệu: nhac-hieu
      - bài: bluezone-loi-ich
      - nhac cat: nhac-cat
      - kịch bản: bluezone-cai-dat
      - lặng: 2 giây
      - tiếp sóng: https://dai.example/stream
        trong: 15'
        nếu hỏng:
          tệp: audio/nhac-cho.flac
    nhạc nền: nen-nhe
    ưu tiên: thường
    bắt đầu: chờ
    cho trễ: 600s
    sau khi bị cắt: phát tiếp
    cụm loa: tất cả
"""


def stripped(value: Any) -> Any:
    """A record without the places its parts were written at."""
    if isinstance(value, tuple):
        return tuple(map(stripped, value))
    if hasattr(value, "place"):
        return {name: stripped(part) for name, part in vars(value).items() if name not in ("place", "places", "rule")}
    return value


def test_both_languages_mean_the_same() -> None:
    (english, wrong), (vietnamese, falsch) = timetable_of({"a.yaml": DESIGN}), timetable_of({"a.yaml": VIETNAMESE})
    assert not wrong
    assert not falsch
    assert stripped(english.programmes) == stripped(vietnamese.programmes)
    assert stripped(english.campaigns) == stripped(vietnamese.campaigns)
    one, other = english.programmes[0].rule, vietnamese.programmes[0].rule
    assert [day.rule for day in one.excepted] == [day.rule for day in other.excepted]
    assert (one.times, one.first, one.last) == (other.times, other.first, other.last)


def test_every_field_is_read() -> None:
    timetable, _ = timetable_of({"schedules/a.yaml": DESIGN})
    (programme,) = timetable.programmes
    assert programme.rule.times == (18_000, 61_200)
    assert (programme.rule.first, programme.rule.last) == (date(2020, 8, 18), date(2020, 8, 31))
    assert [type(item) for item in programme.play] == [
        SoundItem,
        ScriptItem,
        SoundItem,
        ScriptItem,
        SilenceItem,
        RelayItem,
    ]
    relay = programme.play[-1]
    assert isinstance(relay, RelayItem)
    assert (relay.seconds, isinstance(relay.otherwise, FileItem)) == (900, True)
    assert (programme.priority, programme.start, programme.after_cut) == (Priority.ROUTINE, Start.NEXT, AfterCut.RESUME)
    assert (programme.bed, programme.grace, programme.zones) == ("nen-nhe", 600, ("all",))
    assert str(programme.place) == "schedules/a.yaml:10"
    assert str(programme.at("days")) == "schedules/a.yaml:12"
    assert [script.name for script in programme.texts] == ["bluezone-loi-ich", "bluezone-cai-dat"]
    (campaign,) = timetable.campaigns
    assert (campaign.first, campaign.last, campaign.at_least, campaign.tag) == (
        date(2020, 8, 18),
        date(2020, 8, 31),
        2,
        "bluezone",
    )
    assert campaign.runs_on(date(2020, 8, 31))
    assert not campaign.runs_on(date(2020, 9, 1))


@pytest.mark.parametrize(
    ("lines", "times"),
    [
        ("every: 30 phút\nbetween: 07:00-09:00", ["07:00", "07:30", "08:00", "08:30", "09:00"]),
        ("every: 2 giờ\nbetween: 22:00-02:00", ["22:00", "24:00", "26:00"]),
        ("every: 6 giờ\nbetween: 07:00-24:00", ["07:00", "13:00", "19:00"]),
        ("at: [5h]\nevery: 1 giờ\nbetween: 5h-7h", ["05:00", "06:00", "07:00"]),
        ('at: "17:00:30"', ["17:00:30"]),
    ],
)
def test_hours_in_every_writing(desk: Any, lines: str, times: list[str]) -> None:
    seconds = [
        sum(int(part) * unit for part, unit in zip(time.split(":"), (3600, 60, 1), strict=False)) for time in times
    ]
    assert list(desk.programme(lines).rule.times) == seconds


def test_defaults_stand_where_nothing_is_said(desk: Any) -> None:
    programme = desk.programme("at: 5h")
    assert (programme.grace, programme.zones, programme.bed, programme.tags) == (600, ("all",), None, frozenset())
    assert (programme.priority, programme.start, programme.after_cut) == (Priority.ROUTINE, Start.NEXT, AfterCut.RESUME)


def test_one_programme_and_one_item_need_no_list() -> None:
    timetable, mistakes = timetable_of({"a.yaml": "programmes:\n  name: A\n  at: 5h\n  play:\n    script: a\n"})
    assert not mistakes
    assert timetable.programmes[0].name == "A"


def test_files_are_read_in_the_order_of_their_names_and_leftovers_are_not(tmp_path: Path) -> None:
    schedules = tmp_path / "schedules"
    schedules.mkdir()
    for name in ("b.yaml", "a.yml", ".c.yaml", "~d.yaml", "e.txt", "g.YAML"):
        (schedules / name).write_text(
            f"programmes: [{{name: {name}, at: 5h, play: [{{script: a}}]}}]", encoding="utf-8"
        )
    (schedules / "f.yaml").mkdir()
    timetable, mistakes = read_schedules(StationFolder(tmp_path))
    assert not mistakes
    assert [one.name for one in timetable.programmes] == ["a.yml", "b.yaml", "g.YAML"]


def test_a_station_without_schedules_has_an_empty_timetable(tmp_path: Path) -> None:
    timetable, mistakes = read_schedules(StationFolder(tmp_path))
    assert (timetable.programmes, timetable.campaigns, mistakes) == ((), (), [])


def test_a_file_that_is_no_text_is_told_and_the_others_are_read(tmp_path: Path) -> None:
    schedules = tmp_path / "schedules"
    schedules.mkdir()
    (schedules / "a.yaml").write_bytes(b"\x89PNG\0\0")
    (schedules / "b.yaml").write_text(DESIGN, encoding="utf-8")
    timetable, (mistake,) = read_schedules(StationFolder(tmp_path))
    assert mistake.file == "schedules/a.yaml"
    assert len(timetable.programmes) == 1


def test_the_version_changes_with_the_words() -> None:
    versions = {timetable_of({"a.yaml": text})[0].version for text in (DESIGN, DESIGN + "\n", VIETNAMESE)}
    assert len(versions) == 3
    assert timetable_of({"a.yaml": DESIGN})[0].version in versions


def test_a_programme_is_found_by_any_spelling_of_its_name() -> None:
    timetable, _ = timetable_of({"a.yaml": DESIGN})
    assert timetable.programme("bluezone  BUOI sáng") is timetable.programmes[0]
    assert timetable.programme("bluezone-buoi-sang") is timetable.programmes[0]
    assert timetable.programme("khác") is None


@pytest.mark.parametrize(
    ("name", "made"), [("Bản tin – số 5!", "ban-tin-so-5"), ("Đêm", "dem"), ("…", "khong-ten-b49358")]
)
def test_a_slug_is_plain(name: str, made: str) -> None:
    assert slug(name) == made


def test_names_in_other_scripts_stay_apart() -> None:
    names = ("ព័ត៌មាន", "ដំណឹង", "Tin ព័ត៌មាន", "Tin ដំណឹង", "???", "---", "📢", "🔔")
    assert len({slug(name) for name in names}) == len(names)
    assert all(slug(name).replace("-", "").isascii() for name in names)


@pytest.mark.parametrize(
    "line",
    [
        "days: thứ 9",
        "days: [T2, thứ 9]",
        "until: 31/02/2026",
        "except: rằn",
        "daysss: T2",
        "grace: 5",
        "at: [5h, 25:00]",
    ],
)
def test_a_programme_with_a_mistake_never_airs_but_is_looked_through(line: str) -> None:
    hours = "" if line.startswith("at") else "    at: 5h\n"
    text = f"programmes:\n  - name: A\n{hours}    {line}\n    play: [{{script: nowhere}}]\n"
    timetable, mistakes = timetable_of({"a.yaml": text})
    assert len(mistakes) == 1
    assert timetable.programmes == ()
    assert [script.name for one in timetable.faulty for script in one.texts] == ["nowhere"]


def test_of_two_programmes_of_one_name_the_first_airs() -> None:
    text = "programmes:\n" + "".join(
        f"  - {{name: {name}, at: {at}, play: [{{script: a}}]}}\n" for name, at in (("Tin", "5h"), ("TIN", "6h"))
    )
    timetable, (mistake,) = timetable_of({"a.yaml": text})
    assert [one.rule.times for one in timetable.programmes] == [(18_000,)]
    assert [one.rule.times for one in timetable.faulty] == [(21_600,)]
    assert mistake.line == 3
