"""The page "Âm thanh": the sounds of the station, and new ones."""

from __future__ import annotations

from broadcaster.panel.tables import Action, Download, Page

PAGES: tuple[Page, ...] = ()
ACTIONS: tuple[Action, ...] = ()
DOWNLOADS: tuple[Download, ...] = ()
