"""Folders of chip files and of trust: names that readers give, files without one, and whatever else lies beside them."""

from __future__ import annotations

import os
import pickle
import shutil
from pathlib import Path

import pytest
from support import AT, judge

from doc9303 import Chip, Doc9303Error, TrustStore, inspect


def copied(source: Path, target: Path) -> Path:
    """A copy of a folder, in place of what was there."""
    shutil.rmtree(target, ignore_errors=True)
    return Path(shutil.copytree(source, target))


def renamed(source: Path, target: Path, names: dict[str, str]) -> Path:
    """A copy of a folder with other names of its files."""
    folder = copied(source, target)
    for name, other in names.items():
        (folder / name).rename(folder / other)
    return folder


def rejected(of: Chip) -> list[tuple[str, str]]:
    return [(row.source, row.code) for row in of.rejected]


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("EF.DG1", "EF_DG1"),
        ("EF.SOD", "EF_SOD.TLV"),
        ("EF.DG1", "Datagroup1.bin"),
        ("EF.DG11", "datagroup_11.dat"),
        ("EF.COM", "011E"),
        ("EF.DG2", "0102.bin"),
        # One identifier names two files, which their tags tell apart.
        ("EF.SOD", "011D"),
        ("EF.CardSecurity", "011D"),
        # Names that say nothing.
        ("EF.SOD", "0007.rsp"),
        ("EF.DG1", "dump"),
        ("EF.DG2", "dump (2)"),
        ("EF.DG15", "a.out"),
    ],
)
def test_a_file_is_known_by_name_or_content(passport: Path, tmp_path: Path, name: str, other: str) -> None:
    folder = renamed(passport / "chip", tmp_path / "chip", {name: other})
    assert Chip.from_folder(folder) == Chip.from_folder(passport / "chip")
    assert judge(passport, files=folder) == judge(passport)


def test_a_whole_folder_without_a_name_that_says_anything(passport: Path, tmp_path: Path) -> None:
    """All but EF.DG13, whose content is the State's own and so tells nothing."""
    chip = Chip.from_folder(passport / "chip")
    numbered = {name: f"{number:04}.rsp" for number, name in enumerate(chip.names) if name != "EF.DG13"}
    folder = renamed(passport / "chip", tmp_path / "chip", {**numbered, "EF.DG13": "mystery"})
    found = Chip.from_folder(folder)
    assert found.names == tuple(name for name in chip.names if name != "EF.DG13")
    assert all(found.file(name) == chip.file(name) for name in found.names)
    assert rejected(found) == [("mystery", "file.not_read")]
    (folder / "mystery").rename(folder / "Datagroup13")
    assert judge(passport, files=folder) == judge(passport)


def test_files_of_a_mapping_by_the_names_of_other_readers(passport: Path) -> None:
    folder = passport / "chip"
    contents = {name: (folder / name).read_bytes() for name in Chip.from_folder(folder).names}
    for prefix, ending in [("EF_", ".bin"), ("", ".TLV"), ("ef-", ".dat")]:
        assert Chip({f"{prefix}{name[3:]}{ending}": content for name, content in contents.items()}).names == tuple(contents)
    assert Chip({"011D": contents["EF.SOD"]}).names == ("EF.SOD",)
    assert Chip({"011D": contents["EF.CardSecurity"]}).names == ("EF.CardSecurity",)
    with pytest.raises(ValueError, match='files: "011D" is no file of a chip'):
        Chip({"011D": b"neither"})
    with pytest.raises(Doc9303Error, match="text, not bytes") as raised:
        Chip({name: content.hex().encode() for name, content in contents.items()})
    assert raised.value.code == "file.text"


def test_an_empty_folder_says_what_is_missing(tmp_path: Path) -> None:
    report = inspect(TrustStore(), at=AT, files=tmp_path)
    assert (report.verdict, report.outcome("sod.structure")) == ("undetermined", "undetermined")
    chip = Chip.from_folder(tmp_path)
    assert chip.rejected == report.rejected and len(chip) == 0
    assert rejected(chip) == [("", "file.missing")]


def test_what_is_no_file_of_a_chip_is_named(passport: Path, tmp_path: Path) -> None:
    folder = copied(passport / "chip", tmp_path / "odd")
    with open(os.fsencode(folder) + b"/\xff\xe9.bin", "wb") as file:
        file.write(b"x")
    (folder / "notes.txt").write_text("read at the border")
    (folder / "face.jpg").write_bytes(b"\xff\xd8\xff")
    (folder / "EF.CVCA").write_bytes(b"\x42\x00")
    (folder / "more").mkdir()
    chip = Chip.from_folder(folder)
    odd = ["EF.CVCA", "face.jpg", "more", "notes.txt", "\ufffd\ufffd.bin"]
    assert sorted(rejected(chip)) == [(name, "file.not_read") for name in odd]
    whole = Chip.from_folder(passport / "chip")
    assert chip == whole and whole.rejected == ()
    report = judge(passport, files=folder)
    assert report.rejected == chip.rejected and report.results == judge(passport).results


def test_what_cannot_be_read_is_named_without_its_path(passport: Path, tmp_path: Path) -> None:
    folder = copied(passport / "chip", tmp_path / "broken")
    for name in ("EF.DG2", "EF.DG7", "EF.DG11"):
        (folder / name).unlink()
    (folder / "EF.DG2").mkdir()
    (folder / "EF.DG7").symlink_to(folder / "nowhere")
    # Nothing ever comes out of it.
    os.mkfifo(folder / "EF.DG11")
    chip = Chip.from_folder(folder)
    assert sorted(rejected(chip)) == [(name, "file.not_read") for name in ("EF.DG11", "EF.DG2", "EF.DG7")]
    assert str(tmp_path) not in str([row.text for row in chip.rejected])
    assert judge(passport, files=folder).rejected == chip.rejected


