"""Whether an installed package works where nothing else is installed: one document, one table, one program."""

from __future__ import annotations

import subprocess
import sys
from datetime import datetime, timezone
from pathlib import Path

import doc9303
from doc9303 import batch

ROOT = Path(__file__).resolve().parents[2]
PASSPORT = ROOT / "fixtures" / "vectors" / "passport"

trust = doc9303.TrustStore()
trust.load(PASSPORT / "trust", any_signer=True)
at = datetime(2026, 6, 1, tzinfo=timezone.utc)
zone = (PASSPORT / "mrz.txt").read_text()
report = doc9303.inspect(trust, at=at, files=PASSPORT / "chip", mrz=zone, records="own_terminal")
assert report.verdict == "successful", report
(row,) = batch.parse_mrz([zone], at=at).to_pylist()
assert row["check_digits_ok"] and row["birth_day"] is not None
(judged,) = batch.inspect(batch.scan_folder(PASSPORT / "chip"), trust=trust, at=at).to_pylist()
assert judged["verdict"] == "undetermined" and not judged["not_given"], judged
command = [sys.executable, "-m", "doc9303", "explain", "sod.signature"]
said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
# The program breaks its lines.
assert doc9303.explain("sod.signature").meaning in " ".join(said.split()), said
print(report.verdict, len(trust.certificates()), "authorities")
