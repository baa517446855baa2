"""Every address of the panel with the role it needs, as the page `docs/addresses.md`: written by the tables themselves.

`python -m broadcaster.panel.addresses` writes it anew.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from broadcaster.clock import SystemClock
from broadcaster.panel.api import BASE
from broadcaster.panel.areas import devices, people
from broadcaster.panel.endpoints import ENDPOINTS
from broadcaster.panel.entry import FIRST_VISIT, SIGN_IN, SIGN_OUT
from broadcaster.panel.gate import Gate
from broadcaster.panel.listening import Listening
from broadcaster.panel.orders import ACTIONS
from broadcaster.panel.register import Register
from broadcaster.panel.roles import Role
from broadcaster.panel.showing import DOWNLOADS, PAGES
from broadcaster.panel.tables import Action, Page
from broadcaster.panel.work import Work
from broadcaster.settings import VIETNAM

DOCUMENT = Path("docs/addresses.md")
"""Where the page lies in the repository."""
_HEAD = """\
# Every address of the panel

Written by the program from the tables it answers by (`python -m broadcaster.panel.addresses`); `docs/http.md` tells the
shapes of what stands under `{base}` and how to ask.

Roles: {roles}.
Everybody who has come in has the first; an administrator, and the command with the token of `var/`, have them all.
"Audit trail" is the line a form or a request leaves there, done or refused; without one it changes nothing.

## Before the password

| address | |
|---|---|
| `GET {sign_in}`, `POST {sign_in}` | name and password; throttled |
| `GET {first_visit}`, `POST {first_visit}` | the first account, at the machine or by the link of `run` |
| `POST {sign_out}` | ends the session |
| `GET /static/{{name}}` | what the pages are drawn with; nothing of the station |
"""
Row = tuple[str, Role, str]
"""An address with its method, the role it needs, what it leaves in the audit trail."""


def all_pages(gate: Gate) -> tuple[Page, ...]:
    """Every page behind the password."""
    return (*PAGES, *people.pages(gate), *devices.pages(gate))


def all_actions(gate: Gate) -> tuple[Action, ...]:
    """Every form behind the password."""
    return (*ACTIONS, *people.actions(gate))


def document(gate: Gate) -> str:
    """The page."""
    head = _HEAD.format(
        base=BASE,
        roles=", ".join(f"*{role.value}* ({role.name.lower()})" for role in Role),
        sign_in=SIGN_IN,
        first_visit=FIRST_VISIT,
        sign_out=SIGN_OUT,
    )
    pages: list[Row] = [(f"GET {page.path}", page.needs, "") for page in all_pages(gate)]
    files: list[Row] = [(f"GET {file.path}", file.needs, "") for file in DOWNLOADS]
    forms: list[Row] = [
        (f"POST {action.path}" + (" (files)" if action.uploads else ""), action.needs, action.tells)
        for action in all_actions(gate)
    ]
    interface: list[Row] = [(f"{end.method} {BASE}{end.path}", end.needs, end.tells) for end in ENDPOINTS]
    interface.append((f"GET {BASE}/events", Role.LOOK, ""))
    parts = [("Pages", pages), ("Files", files), ("Forms of the pages", forms), ("The interface", interface)]
    return "\n".join([head, *(_table(title, rows) for title, rows in parts)])


def _table(title: str, rows: Iterable[Row]) -> str:
    lines = [
        f"| `{address}` | {needs.value} | {tells} |" for address, needs, tells in sorted(rows, key=lambda row: row[0])
    ]
    return "\n".join([f"## {title}\n", "| address | needs | audit trail |", "|---|---|---|", *lines, ""])


def main(root: Path) -> None:
    """Write the page under `root`."""
    with TemporaryDirectory() as folder:
        clock, work = SystemClock(VIETNAM), Work()
        register = Register(Path(folder) / "panel.sqlite", clock.timestamp)
        text = document(Gate(register, clock, work, Listening("127.0.0.1", 0)))
        register.close()
        work.close()
    (root / DOCUMENT).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path.cwd())
