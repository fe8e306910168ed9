"""What the tests share: the cases of the project's fixtures."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import doc9303

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
VECTORS = FIXTURES / "vectors"

TD3 = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10"
TD1 = "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<"
AT = datetime(2011, 1, 1, tzinfo=timezone.utc)

#: Everything personal in TD3 and TD1.
PERSONAL = ("ERIKSSON", "ANNA", "L898902C3", "740812", "ZE184226B", "D23145890")


def octets(record: dict[str, Any]) -> dict[str, Any]:
    """A record with its hexadecimal fields as bytes."""
    return {name: value if name == "oid" or isinstance(value, int) else bytes.fromhex(value) for name, value in record.items()}


def opened(record: dict[str, Any]) -> doc9303.Access:
    """What access.json says, as an object."""
    attempts, terminal = record.get("attempts", []), record.get("terminal")
    failed = []
    for place, attempt in enumerate(attempts):
        opened_by = next((other["variant"] for other in attempts[place:] if other["error"] is None), None)
        if attempt["error"] is not None and opened_by != attempt["variant"]:
            failed.append(attempt["protocol"])
    return doc9303.Access(
        record["protocol"],
        record["password"],
        failed,
        record.get("protected_to_end"),
        None if terminal is None else terminal["may_read"],
    )


def transcript(record: dict[str, Any]) -> doc9303.ChipAuthTranscript:
    exchanges = [(bytes.fromhex(e["command"]), bytes.fromhex(e["response"])) for e in record["exchanges"]]
    key = bytes.fromhex(record["terminal_private_key"])
    return doc9303.ChipAuthTranscript(record["oid"], key, exchanges, record.get("key_id"))


@dataclass(frozen=True)
class Case:
    """One file of `fixtures/vectors/cases`."""

    identifier: str
    content: dict[str, Any]

    @classmethod
    def read(cls, path: Path) -> Case:
        content: dict[str, Any] = json.loads(path.read_bytes())
        return cls(content["id"], content)

    def trust(self) -> doc9303.TrustStore:
        """The store that the case describes; an input that cannot be taken is left out, as from a folder."""
        store = doc9303.TrustStore()
        given = self.content["trust"]

        def take(add: Any, encoded: str, **signer: Any) -> None:
            try:
                add(base64.b64decode(encoded), **signer)
            except doc9303.Doc9303Error:
                pass

        for certificate in given["certificates"]:
            take(store.add_certificate, certificate)
        for crl in given["crls"]:
            take(store.add_crl, crl)
        for entry in given["master_lists"]:
            signer = entry["signer"]
            word: dict[str, Any] = {"any_signer": True} if signer is None else {"signer": base64.b64decode(signer)}
            take(store.add_master_list, entry["list"], **word)
        for deviations in given.get("deviation_lists", []):
            take(store.add_deviation_list, deviations)
        for ldif in given["ldif"]:
            take(store.add_ldif, ldif)
        signer = given.get("list_signer")
        word = {} if signer is None else {"signer": base64.b64decode(signer), "allow": "under_anchors"}
        for file in given.get("files", []):
            store.add(base64.b64decode(file["bytes"]), name=file["name"], **word)
        return store

    def chip(self) -> doc9303.Chip | None:
        given = self.content["inputs"]
        files = {name: base64.b64decode(content) for name, content in given["files"].items()}
        if not files:
            return None
        exchange, mapping, access = given.get("active_auth"), given.get("pace_cam"), given.get("access")
        return doc9303.Chip(
            files,
            active_auth=None if exchange is None else doc9303.Exchange(**octets(exchange)),
            chip_auth=None if given.get("chip_auth") is None else transcript(given["chip_auth"]),
            pace_cam=None if mapping is None else doc9303.PaceCamRecord(**octets(mapping)),
            access=None if access is None else opened(access),
            records=given.get("records", "handed_over"),
            active_auth_challenge=bytes.fromhex(challenge) if (challenge := given.get("active_auth_challenge")) else None,
        )

    def at(self) -> datetime:
        return datetime.fromisoformat(self.content["at"])

    def inspect(self, trust: doc9303.TrustStore | None = None) -> doc9303.Report:
        return doc9303.inspect(
            self.trust() if trust is None else trust,
            at=self.at(),
            mrz=self.content["inputs"]["mrz"],
            files=self.chip(),
            seal=None if (seal := self.content["inputs"].get("seal")) is None else base64.b64decode(seal),
            visa_mrz=self.content["inputs"].get("visa_mrz"),
            policy=doc9303.Policy.named(self.content["policy"]),
        )


def cases() -> Iterator[Case]:
    folder = VECTORS / "cases"
    paths = sorted(folder.glob("*.json"))
    assert paths, f"{folder} holds no cases: `cargo run -p fixtures -- write` makes them"
    return map(Case.read, paths)


def judge(folder: Path, **given: Any) -> doc9303.Report:
    """Judges a document that lies unpacked: `chip`, `trust`, `mrz.txt`, `at`."""
    trust = doc9303.TrustStore()
    trust.load(folder / "trust", any_signer=True)
    at = datetime.fromisoformat((folder / "at").read_text().strip())
    inputs: dict[str, Any] = {"mrz": (folder / "mrz.txt").read_text(), "files": folder / "chip", "records": "own_terminal"}
    return doc9303.inspect(trust, at=at, **{**inputs, **given})
