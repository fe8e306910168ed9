"""Folders of chip files and of trust, as the command line reads them."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from . import _native
from ._errors import Doc9303Error


def chip_from_folder(path: str | os.PathLike[str]) -> _native.Chip:
    """Every file with a name of Doc 9303, and the records of what was done with the chip."""
    files: dict[str, bytes] = {}
    active_auth: _native.Exchange | None = None
    access: _native.Access | None = None
    for entry in sorted(Path(path).iterdir()):
        name = _native._file_name(entry.name)
        if name is not None:
            if name in files:
                raise Doc9303Error(f"{name}: the file is there twice", "file.malformed", name, "there twice")
            files[name] = entry.read_bytes()
        elif entry.name.lower() == "active_auth.json":
            active_auth = _exchange(entry)
        elif entry.name.lower() == "access.json":
            record = _record(entry)
            access = _native.Access(record.get("protocol") or "", record.get("password"))
    if not files:
        text = 'no file named EF.SOD, EF.DG1 and so on, with or without "EF." or ".bin"'
        raise Doc9303Error(f"{path}: {text}", "file.missing", "chip", text)
    return _native.Chip(files, active_auth=active_auth, access=access)


def trust_files(path: str | os.PathLike[str]) -> list[Path]:
    """The file itself, or the files of a folder and its folders, in the order of their names."""
    root = Path(path)
    if not root.is_dir():
        return [root]
    return sorted(Path(folder, name) for folder, _, names in os.walk(root) for name in names)


def _record(path: Path) -> dict[str, Any]:
    try:
        record = json.loads(path.read_bytes())
    except ValueError as error:
        raise ValueError(f"{path}: {error}") from None
    if not isinstance(record, dict):
        raise ValueError(f"{path}: an object is needed")
    return record


def _exchange(path: Path) -> _native.Exchange:
    record = _record(path)
    octets: dict[str, bytes] = {}
    for field in ("challenge", "response", "expected_challenge"):
        value = record.get(field)
        if value is None and field == "expected_challenge":
            continue
        try:
            octets[field] = bytes.fromhex(value) if isinstance(value, str) else bytes.fromhex("?")
        except ValueError:
            raise ValueError(f"{path}: {field} is not hexadecimal") from None
    return _native.Exchange(**octets)
