"""The sounds the README lets one play are there, short, small and whole."""

from __future__ import annotations

import re
from pathlib import Path

from broadcaster.sound.files import sound_facts

ROOT = Path(__file__).resolve().parents[2]
LINKED = re.findall(r"\((docs/clips/[^)]+)\)", (ROOT / "README.md").read_text(encoding="utf-8"))


def test_the_readme_has_three_of_them_and_no_other_lies_about() -> None:
    assert len(set(LINKED)) == 3
    assert {path.name for path in (ROOT / "docs" / "clips").iterdir()} == {Path(link).name for link in LINKED}


def test_each_can_be_played_and_is_no_burden() -> None:
    for link in LINKED:
        facts = sound_facts(ROOT / link)
        assert 5.0 < facts.seconds < 30.0
        assert -18.0 < facts.lufs < -14.0
        assert facts.clipped == 0
        assert (ROOT / link).stat().st_size <= 70_000


def test_the_readme_says_that_people_have_not_judged_it_yet() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "native listening test" in readme
    assert "còn nợ" in readme
