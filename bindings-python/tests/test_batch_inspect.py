"""Tables of documents: the same cases as one by one, through Arrow."""

from __future__ import annotations

import base64
import json
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.compute as pc
import pytest
from support import AT, TD3, Case, cases

import doc9303
from doc9303 import Chip, Policy, TrustStore, batch, inspect


def in_table(case: Case) -> bool:
    """Whether everything of the case has a column: seals, visas beside passports and challenges have none."""
    return not {"seal", "visa_mrz", "active_auth_challenge"} & case.content["inputs"].keys()


def rows_of(group: list[Case]) -> pa.Table:
    names = sorted({name for case in group for name in case.content["inputs"]["files"]})
    columns: dict[str, Any] = {"id": [case.identifier for case in group]}
    columns["mrz"] = pa.array([case.content["inputs"]["mrz"] for case in group], pa.string())
    for name in names:
        contents = [case.content["inputs"]["files"].get(name) for case in group]
        columns[name] = pa.array([None if c is None else base64.b64decode(c) for c in contents], pa.binary())
    for name in ("active_auth", "chip_auth", "pace_cam", "access"):
        records = [case.content["inputs"].get(name) for case in group]
        if any(records):
            columns[f"{name}.json"] = [None if record is None else json.dumps(record) for record in records]
    return pa.table(columns)


def test_every_case_says_the_same_as_one_by_one() -> None:
    groups: dict[tuple[Any, ...], list[Case]] = defaultdict(list)
    for case in filter(in_table, cases()):
        store = case.trust()
        records = case.content["inputs"].get("records", "handed_over")
        groups[store.fingerprint, case.content["at"], case.content["policy"], records].append(case)
    judged = 0
    for (*_, records), group in groups.items():
        # Stores of equal content may differ in what was refused, never in what they judge.
        store = group[0].trust()
        policy = Policy.named(group[0].content["policy"])
        given: Any = {"trust": store, "at": group[0].at(), "policy": policy, "records": records}
        table = pa.table(batch.inspect(rows_of(group), keep=["id"], **given))
        for case, row in zip(group, table.to_pylist(), strict=True):
            judged += 1
            assert row.pop("id") == case.identifier
            if not any(case.content["inputs"].values()):
                assert all(value is None for value in row.values())
                continue
            given = row.pop("not_given")
            assert set(given) == lacking(case, rows_of(group).column_names), case.identifier
            assert row == expected(case.inspect(store)), case.identifier
    assert judged > 300


def expected(report: doc9303.Report) -> dict[str, Any]:
    told = [row for row in report.results if row.outcome not in ("successful", "not_supported")]
    chain = report.evidence["chain"]
    signature = report.evidence.get("signature", {})
    return {
        "verdict": report.verdict,
        **{group: report.groups.get(group) for group in ("optical", "electronic", "combined")},
        "reasons": list(dict.fromkeys(row.reason.code for row in told if row.reason is not None)),
        "deviations": list(dict.fromkeys(deviation.code for deviation in report.deviations)),
        "results": [
            {"check": row.check, "outcome": row.outcome, "reason": None if row.reason is None else row.reason.code}
            for row in report.results
        ],
        "issuing_state": None if report.mrz is None else report.mrz.issuing_state,
        "document_signer_sha256": next((link["sha256"] for link in chain if link["role"] == "document_signer"), None),
        "csca_sha256": next((link["sha256"] for link in chain if link["role"] != "document_signer"), None),
        "signature_algorithm": signature.get("algorithm"),
        "digest_algorithm": signature.get("digest"),
        "key": signature.get("key"),
        "error": None,
        "error_detail": None,
    }


def lacking(case: Case, columns: list[str]) -> set[str]:
    """What the table has a column for and the case has not."""
    inputs = case.content["inputs"]
    given = {*inputs["files"], *(f"{name}.json" for name, value in inputs.items() if value is not None)}
    return {name for name in columns if name not in given | {"id"}} - ({"mrz"} if inputs["mrz"] is not None else set())


