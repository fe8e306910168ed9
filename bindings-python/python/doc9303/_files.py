"""Folders of chip files and of trust, as the command line reads them."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from . import _native
from ._errors import Doc9303Error

if TYPE_CHECKING:
    from typing_extensions import Buffer


def chip_from_folder(
    path: str | os.PathLike[str],
    records: Literal["own_terminal", "handed_over"] = "handed_over",
    active_auth_challenge: Buffer | None = None,
) -> _native.Chip:
    """Every file with a name of Doc 9303, and the records of what was done with the chip."""
    files: dict[str, bytes] = {}
    recorded: dict[str, Any] = {}
    for entry in sorted(Path(path).iterdir()):
        name = _native._file_name(entry.name)
        if name is not None:
            if name in files:
                raise Doc9303Error(f"{name}: the file is there twice", "file.malformed", name, "there twice")
            files[name] = entry.read_bytes()
        elif (kind := entry.name.lower()) in _RECORDS:
            recorded[kind.removesuffix(".json")] = _RECORDS[kind](_Record.read(entry))
    if not files:
        text = 'no file named EF.SOD, EF.DG1 and so on, with or without "EF." or ".bin"'
        raise Doc9303Error(f"{path}: {text}", "file.missing", "chip", text)
    return _native.Chip(files, records=records, active_auth_challenge=active_auth_challenge, **recorded)


def trust_files(path: str | os.PathLike[str]) -> list[Path]:
    """The file itself, or the files of a folder and its folders, in the order of their names."""
    root = Path(path)
    if not root.is_dir():
        return [root]
    return sorted(Path(folder, name) for folder, _, names in os.walk(root) for name in names)


class _Record:
    """A JSON object whose faults name its file and the field."""

    def __init__(self, path: Path, value: Any) -> None:
        if not isinstance(value, dict):
            raise ValueError(f"{path}: an object is needed")
        self.path = path
        self.value: dict[str, Any] = value

    @classmethod
    def read(cls, path: Path) -> _Record:
        try:
            return cls(path, json.loads(path.read_bytes()))
        except ValueError as error:
            raise ValueError(f"{path}: {error}") from None

    def field(self, name: str, kind: type) -> Any:
        value = self.value.get(name)
        if not isinstance(value, kind) or isinstance(value, bool):
            raise ValueError(f"{self.path}: {name} is missing or no {kind.__name__}")
        return value

    def octets(self, name: str) -> bytes:
        try:
            return bytes.fromhex(self.field(name, str))
        except ValueError as error:
            raise ValueError(f"{self.path}: {name} is not hexadecimal ({error})") from None

    def given(self, name: str) -> bool:
        return self.value.get(name) is not None


def _active_auth(record: _Record) -> _native.Exchange:
    expected = record.octets("expected_challenge") if record.given("expected_challenge") else None
    return _native.Exchange(record.octets("challenge"), record.octets("response"), expected)


def _chip_auth(record: _Record) -> _native.ChipAuthTranscript:
    exchanges = [_Record(record.path, value) for value in record.field("exchanges", list)]
    return _native.ChipAuthTranscript(
        record.field("oid", str),
        record.octets("terminal_private_key"),
        [(exchange.octets("command"), exchange.octets("response")) for exchange in exchanges],
        record.field("key_id", int) if record.given("key_id") else None,
    )


def _pace_cam(record: _Record) -> _native.PaceCamRecord:
    return _native.PaceCamRecord(
        record.field("oid", str),
        record.field("parameter_id", int),
        record.octets("chip_mapping_public_key"),
        record.octets("chip_authentication_data"),
    )


def _access(record: _Record) -> _native.Access:
    password = record.field("password", str) if record.given("password") else None
    return _native.Access(record.field("protocol", str), password)


_RECORDS: dict[str, Callable[[_Record], Any]] = {
    "access.json": _access,
    "active_auth.json": _active_auth,
    "chip_auth.json": _chip_auth,
    "pace_cam.json": _pace_cam,
}
