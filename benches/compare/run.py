"""Reads the same 256 passport zones with the library and its peers on crates.io, npm and PyPI, round by round in turn, and prints
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

from zones import PROBES, zone

def start(command):
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def ask(worker):
    """One round of a worker: name, sound zones, nanoseconds a zone."""
    worker.stdin.write("\n")
    worker.stdin.flush()
    while (line := worker.stdout.readline()).strip():
        name, sound, nanoseconds = line.rstrip("\n").split("\t")
        yield name, int(sound), float(nanoseconds)


def probe(commands, pypi, checker):
    """What each contender finds wrongly sound or unsound."""
    wrong = {}
    for title, text, is_sound in PROBES:
        with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
            file.write(text + "\n")
            file.flush()
            found = {}
            for command in commands(file.name):
                process = start(command)
                found |= {name: bool(sound) for name, sound, _ in ask(process)}
                process.stdin.close()
                process.wait()
        try:
            found[pypi] = bool(checker(text))
        except Exception:  # It raises for what it cannot read, and so does not accept it.
            found[pypi] = False
        for name, sound in found.items():
            wrong.setdefault(name, []).extend([title] if sound != is_sound else [])
    return wrong


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
        script = str(pathlib.Path(__file__).with_name("worker.mjs"))
        commands = lambda path: [[worker, path], ["node", script, path, str(peers)]]
        workers = [start(command) for command in commands(file.name)]
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
    print(f"\n| {len(PROBES)} passports that test a reader | right | wrong about |\n|---|---|---|")
    for name, wrong in probe(commands, pypi, TD3CodeChecker).items():
        print(f"| {name} | {len(PROBES) - len(wrong)} | {', '.join(wrong) or '-'} |")


main()
