from __future__ import annotations

from pathlib import Path

from broadcaster.clock import ManualClock
from broadcaster.panel.accounts import LIFE, Accounts


def test_there_is_no_password_until_one_is_set(accounts: Accounts) -> None:
    assert not accounts.has_password()
    assert not accounts.accepts("")
    assert not accounts.accepts("admin")
    assert accounts.set_first_password("một câu dễ nhớ")
    assert accounts.has_password()
    assert accounts.accepts("một câu dễ nhớ")


def test_of_two_first_visitors_one_wins(accounts: Accounts) -> None:
    assert accounts.set_first_password("người đến trước")
    assert not accounts.set_first_password("người đến sau")
    assert accounts.accepts("người đến trước")


def test_a_session_outlives_a_restart_and_not_a_month(tmp_path: Path, clock: ManualClock) -> None:
    first = Accounts(tmp_path / "a.sqlite", clock.timestamp)
    key = first.begin("127.0.0.1").key
    first.close()
    again = Accounts(tmp_path / "a.sqlite", clock.timestamp)
    assert again.find(key) is not None
    clock.advance(LIFE - 60)
    assert again.find(key) is not None
    clock.advance(LIFE - 60)
    assert again.find(key) is not None
    clock.advance(LIFE + 60)
    assert again.find(key) is None


def test_the_file_opens_nothing_to_who_steals_it(accounts: Accounts, tmp_path: Path) -> None:
    key = accounts.begin("127.0.0.1").key
    accounts.close()
    assert key.encode() not in (tmp_path / "panel.sqlite").read_bytes()


def test_a_new_password_signs_everybody_out(accounts: Accounts) -> None:
    accounts.set_first_password("mật khẩu cũ")
    key = accounts.begin("127.0.0.1").key
    accounts.set_password("mật khẩu mới")
    assert accounts.find(key) is None
    assert accounts.accepts("mật khẩu mới")
    assert not accounts.accepts("mật khẩu cũ")


def test_signing_out_ends_one_session(accounts: Accounts) -> None:
    one, other = accounts.begin("a"), accounts.begin("b")
    accounts.end(one.key)
    assert accounts.find(one.key) is None
    assert accounts.find(other.key) is not None
    assert accounts.find("bịa") is None