def test_the_schema_is_frozen() -> None:
    words8, words16 = pa.dictionary(pa.int8(), pa.string()), pa.dictionary(pa.int16(), pa.string())
    results = pa.struct(
        [pa.field("check", words8, False), pa.field("outcome", words8, False), pa.field("reason", words16)]
    )
    texts = "issuing_state document_signer_sha256 csca_sha256 signature_algorithm digest_algorithm key"
    codes = pa.list_(pa.field("item", words16, nullable=False))
    schema = pa.schema(
        [
            *((name, words8) for name in "verdict optical electronic combined".split()),
            ("reasons", codes),
            ("deviations", codes),
            ("results", pa.list_(pa.field("item", results, nullable=False))),
            *((name, pa.string()) for name in texts.split()),
            ("error", words16),
            ("error_detail", pa.string()),
            ("not_given", pa.list_(pa.field("item", words8, nullable=False))),
        ]
    )
    assert pa.schema(batch.REPORT_SCHEMA) == schema
    made = batch.inspect(pa.table({"mrz": [TD3]}), trust=TrustStore(), at=AT)
    assert pa.table(made).schema == schema and list(made.column_names) == schema.names


def test_broken_rows_are_values() -> None:
    huge = b"\x75" + bytes(33 << 20)
    rows = pa.table(
        {
            "row": range(4),
            "mrz": pa.array([TD3, None, "\x00", None]),
            "EF.SOD": pa.array([None, None, b"\xff" * 1000, b""], pa.binary()),
            "dg2.bin": pa.array([None, None, None, huge], pa.binary()),
        }
    )
    found = pa.table(batch.inspect(rows, trust=TrustStore(), at=AT, keep=["row"])).to_pylist()
    assert [row["row"] for row in found] == [0, 1, 2, 3]
    assert [row["verdict"] for row in found] == ["successful", None, "failed", None]
    assert [row["error"] for row in found] == [None, None, None, "limit.size"]
    assert found[1]["results"] is None and found[2]["reasons"]
    assert [row["not_given"] for row in found] == [["EF.SOD", "EF.DG2"], None, ["EF.DG2"], None]
    assert "EF.DG2" in found[3]["error_detail"]


def test_what_is_kept_is_judged(passport: Path) -> None:
    wrong = TD3[:-1] + "1"
    found = pa.table(batch.inspect(pa.table({"mrz": [TD3, wrong]}), trust=TrustStore(), at=AT, keep=["mrz"]))
    assert found["mrz"].to_pylist() == [TD3, wrong]
    assert found["verdict"].to_pylist() == ["successful", "failed"]
    store, at = trust_of(passport)
    table = chip_table(passport, 1)
    judged = pa.table(batch.inspect(table, trust=store, at=at))
    names = table.column_names
    kept = pa.table(batch.inspect(table, trust=store, at=at, keep=names))
    assert kept.column_names[: len(names)] == names and kept.drop_columns(names).equals(judged)


def chip_table(folder: Path, rows: int) -> pa.Table:
    chip = Chip.from_folder(folder / "chip")
    columns = {name: pa.array([chip.file(name)] * rows, pa.binary()) for name in chip.names}
    return pa.table({"number": range(rows), **columns})


def trust_of(folder: Path) -> tuple[TrustStore, datetime]:
    store = TrustStore()
    store.load(folder / "trust", any_signer=True)
    return store, datetime.fromisoformat((folder / "at").read_text().strip())


