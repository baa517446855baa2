"""Whether an ONNX file is whole: its outermost fields are walked, without loading what they hold.

A half copied or half downloaded model, a web page in its place and what a power cut left are told apart from a voice
before anybody asks it to speak.
"""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

_VARINT, _EIGHT_BYTES, _COUNTED, _FOUR_BYTES = 0, 1, 2, 5
"""Kinds of fields (protobuf's encoding, protobuf.dev/programming-guides/encoding)."""
_GRAPH = 7
"""The field of an ONNX model that holds its network (onnx.proto, ModelProto)."""
_LONGEST_VARINT = 10


def is_whole_model(model: Path) -> bool:
    """Whether the file `model` is a model from its first byte to its last. Raises OSError where it cannot be read."""
    with model.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(0)
        fields = set[int]()
        try:
            while file.tell() < size:
                fields.add(_pass_over(file))
        except ValueError:
            return False
        return file.tell() == size and _GRAPH in fields


def _pass_over(file: BinaryIO) -> int:
    """Go past the next field; its number. Raises ValueError where there is none."""
    field, kind = divmod(_varint(file), 8)
    if kind == _VARINT:
        _varint(file)
    elif kind in (_EIGHT_BYTES, _FOUR_BYTES):
        file.seek(8 if kind == _EIGHT_BYTES else 4, 1)
    elif kind == _COUNTED:
        file.seek(_varint(file), 1)
    else:
        raise ValueError("no field")
    return field


def _varint(file: BinaryIO) -> int:
    number = 0
    for place in range(_LONGEST_VARINT):
        byte = file.read(1)
        if not byte:
            break
        number |= (byte[0] & 0x7F) << (7 * place)
        if byte[0] < 0x80:  # noqa: PLR2004  -- the last one has no eighth bit
            return number
    raise ValueError("no number")
