"""Reads the same 256 passport zones with the library and its peers on npm and PyPI, round by round in turn, and prints
medians and ratios.

    cargo bench -p doc9303-benches --bench worker --no-run   # tells where the worker stands
    npm install --prefix PEERS mrz mrz-fast; pip install --target PEERS/py mrz
    python3 benches/compare/run.py WORKER PEERS [ROUNDS]
"""

import importlib.metadata
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

NAMES = ["ERIKSSON<<ANNA<MARIA", "ARKFREITH<<ELA", "STEVENSON<<PETER<JOHN", "VAN<DER<MUELLEN<<JAN"]


def check_digit(text):
    value = lambda c: 0 if c == "<" else int(c, 36)
    return str(sum(value(c) * (7, 3, 1)[at % 3] for at, c in enumerate(text)) % 10)


def zone(n):
    """A passport of Utopia with counted numbers."""
    closed = lambda text: text + check_digit(text)
    number = closed(f"L{n * 390625 % 100000000:08}")
    birth = closed(f"{n * 7 % 100:02}{n % 12 + 1:02}{n % 28 + 1:02}")
    expiry = closed(f"{26 + n % 10:02}{n * 5 % 12 + 1:02}{n * 3 % 28 + 1:02}")
    personal = closed(f"ZE{n:05}B".ljust(14, "<"))
    composite = check_digit(number + birth + expiry + personal)
    return f"{('P<UTO' + NAMES[n % 4]).ljust(44, '<')}\n{number}UTO{birth}{'MF'[n % 2]}{expiry}{personal}{composite}"


def start(command):
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def ask(worker):
    """One round of a worker: name, sound zones, nanoseconds a zone."""
    worker.stdin.write("\n")
    worker.stdin.flush()
    while (line := worker.stdout.readline()).strip():
        name, sound, nanoseconds = line.rstrip("\n").split("\t")
        yield name, int(sound), float(nanoseconds)


def main():
    worker, peers = sys.argv[1], pathlib.Path(sys.argv[2]).resolve()
    rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 51
    sys.path.insert(0, str(peers / "py"))
    from mrz.checker.td3 import TD3CodeChecker

    pypi = f"PyPI mrz {importlib.metadata.version('mrz')}"
    zones = [zone(n) for n in range(256)]
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
        file.write("\n\n".join(zones) + "\n")
        file.flush()
        workers = [start([worker, file.name])]
        workers.append(start(["node", str(pathlib.Path(__file__).with_name("worker.mjs")), file.name, str(peers)]))
        measured, sound_zones = {}, {}
        for _ in range(rounds):
            for each in workers:
                for name, sound, nanoseconds in ask(each):
                    measured.setdefault(name, []).append(nanoseconds)
                    sound_zones[name] = sound
            begin = time.perf_counter_ns()
            sound_zones[pypi] = sum(bool(TD3CodeChecker(text)) for text in zones)
            measured.setdefault(pypi, []).append((time.perf_counter_ns() - begin) / len(zones))
        for each in workers:
            each.stdin.close()
            each.wait()
    first = statistics.median(next(iter(measured.values())))
    print(f"| TD3, {len(zones)} different zones, {rounds} rounds | sound | median ns a zone | ratio |\n|---|---|---|---|")
    for name, values in measured.items():
        median = statistics.median(values)
        print(f"| {name} | {sound_zones[name]} | {median:.1f} | {median / first:.1f} |")


main()