def test_libraries_and_threads(passport: Path) -> None:
    table = chip_table(passport, 300)
    store, at = trust_of(passport)
    steps: list[int] = []
    reference = pa.table(batch.inspect(table, trust=store, at=at, progress=steps.append, keep=["number"], threads=2))
    assert sum(steps) == 300
    assert reference["number"].to_pylist() == list(range(300))
    single = inspect(store, at=at, files=Chip({name: table[name][0].as_py() for name in table.column_names[1:]}))
    assert set(reference["verdict"].to_pylist()) == {single.verdict}

    polars = pl.DataFrame(batch.inspect(pl.from_arrow(table), trust=store, at=at, keep=["number"]))
    assert polars["verdict"].to_list() == reference["verdict"].to_pylist()
    judged = batch.inspect(table, trust=store, at=at)
    assert judged
    counted: Any = duckdb.sql(
        "select r.reason, count(*) from (select unnest(results) as r from judged) where r.outcome = 'undetermined' group by 1"
    )
    told = [row.reason.code for row in single.results if row.outcome == "undetermined" and row.reason is not None]
    assert sorted(counted.fetchall()) == sorted((code, 300 * told.count(code)) for code in set(told))
    exploded = pl.DataFrame(judged).explode("results").unnest("results")
    assert exploded.height == 300 * len(single.results)


def test_a_stream_is_worked_through_as_it_is_read(passport: Path) -> None:
    part = chip_table(passport, 10).to_batches()[0]
    made: list[int] = []

    def batches() -> Iterator[pa.RecordBatch]:
        for number in range(4):
            made.append(number)
            yield part

    store, at = trust_of(passport)
    reader = pa.RecordBatchReader.from_batches(part.schema, batches())
    stream = batch.inspect_stream(reader, trust=store, at=at, keep=["number"])
    assert made == []
    assert len(next(stream)) == 10 and made == [0]
    assert sum(len(table) for table in stream) == 30 and made == [0, 1, 2, 3]


def test_an_exception_of_the_source_stays_itself(passport: Path) -> None:
    part = chip_table(passport, 1).to_batches()[0]

    def batches() -> Iterator[pa.RecordBatch]:
        yield part
        raise ZeroDivisionError("in the source")

    store, at = trust_of(passport)
    reader = pa.RecordBatchReader.from_batches(part.schema, batches())
    with pytest.raises(Exception, match="in the source"):
        batch.inspect(reader, trust=store, at=at)


def test_wrong_arguments_are_named(passport: Path) -> None:
    store = TrustStore()
    table = pa.table({"mrz": [TD3], "id": [1]})
    bad: list[tuple[Any, dict[str, Any], type[Exception], str]] = [
        (None, {}, TypeError, "table: an Arrow table, batch or stream of batches is needed, not NoneType"),
        (pa.table({"id": [1]}), {}, ValueError, 'table: no column is named "mrz"'),
        (pa.table({"mrz": [1]}), {}, TypeError, 'table: column "mrz" is not one of texts or bytes but Int64'),
        (pa.table({"EF.DG1": [b""], "dg1": [b""]}), {}, ValueError, 'table: EF.DG1 has two columns, "EF.DG1" and "dg1"'),
        (pa.table({"mrz": [TD3], " MRZ": [TD3]}), {}, ValueError, 'table: mrz has two columns, "mrz" and " MRZ"'),
        (pa.table({"mrz": [TD3], "mrz_back": [TD3]}), {}, ValueError, 'table: column "mrz_back" looks like a part'),
        (pa.table({"mrz": [TD3], "ocr": [TD3]}), {}, ValueError, 'table: column "ocr" holds machine readable zones'),
        (pa.table({"EF.SOD": [1]}), {}, TypeError, 'table: column "EF.SOD" is not one of texts or bytes but Int64'),
        (table, {"keep": ["none"]}, ValueError, 'keep: there is no column "none"'),
        (table, {"keep": ["id", "id"]}, ValueError, 'keep: column "id" is kept twice'),
        (table.append_column("verdict", pa.array(["x"])), {"keep": ["verdict"]}, ValueError, 'keep: column "verdict" is one of'),
        (table, {"at": datetime(2026, 1, 1)}, ValueError, "at: a timezone-aware"),
        (table, {"at": pd.NaT}, ValueError, "at: a timezone-aware"),
        (table, {"trust": None}, TypeError, "trust: a TrustStore is needed"),
        (table, {"policy": "icao"}, TypeError, "policy: a Policy is needed"),
        (table, {"threads": 0}, ValueError, "threads: "),
    ]
    for rows, given, kind, text in bad:
        with pytest.raises(kind, match=text):
            batch.inspect(rows, **{"trust": store, "at": AT, **given})


