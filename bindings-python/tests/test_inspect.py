"""Judging one document: every kind of input, and what a report is."""

from __future__ import annotations

import io
import json
import pickle
import re
import threading
from datetime import date, datetime, timezone
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from support import AT, PERSONAL, TD3, VECTORS, Case, judge

import doc9303
from doc9303 import Chip, Doc9303Error, Exchange, Policy, TrustStore, inspect


def test_a_good_passport(passport: Path) -> None:
    report = judge(passport)
    assert report.verdict == "successful"
    assert report.groups == {"optical": "successful", "electronic": "successful", "combined": "successful"}
    assert report.outcome("chip.active_auth") == "successful"
    assert report.outcome("dg3.hash") is None and report.result("dg3.hash") is None
    signature = report.result("sod.signature")
    assert signature is not None
    assert (signature.clause, signature.weight, signature.group) == ("Doc 9303-11 §5.1", "mandatory", "electronic")
    assert signature.reason is None and signature.source is None
    assert [link["role"] for link in report.evidence["chain"]] == ["document_signer", "csca"]
    assert report.policy == "icao" and report.at.tzinfo is timezone.utc
    assert report.mrz is not None and report.mrz.format == "TD3"


def test_a_forgery_says_why(forged: Path) -> None:
    report = judge(forged)
    assert report.verdict == "failed"
    assert report.decisive == tuple(report.to_dict()["decisive"])
    assert {row.check for row in report.results if row.counts and row.outcome == "failed"} == set(report.decisive)
    failed = [row for row in report.results if row.outcome == "failed"]
    assert failed
    for row in failed:
        assert row.reason is not None and row.reason.code in doc9303.CODES
        assert str(row.reason) == row.reason.text
        explanation = doc9303.explain(row.reason.code)
        assert explanation.honest_causes and explanation.next_steps
        assert doc9303.explain(row.check).clause == row.clause


def test_records_that_were_handed_over_leave_it_open(passport: Path) -> None:
    report = judge(passport, records="handed_over")
    freshness = report.result("chip.challenge")
    assert report.verdict == "undetermined" and report.outcome("chip.active_auth") == "successful"
    assert freshness is not None and freshness.reason is not None
    assert freshness.reason.code == "chip.record_unverified"
    challenge = Chip.from_folder(passport / "chip").active_auth
    assert challenge is not None
    chosen = judge(passport, records="handed_over", active_auth_challenge=challenge.challenge)
    assert chosen.verdict == "successful"
    other = judge(passport, active_auth_challenge=bytes(8))
    assert other.outcome("chip.active_auth") == "failed"
    handed = Chip.from_folder(passport / "chip")
    assert handed.records == "handed_over" and handed.active_auth_challenge is None
    assert Chip.from_folder(passport / "chip", records="own_terminal") != handed
    with pytest.raises(ValueError, match="records: "):
        judge(passport, records="mine")


def test_every_kind_of_files_gives_the_same_report(passport: Path) -> None:
    folder = passport / "chip"
    expected = judge(passport)
    own: Any = {"records": "own_terminal"}
    chip = Chip.from_folder(str(folder), **own)
    contents = {name: (folder / name).read_bytes() for name in chip.names}
    kinds: list[dict[str, Any]] = [
        contents,
        {name.lower().removeprefix("ef."): bytearray(content) for name, content in contents.items()},
        {name: memoryview(content) for name, content in contents.items()},
        {name: folder / name for name in contents},
    ]
    record = json.loads((folder / "active_auth.json").read_text())
    exchange = Exchange(bytes.fromhex(record["challenge"]), bytes.fromhex(record["response"]))
    for files in kinds:
        assert judge(passport, files=Chip(files, active_auth=chip.active_auth, access=chip.access, **own)) == expected
        if chip.access is None and chip.active_auth == exchange:
            assert judge(passport, files=files, active_auth=exchange) == expected
    streams = {name: io.BytesIO(content) for name, content in contents.items()}
    assert judge(passport, files=Chip(streams, active_auth=chip.active_auth, access=chip.access, **own)) == expected
    assert judge(passport, files=str(folder)) == expected
    assert judge(passport, mrz=(passport / "mrz.txt").read_bytes()) == expected
    assert expected.mrz is not None
    assert judge(passport, mrz=expected.mrz) == expected


