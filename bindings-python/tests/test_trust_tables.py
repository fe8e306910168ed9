"""What trust stores hold, as tables and as objects, and what changed between two."""

from __future__ import annotations

import base64
import os
import pickle
from collections import Counter
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from support import VECTORS, Case, cases

import doc9303
from doc9303 import Certificate, State, TrustStore
from doc9303.batch import Table

CERTIFICATE = VECTORS / "passport" / "trust" / "certificate-0.cer"


def rows(table: Table) -> list[dict[str, Any]]:
    """The rows, the same by pyarrow as without it."""
    own = table.to_pylist()
    assert own == pa.table(table).to_pylist()
    return own


def with_feature(feature: str) -> list[Case]:
    found = [case for case in cases() if feature in case.content["features"]]
    assert found, feature
    return found


def test_an_authority_has_every_fact() -> None:
    store = TrustStore()
    store.add_anchor(CERTIFICATE)
    (row,) = rows(store.certificates())
    assert (row["kind"], row["country"], row["state"], row["state_name"]) == ("root", "UT", "UTO", "Utopia")
    assert row["subject"] == row["issuer"] and row["lists"] == []
    assert row["subject_key_identifier"] == row["authority_key_identifier"]
    assert row["key_usage"] == ["keyCertSign", "cRLSign"] and row["is_authority"] and row["path_length"] == 0
    assert row["not_before"] < row["not_after"] and row["not_after"].utcoffset() is not None
    assert row["der"] == CERTIFICATE.read_bytes()
    (certificate,) = store
    assert certificate == Certificate.parse(row["der"]) and certificate in store
    assert certificate not in TrustStore()
    for name in ("subject", "issuer", "serial", "sha256", "country", "not_before", "not_after", "key", "key_bits", "curve"):
        assert getattr(certificate, name) == row[name], name
    assert certificate.state == State("UTO")


def test_keys_with_curves_say_how_the_curve_is_written() -> None:
    forms = Counter[tuple[str | None, bool]]()
    curves = [case for case in cases() if case.identifier in ("suite-ec-brainpoolp256r1-named-sha256", "A01-econtent-swap")]
    assert len(curves) == 2
    for case in with_feature("master_list") + with_feature("ldif") + with_feature("link") + curves:
        for row in rows(case.trust().certificates()):
            is_curve = not row["key"].startswith("RSA")
            assert (row["curve"] == row["key"]) == is_curve and (row["curve_form"] is not None) == is_curve
            forms[row["curve_form"], is_curve] += 1
    assert forms[None, False] and forms["named", True] and forms["explicit", True]


def test_a_list_adds_up_to_its_entries() -> None:
    told = 0
    for case in with_feature("master_list"):
        store = TrustStore()
        for entry in case.content["trust"]["master_lists"]:
            try:
                given = store.add_master_list(base64.b64decode(entry["list"]), any_signer=True)
            except doc9303.Doc9303Error:
                continue
            row = rows(store.lists())[-1]
            assert row["entries"] == given.added + given.known + len(given.rejected), case.identifier
            assert row["entries"] == row["anchors"] + row["waiting_links"] + row["rejected"] + row["repeated"], case.identifier
            assert row["kind"] == "master_list" and row["signed_at"] is not None and row["signer"]
            held = [each for each in rows(store.certificates()) if row["sha256"] in each["lists"]]
            assert len(held) == row["anchors"] + row["waiting_links"]
            # A list that comes again is one list, told twice.
            store.add_master_list(base64.b64decode(entry["list"]), any_signer=True)
            again = rows(store.lists())[-1]
            assert again == row, case.identifier
            told += 1
    assert told


def kind_alone(der: bytes) -> str:
    """What a certificate is to a store that holds nothing else."""
    store = TrustStore()
    store.add_certificate(der)
    ((kind, *_),) = ([row["kind"]] for row in [*rows(store.certificates()), *rows(store.document_signers())])
    return str(kind)


def test_a_link_that_waits_is_no_anchor_until_its_root_comes() -> None:
    (case,) = [case for case in with_feature("link") if case.identifier == "C15-roll-over"]
    ders = [base64.b64decode(each) for each in case.content["trust"]["certificates"]]
    links = [der for der in ders if kind_alone(der) == "waiting_link"]
    assert links
    store = TrustStore()
    for link in links:
        store.add_certificate(link)
    before: TrustStore = pickle.loads(pickle.dumps(store))
    assert {row["kind"] for row in rows(store.certificates())} == {"waiting_link"} and len(store) == 0
    assert (store.links, store.waiting_links) == (len(links), len(links))
    for der in ders:
        store.add_certificate(der)
    assert (store.links, store.waiting_links) == (len(links), 0)
    changes = Counter((row["change"], row["kind_before"], row["kind"]) for row in rows(doc9303.diff(before, store)))
    assert changes["became", "waiting_link", "link"] == len(links)
    assert changes["added", None, "root"] >= 1
    back = Counter((row["change"], row["kind"]) for row in rows(doc9303.diff(store, before)))
    assert back["removed", None] >= 1 and back["became", "waiting_link"] == len(links)


