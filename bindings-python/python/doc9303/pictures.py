"""Machine readable zones in pictures, and the pictures of a chip.

>>> import doc9303
>>> [zone] = doc9303.read_mrz("fixtures/mrz_image/pages/0001-clean.jpg")
>>> zone.sure, zone.mrz.format
(True, 'TD3')

A zone is sure, or it is to be compared with the document. What a picture says is not judged here: give the text to `inspect`.

>>> chip = doc9303.Chip.from_folder("fixtures/vectors/passport/chip")
>>> doc9303.pictures.decode_face(chip.faces()[0])
Face(120 x 160, JPEG)
"""

from __future__ import annotations

import html
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import Any

from . import _native
from ._native import Mrz

__all__ = ["Character", "Face", "PictureZone", "Reader", "decode_face", "read_folder", "read_mrz"]

#: Endings of the names of pictures.
_ENDINGS = frozenset({".png", ".jpg", ".jpeg", ".gif", ".bmp", ".webp", ".tif", ".tiff", ".pnm", ".pgm", ".ppm"})
#: How grey a colour is, in thousandths (ITU-R BT.601).
_RED, _GREEN, _BLUE = 299, 587, 114


@dataclass(frozen=True, slots=True)
class Character:
    """A character of a zone, and how it came about.

    >>> Character(0, 4, "O", "0", 0.97).character
    'O'
    """

    #: Its line and column, from zero.
    line: int
    column: int
    #: The character that is told.
    character: str
    #: The character that it looks most like, whatever its field may hold.
    seen: str
    #: How likely the character that is told is right, from 0 to 1.
    confidence: float


@dataclass(frozen=True, slots=True, repr=False)
class PictureZone:
    """A zone in a picture. Its repr shows no personal data.

    >>> import doc9303
    >>> doc9303.read_mrz("fixtures/mrz_image/pages/0001-clean.jpg")
    [PictureZone(format='TD3', sure=True)]
    """

    #: The zone; its check digits may be wrong, as those of a forgery are.
    mrz: Mrz
    #: Whether every character is certain.
    sure: bool
    #: How likely the whole zone is right, from 0 to 1.
    confidence: float
    #: Where it is in pixels: x and y from the upper left corner of the text, clockwise as it is read.
    corners: tuple[tuple[float, float], ...]
    #: Every character, line after line.
    characters: tuple[Character, ...]
    #: Lines and columns of what only check digits decided.
    decided_by_check_digit: tuple[tuple[int, int], ...]
    #: Where it is not sure, what it may be and how likely that is, likeliest first.
    candidates: tuple[tuple[Mrz, float], ...]

    @classmethod
    def _of(cls, text: str) -> PictureZone:
        told = json.loads(text)
        return cls(
            mrz=_zone(told["lines"]),
            sure=told["sure"],
            confidence=told["confidence"],
            corners=tuple((x, y) for x, y in told["corners"]),
            characters=tuple(
                Character(each["cell"][0], each["cell"][1], each["character"], each["seen"], each["confidence"])
                for each in told["characters"]
            ),
            decided_by_check_digit=tuple((line, column) for line, column in told["decided_by_check_digit"]),
            candidates=tuple((_zone(each["lines"]), each["confidence"]) for each in told["candidates"]),
        )

    @property
    def text(self) -> str:
        """The lines, as `inspect` takes them.

        >>> import doc9303
        >>> doc9303.read_mrz("fixtures/mrz_image/pages/0001-clean.jpg")[0].text[:5]
        'PDUTO'
        """
        return "\n".join(self.mrz.lines)

    def __repr__(self) -> str:
        return f"PictureZone(format={self.mrz.format!r}, sure={self.sure})"

    def _repr_html_(self) -> str:
        """For notebooks: the text, with what is in doubt underlined."""
        doubtful = {(each.line, each.column) for each in self.characters if each.confidence < 0.98}
        doubtful.update(self.decided_by_check_digit)

        def cell(line: int, column: int, letter: str) -> str:
            letter = html.escape(letter)
            return f"<u>{letter}</u>" if (line, column) in doubtful else letter

        rows = ("".join(cell(line, at, letter) for at, letter in enumerate(row)) for line, row in enumerate(self.mrz.lines))
        state = "sure" if self.sure else "not sure: compare it with the document"
        return f"<pre>{'<br>'.join(rows)}</pre><p>{self.mrz.format}, {state}</p>"


@dataclass(frozen=True, slots=True, repr=False)
class Face:
    """A picture of a chip in red, green and blue. NumPy and Pillow take it as it is: `numpy.asarray(face)` is an array of height, width and
    colour, `face.to_pillow()` an image. Its repr shows nothing of the picture.

    >>> face = decode_face("fixtures/faces/rgb.jp2")
    >>> face.width, face.height, face.format, face.deviation
    (60, 80, 'JPEG 2000', None)
    >>> len(face.rgb), face.png[1:4]
    (14400, b'PNG')
    """

    #: Its size in pixels.
    width: int
    height: int
    #: Red, green and blue of each pixel, a byte each, row by row from the upper left.
    rgb: bytes
    #: What the file is: JPEG, JPEG 2000, JPEG 2000 codestream or PNG.
    format: str
    #: What strict reading found wrong, if only lenient reading gave a picture: it may differ from what was encoded.
    deviation: str | None
    #: The picture as a file that everything shows.
    png: bytes

    @property
    def __array_interface__(self) -> dict[str, Any]:
        """For NumPy, which shares the bytes."""
        return {"version": 3, "shape": (self.height, self.width, 3), "typestr": "|u1", "data": self.rgb}

    def to_pillow(self) -> Any:
        """The picture as a Pillow image. Raises ImportError if Pillow is not installed.

        >>> decode_face("fixtures/faces/rgb.jp2").to_pillow().size
        (60, 80)
        """
        from PIL import Image

        return Image.frombytes("RGB", (self.width, self.height), self.rgb)

    def __repr__(self) -> str:
        deviation = "" if self.deviation is None else f", read leniently: {self.deviation}"
        return f"Face({self.width} x {self.height}, {self.format}{deviation})"

    def _repr_png_(self) -> bytes:
        """For notebooks."""
        return self.png


