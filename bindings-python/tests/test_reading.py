"""A chip is read: a virtual document, run by the program of the package, at the end of a socket."""

from __future__ import annotations

import pickle
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timezone

import pytest
from support import VECTORS

import doc9303

PASSPORT = VECTORS / "passport"
ZONE = (PASSPORT / "mrz.txt").read_text()
AT = datetime(2026, 6, 1, tzinfo=timezone.utc)


@contextmanager
def virtual_document(*options: str) -> Iterator[Callable[[bytes], bytes]]:
    """The function that sends it a command."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"127.0.0.1:{server.getsockname()[1]}"
        program = [sys.executable, "-P", "-m", "doc9303", "chip", str(PASSPORT / "chip"), "--vpcd", address, *options]
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
