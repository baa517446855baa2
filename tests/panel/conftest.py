from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from argon2 import PasswordHasher
from fakes.door import FakeDoor
from starlette.requests import Request
from starlette.responses import Response
from starlette.testclient import TestClient

from broadcaster.clock import ManualClock
from broadcaster.folder import StationFolder
from broadcaster.panel import accounts, secret
from broadcaster.panel import gate as gates
from broadcaster.panel.behind import Behind
from broadcaster.panel.gate import Gate
from broadcaster.panel.inbox import Inbox
from broadcaster.panel.listening import Listening
from broadcaster.panel.panel import Panel
from broadcaster.panel.register import Register
from broadcaster.panel.roles import Role
from broadcaster.panel.site import build_site
from broadcaster.panel.work import Work

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
HERE = "http://127.0.0.1:8090"


@pytest.fixture(scope="session", autouse=True)
def cheap() -> Iterator[pytest.MonkeyPatch]:
    """Passwords sealed at next to no cost: by the hundred, and not what is tested."""
    with pytest.MonkeyPatch.context() as patch:
        hasher = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
        patch.setattr(secret, "_hasher", lambda: hasher)
        patch.setattr(gates, "PENALTY", 0.0)
        yield patch


@pytest.fixture
def dear(cheap: pytest.MonkeyPatch) -> Iterator[None]:
    """Passwords sealed as the station does it."""
    kept = secret._hasher
    cheap.undo()
    accounts._nobodys.cache_clear()
    yield
    accounts._nobodys.cache_clear()
    cheap.setattr(secret, "_hasher", kept)
    cheap.setattr(gates, "PENALTY", 0.0)


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(datetime(2020, 8, 24, 11, 30, tzinfo=ZONE), ZONE)


@pytest.fixture
def door(clock: ManualClock) -> FakeDoor:
    return FakeDoor(clock.now)


@pytest.fixture
def work() -> Iterator[Work]:
    work = Work()
    yield work
    work.close()


@pytest.fixture
def register(tmp_path: Path, clock: ManualClock) -> Iterator[Register]:
    register = Register(tmp_path / "panel.sqlite", clock.timestamp)
    yield register
    register.close()


@pytest.fixture
def gate(register: Register, clock: ManualClock, work: Work) -> Gate:
    return Gate(register, clock, work, Listening("127.0.0.1", 8090))


@pytest.fixture
def visit(door: FakeDoor, gate: Gate, work: Work, clock: ManualClock, tmp_path: Path) -> Callable[..., TestClient]:
    """A browser or a program at some address, not signed in."""
    app = build_site(Behind(door, gate, work, clock, Inbox(tmp_path / "inbox", work)), frozenset({"localhost"}))

    def come(address: str = "127.0.0.1") -> TestClient:
        return TestClient(app, base_url=HERE, client=(address, 50000), follow_redirects=False)

    return come


@pytest.fixture
def enter(visit: Callable[..., TestClient], gate: Gate) -> Callable[..., TestClient]:
    """A browser that has come in as `name`, an account with these roles (beside an administrator's)."""

    def come(name: str, *roles: Role) -> TestClient:
        gate.register.accounts.found("Chị Lan", "một câu dễ nhớ")
        if name != "Chị Lan":
            gate.register.accounts.add(name, "một câu dễ nhớ", roles)
        client, response = visit(), Response()
        key = gate.let_in(Request({"type": "http", "client": ("127.0.0.1", 1)}), response, name).key
        client.cookies.set("dai-8090", key)
        client.headers["origin"] = HERE
        return client

    return come


@pytest.fixture
def command(visit: Callable[..., TestClient], gate: Gate) -> TestClient:
    """The command, with the token."""
    client = visit()
    client.headers["authorization"] = f"Bearer {gate.token}"
    return client


@pytest.fixture
def browser(visit: Callable[..., TestClient], gate: Gate) -> TestClient:
    """A browser that has come in by the link `run` prints."""
    client = visit()
    client.get(f"/?key={gate.link_key}")
    client.headers["origin"] = HERE
    return client


@pytest.fixture
def panel(door: FakeDoor, clock: ManualClock, tmp_path: Path) -> Iterator[Panel]:
    """A panel that really listens, on a free port."""
    panel = Panel(door, StationFolder(tmp_path), clock, "127.0.0.1", 0)
    panel.start()
    yield panel
    panel.stop()
