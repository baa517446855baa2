"""What a person may do at the station: five roles, and the one sentence that refuses what one may not."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import Enum

from broadcaster.errors import BroadcasterError


class Role(Enum):
    """One kind of work; the value is what the pages call it. Every account may look."""

    LOOK = "xem"
    """See the pages."""
    WRITE = "biên tập"
    """Write texts, schedules, sounds."""
    APPROVE = "duyệt"
    """Approve a text, or withdraw it."""
    AIR = "phát"
    """Put sound on the loudspeakers, break in, stop."""
    ADMIN = "quản trị"
    """Everything, the accounts and the machine too."""


Roles = frozenset[Role]
"""What one account may do."""
ALL: Roles = frozenset(Role)
"""The roles of an administrator, and of the command on the station's own machine."""


class ForbiddenError(BroadcasterError):
    """The person is known, but may not do this (HTTP 403, exit code 1)."""


def whole(roles: Iterable[Role]) -> Roles:
    """The roles somebody has when given these: everybody looks, an administrator may do everything."""
    given = frozenset(roles) | {Role.LOOK}
    return ALL if Role.ADMIN in given else given


def listed(roles: Iterable[Role]) -> str:
    """Roles in words, the least first: `xem, biên tập`; an administrator's are told by that word alone."""
    given = whole(roles)
    return Role.ADMIN.value if given == ALL else ", ".join(role.value for role in Role if role in given)


def require(needs: Role, roles: Roles, who: str, admins: Callable[[], Iterable[str]]) -> None:
    """Pass, or raise ForbiddenError: what `who` may not do, and which administrator to ask."""
    if needs in roles:
        return
    ask = " hoặc ".join(f"«{name}»" for name in admins()) or "người có quyền quản trị, ở ngay máy của đài"
    has = f"tài khoản «{who}» chỉ có quyền {listed(roles)}"
    raise ForbiddenError(f"việc này cần quyền {needs.value}; {has}: hãy nhờ {ask} cấp thêm quyền")
