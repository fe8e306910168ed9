"""Card readers of this machine, through PC/SC: pcscd on Linux, the services of Windows and macOS.

The library of the operating system is loaded when it is first needed; the package does not depend on it. A reading:

    from doc9303 import pcsc

    with pcsc.connect(timeout=30) as card:
        reading = doc9303.read_chip(card.transmit, mrz=zone)
"""

from __future__ import annotations

import ctypes
import sys
import time
from ctypes import POINTER, byref, c_char_p, c_int32, c_long, c_size_t, c_uint32, c_ulong, c_void_p
from types import TracebackType
from typing import Any

__all__ = ["Card", "PcscError", "connect", "readers"]

#: The libraries by platform; Linux is what is not named.
_LIBRARIES = {
    "win32": "winscard.dll",
    "darwin": "/System/Library/Frameworks/PCSC.framework/PCSC",
}
_DWORD = c_uint32 if sys.platform == "darwin" else c_ulong
_LONG = c_int32 if sys.platform == "darwin" else c_long
#: Contexts and connections.
_HANDLE = {"win32": c_size_t, "darwin": c_int32}.get(sys.platform, c_long)

_SCOPE_USER = 0
_SHARE_EXCLUSIVE = 1
_PROTOCOL_T0 = 1
_PROTOCOL_T1 = 2
_RESET_CARD = 1

_NO_SERVICE = 0x8010001D
_NO_READERS = 0x8010002E
#: There is no card, or it cannot be used yet.
_NOT_THERE = frozenset({0x80100009, 0x8010000C, 0x80100016, 0x80100066, 0x80100067, 0x80100069})

_TEXTS = {
    0x80100009: "there is no such reader any more",
    0x8010000A: "the card service did not answer in time",
    0x8010000B: "another program uses the card",
    0x8010000C: "there is no card in the reader",
    0x80100016: "the card does not answer",
    0x80100017: "the reader is gone",
    _NO_SERVICE: "the card service does not run; start pcscd, or plug a reader in",
    0x8010001E: "the card service has stopped",
    _NO_READERS: "no reader is plugged in",
    0x8010002F: "the connection to the card failed",
    0x80100066: "the card does not answer to a reset",
    0x80100067: "the card has no power",
    0x80100068: "the card was reset",
    0x80100069: "the card left the reader",
}

#: How often a card is looked for, in seconds.
_LOOK = 0.2
#: Bytes of the longest response with its status.
_LONGEST = 65_538


class PcscError(OSError):
    """What the card service answered. `read_chip` takes one in `transmit` as a chip that left the field.

    >>> str(PcscError(0x80100069))
    'the card left the reader (80100069)'
    """

    #: The code of the service; 0 if there is no library of it.
    code: int

    def __init__(self, code: int, text: str | None = None) -> None:
        said = text or f"{_TEXTS.get(code, 'the card service failed')} ({code:08X})"
        super().__init__(said)
        self.code = code

    def __reduce__(self) -> tuple[type[PcscError], tuple[int, str]]:
        return PcscError, (self.code, str(self))


class _IoRequest(ctypes.Structure):
    protocol: int
    length: int
    _fields_ = [("protocol", _DWORD), ("length", _DWORD)]


_loaded: Any = None


def _library() -> Any:
    """The library of the operating system, with the types of its functions."""
    global _loaded
    if _loaded is None:
        name = _LIBRARIES.get(sys.platform, "libpcsclite.so.1")
        try:
            # Windows has a convention of its own.
            library: Any = getattr(ctypes, "WinDLL", ctypes.CDLL)(name)
        except OSError as error:
            remedy = "" if sys.platform in _LIBRARIES else "; install libpcsclite1 and pcscd"
            raise PcscError(0, f"PC/SC is not installed: {error}{remedy}") from error
        suffix = "A" if sys.platform == "win32" else ""
        library.list_readers = getattr(library, f"SCardListReaders{suffix}")
        library.connect = getattr(library, f"SCardConnect{suffix}")
        signatures: list[tuple[Any, list[Any]]] = [
            (library.SCardEstablishContext, [_DWORD, c_void_p, c_void_p, POINTER(_HANDLE)]),
            (library.SCardReleaseContext, [_HANDLE]),
            (library.list_readers, [_HANDLE, c_char_p, c_char_p, POINTER(_DWORD)]),
            (library.connect, [_HANDLE, c_char_p, _DWORD, _DWORD, POINTER(_HANDLE), POINTER(_DWORD)]),
            (library.SCardDisconnect, [_HANDLE, _DWORD]),
            (library.SCardTransmit, [_HANDLE, POINTER(_IoRequest), c_char_p, _DWORD, c_void_p, c_char_p, POINTER(_DWORD)]),
        ]
        for function, arguments in signatures:
            function.argtypes, function.restype = arguments, _LONG
        _loaded = library
    return _loaded


