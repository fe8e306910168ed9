"""Zones in pictures, however they are handed over, and pictures of a chip."""

from __future__ import annotations

import json
import pickle
from pathlib import Path

import numpy as np
import pytest
from support import VECTORS

import doc9303
from doc9303 import pictures

PAGES = VECTORS.parent / "mrz_image" / "pages"
SCAN = PAGES / "0001-clean.jpg"
PRINTED = {case["file"]: case["zones"] for case in json.loads((PAGES / "manifest.json").read_text())}
[TEXT] = ["\n".join(zone["lines"]) for zone in PRINTED[SCAN.name]]


def test_a_picture_is_read_from_a_path_bytes_and_a_file() -> None:
    with SCAN.open("rb") as file:
        for given in (SCAN, str(SCAN), SCAN.read_bytes(), file):
            [zone] = doc9303.read_mrz(given)
            assert zone.sure and zone.text == TEXT


def test_a_picture_is_read_from_pillow_and_numpy() -> None:
    image = pytest.importorskip("PIL.Image").open(SCAN)
    colours = np.asarray(image.convert("RGB"))
    for given in (image, colours, colours[:, :, ::-1], np.asarray(image.convert("L")), np.asarray(image.convert("L"))[:, :, None]):
        [zone] = doc9303.read_mrz(given)
        assert zone.text == TEXT


@pytest.mark.parametrize("wrong", [b"", b"no picture", b"P5 99999 99999 255\n", np.zeros((0, 4), "uint8"), np.zeros((2, 2, 2), "uint8")])
def test_what_is_no_picture_is_told(wrong: object) -> None:
    with pytest.raises(ValueError, match="picture"):
        doc9303.read_mrz(wrong)


def test_an_array_of_other_numbers_is_told() -> None:
    with pytest.raises(TypeError, match="picture"):
        doc9303.read_mrz(np.zeros((4, 4)))


def test_a_zone_says_how_it_came_about() -> None:
    [zone] = doc9303.read_mrz(SCAN)
    assert "".join(each.character for each in zone.characters) == TEXT.replace("\n", "")
    assert zone.confidence > 0.99 and len(zone.corners) == 4 and not zone.candidates
    assert pickle.loads(pickle.dumps(zone)) == zone and hash(zone) == hash(doc9303.read_mrz(SCAN)[0])
    surname = TEXT[5:10]
    assert surname not in repr(zone) and surname in zone._repr_html_()


def test_frames_must_agree() -> None:
    reader = pictures.Reader(agreement=2)
    blank = np.full((40, 40), 255, "uint8")
    assert reader.feed(SCAN) is None and reader.feed(blank) is None
    zone = reader.feed(SCAN)
    assert zone is not None and zone.text == TEXT
    with pytest.raises(ValueError, match="agreement"):
        pictures.Reader(agreement=0)


def test_one_bad_file_ends_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(b"no picture")
    (tmp_path / "below").mkdir()
    (tmp_path / "below" / "b.jpg").write_bytes(SCAN.read_bytes())
    (tmp_path / "notes.txt").write_text("not looked at")
    told: list[tuple[int, int]] = []
    read = dict(pictures.read_folder(tmp_path, progress=lambda done, of: told.append((done, of))))
    assert isinstance(read[tmp_path / "a.jpg"], ValueError)
    zones = read[tmp_path / "below" / "b.jpg"]
    assert isinstance(zones, list) and zones[0].text == TEXT
    assert told == [(1, 2), (2, 2)]
    with pytest.raises(NotADirectoryError, match="folder"):
        next(pictures.read_folder(tmp_path / "none"))


FACES = VECTORS.parent / "faces"


def test_a_face_is_decoded_as_openjpeg_does() -> None:
    image = pytest.importorskip("PIL.Image")
    for name, format in (("rgb.jp2", "JPEG 2000"), ("codestream.j2k", "JPEG 2000 codestream"), ("palette.jp2", "JPEG 2000")):
        path = FACES / name
        for given in (path, str(path), path.read_bytes()):
            face = pictures.decode_face(given)
            assert (face.width, face.height, face.format, face.deviation) == (60, 80, format, None)
        own = np.asarray(face)
        assert own.shape == (80, 60, 3) and own.dtype == np.uint8
        with image.open(path.with_suffix(".png")) as expected:
            assert np.abs(own.astype(int) - np.asarray(expected.convert("RGB")).astype(int)).max() <= 1
        assert np.array_equal(np.asarray(face.to_pillow()), own)
        again = pictures.decode_face(face.png)
        assert again.rgb == face.rgb and again.format == "PNG"


def test_the_face_of_a_chip_is_decoded_and_kept() -> None:
    face = pictures.decode_face(doc9303.Chip.from_folder(VECTORS / "passport" / "chip").faces()[0])
    assert pickle.loads(pickle.dumps(face)) == face and hash(face) == hash(face)
    assert repr(face) == "Face(120 x 160, JPEG)" and face._repr_png_() == face.png


def test_a_face_that_does_not_decode_is_told() -> None:
    whole = (FACES / "codestream.j2k").read_bytes()
    assert pictures.decode_face(whole[:-2]).deviation == "a marker is missing or not allowed"
    for wrong in (b"", b"no picture", whole[:500]):
        with pytest.raises(ValueError, match="picture"):
            pictures.decode_face(wrong)
    with pytest.raises(TypeError, match="picture"):
        pictures.decode_face(7)
