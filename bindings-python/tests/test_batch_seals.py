"""Columns of seals: the same as one by one."""

from __future__ import annotations

import base64
from collections import defaultdict
from datetime import datetime
from typing import Any

import doc9303
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from support import AT, TD3, VECTORS, Case, cases

from doc9303 import Policy, TrustStore, batch

VISA = Case.read(VECTORS / "cases" / "G00-visa.json")
SEAL = base64.b64decode(VISA.content["inputs"]["seal"])
CHECKS = ["seal.format", "seal.signature", "seal.signer", "seal.country", "combined.mrz_seal"]


def judge(array: Any, **given: Any) -> list[dict[str, Any]]:
    return batch.inspect_seals(array, **{"trust": VISA.trust(), "at": VISA.at(), **given}).to_pylist()


def is_in_column(case: Case) -> bool:
    given = case.content["inputs"]
    return given.get("seal") is not None and not given["files"] and not given.get("visa_mrz")


def test_every_seal_of_the_corpus_says_the_same_as_one_by_one() -> None:
    groups: dict[tuple[Any, ...], list[Case]] = defaultdict(list)
    for case in filter(is_in_column, cases()):
        groups[case.trust().fingerprint, case.content["at"], case.content["policy"]].append(case)
    judged = 0
    for group in groups.values():
        given: Any = {"trust": group[0].trust(), "at": group[0].at(), "policy": Policy.named(group[0].content["policy"])}
        seals = [base64.b64decode(case.content["inputs"]["seal"]) for case in group]
        table = pa.table({"seal": pa.array(seals, pa.binary()), "zone": [case.content["inputs"]["mrz"] for case in group]})
        made = pa.table(batch.inspect_seals(table, column="seal", zones="zone", **given))
        assert made.schema == pa.schema(batch.SEAL_SCHEMA)
        for case, row in zip(group, made.to_pylist(), strict=True):
            judged += 1
            report = case.inspect()
            told = report.to_dict()
            facts = told["evidence"]["seal"]
            assert row["verdict"] == report.verdict, case.identifier
            assert {check: row[check] for check in CHECKS} == {check: report.outcome(check) for check in CHECKS}, case.identifier
            assert [row[name] for name in ("kind", "trust_level")] == [facts["kind"], facts["trust_level"]], case.identifier
            assert [row[name] for name in ("profile", "compared")] == [facts.get("profile"), facts.get("compared")], case.identifier
            content = told["document"].get("seal", {})
            assert [row[name] for name in ("country", "signer", "reference")] == [
                content.get(name) for name in ("issuing_state", "signer", "reference")
            ], case.identifier
            chain = {link["role"] == "seal_signer": link["sha256"] for link in reversed(facts["chain"])}
            assert (row["signer_sha256"], row["csca_sha256"]) == (chain.get(True), chain.get(False)), case.identifier
            open_rows = [r for r in report.results if r.outcome not in ("successful", "not_supported") and r.reason is not None]
            assert set(row["reasons"]) == {r.reason.code for r in open_rows if r.reason is not None}, case.identifier
            assert row["reason"] is None if report.verdict == "successful" else row["reason"] in row["reasons"], case.identifier
    assert judged > 250


def test_a_seal_is_given_as_bytes_and_as_texts_of_them() -> None:
    text = base64.b64decode(Case.read(VECTORS / "cases" / "G21-visa.json").content["inputs"]["seal"]).decode()
    rows = judge([SEAL, None])
    assert [row["verdict"] for row in rows] == ["successful", None]
    assert set(rows[1].values()) == {None}
    assert (rows[0]["country"], rows[0]["kind"], rows[0]["profile"]) == ("UTO", "vds", "visa")
    for written in (SEAL.hex(), SEAL.hex().upper() + "\n", base64.b64encode(SEAL).decode()):
        assert judge([written, " ", None]) == [*rows, rows[1]]
    assert [row["kind"] for row in judge([text, "dc", "no seal"])] == ["idb", "unknown", "unknown"]
    # A barcode without anything in it was not read.
    assert [(row["verdict"], row["reason"]) for row in judge([b""])] == [("undetermined", "seal.read_error")]


def test_a_zone_beside_a_seal_is_compared() -> None:
    other = Case.read(VECTORS / "cases" / "G09-replay.json").content["inputs"]["mrz"]
    zones = [VISA.content["inputs"]["mrz"], other, None]
    table = pa.table({"id": [1, 2, 3], "seal": [SEAL] * 3, "zone": zones})
    rows = judge(table, zones="zone")
    assert [(row["verdict"], row["compared"], row["reason"]) for row in rows] == [
        ("successful", "zone", None),
        ("failed", None, "combined.seal_mismatch"),
        ("successful", None, None),
    ]
    # Without a word on the zones, seals are judged alone.
    assert [row["verdict"] for row in judge(table)] == ["successful"] * 3
    assert batch.inspect_seals(table, trust=VISA.trust(), at=VISA.at()).unread_columns == ("id", "zone")
    for frame in (pd.DataFrame({"seal": [SEAL]}), pl.DataFrame({"seal": [SEAL]})):
        assert judge(frame)[0]["verdict"] == "successful"


def test_nothing_personal_is_in_the_columns() -> None:
    made = str(judge(pa.table({"seal": [SEAL], "mrz": [VISA.content["inputs"]["mrz"]]}), zones="mrz"))
    assert "ERIKSSON" not in made and "L898902C3" not in made


@pytest.mark.parametrize(
    ("array", "given", "error", "says"),
    [
        ([SEAL], {"at": datetime(2026, 6, 1)}, ValueError, "at"),
        ([SEAL], {"trust": 7}, TypeError, "trust"),
        ([SEAL], {"zones": "zone"}, ValueError, "zones"),
        ([SEAL], {"column": "seal"}, ValueError, "column"),
        ([7], {}, TypeError, "array"),
        (pa.table({"a": [SEAL], "b": [SEAL]}), {}, ValueError, "seal"),
        (pa.table({"seal": [1]}), {}, TypeError, "seal"),
        (pa.table({"seal": [SEAL], "n": [1]}), {"zones": "n"}, TypeError, "zones"),
    ],
)
def test_what_cannot_be_meant_is_told(array: Any, given: dict[str, Any], error: type[Exception], says: str) -> None:
    with pytest.raises(error, match=says):
        judge(array, **given)


def test_each_check_may_have_a_column() -> None:
    rows = pa.table({"id": [1, 2, 3], "mrz": [TD3, "?", None]})
    given: Any = {"trust": TrustStore(), "at": AT}
    table = pa.table(batch.inspect(rows, keep=["id"], checks=True, **given))
    plain = pa.table(batch.inspect(rows, keep=["id"], **given))
    assert table.column_names == [*plain.column_names, *doc9303.CHECKS]
    assert table.select(plain.column_names) == plain
    for row in table.to_pylist():
        told = {result["check"]: result["outcome"] for result in row["results"] or []}
        assert {check: row[check] for check in doc9303.CHECKS if row[check] is not None} == told
    assert table["mrz.check_digits"].to_pylist() == ["successful", "undetermined", None]
    assert pa.table(batch.inspect_stream(rows, checks=True, **given).read_all())["mrz.format"].to_pylist()[0] == "successful"
    kept = pa.table({"mrz": [TD3], "sod.signature": ["?"]})
    with pytest.raises(ValueError, match="keep"):
        batch.inspect(kept, keep=["sod.signature"], checks=True, **given)
