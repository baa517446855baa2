"""The blanks of a text, `{{ commune }}`, filled; no more of Jinja2 than an announcement needs.

The sandbox keeps a text away from the machine, and what is allowed in it keeps it short: names, `if`, `for`
over a short list, a few filters. A blank nobody filled is an error, never silence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError, UndefinedError, meta, nodes
from jinja2.sandbox import SandboxedEnvironment

from broadcaster.errors import BroadcasterError

_LONGEST = 100_000
"""Characters of a filled text: an hour and a half of speech."""
_MOST_TURNS = 100
_DEEPEST_LOOP = 2
_FILTERS = ("upper", "lower", "title", "capitalize", "trim", "default", "d", "join", "length", "count", "first", "last")
_ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Const, nodes.If, nodes.For, nodes.Filter,
    nodes.Test, nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.Add, nodes.Sub, nodes.Concat,
    nodes.CondExpr, nodes.List, nodes.Tuple, nodes.Assign, nodes.Getattr, nodes.Call, nodes.Neg,
)  # fmt: skip
"""What may stand in a text; everything else (macros, includes, products, powers) is refused by name."""


class TemplateWrongError(BroadcasterError):
    """A text that cannot be filled; `line` counts in the text, from 1."""

    def __init__(self, line: int, message: str, hint: str = "") -> None:
        self.line = line
        self.message = message
        self.hint = hint
        super().__init__(f"dòng {line}: {message}; {hint}" if hint else f"dòng {line}: {message}")


def _short_range(*bounds: int) -> range:
    turns = range(*bounds)
    if len(turns) > _MOST_TURNS:
        raise TemplateWrongError(1, f"vòng lặp {len(turns)} lần là quá dài", f"nhiều nhất {_MOST_TURNS} lần")
    return turns


def _environment() -> SandboxedEnvironment:
    environment = SandboxedEnvironment(undefined=StrictUndefined, autoescape=False, keep_trailing_newline=True)
    environment.globals = {"range": _short_range}
    environment.filters = {name: environment.filters[name] for name in _FILTERS}
    return environment


_ENVIRONMENT = _environment()


def fill(body: str, fields: Mapping[str, str]) -> str:
    """`body` with every blank filled from `fields`.

    Raises TemplateWrongError, a BroadcasterError, in Vietnamese and with the line, where a blank has no value, the
    braces are wrong or the text does more than a text may.
    """
    tree = _parsed(body)
    pieces, length = [], 0
    try:
        for piece in _ENVIRONMENT.from_string(tree).generate(dict(fields)):
            pieces.append(piece)
            length += len(piece)
            if length > _LONGEST:
                raise TemplateWrongError(1, f"bài điền xong dài quá {_LONGEST} chữ", "bớt vòng lặp")
    except UndefinedError as error:
        raise _missing(body, fields, error) from error
    except (TemplateError, TypeError, ValueError, ArithmeticError, RecursionError) as error:
        raise TemplateWrongError(
            1, f"không điền được bài: {error}", "chỉ dùng {{ tên }} và if, for đơn giản"
        ) from error
    return "".join(pieces)


def blanks(body: str) -> frozenset[str]:
    """Names of the blanks of `body`, those the station's fields fill among them.

    Raises TemplateWrongError where the braces are wrong.
    """
    return frozenset(meta.find_undeclared_variables(_parsed(body)) - _ENVIRONMENT.globals.keys())


def line_of(body: str, name: str) -> int:
    """The first line of `body` where the blank `name` stands, from 1."""
    return body.count("\n", 0, _position(body, name)) + 1


def _position(body: str, name: str) -> int:
    found = re.search(r"\{[{%][^}]*?(?<!\w)" + re.escape(name) + r"(?!\w)", body)
    return found.start() if found else 0


def _parsed(body: str) -> nodes.Template:
    try:
        tree = _ENVIRONMENT.parse(body)
    except TemplateSyntaxError as error:
        hint = "mỗi chỗ trống viết {{ tên }}, đủ hai ngoặc mở và hai ngoặc đóng"
        raise TemplateWrongError(error.lineno, f"dấu ngoặc nhọn viết sai ({error.message})", hint) from error
    except RecursionError as error:
        raise TemplateWrongError(1, "if, for hoặc ngoặc lồng nhau quá sâu", "viết đơn giản lại") from error
    for node, loops in _walk(tree, 0):
        _check(node, loops)
    return tree


def _walk(node: nodes.Node, loops: int) -> Iterator[tuple[nodes.Node, int]]:
    pending = [(node, loops)]
    while pending:
        current, depth = pending.pop()
        yield current, depth
        inner = depth + isinstance(current, nodes.For)
        pending.extend((child, inner) for child in current.iter_child_nodes())


def _check(node: nodes.Node, loops: int) -> None:
    """Refuse what an announcement has no use for."""
    if not isinstance(node, (*_ALLOWED, nodes.Expr)) or isinstance(node, (nodes.Mul, nodes.Pow, nodes.Mod)):
        raise TemplateWrongError(
            node.lineno, "ở đây có lệnh không dùng được trong bài", "chỉ dùng {{ tên }}, if và for"
        )
    if isinstance(node, nodes.For) and (loops >= _DEEPEST_LOOP or node.recursive):
        raise TemplateWrongError(node.lineno, "vòng lặp lồng nhau quá sâu", f"nhiều nhất {_DEEPEST_LOOP} lớp")
    if isinstance(node, nodes.Call) and not (isinstance(node.node, nodes.Name) and node.node.name == "range"):
        raise TemplateWrongError(
            node.lineno, "ở đây gọi lệnh không dùng được trong bài", "chỉ dùng {{ tên }}, if và for"
        )
    if isinstance(node, nodes.Getattr) and not (isinstance(node.node, nodes.Name) and node.node.name == "loop"):
        raise TemplateWrongError(node.lineno, f"'.{node.attr}' không có ở đây", "tên chỗ trống viết liền, như noi_den")
    if isinstance(node, nodes.Filter) and node.name not in _FILTERS:
        raise TemplateWrongError(node.lineno, f"'| {node.name}' không dùng được", f"dùng được: {', '.join(_FILTERS)}")


def _missing(body: str, fields: Mapping[str, str], error: UndefinedError) -> TemplateWrongError:
    names = sorted(blanks(body) - fields.keys(), key=lambda name: _position(body, name))
    if not names:
        return TemplateWrongError(1, f"không điền được bài: {error}", "xem lại các chỗ trống")
    listed = ", ".join(f"{{{{ {name} }}}}" for name in names)
    hint = "điền bằng " + " ".join(f"--set {name}='…'" for name in names) + ", hoặc thêm mục ấy vào config.yaml"
    return TemplateWrongError(line_of(body, names[0]), f"chỗ trống chưa có giá trị: {listed}", hint)
