"""The notebook runs from top to bottom as it is committed, and is committed as it ran."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient

NOTEBOOK = Path(__file__).resolve().parents[1] / "examples" / "corpus.ipynb"


def told(output: Any) -> tuple[set[str], str | None]:
    """The kinds of an output, and its text; None for a picture's, which says nothing."""
    data: dict[str, str] = output.data
    return set(data), None if "image/png" in data else data["text/plain"]


def outputs(notebook: Any) -> list[tuple[str, list[tuple[set[str], str | None]]]]:
    """What each cell that computes prints, in however many pieces it came, and its other outputs."""
    cells = [cell.outputs for cell in notebook.cells if cell.cell_type == "code"]
    return [("".join(each.get("text", "") for each in cell), [told(each) for each in cell if "data" in each]) for cell in cells]


def test_the_notebook_runs() -> None:
    read: Any = nbformat.read
    committed = read(NOTEBOOK, as_version=4)
    shown = outputs(committed)
    kinds = [kind for _, cell in shown for told, _ in cell for kind in told]
    assert kinds.count("image/png") >= 4 and "text/html" in kinds
    fresh = read(NOTEBOOK, as_version=4)
    client: Any = NotebookClient(fresh, timeout=300, kernel_name="python3", resources={"metadata": {"path": NOTEBOOK.parent}})
    client.execute()
    assert outputs(fresh) == shown
    numbers = [cell.execution_count for cell in committed.cells if cell.cell_type == "code"]
    assert numbers == list(range(1, len(numbers) + 1))