def test_a_chip_gives_its_files_back(passport: Path) -> None:
    folder = passport / "chip"
    chip = Chip.from_folder(folder)
    assert len(chip) == len(chip.names) and "EF.SOD" in chip.names
    assert chip.file("dg1") == (folder / "EF.DG1").read_bytes()
    assert chip.file("EF.DG3") is None
    zone = chip.dg1()
    assert zone is not None and zone.lines == tuple((passport / "mrz.txt").read_text().split())
    (face,) = chip.faces()
    assert face.startswith((b"\xff\xd8", b"\x00\x00\x00\x0cjP", b"\xff\x4f"))
    assert chip == Chip.from_folder(folder) and hash(chip) == hash(Chip.from_folder(folder))
    assert Chip({}) != chip and Chip({}).dg1() is None and Chip({}).faces() == ()


def test_details_come_with_whether_they_are_authenticated(passport: Path, forged: Path) -> None:
    report = judge(passport)
    details = report.details
    assert details["personal"]["date_of_birth"] == "19740812" and details["personal"]["authenticated"]
    assert details["document"]["issuing_authority"] == "UTOPIA PASSPORT OFFICE"
    assert [image["format"] for image in details["portraits"]["images"]] == ["JPEG"]
    assert report.is_authenticated("dg11") and not report.is_authenticated("EF.COM")
    assert report.to_dict()["document"]["details"] == details
    assert "details" not in report.to_json(redacted=True)
    with pytest.raises(ValueError, match="no file of a chip"):
        report.is_authenticated("EF.DG17")
    portraits = judge(forged).details["portraits"]
    assert portraits["authenticated"] == judge(forged).is_authenticated("EF.DG2")
    assert inspect(TrustStore(), at=AT).details == {}


def test_garbage_is_a_result_and_no_exception() -> None:
    files: dict[str, bytes]
    for files in [{"EF.SOD": b""}, {"EF.SOD": b"\xff" * 100_000}, {"EF.DG1": b"\x61\x80"}, {}]:
        report = inspect(TrustStore(), at=AT, mrz="\x00\x01" * 1000, files=files)
        assert report.verdict == "failed"
        reason = report.results[0].reason
        assert reason is not None and reason.code == "mrz.charset"
        assert report.mrz is None


def test_nothing_given_is_nothing_to_check() -> None:
    report = inspect(TrustStore(), at=AT)
    assert (report.verdict, report.results, report.deviations) == ("not_supported", (), ())


def test_wrong_arguments_are_named(passport: Path) -> None:
    trust = TrustStore()
    bad: list[tuple[dict[str, Any], type[Exception], str]] = [
        ({"at": datetime(2026, 1, 1)}, ValueError, "at: a timezone-aware"),
        ({"at": date(2026, 1, 1)}, TypeError, "at: .* not date"),
        ({"at": 1}, TypeError, "at: .* not int"),
        ({"mrz": 1}, TypeError, "mrz: .* not int"),
        ({"files": 1}, TypeError, "files: .* not int"),
        ({"files": {"EF.DG1": "text"}}, TypeError, r"files\[\"EF.DG1\"\]: .* not str"),
        ({"files": {"EF.DG17": b""}}, ValueError, 'files: "EF.DG17" is no file of a chip'),
        ({"files": {1: b""}}, TypeError, "files: a name as str is needed, not int"),
        ({"files": {"dg1": b"", "EF.DG1": b""}}, Doc9303Error, "given twice"),
        ({"policy": "icao"}, TypeError, "policy: a Policy is needed, not str"),
        ({"active_auth": b""}, TypeError, "active_auth: an Exchange is needed"),
        ({"active_auth": Exchange(b"", b"")}, ValueError, "active_auth: "),
    ]
    for given, kind, text in bad:
        with pytest.raises(kind, match=text):
            inspect(trust, **{"at": AT, **given})
    with pytest.raises(TypeError, match="trust: a TrustStore is needed, not NoneType"):
        inspect(None, at=AT)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="at"):
        inspect(trust)  # type: ignore[call-arg]


