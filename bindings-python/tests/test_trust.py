"""Filling trust stores."""

from __future__ import annotations

import base64
import io
import pickle
import zipfile
from pathlib import Path
from typing import Any

import pytest
from support import VECTORS, Case, cases

import doc9303
from doc9303 import Doc9303Error, TrustStore

CERTIFICATE = VECTORS / "passport" / "trust" / "certificate-0.cer"


def pem(der: bytes) -> bytes:
    return b"-----BEGIN CERTIFICATE-----\n" + base64.encodebytes(der) + b"-----END CERTIFICATE-----\n"


def with_feature(feature: str) -> Case:
    found = [c for c in cases() if feature in c.content["features"] and c.content["expect"]["verdict"] == "successful"]
    return found[0]


def test_one_certificate_in_every_kind_of_input() -> None:
    der = CERTIFICATE.read_bytes()
    stores = []
    kinds: list[Any] = [der, bytearray(der), memoryview(der), CERTIFICATE, io.BytesIO(der)]
    for data in kinds:
        store = TrustStore()
        added = store.add_anchor(data)
        assert (added.added, added.known, added.rejected) == (1, 0, ())
        again = store.add_anchor(der)
        assert (again.added, again.known) == (0, 1)
        stores.append(store)
    with CERTIFICATE.open("rb") as file:
        store = TrustStore()
        store.add_certificate(file)
        stores.append(store)
    store = TrustStore()
    assert store.add_pem(pem(der)).added == 1
    stores.append(store)
    assert all(store == stores[0] and store.fingerprint == stores[0].fingerprint for store in stores)
    assert stores[0] != TrustStore()
    assert (len(store), store.anchors, store.states) == (1, 1, {"UT": 1})


def test_what_is_no_certificate_is_an_error() -> None:
    store = TrustStore()
    for add in [store.add_anchor, store.add_certificate, store.add_crl, store.add_pem, store.add_ldif, store.add_deviation_list]:
        with pytest.raises(Doc9303Error) as caught:
            add(b"\x30\x03\x02\x01\x01")
        assert caught.value.code in doc9303.CODES
        with pytest.raises(TypeError, match="data: bytes, a path or an open binary file is needed, not str"):
            add("text")  # type: ignore[arg-type]
    assert len(store) == 0 and store == TrustStore()


def test_a_master_list_needs_a_word_on_its_signer(tmp_path: Path) -> None:
    case = with_feature("master_list")
    entry = next(e for e in case.content["trust"]["master_lists"])
    data = base64.b64decode(entry["list"])
    store = TrustStore()
    with pytest.raises(ValueError, match="signer: a master list is not taken without a word"):
        store.add_master_list(data)
    with pytest.raises(ValueError, match="only one of"):
        store.add_master_list(data, any_signer=True, signed_by_store=True)
    with pytest.raises(Doc9303Error) as caught:
        store.add_master_list(data, signed_by_store=True)
    assert caught.value.code == "csca.not_found"
    with pytest.raises(Doc9303Error):
        store.add_master_list(data[:-1] + bytes([data[-1] ^ 1]), any_signer=True)
    assert len(store) == 0
    assert store.add_master_list(data, any_signer=True).added >= 1
    assert store.master_lists == 1

    (tmp_path / "list.ml").write_bytes(data)
    with pytest.raises(ValueError, match=r"list\.ml: a master list"):
        TrustStore().load(tmp_path)
    loaded = TrustStore()
    loaded.load(tmp_path, any_signer=True)
    assert loaded == store


def test_the_named_signer_is_the_only_one() -> None:
    signed = [c for c in cases() if any(e["signer"] for e in c.content["trust"]["master_lists"])]
    assert signed
    taken = 0
    for case in signed:
        for entry in case.content["trust"]["master_lists"]:
            if entry["signer"] is None:
                continue
            data, signer = base64.b64decode(entry["list"]), base64.b64decode(entry["signer"])
            store = TrustStore()
            try:
                store.add_master_list(data, signer=signer)
                taken += 1
            except Doc9303Error as error:
                assert error.code in doc9303.CODES
                continue
            in_pem = TrustStore()
            in_pem.add_master_list(data, signer=pem(signer))
            assert in_pem == store
            with pytest.raises(Doc9303Error):
                TrustStore().add_master_list(data, signer=CERTIFICATE.read_bytes()[:-1])
    assert taken


def test_a_folder_is_taken_file_by_file(tmp_path: Path) -> None:
    der = CERTIFICATE.read_bytes()
    (tmp_path / "deep" / "er").mkdir(parents=True)
    (tmp_path / "deep" / "er" / "csca.cer").write_bytes(der)
    (tmp_path / "csca.pem").write_bytes(pem(der))
    (tmp_path / "broken").write_bytes(b"\x00")
    for crl in (VECTORS / "passport" / "trust").glob("*.crl"):
        (tmp_path / crl.name).write_bytes(crl.read_bytes())
    store = TrustStore()
    told = store.load(str(tmp_path))
    assert (store.anchors, len(store.crls())) == (1, 1)
    assert (told.added, told.known) == (2, 1)
    (rejected,) = told.rejected
    assert (rejected.source, rejected.entry) == (str(tmp_path / "broken"), 0)
    assert rejected.code in doc9303.CODES and rejected.text
    assert TrustStore().load(tmp_path / "csca.pem") == doc9303.TrustStore().load(CERTIFICATE)


