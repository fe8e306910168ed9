"""Folders of chip files and of trust, as the command line reads them. What stands in a file is for the core to say."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

#: One byte more than the largest file of a chip may have is enough to see that it is too large.
_LONGEST = (32 << 20) + 1
#: No reader leaves more files of one chip.
_MOST_ENTRIES = 1000


def text_of(name: str) -> str:
    """A file's name as text: bytes in it that are not UTF-8 become a sign that stands for them."""
    return os.fsencode(name).decode("utf-8", "replace")


def chip_entries(path: str | os.PathLike[str]) -> Iterator[tuple[str, bytes | None, str]]:
    """Every entry of a folder, in the order of their names: its name, and its bytes or why it cannot be read."""
    entries = sorted(islice(Path(path).iterdir(), _MOST_ENTRIES + 1))
    if len(entries) > _MOST_ENTRIES:
        yield "", None, f"more than {_MOST_ENTRIES} entries are not the files of one chip"
        return
    for entry in entries:
        yield text_of(entry.name), *_content(entry)


def dumps(path: str | os.PathLike[str]) -> Iterator[tuple[str, bytes | None, list[tuple[str, bytes | None, str]]]]:
    """Every folder of a tree that has files: its path below the root, what "mrz.txt" holds, and its other entries."""
    root = Path(path)
    os.scandir(root).close()
    return _dumps(root)


def _dumps(root: Path) -> Iterator[tuple[str, bytes | None, list[tuple[str, bytes | None, str]]]]:
    denied: dict[str, str] = {}

    def note(error: OSError) -> None:
        denied[os.fsdecode(error.filename)] = error.strerror or type(error).__name__

    for name, below, files in os.walk(root, onerror=note):
        below.sort()
        folder = Path(name)
        chip = [below.pop(place)] if (place := _chip_place(below)) is not None else []
        if not files and not chip:
            continue
        zone: bytes | None = None
        entries: list[tuple[str, bytes | None, str]] = []
        for source in [folder, *(folder / each for each in chip)]:
            try:
                for entry, content, why in chip_entries(source):
                    if entry.lower() == "mrz.txt" and content is not None and zone is None:
                        zone = content
                    elif source is not folder or why != "a folder":
                        entries.append((entry, content, why))
            except OSError as error:
                entries.append((text_of(source.name), None, error.strerror or type(error).__name__))
        yield text_of(str(folder.relative_to(root))), zone, entries
    for name, why in denied.items():
        yield text_of(os.path.relpath(name, root)), None, [("", None, why)]


def _chip_place(names: list[str]) -> int | None:
    return next((place for place, name in enumerate(names) if name.lower() == "chip"), None)


def _content(entry: Path) -> tuple[bytes | None, str]:
    try:
        mode = entry.stat().st_mode
        if stat.S_ISDIR(mode):
            return None, "a folder"
        # A pipe would have to be waited for.
        if not stat.S_ISREG(mode):
            return None, "no regular file"
        with entry.open("rb") as file:
            return file.read(_LONGEST), ""
    except OSError as error:
        # The words of the system without the path, which may be someone's.
        return None, error.strerror or type(error).__name__


def trust_files(path: str | os.PathLike[str]) -> list[Path]:
    """The file itself, or the files of a folder and its folders, in the order of their names."""
    root = Path(path)
    if not root.is_dir():
        return [root]
    return sorted(Path(folder, name) for folder, _, names in os.walk(root) for name in names)
