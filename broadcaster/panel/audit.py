"""Every change leaves its line in the audit trail: whatever is obeyed goes through here, done or refused."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeVar

from broadcaster.errors import BroadcasterError
from broadcaster.panel.gate import Caller
from broadcaster.panel.trail import DONE, Trail
from broadcaster.panel.work import Lane, Work

_Answer = TypeVar("_Answer")
_FAILED = "đài gặp lỗi"


class Audit:
    """Writes the trail after the deed, in a thread of its own: no sound waits for the disk."""

    def __init__(self, trail: Trail, work: Work) -> None:
        self._trail = trail
        self._work = work

    async def of(self, caller: Caller, what: str, about: str, obey: Callable[[], Awaitable[_Answer]]) -> _Answer:
        """The answer of `obey`, told as `caller` doing `what`; with an empty `what` nothing is told."""
        outcome = _FAILED
        try:
            answer = await obey()
            outcome = _outcome(answer)
        except BroadcasterError as error:
            outcome = f"không: {error}"
            raise
        finally:
            if what:
                await self._work.run(
                    Lane.TRAIL, lambda: self._trail.add(caller.who, caller.origin, what, about, outcome)
                )
        return answer


def _outcome(answer: object) -> str:
    """What came of it: a form that is shown again with its trouble was not obeyed."""
    shown_again = isinstance(answer, dict) and "to" not in answer and answer.get("trouble")
    return f"không: {answer['trouble']}" if shown_again and isinstance(answer, dict) else DONE
