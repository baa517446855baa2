"""Who is next, who waits for what, and whom to blame when the worker goes down."""

from __future__ import annotations

from broadcaster.sound.bench import TRIES, Bench, Job


def hand(bench: Bench, *, urgent: bool = False) -> list[str]:
    jobs = bench.next(urgent=urgent)
    for job in jobs:
        job.handed = True
    return [job.key or job.kind for job in jobs]


def test_the_soonest_render_comes_first_and_one_at_a_time() -> None:
    bench = Bench()
    for due, key in ((30, "a"), (10, "b"), (20, "c"), (10, "d")):
        bench.add("render", {}, due, key)
    order = []
    while len(bench):
        order += hand(bench)
        assert hand(bench) == []
        bench.close(bench.handed()[0])
    assert order == ["b", "d", "c", "a"]


def test_the_same_render_asked_for_twice_is_made_once_and_no_later_than_the_sooner() -> None:
    bench = Bench()
    first = bench.add("render", {}, 30, "a")
    bench.add("render", {}, 20, "b")
    assert bench.add("render", {}, 10, "a") is first
    assert len(bench) == 2
    assert hand(bench) == ["a"]


def test_announcements_are_for_the_urgent_worker_and_renders_for_the_other() -> None:
    bench = Bench()
    bench.add("render", {}, 0, "a")
    bench.add("speak", {})
    bench.add("speak", {})
    assert bench.urgent()
    assert hand(bench, urgent=True) == ["speak", "speak"]
    assert hand(bench, urgent=False) == ["a"]


def test_files_are_looked_into_beside_anything() -> None:
    bench = Bench()
    bench.add("render", {}, 0, "a")
    hand(bench)
    bench.add("facts", {})
    assert hand(bench) == ["facts"]


def test_what_a_stopped_worker_had_waits_again_without_blame() -> None:
    bench = Bench()
    job = bench.add("render", {}, 0, "a")
    hand(bench)
    bench.take_back()
    assert job.tries == 0
    assert hand(bench) == ["a"]


def test_a_job_that_takes_the_worker_down_is_given_up_after_its_tries() -> None:
    bench = Bench()
    job = bench.add("render", {}, 0, "a")
    for fall in range(1, TRIES + 1):
        hand(bench)
        assert bench.fell()[0] == ([job] if fall == TRIES else [])


def test_the_engine_that_spoke_rests_at_the_second_fall() -> None:
    bench = Bench()
    bench.add("render", {}, 0, "a").engine = "kokoro"
    hand(bench)
    assert bench.fell()[1] == set()
    hand(bench)
    assert bench.fell()[1] == {"kokoro"}


def test_where_somebody_waits_it_rests_at_the_first() -> None:
    bench = Bench()
    bench.add("speak", {}).engine = "kokoro"
    hand(bench, urgent=True)
    assert bench.fell()[1] == {"kokoro"}


def test_a_worker_that_does_not_even_start_counts_against_what_it_was_started_for() -> None:
    bench = Bench()
    bench.add("render", {}, 0, "a")
    bench.add("render", {}, 0, "b")
    for _ in range(TRIES - 1):
        assert bench.fell() == ([], set())
    given_up: list[Job] = bench.fell()[0]
    assert [job.key for job in given_up] == ["a"]


def test_a_render_in_hand_makes_way_once_for_one_that_is_due_sooner() -> None:
    bench = Bench()
    long = bench.add("render", {}, 30, "long")
    hand(bench)
    bench.add("render", {}, 30, "as late")
    assert bench.to_give_way() is None
    bench.add("render", {}, 20, "soon")
    assert bench.to_give_way() is long
    assert bench.to_give_way() is None
    assert bench.gave_way(long)
    assert hand(bench) == ["soon"]
    assert bench.to_give_way() is None
    bench.close(bench.handed()[0])
    assert hand(bench) == ["long"]
    assert not bench.gave_way(long)


def test_what_was_making_way_when_the_worker_went_down_may_be_asked_again() -> None:
    bench = Bench()
    long = bench.add("render", {}, 30, "long")
    hand(bench)
    bench.add("render", {}, 20, "soon")
    bench.to_give_way()
    bench.take_back()
    assert not bench.gave_way(long)
    assert hand(bench) == ["soon"]


def test_an_announcement_and_a_look_into_a_file_make_way_for_no_render() -> None:
    bench = Bench()
    bench.add("speak", {}, 30)
    bench.add("facts", {}, 30)
    hand(bench, urgent=True)
    bench.add("render", {}, 20, "soon")
    assert bench.to_give_way() is None


def test_unknown_numbers_are_nobody() -> None:
    assert Bench().get(7) is None
    assert Bench().get("7") is None
    assert Bench().get(None) is None
