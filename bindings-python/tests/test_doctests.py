"""Every example in a docstring works as it stands there: in the modules of the package and in the native one."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
from collections.abc import Iterator
from typing import Any

import pytest

import doc9303
from doc9303 import _native, batch

MODULES = ["doc9303", *(f"doc9303.{module.name}" for module in pkgutil.iter_modules(doc9303.__path__))]


def documented(name: str, value: Any) -> Iterator[tuple[str, str]]:
    """The docstrings of an object and of what it holds; those of native objects doctest does not find by itself."""
    if isinstance(text := getattr(value, "__doc__", None), str):
        yield name, text
    if isinstance(value, type):
        for inner, member in vars(value).items():
            if isinstance(text := getattr(member, "__doc__", None), str):
                yield f"{name}.{inner}", text


def run(name: str, text: str) -> int:
    """Runs the examples of a docstring, with all names of the package; how many there are."""
    names = {**vars(doc9303), "doc9303": doc9303}
    test = doctest.DocTestParser().get_doctest(text, names, name, None, None)
    failed, attempted = doctest.DocTestRunner(verbose=False).run(test)
    assert failed == 0, name
    return attempted


@pytest.mark.parametrize("name", [name for name in MODULES if name != "doc9303._native"])
def test_examples_of_a_module(name: str) -> None:
    failed, _ = doctest.testmod(importlib.import_module(name))
    assert failed == 0


def test_examples_of_the_native_module() -> None:
    docs = [doc for name, value in vars(_native).items() for doc in documented(name, value)]
    assert sum(run(name, text) for name, text in docs) >= 5


def test_everything_public_is_documented() -> None:
    for module in (doc9303, batch, importlib.import_module("doc9303.spark")):
        for name in module.__all__:
            value = getattr(module, name)
            if callable(value):
                assert value.__doc__, f"{module.__name__}.{name}"
    values = [getattr(doc9303, name) for name in doc9303.__all__]
    raised = [value for value in values if isinstance(value, type) and issubclass(value, Exception)]
    assert raised == [doc9303.Doc9303Error]
