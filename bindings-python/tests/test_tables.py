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
from doc9303 import _files, batch

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
    assert rows[3] == dict.fromkeys(rows[3])
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
    names = pa.table({"mrz": [TD3, "?"] * 300, "family": ["Eriksson"] * 600, "given": ["Anna Maria"] * 300 + ["Anne"] * 300})
    compared = pa.table(batch.compare_names(names, primary="family", secondary="given"))
    assert compared["match"].to_pylist() == ["equal", None] * 150 + ["different", None] * 150
    # The slices of a file have one dictionary.
    for table in (made, compared, pa.table(batch.repair([TD3] * 300 + ["hopeless"] * 300))):
        sink = pa.BufferOutputStream()
        with pa.ipc.new_file(sink, table.schema) as file:
            file.write_table(table)
        assert pa.ipc.open_file(sink.getvalue()).read_all() == table


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
    with pytest.raises(TypeError, match='table: column "id" is not one of texts or bytes'):
        judge(table, column="id")
    # Who names the column has chosen; zones in another one would be passed over.
    two = pa.table({"mrz": [TD3], "zone": [TD1]})
    (row,) = judge(two, column="zone", keep=["mrz"]).to_pylist()
    assert row["mrz"] == TD3 and row["verdict"] == "successful"
    with pytest.raises(ValueError, match='table: column "mrz" holds machine readable zones and is not read'):
        judge(two, column="zone")


def test_of_two_columns_of_one_name_none_is_taken() -> None:
    at = datetime(2011, 1, 1, tzinfo=timezone.utc)
    table = pa.Table.from_arrays([pa.array([text]) for text in (TD3, TD1, "x", "y")], ["zone", "zone", "name", "name"])
    judge: Any = lambda **asked: batch.inspect(table, trust=doc9303.TrustStore(), at=at, **asked)
    works: list[tuple[str, Any]] = [
        ("column", lambda: judge(column="zone")),
        ("column", lambda: batch.parse_mrz(table, column="zone")),
        ("column", lambda: batch.repair(table, column="name")),
        ("keep", lambda: judge(keep=["name"])),
        ("primary", lambda: batch.compare_names(table.select([0, 2, 3]), primary="name", secondary="zone", column="zone")),
    ]
    for argument, work in works:
        with pytest.raises(ValueError, match=f"^{argument}: there are several columns"):
            work()


def test_what_is_not_read_of_a_table_is_named() -> None:
    table = pa.table({"id": [1], "mrz": [TD3], "family": ["Eriksson"], "given": ["Anna Maria"]})
    assert batch.parse_mrz(table).unread_columns == ("id", "family", "given")
    assert batch.parse_mrz_stream(table).unread_columns == ("id", "family", "given")
    assert batch.repair(table, column="mrz").unread_columns == ("id", "family", "given")
    assert batch.find(table, column="mrz").unread_columns == ("id", "family", "given")
    assert batch.transliterate(table, column="given").unread_columns == ("id", "mrz", "family")
    assert batch.compare_names(table, primary="family", secondary="given").unread_columns == ("id",)
    assert batch.parse_mrz([TD3]).unread_columns == ()


def test_bytes_are_shown_by_their_length() -> None:
    at = datetime(2011, 1, 1, tzinfo=timezone.utc)
    secret = b"SECRET of sixteen bytes and more"
    frame = pl.DataFrame({"mrz": [TD3], "octets": [secret], "list": [[secret, None]], "rows": [{"a": secret, "b": 1}]})
    arrow = pa.table(frame).append_column("fixed", pa.array([secret], pa.binary(32))).append_column("view", pa.array([secret], pa.binary_view()))
    for given, names in ((frame, frame.columns[1:]), (arrow, arrow.column_names[1:])):
        shown = batch.inspect(given, trust=doc9303.TrustStore(), at=at, keep=names)._repr_html_()
        assert shown.count("32 bytes") == len(names)
        assert "SECRET" not in shown and secret.hex() not in shown.lower() and "{a: 32 bytes, b: 1}" in shown