def test_an_input_is_recognised_and_bounded_by_what_it_may_bring() -> None:
    der = CERTIFICATE.read_bytes()
    store = TrustStore()
    for refused in [store.add(der, allow="under_anchors"), store.add(der, allow="revocation"), store.add(der, name="list.ml")]:
        (row,) = refused.rejected
        assert (refused.added, row.code, row.path) == (0, "trust.not_granted", "")
    (row,) = store.add(b"dear sir").rejected
    assert row.code == "trust.not_recognised"
    assert store.add(pem(der)).added == 1 and store.anchors == 1
    with pytest.raises(ValueError, match="allow"):
        store.add(der, allow="everything")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="PEM is needed, not a certificate"):
        store.add_pem(der)


def test_a_certificate_beside_a_list_whose_signer_is_named_is_no_anchor(tmp_path: Path, case: Any) -> None:
    (entry,) = case("D10-master-list").content["trust"]["master_lists"]
    (tmp_path / "list").write_bytes(base64.b64decode(entry["list"]))
    # Read before the list, which may hold it too.
    (tmp_path / "beside.cer").write_bytes(CERTIFICATE.read_bytes())
    signer = base64.b64decode(entry["signer"])
    beside = TrustStore()
    told = beside.load(tmp_path, signer=signer)
    (row,) = told.rejected
    assert (row.source, row.code) == (str(tmp_path / "beside.cer"), "trust.not_granted")
    assert TrustStore().load(tmp_path, signer=signer, anchors=True).rejected == ()
    assert TrustStore().load(tmp_path / "beside.cer", signer=signer).added == 1


def test_a_file_is_named_as_text_or_as_a_path(tmp_path: Path, case: Any) -> None:
    (entry,) = case("D10-master-list").content["trust"]["master_lists"]
    signer = base64.b64decode(entry["signer"])
    with zipfile.ZipFile(tmp_path / "csca.zip", "w") as file:
        file.writestr("csca.cer", CERTIFICATE.read_bytes())
    # A file that is named is the caller's word; an archive in a folder may hold the list whose signer is named.
    named: list[Any] = [tmp_path / "csca.zip", str(tmp_path / "csca.zip")]
    for path in named:
        assert TrustStore().load(path, signer=signer).added == 1
    for folder in (tmp_path, str(tmp_path)):
        (row,) = TrustStore().load(folder, signer=signer).rejected
        assert row.code == "trust.not_granted"


def test_an_export_of_the_directory() -> None:
    case = with_feature("ldif")
    (text,) = [base64.b64decode(ldif) for ldif in case.content["trust"]["ldif"]]
    store = TrustStore()
    told = store.add_ldif(io.BytesIO(text), any_signer=True)
    assert told.added >= 1


@pytest.mark.parametrize("name", ["D18-with-list", "D21-defect-list-revoked"])
def test_deviation_and_defect_lists_are_told_by_their_content(tmp_path: Path, name: str) -> None:
    (case,) = [c for c in cases() if c.content["id"] == name]
    (tmp_path / "list").write_bytes(base64.b64decode(case.content["trust"]["deviation_lists"][0]))
    store = TrustStore()
    told = store.load(tmp_path)
    assert (store.deviation_lists, store.unverified_deviation_lists, told.rejected) == (1, 1, ())
    for certificate in case.content["trust"]["certificates"]:
        store.add_certificate(base64.b64decode(certificate))
    assert store.unverified_deviation_lists == 0


@pytest.mark.parametrize("feature", ["master_list", "ldif", "crl", "link", "deviation_list"])
def test_a_store_survives_pickling(feature: str) -> None:
    case = with_feature(feature)
    store = case.trust()
    restored: TrustStore = pickle.loads(pickle.dumps(store))
    assert restored == store and restored.states == store.states
    assert (restored.master_lists, restored.crls(), restored.links) == (store.master_lists, store.crls(), store.links)
    assert restored.document_signers() == store.document_signers()
    assert case.inspect(restored) == case.inspect(store)


@pytest.mark.parametrize("feature", ["master_list", "ldif", "crl", "link", "deviation_list"])
def test_what_is_added_twice_is_kept_once(feature: str) -> None:
    case = with_feature(feature)
    store, once = case.trust(), case.trust()
    given = case.content["trust"]
    for certificate in given["certificates"]:
        store.add_certificate(base64.b64decode(certificate))
    for crl in given["crls"]:
        store.add_crl(base64.b64decode(crl))
    for ldif in given["ldif"]:
        store.add_ldif(base64.b64decode(ldif))
    for entry in given["master_lists"]:
        store.add_master_list(base64.b64decode(entry["list"]), any_signer=True)
    for certificate in given["certificates"]:
        store.add(base64.b64decode(certificate))
        store.add(b"a letter")
    assert len(pickle.dumps(store)) < len(pickle.dumps(once)) + 500
    restored: TrustStore = pickle.loads(pickle.dumps(store))
    assert restored == store == once and restored.master_lists == store.master_lists


def test_repr_and_values() -> None:
    store = TrustStore()
    assert repr(store) == "<TrustStore 0 anchors, 0 document signers, 0 crls>"
    assert store and len(store) == 0
    told: Any = store.add_anchor(CERTIFICATE)
    assert repr(told) == "<Import 1 added, 0 known, 0 rejected>"
    with pytest.raises(AttributeError):
        told.added = 2
    assert len(store.fingerprint) == 32
