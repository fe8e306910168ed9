"""Writes the Python of a README as one file, so that its types can be checked: snippets.py README OUT.

The blocks go on where the ones before ended, as a reader takes them.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path


def snippets(text: str) -> list[str]:
    """The blocks of Python in a text of Markdown."""
    return re.findall(r"^```(?:python|py)\n(.*?)^```", text, re.DOTALL | re.MULTILINE)


if __name__ == "__main__":
    source, target = map(Path, sys.argv[1:])
    blocks = snippets(source.read_text())
    if not blocks:
        sys.exit(f"{source}: no block of Python")
    target.write_text("\n".join(blocks))
