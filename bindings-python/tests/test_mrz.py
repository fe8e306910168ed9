"""Reading zones, one at a time."""

from __future__ import annotations

import array
import copy
import json
import pickle
from datetime import date, datetime, timedelta, timezone
from typing import Any

import pytest
from support import AT, PERSONAL, TD1, TD3

import doc9303
from doc9303 import Doc9303Error, Mrz, check_digit


def test_reads_the_passport_of_doc_9303_part_4() -> None:
    zone = Mrz.parse(TD3)
    assert zone.format == "TD3"
    assert zone.lines == tuple(TD3.split("\n"))
    assert (zone.document_code, zone.issuing_state, zone.nationality) == ("P", "UTO", "UTO")
    assert (zone.primary_identifier, zone.secondary_identifier) == ("ERIKSSON", "ANNA MARIA")
    assert (zone.document_number, zone.personal_number) == ("L898902C3", "ZE184226B")
    assert (zone.birth_date, zone.expiry_date, zone.sex) == ("740812", "120415", "F")
    assert (zone.optional_data, zone.optional_data_1, zone.optional_data_2) == ("", "", "")
    assert zone.mrz_information == "L898902C3674081221204159"
    assert not zone.truncation_possible
    assert "specimen" in zone.warnings
    assert str(zone) == TD3


def test_fields_are_those_of_the_layout() -> None:
    zone = Mrz.parse(TD1)
    assert zone.fields["document_number"] == "D23145890"
    assert zone.fields["birth_date"] == "740812"
    assert "personal_number" not in zone.fields
    assert zone.ranges("document_number") == ((0, 5, 14),)
    assert zone.ranges("composite")[0] == (0, 5, 30)
    with pytest.raises(ValueError, match="no field of a TD1"):
        zone.ranges("personal_number")


def test_every_check_digit_says_what_it_should_be() -> None:
    wrong = TD3.replace("L898902C36", "L898902C37")
    digits = Mrz.parse(wrong).check_digits
    assert [(digit.field, digit.ok) for digit in digits] == [
        ("document_number", False),
        ("birth_date", True),
        ("expiry_date", True),
        ("personal_number", True),
        ("composite", False),
    ]
    number = digits[0]
    assert (number.printed, number.computed, number.position) == ("7", "6", (1, 9, 10))
    assert number.covers == ((1, 0, 9),)
    assert number == Mrz.parse(wrong).check_digits[0] != Mrz.parse(TD3).check_digits[0]
    assert len({number, Mrz.parse(wrong).check_digits[0]}) == 1


@pytest.mark.parametrize("kind", [str.encode, lambda t: bytearray(t.encode()), lambda t: memoryview(t.encode())])
def test_reads_every_kind_of_bytes(kind) -> None:  # type: ignore[no-untyped-def]
    assert Mrz.parse(kind(TD3)) == Mrz.parse(TD3)
    assert check_digit(kind("520727")) == "3"


@pytest.mark.parametrize("line_end", ["\n", "\r", "\r\n", " \n "])
def test_line_ends_do_not_matter(line_end: str) -> None:
    assert Mrz.parse(TD3.replace("\n", line_end)) == Mrz.parse(TD3)


@pytest.mark.parametrize(
    ("text", "code", "cell"),
    [
        ("", "mrz.length", (0, 0)),
        ("P<UTOERIKSSON", "mrz.length", (0, 13)),
        (TD3.replace("ANNA", "ANNÄ"), "mrz.charset", (0, 18)),
        (TD3.replace("ANNA", "anna"), "mrz.charset", (0, 15)),
        ("\ud800" + TD3[1:], "mrz.charset", (0, 0)),
        ("X" * 30, "mrz.unknown_layout", (0, 0)),
    ],
)
def test_what_is_no_zone_tells_where(text: str, code: str, cell: tuple[int, int]) -> None:
    with pytest.raises(Doc9303Error) as caught:
        Mrz.parse(text)
    error = caught.value
    assert error.code == code
    assert (error.line, error.column) == cell
    assert error.offset is None
    assert error.structure == "machine readable zone"
    assert code in str(error) and code in doc9303.CODES
    assert copy.copy(error).code == pickle.loads(pickle.dumps(error)).code == code


@pytest.mark.parametrize("given", [None, 3, 1.5, ["P<"], {"mrz": TD3}, array.array("d", [1.0])])
def test_other_types_are_named(given: object) -> None:
    with pytest.raises(TypeError, match="text: str or bytes is needed, not"):
        Mrz.parse(given)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="text: "):
        check_digit(given)  # type: ignore[arg-type]


def test_a_huge_text_is_no_zone() -> None:
    for huge in ["<" * 100_000_000, "A\n" * 50_000_000, "\n" * 100_000_000]:
        with pytest.raises(Doc9303Error):
            Mrz.parse(huge)


