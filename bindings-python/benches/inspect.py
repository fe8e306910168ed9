"""What `doc9303.batch.inspect` costs beside the library itself: the same document of one signer, many times, on one thread.

    cargo bench -p doc9303-benches --bench batch --no-run    # tells where the bench stands
    python benches/inspect.py BENCH [ROUNDS]

Each round runs the bench, which tells the library's own rate, and then the table. Printed is the median of the ratios.
"""

from __future__ import annotations

import re
import statistics
import subprocess
import sys
import time
from datetime import datetime, timezone
from pathlib import Path

import pyarrow as pa

import doc9303
from doc9303 import batch

PASSPORT = Path(__file__).resolve().parents[2] / "fixtures/vectors/passport"
FILES = ["EF.COM", "EF.SOD", "EF.DG1", "EF.DG2", "EF.DG11", "EF.DG12", "EF.DG14", "EF.DG15"]
ROWS = 20_000
ROW = re.compile(r"\| inspect, the signer remembered \| ([0-9.]+) \|")


def library(bench: str) -> float:
    """Nanoseconds a document in Rust."""
    told = subprocess.run([bench, "--bench"], capture_output=True, text=True, check=True).stdout
    found = ROW.search(told)
    if found is None:
        raise SystemExit("the bench does not tell what a document costs")
    return float(found.group(1))


def main() -> None:
    bench = sys.argv[1]
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    trust = doc9303.TrustStore()
    trust.load(PASSPORT / "trust")
    at = datetime(2026, 6, 1, tzinfo=timezone.utc)
    columns = {name: pa.array([(PASSPORT / "chip" / name).read_bytes()] * ROWS, pa.binary()) for name in FILES}
    table = pa.table({"mrz": [(PASSPORT / "mrz.txt").read_text()] * ROWS, **columns})
    ours, theirs = [], []
    for _ in range(rounds):
        theirs.append(library(bench))
        start = time.perf_counter()
        judged = pa.table(batch.inspect(table, trust=trust, at=at, threads=1))
        ours.append((time.perf_counter() - start) * 1e9 / ROWS)
        if judged.num_rows != ROWS:
            raise SystemExit("rows are missing")
    ratio = statistics.median(mine / core for mine, core in zip(ours, theirs, strict=True))
    print(f"library {statistics.median(theirs) / 1e3:.1f} us, batch.inspect {statistics.median(ours) / 1e3:.1f} us a document")
    print(f"ratio {ratio:.2f}, median of {rounds} rounds on one thread, {ROWS} documents")


if __name__ == "__main__":
    main()
