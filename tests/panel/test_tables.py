"""What the audit trail says an order concerned."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from broadcaster.panel.asking import Ask, Upload
from broadcaster.panel.tables import about, naming

NOW = datetime(2020, 8, 24, tzinfo=UTC)


def test_the_first_field_that_is_filled_in_names_it() -> None:
    ask = Ask(now=NOW, by="", path={"name": "nhac-hieu"}, body={"script": "", "to": "khac"})
    assert about(ask) == "nhac-hieu"
    assert naming("script", "to", "name")(ask) == "khac"
    assert naming("airing")(ask) == ""


def test_a_file_that_came_is_named_as_its_sender_calls_it() -> None:
    ask = Ask(now=NOW, by="", body={"script": ""}, files={"file": Upload(Path("var/inbox/0"), "ca.mp3", 5)})
    assert naming("script", "name", "file")(ask) == "ca.mp3"


def test_a_whole_text_is_cut() -> None:
    assert len(about(Ask(now=NOW, by="", body={"text": "a" * 5000}))) == 200