def test_days_beyond_datetime_are_texts() -> None:
    at = datetime(2011, 1, 1, tzinfo=timezone.utc)
    days = pa.array([0, 2_932_896, 2_932_897, -719_163], pa.int32()).cast(pa.date32())
    made = batch.inspect(pa.table({"mrz": [TD3] * 4, "day": days}), trust=doc9303.TrustStore(), at=at, keep=["day"])
    first, last, later, before = (row["day"] for row in made.to_pylist())
    assert (first, last) == (date(1970, 1, 1), date(9999, 12, 31))
    assert all(isinstance(day, str) for day in (later, before)) and "10000-01-01" in later


def test_a_lone_surrogate_is_a_letter_that_no_zone_has() -> None:
    odd = TD3.replace("L898902C3", "L89\ud800902C3")
    (row,) = batch.parse_mrz([odd]).to_pylist()
    assert row["error"] == "mrz.charset" and (row["error_line"], row["error_column"]) == (1, 3)
    assert batch.repair([odd]).to_pylist()[0]["kind"] == doc9303.repair(odd).kind
    page = f"\ud800\udc00 of a page\n{TD3}\n"
    (found,) = doc9303.find(page)
    assert page[found.start : found.end] == TD3
    (row,) = batch.find([page]).to_pylist()
    assert (row["zones"][0]["start"], row["zones"][0]["end"]) == (found.start, found.end)


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


def test_one_bad_record_of_a_dump_takes_nothing_from_the_rest(tmp_path: Path) -> None:
    shutil.copytree(VECTORS / "passport" / "chip", tmp_path / "a" / "chip")
    (tmp_path / "a" / "chip" / "access.json").write_text("no JSON")
    (row,) = batch.scan_folder(tmp_path).read_all().to_pylist()
    chip = doc9303.Chip.from_folder(tmp_path / "a" / "chip", records="own_terminal")
    told = [(each["name"], each["code"], each["text"]) for each in row["rejected"]]
    assert told == [(each.source, each.code, each.text) for each in chip.rejected] and told[0][0] == "access.json"
    trust = doc9303.TrustStore()
    trust.load(VECTORS / "passport" / "trust", any_signer=True)
    at = datetime.fromisoformat((VECTORS / "passport" / "at").read_text().strip())
    (made,) = batch.inspect(batch.scan_folder(tmp_path), trust=trust, at=at, records="own_terminal").to_pylist()
    report = doc9303.inspect(trust, at=at, files=chip)
    assert made["error"] is None and made["verdict"] == report.verdict == "successful"


def test_links_to_folders_are_told_and_not_followed(tmp_path: Path) -> None:
    tree, outside = tmp_path / "tree", tmp_path / "outside"
    shutil.copytree(VECTORS / "passport" / "chip", outside)
    (tree / "a").mkdir(parents=True)
    (tree / "a" / "notes.txt").write_text("dear sir")
    (tree / "a" / "chip").symlink_to(outside, target_is_directory=True)
    (tree / "b").mkdir()
    (tree / "b" / "other").symlink_to(outside, target_is_directory=True)
    rows = {row["path"]: row for row in batch.scan_folder(tree).read_all().to_pylist()}
    assert sorted(rows) == ["a", "b"]
    for path, link in (("a", "chip"), ("b", "other")):
        (told,) = [each for each in rows[path]["rejected"] if each["name"] == link]
        assert "not followed" in told["text"] and rows[path]["EF.SOD"] is None


def test_entries_of_a_dump_are_read_one_by_one(tmp_path: Path) -> None:
    for name in ("EF.COM", "EF.SOD", "mrz.txt"):
        (tmp_path / name).write_bytes(b"\x60\x00")
    ((_, entries, zones),) = _files.dumps(tmp_path)
    assert not isinstance(entries, (list, tuple)) and zones == []
    (tmp_path / "EF.SOD").write_bytes(b"written since")
    assert [content for _, content, _ in entries] == [b"\x60\x00", b"written since"] and zones == [b"\x60\x00"]


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
