"""The project's cases, with the same expectations as every other face of the library compares."""

from __future__ import annotations

import json
from typing import Any

import pytest
from support import FIXTURES, Case, cases

import doc9303

EXCEPTIONS: dict[str, str] = json.loads((FIXTURES / "exceptions.json").read_bytes())


def as_list(words: Any) -> list[str]:
    if words is None:
        return []
    return [words] if isinstance(words, str) else list(words)


def differences(case: Case, report: doc9303.Report) -> list[str]:
    expect = case.content["expect"]
    found = []
    if report.verdict not in as_list(expect["verdict"]):
        found.append(f"verdict is {report.verdict}, not {expect['verdict']}")
    results = {row.check: row for row in report.results}
    for check, expected in expect["results"].items():
        row = results.get(check)
        outcome = "absent" if row is None else row.outcome
        reason = None if row is None or row.reason is None else row.reason.code
        reasons = as_list(expected.get("reason"))
        fits = not reasons or outcome in ("successful", "absent") or reason in reasons
        if outcome not in as_list(expected["outcome"]) or not fits:
            found.append(f"{check} is {outcome} {reason}, not {expected}")
    for check, row in results.items():
        if row.outcome not in ("successful", "not_supported") and check not in expect["results"]:
            found.append(f"{row!r} should be successful")
        assert (row.reason is None) == (row.outcome == "successful")
    found += [f"{check} is absent" for check in expect["present"] if check not in results]
    codes = {deviation.code for deviation in report.deviations}
    if expect["deviations"] is not None and codes != set(expect["deviations"]):
        found.append(f"deviations are {sorted(codes)}, not {sorted(expect['deviations'])}")
    return found


def marks(case: Case) -> list[pytest.MarkDecorator]:
    reason = EXCEPTIONS.get(case.identifier)
    return [] if reason is None else [pytest.mark.xfail(reason=reason, strict=True)]


@pytest.mark.parametrize("case", [pytest.param(case, id=case.identifier, marks=marks(case)) for case in cases()])
def test_case(case: Case) -> None:
    report = case.inspect()
    assert differences(case, report) == []
    # What is told in objects is what is told in JSON.
    told = json.loads(report.to_json())
    assert told["verdict"] == report.verdict
    assert [row["check"] for row in told["results"]] == [row.check for row in report.results]
    assert [row["outcome"] for row in told["results"]] == [row.outcome for row in report.results]
    assert [row["code"] for row in told["deviations"]] == [row.code for row in report.deviations]
    assert report == case.inspect()
