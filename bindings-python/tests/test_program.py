"""`python -m doc9303` is the command line of the project."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from support import TD3, VECTORS, judge

import doc9303


def run(*arguments: str | Path, given: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-P", "-m", "doc9303", *map(str, arguments)]
    return subprocess.run(command, input=given, capture_output=True, text=True, timeout=120)


def test_it_says_its_version_and_its_usage() -> None:
    said = run("--version")
    assert (said.returncode, said.stdout) == (0, f"doc9303 {doc9303.__version__}\n")
    assert "decides whether a travel document is genuine" in run("--help").stdout
    wrong = run("--no-such-option")
    assert wrong.returncode == 64 and "--no-such-option" in wrong.stderr


def test_the_exit_status_is_the_verdict_and_the_report_that_of_the_package() -> None:
    for name, status in (("passport", 0), ("forged", 1)):
        folder = VECTORS / name
        at = (folder / "at").read_text().strip()
        inputs: list[str | Path] = ["--mrz", folder / "mrz.txt", "--chip", folder / "chip", "--trust", folder / "trust", "--at", at]
        made = run("inspect", *inputs, "--records-of-own-terminal", "--json")
        assert made.returncode == status, made.stderr
        assert json.loads(made.stdout)["results"] == judge(folder).to_dict()["results"]


def test_it_reads_standard_input_and_tables(tmp_path: Path) -> None:
    zone = run("mrz", "--json", given=TD3 + "\n")
    assert zone.returncode == 0 and '"L898902C3"' in zone.stdout
    pq.write_table(pa.table({"mrz": [TD3, "?"]}), tmp_path / "zones.parquet")
    made = run("batch", "--in", tmp_path / "zones.parquet", "--out", tmp_path / "out.parquet", "--progress", "never")
    assert made.returncode == 0, made.stderr
    assert pq.read_table(tmp_path / "out.parquet")["error"].to_pylist() == [None, "mrz.charset"]