def test_paths_and_files_fail_as_python_does(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        inspect(TrustStore(), at=AT, files=tmp_path / "none")
    with pytest.raises(NotADirectoryError):
        (tmp_path / "file").write_bytes(b"")
        inspect(TrustStore(), at=AT, files=tmp_path / "file")
    closed = io.BytesIO(b"x")
    closed.close()
    with pytest.raises(ValueError, match=r'files\["EF.DG1"\]: .*closed file'):
        Chip({"EF.DG1": closed})
    with pytest.raises(TypeError, match="opened in binary mode"):
        Chip({"EF.DG1": io.StringIO("x")})  # type: ignore[dict-item]
    with pytest.raises(FileNotFoundError):
        TrustStore().load(tmp_path / "none")


def test_a_report_is_a_frozen_value(forged: Path) -> None:
    report, again = judge(forged), judge(forged)
    assert report == again and hash(report) == hash(again) and report != judge(forged, mrz=None)
    assert report.results == again.results and len({*report.results, *again.results}) == len(report.results)
    assert report.deviations == again.deviations
    things: list[Any] = [report, *report.results, *report.deviations]
    for thing in things:
        with pytest.raises(AttributeError):
            thing.verdict = "successful"
    with pytest.raises(TypeError):
        type(report)()


def test_nothing_personal_without_being_asked(forged: Path) -> None:
    report = judge(forged)
    zone = report.mrz
    assert zone is not None
    personal = [zone.document_number, zone.primary_identifier, zone.birth_date, zone.personal_number]
    shown = [repr(report), report._repr_html_(), report.to_json(redacted=True), repr(Chip.from_folder(forged / "chip"))]
    shown += [repr(thing) for thing in [*report.results, *report.deviations, zone]]
    shown += [repr(row.reason) + str(row.reason) for row in report.results]
    assert not [word for word in personal if word and any(word in text for text in shown)]
    assert all(word in report.to_json() for word in personal)
    assert "document" not in report.to_dict(redacted=True)
    assert report.to_dict() == json.loads(report.to_json())


class Cells(HTMLParser):
    """The text of the page, and the signs beside words."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def test_the_html_can_be_read_without_colour(forged: Path) -> None:
    report = judge(forged)
    page = Cells()
    page.feed(report._repr_html_())
    assert page.open == []
    text = "".join(page.text)
    for row in report.results:
        assert row.check in text and row.clause in text
        assert row.reason is None or row.reason.code in text
    assert "✗ failed" in text and "✓ successful" in text
    colours = set(re.findall(r"background:(#\w{6})", report._repr_html_()))
    assert {"#1a7f37", "#c62828"} <= colours


def test_a_report_speaks_six_languages(forged: Path) -> None:
    report = judge(forged)
    reason = next(row.reason for row in report.results if row.reason is not None and row.check == "dg1.hash")
    said = {language: reason.text_in(language) for language in ("en", "de", "es", "fr", "it", "ru")}
    assert said["en"] == reason.text and len(set(said.values())) == 6
    assert all("EF.DG1" in text for text in said.values())
    assert (reason.message, reason.facts) == ("hash_differs", {"file": "EF.DG1", "digest": "SHA-256"})
    assert report.to_html() == report._repr_html_()
    page = report.to_html(language="ru")
    assert said["ru"] in page and 'lang="ru"' in page
    with pytest.raises(ValueError, match="language"):
        reason.text_in("xx")  # type: ignore[arg-type]


def test_a_document_cannot_write_the_page(case: Any) -> None:
    content = json.loads((VECTORS / "cases" / "A01-econtent-swap.json").read_text())
    content["inputs"]["mrz"] = "<script>alert(1)</script>"
    page = Case("script", content).inspect()._repr_html_()
    assert "<script" not in page


def test_threads_share_one_store(passport: Path) -> None:
    trust = TrustStore()
    trust.load(passport / "trust", any_signer=True)
    chip = Chip.from_folder(passport / "chip")
    at = datetime.fromisoformat((passport / "at").read_text().strip())
    expected = inspect(trust, at=at, files=chip)
    reports: list[doc9303.Report] = []

    def work() -> None:
        for _ in range(20):
            trust.add_certificate(passport / "trust" / "certificate-0.cer")
            reports.append(inspect(trust, at=at, files=chip))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert reports == [expected] * 80


def test_policies_are_values() -> None:
    icao = Policy.icao()
    assert icao == Policy.named("icao") != Policy.strict()
    assert icao.weight("ds.revocation") == "mandatory"
    lenient = icao.with_unknown_revocation()
    assert lenient == icao.with_weight("ds.revocation", "optional") and lenient.weight("ds.revocation") == "optional"
    assert icao.weight("ds.revocation") == "mandatory"
    assert icao.tolerates("deviation.sha1") and not Policy.strict().tolerates("deviation.sha1")
    assert not icao.refusing("deviation.sha1").tolerates("deviation.sha1")
    assert icao.refusing("deviation.sha1").tolerating("deviation.sha1") == icao
    expecting = icao.expecting("chip.active_auth")
    assert expecting.expects("chip.active_auth") and not icao.expects("chip.active_auth") and expecting != icao
    read = Policy.from_toml('name = "airport"\n[weight]\nds.revocation = "optional"\n[state.CH.deviation]\nsha1 = "refused"')
    assert read.name == "airport" and read.weight("ds.revocation") == "optional" and read != lenient
    assert Policy.from_toml(Policy.profile_toml("strict")) == Policy.strict()
    with pytest.raises(Doc9303Error, match="line 1, column"):
        Policy.from_toml("nonsense = 1")
    back = read.with_weight("ds.revocation", "mandatory")
    for policy in [icao, Policy.strict(), Policy.archive(), lenient, icao.refusing("deviation.sha1"), expecting, read, back]:
        assert pickle.loads(pickle.dumps(policy)) == policy
    calls: list[tuple[Any, str]] = [
        (lambda: Policy.named("none"), "no policy"),
        (lambda: icao.with_weight("none", "optional"), "no check"),
        (lambda: icao.with_weight("ds.revocation", "heavy"), "weight: "),  # type: ignore[arg-type]
        (lambda: icao.refusing("csca.not_found"), "no deviation"),
        (lambda: icao.weight("none"), "no check"),
        (lambda: doc9303.explain("none"), "neither a check nor a code"),
    ]
    for call, text in calls:
        with pytest.raises(ValueError, match=text):
            call()


def test_a_policy_decides(case: Any) -> None:
    document = case("A17-sha1-strict")
    report = inspect(document.trust(), at=document.at(), files=document.chip(), policy=Policy.icao())
    assert "deviation.sha1" in {deviation.code for deviation in report.deviations}
    strict = inspect(document.trust(), at=document.at(), files=document.chip(), policy=Policy.strict())
    assert strict.verdict == "failed" and strict.policy == "strict"


def test_words_explain_themselves() -> None:
    assert len(set(doc9303.CHECKS)) == len(doc9303.CHECKS) > 40
    assert len(set(doc9303.CODES)) == len(doc9303.CODES) > 80
    for word in [*doc9303.CHECKS, *doc9303.CODES]:
        explanation = doc9303.explain(word)
        assert str(explanation) == explanation.meaning != "" and explanation.clause
        assert explanation == doc9303.explain(word) and hash(explanation) == hash(doc9303.explain(word))


def test_only_what_is_printed() -> None:
    report = inspect(TrustStore(), at=AT, mrz=TD3)
    assert report.verdict == "successful"
    assert repr(report).startswith("<Report successful, ")
    assert not [word for word in PERSONAL if word in repr(report)]
