"""The operator's files as the station goes by them: taken in whole, watched, the last good version kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from broadcaster.errors import BroadcasterError, Mistake
from broadcaster.folder import Looks, StationFolder
from broadcaster.machine import is_being_written
from broadcaster.settings import SpeechSettings
from broadcaster.sound.shelf import sounds_in
from broadcaster.station.kept_files import keep, read_kept
from broadcaster.station.recorded_words import learn, stale_recordings
from broadcaster.text.lexicon import Lexicon, read_lexicon
from broadcaster.timetable.campaign import Aired, nothing_aired
from broadcaster.timetable.check import Shelf, check, missing
from broadcaster.timetable.lengths import Lengths, not_rendered
from broadcaster.timetable.load import Loaded, Watch, load_station, written_files

if TYPE_CHECKING:
    from broadcaster.station.composition import Composer
    from broadcaster.station.wording import Wording
    from broadcaster.text.normalise import Normaliser

CONFIG = "config.yaml"


@dataclass(frozen=True)
class Book:
    """One version of the station's files and what works by it."""

    folder: StationFolder
    """Where they lie."""
    loaded: Loaded
    """What they say."""
    lexicon: Lexicon
    """The station's own readings."""
    mistakes: tuple[Mistake, ...]
    """What must be mended before this version may replace another."""

    @cached_property
    def normaliser(self) -> Normaliser:
        """Reads written Vietnamese, by the station's own lexicon first."""
        from broadcaster.text.normalise import Normaliser  # noqa: PLC0415 - what only reads schedules starts without it

        return Normaliser(self.lexicon)

    @cached_property
    def wording(self) -> Wording:
        """Texts into sentences."""
        from broadcaster.station.spoken_book import SpokenBook  # noqa: PLC0415 - the same
        from broadcaster.station.wording import Wording  # noqa: PLC0415 - the same

        book = SpokenBook(self.folder.spoken, self.lexicon)
        return Wording(lambda: self.normaliser, self.loaded.settings.station.fields, book)

    @cached_property
    def composer(self) -> Composer:
        """Programmes into render orders."""
        from broadcaster.station.composition import Composer  # noqa: PLC0415 - the same, and all of numpy

        return Composer(self.folder, self.loaded.settings, self.loaded.scripts, self.wording)

    def problems(self, now: datetime, lengths: Lengths = not_rendered, aired: Aired = nothing_aired) -> list[Mistake]:
        """Everything an officer should mend, the calendar's problems too; campaigns count what was `aired`."""
        settings, shelf = self.loaded.settings, shelf_of(self.folder, self.loaded, lengths)
        found = check(self.loaded.timetable, settings, shelf, now, aired)
        return sorted(
            {*self.mistakes, *self.loaded.notices, *self._unfilled(), *self._voices(now), *self._stale(), *found}
        )

    def _stale(self) -> Iterator[Mistake]:
        yield from stale_recordings(self.folder, self.loaded.scripts.values())

    def _voices(self, now: datetime) -> Iterator[Mistake]:
        """Voices that are asked for and are not here."""
        speech = self.loaded.settings.speech
        wanted = [(CONFIG, speech.voice_line, speech.voice)]
        wanted += [(script.file, script.voice_line, script.voice) for script in self.loaded.scripts.values()]
        named = [one for one in wanted if one[2] != SpeechSettings.voice]
        if named:
            from broadcaster.station.unknown_voices import unknown_voices  # noqa: PLC0415 - the same, and all of numpy

            yield from unknown_voices(self.folder, speech.engines, named, now)

    def _unfilled(self) -> Iterator[Mistake]:
        facts = self.loaded.settings.station.fields
        for script in self.loaded.scripts.values():
            yield from script.unfilled(facts)


