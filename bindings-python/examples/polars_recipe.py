"""Which States' zones are wrong, and where: Polars over a file that need not fit into memory.

    python polars_recipe.py ZONES.parquet
"""

from __future__ import annotations

import sys

import polars as pl

from doc9303 import batch


def faults(path: str) -> pl.DataFrame:
    """Rows by State and by what is wrong with them."""
    frame = pl.scan_parquet(path).select("mrz").collect(engine="streaming")
    zones = pl.DataFrame(batch.parse_mrz(frame["mrz"]))
    digits = ["document_number_ok", "birth_date_ok", "expiry_date_ok", "personal_number_ok", "composite_ok"]
    return (
        zones.group_by("issuing_state")
        .agg(
            pl.len().alias("zones"),
            pl.col("error").is_not_null().sum().alias("unreadable"),
            *(pl.col(digit).not_().sum().alias(digit.removesuffix("_ok")) for digit in digits),
        )
        .sort("zones", "issuing_state", descending=[True, False])
    )


if __name__ == "__main__":
    print(faults(sys.argv[1]))