def test_one_file_that_no_chip_takes_takes_nothing_from_the_others(passport: Path, tmp_path: Path) -> None:
    folder = copied(passport / "chip", tmp_path / "text")
    content = (folder / "EF.DG1").read_bytes()
    (folder / "EF.DG1").write_text(content.hex())
    (folder / "EF.DG2").write_bytes(b"\x75" + bytes(33 << 20))
    chip = Chip.from_folder(folder)
    assert rejected(chip) == [("EF.DG1", "file.text"), ("EF.DG2", "limit.size")]
    others = [name for name in Chip.from_folder(passport / "chip").names if name not in ("EF.DG1", "EF.DG2")]
    assert list(chip.names) == others


def test_two_files_that_differ_are_both_left_out(passport: Path, tmp_path: Path) -> None:
    folder = copied(passport / "chip", tmp_path / "twice")
    # The same twice is no harm.
    (folder / "dg1.bin").write_bytes((folder / "EF.DG1").read_bytes())
    (folder / "Active_Auth.json").write_bytes((folder / "active_auth.json").read_bytes())
    assert judge(passport, files=folder) == judge(passport)
    (folder / "dg1.bin").write_bytes(b"a\x00")
    report = judge(passport, files=folder)
    assert report.verdict != "successful"
    (row,) = report.rejected
    assert "EF.DG1 and dg1.bin" in row.text and Chip.from_folder(folder).file("EF.DG1") is None
    (folder / "dg1.bin").unlink()
    (folder / "Active_Auth.json").write_bytes(b"{}")
    report = judge(passport, files=folder)
    assert report.verdict == "undetermined" and Chip.from_folder(folder).active_auth is None
    (row,) = report.rejected
    assert (row.source, row.code) == ("active_auth.json", "file.malformed") and "Active_Auth.json" in row.text


def test_a_folder_of_many_chips_is_none(passport: Path, tmp_path: Path) -> None:
    folder = copied(passport / "chip", tmp_path / "many")
    for number in range(1000):
        (folder / f"{number}.jpg").touch()
    chip = Chip.from_folder(folder)
    assert rejected(chip) == [("", "file.not_read"), ("", "file.missing")] and len(chip) == 0


def test_a_record_that_cannot_be_read_is_named(passport: Path, tmp_path: Path) -> None:
    whole = judge(passport)
    for name, content in [
        ("active_auth.json", b"no JSON"),
        ("active_auth.json", b"[]"),
        ("active_auth.json", b'{"challenge": 7}'),
        ("chip_auth.json", b"\xff\xfe"),
        ("access.json", b'{"protocol": "none", "password": 1}'),
        ("pace_cam.json", b""),
    ]:
        folder = copied(passport / "chip", tmp_path / "record")
        (folder / name).write_bytes(content)
        report = judge(passport, files=folder)
        assert [(row.source, row.code) for row in report.rejected] == [(name, "file.malformed")], name
        assert report.verdict == ("undetermined" if name == "active_auth.json" else whole.verdict), name


def test_a_folder_of_trust_may_have_any_names(passport: Path, tmp_path: Path) -> None:
    folder = copied(passport / "trust", tmp_path / "trust")
    expected = TrustStore()
    expected.load(folder, any_signer=True)
    with open(os.fsencode(folder) + b"/\xff\xe9.cer", "wb") as file:
        file.write(b"no certificate")
    store = TrustStore()
    (row,) = store.load(folder, any_signer=True).rejected
    assert row.source.endswith("\ufffd.cer") and store.fingerprint == expected.fingerprint


def test_a_folder_of_trust_is_read_whole_or_not_at_all(passport: Path, tmp_path: Path) -> None:
    folder = copied(passport / "trust", tmp_path / "trust")
    expected = TrustStore()
    expected.load(folder, any_signer=True)
    (folder / "link").symlink_to(passport / "chip", target_is_directory=True)
    os.mkfifo(folder / "pipe")
    store = TrustStore()
    told = store.load(folder, any_signer=True)
    assert store == expected
    assert [(row.source, row.code) for row in told.rejected] == [(str(folder / name), "file.not_read") for name in ("link", "pipe")]
    assert "not followed" in told.rejected[0].text
    if os.geteuid() == 0:
        # Nothing is closed to this user; a folder that goes away meanwhile is the same error.
        def gone(path: object) -> object:
            raise PermissionError(13, "Permission denied", str(path))

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(os, "scandir", gone)
            with pytest.raises(PermissionError):
                store.load(folder, any_signer=True)
        return
    (folder / "closed").mkdir(mode=0)
    with pytest.raises(PermissionError):
        store.load(folder, any_signer=True)


def test_where_a_file_lies_stays_out_of_a_pickle(passport: Path, tmp_path: Path) -> None:
    folder = copied(passport / "trust", tmp_path / "someone")
    store = TrustStore()
    store.load(folder, any_signer=True)
    octets = pickle.dumps(store)
    assert b"someone" not in octets and b"certificate-0.cer" in octets
    restored: TrustStore = pickle.loads(octets)
    assert restored == store
