"""The pages made from the tables of keys are those in the repository, and say everything."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from broadcaster.settings.fields import CONFIG
from broadcaster.text.script import SCRIPT
from broadcaster.timetable.fields import SCHEDULE
from broadcaster.timetable.keys import documents, main
from broadcaster.written.schema import tables_within

REPOSITORY = Path(__file__).parent.parent.parent
TABLES = [table for root in (CONFIG, SCHEDULE, SCRIPT) for table in tables_within(root)]


@pytest.mark.parametrize("path", documents())
def test_the_page_in_the_repository_is_what_the_tables_say(path: str) -> None:
    assert (REPOSITORY / path).read_text(encoding="utf-8") == documents()[path], (
        "run python -m broadcaster.timetable.keys"
    )


@pytest.mark.parametrize("table", TABLES, ids=[table.name for table in TABLES])
def test_every_key_has_a_vietnamese_spelling_and_a_line_of_its_own(table: object) -> None:
    page = documents()["docs/keys.md"]
    for one in table.fields:  # type: ignore[attr-defined]
        assert one.spellings
        assert one.doc.endswith(".")
        assert f"| `{one.name}` |" in page


@pytest.mark.parametrize("table", TABLES, ids=[table.name for table in TABLES])
def test_no_two_keys_of_a_record_are_spelt_alike(table: object) -> None:
    for one in table.fields:  # type: ignore[attr-defined]
        assert all(table.field_of(key) is one for key in one.every_key())  # type: ignore[attr-defined]


def test_the_schemas_are_json_and_are_written_where_asked(tmp_path: Path) -> None:
    main(tmp_path)
    schema = json.loads((tmp_path / "docs/schema/schedule.json").read_text(encoding="utf-8"))
    assert {"at", "lúc", "play", "phát"} <= set(schema["definitions"]["chuong-trinh"]["properties"])