def test_dates_get_their_century_from_a_time() -> None:
    zone = Mrz.parse(TD3)
    birth = zone.resolve_birth(at=AT)[0]
    assert (str(birth), birth.date) == ("1974-08-12", date(1974, 8, 12))
    assert (birth.year, birth.month, birth.day) == (1974, 8, 12)
    expiry = zone.resolve_expiry(at=AT)
    assert expiry is not None and expiry.date == date(2012, 4, 15)
    partial: Any = Mrz.parse(TD3.replace("740812", "7408<<")).resolve_birth(at=AT)[0]
    assert (str(partial), partial.date) == ("1974-08-XX", None)
    assert (partial.earliest, partial.latest) == (date(1974, 8, 1), date(1974, 8, 31))
    assert birth == zone.resolve_birth(at=AT)[0] and hash(birth) == hash(zone.resolve_birth(at=AT)[0])


def test_json_and_dict_say_the_same() -> None:
    zone = Mrz.parse(TD3)
    assert json.loads(zone.to_json(at=AT)) == zone.to_dict(at=AT)
    assert json.loads(zone.to_json()) == zone.to_dict()
    told = zone.to_dict(at=AT)
    assert told["checks"]["mrz.check_digits"] == "successful"
    assert told["dates"]["birth_date"] == ["1974-08-12"]
    assert {key: value for key, value in told.items() if key not in ("checks", "dates")} == zone.to_dict()
    assert told["fields"]["primary_identifier"] == "ERIKSSON"
    assert " " not in zone.to_json().replace("ANNA MARIA", "")


def test_time_must_have_a_zone() -> None:
    zone = Mrz.parse(TD3)
    with pytest.raises(ValueError, match="at: a timezone-aware datetime is needed"):
        zone.to_json(at=datetime(2026, 1, 1))
    with pytest.raises(TypeError, match="at: a timezone-aware datetime.datetime is needed, not date"):
        zone.resolve_expiry(at=date(2026, 1, 1))  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="at: .* not str"):
        zone.resolve_birth(at="2026-01-01")  # type: ignore[arg-type]
    tokyo = timezone(timedelta(hours=9))
    assert zone.to_json(at=AT) == zone.to_json(at=AT.astimezone(tokyo))


def test_is_a_frozen_value() -> None:
    zone = Mrz.parse(TD3)
    assert zone == Mrz.parse(TD3) and zone != Mrz.parse(TD1) and zone != TD3
    assert hash(zone) == hash(Mrz.parse(TD3))
    assert {zone, Mrz.parse(TD3)} == {zone}
    assert pickle.loads(pickle.dumps(zone)) == zone
    with pytest.raises(AttributeError):
        zone.format = "TD1"  # type: ignore[misc]
    with pytest.raises(AttributeError):
        zone.other = 1  # type: ignore[attr-defined]
    with pytest.raises(TypeError):
        Mrz()


def test_repr_holds_nothing_personal() -> None:
    for text in [TD3, TD1]:
        zone = Mrz.parse(text)
        shown = [repr(zone), *map(repr, zone.check_digits), *map(repr, zone.resolve_birth(at=AT))]
        assert not [word for word in PERSONAL for text in shown if word in text]


def test_check_digits_of_the_appendix() -> None:
    assert check_digit("520727") == "3"
    assert check_digit("AB2134<<<") == "5"
    assert check_digit("") == "0"


def test_names_cross_scripts() -> None:
    assert doc9303.transliterate("Müller-Lüdenscheidt") == "MUELLER<LUEDENSCHEIDT"
    assert doc9303.transliterate("Гоголь") != doc9303.transliterate("Гоголь", language="ukrainian")
    assert doc9303.arabic_from_zone("EBBAS") == "عبّاس"
    assert doc9303.cyrillic_from_zone("SHEVCHENKO", language="ukrainian") == "ШЕВЧЕНКО"
    assert doc9303.russian_from_zone(doc9303.russian_to_zone("ШЕВЧЕНКО")) == "ШЕВЧЕНКО"
    with pytest.raises(ValueError, match="name: the character at position 1 has no form"):
        doc9303.transliterate("A中")
    with pytest.raises(ValueError, match='language: "klingon" is none of any, '):
        doc9303.transliterate("A", language="klingon")  # type: ignore[arg-type]
    zone = Mrz.parse(TD3)
    assert zone.compare_names("Eriksson", "Anna Maria") == "equal"
    assert zone.compare_names("Eriksson", "Anne Maria") == "different"


UTOPIAN: dict[str, Any] = {
    "document_code": "P",
    "issuing_state": "UTO",
    "primary_identifier": "Eriksson",
    "secondary_identifier": "Anna Maria",
    "document_number": "L898902C3",
    "nationality": "UTO",
    "birth_date": "740812",
    "sex": "F",
    "expiry_date": date(2012, 4, 15),
    "optional_data": "ZE184226B",
}


