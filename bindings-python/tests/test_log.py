"""A report as a log by BSI TR-03135."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from support import judge

START = datetime(2026, 6, 1, 9, tzinfo=timezone.utc)
END = START + timedelta(seconds=7)
ID = uuid.UUID("6f1c5b0a-9d2e-4c57-8a3b-1f0e9d8c7b6a")
NAMES = {
    "ct": "http://trdoccheck.bsi.bund.de/ct/4",
    "base": "http://trdoccheck.bsi.bund.de/base/1",
    "dc": "http://trdoccheck.bsi.bund.de/dc/4",
}


def test_a_log_says_what_the_report_says(forged: Path) -> None:
    report = judge(forged)
    log = report.to_tr03135_xml(transaction_id=ID, start=START, end=END, terminal="gate 12")
    assert log == report.to_tr03135_xml(transaction_id=str(ID), start=START, end=END, terminal="gate 12")
    told = ElementTree.fromstring(log)
    assert told.findtext("ct:TransactionID", namespaces=NAMES) == str(ID)
    assert told.findtext("ct:Start", namespaces=NAMES) == "2026-06-01T09:00:00Z"
    assert told.findtext("ct:Terminal", namespaces=NAMES) == "gate 12"
    assert told.findtext("dc:DocumentCheck/base:Result", namespaces=NAMES) == "failed"
    checks = told.findall(".//base:Check", NAMES)
    results = {check.get("id"): check.findtext("base:Result", namespaces=NAMES) for check in checks}
    assert results == {row.check: row.outcome.replace("_", " ") for row in report.results}


def test_personal_data_are_logged_only_if_asked_for(passport: Path, forged: Path) -> None:
    def logged(folder: Path, profile: Any) -> str:
        return judge(folder).to_tr03135_xml(transaction_id=ID, start=START, end=END, profile=profile)

    assert "ERIKSSON" not in logged(forged, "basic")
    assert "ERIKSSON" not in logged(passport, "standard")
    assert "ERIKSSON" in logged(forged, "standard")
    assert "ERIKSSON" in logged(passport, "full")


@pytest.mark.parametrize(
    ("argument", "value"),
    [
        ("transaction_id", "12"),
        ("start", END + timedelta(seconds=1)),
        ("start", START.replace(tzinfo=None)),
        ("terminal", " "),
        ("profile", "all"),
    ],
)
def test_a_wrong_argument_is_named(passport: Path, argument: str, value: Any) -> None:
    given: dict[str, Any] = {"transaction_id": ID, "start": START, "end": END, argument: value}
    named = "end" if value == END + timedelta(seconds=1) else argument
    with pytest.raises(ValueError, match=f"^{named}: "):
        judge(passport).to_tr03135_xml(**given)
