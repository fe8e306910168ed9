"""What the README and the examples show works as it stands there."""

from __future__ import annotations

import importlib.util
import os
import re
from pathlib import Path
from types import ModuleType

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from support import TD1, TD3

import doc9303
from doc9303 import Chip

HERE = Path(__file__).resolve().parents[1]


def recipe(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, HERE / "examples" / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_readme_runs(
    passport: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], session: object
) -> None:
    (tmp_path / "dumps").symlink_to(passport)
    for name in ("chip", "trust", "mrz.txt"):
        (tmp_path / name).symlink_to(passport / name)
    (tmp_path / "passport.jpg").symlink_to(HERE.parent / "fixtures" / "mrz_image" / "pages" / "0001-clean.jpg")
    monkeypatch.chdir(tmp_path)
    blocks = re.findall(r"```python\n(.*?)```", (HERE / "README.md").read_text(), re.DOTALL)
    assert len(blocks) == 9
    names: dict[str, object] = {}
    for block in blocks:
        # The README opens a file without closing it, as people do in a line.
        with pytest.warns(ResourceWarning) if "open(" in block else open(os.devnull):
            exec(compile(block, "README.md", "exec"), names)
    told = capfd.readouterr().out
    report = names["report"]
    assert isinstance(report, doc9303.Report) and told.startswith(f"{report.verdict} [")
    assert "mrz.length" in told or "mrz.charset" in told
    assert "D23145890" in told


def test_polars(tmp_path: Path) -> None:
    wrong = TD3.replace("L898902C36", "L898902C37")
    pq.write_table(pa.table({"mrz": [TD3, TD1, wrong, "?", None]}), tmp_path / "zones.parquet")
    found = recipe("polars_recipe").faults(str(tmp_path / "zones.parquet"))
    utopia, none = found.to_dicts()
    assert (utopia["issuing_state"], utopia["zones"], utopia["unreadable"]) == ("UTO", 3, 0)
    assert (utopia["document_number"], utopia["composite"], utopia["birth_date"]) == (1, 1, 0)
    assert (none["issuing_state"], none["zones"], none["unreadable"]) == (None, 2, 1)


def test_duckdb(passport: Path, forged: Path, tmp_path: Path) -> None:
    chips = [Chip.from_folder(folder / "chip") for folder in (passport, forged, forged)]
    names = sorted({name for chip in chips for name in chip.names})
    table = pa.table({name: pa.array([chip.file(name) for chip in chips], pa.binary()) for name in names})
    pq.write_table(table, tmp_path / "documents.parquet")
    store = doc9303.TrustStore()
    for folder in (passport, forged):
        store.load(folder / "trust", any_signer=True)
    at = doc9303.inspect(store, at=_at(passport)).at
    rows = recipe("duckdb_recipe").reasons(str(tmp_path / "documents.parquet"), store, at)
    single = doc9303.inspect(store, at=at, files=chips[1])
    failed = {(row.check, row.reason.code) for row in single.results if row.outcome == "failed" and row.reason}
    assert failed and failed <= {(check, reason) for check, outcome, reason, times in rows if times == 2}


def _at(folder: Path):  # type: ignore[no-untyped-def]
    from datetime import datetime

    return datetime.fromisoformat((folder / "at").read_text().strip())