def test_nothing_personal_comes_out(forged: Path) -> None:
    store, at = trust_of(forged)
    zone = Chip.from_folder(forged / "chip").dg1()
    assert zone is not None
    table = chip_table(forged, 1).append_column("mrz", pa.array([str(zone)]))
    text = str(pa.table(batch.inspect(table, trust=store, at=at)).to_pylist())
    assert not [word for word in (zone.document_number, zone.primary_identifier, zone.birth_date) if word in text]
    assert pc.count(pa.table(batch.inspect(table, trust=store, at=at))["verdict"]).as_py() == 1


def test_files_as_text_are_base64(passport: Path) -> None:
    store, at = trust_of(passport)
    octets = chip_table(passport, 1).drop_columns(["number"])
    reference = pa.table(batch.inspect(octets, trust=store, at=at)).to_pylist()
    for encode in (base64.b64encode, base64.urlsafe_b64encode, base64.encodebytes):
        texts = {name: [encode(octets[name][0].as_py()).decode()] for name in octets.column_names}
        for table in (pa.table(texts), pl.DataFrame(texts), pd.DataFrame(texts)):
            assert pa.table(batch.inspect(table, trust=store, at=at)).to_pylist() == reference
    for text, why in [("7782050d", "hexadecimal"), ("data:;base64,d4IF", "data: URL"), ("?", "a character that base64")]:
        (row,) = pa.table(batch.inspect(pa.table({"EF.SOD": [text]}), trust=store, at=at)).to_pylist()
        assert (row["error"], row["verdict"]) == ("file.malformed", None)
        assert row["error_detail"].startswith("EF.SOD, byte 0: ") and why in row["error_detail"]


def test_a_print_is_never_passed_over(passport: Path) -> None:
    store, at = trust_of(passport)
    zone = (passport / "mrz.txt").read_text().strip()
    forged = zone.replace("ERIKSSON", "ERIKSSEN")
    octets = chip_table(passport, 1)
    for name in ["mrz", "MRZ", " mrz ", "Mrz_Text"]:
        for text, verdict in [(zone, False), (forged, True)]:
            found = pa.table(batch.inspect(octets.append_column(name, pa.array([text])), trust=store, at=at))
            assert (found["verdict"][0].as_py() == "failed") is verdict, name
            assert "mrz" not in found["not_given"][0].as_py()
    for empty in [None, "", " \n"]:
        judged = batch.inspect(octets.append_column("mrz", pa.array([empty], pa.string())), trust=store, at=at)
        assert judged.unread_columns == ("number",)
        assert pa.table(judged)["not_given"].to_pylist() == [["mrz"]]
    first, second = forged.split("\n")
    lines = octets.append_column("mrz1", pa.array([first])).append_column("mrz2", pa.array([second]))
    assert pa.table(batch.inspect(lines, trust=store, at=at))["verdict"].to_pylist() == ["failed"]
    hidden = octets.append_column("ocr", pa.array([forged]))
    with pytest.raises(ValueError, match='column "ocr" holds machine readable zones'):
        batch.inspect(hidden, trust=store, at=at)
    with pytest.raises(Exception, match='column "ocr" holds machine readable zones'):
        pa.RecordBatchReader.from_stream(batch.inspect_stream(hidden, trust=store, at=at)).read_all()
    assert pa.table(batch.inspect(hidden, trust=store, at=at, keep=["ocr"])).num_rows == 1
    assert batch.inspect_stream(octets, trust=store, at=at).unread_columns == ("number",)
