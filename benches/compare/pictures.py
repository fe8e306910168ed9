"""Reads the 200 pictures of `fixtures/pictures`, one of them alone, and a picture of 12 megapixels with the library and its peers, round
by round in turn, and prints what each found, how much of it byte by byte, and medians.

    cargo bench -p doc9303-benches --bench seals --no-run   # tells where the worker stands
    pip install zxing-cpp==3.1.1 pillow==13.0.0 numpy==2.4.6
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
import tempfile
import time

import numpy as np
import zxingcpp
from PIL import Image

FIXTURES = pathlib.Path(__file__).parents[2] / "fixtures"
PAGE = FIXTURES / "pictures" / "G00-visa.datamatrix.page.png"


def picture(path):
    """The seal of a picture, by the case that its name begins with, and its file."""
    case = json.loads((FIXTURES / "vectors" / "cases" / f"{path.name.split('.')[0]}.json").read_text())
    return base64.b64decode(case["inputs"]["seal"]), path.read_bytes()


def large(folder):
    """A page on a table, by a telephone of 12 megapixels."""
    page = Image.open(PAGE).convert("L")
    table = Image.new("L", (4000, 3000), 220)
    table.paste(page.resize((page.width * 2, page.height * 2)), (900, 900))
    cells = np.asarray(table, dtype=float) + np.random.default_rng(1).normal(0, 6, (3000, 4000))
    path = pathlib.Path(folder) / "G00-visa.12-megapixels.jpg"
    Image.fromarray(np.clip(cells, 0, 255).astype(np.uint8)).save(path, quality=90)
    return path


def read_by_peer(pictures):
    """Found, byte by byte, and milliseconds a picture."""
    begin = time.perf_counter()
    read = [[code.bytes for code in zxingcpp.read_barcodes(Image.open(io.BytesIO(file)).convert("L"))] for _, file in pictures]
    each = (time.perf_counter() - begin) * 1e3 / len(pictures)
    return sum(map(bool, read)), sum(seal in codes for codes, (seal, _) in zip(read, pictures, strict=True)), each


def main():
    worker, rounds = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 5
    peer = f"PyPI zxing-cpp {importlib.metadata.version('zxing-cpp')}"
    with tempfile.TemporaryDirectory() as folder:
        further = [PAGE, large(folder)]
        sets = {"corpus": [picture(path) for path in sorted(PAGE.parent.glob("*.png"))]}
        sets |= {str(path): [picture(path)] for path in further}
        command = [worker, "--pictures", *map(str, further)]
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        measured, counts = {}, {}
        for _ in range(rounds):
            process.stdin.write("\n")
            process.stdin.flush()
            while (line := process.stdout.readline()).strip():
                name, pictures, found, exact, each = line.rstrip("\n").split("\t")
                measured.setdefault((pictures, name), []).append(float(each))
                counts[pictures, name] = int(found), int(exact)
            for pictures, files in sets.items():
                *counts[pictures, peer], each = read_by_peer(files)
                measured.setdefault((pictures, peer), []).append(each)
        process.stdin.close()
        process.wait()
    print("| pictures | reader | found | byte by byte | mean ms a picture |\n|---|---|---|---|---|")
    for pictures, name in sorted(measured, key=lambda key: list(sets).index(key[0])):
        found, exact = counts[pictures, name]
        print(f"| {pathlib.Path(pictures).name} | {name} | {found} | {exact} | {statistics.median(measured[pictures, name]):.1f} |")


if __name__ == "__main__":
    main()
