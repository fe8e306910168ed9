"""The command line: `python -m doc9303 --help`, and `doc9303` where the package is installed."""

from __future__ import annotations

import signal
import sys

from ._native import _run


def main() -> int:
    """Runs the command line with the arguments of this process; returns the exit status."""
    # The program ends at once as any other does: Python would wait until it comes back.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    sys.stdout.flush()
    return _run(["doc9303", *sys.argv[1:]])


if __name__ == "__main__":
    sys.exit(main())
