"""Trust from files beside the same from a snapshot, in turns: the start of `doc9303 serve` until `/readyz` answers, and one `doc9303 inspect`.

    make rust
    python3 benches/serve/start.py MASTER_LIST..

The master lists are taken whoever signed them. Prints medians of 11 in milliseconds.
"""

import json
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request

ROOT = pathlib.Path(__file__).parents[2]
PROGRAM = ROOT / "target" / "release" / "doc9303"
PASSPORT = ROOT / "fixtures" / "vectors" / "passport"


def serve(trust):
    begin = time.perf_counter()
    command = [PROGRAM, "serve", "--listen", "127.0.0.1:0", *trust]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as service:
        line = next(line for line in service.stderr if "listening" in line)
        told = json.loads(line)
        urllib.request.urlopen(f"http://{told.get('fields', told)['address']}/readyz").read()
        spent = time.perf_counter() - begin
        service.terminate()
    return spent


def inspect(trust):
    begin = time.perf_counter()
    document = ["--mrz", PASSPORT / "mrz.txt", "--chip", PASSPORT / "chip", "--at", "2026-06-01", "--json"]
    told = subprocess.run([PROGRAM, "inspect", *document, *trust], capture_output=True, check=False).stdout
    spent = time.perf_counter() - begin
    return spent, json.loads(told)["evidence"]["trust"]


def main():
    lists = [word for path in sys.argv[1:] for word in ("--trust", path)] + ["--accept-any-master-list-signer"]
    with tempfile.TemporaryDirectory() as folder:
        snapshot = pathlib.Path(folder) / "trust.snapshot"
        paths = [*sys.argv[1:], "--accept-any-master-list-signer"]
        subprocess.run([PROGRAM, "trust", "snapshot", *paths, "--out", snapshot], check=True)
        ways = {"lists": lists, "snapshot": ["--trust", snapshot]}
        served, inspected, stores = ({way: [] for way in ways} for _ in range(3))
        for _ in range(11):
            for way, trust in ways.items():
                served[way].append(serve(trust))
                spent, store = inspect(trust)
                inspected[way].append(spent)
                stores[way].append(store)
        assert stores["lists"] == stores["snapshot"], "another store"
        for name, times in (("serve", served), ("inspect", inspected)):
            medians = {way: round(statistics.median(spent) * 1e3, 1) for way, spent in times.items()}
            print(name, medians, f"ratio {medians['lists'] / medians['snapshot']:.1f}")


if __name__ == "__main__":
    main()
