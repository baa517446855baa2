"""Who has the air: the rules one by one, then their properties over any crowd of claims."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from broadcaster.timetable.order import (
    Action,
    AfterCut,
    Begin,
    Claim,
    Cut,
    Decision,
    Drop,
    End,
    Priority,
    Reason,
    Resume,
    Start,
    State,
    clock_set,
    decisions,
    settle,
    slept,
    step,
    stop,
    take,
    withdraw,
)

ROUTINE, HIGH, URGENT = Priority


def claim(key: str, at: float, seconds: float = 60.0, **more: object) -> Claim:
    return Claim(key, at, seconds, **more)  # type: ignore[arg-type]


def told(*claims: Claim) -> dict[str, Decision]:
    return {one.id: one for one in settle(claims)}


def walk(claims: list[Claim], instants: list[float]) -> tuple[State, list[Action]]:
    state, actions = take(State(-math.inf), claims), list[Action]()
    for instant in instants:
        state, done = step(state, instant)
        actions += done
    return state, actions


def test_a_free_air_is_taken_at_the_instant_planned() -> None:
    assert told(claim("a", 100.0))["a"] == Decision("a", "air", 100.0, 160.0, None)


def test_next_waits_for_the_end_and_says_for_whom() -> None:
    late = told(claim("a", 100.0), claim("b", 130.0, name="Tin trưa"), claim("c", 200, 10))
    assert (late["b"].decision, late["b"].starts) == ("wait", 160.0)
    assert str(late["b"].why) == "chờ «a» phát xong nên muộn 30 giây"
    assert str(late["c"].why) == "chờ «Tin trưa» phát xong nên muộn 20 giây"


def test_past_its_grace_it_is_dropped_at_that_instant_with_the_reason() -> None:
    state, actions = walk([claim("a", 0.0, 700.0), claim("b", 10.0, grace=120.0)], [1000.0])
    drop = next(action for action in actions if isinstance(action, Drop))
    assert (drop.id, drop.at) == ("b", 130.0)
    assert str(drop.why) == "đã chờ hết 2 phút cho phép mà «a» vẫn đang phát"
    assert not state.waiting


def test_the_last_instant_of_the_grace_still_counts() -> None:
    assert told(claim("a", 0.0, 100.0), claim("b", 40.0, grace=60.0))["b"].starts == 100.0


def test_no_grace_at_all_airs_on_the_dot_or_never() -> None:
    assert told(claim("a", 0.0, grace=0.0))["a"].decision == "air"
    assert told(claim("a", 0.0), claim("b", 59.0, grace=0.0))["b"].decision == "drop"


def test_hard_cuts_what_was_planned_before_it() -> None:
    both = told(claim("a", 0.0, 100.0), claim("b", 40.0, 10.0, start=Start.HARD))
    assert both["b"] == Decision("b", "air", 40.0, 50.0, None)
    assert (both["a"].decision, both["a"].ends) == ("cut", 110.0)
    assert str(both["a"].why) == "bị «b» cắt ngang, phát tiếp sau 10 giây"


def test_hard_does_not_cut_a_higher_priority() -> None:
    assert told(claim("a", 0.0, priority=HIGH), claim("b", 40.0, start=Start.HARD))["b"].starts == 60.0


def test_hard_of_a_higher_priority_cuts() -> None:
    assert told(claim("a", 0.0), claim("b", 40.0, start=Start.HARD, priority=HIGH))["b"].starts == 40.0


def test_high_goes_before_routine_but_waits_for_what_is_on_the_air() -> None:
    order = told(claim("a", 0.0), claim("b", 10.0), claim("c", 20.0, priority=HIGH))
    assert (order["c"].starts, order["b"].starts) == (60.0, 120.0)


@pytest.mark.parametrize("start", Start)
def test_urgent_cuts_whatever_is_not(start: Start) -> None:
    order = told(claim("a", 0.0, priority=HIGH), claim("u", 20.0, 5.0, priority=URGENT, start=start))
    assert (order["u"].starts, order["a"].ends) == (20.0, 65.0)


def test_equal_urgency_waits_its_turn() -> None:
    order = told(claim("u", 0.0, priority=URGENT), claim("v", 20.0, priority=URGENT, start=Start.HARD))
    assert order["v"].starts == 60.0


def test_equal_urgency_ordered_now_cuts_and_the_older_one_comes_back() -> None:
    order = told(claim("u", 0.0, priority=URGENT), claim("v", 20.0, priority=URGENT, at_once=True))
    assert (order["v"].starts, order["u"].decision, order["u"].ends) == (20.0, "cut", 120.0)


def test_two_on_one_instant_air_one_after_the_other_in_total_order() -> None:
    order = told(claim("b", 0.0, start=Start.HARD), claim("a", 0.0, start=Start.HARD), claim("c", 0.0, priority=HIGH))
    assert [order[name].starts for name in "cab"] == [0.0, 60.0, 120.0]


def test_resume_goes_on_from_the_sentence_that_was_cut() -> None:
    cut = claim("a", 0.0, 100.0, marks=(0.0, 12.5, 30.0, 55.0))
    _, actions = walk([cut, claim("u", 40.0, 10.0, priority=URGENT)], [1000.0])
    assert next(action.position for action in actions if isinstance(action, Cut)) == 40.0
    assert next((action.at, action.position) for action in actions if isinstance(action, Resume)) == (50.0, 30.0)
    assert actions[-1] == End("a", 120.0)


def test_without_marks_it_goes_on_where_it_was() -> None:
    _, actions = walk([claim("a", 0.0, 100.0), claim("u", 40.0, 10.0, priority=URGENT)], [1000.0])
    assert actions[-1] == End("a", 110.0)


def test_restart_begins_again() -> None:
    _, actions = walk(
        [claim("a", 0.0, 100.0, after_cut=AfterCut.RESTART), claim("u", 40.0, 10.0, priority=URGENT)], [1000.0]
    )
    resume = next(action for action in actions if isinstance(action, Resume))
    assert (resume.position, str(resume.why)) == (0.0, "bị «u» cắt ngang, phát lại từ đầu sau 10 giây")
    assert actions[-1] == End("a", 150.0)


def test_what_is_said_again_counts_as_waiting_so_that_nothing_ends_later_than_its_grace_allows() -> None:
    cut = claim("u", 40.0, 10.0, priority=URGENT)
    again = told(claim("a", 0.0, 100.0, after_cut=AfterCut.RESTART, grace=49.0), cut)["a"]
    assert (again.decision, again.ends) == ("cut", 40.0)
    assert told(claim("a", 0.0, 100.0, after_cut=AfterCut.RESTART, grace=50.0), cut)["a"].ends == 150.0
    from_its_sentence = told(claim("a", 0.0, 100.0, marks=(0.0, 30.0), grace=19.0), cut)["a"]
    assert (from_its_sentence.decision, from_its_sentence.ends) == ("cut", 40.0)


@given(
    st.lists(st.builds(lambda at, s: (at, s), st.integers(0, 300), st.integers(1, 60)), max_size=6),
    st.sampled_from(AfterCut),
)
def test_nothing_ends_later_than_its_grace_allows(cuts: list[tuple[int, int]], after: AfterCut) -> None:
    pages = [claim(f"u{n}", float(at), float(s), priority=URGENT) for n, (at, s) in enumerate(cuts)]
    a = told(claim("a", 0.0, 100.0, after_cut=after, marks=(0.0, 7.0, 50.0), grace=90.0), *pages)["a"]
    assert a.ends is None or a.ends <= 100.0 + 90.0


def test_drop_is_over_when_cut() -> None:
    a = told(claim("a", 0.0, 100.0, after_cut=AfterCut.DROP), claim("u", 40.0, priority=URGENT))["a"]
    assert (a.decision, a.ends, str(a.why)) == ("cut", 40.0, "bị «u» cắt ngang, theo lịch không phát tiếp")


def test_what_was_cut_for_longer_than_its_grace_does_not_come_back() -> None:
    state, actions = walk([claim("a", 0.0, 100.0, grace=60.0), claim("u", 40.0, 90.0, priority=URGENT)], [1000.0])
    drop = next(action for action in actions if isinstance(action, Drop))
    assert (drop.id, drop.at, drop.why.reason) == ("a", 100.0, Reason.CUT_TOO_LONG)
    assert str(drop.why) == "bị «u» cắt ngang, chờ quá 1 phút cho phép nên không phát tiếp"
    assert not state.held


def test_the_grace_counts_all_the_time_kept_waiting() -> None:
    crowd = [
        claim("a", 0.0, 30.0),
        claim("b", 10.0, 100.0, grace=60.0),
        claim("u", 50.0, 30.0, priority=URGENT),
        claim("v", 90.0, 30.0, priority=URGENT),
    ]
    b = told(*crowd)["b"]  # 20 s before it began, 30 s for u, and 10 s of the 30 s that v takes
    assert (b.decision, b.ends) == ("cut", 90.0)


def test_what_was_cut_goes_before_what_was_planned_after_it() -> None:
    order = told(claim("a", 0.0, 100.0), claim("u", 40.0, 20.0, priority=URGENT), claim("b", 45.0))
    assert (order["a"].ends, order["b"].starts) == (120.0, 120.0)


def test_a_hard_one_whose_hour_came_while_urgent_had_the_air_goes_before_what_it_would_have_cut() -> None:
    order = told(claim("a", 0.0, 100.0), claim("u", 40.0, 20.0, priority=URGENT), claim("b", 45.0, 5, start=Start.HARD))
    assert (order["b"].starts, order["a"].ends) == (60.0, 125.0)


def test_what_runs_past_midnight_is_like_any_other() -> None:
    midnight = 1_597_683_600.0
    order = told(claim("a", midnight - 30.0), claim("b", midnight, start=Start.HARD, seconds=5.0))
    assert (order["b"].starts, order["a"].ends) == (midnight, midnight + 35.0)


def test_a_claim_that_comes_too_late_is_missed_and_not_begun() -> None:
    state, actions = step(take(State(1000.0), [claim("a", 300.0)]), 1000.0)
    assert [type(action) for action in actions] == [Drop]
    assert str(actions[0].why) == "đến giờ đài không phát được, nay đã muộn 11 phút, quá 10 phút cho phép"  # type: ignore[union-attr]
    assert not state.waiting


def test_a_claim_that_comes_late_but_within_its_grace_airs_now() -> None:
    _, actions = step(take(State(1000.0), [claim("a", 700.0)]), 1000.0)
    assert isinstance(actions[0], Begin)
    assert actions[0].at == 1000.0
    assert str(actions[0].why) == "đến giờ đài chưa phát được nên muộn 5 phút"


def test_a_growing_claim_ends_when_its_length_is_known() -> None:
    page = claim("u", 0.0, math.inf, priority=URGENT)
    state, _ = step(take(State(0.0), [page]), 10.0)
    state, actions = step(take(state, [replace(page, seconds=12.0)]), 20.0)
    assert actions == (End("u", 12.0),)
    assert state.on_air is None


def test_stop_leaves_silence_and_only_what_is_still_to_come() -> None:
    crowd = [claim("a", 0.0), claim("u", 5.0, priority=URGENT), claim("b", 6.0), claim("later", 50.0)]
    state, _ = step(take(State(0.0), crowd), 10.0)
    state, actions = stop(state, "Ông Ba")
    assert [type(action) for action in actions] == [Cut, Drop, Drop, Drop]
    assert str(actions[-1].why) == "bị dừng theo lệnh của Ông Ba"  # type: ignore[union-attr]
    assert (state.on_air, state.held, [one.id for one in state.waiting]) == (None, (), ["later"])


def test_a_clock_step_leaves_what_sounds_its_length() -> None:
    state, _ = step(take(State(0.0), [claim("a", 0.0, 60.0), claim("b", 10_000.0)]), 20.0)
    state, actions = step(clock_set(state, 3600.0), 3650.0)
    assert actions == (End("a", 3660.0),) or not actions
    state, actions = step(state, 3660.0)
    assert actions == (End("a", 3660.0),)


def test_nothing_begins_before_the_loudspeakers_are_warm() -> None:
    crowd = [
        claim("page", 112.0, 10, priority=URGENT, heralded=True),
        claim("a", 100.0, 60, priority=URGENT),
        claim("b", 101.0),
        claim("hasty", 103.0, 2.0, grace=3.0),
    ]
    state, actions = step(replace(take(State(99.0), crowd), warm=120.0), 1000.0)
    begun = [(one.id, one.at) for one in actions if isinstance(one, Begin)]
    assert begun == [("hasty", 106.0), ("page", 112.0), ("a", 122.0), ("b", 182.0)], "but what cannot wait"
    assert clock_set(state, 60.0).warm == 180.0


def test_what_has_no_length_competes_with_what_is_due_at_the_same_instant() -> None:
    crowd = [*(claim(name, 0.0, 0.0, grace=0.0) for name in "abc"), claim("d", 0.0, 1.0, grace=0.0, at_once=True)]
    assert decisions(crowd, walk(crowd, [9.0])[1]) == settle(crowd)


def test_nobody_is_told_to_have_been_in_the_way_who_came_after_the_last_chance() -> None:
    state, _ = step(take(State(0.0), [claim("tin 6h", 6 * 3600.0, 120.0)]), 6 * 3600.0 + 5)
    _, (drop,) = step(take(state, [claim("tin 5h", 5 * 3600.0)]), 6 * 3600.0 + 6)
    assert isinstance(drop, Drop)
    assert (drop.id, drop.why.reason, drop.why.other) == ("tin 5h", Reason.MISSED, "")


@pytest.mark.parametrize(("by", "comes_back"), [(60.0, True), (3600.0, False)])
def test_what_was_cut_waits_while_the_machine_sleeps(
    by: float,
    comes_back: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    page = claim("khẩn", 10.0, 20.0, priority=URGENT, grace=7200.0)
    state, _ = step(take(State(0.0), [claim("a", 0.0), page]), 15.0)
    state, over = slept(state, by)
    state, actions = step(state, 15.0 + by + 100.0)
    assert over == ()
    assert any(isinstance(one, Resume) for one in actions) == comes_back
    assert any(isinstance(one, Drop) and one.why.reason is Reason.CUT_TOO_LONG for one in actions) != comes_back


def test_withdrawn_is_forgotten() -> None:
    assert not withdraw(take(State(0.0), [claim("a", 9.0)]), frozenset({"a"})).waiting


# Properties. Whole and half seconds, so that many claims fall on one instant.
half_seconds = st.integers(0, 240).map(lambda n: n / 2)
some_claim = st.builds(
    Claim,
    id=st.just(""),
    at=half_seconds,
    seconds=st.integers(0, 60).map(float),
    priority=st.sampled_from(Priority),
    start=st.sampled_from(Start),
    grace=st.sampled_from([0.0, 5.0, 30.0, 600.0]),
    after_cut=st.sampled_from(AfterCut),
    marks=st.lists(st.integers(0, 60).map(float), max_size=3).map(lambda marks: tuple(sorted(marks))),
    at_once=st.booleans(),
)
crowds = st.lists(some_claim, max_size=12).map(lambda each: [replace(one, id=str(n)) for n, one in enumerate(each)])


@given(crowds)
def test_never_two_at_once(crowd: list[Claim]) -> None:
    on_air: str | None = None
    _, actions = walk(crowd, [1e9])
    for action in actions:
        if isinstance(action, Begin | Resume):
            assert on_air is None
            on_air = action.id
        elif isinstance(action, Cut | End):
            assert on_air == action.id
            on_air = None
    assert [action.at for action in actions] == sorted(action.at for action in actions)


@given(crowds)
def test_never_lost_and_never_twice_without_a_reason(crowd: list[Claim]) -> None:
    state, actions = walk(crowd, [1e9])
    for one in crowd:
        mine = [action for action in actions if action.id == one.id]
        assert isinstance(mine[-1], End | Drop)
        assert sum(isinstance(action, End | Drop) for action in mine) == 1
        assert sum(isinstance(action, Begin) for action in mine) <= 1
        assert all(action.why for action in mine if isinstance(action, Drop | Cut | Resume))
        assert not isinstance(mine[0], Begin) or one.at <= mine[0].at <= one.deadline
    assert state == State(1e9, last=state.last, last_until=state.last_until)


@given(crowds)
def test_urgent_is_always_first(crowd: list[Claim]) -> None:
    claims = {one.id: one for one in crowd}
    state = take(State(-math.inf), crowd)
    for instant in [n / 2 for n in range(700)]:
        state, _ = step(state, instant)
        urgent_waits = any(one.at <= instant for one in state.waiting if one.priority is URGENT)
        urgent_waits |= any(one.claim.priority is URGENT for one in state.held)
        if urgent_waits:
            assert state.on_air
            assert claims[state.on_air.claim.id].priority is URGENT


@given(crowds, st.lists(st.floats(0, 1000), max_size=30))
@example([claim("a", 0.0, 0.0, grace=0.0), claim("b", 0.0, 1.0, grace=0.0, at_once=True)], [])
def test_however_finely_it_is_stepped_the_answer_is_the_same(crowd: list[Claim], instants: list[float]) -> None:
    whole = walk(crowd, [5000.0])
    assert walk(crowd, [*sorted(instants), 5000.0]) == whole
    assert decisions(sorted(crowd, key=lambda one: (one.at, one.rank)), whole[1]) == settle(crowd)


@given(crowds)
def test_what_is_aired_has_its_whole_length(crowd: list[Claim]) -> None:
    lengths = {one.id: one.seconds for one in crowd}
    for one in settle(crowd):
        if one.decision in ("air", "wait"):
            assert one.starts is not None
            assert one.ends == pytest.approx(one.starts + lengths[one.id])


def test_a_long_span_costs_no_more_an_airing_than_a_short_one() -> None:
    crowd = [claim(str(n), n * 300.0, 310.0, grace=3600.0) for n in range(5000)]
    assert [one.starts for one in settle(crowd)[:500]] == [one.starts for one in settle(crowd[:500])]
