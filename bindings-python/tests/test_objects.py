"""What every object of the package can do: be copied, pickled, compared, hashed and shown."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from support import AT, PERSONAL, TD1, TD3, VECTORS, Case, judge, transcript

import doc9303
from doc9303 import _native, batch

CERTIFICATE = VECTORS / "passport" / "trust" / "certificate-0.cer"
MISREAD = TD3.replace("740812", "74O872")


def objects() -> Iterator[Any]:
    """Objects of every class, more than one where they can differ."""
    store = doc9303.TrustStore()
    taken = store.add_anchor(CERTIFICATE)
    zone, card = doc9303.Mrz.parse(TD3), doc9303.Mrz.parse(TD1)
    yield from (store, taken, zone, card, doc9303.Certificate.parse(CERTIFICATE), doc9303.State("D"), doc9303.State("UTO"))
    yield store.add(b"a letter")
    yield from store.add(b"a letter").rejected
    yield from (*zone.check_digits, *card.check_digits, *zone.resolve_birth(at=AT), zone.resolve_expiry(at=AT))
    repairs = [doc9303.repair(MISREAD), doc9303.Mrz.parse(MISREAD).repair(), doc9303.repair(TD3)]
    yield from (*repairs, *repairs[0].candidates, *repairs[1].candidates)
    yield from doc9303.find(f"of a page\n{TD3}\nand\n{TD1}\nP<UTO<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<\n")
    exchange = doc9303.Exchange(bytes(8), b"answer", bytes(8))
    record = {"oid": "0.4.0.127.0.7.2.2.3.2.2", "terminal_private_key": "01", "exchanges": [{"command": "00", "response": "01"}]}
    chip_auth, mapping = transcript(record), doc9303.PaceCamRecord("0.4.0.127.0.7.2.2.4.6.2", 13, b"\x04", b"\x01")
    access = doc9303.Access("PACE", "CAN")
    chip = doc9303.Chip(
        {"EF.COM": b"\x60\x00"}, active_auth=exchange, chip_auth=chip_auth, pace_cam=mapping, access=access, records="own_terminal"
    )
    yield from (exchange, chip_auth, mapping, access, chip, doc9303.Chip.from_folder(VECTORS / "forged" / "chip"))
    yield from (doc9303.Policy.icao(), doc9303.Policy.strict().expecting("sod.signature"), doc9303.explain("sod.signature"))
    for report in (
        judge(VECTORS / "passport"),
        judge(VECTORS / "forged"),
        doc9303.inspect(store, at=AT, mrz="P<UTO", policy=doc9303.Policy.strict()),
    ):
        reasons = [result.reason for result in report.results if result.reason is not None]
        yield from (report, *report.results, *reasons)
    yield from (doc9303.read_chip(lambda command: answer, can="500540") for answer in (b"\x6a\x82", b"\x69\x82"))
    deviant = Case.read(VECTORS / "cases" / "A08-content-type-id-data.json").inspect()
    assert deviant.deviations
    yield from (deviant, *deviant.deviations)
    yield from (store.certificates(), batch.parse_mrz([TD3, "?", None], at=AT, warnings=True), batch.repair([MISREAD, None]))
    yield from (batch.MRZ_SCHEMA, batch.REPORT_SCHEMA)


ALL = list(objects())
UNHASHED = {"TrustStore", "Table"}


def test_every_class_is_looked_at() -> None:
    classes = {name for name, value in vars(_native).items() if isinstance(value, type)}
    # A stream can be read once.
    assert classes - {type(value).__name__ for value in ALL} == {"Stream"}


@pytest.mark.parametrize("value", ALL, ids=lambda value: type(value).__name__)
def test_copies_are_equal(value: Any) -> None:
    for again in (pickle.loads(pickle.dumps(value)), copy.copy(value), copy.deepcopy(value)):
        assert type(again) is type(value)
        assert again == value and not again != value
        assert repr(again) == repr(value)
        if type(value).__name__ not in UNHASHED:
            assert hash(again) == hash(value)
    assert value != object()


@pytest.mark.parametrize("value", ALL, ids=lambda value: type(value).__name__)
def test_what_is_shown_is_html_without_personal_data(value: Any) -> None:
    shown = value._repr_html_()
    assert shown.startswith("<") and shown.count("<table") == shown.count("</table>") >= 1
    assert repr(value) and not repr(value).startswith("<builtins.")
    if not isinstance(value, batch.Table):
        assert not [word for word in PERSONAL if word in shown + repr(value)]


def test_unequal_objects_differ() -> None:
    hashed = [value for value in ALL if type(value).__name__ not in UNHASHED]
    for kind in {type(value) for value in hashed}:
        same = [value for value in hashed if type(value) is kind]
        assert len(set(same)) == len([value for place, value in enumerate(same) if value not in same[:place]])


def test_a_restored_report_is_the_same_to_the_byte() -> None:
    for folder in ("passport", "forged"):
        report = judge(VECTORS / folder)
        restored: doc9303.Report = pickle.loads(pickle.dumps(report))
        assert restored.to_json() == report.to_json() and restored.to_html() == report.to_html()


def test_reports_of_one_store_share_it_in_a_pickle() -> None:
    store = doc9303.TrustStore()
    store.load(VECTORS / "passport" / "trust", any_signer=True)
    reports = [doc9303.inspect(store, at=AT, mrz=TD3) for _ in range(20)]
    alone, together = len(pickle.dumps(reports[0])), len(pickle.dumps(reports))
    assert together < alone + 20 * 1000
    before = reports[0].to_json()
    store.add_anchor(next(iter((VECTORS / "forged" / "trust").glob("*.cer"))))
    assert pickle.loads(pickle.dumps(reports[0])).to_json() == before


def test_rows_of_one_report_share_it_in_a_pickle() -> None:
    results = judge(VECTORS / "passport").results
    rows = [*results, *(result.reason for result in results if result.reason)]
    assert len(rows) > 20 and len(pickle.dumps(rows)) < len(pickle.dumps(rows[0])) + len(rows) * 100
    assert pickle.loads(pickle.dumps(rows)) == rows


def test_a_stream_is_not_copied() -> None:
    stream = batch.parse_mrz_stream([TD3])
    with pytest.raises(TypeError):
        pickle.dumps(stream)
    assert stream.read_all() == batch.parse_mrz([TD3])
    with pytest.raises(ValueError, match="stream: it can be read once"):
        stream.read_all()


def test_a_stream_is_not_read_from_within() -> None:
    stream: batch.Stream

    def read(rows: int) -> None:
        next(stream)

    stream = batch.parse_mrz_stream([TD3], progress=read)
    with pytest.raises(ValueError, match="stream: it is being read"):
        stream.read_all()


def test_one_vocabulary() -> None:
    columns = set(batch.MRZ_SCHEMA.names)
    zone = doc9303.Mrz.parse(TD3)
    for name in ("birth_date", "expiry_date", "document_number", "issuing_state", "nationality", "primary_identifier"):
        assert name in columns and name in zone.fields and hasattr(zone, name)
    written: Any = doc9303.Mrz.write
    assert all(f" {name}" in written.__text_signature__ for name in ("birth_date", "expiry_date"))
    stubs = Path(str(_native.__file__)).with_name("_native.pyi").read_text()
    assert "date_of_birth" not in stubs and "date_of_expiry" not in stubs
