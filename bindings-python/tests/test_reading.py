"""A chip is read: a virtual document, run by the program of the package, at the end of a socket."""

from __future__ import annotations

import base64
import json
import pickle
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timezone
from pathlib import Path

import pytest
from support import FIXTURES, VECTORS, Case

import doc9303

PASSPORT = VECTORS / "passport"
ZONE = (PASSPORT / "mrz.txt").read_text()
AT = datetime(2026, 6, 1, tzinfo=timezone.utc)


@contextmanager
def virtual_document(*options: str, folder: Path = PASSPORT / "chip") -> Iterator[Callable[[bytes], bytes]]:
    """The function that sends it a command."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"127.0.0.1:{server.getsockname()[1]}"
        program = [sys.executable, "-P", "-m", "doc9303", "chip", str(folder), "--vpcd", address, *options]
        with subprocess.Popen(program, stderr=subprocess.DEVNULL) as chip:
            connection, _ = server.accept()
            with connection, connection.makefile("rb") as answers:
                connection.sendall(b"\x00\x01\x01")

                def transmit(command: bytes) -> bytes:
                    connection.sendall(len(command).to_bytes(2, "big") + command)
                    return answers.read(int.from_bytes(answers.read(2), "big"))

                yield transmit
            chip.terminate()


KEYS = ("--ca-key", str(PASSPORT / "keys" / "chip-auth.der"), "--aa-key", str(PASSPORT / "keys" / "active-auth.der"))


def trust() -> doc9303.TrustStore:
    store = doc9303.TrustStore()
    store.load(PASSPORT / "trust")
    return store


def test_a_passport_is_read_and_judged() -> None:
    seen: dict[str, tuple[int, int]] = {}
    with virtual_document("--pace", "gm-13-aes128", *KEYS) as transmit:
        reading = doc9303.read_chip(transmit, mrz=ZONE, progress=lambda file, read, size: seen.update({file: (read, size)}))
    assert reading.error is None and reading.error_code is None and not reading.failures
    assert [(protocol, error) for protocol, _, error in reading.attempts] == [("PACE", None)]
    assert reading.access is not None and (reading.access.protocol, reading.access.password) == ("PACE", "MRZ")
    assert all(read == size for read, size in seen.values()) and "EF.DG2" in seen
    report = doc9303.inspect(trust(), at=AT, mrz=ZONE, files=reading.chip)
    outcomes = {row.check: row.outcome for row in report.results}
    assert outcomes["dg2.hash"] == outcomes["chip.active_auth"] == outcomes["chip.chip_auth"] == "successful"

    kept = reading.session()
    again = doc9303.replay_session(kept, records="own_terminal")
    assert doc9303.inspect(trust(), at=AT, mrz=ZONE, files=again.chip).to_json() == report.to_json()
    assert again == reading and hash(again) == hash(reading) and pickle.loads(pickle.dumps(reading)) == reading
    handed_over = doc9303.inspect(trust(), at=AT, mrz=ZONE, files=doc9303.replay_session(kept).chip)
    assert {row.check: row.outcome for row in handed_over.results}["chip.chip_auth"] == "undetermined"
    log = reading.session_log()
    assert "L898902C" in kept and "L898902C" not in log and "EF.DG2" in log


def test_a_wrong_password_opens_nothing() -> None:
    with virtual_document("--pace", "gm-13-aes128", "--can", "500540") as transmit:
        reading = doc9303.read_chip(transmit, can="500541")
    assert reading.access is None and reading.error is not None
    assert not reading.session_log().count("500541")


def test_a_chip_that_leaves_is_told_and_what_was_read_is_there() -> None:
    with virtual_document("--bac") as transmit:
        left = 30

        def leaving(command: bytes) -> bytes:
            nonlocal left
            left -= 1
            if left < 0:
                raise OSError("the chip left")
            return transmit(command)

        reading = doc9303.read_chip(leaving, mrz=ZONE)
    assert reading.error_code == "lost" and "does not answer" in str(reading.error)
    assert reading.chip.file("EF.SOD") is not None


CHAIN = json.loads((FIXTURES.parent / "core/reader/tests/cv_chain.json").read_bytes())
CVCA, VERIFIER, TERMINAL = (bytes.fromhex(CHAIN["certificates"][holder]) for holder in ("cvca", "verifier", "terminal"))


class Module:
    """What keeps the terminal's key: OpenSSL, which has it in a file of its own."""

    def __init__(self, folder: Path) -> None:
        number = bytes.fromhex(CHAIN["private_keys"]["terminal"])
        head = bytes.fromhex("3042020100301406072A8648CE3D020106092B2403030208010107042730250201010420")
        self.key = folder / "terminal.der"
        self.key.write_bytes(head + number)
        self.asked: list[tuple[str, str]] = []

    def sign(self, message: bytes, algorithm: str, key: str) -> bytes:
        self.asked.append((algorithm, key))
        program = ["openssl", "dgst", "-sha256", "-keyform", "DER", "-sign", str(self.key)]
        signature = subprocess.run(program, input=message, capture_output=True, check=True).stdout
        # SEQUENCE of two INTEGERs.
        r, rest = signature[4 : 4 + signature[3]], signature[4 + signature[3] :]
        return b"".join(number.lstrip(b"\0").rjust(32, b"\0") for number in (r, rest[2:]))


