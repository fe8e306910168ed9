"""The one exception of the package.

>>> import doc9303
>>> try:
...     doc9303.Mrz.parse("P<UTO")
... except doc9303.Doc9303Error as error:
...     print(error.code)
mrz.length

Everything else that is raised is Python's own, with the name of the argument in front: TypeError for a value of a wrong
type, ValueError for one that cannot be (Doc9303Error is one too), OSError for a file or folder that cannot be read. What an
Arrow source or a progress callback raises stays what it is.
"""

from __future__ import annotations

__all__ = ["Doc9303Error"]


class Doc9303Error(ValueError):
    """These bytes or characters are not what they should be.

    It holds no personal data, so it can be logged. It is never a verdict on a document: `inspect` turns what is wrong
    with a document into results of its report.

    code: the stable code, such as "mrz.length"; `doc9303.explain` says what it means.
    structure: what was being read, such as "EF.SOD" or "certificate".
    detail: what is wrong, in a few words.
    offset: bytes from the start of the structure, or None.
    line, column: the cell of a machine readable zone, both from zero, or None.
    """

    code: str
    structure: str
    detail: str
    offset: int | None
    line: int | None
    column: int | None

    def __init__(
        self,
        text: str,
        code: str,
        structure: str = "",
        detail: str = "",
        offset: int | None = None,
        line: int | None = None,
        column: int | None = None,
    ) -> None:
        super().__init__(text, code, structure, detail, offset, line, column)
        self.code = code
        self.structure = structure
        self.detail = detail
        self.offset = offset
        self.line = line
        self.column = column

    def __str__(self) -> str:
        return f"{self.args[0]} [{self.code}]"


Doc9303Error.__module__ = "doc9303"
