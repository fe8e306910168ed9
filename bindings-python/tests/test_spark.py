"""Apache Spark as users have it, with two workers."""

from __future__ import annotations

import base64
from datetime import datetime
from typing import Any

import pyarrow as pa
import pytest
from pyspark.sql import SparkSession
from pyspark.sql import functions as F
from support import AT, TD1, TD3, Case, cases
from test_batch_inspect import in_table

import doc9303
from doc9303 import TrustStore, batch, spark

ROWS = [TD3, TD1, "garbage", "", None, TD3.replace("740812", "7408<<"), TD3.replace("L898902C36", "L898902C37")]


@pytest.mark.parametrize("rows", [1_000_000])
def test_a_million_zones(session: SparkSession, rows: int) -> None:
    reference = pa.table(batch.parse_mrz(pa.array(ROWS), at=AT, warnings=True))
    zones = session.createDataFrame(list(enumerate(ROWS)), "kind int, mrz string")
    numbers = session.range(rows, numPartitions=6).withColumn("kind", (F.col("id") % len(ROWS)).cast("int"))
    # Most rows lie in one part, and one is empty: what users have.
    frame = numbers.join(F.broadcast(zones), "kind").repartition(4, F.when(F.col("id") % 10 > 0, 0).otherwise(F.col("id")))
    parsed = spark.parse_mrz(frame, "mrz", at=AT, warnings=True, keep=["id", "kind"])
    assert parsed.schema.names == ["id", "kind", *batch.MRZ_SCHEMA.names]
    parsed.cache()
    assert parsed.count() == rows
    assert parsed.select("id").distinct().count() == rows

    columns = ["format", "document_number", "birth_day", "check_digits_ok", "warnings", "error", "error_column"]
    found = {row.asDict()["kind"]: row for row in parsed.groupBy("kind", *columns).count().collect()}
    assert len(found) == len(ROWS)
    for kind, expected in enumerate(reference.to_pylist()):
        assert {name: found[kind][name] for name in columns} == {name: expected[name] for name in columns}
        assert found[kind]["count"] == len(range(kind, rows, len(ROWS)))
    parsed.unpersist()


def documents() -> tuple[list[Case], TrustStore, datetime]:
    """The cases that share the first one's trust and time."""
    first, *others = list(filter(in_table, cases()))
    store = first.trust()
    same = [c for c in others if c.content["at"] == first.content["at"] and c.content["policy"] == "icao"]
    return [first, *[c for c in same if c.content["inputs"]["files"]][:39]], store, first.at()


def test_twenty_thousand_chips(session: SparkSession) -> None:
    chosen, store, at = documents()
    names = sorted({name for case in chosen for name in case.content["inputs"]["files"]})
    rows = []
    for kind, case in enumerate(chosen):
        files = case.content["inputs"]["files"]
        contents = [base64.b64decode(files[name]) if name in files else None for name in names]
        rows.append((kind, case.content["inputs"]["mrz"], *contents))
    fields = ", ".join(f"`{name}` binary" for name in names)
    chips = session.createDataFrame(rows, f"kind int, mrz string, {fields}")
    frame = session.range(20_000, numPartitions=8).withColumn("kind", (F.col("id") % len(chosen)).cast("int"))
    frame = frame.join(F.broadcast(chips), "kind")

    judged = spark.inspect(frame, trust=store, at=at, keep=["kind"])
    assert judged.schema.names == ["kind", *batch.REPORT_SCHEMA.names]
    found = judged.groupBy("kind", "verdict", "reasons", "document_signer_sha256").count().collect()
    assert len(found) == len(chosen) and sum(row["count"] for row in found) == 20_000
    verdicts = set()
    for row in found:
        report = doc9303.inspect(store, at=at, mrz=chosen[row.kind].content["inputs"]["mrz"], files=chosen[row.kind].chip())
        told = [r.reason.code for r in report.results if r.outcome not in ("successful", "not_supported") and r.reason]
        assert (row["verdict"], row["reasons"]) == (report.verdict, list(dict.fromkeys(told)))
        verdicts.add(report.verdict)
    assert len(verdicts) > 1


def test_chosen_columns(session: SparkSession) -> None:
    frame = session.createDataFrame(list(enumerate(ROWS)), "kind int, mrz string").coalesce(1)
    columns = ["error", "check_digits_ok"]
    chosen = spark.parse_mrz(frame, "mrz", columns=columns, keep=["kind"])
    assert chosen.schema.names == ["kind", *columns]
    expected = pa.table(batch.parse_mrz(pa.array(ROWS), columns=columns)).to_pylist()
    assert [row.asDict() for row in chosen.select(*columns).collect()] == expected


def test_wrong_arguments_are_told_by_the_driver(session: SparkSession) -> None:
    frame = session.createDataFrame([(TD3, "x")], "mrz string, error string")
    naive: Any = datetime(2026, 1, 1)
    with pytest.raises(ValueError, match="at: a timezone-aware"):
        spark.parse_mrz(frame, "mrz", at=naive)
    with pytest.raises(ValueError, match="at: a timezone-aware"):
        spark.inspect(frame, trust=TrustStore(), at=naive)
    with pytest.raises(ValueError, match="columns: "):
        spark.parse_mrz(frame, "mrz", columns=["passport_number"])
    with pytest.raises(ValueError, match=r"keep: \['error'\] are columns of the result"):
        spark.parse_mrz(frame, "mrz", keep=["error"])
    unclear = session.createDataFrame([(TD3, TD3)], "mrz string, mrz_back string")
    with pytest.raises(ValueError, match='table: column "mrz_back" looks like a part of a document'):
        spark.inspect(unclear, trust=TrustStore(), at=AT)
    assert spark.inspect(unclear, trust=TrustStore(), at=AT, keep=["mrz_back"]).count() == 1
    with pytest.raises(Exception, match="none"):
        spark.parse_mrz(frame, "none")
