#!/usr/bin/env python3
"""Fills corpus/ with seeds from fixtures/vectors: real shapes for every target to begin with."""

import base64
import json
import pathlib

here = pathlib.Path(__file__).resolve().parent
cases = sorted((here / "../../fixtures/vectors/cases").glob("*.json"))
FILES = {
    "EF.SOD": ["sod", "tlv"], "EF.CardSecurity": ["card_security", "signed_data"], "EF.CardAccess": ["security_infos"],
    "EF.COM": ["details"], "EF.DG2": ["dg2"], "EF.DG5": ["images"], "EF.DG7": ["images"], "EF.DG11": ["details"],
    "EF.DG12": ["details"], "EF.DG14": ["security_infos"], "EF.DG16": ["details"],
}
ORDER = ["EF.CardAccess", "EF.CardSecurity", "EF.COM", "EF.SOD"] + [f"EF.DG{n}" for n in range(1, 17)]


def put(target: str, name: str, data: bytes) -> None:
    folder = here / "corpus" / target
    folder.mkdir(parents=True, exist_ok=True)
    if len(data) < 60_000:
        (folder / name).write_bytes(data)


def elements(data: bytes) -> list[bytes]:
    """The DER elements within one."""
    def size(at: int) -> tuple[int, int]:
        first = data[at + 1]
        count = first & 0x7F if first & 0x80 else 0
        return 2 + count, int.from_bytes(data[at + 2 : at + 2 + count], "big") if count else first

    at, found = size(0)[0], []
    while at < len(data):
        head, body = size(at)
        found.append(data[at : at + head + body])
        at += head + body
    return found


def public_key(certificate: bytes) -> bytes:
    """SubjectPublicKeyInfo, the sixth field after the version."""
    fields = elements(elements(certificate)[0])
    return fields[6] if fields[0][0] == 0xA0 else fields[5]


for path in cases:
    case = json.loads(path.read_text())
    whole = b""
    if case["inputs"]["mrz"]:
        for target in ("mrz", "mrz_find_repair", "names"):
            put(target, path.stem, case["inputs"]["mrz"].encode())
    for name, content in case["inputs"]["files"].items():
        data = base64.b64decode(content)
        for target in FILES.get(name, []):
            put(target, f"{path.stem}-{name}", data)
        if name in ORDER and len(data) < 65_536:
            whole += bytes([ORDER.index(name)]) + len(data).to_bytes(2, "big") + data
    put("inspect", path.stem, whole)
    for number, content in enumerate(case["trust"]["certificates"]):
        for target in ("certificate", "trust"):
            put(target, f"{path.stem}-{number}", base64.b64decode(content))
        try:
            put("public_key", f"{path.stem}-{number}", public_key(base64.b64decode(content)))
        except IndexError:
            pass  # Broken on purpose.
    for number, content in enumerate(case["trust"]["crls"]):
        for target in ("crl", "trust"):
            put(target, f"{path.stem}-crl-{number}", base64.b64decode(content))
    for number, entry in enumerate(case["trust"]["master_lists"]):
        put("trust", f"{path.stem}-list-{number}", base64.b64decode(entry["list"]))
    for number, content in enumerate(case["trust"]["deviation_lists"]):
        put("trust", f"{path.stem}-deviations-{number}", base64.b64decode(content))
    for number, content in enumerate(case["trust"]["ldif"]):
        put("trust", f"{path.stem}-export-{number}", base64.b64decode(content))
    for number, file in enumerate(case["trust"].get("files", [])):
        put("trust", f"{path.stem}-file-{number}", base64.b64decode(file["bytes"]))
for which in [*range(8), *range(0x80, 0x88)]:
    for how in (0, 1, 2, 3, 64, 16):
        put("cross_check", f"{which}-{how}", bytes([which, how, *bytes(16)]))
put("forge", "nothing", b"")
put("forge", "one", bytes([9, 0, 100, 0]))
for profile in (here / "../policies").glob("*.toml"):
    put("policy", profile.stem, profile.read_bytes())

