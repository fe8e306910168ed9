"""Columns of zones through every library that speaks Arrow."""

from __future__ import annotations

import random
from datetime import date, datetime
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.compute as pc
import pytest
from support import AT, TD1, TD3, cases

import doc9303
from doc9303 import Doc9303Error, Mrz, batch

VISA = "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nL8988901C4XXX7408122F9612109<<<<<<<<"
ROWS = [TD3, None, TD1, "garbage", "", VISA, TD3.replace("740812", "7408<<"), TD3.lower(), "\u00e9" * 88]


def table(column: Any, /, **given: Any) -> pa.Table:
    return pa.table(batch.parse_mrz(column, **given))


def test_the_schema_is_frozen() -> None:
    words8, words16 = pa.dictionary(pa.int8(), pa.string()), pa.dictionary(pa.int16(), pa.string())
    texts = "document_code issuing_state document_number nationality birth_date expiry_date sex personal_number"
    texts += " optional_data optional_data_1 optional_data_2 primary_identifier secondary_identifier"
    digits = "check_digits_ok document_number_ok birth_date_ok expiry_date_ok personal_number_ok composite_ok"
    schema = pa.schema(
        [
            ("format", words8),
            *((name, pa.string()) for name in texts.split()),
            ("birth_day", pa.date32()),
            ("expiry_day", pa.date32()),
            *((name, pa.bool_()) for name in digits.split()),
            ("warnings", pa.list_(pa.field("item", words8, nullable=False))),
            ("error", words16),
            ("error_line", pa.int16()),
            ("error_column", pa.int16()),
            ("error_detail", pa.string()),
        ]
    )
    assert pa.schema(batch.MRZ_SCHEMA) == schema == table(pa.array(ROWS)).schema
    assert list(batch.MRZ_SCHEMA.names) == schema.names == list(batch.parse_mrz(pa.array(ROWS)).column_names)


#: Fields of French identity cards.
NATIONAL = {"issue_month", "department", "office"}


def expected(text: str | None) -> dict[str, Any]:
    """What one row is, by the package's own single call."""
    row: dict[str, Any] = dict.fromkeys(batch.MRZ_SCHEMA.names)
    if text is None:
        return row
    try:
        zone = Mrz.parse(text)
    except Doc9303Error as error:
        told = {"error": error.code, "error_line": error.line, "error_column": error.column}
        return {**row, **told, "error_detail": error.detail}
    digits = {f"{digit.field}_ok": digit.ok for digit in zone.check_digits}
    birth = next(iter(zone.resolve_birth(at=AT)), None)
    expiry = zone.resolve_expiry(at=AT)
    # What the zones of one State alone hold has no column.
    fields = {name: text for name, text in zone.fields.items() if name not in NATIONAL}
    return {
        **row,
        **fields,
        **digits,
        "format": zone.format,
        "check_digits_ok": all(digits.values()) if digits else None,
        "birth_day": None if birth is None else birth.date,
        "expiry_day": None if expiry is None else expiry.date,
        "warnings": list(zone.warnings),
    }


def corpus() -> list[str | None]:
    """Every zone of the fixtures, whole and damaged, in a fixed order."""
    zones = [zone for case in cases() if (zone := case.content["inputs"]["mrz"]) is not None]
    chance = random.Random(9303)
    damaged = []
    for zone in zones:
        place = chance.randrange(len(zone) or 1)
        damaged.append(zone[:place] + chance.choice("A0<z \n\u00e9") + zone[place + 1 :])
    return [*ROWS, *zones, *damaged]


def test_a_row_is_what_a_single_call_says() -> None:
    rows = corpus()
    assert len(rows) > 300
    found = table(pa.array(rows), at=AT, warnings=True).to_pylist()
    for text, row in zip(rows, found, strict=True):
        assert row == expected(text)


