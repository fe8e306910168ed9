"""Writes the docstrings of the native module into its stubs, where editors look for them.

    python tools/stub_docs.py [--check]

Rust has the docstrings; the stubs have the types. With --check nothing is written, and the exit status is 1 if they differ.
"""

from __future__ import annotations

import ast
import sys
from pathlib import Path
from typing import Any

from doc9303 import _native

STUBS = Path(__file__).resolve().parents[1] / "python" / "doc9303" / "_native.pyi"

Defined = ast.ClassDef | ast.FunctionDef


def documented(value: Any) -> str | None:
    """The docstring that Rust gave it, if any."""
    text = getattr(value, "__doc__", None)
    return text if isinstance(text, str) and text else None


def find(path: list[str]) -> Any:
    """The object of the native module; members as they stand in their class."""
    value: Any = _native
    for name in path:
        value = vars(value)[name]
    return value.__func__ if isinstance(value, staticmethod) else value


def docstring(text: str, indent: str) -> list[str]:
    """The lines of a docstring literal."""
    escaped = text.replace("\\", "\\\\").replace('"""', '\\"\\"\\"')
    lines = escaped.split("\n")
    if len(lines) == 1 and not escaped.endswith('"'):
        return [f'{indent}"""{escaped}"""']
    return [f'{indent}"""{lines[0]}', *(f"{indent}{line}" if line else "" for line in lines[1:]), f'{indent}"""']


def filled(source: str) -> str:
    """The stubs with the docstrings of the native module, and no others."""
    lines = source.split("\n")
    edits: list[tuple[int, int, list[str]]] = []

    def visit(node: Defined, path: list[str]) -> None:
        text = documented(find(path)) if not path[-1].startswith("_") else None
        indent = " " * (node.col_offset + 4)
        body = node.body
        first = body[0]
        has = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str)
        written = docstring(text, indent) if text else []
        if isinstance(node, ast.FunctionDef):
            last = body[-1]
            start, end = first.lineno, last.end_lineno or last.lineno
            head = lines[start - 1]
            on_line = head[: first.col_offset].rstrip()
            if written:
                # A definition on one line goes on with its docstring below.
                keep = [on_line] if on_line else []
                edits.append((start, end, [*keep, *written]))
            elif has:
                edits.append((start, end, [f"{indent}..."]))
            return
        if has:
            edits.append((first.lineno, first.end_lineno or first.lineno, written))
        elif written:
            edits.append((node.body[0].lineno - decorators(node.body[0]), 0, written))
        for inner in body:
            if isinstance(inner, ast.FunctionDef):
                visit(inner, [*path, inner.name])

    for node in ast.parse(source).body:
        # What is named with an underscore is not for users: protocols of the stubs, and what pickles call.
        if isinstance(node, Defined) and not node.name.startswith("_"):
            visit(node, [node.name])
    for start, end, text in sorted(edits, reverse=True):
        # Without an end, the text goes in front of the line.
        lines[start - 1 : end if end else start - 1] = text
    return "\n".join(lines)


def decorators(node: ast.stmt) -> int:
    """How many lines in front of a definition belong to it."""
    found = getattr(node, "decorator_list", [])
    return node.lineno - found[0].lineno if found else 0


def main() -> int:
    """Writes the stubs, or compares them."""
    source = STUBS.read_text()
    made = filled(source)
    if "--check" in sys.argv[1:]:
        if made != source:
            print(f"{STUBS} has other docstrings than the native module: run {Path(__file__).name}")
        return int(made != source)
    STUBS.write_text(made)
    return 0


if __name__ == "__main__":
    sys.exit(main())