# Tables: the first byte says which reader and what is wanted.
zone = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\\nL898902C36UTO7408122F1204159ZE184226B<<<<<10"
quoted = '"' + zone.replace("\\n", "\n") + '"'
tables = {
    "csv": f"id,mrz\n1,{quoted}\n2,\n", "semicolons": f"id;mrz;sod\n1;{quoted};d4IF\n", "sep": f"sep=|\nmrz|id\n{quoted}|1\n",
    "lines": f'mrz_line1\tmrz_line2\n{zone.split(chr(92))[0]}\tL898902C36UTO7408122F1204159ZE184226B<<<<<10\n',
    "json": f'{{"id": 1, "mrz": "{zone}"}}\n{{"id": "2", "sod": "d4IF"}}\nnot JSON\n', "array": f'[{{"mrz": "{zone}"}}, {{"mrz": null}}]',
}
for name, text in tables.items():
    flags = bytes([0 if name in ("json", "array") else 16])
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        put("tables", f"{name}-{encoding}", flags + text.encode(encoding))
        put("tables", f"{name}-{encoding}-all", bytes([flags[0] | 15]) + text.encode(encoding))

# Certificates of terminals, each alone and all of a chain.
chain = json.loads((here / "../reader/tests/cv_chain.json").read_text())["certificates"]
for name, certificate in chain.items():
    put("cv_certificate", name, bytes.fromhex(certificate))
put("cv_chain", "whole", bytes.fromhex("".join(chain.values())))

# Seals: the public samples, those of barcodes as text and as octets behind their flag, and one credential in each carrier.
samples = here / "../seal/tests/samples"
for number, seal in enumerate(json.loads((samples / "vds.json").read_text())["seals"]):
    put("seal", f"vds-{number}", bytes.fromhex(seal["hex"]))
for number, barcode in enumerate(json.loads((samples / "idb.json").read_text())):
    text = barcode["barcode"]
    put("seal", f"idb-{number}", text.encode())
    put("seal", f"idb-octets-{number}", text[4].encode() + base64.b32decode(text[5:] + "=" * (-len(text[5:]) % 8)))
for number, seal in enumerate(json.loads((samples / "vds_nc.json").read_text())):
    put("seal", f"vds-nc-{number}", seal["text"].encode())
put("seal", "credential", bytes.fromhex("3011020101300C800277008102610082027500"))
put("seal", "photo-id", b"\xA2\x63dg1\x42\x61\x00\x63sod\x42\x77\x00")

# Pictures of chips, in every way that they are encoded.
for picture in sorted([*(here / "../../fixtures/faces").glob("*.j*"), *(here / "../../fixtures/faces").glob("rgb.png"), here / "../../fixtures/keys/face.jpg"]):
    put("face", picture.name, picture.read_bytes())

# Protected answers, each with the number of its exchange.
examples = json.loads((here / "../reader/tests/worked_examples.json").read_text())
answers = [step["response"] for name in ("sm_3des", "sm_aes128_synthetic", "sm_aes256_synthetic") for step in examples[name]["steps"]]
for number, answer in enumerate(answers):
    put("response", f"answer-{number}", bytes([number]) + bytes.fromhex(answer))

# Changes of answers: none, and one of each kind.
for choice in (0, 200, 250, 253):
    put("reading", f"unchanged-{choice}", bytes([choice]))
    for how in range(4):
        put("reading", f"changed-{choice}-{how}", bytes([choice, 5, 3, 1, how]))

# A session in which the chip refuses what it is asked for first.
first = {"type": "CAN", "value": "500540"}
options = {"passwords": [first], "files": None, "allow_bac_after_pace": False, "chip_authentication": True, "active_authentication": True,
           "challenge": None, "terminal": None, "longest_response": 256, "longest_command": 255, "resumptions": 3, "commands": 200,
           "file_size": 4096, "chip_size": 65536}
exchanges = [{"command": "00a4020c02011c", "response": "6982"}]
session = {"format": "doc9303-session", "version": 1, "options": options, "randomness": [], "exchanges": exchanges}
put("session", "refused", json.dumps(session).encode())
