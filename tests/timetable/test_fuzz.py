"""No input whatever gives a traceback.

A small number here; a long hunt by hand, with atheris in a Python of its own:
`python tests/timetable/test_fuzz.py -runs=1000000 -max_len=400 CORPUS_FOLDER`
"""

from __future__ import annotations

import sys
from contextlib import suppress
from datetime import date, datetime
from importlib import import_module
from pathlib import Path
from runpy import run_path
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from broadcaster.errors import MistakesError
from broadcaster.settings import read_settings
from broadcaster.timetable.check import Shelf, check
from broadcaster.timetable.lengths import not_rendered
from broadcaster.timetable.reading import timetable_of
from broadcaster.timetable.rundown import rundown
from broadcaster.timetable.why import explain
from broadcaster.written.encoding import decode

HERE = Path(__file__).parent
SEEDS = [path.read_bytes() for path in sorted((HERE / "wrong").glob("*.yaml"))]
SEEDS += [path.read_bytes() for path in sorted((HERE.parent.parent / "schedules").glob("*.yaml"))]
SEEDS += [(HERE.parent.parent / "config.yaml").read_bytes()]
SHELF = Shelf({}, {"nhac-hieu"}, lambda _: True)
NOW = datetime(2026, 11, 23, 8, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


def take(data: bytes) -> None:
    """Read `data` as a schedule and as a config; judge and explain what it holds."""
    with suppress(MistakesError):
        text = decode(data, "schedules/a.yaml").text
        config, wrong = read_settings(text)
        timetable, mistakes = timetable_of({"schedules/a.yaml": text})
        assert all(mistake.line >= 1 and mistake.column >= 1 and mistake.message for mistake in (*wrong, *mistakes))
        if timetable.programmes and len(timetable.programmes) < 4:
            check(timetable, config, SHELF, NOW)
            day = NOW.replace(hour=0)
            plan = rundown(timetable, {}, config, not_rendered, day, day.replace(day=25), now=NOW)
            assert plan.as_json()
            assert explain(timetable.programmes[0], date(2026, 11, 23), plan.entries)


spliced = st.tuples(st.sampled_from(SEEDS), st.sampled_from(SEEDS), st.integers(0, 400), st.integers(0, 400)).map(
    lambda parts: parts[0][: parts[2]] + parts[1][parts[3] :]
)
scratched = st.tuples(st.sampled_from(SEEDS), st.integers(0, 400), st.binary(max_size=3), st.integers(0, 4)).map(
    lambda parts: parts[0][: parts[1]] + parts[2] + parts[0][parts[1] + parts[3] :]
)
slips = st.tuples(
    st.sampled_from(SEEDS), st.integers(0, 400), st.text(alphabet="\t：#'\"[]{}&*!|>%@`,-: \u00a0", max_size=3)
).map(lambda parts: parts[0][: parts[1]] + parts[2].encode() + parts[0][parts[1] :])


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300) | spliced | scratched | slips)
def test_no_bytes_give_a_traceback(data: bytes) -> None:
    take(data)


def hunt() -> None:
    """Hunt with atheris, which is not among the project's dependencies."""
    atheris = import_module("atheris")
    corpus = Path(next(word for word in reversed(sys.argv) if not word.startswith("-")))
    corpus.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(SEEDS):
        (corpus / f"seed-{number}").write_bytes(seed)
    for name in [name for name in sys.modules if name.startswith("broadcaster")]:
        del sys.modules[name]  # so that it is imported again, with atheris looking over its shoulder
    with atheris.instrument_imports(include=["broadcaster"]):
        watched = run_path(__file__)["take"]
    atheris.Setup(sys.argv, watched)
    atheris.Fuzz()


if __name__ == "__main__":
    hunt()
