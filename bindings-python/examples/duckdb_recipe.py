"""Outcomes by reason over a folder of documents: DuckDB reads, doc9303 judges, DuckDB counts.

    python duckdb_recipe.py DOCUMENTS.parquet TRUST 2026-06-01T00:00:00Z

The file has a column for each file of the chip ("EF.SOD", "EF.DG1", ..) and may have one named "mrz".
"""

from __future__ import annotations

import sys
from datetime import datetime

import duckdb

import doc9303
from doc9303 import batch


def reasons(path: str, trust: doc9303.TrustStore, at: datetime) -> list[tuple[str, str, str, int]]:
    """Check, outcome, reason and how often, most frequent first."""
    # A connection for each end: one reads while the other counts, and no more than a batch is in memory.
    reading, connection = duckdb.connect(), duckdb.connect()
    documents = reading.read_parquet(path).to_arrow_reader(1_000)
    connection.register("judged", batch.inspect_stream(documents, trust=trust, at=at))
    query = """
        select r.check::varchar, r.outcome::varchar, r.reason::varchar, count(*) as times
        from (select unnest(results) as r from judged)
        where r.outcome not in ('successful', 'not_supported')
        group by all order by times desc, 1, 3
    """
    rows: list[tuple[str, str, str, int]] = connection.execute(query).fetchall()
    return rows


if __name__ == "__main__":
    store = doc9303.TrustStore()
    store.load(sys.argv[2], any_signer=True)
    for check, outcome, reason, times in reasons(sys.argv[1], store, datetime.fromisoformat(sys.argv[3])):
        print(f"{times:8} {check:24} {outcome:13} {doc9303.explain(reason)}")
