"""Which sounds each programme last aired whole: the first rung when a new one is not ready."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Sequence
from pathlib import Path

from broadcaster.sound.rendered import Rendered, find_render
from broadcaster.speech.keep import write_whole


class LastGood:
    """Kept on disk beside the renders, so that a restart without a voice still has something true to say."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._known: dict[str, list[str]] = {}
        with contextlib.suppress(OSError, ValueError):
            told = json.loads(path.read_text(encoding="utf-8"))
            self._known = {str(slug): [str(name) for name in names] for slug, names in told.items()}

    def remember(self, slug: str, paths: Sequence[Path]) -> None:
        """Take `paths`, finished sounds, as the last good ones of programme `slug`."""
        names = [path.name for path in paths]
        if not names or self._known.get(slug) == names:
            return
        self._known[slug] = names
        with contextlib.suppress(OSError):  # a full disk costs the rung after a restart, not the airing
            self._path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(self._path, json.dumps(self._known, ensure_ascii=False, indent=1).encode())

    def paths(self, slug: str) -> tuple[Path, ...]:
        """The last good sounds of programme `slug`, in order; none known: empty."""
        return tuple(self._path.parent / name for name in self._known.get(slug, ()))

    def rendered(self, path: Path) -> Rendered | None:
        """The finished sound at `path`, where it is still there and whole."""
        return find_render(path.parent, path.stem)
