"""Reads the 200 pictures of `fixtures/pictures` with the library and its peers, round by round in turn, and prints what each found,
how much of it byte by byte, and medians.

    cargo bench -p doc9303-benches --bench seals --no-run   # tells where the worker stands
    pip install zxing-cpp==3.1.1 pillow==13.0.0
    python3 benches/compare/pictures.py WORKER [ROUNDS]
"""

import base64
import importlib.metadata
import io
import json
import pathlib
import statistics
import subprocess
import sys
import time

import zxingcpp
from PIL import Image

FIXTURES = pathlib.Path(__file__).parents[2] / "fixtures"


def pictures():
    """The seal of each picture, and its file."""
    for path in sorted((FIXTURES / "pictures").glob("*.png")):
        case = json.loads((FIXTURES / "vectors" / "cases" / f"{path.name.split('.')[0]}.json").read_text())
        yield base64.b64decode(case["inputs"]["seal"]), path.read_bytes()


def main():
    worker, rounds = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 11
    files = list(pictures())
    process = subprocess.Popen([worker, "--pictures"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    peer = f"PyPI zxing-cpp {importlib.metadata.version('zxing-cpp')}"
    measured, counts = {}, {}
    for _ in range(rounds):
        process.stdin.write("\n")
        process.stdin.flush()
        while (line := process.stdout.readline()).strip():
            name, found, exact, each = line.rstrip("\n").split("\t")
            measured.setdefault(name, []).append(float(each))
            counts[name] = int(found), int(exact)
        begin = time.perf_counter()
        read = [[code.bytes for code in zxingcpp.read_barcodes(Image.open(io.BytesIO(file)).convert("L"))] for _, file in files]
        measured.setdefault(peer, []).append((time.perf_counter() - begin) * 1e3 / len(files))
        counts[peer] = sum(bool(codes) for codes in read), sum(seal in codes for codes, (seal, _) in zip(read, files, strict=True))
    process.stdin.close()
    process.wait()
    print(f"| {len(files)} pictures | found | byte by byte | median ms a picture |\n|---|---|---|---|")
    for name, samples in measured.items():
        print(f"| {name} | {counts[name][0]} | {counts[name][1]} | {statistics.median(samples):.1f} |")


if __name__ == "__main__":
    main()
