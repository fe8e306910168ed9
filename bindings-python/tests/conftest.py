"""Documents for the tests, by name."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from support import VECTORS, Case


@pytest.fixture(scope="session")
def case() -> Any:
    """Looks a case up by its identifier."""
    return lambda identifier: Case.read(VECTORS / "cases" / f"{identifier}.json")


@pytest.fixture(scope="session")
def passport() -> Path:
    """A good document, unpacked: `chip`, `trust`, `mrz.txt`, `at`."""
    return VECTORS / "passport"


@pytest.fixture(scope="session")
def forged() -> Path:
    """A forgery, unpacked in the same way."""
    return VECTORS / "forged"
