"""What stands behind the pages and the interface: the station's door, and what the panel itself keeps."""

from __future__ import annotations

from dataclasses import dataclass

from broadcaster.clock import Clock
from broadcaster.panel.gate import Gate
from broadcaster.panel.inbox import Inbox
from broadcaster.panel.work import Work
from broadcaster.station.door import Door


@dataclass(frozen=True)
class Behind:
    """All that answering a request takes."""

    door: Door
    """The station."""
    gate: Gate
    """Who may come in."""
    work: Work
    """The threads in which the station is asked."""
    clock: Clock
    """The time."""
    inbox: Inbox
    """Where files arrive."""