@contextmanager
def fingerprints(folder: Path) -> Iterator[Callable[[bytes], bytes]]:
    """A passport with fingerprints, which it gives to certified terminals."""
    chip = folder / "chip"
    chip.mkdir()
    for name in ("EF.DG1", "EF.DG2", "EF.DG14"):
        (chip / name).write_bytes((PASSPORT / "chip" / name).read_bytes())
    # No EF.SOD: what this passport has is listed by EF.COM alone.
    (chip / "EF.COM").write_bytes(bytes.fromhex("60165F0104303130375F36063034303030305C046175636E"))
    (chip / "EF.DG3").write_bytes(DG3)
    (folder / "cvca.cvcert").write_bytes(CVCA)
    ca_key = str(PASSPORT / "keys" / "chip-auth.der")
    with virtual_document("--bac", "--ca-key", ca_key, "--cvca", str(folder / "cvca.cvcert"), folder=chip) as transmit:
        yield transmit


DG3 = base64.b64decode(Case.read(VECTORS / "cases/E21-rights-kept.json").content["inputs"]["files"]["EF.DG3"])


def test_fingerprints_are_read_with_a_key_that_stays_elsewhere(tmp_path: Path) -> None:
    module = Module(tmp_path)
    with fingerprints(tmp_path) as transmit:
        reading = doc9303.read_chip(transmit, mrz=ZONE, terminal_certificates=[TERMINAL, CVCA, bytearray(VERIFIER)], sign=module.sign)
    assert reading.error is None and not reading.failures
    assert module.asked == [("id-TA-ECDSA-SHA-256", "UTTESTIS00001")]
    assert reading.chip.file("EF.DG3") == DG3
    assert reading.access is not None and reading.access.terminal_reads == ["EF.DG3", "EF.DG4"]
    again = doc9303.replay_session(reading.session(), records="own_terminal")
    assert again == reading and again.chip.file("EF.DG3") == DG3


@pytest.mark.parametrize("answer", [None, b"", bytes(64), OSError("the module is locked")])
def test_without_a_signature_the_rest_is_read(tmp_path: Path, answer: bytes | OSError | None) -> None:
    def sign(message: bytes, algorithm: str, key: str) -> bytes | None:
        if isinstance(answer, OSError):
            raise answer
        return answer

    with fingerprints(tmp_path) as transmit:
        reading = doc9303.read_chip(transmit, mrz=ZONE, terminal_certificates=[TERMINAL, CVCA, VERIFIER], sign=sign)
    assert reading.error is None and [step for step, _ in reading.failures] == ["terminal_auth"]
    assert [file for file, _ in reading.not_read] == ["EF.SOD", "EF.DG3"]
    assert reading.chip.file("EF.DG2") is not None and reading.chip.file("EF.DG3") is None


def test_what_makes_no_terminal_is_named(tmp_path: Path) -> None:
    def refused(certificates: list[bytes] | None, sign: object, error: type[Exception], text: str) -> None:
        with pytest.raises(error, match=text):
            doc9303.read_chip(lambda command: b"", can="500540", terminal_certificates=certificates, sign=sign)  # type: ignore[arg-type]

    def signer(message: bytes, algorithm: str, key: str) -> bytes:
        raise ZeroDivisionError

    refused(None, signer, ValueError, "terminal_certificates: they are needed")
    refused([CVCA], None, ValueError, "sign: a function")
    refused([CVCA], 5, TypeError, "sign: ")
    refused([CVCA, VERIFIER], signer, ValueError, "terminal_certificates: 0 certificates of terminals")
    refused([CVCA, TERMINAL], signer, ValueError, "terminal_certificates: the certificate of UTTESTDV00001 is missing")
    refused([b"60"], signer, ValueError, "terminal_certificates: ")
    refused(["60"], signer, TypeError, "terminal_certificates: certificates in bytes")  # type: ignore[list-item]
    with fingerprints(tmp_path) as transmit, pytest.raises(ZeroDivisionError):
        doc9303.read_chip(transmit, mrz=ZONE, terminal_certificates=[TERMINAL, CVCA, VERIFIER], sign=signer)


def test_arguments_are_named() -> None:
    with pytest.raises(ValueError, match="mrz: the zone or the card access number"):
        doc9303.read_chip(lambda command: b"")
    with pytest.raises(ValueError, match="can: "):
        doc9303.read_chip(lambda command: b"", can="12a")
    with pytest.raises(TypeError, match="transmit: "):
        doc9303.read_chip(5, can="500540")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="transmit: a response in bytes"):
        doc9303.read_chip(lambda command: "6A82", can="500540")  # type: ignore[arg-type, return-value]
    with pytest.raises(ValueError, match="active_auth_challenge: eight bytes"):
        doc9303.read_chip(lambda command: b"", can="500540", active_auth_challenge=b"1")
    with pytest.raises(ZeroDivisionError):
        doc9303.read_chip(lambda command: bytes(1 // 0), can="500540")
    for wrong in ("{}", "no", b"\xff"):
        with pytest.raises(ValueError, match="session: "):
            doc9303.replay_session(wrong)
