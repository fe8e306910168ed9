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

_FOLDER = "a folder"
_LINK = "a link to a folder, which is not followed"
_NO_FILE = "no regular file"


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


#: A file's name, and its bytes or why it cannot be read.
_Entry = tuple[str, bytes | None, str]
#: A folder's path below the root, its entries, and what its zones hold, which is known once the entries were read.
_Dump = tuple[str, Iterator[_Entry], list[bytes]]


def dumps(path: str | os.PathLike[str]) -> Iterator[_Dump]:
    """Every folder of a tree that has files: its path below the root, its entries, and what "mrz.txt" among them holds."""
    root = Path(path)
    os.scandir(root).close()
    return _dumps(root)


def _dumps(root: Path) -> Iterator[_Dump]:
    denied: dict[str, str] = {}

    def note(error: OSError) -> None:
        denied[os.fsdecode(error.filename)] = _why(error)

    for name, below, files in os.walk(root, onerror=note):
        below.sort()
        folder = Path(name)
        links = [each for each in below if (folder / each).is_symlink()]
        sources = [folder]
        place = next((place for place, each in enumerate(below) if each.lower() == "chip" and each not in links), None)
        if place is not None:
            sources.append(folder / below.pop(place))
        if files or links or len(sources) > 1:
            zones: list[bytes] = []
            yield text_of(str(folder.relative_to(root))), _dump_entries(sources, zones), zones
    for name, why in denied.items():
        yield text_of(os.path.relpath(name, root)), iter([("", None, why)]), []


def _dump_entries(sources: list[Path], zones: list[bytes]) -> Iterator[_Entry]:
    """The entries of a folder and of the one within it that is named "chip", save the zone, which goes to `zones`."""
    for source in sources:
        try:
            for entry, content, why in chip_entries(source):
                if entry.lower() == "mrz.txt" and content is not None and not zones:
                    zones.append(content)
                # The folders of the tree have rows of their own.
                elif source is not sources[0] or why != _FOLDER:
                    yield entry, content, why
        except OSError as error:
            yield text_of(source.name), None, _why(error)


def _content(entry: Path) -> tuple[bytes | None, str]:
    try:
        mode = entry.stat().st_mode
        if stat.S_ISDIR(mode):
            return None, _LINK if entry.is_symlink() else _FOLDER
        # A pipe would have to be waited for.
        if not stat.S_ISREG(mode):
            return None, _NO_FILE
        with entry.open("rb") as file:
            return file.read(_LONGEST), ""
    except OSError as error:
        return None, _why(error)


def _why(error: OSError) -> str:
    """The words of the system without the path, which may be someone's."""
    return error.strerror or type(error).__name__


def trust_files(path: str | os.PathLike[str]) -> tuple[bool, list[Path], list[tuple[str, str]]]:
    """Whether the path is a folder; the file itself, or the files of the folder and its folders in the order of their names; and
    what of them is left out, each with why.

    Raises OSError if a folder cannot be read.
    """
    root = Path(path)
    if not root.is_dir():
        return False, [root], []
    files: list[Path] = []
    left: list[tuple[str, str]] = []

    def refuse(error: OSError) -> None:
        raise error

    for folder, below, names in os.walk(root, onerror=refuse):
        left += ((str(link), _LINK) for link in (Path(folder, name) for name in below) if link.is_symlink())
        for file in (Path(folder, name) for name in names):
            # A pipe would have to be waited for. A link to nowhere is opened, and raises.
            if file.exists() and not file.is_file():
                left.append((str(file), _NO_FILE))
            else:
                files.append(file)
    return True, sorted(files), [(text_of(name), why) for name, why in sorted(left)]
