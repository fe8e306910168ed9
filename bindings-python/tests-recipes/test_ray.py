"""The recipe for Ray Data, on a Ray of this machine: rows of every kind, in more blocks than one."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import ray

HERE = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(HERE / "examples"), str(HERE / "tests")]

import ray_recipe  # noqa: E402
from support import TD1, TD3  # noqa: E402


@pytest.fixture(scope="module", autouse=True)
def cluster() -> Iterator[None]:
    # Workers import the recipe by its name.
    path = {"env_vars": {"PYTHONPATH": str(HERE / "examples")}}
    ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False, runtime_env=path)
    yield
    ray.shutdown()


def test_every_row_is_counted(tmp_path: Path) -> None:
    rows = [TD3, TD1, "P<UTO", None, TD3.replace("ANNA", "Anna")] * 20_000
    for part in range(4):
        pq.write_table(pa.table({"mrz": rows[part::4]}), tmp_path / f"{part}.parquet")
    counted = ray_recipe.errors(str(tmp_path))
    # Two kinds of zone that can be read, and null rows, which have no error.
    assert counted == {None: 60_000, "mrz.length": 20_000, "mrz.charset": 20_000}