def test_document_signers_lists_and_their_signers() -> None:
    crls = signers = 0
    for case in with_feature("ldif") + with_feature("crl"):
        store = case.trust()
        for row in rows(store.crls()):
            assert row["sha256"] and row["issuer"] and row["this_update"] is not None and row["entries"] >= 0
            known = {each["sha256"] for each in rows(store.certificates())}
            assert row["signer_sha256"] is None or row["signer_sha256"] in known
            crls += row["signer_sha256"] is not None
        found = rows(store.document_signers())
        assert {row["kind"] for row in found} <= {"document_signer"}
        assert [row["sha256"] for row in found] == sorted(row["sha256"] for row in found)
        signers += len(found)
    assert crls and signers


def test_deviation_lists_say_whether_their_signer_is_vouched_for() -> None:
    (case,) = [case for case in cases() if case.identifier == "D18-with-list"]
    store = TrustStore()
    for given in case.content["trust"]["deviation_lists"]:
        store.add_deviation_list(base64.b64decode(given))
    (row,) = rows(store.lists())
    assert (row["kind"], row["is_vouched"], row["anchors"]) == ("deviation_list", False, None)
    assert row["entries"] >= 1 and row["rejected"] == 0
    for certificate in case.content["trust"]["certificates"]:
        store.add_certificate(base64.b64decode(certificate))
    (row,) = rows(store.lists())
    assert row["is_vouched"]


def test_equal_stores_differ_in_nothing() -> None:
    case = with_feature("master_list")[0]
    assert len(doc9303.diff(case.trust(), case.trust())) == 0
    empty = doc9303.diff(TrustStore(), case.trust())
    assert {row["change"] for row in rows(empty)} == {"added"}


def test_states_map_codes() -> None:
    assert State("D<<") == State("d") and State("D").code2 == "DE" and State("LTU") == State("lt")
    assert State("XK").name == "Kosovo" and {State("UTO"): 1}[State("UT")] == 1
    assert State("GBN").signs_as("gb") is True and State("FRA").signs_as("DE") is False
    assert State("XXB").signs_as("FR") is None and not State("XXB").is_issuer
    assert len({state.code3 for state in State.all()}) == len(State.all())
    for state in State.all():
        assert State(state.code3) == state and state.name
    # The capital of "ß" is "SS", which is South Sudan's.
    for code in ("ZZZ", "ß"):
        with pytest.raises(ValueError, match=f'code: "{code}" is the code of no State'):
            State(code)


def test_what_is_no_certificate_is_an_error() -> None:
    with pytest.raises(doc9303.Doc9303Error):
        Certificate.parse(b"\x30\x00")
    with pytest.raises(TypeError, match="data"):
        Certificate.parse("text")  # type: ignore[arg-type]


def real() -> Path:
    folder = os.environ.get("DOC9303_REAL_DATA")
    if folder is None:
        pytest.skip("DOC9303_REAL_DATA names no folder")
    return Path(folder) / "master-lists"


def test_published_lists_add_up() -> None:
    store = TrustStore()
    for file in sorted(real().iterdir()):
        given = store.add_master_list(file, any_signer=True)
        row = rows(store.lists())[-1]
        assert row["entries"] == given.added + given.known + len(given.rejected)
        assert row["entries"] == row["anchors"] + row["waiting_links"] + row["rejected"] + row["repeated"], file.name
        assert row["state_name"] and row["signed_at"] is not None
    table = rows(store.certificates())
    kinds = Counter(row["kind"] for row in table)
    assert kinds["root"] + kinds["link"] == len(store) and kinds["link"] + kinds["waiting_link"] == store.links
    assert all(row["lists"] for row in table)
    by_state = Counter(row["country"] or "" for row in table if row["kind"] != "waiting_link")
    assert by_state == store.states
    named = [row for row in table if row["state_name"]]
    assert len(named) > 0.98 * len(table), {row["country"] for row in table if not row["state_name"]}
    assert {row["curve_form"] for row in table} == {None, "named", "explicit"}
    one = TrustStore()
    one.add_master_list(sorted(real().iterdir())[0], any_signer=True)
    changes = Counter(row["change"] for row in rows(doc9303.diff(one, store)))
    assert changes["removed"] == 0 and changes["added"] + len(one.certificates()) + len(one.lists()) == len(table) + len(store.lists())