@pytest.mark.parametrize(
    "kind",
    [
        pa.string(),
        pa.large_string(),
        pa.string_view(),
        pa.binary(),
        pa.large_binary(),
        pa.binary_view(),
        pa.dictionary(pa.int32(), pa.string()),
    ],
    ids=str,
)
def test_every_type_of_text(kind: pa.DataType) -> None:
    column = pa.array(ROWS, pa.string()).cast(kind) if not pa.types.is_dictionary(kind) else pa.array(ROWS).dictionary_encode()
    assert table(column).equals(table(pa.array(ROWS)))
    assert table(column[2:5]).equals(table(pa.array(ROWS[2:5])))


def test_every_library() -> None:
    reference = table(pa.array(ROWS))
    numbers = reference["document_number"].to_pylist()
    chunked = pa.chunked_array([ROWS[:3], [], ROWS[3:]])
    assert table(chunked).equals(reference)

    polars = pl.DataFrame(batch.parse_mrz(pl.Series("mrz", ROWS)))
    assert polars["document_number"].to_list() == numbers
    assert polars["warnings"].to_list() == reference["warnings"].to_pylist()
    assert polars["error"].to_list() == reference["error"].to_pylist()

    pandas = pd.DataFrame.from_arrow(batch.parse_mrz(pd.Series(ROWS, dtype="str")))
    assert [None if value is None or value != value else value for value in pandas["document_number"]] == numbers

    parsed = batch.parse_mrz(chunked)
    assert parsed
    counted: Any = duckdb.sql("select error, count(*) from parsed group by error order by error nulls first")
    assert counted.fetchall() == [(None, 5), ("mrz.charset", 3), ("mrz.length", 1)]
    selected: Any = duckdb.sql("select unnest($rows) as mrz", params={"rows": ROWS})
    assert table(selected.to_arrow_table()["mrz"]).equals(reference)


def test_slices_and_threads_change_nothing() -> None:
    rows = ROWS * 9_000
    column = pa.array(rows)
    reference = table(column, threads=1)
    assert reference.num_rows == len(rows)
    assert table(column, threads=3).equals(reference)
    assert table(column.slice(7, 40_000)).equals(reference.slice(7, 40_000))
    head = table(pa.array(ROWS))
    assert reference.slice(9 * 5_000, 9).combine_chunks().equals(head.combine_chunks())


def test_empty_and_null() -> None:
    empty = table(pa.array([], pa.string()))
    assert (empty.num_rows, empty.schema) == (0, pa.schema(batch.MRZ_SCHEMA))
    nulls = table(pa.nulls(3))
    assert nulls.num_rows == 3 and all(column.null_count == 3 for column in nulls.columns)


def test_chosen_columns_alone_are_made() -> None:
    column = pa.array(ROWS)
    whole = table(column, at=AT, warnings=True)
    names = ["error", "document_number", "check_digits_ok", "warnings", "expiry_day", "composite_ok"]
    chosen = table(column, at=AT, warnings=True, columns=names)
    assert chosen.column_names == names and chosen.equals(whole.select(names))
    for name in whole.column_names:
        assert table(column, at=AT, warnings=True, columns=(name,)).equals(whole.select([name])), name
    nothing = table(column, columns=[])
    assert (nothing.num_columns, nothing.num_rows) in [(0, len(ROWS)), (0, 0)]
    parts = batch.parse_mrz_stream(pa.chunked_array([ROWS] * 3), columns=["error"])
    assert pa.RecordBatchReader.from_stream(parts).read_all()["error"].to_pylist() == whole["error"].to_pylist() * 3
    for wrong in (["passport_number"], ["error", "error"]):
        with pytest.raises(ValueError, match="columns: .* is no column of zones, or occurs twice"):
            table(column, columns=wrong)
    with pytest.raises(TypeError, match="columns: a list of names of columns is needed"):
        table(column, columns="error")


