"""What is wrong with a timetable that is written well: things missing, programmes that never air, rules broken."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise

from broadcaster.errors import Mistake
from broadcaster.settings import Settings
from broadcaster.timetable.campaign import Aired, CampaignDay, CampaignPlan, nothing_aired
from broadcaster.timetable.contents import Scripts
from broadcaster.timetable.entry import Entry
from broadcaster.timetable.lengths import Lengths, not_rendered
from broadcaster.timetable.model import FileItem, Item, Programme, RelayItem, ScriptItem, SoundItem, Timetable
from broadcaster.timetable.reading import fold_tag
from broadcaster.timetable.rules import Rule
from broadcaster.timetable.rundown import rundown
from broadcaster.written.document import Place
from broadcaster.written.spelling import closest
from broadcaster.written.values import say_date, say_day

HORIZON = timedelta(days=31)
"""How far ahead rules and conflicts are looked for; campaigns are looked at to their end."""

_FARTHEST = 366
_NEVER = 366 * 20
"""Days ahead without an airing that count as never: a leap fourth month may be 19 years away."""

_SEVERAL = 3


@dataclass(frozen=True)
class Shelf:
    """What there is to play."""

    scripts: Scripts
    """Texts by name."""
    sounds: Collection[str]
    """Names of the sounds in `audio/`."""
    has_file: Callable[[str], bool]
    """Whether there is a file of this path."""
    lengths: Lengths = not_rendered
    """How long rendered programmes are."""


def check(
    timetable: Timetable, settings: Settings, shelf: Shelf, now: datetime, aired: Aired = nothing_aired
) -> list[Mistake]:
    """Everything an officer should mend, by file and line. `now` is aware, in the station's zone.

    What is over is history: only days from `now` on are looked at, and a campaign of the past is no mistake.
    """
    found = missing(timetable, shelf)
    airing = []
    for programme in timetable.programmes:
        never = _never_airs(programme, now.date())
        if never:
            found.append(never)
        else:
            airing.append(programme)
            found += _texts_refused(programme, shelf.scripts, now.date())
    found += _over_time(Timetable(tuple(airing), timetable.campaigns), settings, shelf, now, aired)
    return sorted(set(found))


def missing(timetable: Timetable, shelf: Shelf) -> list[Mistake]:
    """Items whose text, sound or file is not there: what must be mended before a timetable may replace another."""
    written = (*timetable.programmes, *timetable.faulty)
    return [mistake for programme in written for mistake in _missing(programme, shelf)]


def _missing(programme: Programme, shelf: Shelf) -> Iterator[Mistake]:
    """Items whose text, sound or file is not there."""
    if programme.bed is not None and programme.bed not in shelf.sounds:
        yield _no_sound(programme.bed, "nhạc nền", programme.at("bed"), shelf.sounds)
    for item in _parts(programme.play):
        if isinstance(item, ScriptItem) and item.name not in shelf.scripts:
            near = closest(item.name, shelf.scripts)
            hint = f"ý bạn là '{near}'?" if near else f"viết bài vào tệp scripts/vi/{item.name}.md"
            yield item.place.mistake(f"không có bài '{item.name}' trong scripts/vi", hint)
        elif isinstance(item, SoundItem) and item.name not in shelf.sounds:
            kind = {"jingle": "nhạc hiệu", "sting": "nhạc cắt", "chime": "tiếng chuông"}[item.kind]
            yield _no_sound(item.name, kind, item.place, shelf.sounds)
        elif isinstance(item, FileItem) and not shelf.has_file(item.path):
            yield item.place.mistake(
                f"không có tệp '{item.path}'", "chép tệp vào thư mục audio, hoặc sửa lại đường dẫn"
            )


def _parts(play: Iterable[Item]) -> Iterator[Item]:
    for item in play:
        yield item
        if isinstance(item, RelayItem) and item.otherwise:
            yield item.otherwise


def _no_sound(name: str, kind: str, place: Place, sounds: Collection[str]) -> Mistake:
    near = closest(name, sounds)
    listed = ", ".join(sorted(sounds)[:8])
    hint = (
        f"ý bạn là '{near}'?"
        if near
        else f"các tiếng đang có: {listed}"
        if listed
        else "chép tệp tiếng vào thư mục audio"
    )
    return place.mistake(f"không có {kind} '{name}' trong audio", hint)


def _never_airs(programme: Programme, today: date) -> Mistake | None:
    """Why the programme will not air any more, or ever."""
    rule = programme.rule
    if rule.last is not None and rule.last < today:
        message = f"chương trình '{programme.name}' đã hết từ ngày {say_date(rule.last)}"
        return programme.at("until").mistake(message, "xoá chương trình, hoặc sửa ngày cuối")
    if rule.next_day(today, _NEVER) is not None:
        return None
    earlier = rule.ordinals(today.toordinal() - _NEVER, today.toordinal())
    if earlier:
        message = f"chương trình '{programme.name}' đã hết từ ngày {say_date(date.fromordinal(earlier[-1]))}"
        return programme.at("days").mistake(message, "xoá chương trình, hoặc sửa ngày phát")
    message = f"chương trình '{programme.name}' không bao giờ phát"
    if rule.excepted:
        return programme.at("except").mistake(f"{message}: mọi ngày phát đều bị trừ", "bớt ngày ở 'except'")
    return programme.at("days").mistake(f"{message}: không có ngày nào như vậy", "sửa lại 'days', 'from' hoặc 'until'")


def _texts_refused(programme: Programme, scripts: Scripts, today: date) -> Iterator[Mistake]:
    """Texts that may not air the next time they are due."""
    day = programme.rule.next_day(today, _NEVER)
    for item in _parts(programme.play):
        if day is not None and isinstance(item, ScriptItem) and item.name in scripts:
            why = scripts[item.name].why_not(day)
            if why:
                message = f"{why}, mà '{programme.name}' phát vào {say_day(day)}"
                yield item.place.mistake(message, "sửa phần đầu bài, hoặc thay bài khác")


def _over_time(
    timetable: Timetable, settings: Settings, shelf: Shelf, now: datetime, aired: Aired
) -> Iterator[Mistake]:
    """What only the coming weeks show: rules broken, airings crowded out, campaigns that fall short."""
    today = now.date()
    current = [campaign for campaign in timetable.campaigns if campaign.last >= today]
    tags = {fold_tag(tag) for script in shelf.scripts.values() for tag in script.tags}
    tags |= {tag for programme in timetable.programmes for tag in programme.tags}
    for campaign in current:
        if campaign.tag not in tags:
            near = closest(campaign.tag, tags)
            hint = f"ý bạn là '{near}'?" if near else f"thêm 'tags: [{campaign.tag}]' vào phần đầu các bài của đợt"
            yield campaign.place.mistake(f"không bài nào có thẻ '{campaign.tag}' của đợt '{campaign.name}'", hint)
    start = now.replace(hour=0, minute=0, second=0, microsecond=0)
    ends = [campaign.last - today + timedelta(days=1) for campaign in current]
    span = max([HORIZON, *(min(end, timedelta(days=_FARTHEST)) for end in ends)])
    plan = rundown(timetable, shelf.scripts, settings, shelf.lengths, start, start + span, now=now, aired=aired)
    coming = [entry for entry in plan.entries if entry.at < start + HORIZON]
    far = [entry for programme in timetable.programmes for entry in _far_off(programme, settings, shelf, start)]
    yield from _refused([*coming, *far])
    yield from _crowded_out(coming)
    for stands in plan.campaigns:
        if stands.campaign.tag in tags:
            yield from _falls_short(stands, today)


def _far_off(programme: Programme, settings: Settings, shelf: Shelf, start: datetime) -> Sequence[Entry]:
    """The next airings of a programme that has none in the coming weeks: its hour may be mistyped all the same."""
    day = programme.rule.next_day(start.date(), _NEVER)
    if day is None or day < (start + HORIZON).date():
        return ()
    midnight = datetime.combine(day, start.time(), start.tzinfo)
    alone = Timetable((programme,))
    return rundown(alone, shelf.scripts, settings, shelf.lengths, midnight, midnight + timedelta(days=1)).entries


def _refused(entries: Sequence[Entry]) -> Iterator[Mistake]:
    """One mistake a programme and rule; a silent day is meant to silence, so it counts only if nothing airs."""
    groups: dict[tuple[str, Rule], list[Entry]] = {}
    heard = {entry.programme.name for entry in entries if entry.decision != "refuse"}
    for entry in entries:
        if entry.decision != "refuse" or entry.breach is None:
            continue
        if entry.breach.rule is not Rule.SILENT_DAYS or entry.programme.name not in heard:
            groups.setdefault((entry.programme.name, entry.breach.rule), []).append(entry)
    for (name, rule), group in groups.items():
        entry = group[0]
        assert entry.breach is not None
        when = f"lúc {_hours(group)}" + ("" if rule is Rule.QUIET_HOURS else f" {say_day(entry.day)}")
        hint = f"đổi giờ phát hoặc ngày phát, hay sửa nội quy ở dòng {entry.breach.line} của config.yaml"
        yield _hour_place(entry).mistake(f"'{name}' {when} {entry.breach.what} nên không được phát", hint)


def _crowded_out(entries: Iterable[Entry]) -> Iterator[Mistake]:
    """One mistake a programme that another programme keeps off the air."""
    groups: dict[str, list[Entry]] = {}
    for entry in entries:
        if entry.decision == "drop" or entry.lost:
            groups.setdefault(entry.programme.name, []).append(entry)
    for name, group in groups.items():
        entry = group[0]
        message = f"'{name}' lúc {_hours(group)} {say_day(entry.day)} không phát được: {entry.why}"
        yield _hour_place(entry).mistake(message, "đổi giờ một trong hai chương trình, hoặc tăng 'grace'")


def _hours(group: Sequence[Entry]) -> str:
    """The hours of the day of entries, each once, a few of many."""
    hours = list(dict.fromkeys(f"{entry.at:%H:%M}" for entry in group))
    more = f" và {len(hours) - _SEVERAL} giờ khác" if len(hours) > _SEVERAL else ""
    return ", ".join(hours[:_SEVERAL]) + more


def _hour_place(entry: Entry) -> Place:
    return entry.programme.at("at" if "at" in entry.programme.places else "every")


def _falls_short(stands: CampaignPlan, today: date) -> Iterator[Mistake]:
    campaign = stands.campaign
    short = [day for day in stands.days if day.short and day.date >= today]
    if short:
        told = "; ".join(_span(group) for group in _runs(short)[:_SEVERAL])
        message = f"đợt '{campaign.name}' cần {campaign.at_least} lần mỗi ngày nhưng {told}"
        yield campaign.place.mistake(message, f"thêm giờ phát cho bài có thẻ '{campaign.tag}'")


def _runs(days: list[CampaignDay]) -> list[list[CampaignDay]]:
    """Days that follow each other and lack as many, together."""
    runs = [[days[0]]]
    for before, day in pairwise(days):
        if day.date - before.date == timedelta(days=1) and day.short == before.short:
            runs[-1].append(day)
        else:
            runs.append([day])
    return runs


def _span(days: list[CampaignDay]) -> str:
    first, last = say_date(days[0].date), say_date(days[-1].date)
    return (
        f"ngày {first} thiếu {days[0].short}"
        if first == last
        else f"từ {first} đến {last} mỗi ngày thiếu {days[0].short}"
    )
