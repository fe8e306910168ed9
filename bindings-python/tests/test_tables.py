"""Tables as people hold them: what goes in, what comes out, and trees of folders."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date, datetime, timezone
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from support import AT, TD1, TD3, VECTORS

import doc9303
from doc9303 import batch

ZONES = [TD3, TD1, "not a zone", None]
MISREAD = TD3.replace("740812", "74O872")


def holders() -> Iterator[tuple[str, Any, str | None]]:
    """The same zones as people hold them, with the column that has them."""
    table = pa.table({"id": [1, 2, 3, 4], "zone": ZONES})
    yield "list", ZONES, None
    yield "tuple", tuple(ZONES), None
    yield "array", pa.array(ZONES), None
    yield "chunked array", pa.chunked_array([ZONES[:1], ZONES[1:]]), None
    yield "table", table, "zone"
    yield "batch", table.to_batches()[0], "zone"
    yield "reader", table.to_reader(max_chunksize=3), "zone"
    yield "iterator of batches", iter(table.to_batches(max_chunksize=1)), "zone"
    yield "generator of arrays", (pa.array([zone], pa.string()) for zone in ZONES), None
    yield "pandas", table.to_pandas(), "zone"
    yield "pandas series", table.to_pandas()["zone"], None
    yield "polars", pl.DataFrame(table), "zone"
    yield "polars series", pl.DataFrame(table)["zone"], None
    yield "duckdb", duckdb.from_arrow(table), "zone"
    yield "own stream", batch.parse_mrz_stream(ZONES), "error_detail"


HELD = [name for name, _, _ in holders()]


@pytest.mark.parametrize("name", HELD)
def test_zones_in_every_holder(name: str) -> None:
    ((given, column),) = [(given, column) for known, given, column in holders() if known == name]
    made = batch.parse_mrz(given, column=column)
    if name == "own stream":
        assert len(made) == 4
        return
    assert made == batch.parse_mrz(ZONES)
    assert [row["error"] for row in made.to_pylist()] == [None, None, "mrz.charset", None]


@pytest.mark.parametrize("name", [name for name in HELD if name != "own stream"])
def test_texts_in_every_holder(name: str) -> None:
    for work in (batch.repair, batch.find, batch.transliterate):
        ((given, column),) = [(given, column) for known, given, column in holders() if known == name]
        assert work(given, column=column) == work(ZONES)


def test_batches_are_read_one_after_the_other() -> None:
    read = []

    def batches() -> Iterator[pa.RecordBatch]:
        for number in range(100):
            read.append(number)
            yield pa.record_batch({"mrz": [TD3, TD1]})

    stream = batch.parse_mrz_stream(batches())
    assert len(next(stream)) == 2 and len(read) <= 2
    assert sum(len(table) for table in stream) == 198


def test_what_an_iterator_raises_stays_what_it_is() -> None:
    def broken() -> Iterator[pa.RecordBatch]:
        yield pa.record_batch({"mrz": [TD3]})
        raise KeyError("mine")

    with pytest.raises(KeyError, match="mine"):
        batch.parse_mrz(broken())
    with pytest.raises(ValueError, match="other columns"):
        batch.parse_mrz(iter([pa.record_batch({"mrz": [TD3]}), pa.record_batch({"id": [1]})]))
    with pytest.raises(ValueError, match="without a batch"):
        batch.parse_mrz(iter([]))
    with pytest.raises(TypeError, match="array"):
        batch.parse_mrz(iter([1]))  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="array: a list of str"):
        batch.parse_mrz([1, 2])  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="column"):
        batch.repair(pa.table({"a": ["x"], "b": ["y"]}))


def test_repairs_are_suggested_by_row() -> None:
    rows = batch.repair([TD3, MISREAD, "hopeless", None]).to_pylist()
    assert [row["kind"] for row in rows] == ["intact", "unique", "hopeless", None]
    assert rows[1]["suggestion"] == TD3 and rows[1]["proven"] is True and "birth_date" in rows[1]["proven_by"]
    assert {"line": 1, "column": 15, "from": "O", "to": "0", "proven": True} in rows[1]["changes"]
    assert len(rows[1]["changes"]) == len(doc9303.repair(MISREAD).candidates[0].changes)
    for text, row in zip([TD3, MISREAD], rows, strict=False):
        told = doc9303.repair(text)
        assert (row["kind"], row["candidates"]) == (told.kind, len(told.candidates) + told.untold)


def test_finds_are_those_of_one_text() -> None:
    page = f"Öde Seite\n{TD3}\nund\n{TD1}\n"
    (row, none, null) = batch.find([page, "nothing here", None]).to_pylist()
    found = doc9303.find(page)
    assert row["found"] == len(found) == 2 and none == {"found": 0, "zones": []} and null == {"found": None, "zones": None}
    for own, other in zip(row["zones"], found, strict=True):
        assert (own["start"], own["end"], own["line"], own["sure"]) == (other.start, other.end, other.line, other.sure)
        assert own["mrz"] == str(other.mrz) and own["error"] is None


def test_names_are_written_and_compared() -> None:
    rows = batch.transliterate(["Хрущёв", "Müller", "☺", None], language="ukrainian").to_pylist()
    assert rows[0]["zone_name"] == doc9303.transliterate("Хрущёв", language="ukrainian")
    assert rows[2] == {"zone_name": None, "error_position": 0} and rows[3] == {"zone_name": None, "error_position": None}
    table = pa.table({"mrz": [TD3, TD3, "?", None], "family": ["Eriksson", "Smith", "x", "y"], "given": ["Anna Maria"] * 4})
    made = batch.compare_names(table, primary="family", secondary="given").to_pylist()
    assert [row["match"] for row in made] == ["equal", "different", None, None]
    assert [row["error"] for row in made] == [None, None, "mrz.charset", None]
    with pytest.raises(ValueError, match='primary: there is no column "surname"'):
        batch.compare_names(table, primary="surname", secondary="given")


def test_pandas_has_the_right_types() -> None:
    frame = batch.parse_mrz(ZONES, at=AT).to_pandas()
    assert isinstance(frame["format"].dtype, pd.CategoricalDtype) and list(frame["format"].cat.categories) == ["TD1", "TD3"]
    assert list(frame["error"].cat.categories) == ["mrz.charset"]
    assert frame["birth_day"].dtype.kind == "M" and frame["birth_day"][0] == pd.Timestamp("1974-08-12")
    assert frame["check_digits_ok"].dtype == pd.BooleanDtype() and frame["error_line"].dtype == pd.Int16Dtype()
    assert frame["document_number"].dtype == pd.StringDtype()
    store = doc9303.TrustStore()
    store.add_anchor(VECTORS / "passport" / "trust" / "certificate-0.cer")
    certificates = store.certificates().to_pandas()
    assert str(certificates["not_after"].dtype) == "datetime64[s, UTC]" and certificates["key_bits"].dtype == pd.Int32Dtype()


def test_polars_has_the_right_types() -> None:
    frame = batch.parse_mrz(ZONES, at=AT).to_polars()
    assert frame["birth_day"][0] == date(1974, 8, 12) and frame["check_digits_ok"].dtype == pl.Boolean
    assert frame["error"].cast(pl.String).to_list() == [None, None, "mrz.charset", None]
    counted = frame.group_by("format").len().height
    assert counted == 3


def test_dictionaries_hold_what_occurs() -> None:
    at = datetime(2011, 1, 1, tzinfo=timezone.utc)
    made = pa.table(batch.inspect(pa.table({"mrz": [TD3, TD1] * 200}), trust=doc9303.TrustStore(), at=at))
    for name in ("verdict", "optical"):
        column = made[name].combine_chunks()
        words = column.dictionary if isinstance(column, pa.DictionaryArray) else column.chunk(0).dictionary
        assert set(words.to_pylist()) == set(made[name].to_pylist())
    sink = pa.BufferOutputStream()
    with pa.ipc.new_file(sink, made.schema) as file:
        file.write_table(made)
    assert pa.ipc.open_file(sink.getvalue()).read_all() == made


def test_reasons_have_no_repeats() -> None:
    passport = VECTORS / "forged"
    files = {path.name: [path.read_bytes()] for path in (passport / "chip").iterdir() if path.suffix != ".json"}
    at = datetime.fromisoformat((passport / "at").read_text().strip())
    (row,) = batch.inspect(pa.table(files), trust=doc9303.TrustStore(), at=at).to_pylist()
    assert row["reasons"] and len(row["reasons"]) == len(set(row["reasons"]))
    told = [each["reason"] for each in row["results"] if each["outcome"] not in ("successful", "not_supported")]
    assert row["reasons"] == list(dict.fromkeys(told))


def test_zones_of_a_table_of_documents_have_any_name() -> None:
    at = datetime(2011, 1, 1, tzinfo=timezone.utc)
    table = pa.table({"id": [1, 2], "zone": [TD3, TD1]})
    judge: Any = lambda given, **asked: batch.inspect(given, trust=doc9303.TrustStore(), at=at, **asked)
    expected = judge(table.rename_columns(["id", "mrz"]), keep=["id"])
    assert judge(table, column="zone", keep=["id"]) == expected
    kept = judge(table, column="zone", keep=["zone"]).to_pylist()
    assert [row["zone"] for row in kept] == [TD3, TD1] and [row["verdict"] for row in kept] == ["successful"] * 2
    with pytest.raises(ValueError, match='column: there is no column "mrz"'):
        judge(table, column="mrz")


def test_a_tree_of_dumps_is_a_table(tmp_path: Path) -> None:
    for place in ("a/one", "a/two", "b"):
        shutil.copytree(VECTORS / "passport" / "chip", tmp_path / place)
    shutil.copy(VECTORS / "passport" / "mrz.txt", tmp_path / "b" / "MRZ.txt")
    (tmp_path / "b" / "letter.txt").write_text("dear sir")
    (tmp_path / "empty").mkdir()
    shutil.copytree(VECTORS / "forged", tmp_path / "c", ignore=shutil.ignore_patterns("trust"))
    told: list[int] = []
    table = batch.scan_folder(tmp_path, progress=told.append).read_all()
    rows = {row["path"]: row for row in table.to_pylist()}
    assert sorted(rows) == ["a/one", "a/two", "b", "c"] and sum(told) == 4
    assert rows["b"]["mrz"] and rows["c"]["mrz"] and rows["a/one"]["mrz"] is None
    assert [each["name"] for each in rows["b"]["rejected"]] == ["letter.txt"]
    trust = doc9303.TrustStore()
    trust.load(VECTORS / "passport" / "trust", any_signer=True)
    at = datetime.fromisoformat((VECTORS / "passport" / "at").read_text().strip())
    made = batch.inspect_stream(batch.scan_folder(str(tmp_path)), trust=trust, at=at, keep=["path", "rejected"], records="own_terminal")
    verdicts = {row["path"]: row for row in made.read_all().to_pylist()}
    for path, row in verdicts.items():
        folder = tmp_path / path / "chip" if path == "c" else tmp_path / path
        report = doc9303.inspect(trust, at=at, files=folder, mrz=rows[path]["mrz"], records="own_terminal")
        assert row["verdict"] == report.verdict, path
        assert row["not_given"] == []
    with pytest.raises(OSError):
        batch.scan_folder(tmp_path / "nowhere")


def test_the_documentation_has_every_column() -> None:
    text = str(batch.__doc__)
    for schema in (batch.MRZ_SCHEMA, batch.REPORT_SCHEMA):
        for name in schema.names:
            told = f"`{name}`" in text or name in MIDDLE
            assert told, name
    store = doc9303.TrustStore()
    for table in (store.certificates(), store.crls(), store.lists(), doc9303.diff(store, store)):
        for name in table.column_names:
            assert f"`{name}`" in str(doc9303.tables.__doc__), name


#: Columns between two that are named with "..".
MIDDLE = set(batch.MRZ_SCHEMA.names[1:14]) | {name for name in batch.MRZ_SCHEMA.names if name.endswith("_ok")}
