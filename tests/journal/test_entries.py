from __future__ import annotations

import json
from collections.abc import Callable

from broadcaster.journal import as_json
from broadcaster.playout.asrun import AsRun


def test_the_log_keeps_the_promised_keys(airing: Callable[..., AsRun]) -> None:
    told = as_json(airing(seconds_heard=12.34567))
    assert json.loads(json.dumps(told)) == told
    assert told["planned"] == "2020-08-24T05:00:00+07:00"
    assert told["ended"] == "2020-08-24T05:01:30+07:00"
    assert told["seconds_heard"] == 12.346
    assert {"airing", "programme", "planned", "started", "ended", "outcome", "why", "seconds_heard"} <= told.keys()


def test_what_never_sounded_has_no_instants(airing: Callable[..., AsRun]) -> None:
    told = as_json(airing(started=None, ended=None, outcome="missed", seconds_heard=0.0))
    assert (told["started"], told["ended"]) == (None, None)
