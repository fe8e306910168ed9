"""A chip is read through the card services of this machine: pcscd with the virtual reader of vsmartcard, where both are installed."""

from __future__ import annotations

import os
import pickle
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from test_reading import AT, KEYS, PASSPORT, ZONE, trust

import doc9303
from doc9303 import pcsc

SERVICE = Path("/run/pcscd/pcscd.comm")
#: Where the driver of the virtual reader waits for a chip.
VIRTUAL_READER = ("127.0.0.1", 35963)
DRIVERS = Path("/usr/lib/pcsc/drivers/serial/libifdvpcd.so")


def answers() -> bool:
    with socket.socket(socket.AF_UNIX) as probe:
        return probe.connect_ex(str(SERVICE)) == 0


@pytest.fixture
def service() -> Iterator[None]:
    """The service: the one that runs, or one of our own."""
    if not sys.platform.startswith("linux") or not shutil.which("pcscd") or not DRIVERS.exists():
        pytest.skip("pcscd and vsmartcard-vpcd are not installed")
    if answers():
        yield
        return
    if os.geteuid() != 0:
        pytest.skip("pcscd does not run, and only root starts it")
    SERVICE.parent.mkdir(exist_ok=True)
    SERVICE.unlink(missing_ok=True)
    with subprocess.Popen(["pcscd", "--foreground"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as own:
        until = time.monotonic() + 20
        while not answers():
            assert time.monotonic() < until, "pcscd does not answer"
            time.sleep(0.05)
        try:
            yield
        finally:
            own.terminate()


def is_empty() -> bool:
    """Whether the service has seen that the document before has left."""
    try:
        pcsc.connect("virtual pcd", timeout=0).close()
    except TimeoutError:
        return True
    return False


@contextmanager
def inserted(*options: str) -> Iterator[None]:
    """A virtual document in the reader."""
    until = time.monotonic() + 20
    while not is_empty():
        assert time.monotonic() < until, "the reader is not empty"
        time.sleep(0.1)
    address = ":".join(map(str, VIRTUAL_READER))
    program = [sys.executable, "-P", "-m", "doc9303", "chip", str(PASSPORT / "chip"), "--vpcd", address, *options]
    with subprocess.Popen(program, stderr=subprocess.DEVNULL) as chip:
        try:
            yield
        finally:
            chip.terminate()


@pytest.mark.usefixtures("service")
def test_a_passport_is_read_through_the_card_service() -> None:
    assert any("Virtual PCD" in name for name in pcsc.readers())
    with inserted("--pace", "gm-13-aes128", *KEYS), pcsc.connect("virtual pcd", timeout=20) as card:
        assert "Virtual PCD" in card.reader
        reading = doc9303.read_chip(card.transmit, mrz=ZONE)
        with pytest.raises(pcsc.PcscError, match="another program uses the card") as refused:
            pcsc.connect(card.reader, timeout=0)
        assert refused.value.code == 0x8010000B
    assert reading.error is None, reading.error
    report = doc9303.inspect(trust(), at=AT, mrz=ZONE, files=reading.chip)
    assert report.verdict == "successful"
    assert repr(card) == f"<Card in {card.reader!r}, closed>"
    card.close()
    with pytest.raises(ValueError, match="closed"):
        card.transmit(b"\x00\xa4\x02\x0c\x02\x01\x1c")


@pytest.mark.usefixtures("service")
def test_a_card_that_leaves_is_lost() -> None:
    with inserted("--bac"):
        card = pcsc.connect("Virtual PCD", timeout=20)
        assert card.transmit(bytes.fromhex("00A4040C07A0000002471001")) == b"\x90\x00"
    with card:
        reading = doc9303.read_chip(card.transmit, mrz=ZONE)
    assert reading.error_code == "lost" and reading.access is None


@pytest.mark.usefixtures("service")
def test_whoever_waits_for_no_card_is_told() -> None:
    begun = time.monotonic()
    with pytest.raises(TimeoutError, match="no card came"):
        pcsc.connect("a reader of no maker", timeout=0.3)
    assert 0.3 <= time.monotonic() - begun < 10


def test_a_machine_without_pcsc_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pcsc, "_loaded", None)
    monkeypatch.setattr(pcsc, "_LIBRARIES", {sys.platform: "libno-such-library.so"})
    with pytest.raises(pcsc.PcscError, match="PC/SC is not installed: ") as missing:
        pcsc.readers()
    again = pickle.loads(pickle.dumps(missing.value))
    assert (again.code, str(again)) == (0, str(missing.value))
