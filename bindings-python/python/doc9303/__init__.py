"""Decides whether a travel document is genuine (ICAO Doc 9303).

Bytes come in, are judged against what is trusted, what is allowed and a point in time, and one report goes out:

>>> from datetime import datetime, timezone
>>> import doc9303
>>> zone = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\\nL898902C36UTO7408122F1204159ZE184226B<<<<<10"
>>> report = doc9303.inspect(doc9303.TrustStore(), at=datetime(2011, 1, 1, tzinfo=timezone.utc), mrz=zone)
>>> report.verdict
'successful'

The package reads no clock and no network, and bundles no trust: time and trust are arguments. A bad document is a
result, never an exception; `Doc9303Error` says that bytes which were to be parsed are not what they should be.

For columns of documents see `doc9303.batch`, for what a trust store holds `doc9303.tables`.
"""

from __future__ import annotations

from . import _native, tables
from ._errors import Doc9303Error
from ._native import (
    Access,
    Candidate,
    Certificate,
    CheckDigit,
    CheckResult,
    Chip,
    ChipAuthTranscript,
    ChipReading,
    Deviation,
    Exchange,
    Explanation,
    Found,
    Import,
    Mrz,
    PaceCamRecord,
    PartialDate,
    Policy,
    Reason,
    Rejected,
    Repair,
    Report,
    State,
    TrustStore,
    __version__,
    arabic_from_zone,
    check_digit,
    cyrillic_from_zone,
    diff,
    explain,
    find,
    inspect,
    read_chip,
    read_seals,
    repair,
    replay_session,
    russian_from_zone,
    russian_to_zone,
    transliterate,
)

from .pictures import PictureZone, read_mrz

#: The ids of all checks, in the order of a report.
CHECKS: tuple[str, ...] = _native._check_ids()

#: All codes of reasons, errors and deviations, in the order of the documentation.
CODES: tuple[str, ...] = _native._code_texts()

__all__ = [
    "CHECKS",
    "CODES",
    "Access",
    "Candidate",
    "Certificate",
    "CheckDigit",
    "CheckResult",
    "Chip",
    "ChipAuthTranscript",
    "ChipReading",
    "Deviation",
    "Doc9303Error",
    "Exchange",
    "Explanation",
    "Found",
    "Import",
    "Mrz",
    "PaceCamRecord",
    "PartialDate",
    "PictureZone",
    "Policy",
    "Reason",
    "Rejected",
    "Repair",
    "Report",
    "State",
    "TrustStore",
    "__version__",
    "arabic_from_zone",
    "check_digit",
    "cyrillic_from_zone",
    "diff",
    "explain",
    "find",
    "inspect",
    "read_chip",
    "read_mrz",
    "read_seals",
    "repair",
    "replay_session",
    "russian_from_zone",
    "russian_to_zone",
    "tables",
    "transliterate",
]
