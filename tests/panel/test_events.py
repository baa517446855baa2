from __future__ import annotations

import asyncio
from collections.abc import Iterator

from broadcaster.panel.events import MOST_LISTENERS, Events


def test_one_question_serves_every_page() -> None:
    asked = []

    async def ask() -> str:
        asked.append(1)
        return f'{{"n": {len(asked)}}}'

    async def run() -> list[str]:
        events = Events(ask, pace=0.01)
        pages = [events.listen() for _ in range(30)]
        first = await asyncio.gather(*(anext(page) for page in pages))
        for page in pages:
            await page.aclose()
        return first

    assert set(asyncio.run(run())) == {'data: {"n": 1}\n\n'}
    assert len(asked) <= 2


def test_nothing_is_asked_when_nobody_listens_and_it_begins_again() -> None:
    asked = []

    async def ask() -> str:
        asked.append(1)
        return "{}"

    async def run() -> None:
        events = Events(ask, pace=0.001)
        for _ in range(2):
            page = events.listen()
            await anext(page)
            await page.aclose()
            await asyncio.sleep(0.02)
            quiet = len(asked)
            await asyncio.sleep(0.02)
            assert len(asked) == quiet

    asyncio.run(run())
    assert len(asked) >= 2


def test_a_failing_station_is_asked_again() -> None:
    answers: Iterator[str | Exception] = iter([RuntimeError("nghẽn"), "{}"])

    async def ask() -> str:
        answer = next(answers)
        if isinstance(answer, Exception):
            raise answer
        return answer

    async def run() -> str:
        return await anext(Events(ask, pace=0.001).listen())

    assert asyncio.run(run()) == "data: {}\n\n"


def test_the_number_of_pages_is_bounded() -> None:
    events = Events(lambda: asyncio.sleep(0, "{}"))
    assert not events.full
    events._listeners = MOST_LISTENERS
    assert events.full
