"""Texts that hold more than names in braces, in Jinja2's sandbox; no more of it than an announcement needs.

The sandbox keeps a text away from the machine, and what is allowed in it keeps it short: names, `if`, `for`
over a short list, a few filters. A blank nobody filled is an error, never silence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError, UndefinedError, meta, nodes
from jinja2.sandbox import SandboxedEnvironment

from broadcaster.text.template import LONGEST, TemplateWrongError, missing_blank

_MOST_TURNS = 100
_DEEPEST_LOOP = 2
_FILTERS = ("upper", "lower", "title", "capitalize", "trim", "default", "d", "join", "length", "count", "first", "last")
_ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Const, nodes.If, nodes.For, nodes.Filter,
    nodes.Test, nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.Add, nodes.Sub, nodes.Concat,
    nodes.CondExpr, nodes.List, nodes.Tuple, nodes.Assign, nodes.Getattr, nodes.Call, nodes.Neg,
)  # fmt: skip
"""What may stand in a text; everything else (macros, includes, products, powers) is refused by name."""


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
    """`body` with every blank filled from `fields`; raises TemplateWrongError."""
    tree = _parsed(body)
    pieces, length = [], 0
    try:
        for piece in _ENVIRONMENT.from_string(tree).generate(dict(fields)):
            pieces.append(piece)
            length += len(piece)
            if length > LONGEST:
                raise TemplateWrongError(1, f"bài điền xong dài quá {LONGEST} chữ", "bớt vòng lặp")
    except UndefinedError as error:
        raise missing_blank(body, blanks(body) - fields.keys(), str(error)) from error
    except (TemplateError, TypeError, ValueError, ArithmeticError, RecursionError) as error:
        raise TemplateWrongError(
            1, f"không điền được bài: {error}", "chỉ dùng {{ tên }} và if, for đơn giản"
        ) from error
    return "".join(pieces)


def blanks(body: str) -> frozenset[str]:
    """Names of the blanks of `body`; raises TemplateWrongError where the braces are wrong."""
    return frozenset(meta.find_undeclared_variables(_parsed(body)) - _ENVIRONMENT.globals.keys())


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
