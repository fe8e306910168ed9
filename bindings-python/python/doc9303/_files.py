"""Folders of chip files and of trust, as the command line reads them. What stands in a file is for the core to say."""

from __future__ import annotations

import os
from pathlib import Path


#: One byte more than the largest file of a chip may have is enough to see that it is too large.
_LONGEST = (32 << 20) + 1
#: No reader leaves more files of one chip.
_MOST_ENTRIES = 1000


def text_of(name: str) -> str:
    """A file's name as text: bytes in it that are not UTF-8 become a sign that stands for them."""
    return os.fsencode(name).decode("utf-8", "replace")


def chip_entries(path: str | os.PathLike[str]) -> list[tuple[str, bytes | None, str]]:
    """Every entry of a folder: its name, and its bytes or why it cannot be read."""
    found: list[tuple[str, bytes | None, str]] = []
    for entry in sorted(Path(path).iterdir())[:_MOST_ENTRIES]:
        name = text_of(entry.name)
        try:
            with entry.open("rb") as file:
                found.append((name, file.read(_LONGEST), ""))
        except OSError as error:
            # The words of the system without the path, which may be someone's.
            found.append((name, None, error.strerror or type(error).__name__))
    return found


def trust_files(path: str | os.PathLike[str]) -> list[Path]:
    """The file itself, or the files of a folder and its folders, in the order of their names."""
    root = Path(path)
    if not root.is_dir():
        return [root]
    return sorted(Path(folder, name) for folder, _, names in os.walk(root) for name in names)