def test_writes_what_it_reads() -> None:
    assert str(Mrz.write("TD3", **UTOPIAN)) == TD3
    assert str(Mrz.write("TD3", **UTOPIAN | {"birth_date": date(1974, 8, 12)})) == TD3
    assert Mrz.write("TD3", **UTOPIAN | {"primary_identifier": "Müller"}).primary_identifier == "MUELLER"
    assert Mrz.write("TD1", **UTOPIAN | {"document_code": "I", "birth_date": None}).birth_date == "<<<<<<"
    bad: list[tuple[str, dict[str, Any], type[Exception], str]] = [
        ("TD4", {}, ValueError, 'format: "TD4" is no layout'),
        ("TD3", {"document_number": "L898902C3X"}, ValueError, "^document_number does not fit"),
        ("TD3", {"primary_identifier": ""}, ValueError, "^primary_identifier is missing"),
        ("TD3", {"birth_date": "7408"}, ValueError, "^birth_date is no date"),
        ("TD3", {"birth_date": "741312"}, ValueError, "^birth_date is no day of the calendar"),
        ("TD3", {"expiry_date": "340231"}, ValueError, "^expiry_date is no day of the calendar"),
        ("TD3", {"expiry_date": 120415}, TypeError, "^expiry_date: YYMMDD as str, or datetime.date is needed, not int"),
        ("TD3", {"language": "klingon"}, ValueError, "^language: "),
    ]
    for layout, given, kind, text in bad:
        with pytest.raises(kind, match=text):
            Mrz.write(layout, **UTOPIAN | given)  # type: ignore[arg-type]


def test_repairs_with_proof() -> None:
    assert Mrz.parse(TD3).repair().kind == "intact"
    repair = Mrz.parse(TD3.replace("740812", "74O872")).repair()
    assert (repair.kind, len(repair.candidates)) == ("unique", 1)
    (candidate,) = repair.candidates
    assert candidate.mrz == Mrz.parse(TD3)
    assert candidate.changes == (((1, 15, 16), "O", "0"), ((1, 17, 18), "7", "1"))
    assert "birth_date" in candidate.proven_by
    assert repair == Mrz.parse(TD3.replace("740812", "74O872")).repair()
    hopeless = Mrz.parse(TD3[:45] + "L898902C31UTO7408121F1204151ZE184226B<<<<<11").repair()
    assert (hopeless.kind, hopeless.candidates) == ("hopeless", ())
    several = Mrz.parse(TD3.replace("L898902C3", "L8989O2C3")).repair()
    assert several.kind == "ambiguous" and len(several.candidates) > 1
    assert Mrz.parse(TD3) in [candidate.mrz for candidate in several.candidates[:3]]


def test_repairs_of_text_are_suggestions() -> None:
    for text in (TD3.replace("ANNA<MARIA", "ANNA MARIA"), TD3.lower(), TD3.replace("<<<\n", "<<\n", 1)):
        repair = doc9303.repair(text)
        (first, *_) = repair.candidates
        assert (repair.kind, first.mrz, first.proven) == ("unproven", Mrz.parse(TD3), False)
        assert len(first.changes_proven) == len(first.changes)
    assert doc9303.repair("no zone").kind == "hopeless"


def test_check_digits_say_what_their_characters_do_not() -> None:
    unclosed = TD1.replace("I<UTOD231458907<<<<<<<<<<<<<<<", "I<UTO123456789<123456789012345")
    (number, *_) = Mrz.parse(unclosed).check_digits
    assert not number.ok and "the filler that must close" in (number.note or "")
    assert Mrz.parse(TD1).check_digits[0].note is None


def test_reads_one_line_and_marks() -> None:
    assert Mrz.parse("\ufeff" + TD3) == Mrz.parse(TD3)
    one_line = Mrz.parse(TD3.replace("\n", ""))
    assert one_line == Mrz.parse(TD3) and "line_breaks_missing" in one_line.warnings
    with pytest.raises(doc9303.Doc9303Error, match="UTF-16"):
        Mrz.parse(TD3.encode("utf-16"))


def test_finds_zones_in_text() -> None:
    text = f"Grüße 😀 aus Utopia\n{TD3}\nnothing here\n  {TD1}\n"
    first, second = doc9303.find(text)
    assert text[first.start : first.end] == TD3 and first.mrz == Mrz.parse(TD3)
    assert (first.line, first.sure, first.error) == (1, True, None)
    assert Mrz.parse(text[second.start : second.end]) == second.mrz == Mrz.parse(TD1)
    assert doc9303.find("nothing") == ()
    (broken,) = doc9303.find(TD3.replace("ANNA", "anna"))
    assert broken.error == "mrz.charset" and not broken.sure
    with pytest.raises(Doc9303Error):
        broken.mrz  # noqa: B018
    assert not [word for word in PERSONAL if word in repr(first) + repr(broken)]
