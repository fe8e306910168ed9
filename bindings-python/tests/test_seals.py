"""Seals: judged with the zone that they are printed beside, and with the passport that a visa was given for."""

from __future__ import annotations

import base64
import pickle
from pathlib import Path
from typing import Any

import doc9303
import pytest
from support import VECTORS, Case

VISA = Case.read(VECTORS / "cases" / "G00-visa.json")
SEAL = base64.b64decode(VISA.content["inputs"]["seal"])


def judge(**given: Any) -> doc9303.Report:
    return doc9303.inspect(VISA.trust(), at=VISA.at(), **given)


def test_a_visa_is_judged_with_its_seal() -> None:
    report = judge(mrz=VISA.content["inputs"]["mrz"], seal=SEAL)
    assert report.verdict == "successful"
    assert report.groups["seal"] == "successful"
    assert report.outcome("combined.mrz_seal") == "successful"
    told = report.to_dict()
    assert told["evidence"]["seal"]["trust_level"] == "trustable"
    assert [link["role"] for link in told["evidence"]["seal"]["chain"]] == ["seal_signer", "csca"]
    assert "seal" in told["document"]
    assert "document" not in report.to_dict(redacted=True)


def test_each_bit_of_a_seal_counts() -> None:
    assert judge(seal=SEAL).verdict == "successful"
    for place in range(len(SEAL)):
        changed = bytes(octet ^ (place == at) for at, octet in enumerate(SEAL))
        assert judge(seal=changed).verdict != "successful", place


def test_a_visa_belongs_to_one_passport() -> None:
    passport = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\n{}{}UTO7408122F3402199ZE184226B<<<<<1{}"
    verdicts = {}
    for number in ("L898902C3", "L898902D4"):
        digit = doc9303.check_digit(number)
        line = f"{number}{digit}UTO7408122F3402199ZE184226B<<<<<1"
        composite = doc9303.check_digit(line[:10] + line[13:20] + line[21:43])
        zone = passport.format(number, digit, composite)
        report = judge(mrz=zone, visa_mrz=VISA.content["inputs"]["mrz"], seal=SEAL)
        assert [result.source for result in report.results if result.check == "mrz.format"] == ["printed", "visa"]
        verdicts[number] = report.outcome("combined.visa_passport"), report.verdict
    assert verdicts == {"L898902C3": ("successful", "successful"), "L898902D4": ("failed", "failed")}


def test_a_report_on_a_seal_is_pickled() -> None:
    report = judge(mrz=VISA.content["inputs"]["mrz"], seal=SEAL)
    assert pickle.loads(pickle.dumps(report)) == report


PROFILE = """<profile><profileNumber>11111111111111111111111111111111</profileNumber><creator>Utopia</creator>
    <entry tag="9"><name>Dogs</name><description/><type>INTEGER</type></entry></profile>"""


def test_a_profile_names_what_an_administrative_document_holds(tmp_path: Path) -> None:
    case = Case.read(VECTORS / "cases" / "G00-administrative-document.json")
    seal = base64.b64decode(case.content["inputs"]["seal"])
    (tmp_path / "dogs.xml").write_text(PROFILE)
    for profile in (PROFILE.encode(), tmp_path / "dogs.xml"):
        report = doc9303.inspect(case.trust(), at=case.at(), seal=seal, seal_profiles=[profile])
        assert report.outcome("seal.format") == "failed"
        assert [result.reason.text for result in report.results if result.reason][0] == "the seal has no Dogs"
        assert pickle.loads(pickle.dumps(report)) == report
    with pytest.raises(ValueError, match="seal_profiles: number 1: administrative profile, byte 0"):
        doc9303.inspect(case.trust(), at=case.at(), seal=seal, seal_profiles=[PROFILE.encode(), b"<profile/>"])


PICTURES = VECTORS.parent / "pictures"


def test_the_seals_of_a_picture_are_those_that_were_drawn() -> None:
    page = PICTURES / "G00-visa.datamatrix.page.png"
    assert doc9303.read_seals(page) == [SEAL]
    assert doc9303.read_seals(page.read_bytes()) == [SEAL]
    with page.open("rb") as file:
        assert doc9303.read_seals(file) == [SEAL]
    report = judge(mrz=VISA.content["inputs"]["mrz"], seal=doc9303.read_seals(page)[0])
    assert report.verdict == "successful"
    white = b"P5 40 40 255\n" + bytes([255]) * 1600
    assert doc9303.read_seals(white) == []


@pytest.mark.parametrize("wrong", [b"", b"no picture", b"P5 99999 99999 255\n", b"\x89PNG\r\n\x1a\n"])
def test_what_is_no_picture_is_told(wrong: bytes) -> None:
    with pytest.raises(ValueError, match="picture"):
        doc9303.read_seals(wrong)


def test_what_is_no_seal_is_told() -> None:
    report = judge(seal="https://example.org")
    assert [str(result.reason.code) for result in report.results if result.reason] == ["seal.wrong_format"]
    with pytest.raises(TypeError, match="seal"):
        judge(seal=7)


def element(tag: int, content: bytes) -> bytes:
    """An element of DER."""
    size = len(content)
    octets = size.to_bytes((size.bit_length() + 7) // 8 or 1, "big")
    length = octets if size < 128 else bytes([0x80 + len(octets)]) + octets
    return bytes([tag]) + length + content


def test_a_virtual_component_stands_for_a_chip_and_is_compared_with_it() -> None:
    case = Case.read(VECTORS / "cases" / "good-passport.json")
    files = {name: base64.b64decode(content) for name, content in case.content["inputs"]["files"].items()}
    numbers = {0: "EF.SOD"} | {number: f"EF.DG{number}" for number in range(1, 17)}
    held = b"".join(element(0x80 + number, files[name]) for number, name in numbers.items() if name in files)
    component = element(0x30, b"\x02\x01\x01" + element(0x30, held))
    alone = doc9303.inspect(case.trust(), at=case.at(), dtc=component)
    assert alone.outcome("sod.signature") == "successful"
    assert alone.outcome("combined.dtc_chip") == "undetermined"
    beside = doc9303.inspect(case.trust(), at=case.at(), dtc=component, files=case.chip())
    assert beside.outcome("combined.dtc_chip") == "successful"
    assert pickle.loads(pickle.dumps(beside)) == beside
    other = Case.read(VECTORS / "cases" / "good-full.json").chip()
    assert doc9303.inspect(case.trust(), at=case.at(), dtc=component, files=other).outcome("combined.dtc_chip") == "failed"
