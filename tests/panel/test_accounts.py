from __future__ import annotations

import time
import unicodedata

import pytest
from argon2 import PasswordHasher

from broadcaster.clock import ManualClock
from broadcaster.panel import secret
from broadcaster.panel.accounts import MOST_ACCOUNTS, Accounts, fit_name, fit_password, new_password
from broadcaster.panel.asking import BadAskError
from broadcaster.panel.register import Register
from broadcaster.panel.roles import ALL, Role, whole
from broadcaster.panel.sessions import AT_THE_MACHINE
from broadcaster.station.door import RefusedError, UnknownNameError

WORD = "một câu dễ nhớ"


@pytest.fixture
def accounts(register: Register) -> Accounts:
    return register.accounts


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Passwords sealed at no cost, where the test is not about them."""
    monkeypatch.setattr(secret, "seal", lambda word: f"seal of {word}")


def test_there_is_no_password_until_one_is_set(accounts: Accounts) -> None:
    assert not accounts.has_any()
    assert accounts.accepts("", "") is None
    assert accounts.accepts("admin", "admin") is None
    assert accounts.found("Chị Lan", WORD)
    assert accounts.has_any()
    assert accounts.accepts("Chị Lan", WORD) == "Chị Lan"


def test_of_two_first_visitors_one_wins(accounts: Accounts) -> None:
    assert accounts.found("Chị Lan", "người đến trước")
    assert not accounts.found("Anh Hùng", "người đến sau")
    assert [account.name for account in accounts.everyone()] == ["Chị Lan"]
    assert accounts.everyone()[0].roles == ALL


def test_the_only_account_needs_no_name_and_one_of_several_does(accounts: Accounts) -> None:
    accounts.found("Chị Lan", WORD)
    assert accounts.accepts("", WORD) == "Chị Lan"
    accounts.add("Anh Hùng", "câu khác hẳn", [Role.WRITE])
    assert accounts.accepts("", WORD) is None
    assert accounts.accepts("anh HÙNG", "câu khác hẳn") == "Anh Hùng"
    assert accounts.accepts(unicodedata.normalize("NFD", "Anh  Hùng "), "câu khác hẳn") == "Anh Hùng"
    assert accounts.accepts("Anh Hùng", WORD) is None


@pytest.mark.usefixtures("dear")
def test_an_unknown_name_takes_as_long_as_a_known_one(accounts: Accounts) -> None:
    accounts.found("Chị Lan", WORD)
    accounts.add("Anh Hùng", WORD, [])
    accounts.accepts("không có", "x")
    spent = []
    for name in ("Chị Lan", "không có"):
        before = time.process_time()
        accounts.accepts(name, "sai mật khẩu")
        spent.append(time.process_time() - before)
    assert spent[1] > spent[0] / 4


def test_roles_are_kept_and_given_anew(accounts: Accounts, quick: None) -> None:
    accounts.found("Chị Lan", WORD)
    accounts.add("Anh Hùng", WORD, [Role.WRITE, Role.AIR])
    assert _roles_of(accounts, "Anh Hùng") == {Role.LOOK, Role.WRITE, Role.AIR}
    accounts.give("Anh Hùng", [])
    assert _roles_of(accounts, "Anh Hùng") == {Role.LOOK}
    accounts.give("Anh Hùng", [Role.ADMIN])
    assert _roles_of(accounts, "Anh Hùng") == ALL
    with pytest.raises(UnknownNameError):
        accounts.give("không có", [Role.AIR])


def _roles_of(accounts: Accounts, name: str) -> frozenset[Role]:
    return next(account.roles for account in accounts.everyone() if account.name == name)


def test_the_last_administrator_stays(accounts: Accounts, quick: None) -> None:
    accounts.found("Chị Lan", WORD)
    accounts.add("Anh Hùng", WORD, [Role.AIR])
    with pytest.raises(RefusedError, match="quản trị cuối cùng"):
        accounts.remove("Chị Lan")
    with pytest.raises(RefusedError, match="quản trị cuối cùng"):
        accounts.give("Chị Lan", [Role.AIR])
    accounts.give("Anh Hùng", [Role.ADMIN])
    accounts.remove("Chị Lan")
    assert accounts.admins() == ["Anh Hùng"]
    with pytest.raises(UnknownNameError):
        accounts.remove("Chị Lan")


def test_a_name_is_taken_in_any_letters_and_there_are_not_endlessly_many(accounts: Accounts, quick: None) -> None:
    accounts.found("Chị Lan", WORD)
    with pytest.raises(RefusedError, match="đã có tài khoản"):
        accounts.add("CHỊ lan", WORD, [])
    for number in range(MOST_ACCOUNTS - 1):
        accounts.add(f"người {number}", WORD, [])
    with pytest.raises(RefusedError, match="xoá bớt"):
        accounts.add("thêm nữa", WORD, [])


@pytest.mark.parametrize("name", ["", "   ", "x" * 41, "<script>", "a/b", "x\ny;", AT_THE_MACHINE, "../Lan"])
def test_a_name_that_will_not_do_is_told_why(name: str) -> None:
    with pytest.raises(BadAskError):
        fit_name(name)


@pytest.mark.parametrize(
    ("password", "says"),
    [
        ("ngắn", "ít nhất 8 chữ"),
        ("11111111", "dễ đoán"),
        ("12345678", "dễ đoán"),
        ("Matkhau123", "dễ đoán"),
        ("x" * 201, "dài quá"),
    ],
)
def test_a_weak_password_is_told_why(password: str, says: str) -> None:
    with pytest.raises(BadAskError, match=says):
        fit_password(password)


def test_a_new_password_is_typed_twice() -> None:
    assert new_password({"password": WORD, "again": WORD}) == WORD
    with pytest.raises(BadAskError, match="không giống nhau"):
        new_password({"password": WORD, "again": WORD + "!"})


@pytest.mark.usefixtures("dear")
def test_a_password_sealed_with_other_costs_is_sealed_again(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    cheap = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1).hash(WORD)
    register.accounts.found("Chị Lan", WORD)
    with register._store.change() as db:
        db.execute("UPDATE account SET sealed=?", (cheap,))
    assert register.accounts.accepts("Chị Lan", WORD) == "Chị Lan"
    assert "m=19456,t=2" in register._store.query("SELECT sealed FROM account")[0][0]
    assert register.accounts.accepts("Chị Lan", WORD) == "Chị Lan"


def test_what_the_file_holds_of_a_former_program_still_opens_the_page(register: Register, clock: ManualClock) -> None:
    """An account of the first schema had no roles: it was the station's only one, and stays its administrator."""
    with register._store.change() as db:
        db.execute("INSERT INTO account (name, sealed, since) VALUES ('cán bộ đài', 'scrypt$1', 0)")
    assert register.accounts.admins() == ["cán bộ đài"]
    assert register.accounts.accepts("", WORD) is None
    register.accounts.set_password("cán bộ đài", WORD)
    assert register.accounts.accepts("", WORD) == "cán bộ đài"


def test_everybody_looks_and_an_administrator_does_everything() -> None:
    assert whole([]) == {Role.LOOK}
    assert whole([Role.ADMIN]) == frozenset(Role)