def _check(result: int) -> None:
    if result != 0:
        raise PcscError(result & 0xFFFFFFFF)


class _Context:
    """A connection to the card service."""

    def __init__(self) -> None:
        self._handle: Any = _HANDLE()
        self._is_open = False
        _check(_library().SCardEstablishContext(_SCOPE_USER, None, None, byref(self._handle)))
        self._is_open = True

    def close(self) -> None:
        if self._is_open:
            self._is_open = False
            _library().SCardReleaseContext(self._handle)

    def readers(self) -> list[bytes]:
        """The readers by name, as the service writes them."""
        length: Any = _DWORD(0)
        try:
            _check(_library().list_readers(self._handle, None, None, byref(length)))
            names = ctypes.create_string_buffer(length.value)
            _check(_library().list_readers(self._handle, None, names, byref(length)))
        except PcscError as error:
            if error.code == _NO_READERS:
                return []
            raise
        return [name for name in names.raw[: length.value].split(b"\0") if name]

    def connect(self, reader: bytes) -> tuple[Any, int] | None:
        """The card in a reader with its protocol; None if there is none."""
        card: Any = _HANDLE()
        protocol: Any = _DWORD()
        protocols = _PROTOCOL_T0 | _PROTOCOL_T1
        result = _library().connect(self._handle, reader, _SHARE_EXCLUSIVE, protocols, byref(card), byref(protocol))
        if result & 0xFFFFFFFF in _NOT_THERE:
            return None
        _check(result)
        return card, protocol.value


class Card:
    """A card in a reader, for this program alone, until it is closed; `with` closes it."""

    def __init__(self, reader: str, context: _Context, handle: Any, protocol: int) -> None:
        #: The name of the reader.
        self.reader = reader
        self._context = context
        self._handle = handle
        self._protocol = protocol
        self._is_open = True

    def transmit(self, command: bytes) -> bytes:
        """Sends a command to the card and returns its response, the status of two bytes at the end.

        Raises PcscError if the card does not answer, ValueError if it was closed.
        """
        if not self._is_open:
            raise ValueError("the card was closed")
        sent = bytes(command)
        request = _IoRequest(self._protocol, ctypes.sizeof(_IoRequest))
        response = ctypes.create_string_buffer(_LONGEST)
        length: Any = _DWORD(_LONGEST)
        _check(_library().SCardTransmit(self._handle, byref(request), sent, len(sent), None, response, byref(length)))
        return response.raw[: length.value]

    def close(self) -> None:
        """Resets the card and gives it to others. A card that left is closed as well."""
        if self._is_open:
            self._is_open = False
            _library().SCardDisconnect(self._handle, _RESET_CARD)
            self._context.close()

    def __enter__(self) -> Card:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<Card in {self.reader!r}{'' if self._is_open else ', closed'}>"


def readers() -> list[str]:
    """The names of the readers that are plugged in.

    Raises PcscError if PC/SC is not installed or its service does not run.

    >>> try:
    ...     names = readers()
    ... except PcscError:
    ...     names = []
    >>> all(isinstance(name, str) for name in names)
    True
    """
    context = _Context()
    try:
        return [name.decode(errors="replace") for name in context.readers()]
    finally:
        context.close()


def connect(reader: str | None = None, *, timeout: float | None = None) -> Card:
    """Waits for a card and connects to it.

    reader: a part of the name of the reader, in any case; the first reader that has a card by default.
    timeout: seconds to wait; None to wait as long as it takes.

    Raises TimeoutError if no card came, PcscError if PC/SC is not installed, its service does not run, or another program has the
    card.

    >>> try:
    ...     connect("a reader of no maker", timeout=0)
    ... except (TimeoutError, PcscError) as error:
    ...     print(isinstance(error, OSError))
    True
    """
    until = None if timeout is None else time.monotonic() + timeout
    context = _Context()
    try:
        while True:
            for name in context.readers():
                shown = name.decode(errors="replace")
                if reader is not None and reader.lower() not in shown.lower():
                    continue
                if (card := context.connect(name)) is not None:
                    return Card(shown, context, *card)
            if until is not None and time.monotonic() >= until:
                raise TimeoutError("no card came")
            time.sleep(_LOOK)
    except BaseException:
        context.close()
        raise
