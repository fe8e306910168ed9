"""The notebook runs from top to bottom as it is committed, and is committed as it ran."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient

NOTEBOOK = Path(__file__).resolve().parents[1] / "examples" / "corpus.ipynb"


def outputs(notebook: Any) -> list[set[str]]:
    """The kinds of output of each cell that computes."""
    return [
        {kind for output in cell.outputs for kind in output.get("data", {"text/plain": ""})}
        for cell in notebook.cells
        if cell.cell_type == "code"
    ]


def test_the_notebook_runs() -> None:
    read: Any = nbformat.read
    committed = read(NOTEBOOK, as_version=4)
    shown = outputs(committed)
    pictures = sum("image/png" in kinds for kinds in shown)
    assert pictures >= 4 and any("text/html" in kinds for kinds in shown)
    fresh = read(NOTEBOOK, as_version=4)
    client: Any = NotebookClient(fresh, timeout=300, kernel_name="python3", resources={"metadata": {"path": NOTEBOOK.parent}})
    client.execute()
    assert outputs(fresh) == shown
    numbers = [cell.execution_count for cell in committed.cells if cell.cell_type == "code"]
    assert numbers == list(range(1, len(numbers) + 1))
