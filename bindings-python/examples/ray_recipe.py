"""Zones on Ray Data: each block is an Arrow table, and `doc9303.batch` works on it as it is.

    pip install 'ray[data]' doc9303
    python ray_recipe.py ZONES.parquet

Ray is a large install, so `make test-recipes` runs this and `make test` does not.
"""

from __future__ import annotations

import sys
from typing import Any

import pyarrow as pa
import ray

from doc9303 import batch


def parse(block: pa.Table) -> pa.Table:
    """One block. Ray spreads blocks over processors, so each is worked through on one thread."""
    return pa.table(batch.parse_mrz(block["mrz"], threads=1)).unify_dictionaries()


def errors(path: str) -> dict[str | None, int]:
    """How often each error occurs; None counts the zones that were read, and null rows."""
    zones = ray.data.read_parquet(path).select_columns(["mrz"]).map_batches(parse, batch_format="pyarrow")
    counted: dict[str | None, int] = {}
    for block in zones.select_columns(["error"]).iter_batches(batch_format="pyarrow"):
        rows: list[dict[str, Any]] = block["error"].value_counts().to_pylist()
        for row in rows:
            counted[row["values"]] = counted.get(row["values"], 0) + row["counts"]
    return counted


if __name__ == "__main__":
    ray.init(include_dashboard=False, log_to_driver=False)
    print(errors(sys.argv[1]))
