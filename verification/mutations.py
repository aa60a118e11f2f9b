"""The small mistakes that `mutants.py` makes: which places of a file allow one, and what stands there afterwards."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

COMPARED: dict[type[ast.cmpop], str] = {
    ast.Lt: "<=", ast.LtE: "<", ast.Gt: ">=", ast.GtE: ">", ast.Eq: "!=", ast.NotEq: "==", ast.Is: "is not",
    ast.IsNot: "is", ast.In: "not in", ast.NotIn: "in",
}  # fmt: skip
CALCULATED: dict[type[ast.operator], str] = {
    ast.Add: "-", ast.Sub: "+", ast.Mult: "/", ast.Div: "*", ast.FloorDiv: "/", ast.Mod: "*", ast.Pow: "*",
    ast.BitAnd: "|", ast.BitOr: "&", ast.LShift: ">>", ast.RShift: "<<",
}  # fmt: skip
CALLED = {"min": "max", "max": "min", "any": "all", "all": "any", "minimum": "maximum", "maximum": "minimum",
          "floor": "ceil", "ceil": "floor", "argmin": "argmax", "argmax": "argmin", "mean": "median"}  # fmt: skip
UNTOUCHED = {"InputError", "unknown", "field", "parameter", "rule", "kernel", "warn", "Notice", "counted", "TypeVar"}
"""Calls whose arguments are words, declarations or how a function is compiled."""


@dataclass(frozen=True)
class Mutation:
    """One mistake in one place: the characters from ``start`` to ``end`` become others."""

    file: str
    line: int
    function: str
    start: int
    end: int
    was: str
    became: str
    again: int = 0
    """How many mistakes alike the function has before this one."""

    @property
    def name(self) -> str:
        """Return what stays the same when lines move."""
        more = f" ({self.again + 1})" if self.again else ""
        return f"{self.file}:{self.function}: {self.was} -> {self.became}{more}"

    def applied(self, text: str) -> str:
        """Return the source with the mistake."""
        return text[: self.start] + self.became + text[self.end :]


def mutations(path: Path, name: str) -> list[Mutation]:
    """Return every mistake that one file allows, in the order of its lines."""
    text = path.read_text(encoding="utf-8")
    lines = _starts(text)
    found = []
    for function, place, new in _visited(ast.parse(text), text):
        was = ast.get_source_segment(text, place) or ""
        found.append(Mutation(name, place.lineno, function, *_span(place, text, lines), was, new))
    found.sort(key=lambda each: (each.start, each.end, each.became))
    alike = Counter[str]()
    for n, each in enumerate(found):
        found[n] = replace(each, again=alike[each.name])
        alike[each.name] += 1
    return found


def _starts(text: str) -> list[int]:
    starts = [0]
    for line in text.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    return starts


def _span(node: ast.expr | ast.stmt, text: str, lines: list[int]) -> tuple[int, int]:
    end_line, end_column = node.end_lineno or node.lineno, node.end_col_offset or 0
    return _place(text, lines, node.lineno, node.col_offset), _place(text, lines, end_line, end_column)


def _place(text: str, lines: list[int], line: int, column: int) -> int:
    """Return where a place of the tree stands; its columns count bytes."""
    row = text[lines[line - 1] : lines[line]]
    return lines[line - 1] + len(row.encode()[:column].decode())


def _visited(tree: ast.Module, text: str) -> Iterator[tuple[str, ast.expr | ast.stmt, str]]:
    """Yield function, node and what it becomes, of functions' bodies only: declarations have tables of their own."""
    for function in _functions(tree):
        body = function.body[1:] if ast.get_docstring(function) is not None else function.body
        for statement in body:
            for node in _within(statement):
                for place, new in _wrong(node, text):
                    yield function.name, place, new


def _functions(tree: ast.AST) -> Iterator[ast.FunctionDef]:
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef):
            yield node
        if not isinstance(node, ast.FunctionDef):
            yield from _functions(node)


def _within(node: ast.AST) -> Iterator[ast.expr | ast.stmt]:
    """Yield the nodes that are run for a result: no annotations, no messages, no imports."""
    if isinstance(node, (ast.Import, ast.ImportFrom, ast.Raise, ast.Assert, ast.JoinedStr)):
        return
    if isinstance(node, ast.Call) and _called(node) in UNTOUCHED:
        return
    if isinstance(node, ast.If) and _only_types(node):
        return
    if isinstance(node, (ast.expr, ast.stmt)):
        yield node
    for name, value in ast.iter_fields(node):
        if name in {"annotation", "returns", "decorator_list", "type_comment"}:
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST):
                yield from _within(child)


def _only_types(node: ast.If) -> bool:
    return isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


def _called(node: ast.Call) -> str:
    return getattr(node.func, "attr", getattr(node.func, "id", ""))


def _wrong(node: ast.expr | ast.stmt, text: str) -> Iterator[tuple[ast.expr | ast.stmt, str]]:
    """Yield what may be written by mistake, and in whose place."""

    def part(each: ast.expr) -> str:
        return ast.get_source_segment(text, each) or ""

    def whole(each: ast.expr) -> str:
        alone = isinstance(each, (ast.Name, ast.Constant, ast.Attribute, ast.Subscript, ast.Call))
        return part(each) if alone else f"({part(each)})"

    match node:
        case ast.Compare(left, [operator], [right]) if type(operator) in COMPARED:
            yield node, f"{whole(left)} {COMPARED[type(operator)]} {whole(right)}"
        case ast.BinOp(left, operator, right) if type(operator) in CALCULATED and not _is_text(left, right):
            yield node, f"{whole(left)} {CALCULATED[type(operator)]} {whole(right)}"
        case ast.BoolOp(operator, values):
            yield node, f"({(' or ' if isinstance(operator, ast.And) else ' and ').join(map(whole, values))})"
        case ast.UnaryOp(ast.Not() | ast.USub(), operand) if not isinstance(operand, ast.Constant):
            yield node, part(operand)
        case ast.Constant(bool(value)):
            yield node, str(not value)
        case ast.Constant(int(value)):
            yield node, str(value + 1)
        case ast.Constant(float(value)):
            yield node, repr(value * 1.25 if value else 0.25)
        case ast.Call(ast.Name(name) | ast.Attribute(attr=name)) if name in CALLED:
            yield node.func, part(node.func).removesuffix(name) + CALLED[name]
        case ast.IfExp(_, body, other):
            yield node, whole(body)
            yield node, whole(other)
        case ast.If(test):
            yield test, "True"
            yield test, "False"
        case ast.AugAssign() | ast.Expr(ast.Call()) | ast.Continue() | ast.Break():
            yield node, "pass"


def _is_text(*nodes: ast.expr) -> bool:
    """Return whether words are put together, not numbers."""
    return any(
        isinstance(each, ast.JoinedStr) or (isinstance(each, ast.Constant) and isinstance(each.value, str))
        for each in nodes
    )
