from __future__ import annotations

import threading
from pathlib import Path

import pytest

from broadcaster.clock import ManualClock
from broadcaster.panel import secret
from broadcaster.panel.register import Register
from broadcaster.panel.roles import ALL, Role
from broadcaster.panel.sessions import AT_THE_MACHINE, LIFE

WORD = "một câu dễ nhớ"


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(secret, "seal", lambda word: f"seal of {word}")


def test_a_session_outlives_a_restart_and_not_a_month(tmp_path: Path, clock: ManualClock) -> None:
    first = Register(tmp_path / "a.sqlite", clock.timestamp)
    key = first.sessions.begin(AT_THE_MACHINE, "127.0.0.1").key
    first.close()
    again = Register(tmp_path / "a.sqlite", clock.timestamp).sessions
    assert again.find(key) is not None
    clock.advance(LIFE - 60)
    assert again.find(key) is not None
    clock.advance(LIFE - 60)
    assert again.find(key) is not None
    clock.advance(LIFE + 60)
    assert again.find(key) is None


def test_the_file_opens_nothing_to_who_steals_it(register: Register, tmp_path: Path) -> None:
    key = register.sessions.begin(AT_THE_MACHINE, "127.0.0.1").key
    register.close()
    assert key.encode() not in (tmp_path / "panel.sqlite").read_bytes()


def test_a_new_password_signs_that_account_out_everywhere(register: Register) -> None:
    register.accounts.found("Chị Lan", WORD)
    register.accounts.add("Anh Hùng", WORD, [Role.AIR])
    lan, hung = register.sessions.begin("Chị Lan", "a"), register.sessions.begin("Anh Hùng", "b")
    register.accounts.set_password("Anh Hùng", "câu khác hẳn")
    assert register.sessions.find(hung.key) is None
    assert register.sessions.find(lan.key) is not None


def test_a_role_given_or_taken_counts_at_the_next_request(register: Register) -> None:
    register.accounts.found("Chị Lan", WORD)
    register.accounts.add("Anh Hùng", WORD, [Role.AIR])
    key = register.sessions.begin("Anh Hùng", "b").key
    assert register.sessions.begin("Chị Lan", "a").roles == ALL
    register.accounts.give("Anh Hùng", [])
    session = register.sessions.find(key)
    assert session is not None
    assert session.roles == {Role.LOOK}


def test_an_account_that_is_gone_is_out_at_once(register: Register) -> None:
    register.accounts.found("Chị Lan", WORD)
    register.accounts.add("Anh Hùng", WORD, [Role.AIR])
    key = register.sessions.begin("Anh Hùng", "b").key
    register.accounts.remove("Anh Hùng")
    assert register.sessions.find(key) is None


def test_signing_out_ends_one_session(register: Register) -> None:
    one, other = register.sessions.begin(AT_THE_MACHINE, "a"), register.sessions.begin(AT_THE_MACHINE, "b")
    register.sessions.end(one.key)
    assert register.sessions.find(one.key) is None
    assert register.sessions.find(other.key) is not None
    assert register.sessions.find("bịa") is None


def test_a_session_is_asked_of_the_disk_only_once(register: Register) -> None:
    """While another thread holds the file for a slow write, whoever is in already is answered at once."""
    key = register.sessions.begin(AT_THE_MACHINE, "a").key
    asked = threading.Event()

    def find() -> None:
        assert register.sessions.find(key) is not None
        asked.set()

    with register._store.change():
        finder = threading.Thread(target=find)
        finder.start()
        assert asked.wait(5.0)
    finder.join()
