"""The hand at the amplifier's switch: a thread, so that nobody waits for a slow command, that tries until it obeys."""

from __future__ import annotations

import threading

from broadcaster import machine
from broadcaster.errors import OutputError
from broadcaster.playout.switch import DEADLINE, Switch

PATIENCE = (2.0, 5.0, 15.0, 60.0)
"""Seconds before each new try of an order that was not obeyed; the last one again and again."""


class SwitchHand:
    """Throws the switch as it was ordered last; an order that another overtook before it was tried is left out."""

    def __init__(self, switch: Switch) -> None:
        self.fault = ""
        self.obeyed = False
        self._switch = switch
        self._order: bool | None = None  # what is still to be obeyed
        self._at_once = False  # whether somebody wants it tried now
        self._closing = False
        self._news = threading.Condition()
        self._settled = threading.Event()
        self._thread = threading.Thread(target=self._run, name="công tắc tăng âm", daemon=True)
        self._thread.start()

    def put(self, *, on: bool) -> None:
        """Order it; whether it obeys is not waited for."""
        with self._news:
            self._order = on
            self._hurry()

    def settle(self, seconds: float) -> None:
        """Try at once what was not obeyed, and wait at most so long for what comes of it."""
        with self._news:
            if self._order is not None and self.fault:
                self._hurry()
        self._settled.wait(seconds)

    def close(self) -> None:
        """Put it off, trying once, and wait a little for it."""
        with self._news:
            self._order, self._closing = False, True
            self._hurry()
        self._thread.join(DEADLINE / 2)

    def _hurry(self) -> None:
        self._at_once = True
        self._settled.clear()
        self._news.notify()

    def _run(self) -> None:
        machine.normal_priority()  # the player that made this thread has more, and a command must not have it
        tries = 0
        while (on := self._next(tries)) is not None:
            fault = self._thrown(on=on)
            tries = tries + 1 if fault else 0
            with self._news:
                self.fault = fault
                if not fault:
                    self.obeyed = on
                    self._order = None if self._order is on else self._order
                if not self._at_once:
                    self._settled.set()
        self._switch.close()

    def _next(self, tries: int) -> bool | None:
        """What to try next, as soon as it is to be; None: it is over."""
        with self._news:
            while True:
                pause = PATIENCE[min(tries, len(PATIENCE)) - 1] if self._order is not None else None
                self._news.wait_for(lambda: self._at_once or self._closing, pause)
                if self._closing and not self._at_once:
                    return None
                self._at_once = False
                if self._order is not None:
                    return self._order
                self._settled.set()

    def _thrown(self, *, on: bool) -> str:
        """Throw it; why it did not obey, empty: it did."""
        try:
            self._switch.put(on=on)
        except OutputError as error:
            return str(error)
        except Exception as error:  # noqa: BLE001 - whatever a driver does, the next order must find somebody here
            return f"lỗi khi điều khiển công tắc ({error!r})"
        return ""
