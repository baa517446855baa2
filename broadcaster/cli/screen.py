"""What the terminal of `run` shows: what happens on lines of their own, how far it has come on the last."""

from __future__ import annotations

import sys
from datetime import datetime
from typing import TYPE_CHECKING

from broadcaster.cli.progress import Line, bar
from broadcaster.cli.words import day_words, length_words
from broadcaster.errors import BroadcasterError
from broadcaster.station import by_hand
from broadcaster.station.station import Station

if TYPE_CHECKING:
    from broadcaster.panel.panel import Panel
    from broadcaster.station.answers import Answers


def told_first(programme: str) -> str:
    """What is said of the programme that the start asked for."""
    return f"«{programme}» sẽ phát ngay khi làm xong tiếng, sau đó đài theo lịch."


class Screen:
    """The terminal of a running station."""

    def __init__(self, station: Station) -> None:
        self._station = station
        self._line = Line(sys.stdout)
        self._next = ""
        self._on_air: str | None = None
        self._preparing = True
        self._share = -1

    def begin(self, answers: Answers, panel: Panel) -> None:
        """Say who speaks, where the panel is, and what the operator must read."""
        settings = self._station.files.book.loaded.settings
        self.say(f"{settings.station.name} đang chạy. Dừng: Ctrl-C.")
        self.say(f"Trang điều khiển: {panel.link}")
        for notice in answers.notices:
            self.say(f"Lưu ý: {notice}")
        problems = answers.check()
        for one in problems:
            self.say(f"Cần sửa: {one['file']}:{one['line']}:{one['column']}: {one['message']}; {one['hint']}")

    def first(self, name: str) -> str:
        """Air `name` as soon as it is made, and tell so: in quiet hours only where nothing was ever aired."""
        try:
            answer = by_hand.play(self._station, name, by_hand.BY_START, anyway=self._is_new())
        except BroadcasterError as error:
            return f"Không phát thử lúc bật đài: {error}"
        return told_first(answer["programme"])

    def _is_new(self) -> bool:
        """Whether this station has never aired anything: nobody's loudspeakers hang on it yet."""
        return not self._station.journal.ids_since(datetime.fromtimestamp(0, self._station.clock.zone))

    def beat(self) -> None:
        """Show what has changed."""
        while self._station.news:
            self.say(f"Lưu ý: {self._station.news.popleft()}")
        on_air = self._station.player.status().on_air
        title = on_air.programme if on_air else None
        if title != self._on_air:
            self._on_air = title
            self.say(f"Đang phát: {title}" if title else "Đã phát xong.")
        now = self._station.clock.now()
        self._tell_next(now)
        self._tell_progress(now)

    def say(self, text: str) -> None:
        """Print a line of its own."""
        self._line.clear()
        print(text, flush=True)

    def _tell_next(self, now: datetime) -> None:
        coming = self._coming(now)
        told = f"Sắp phát: {coming[0]:%H:%M} {day_words(coming[0].date())} — {coming[1]}" if coming else ""
        if told and told != self._next:
            wait = length_words((coming[0] - now).total_seconds()) if coming else ""
            self.say(f"{told}, còn {wait}")
        self._next = told

    def _tell_progress(self, now: datetime) -> None:
        done, total = self._station.stock.progress()
        if total:
            self._preparing = True
            share = 10 * int(done) // total  # of whole ones: half of one is no news
            if not self._line.lives and share != self._share:
                self.say(f"Đang làm tiếng: {int(done)} trên {total}")
            self._share = share
            self._line.show(f"Đang làm tiếng  {bar(done / total)}  {int(done)}/{total}")
            return
        if self._preparing and self._station.prepared:
            self._preparing = False
            self.say("Đã làm xong tiếng cho mọi buổi phát trong hai ngày tới.")
        coming = self._coming(now)
        if coming:
            self._line.show(f"{now:%H:%M:%S}  còn {length_words((coming[0] - now).total_seconds())} tới {coming[1]}")

    def _coming(self, now: datetime) -> tuple[datetime, str] | None:
        entries = self._station.planning.entries(self._station.files.book, now)
        return next(((one.at, one.programme.name) for one in entries if one.claim and one.at > now), None)
