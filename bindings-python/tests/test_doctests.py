"""Every example in a docstring works as it stands there: in the modules of the package and in the native one."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import doc9303
from doc9303 import _native, batch

#: Examples name files from here.
ROOT = Path(__file__).resolve().parents[2]

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


@pytest.fixture(autouse=True)
def root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


@pytest.mark.parametrize("name", [name for name in MODULES if name != "doc9303._native"])
def test_examples_of_a_module(name: str) -> None:
    failed, _ = doctest.testmod(importlib.import_module(name))
    assert failed == 0


NATIVE = {name: value for name, value in vars(_native).items() if not name.startswith("_")}


@pytest.mark.parametrize("name", NATIVE)
def test_every_name_of_the_native_module_has_an_example_that_works(name: str) -> None:
    value = NATIVE[name]
    assert sum(run(each, text) for each, text in documented(name, value)) >= 1, f"{name} has no example"


def test_every_member_is_documented() -> None:
    for name, value in NATIVE.items():
        for inner, member in vars(value).items() if isinstance(value, type) else ():
            if not inner.startswith("_"):
                assert getattr(member, "__doc__", None), f"{name}.{inner}"


def test_everything_public_is_documented() -> None:
    for module in (doc9303, batch, importlib.import_module("doc9303.spark")):
        for name in module.__all__:
            value = getattr(module, name)
            if callable(value):
                assert value.__doc__, f"{module.__name__}.{name}"
    values = [getattr(doc9303, name) for name in doc9303.__all__]
    raised = [value for value in values if isinstance(value, type) and issubclass(value, Exception)]
    assert raised == [doc9303.Doc9303Error]
