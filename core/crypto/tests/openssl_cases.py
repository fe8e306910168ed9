#!/usr/bin/env python3
"""Asks OpenSSL about signatures on every curve, drawn and at the edges: core/crypto/tests/openssl_cases.py [cases per curve]

The cases and their verdicts are those of the test `peers` in src/ec/tests, which compares them with own code. Needs libcrypto of
OpenSSL 3 with the brainpool curves, as Debian has it. No build and no test does.
"""

import ctypes
import ctypes.util
import os
import pathlib
import subprocess
import sys
import tempfile

crypto = ctypes.CDLL(ctypes.util.find_library("crypto"))
for name in ("d2i_PUBKEY", "EVP_PKEY_CTX_new"):
    getattr(crypto, name).restype = ctypes.c_void_p
crypto.OpenSSL_version.restype = ctypes.c_char_p
crypto.EVP_PKEY_CTX_new.argtypes = [ctypes.c_void_p, ctypes.c_void_p]
crypto.EVP_PKEY_verify_init.argtypes = [ctypes.c_void_p]
crypto.EVP_PKEY_verify.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_size_t, ctypes.c_char_p, ctypes.c_size_t]
crypto.EVP_PKEY_CTX_free.argtypes = [ctypes.c_void_p]
crypto.EVP_PKEY_free.argtypes = [ctypes.c_void_p]


def element(tag: int, content: bytes) -> bytes:
    size = len(content)
    return bytes([tag, size] if size < 128 else [tag, 0x81, size] if size < 256 else [tag, 0x82, size >> 8, size & 255]) + content


def integer(number: bytes) -> bytes:
    number = number.lstrip(b"\0") or b"\0"
    return element(2, b"\0" + number if number[0] & 0x80 else number)


def context(oid: bytes, point: bytes) -> tuple[int, int]:
    algorithm = element(0x30, bytes.fromhex("06072A8648CE3D0201") + element(6, oid))
    spki = element(0x30, algorithm + element(3, b"\0" + point))
    at = ctypes.c_char_p(spki)
    key = crypto.d2i_PUBKEY(None, ctypes.byref(at), ctypes.c_long(len(spki)))
    assert key, f"OpenSSL does not read a key of {oid.hex()}"
    made = crypto.EVP_PKEY_CTX_new(key, None)
    assert made and crypto.EVP_PKEY_verify_init(made) == 1
    return key, made


def check(path: pathlib.Path) -> tuple[int, int]:
    accepted, rejected, known = 0, 0, (None, None, None)
    for line in path.open():
        oid, point, digest, r, s, verdict = line.rstrip("\n").split(" ")
        if known[0] != (oid, point):
            if known[1]:
                crypto.EVP_PKEY_CTX_free(known[2])
                crypto.EVP_PKEY_free(known[1])
            known = ((oid, point), *context(bytes.fromhex(oid), bytes.fromhex(point)))
        signature = element(0x30, integer(bytes.fromhex(r)) + integer(bytes.fromhex(s)))
        octets = bytes.fromhex(digest)
        answer = crypto.EVP_PKEY_verify(known[2], signature, len(signature), octets, len(octets)) == 1
        assert answer == (verdict == "true"), f"{path.name}: OpenSSL says {answer}: {line}"
        accepted, rejected = accepted + answer, rejected + (not answer)
    return accepted, rejected


print(crypto.OpenSSL_version(0).decode())
with tempfile.TemporaryDirectory() as folder:
    environment = {**os.environ, "DOC9303_CASES_FOLDER": folder, "DOC9303_CASES": (sys.argv + ["10000"])[1]}
    root = pathlib.Path(__file__).resolve().parents[3]
    command = ["cargo", "test", "-q", "-p", "doc9303-crypto", "--lib", "--", "ec::tests::peers"]
    subprocess.run(command, check=True, cwd=root, env=environment, stdout=subprocess.DEVNULL)
    files = sorted(pathlib.Path(folder).iterdir())
    assert len(files) == 17
    for path in files:
        accepted, rejected = check(path)
        print(f"{path.name}: {accepted} accepted, {rejected} rejected, as own code has it")
