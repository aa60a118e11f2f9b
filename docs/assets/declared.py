"""Parameters declared with `number(...)`: the reference shows their default and their meaning."""

from __future__ import annotations

import ast
from typing import Any

from griffe import Attribute, Docstring, Extension, ObjectNode


class Declared(Extension):
    """Read default, meaning, unit and source off the declaration."""

    def on_attribute_instance(self, *, node: ast.AST | ObjectNode, attr: Attribute, **_: Any) -> None:
        """Replace a declaration by what it says."""
        call = node.value if isinstance(node, ast.AnnAssign) else None
        if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "number"):
            return
        default, plausible, meaning = call.args
        words = {each.arg: ast.unparse(each.value).strip("'\"") for each in call.keywords}
        unit, source = words.get("unit", "share"), words.get("source", "judgement")
        attr.value = ast.unparse(default)
        attr.docstring = Docstring(
            f"{ast.literal_eval(meaning)} Unit: {unit}; plausible range {ast.unparse(plausible)}; source: {source}.",
            parent=attr,
        )
