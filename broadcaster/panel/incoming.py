"""A request's body, bounded in size and in time before it is believed."""

from __future__ import annotations

import asyncio
import json
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request

from broadcaster.panel.asking import BadAskError

LARGEST = 256 * 1024
"""Bytes of a form or a JSON body at most."""
_PATIENCE = 10.0  # seconds a body may take to arrive


class TooLargeError(BadAskError):
    """The body is larger than the station takes (HTTP 413)."""


def kind_of(request: Request) -> str:
    """The media type of the body, without its parameters."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


def announced(request: Request) -> int:
    """Bytes the sender says the body has; 0 where it does not say."""
    told = request.headers.get("content-length", "0")
    return int(told) if told.isdecimal() else 0


async def read_fields(request: Request) -> dict[str, Any]:
    """The fields of a form or of a JSON object; raises BadAskError, TooLargeError."""
    body = await _read(request)
    try:
        if kind_of(request) == "application/x-www-form-urlencoded":
            return fields_of(parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=500))
        fields = json.loads(body) if body.strip() else {}
    except (ValueError, RecursionError):
        raise BadAskError("không đọc được nội dung gửi lên; hãy gửi một đối tượng JSON, mã UTF-8") from None
    if not isinstance(fields, dict):
        raise BadAskError("nội dung gửi lên phải là một đối tượng JSON")
    return fields


def fields_of(pairs: list[tuple[str, str]]) -> dict[str, Any]:
    """A form's fields; one that was sent several times, as ticked boxes are, is its words joined by commas."""
    fields: dict[str, str] = {}
    for name, value in pairs:
        fields[name] = f"{fields[name]},{value}" if name in fields else value
    return fields


async def _read(request: Request) -> bytes:
    try:
        async with asyncio.timeout(_PATIENCE):
            return await _read_all(request)
    except TimeoutError:
        raise BadAskError("nội dung gửi lên đến quá chậm") from None


async def _read_all(request: Request) -> bytes:
    if announced(request) > LARGEST:
        raise TooLargeError(f"nội dung gửi lên quá {LARGEST // 1024} kB")
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > LARGEST:
            raise TooLargeError(f"nội dung gửi lên quá {LARGEST // 1024} kB")
        parts.append(part)
    return b"".join(parts)
