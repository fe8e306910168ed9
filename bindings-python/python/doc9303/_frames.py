"""Tables as the frames of other libraries, with the type that each of them has for a column. None of them is needed otherwise."""

from __future__ import annotations

from typing import Any


def pandas(table: Any) -> Any:
    """Words as categories of what occurs, days and times as datetime64, truths and numbers that may be missing as such."""
    import pandas as pd
    import pyarrow as pa

    types = {
        pa.bool_(): pd.BooleanDtype(),
        pa.int16(): pd.Int16Dtype(),
        pa.int32(): pd.Int32Dtype(),
        pa.int64(): pd.Int64Dtype(),
        pa.string(): pd.StringDtype(),
        pa.large_string(): pd.StringDtype(),
    }
    return pa.table(table).to_pandas(types_mapper=types.get, date_as_object=False)


def polars(table: Any) -> Any:
    """Words as categories, days and times as such."""
    import polars as pl

    return pl.DataFrame(table)
