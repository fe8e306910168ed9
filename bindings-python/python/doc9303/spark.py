"""Documents by the hundred million: `doc9303.batch` on Apache Spark.

Spark parts the rows, this package works on each part with `DataFrame.mapInArrow`; no engine of its own. It needs
`pip install doc9303[spark]` on the driver, and doc9303 and pyarrow on the executors.

>>> from doc9303 import spark                                              # doctest: +SKIP
>>> zones = session.read.parquet("zones").repartition(64)                  # doctest: +SKIP
>>> spark.parse_mrz(zones, "mrz").groupBy("error").count().show()          # doctest: +SKIP

Columns are those of `doc9303.batch` with its dictionaries written out as strings, as Spark has none. Rows keep their
part and order; a skewed frame is best repartitioned before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal

import pyarrow as pa
from pyspark.sql import types as sql

from . import _native, batch
from ._native import Policy, TrustStore

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

__all__ = ["MRZ_SCHEMA", "REPORT_SCHEMA", "inspect", "parse_mrz"]


def _plain(kind: pa.DataType) -> pa.DataType:
    """The type without dictionaries."""
    if pa.types.is_dictionary(kind):
        return kind.value_type
    if pa.types.is_list(kind):
        return pa.list_(kind.value_field.with_type(_plain(kind.value_type)))
    if pa.types.is_struct(kind):
        return pa.struct([kind.field(i).with_type(_plain(kind.field(i).type)) for i in range(kind.num_fields)])
    return kind


def _schema(schema: batch.Schema | pa.Schema) -> pa.Schema:
    return pa.schema([field.with_type(_plain(field.type)) for field in pa.schema(schema)])


_SCALARS: dict[pa.DataType, sql.DataType] = {
    pa.string(): sql.StringType(),
    pa.bool_(): sql.BooleanType(),
    pa.int16(): sql.ShortType(),
    pa.date32(): sql.DateType(),
}


def _spark_type(kind: pa.DataType) -> sql.DataType:
    if pa.types.is_list(kind):
        return sql.ArrayType(_spark_type(kind.value_type), kind.value_field.nullable)
    if pa.types.is_struct(kind):
        fields = [kind.field(i) for i in range(kind.num_fields)]
        return sql.StructType([sql.StructField(f.name, _spark_type(f.type), f.nullable) for f in fields])
    return _SCALARS[kind]


def _spark_schema(schema: pa.Schema) -> sql.StructType:
    return sql.StructType([sql.StructField(f.name, _spark_type(f.type), f.nullable) for f in schema])


#: The schema of `parse_mrz` behind the kept columns.
MRZ_SCHEMA: sql.StructType = _spark_schema(_schema(batch.MRZ_SCHEMA))

#: The schema of `inspect` behind the kept columns.
REPORT_SCHEMA: sql.StructType = _spark_schema(_schema(batch.REPORT_SCHEMA))


def parse_mrz(
    df: DataFrame,
    column: str,
    *,
    at: datetime | None = None,
    warnings: bool = False,
    columns: Sequence[str] | None = None,
    keep: Sequence[str] = (),
) -> DataFrame:
    """Reads a column of zones, as `doc9303.batch.parse_mrz` does.

    df: a frame with the zones as strings or binary.
    column: the column's name.
    at: a timezone-aware datetime by which dates get their century.
    warnings: whether to look for what is odd without being wrong.
    columns: names of columns of MRZ_SCHEMA: these alone are made, in this order; all by default.
    keep: names of columns that are carried over, in front.

    Returns a frame with the kept columns and those of MRZ_SCHEMA, one row for each row.

    Raises ValueError for a naive datetime, if there is no column of such a name, or if a kept column has the name of a
    column of the result.
    """
    _aware(at)
    nothing = pa.table(batch.parse_mrz(pa.nulls(0), columns=columns))
    plain = _schema(nothing.schema)

    def part(rows: pa.RecordBatch) -> pa.Table:
        return pa.table(batch.parse_mrz(rows.column(column), at=at, warnings=warnings, columns=columns, threads=1))

    return _map(df.select(*dict.fromkeys([*keep, column])), part, plain, _spark_schema(plain), keep)


def inspect(
    df: DataFrame,
    *,
    trust: TrustStore,
    at: datetime,
    policy: Policy | None = None,
    keep: Sequence[str] = (),
    records: Literal["own_terminal", "handed_over"] = "handed_over",
) -> DataFrame:
    """Judges a frame of documents, one row a document, as `doc9303.batch.inspect` does.

    df: column "mrz" holds printed zones, columns named after files ("EF.SOD", "dg1", ..) hold their bytes, or base64
        where they are strings, and columns "active_auth_json", "chip_auth_json", "pace_cam_json", "access_json" what a
        terminal recorded.
    trust: whom to trust; sent to each executor once.
    at: the time of inspection, a timezone-aware datetime.
    policy: the rules; Policy.icao() by default.
    keep: names of columns that are carried over, in front.
    records: whose terminal recorded them, as for `doc9303.inspect`.

    Returns a frame with the kept columns and those of REPORT_SCHEMA, one row for each row. Nothing in it is personal
    save what is kept.

    Raises TypeError or ValueError as `doc9303.batch.inspect` does for the columns, and ValueError for a naive datetime.
    """
    _aware(at)
    plain = _schema(batch.REPORT_SCHEMA)
    shared = df.sparkSession.sparkContext.broadcast((trust, policy))
    kept = list(dict.fromkeys(keep))

    def part(rows: pa.RecordBatch) -> pa.Table:
        store, rules = shared.value
        # What is kept is carried over here; it is named so that its name need not be that of a part.
        given = pa.table(rows)
        made = batch.inspect(given, trust=store, at=at, policy=rules, keep=kept, threads=1, records=records)
        return pa.table(made).drop_columns(kept)

    # Spark takes a dot in a name for a step into a struct, so files go by their names without "EF.".
    names = [name if (file := _native._file_name(name)) is None else file.removeprefix("EF.") for name in df.columns]
    renamed = df.toDF(*names)
    _clear(renamed, trust, at, kept)
    return _map(renamed, part, plain, REPORT_SCHEMA, keep)


def _clear(df: DataFrame, trust: TrustStore, at: datetime, keep: list[str]) -> None:
    """Columns that are not clear are told where they are given and not by an executor."""
    if set(keep) & set(REPORT_SCHEMA.names):
        return
    readable = (sql.StringType, sql.BinaryType, sql.NullType)
    kinds = [pa.binary() if isinstance(field.dataType, readable) else pa.bool_() for field in df.schema]
    schema = pa.schema(list(zip(df.columns, kinds, strict=True)))
    batch.inspect(schema.empty_table(), trust=trust, at=at, keep=keep)


def _aware(at: datetime | None) -> None:
    """Wrong times are told where they are given and not by an executor."""
    if at is not None and at.utcoffset() is None:
        raise ValueError("at: a timezone-aware datetime is needed, such as datetime.now(timezone.utc)")


def _map(
    df: DataFrame,
    part: Callable[[pa.RecordBatch], pa.Table],
    plain: pa.Schema,
    schema: sql.StructType,
    keep: Sequence[str],
) -> DataFrame:
    twice = set(keep) & set(schema.names)
    if twice:
        raise ValueError(f"keep: {sorted(twice)} are columns of the result; rename them first")
    kept = [df.schema[name] for name in keep]

    def work(parts: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for rows in parts:
            made: Any = part(rows).cast(plain)
            columns = [rows.column(name) for name in keep] + [column.combine_chunks() for column in made.columns]
            names = [*keep, *made.column_names]
            yield pa.RecordBatch.from_arrays(columns, names=names)

    return df.mapInArrow(work, sql.StructType([*kept, *schema.fields]))
