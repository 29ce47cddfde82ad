"""Every kind of action that the code can do, read from the code itself: what ``log.act`` is given as ``kind``."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
KIND = re.compile(r"[a-z]+(_[a-z]+)+|undo")


def action_kinds() -> set[str]:
    """Return the kinds; a part that is computed is a star, as in ``review_*``."""
    paths = [path for app in ("newsroom", "annotations") for path in (ROOT / app).rglob("*.py")]
    return {kind for path in paths for kind in _kinds(ast.parse(path.read_text()))}


def _kinds(tree: ast.Module) -> Iterator[str]:
    """Yield what ``log.act`` gets in a module, and what is handed to a function there that passes its ``kind`` on."""
    passing = {function.name: _position(function) for function in ast.walk(tree) if _passes_on(function)}
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        given = {keyword.arg: keyword.value for keyword in call.keywords}
        if name == "act" and "kind" in given:
            yield from _text(given["kind"])
        elif name in passing:
            position = passing[name]
            value = given.get("kind") or (call.args[position] if position < len(call.args) else None)
            yield from _text(value)


def _passes_on(node: ast.AST) -> bool:
    if not isinstance(node, ast.FunctionDef) or "kind" not in _names(node):
        return False
    calls = [call for call in ast.walk(node) if isinstance(call, ast.Call)]
    return any(isinstance(call.func, ast.Attribute) and call.func.attr == "act" for call in calls)


def _position(function: ast.AST) -> int:
    return _names(function).index("kind")


def _names(function: ast.AST) -> list[str]:
    arguments = function.args  # type: ignore[attr-defined]
    return [argument.arg for argument in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)]


def _text(value: ast.AST | None) -> Iterator[str]:
    if isinstance(value, ast.Constant) and isinstance(value.value, str):
        yield value.value
    elif isinstance(value, ast.JoinedStr):
        yield "".join(part.value if isinstance(part, ast.Constant) else "*" for part in value.values)  # type: ignore[misc]
    elif isinstance(value, ast.IfExp):
        yield from _text(value.body)
        yield from _text(value.orelse)