def shelf_of(folder: StationFolder, loaded: Loaded, lengths: Lengths = not_rendered) -> Shelf:
    """What there is to play."""
    return Shelf(
        scripts=loaded.scripts,
        sounds=sounds_in(folder.audio).keys(),
        has_file=lambda path: (folder.root / path).is_file(),
        lengths=lengths,
    )


def open_book(folder: StationFolder) -> Book:
    """The files as they are now; raises BroadcasterError where the folder is no station's."""
    if not folder.config.is_file():
        raise BroadcasterError(
            f"'{folder.root}' không phải thư mục của một đài (không có config.yaml); "
            "hãy vào đúng thư mục, thêm --station THƯ_MỤC, hoặc lập đài mới: broadcaster init THƯ_MỤC"
        )
    loaded = load_station(folder)
    lexicon, wrong_lexicon = read_lexicon(folder)
    lost = missing(loaded.timetable, shelf_of(folder, loaded))
    return Book(folder, loaded, lexicon, tuple(sorted({*loaded.mistakes, *wrong_lexicon, *lost})))


class Files:
    """The version the station goes by, and what is wrong with a newer one."""

    def __init__(self, folder: StationFolder) -> None:
        self._folder = folder
        self._looks = Looks(folder)
        self._watch = Watch(self._looks.fingerprint())
        book = open_book(folder)
        kept = _book_kept(folder) if book.mistakes else None
        self.book = kept or book
        """The version the station goes by."""
        self.refused: tuple[Mistake, ...] = book.mistakes
        """Mistakes in the files as they are now."""
        self.earlier = kept is not None
        """Whether the station goes by a version before them; else it goes by them, without what is wrong."""
        self.unsettled = False
        """Whether something was saved and is waited for to stand still: worth another look soon."""
        self.stale = () if self.earlier else learn(folder, book.loaded.scripts.values())
        """Names of the texts that were changed after they were recorded."""
        if not book.mistakes:
            keep(folder, book.loaded.version)

    @property
    def taken(self) -> str:
        """The fingerprint of the files as they were when they were taken in last."""
        return self._watch.taken

    def take(self) -> str | None:
        """Take in at once what the station itself has just written whole; told as by `look`."""
        self._watch = Watch(self._watch.taken, self._looks.fingerprint())
        return self.look()

    def look(self) -> str | None:
        """Take in what was saved since the last look, whole or not at all; a Vietnamese sentence where anything was."""
        watch, changed = self._watch.look(self._looks.fingerprint())
        self.unsettled = not changed and watch.seen != watch.taken
        if changed and is_being_written([*written_files(self._folder)]):
            return None  # whoever writes may only be resting: this look does not count
        self._watch = watch
        return self._take_in() if changed else None

    def _take_in(self) -> str:
        try:
            book = open_book(self._folder)
        except BroadcasterError as error:
            self.refused = (Mistake(CONFIG, 0, 0, "không có tệp này", "chép lại tệp ấy vào thư mục của đài"),)
            self.earlier = True
            return f"chưa nhận các tệp vừa lưu: {error}"
        self.refused = book.mistakes
        if book.mistakes:
            self.earlier = True
            return f"chưa nhận các tệp vừa lưu vì còn {len(book.mistakes)} lỗi, đài theo bản trước: {book.mistakes[0]}"
        self.book = book
        self.earlier = False
        keep(self._folder, book.loaded.version)
        before, self.stale = self.stale, learn(self._folder, book.loaded.scripts.values())
        news = ", ".join(f"'{name}'" for name in self.stale if name not in before)
        told = f"đã nhận các tệp vừa lưu, bản {book.loaded.version}"
        return f"{told}; lời bài {news} đã sửa sau khi thu, mà đài vẫn phát bản thu" if news else told


def _book_kept(folder: StationFolder) -> Book | None:
    """The last version without a mistake, where all it plays is still there."""
    kept = read_kept(folder)
    if kept is None or missing(kept[0].timetable, shelf_of(folder, kept[0])):
        return None
    return Book(folder, *kept, mistakes=())
