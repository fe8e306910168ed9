"""Tables as the frames of other libraries, with the type that each of them has for a column. None of them is needed otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl


def pandas(table: Any) -> pd.DataFrame:
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
    frame: pd.DataFrame = pa.table(table).to_pandas(types_mapper=types.get, date_as_object=False)
    return frame


def polars(table: Any) -> pl.DataFrame:
    """Words as categories, days and times as such."""
    import polars as pl

    return pl.DataFrame(table)
