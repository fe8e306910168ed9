"""Documents for the tests, by name."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
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


@pytest.fixture(scope="session")
def session() -> Iterator[Any]:
    """A Spark with two workers, on this machine alone."""
    os.environ["PYSPARK_PYTHON"] = sys.executable
    os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
    from pyspark.sql import SparkSession

    settings = {
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.sql.shuffle.partitions": "4",
        "spark.driver.memory": "2g",
        "spark.sql.execution.arrow.maxRecordsPerBatch": "20000",
    }
    builder: Any = SparkSession.builder
    session = builder.master("local[2]").appName("doc9303").config(map=settings).getOrCreate()
    yield session
    session.stop()