def test_progress_adds_up_and_can_stop_everything() -> None:
    column = pa.array(ROWS * 50_000)
    steps: list[int] = []
    batch.parse_mrz(column, progress=steps.append, threads=2)
    assert sum(steps) == len(column) and len(steps) > 1

    from rich.progress import Progress
    from tqdm import tqdm

    with tqdm(total=len(column), disable=True) as bar:
        batch.parse_mrz(column, progress=bar.update)
    with Progress(disable=True) as progress:
        task = progress.add_task("zones", total=len(column))
        batch.parse_mrz(column, progress=lambda rows: progress.advance(task, rows))
        assert progress.finished

    def stop(rows: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        batch.parse_mrz(column, progress=stop)


def frames(names: dict[str, Any]) -> list[Any]:
    """The same columns as every kind of table, each to be read once."""
    rows = pa.table(names)
    return [
        rows,
        rows.to_batches()[0],
        pa.RecordBatchReader.from_batches(rows.schema, iter(rows.to_batches())),
        pl.DataFrame(names),
        pd.DataFrame({name: pd.Series(column, dtype="str") for name, column in names.items()}),
        duckdb.arrow(rows),
    ]


def test_tables_frames_and_readers_have_a_column_of_zones() -> None:
    reference = table(pa.array(ROWS))
    other = [str(number) for number in range(len(ROWS))]
    given: list[tuple[dict[str, Any], dict[str, Any]]] = [
        ({"id": other, "mrz": ROWS}, {}),
        ({" MRZ": ROWS, "id": other}, {}),
        ({"whatever": ROWS}, {}),
        ({"zone": ROWS, "id": other}, {"column": "zone"}),
        ({"mrz_back": ROWS, "mrz": other}, {"column": "mrz_back"}),
    ]
    for columns, more in given:
        for frame in frames(columns):
            assert table(frame, **more).equals(reference), (columns.keys(), type(frame))
        for frame in frames(columns):
            found = pa.RecordBatchReader.from_stream(batch.parse_mrz_stream(frame, **more)).read_all()
            assert found.to_pylist() == reference.to_pylist(), (columns.keys(), type(frame))
    lines = {"mrz1": [TD3.split("\n")[0], None, TD1.split("\n")[0]], "mrz2": [TD3.split("\n")[1], None, TD1.split("\n")[1]]}
    lines["mrz3"] = ["", None, TD1.split("\n")[2]]
    for frame in frames(lines):
        assert table(frame)["format"].to_pylist() == ["TD3", None, "TD1"], type(frame)


def test_a_table_whose_zones_are_not_clear_is_told() -> None:
    bad: list[tuple[dict[str, Any], dict[str, Any], type[Exception], str]] = [
        ({"a": [TD3], "b": ["x"]}, {}, ValueError, 'array: no column of it is named "mrz"; say which one with column'),
        ({"mrz": [TD3], "MRZ": [TD3]}, {}, ValueError, 'array: mrz has two columns, "mrz" and "MRZ".*column chooses one'),
        ({"mrz": [TD3], "mrz_back": [TD3]}, {}, ValueError, 'array: column "mrz_back" looks like a part of a document'),
        ({"mrz": [TD3]}, {"column": "zone"}, ValueError, 'column: there is no column "zone"'),
        ({"mrz": [1]}, {}, TypeError, 'array: column "mrz" is not one of texts or bytes but Int64'),
    ]
    for other, more, kind, text in bad:
        with pytest.raises(kind, match=text):
            batch.parse_mrz(pa.table(other), **more)
        with pytest.raises(kind, match=text):
            batch.parse_mrz_stream(pa.table(other), **more)
    with pytest.raises(ValueError, match='column: "mrz" names a column, and array is one alone'):
        batch.parse_mrz(pa.array([TD3]), column="mrz")


def test_lines_may_be_parted_by_what_no_zone_has() -> None:
    for sign in ["\\n", "\\r\\n", "|", " ", "; "]:
        found = table(pa.array([TD3.replace("\n", sign)]))
        assert found["document_number"].to_pylist() == ["L898902C3"], sign


def test_a_stream_keeps_nothing() -> None:
    column = pa.chunked_array([ROWS] * 5)
    steps: list[int] = []
    stream = batch.parse_mrz_stream(column, progress=steps.append)
    assert steps == []
    first = next(stream)
    assert len(first) == len(ROWS) and steps == [len(ROWS)]
    rest = pa.RecordBatchReader.from_stream(stream).read_all()
    assert rest.num_rows == 4 * len(ROWS) and sum(steps) == 5 * len(ROWS)
    with pytest.raises(ValueError, match="it can be read once"):
        pa.RecordBatchReader.from_stream(stream)
    assert [len(part) for part in batch.parse_mrz_stream(column)] == [len(ROWS)] * 5


def test_a_stream_goes_in_rounds_and_is_read_once() -> None:
    column = pa.array(ROWS * 50_000)
    steps: list[int] = []
    stream = batch.parse_mrz_stream(column, progress=steps.append, threads=1)
    first = next(stream)
    assert steps and sum(steps) < len(column)
    assert len(first) + sum(len(part) for part in stream) == len(column) == sum(steps) and len(steps) > 1
    assert next(stream, None) is None
    again: Any
    for again in (list, pa.table):
        with pytest.raises(ValueError, match="it can be read once"):
            again(stream)
    taken = batch.parse_mrz_stream(pa.array(ROWS))
    assert pa.table(taken).num_rows == len(ROWS)
    for again in (list, next, pa.table):
        with pytest.raises(ValueError, match="it can be read once"):
            again(taken)


def test_a_stream_ends_with_its_error() -> None:
    def stop(rows: int) -> None:
        raise KeyboardInterrupt

    stream = batch.parse_mrz_stream(pa.array(ROWS * 50_000), progress=stop, threads=1)
    with pytest.raises(KeyboardInterrupt):
        next(stream)
    assert list(stream) == []


def test_wrong_arguments_are_named() -> None:
    for column in [pa.array([1, 2]), pa.array([[1]]), pa.array([True])]:
        with pytest.raises(TypeError, match="array: an Arrow array, column, table or reader .* is needed, not one of"):
            batch.parse_mrz(column)
    for other in [None, 1, "text", {TD3}, {"mrz": [TD3]}]:
        with pytest.raises(TypeError, match="array: an Arrow array, column, table or reader .* is needed, not "):
            batch.parse_mrz(other)  # type: ignore[arg-type]
    column = pa.array(ROWS)
    with pytest.raises(ValueError, match="at: a timezone-aware"):
        batch.parse_mrz(column, at=datetime(2026, 1, 1))
    for threads in (0, -1):
        with pytest.raises(ValueError, match="threads: at least one"):
            batch.parse_mrz(column, threads=threads)
    with pytest.raises(TypeError, match="path: a str or os.PathLike is needed, not int"):
        batch.scan_folder(7)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="table: an Arrow array"):
        batch.compare_names(7, primary="a", secondary="b")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="table: no column of it is named"):
        batch.compare_names(pa.table({"a": ["x"], "b": ["y"]}), primary="a", secondary="b")
    for broken, error in [(pa.record_batch({"id": [1]}), ValueError), (7, TypeError)]:
        with pytest.raises(error, match="^array: "):
            batch.parse_mrz(iter([pa.record_batch({"mrz": [TD3]}), broken]))
    with pytest.raises(TypeError):
        batch.parse_mrz(column, progress=1)  # type: ignore[arg-type]


def test_dates_and_words() -> None:
    found = table(pa.array([TD3]), at=AT, warnings=True)
    assert found["birth_day"].to_pylist() == [date(1974, 8, 12)]
    assert found["warnings"].to_pylist() == [["specimen"]]
    assert table(pa.array([TD3]))["warnings"].to_pylist() == [None]
    assert pc.all(pc.is_null(table(pa.array([TD3]))["birth_day"])).as_py()
    assert found["error"].chunk(0).dictionary.to_pylist() == []
    (batch_of_stream,) = batch.parse_mrz_stream(pa.array([TD3]))
    words = set(pa.table(batch_of_stream)["error"].chunk(0).dictionary.to_pylist())
    assert words == {code for code in doc9303.CODES if not code.startswith("deviation.")}
