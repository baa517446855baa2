"""Ten thousand wrong passwords, as fast as the panel takes them, from many addresses: a program of its own.

`python besieger.py HOST PORT COUNT ADDRESSES` prints how often each status was answered, as JSON. All of 127.0.0.0/8 is
this machine, so that each connection may come from an address of its own; the panel counts it as a house of its own.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections import Counter
from urllib.parse import urlencode

AT_ONCE = 100
"""Connections that attack at once: each refusal is kept back a second."""


async def attempt(host: str, port: int, source: str, number: int) -> str:
    """One guess; the status line's number and what kind of refusal it was."""
    reader, writer = await asyncio.open_connection(host, port, local_addr=(source, 0))
    body = urlencode({"name": "Chị Lan", "password": f"đoán mò lần thứ {number}"}).encode()
    head = (
        f"POST /vao HTTP/1.1\r\nHost: {host}:{port}\r\nOrigin: http://{host}:{port}\r\nConnection: close\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    writer.write(head.encode() + body)
    await writer.drain()
    answer = (await reader.read()).decode()
    writer.close()
    kind = "wrong" if "không đúng" in answer else "wait" if "hãy đợi" in answer else "other"
    return f"{answer[9:12]} {kind}"


async def attack(host: str, port: int, count: int, addresses: int) -> Counter[str]:
    """All of them, several at once."""
    numbers, told = iter(range(count)), Counter[str]()

    async def one() -> None:
        for number in numbers:
            told[await attempt(host, port, f"127.0.1.{number % addresses + 1}", number)] += 1

    await asyncio.gather(*(one() for _ in range(AT_ONCE)))
    return told


if __name__ == "__main__":
    place, at, many, houses = sys.argv[1:]
    sys.stdout.write(json.dumps(asyncio.run(attack(place, int(at), int(many), int(houses)))))