def decode_face(picture: Any) -> Face:
    """Decodes a picture of a chip: a face of DG2 (`Chip.faces`), a portrait of DG5, a signature of DG7, or the face in a seal. What it is, its
    content says. Other threads run meanwhile.

    picture: JPEG, JPEG 2000 (file or codestream) or PNG as path, bytes-like or open binary file.

    Raises TypeError or ValueError, naming the argument, for what does not decode, ends before its data do, contradicts itself about its size, or is
    larger than 4 million pixels; OSError if a file cannot be read.

    >>> decode_face("fixtures/faces/codestream.j2k")
    Face(60 x 80, JPEG 2000 codestream)
    """
    file = Path(picture) if isinstance(picture, str) else picture
    return Face(*_native._decode_face(file))


def _zone(lines: list[str]) -> Mrz:
    return Mrz.parse("\n".join(lines))


def read_mrz(picture: Any) -> list[PictureZone]:
    """The machine readable zones in a picture, in any direction; none is a clear answer.

    picture: PNG, JPEG, GIF, BMP, WebP, TIFF or PNM as path, bytes-like or open binary file; a Pillow image; or an array of bytes of two
        dimensions (greys) or three (red, green, blue), as NumPy and OpenCV have them. Colours of OpenCV, which are the other way round, do as
        well.

    Raises TypeError or ValueError, naming the argument, for what is no picture or larger than 50 million pixels, OSError if a file cannot be
    read.

    >>> read_mrz(b"P5 40 40 255\\n" + bytes([255]) * 1600)
    []
    """
    if hasattr(picture, "convert") and hasattr(picture, "tobytes"):
        grey = picture.convert("L")
        width, height = grey.size
        return _zones_of_greys(width, height, grey.tobytes())
    if hasattr(picture, "__array_interface__"):
        return _zones_of_greys(*_greys(picture))
    file = Path(picture) if isinstance(picture, str) else picture
    return [PictureZone._of(zone) for zone in _native._zones_of_file(file)]


def _zones_of_greys(width: int, height: int, greys: bytes) -> list[PictureZone]:
    return [PictureZone._of(zone) for zone in _native._zones_of_greys(width, height, greys)]


def _greys(array: Any) -> tuple[int, int, bytes]:
    if str(array.dtype) != "uint8":
        raise TypeError("picture: an array of bytes (uint8) is taken")
    if array.ndim == 3 and array.shape[2] >= 3:
        red, green, blue = (array[:, :, channel].astype("uint32") for channel in range(3))
        array = ((red * _RED + green * _GREEN + blue * _BLUE + 500) // 1000).astype("uint8")
    elif array.ndim == 3 and array.shape[2] == 1:
        array = array[:, :, 0]
    if array.ndim != 2:
        raise ValueError("picture: an array of rows and columns, or of rows, columns and colours, is taken")
    height, width = array.shape
    return width, height, array.tobytes()


class Reader:
    """Reads the frames of a camera until the reading is sure.

    A zone counts once it is sure in as many frames as `agreement` says, with the same text.

    >>> from pathlib import Path
    >>> reader = Reader(agreement=2)
    >>> frame = Path("fixtures/mrz_image/pages/0001-clean.jpg")
    >>> reader.feed(frame), reader.feed(frame)
    (None, PictureZone(format='TD3', sure=True))
    """

    def __init__(self, *, agreement: int = 2) -> None:
        """agreement: frames that must say the same, one at least. Raises ValueError for fewer."""
        if agreement < 1:
            raise ValueError("agreement: one frame at least")
        self._agreement = agreement
        self._seen: dict[str, int] = {}

    def feed(self, frame: Any) -> PictureZone | None:
        """The zone, once enough frames agree; until then None.

        frame: as `picture` of `read_mrz`, and raises what that does.
        """
        for zone in read_mrz(frame):
            if zone.sure:
                count = self._seen[zone.text] = self._seen.get(zone.text, 0) + 1
                if count >= self._agreement:
                    return zone
        return None


def read_folder(
    folder: str | PathLike[str], *, progress: Callable[[int, int], object] | None = None
) -> Iterator[tuple[Path, list[PictureZone] | ValueError | OSError]]:
    """The zones of each picture of a folder and of those in it, by name; what cannot be read comes with its error and ends nothing.

    progress: called with the number of pictures that are done, and of all.

    Raises OSError, as the first picture is asked for, if the folder cannot be read.

    >>> read = dict(read_folder("fixtures/mrz_image/pages"))
    >>> len(read), sum(1 for zones in read.values() if not isinstance(zones, Exception) and any(zone.sure for zone in zones)) > 25
    (42, True)
    """
    if not Path(folder).is_dir():
        raise NotADirectoryError(f"folder: {folder} is none")
    paths = sorted(path for path in Path(folder).rglob("*") if path.suffix.lower() in _ENDINGS)
    for done, path in enumerate(paths, 1):
        yield path, _read_or_error(path)
        if progress is not None:
            progress(done, len(paths))


def _read_or_error(path: Path) -> list[PictureZone] | ValueError | OSError:
    try:
        return read_mrz(path)
    except (ValueError, OSError) as error:
        return error

