"""Reading zones beside the packages that people use now, in one interleaved run.

    python benches/compare.py [--rounds 9] [--rows 1000000] [--write FILE]

Every contender takes its turn in every round, so that a busy machine is busy for all; what is told is the median over the
rounds, and the median of the ratios within each round. Each contender must give the right answer first. Those that are
not installed are left out and named:

    pip install mrz==0.6.2 && pip install --no-deps PassportEye==2.2.2
"""

from __future__ import annotations

import argparse
import importlib.metadata
import importlib.util
import os
import platform
import random
import statistics
import string
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa

import doc9303
from doc9303 import Mrz, batch


def zones(count: int) -> list[str]:
    """Passports of the State of Utopia, all different and all right."""
    chance = random.Random(9303)
    names = ["".join(chance.choices(string.ascii_uppercase, k=chance.randint(3, 12))) for _ in range(500)]
    made = []
    for _ in range(count):
        zone = Mrz.write(
            "TD3",
            document_code="P",
            issuing_state="UTO",
            primary_identifier=chance.choice(names),
            secondary_identifier=f"{chance.choice(names)} {chance.choice(names)}",
            document_number="".join(chance.choices(string.ascii_uppercase + string.digits, k=9)),
            nationality="UTO",
            birth_date=f"{chance.randrange(100):02}{chance.randint(1, 12):02}{chance.randint(1, 28):02}",
            expiry_date=f"{chance.randint(27, 36):02}{chance.randint(1, 12):02}{chance.randint(1, 28):02}",
            sex=chance.choice("MF"),
        )
        made.append(str(zone))
    return made


@dataclass
class Contender:
    """Something that reads zones: `run` takes as many as it is given and says how many are right."""

    name: str
    run: Callable[[], int]
    rows: int
    rates: list[float] = field(default_factory=list)

    def turn(self) -> None:
        start = time.perf_counter()
        right = self.run()
        self.rates.append(self.rows / (time.perf_counter() - start))
        if right != self.rows:
            raise SystemExit(f"{self.name}: {right} of {self.rows} zones are right")

    @property
    def rate(self) -> float:
        return statistics.median(self.rates)

    def times(self, other: Contender) -> float:
        return statistics.median(mine / theirs for mine, theirs in zip(self.rates, other.rates, strict=True))


def passport_eye() -> Any:
    """Its parser of text alone: its package imports everything for pictures."""
    distribution = importlib.metadata.distribution("PassportEye")
    path = Path(str(distribution.locate_file("passporteye/mrz/text.py")))
    spec = importlib.util.spec_from_file_location("passporteye_text", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.MRZ


def contenders(rows: int) -> tuple[list[Contender], list[str]]:
    made = zones(min(rows, 100_000))
    column = pa.array((made * (rows // len(made) + 1))[:rows])
    single, slow = made[:20_000], made[:1_000]

    def in_columns(threads: int | None) -> Callable[[], int]:
        def run() -> int:
            found = pa.table(batch.parse_mrz(column, threads=threads))
            return int(found["check_digits_ok"].combine_chunks().true_count)

        return run

    def validity() -> int:
        found = pa.table(batch.parse_mrz(column, columns=["check_digits_ok"]))
        return int(found["check_digits_ok"].combine_chunks().true_count)

    def one_by_one() -> int:
        return sum(all(digit.ok for digit in Mrz.parse(text).check_digits) for text in single)

    def fields_one_by_one() -> int:
        return sum(bool((zone := Mrz.parse(text)).document_number and zone.primary_identifier) for text in single)

    found = [
        Contender("doc9303 batch.parse_mrz, all threads", in_columns(None), rows),
        Contender("doc9303 batch.parse_mrz, one thread", in_columns(1), rows),
        Contender("doc9303 batch.parse_mrz, whether check digits fit, all threads", validity, rows),
        Contender("doc9303 Mrz.parse, two fields", fields_one_by_one, len(single)),
        Contender("doc9303 Mrz.parse, all check digits", one_by_one, len(single)),
    ]
    missing = []
    try:
        from mrz.checker.td3 import TD3CodeChecker

        found.append(Contender("mrz (PyPI)", lambda: sum(bool(TD3CodeChecker(text)) for text in slow), len(slow)))
    except ImportError:
        missing.append("mrz")
    try:
        reader = passport_eye()
        found.append(
            Contender("PassportEye (PyPI), text", lambda: sum(reader(t.split("\n")).valid for t in slow), len(slow))
        )
    except ImportError:
        missing.append("PassportEye")
    return found, missing


def import_time() -> float:
    """Milliseconds of `import doc9303`, without those of the interpreter; the median of many new processes."""
    code = "import time; s = time.perf_counter(); import doc9303, doc9303.batch; print(time.perf_counter() - s)"
    times = [float(subprocess.check_output([sys.executable, "-c", code])) * 1000 for _ in range(15)]
    return statistics.median(times)


def version(name: str) -> str:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return "not installed"


def report(found: list[Contender], missing: list[str], rounds: int, rows: int) -> str:
    peers = [contender for contender in found if "PyPI" in contender.name]
    heads = "".join(f" times {peer.name} |" for peer in peers)
    lines = [
        "# Reading zones from Python",
        "",
        f"Median of {rounds} interleaved rounds on {os.cpu_count()} processors, CPython {platform.python_version()},"
        f" doc9303 {doc9303.__version__}, mrz {version('mrz')}, PassportEye {version('PassportEye')};"
        f" columns of {rows:,} TD3 zones, ratios within each round. `python benches/compare.py` in `bindings-python`.",
        "",
        f"| reader | zones/s |{heads}",
        f"|---|---:|{'---:|' * len(peers)}",
    ]
    for contender in found:
        ratios = "".join(f" {contender.times(peer):,.1f} |" for peer in peers)
        lines.append(f"| {contender.name} | {contender.rate:,.0f} |{ratios}")
    lines += ["", f"`import doc9303, doc9303.batch`: {import_time():.1f} ms."]
    lines += [f"Not installed and left out: {', '.join(missing)}." for _ in missing[:1]]
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--write", type=Path)
    arguments = parser.parse_args()
    found, missing = contenders(arguments.rows)
    for _ in range(arguments.rounds):
        for contender in found:
            contender.turn()
    text = report(found, missing, arguments.rounds, arguments.rows)
    print(text, end="")
    if arguments.write is not None:
        arguments.write.write_text(text)


if __name__ == "__main__":
    main()
