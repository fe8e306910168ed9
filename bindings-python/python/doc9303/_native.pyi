from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date as _date
from datetime import datetime
from os import PathLike
from typing import TYPE_CHECKING, Any, BinaryIO, Final, Literal, Protocol, Self, TypeAlias, final
from uuid import UUID

from typing_extensions import Buffer

if TYPE_CHECKING:
    import pandas as _pd
    import polars as _pl

__version__: Final[str]
__all__ = [
    "Access",
    "Candidate",
    "Certificate",
    "CheckDigit",
    "CheckResult",
    "Chip",
    "ChipAuthTranscript",
    "ChipReading",
    "Deviation",
    "Exchange",
    "Explanation",
    "Found",
    "Import",
    "Mrz",
    "PaceCamRecord",
    "PartialDate",
    "Policy",
    "Reason",
    "Rejected",
    "Repair",
    "Report",
    "Schema",
    "State",
    "Stream",
    "Table",
    "TrustStore",
    "__version__",
    "_check_ids",
    "_code_texts",
    "_decode_face",
    "_file_name",
    "_mrz_schema",
    "_replay",
    "_report_schema",
    "_run",
    "_seal_schema",
    "_zones_of_file",
    "_zones_of_greys",
    "arabic_from_zone",
    "check_digit",
    "compare_names",
    "cyrillic_from_zone",
    "diff",
    "explain",
    "find",
    "find_zones",
    "inspect",
    "inspect_seals",
    "inspect_stream",
    "inspect_table",
    "parse_mrz",
    "parse_mrz_stream",
    "read_chip",
    "read_seals",
    "repair",
    "repair_mrz",
    "replay_session",
    "russian_from_zone",
    "russian_to_zone",
    "scan_folder",
    "transliterate",
    "transliterate_names",
]

_Outcome: TypeAlias = Literal["successful", "failed", "undetermined", "not_supported", "aborted"]
_Weight: TypeAlias = Literal["mandatory", "optional", "evaluatory"]
_ReportLanguage: TypeAlias = Literal["en", "de", "es", "fr", "it", "ru"]
_LogProfile: TypeAlias = Literal["basic", "standard", "standard_optical", "standard_electronic", "standard_seal", "full"]
_Group: TypeAlias = Literal["optical", "electronic", "seal", "combined"]
_Language: TypeAlias = Literal["any", "belarusian", "bulgarian", "macedonian", "serbian", "ukrainian"]
_NameMatch: TypeAlias = Literal["equal", "equal_by_transliteration", "truncated", "different"]
_Standard: TypeAlias = Literal["TD1", "TD2", "TD3", "MRV-A", "MRV-B"]
_Provenance: TypeAlias = Literal["own_terminal", "handed_over"]
_StateGroup: TypeAlias = Literal[
    "iso", "special", "organisation", "united_nations", "person", "withdrawn", "specimen", "master_list", "field"
]
_Cells: TypeAlias = tuple[int, int, int]
_Data: TypeAlias = Buffer | PathLike[str] | BinaryIO
_Progress: TypeAlias = Callable[[int], object]

class _ArrowArray(Protocol):
    def __arrow_c_array__(self, requested_schema: Any = None) -> tuple[Any, Any]: ...

class _ArrowStream(Protocol):
    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any: ...

_Batches: TypeAlias = Iterator[_ArrowArray] | Iterator[_ArrowStream]
_Array: TypeAlias = _ArrowArray | _ArrowStream | _Batches | Sequence[str | None] | Sequence[bytes | None]
_Rows: TypeAlias = _ArrowArray | _ArrowStream | _Batches
_Files: TypeAlias = Chip | Mapping[str, _Data] | str | PathLike[str]

def _check_ids() -> tuple[str, ...]: ...
def _decode_face(picture: _Data) -> tuple[int, int, bytes, str, str | None, bytes]: ...
def _zones_of_file(picture: _Data) -> list[str]: ...
def _zones_of_greys(width: int, height: int, greys: bytes) -> list[str]: ...
def _code_texts() -> tuple[str, ...]: ...
def _file_name(name: str) -> str | None: ...
def _mrz_schema() -> Schema: ...
def _report_schema() -> Schema: ...
def _seal_schema() -> Schema: ...
def _run(arguments: Sequence[str]) -> int: ...
def parse_mrz(
    array: _Array,
    *,
    column: str | None = None,
    at: datetime | None = None,
    warnings: bool = False,
    columns: Sequence[str] | None = None,
    threads: int | None = None,
    progress: _Progress | None = None,
) -> Table:
    """Reads a column of zones, one row a zone, lines parted by LF, CR or both, or by what no zone has: a written "\\n", a bar,
    a blank.

    array: anything with Arrow's PyCapsule interface: an array, a chunked array, a Polars or pandas series, of texts,
        bytes or a dictionary of them; a list of str; or a table, a data frame, a DuckDB relation, a reader or an iterator of
        batches with a column "mrz", with columns "mrz_line1" and so on, or with one column alone.
    column: the name of the column in such a table, if it is another one.
    at: a timezone-aware datetime by which dates get their century; without it `birth_day` and `expiry_day` are null.
    warnings: whether to look for what is odd without being wrong, which takes longer than all the rest; without it
        `warnings` is null.
    columns: names of columns of MRZ_SCHEMA: these alone are made, in this order, which takes less time and memory. All by
        default.
    threads: how many; as many as this process may use by default.
    progress: is called with the number of rows that were done since the last call, as `tqdm.update` takes it.

    Returns a Table with schema MRZ_SCHEMA and one row for each row. A row that is no zone has `error` and its place; a
    null row is null in every column.

    Raises TypeError if the column is of another type, ValueError for a naive datetime, a table without a clear column of
    zones, or a name in columns that is not in MRZ_SCHEMA or stands twice.

    >>> from doc9303 import batch
    >>> zones = ["P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\\nL898902C36UTO7408122F1204159ZE184226B<<<<<10", "not a zone"]
    >>> batch.parse_mrz(zones, columns=["document_number", "error"]).to_pylist()
    [{'document_number': 'L898902C3', 'error': None}, {'document_number': None, 'error': 'mrz.charset'}]
    """
def parse_mrz_stream(
    array: _Array,
    *,
    column: str | None = None,
    at: datetime | None = None,
    warnings: bool = False,
    columns: Sequence[str] | None = None,
    threads: int | None = None,
    progress: _Progress | None = None,
) -> Stream:
    """As parse_mrz, but batch by batch while the result is read, so that a column larger than memory goes through.

    >>> from doc9303 import batch
    >>> stream = batch.parse_mrz_stream(iter([batch.parse_mrz(["?"], columns=["error_detail"])]))
    >>> sum(len(table) for table in stream)
    1
    """
def inspect_seals(
    array: _Array,
    *,
    trust: TrustStore,
    at: datetime,
    policy: Policy | None = None,
    column: str | None = None,
    zones: str | None = None,
    threads: int | None = None,
    progress: _Progress | None = None,
) -> Table:
    """Judges a column of seals, one row a seal, as doc9303.inspect does with `seal`.

    array: what the barcode of each seal holds, as an array, column, table or reader of Arrow, or a list: bytes as they are; texts as they
        are, or hexadecimal or base64 of the bytes of a visible digital seal. None and a blank text are: no seal.
    trust: whom to trust.
    at: the time of inspection, a timezone-aware datetime.
    policy: the rules; Policy.icao() by default.
    column: the name of the column of seals in a table; "seal" or the only one by default.
    zones: the name of the column with the machine readable zone that each seal is printed beside, to be compared with it.
    threads, progress: as for parse_mrz.

    Returns a Table with the columns of SEAL_SCHEMA and one row for each row; a row without a seal is null in every column. Nothing in it is
    personal.

    Raises TypeError or ValueError, naming the argument, if a column is missing or of another type, or the datetime is naive.

    >>> from datetime import datetime, timezone
    >>> from doc9303 import batch
    >>> made = batch.inspect_seals([b"no seal", None], trust=TrustStore(), at=datetime(2026, 6, 1, tzinfo=timezone.utc))
    >>> [(row["verdict"], row["reason"]) for row in made.to_pylist()]
    [('failed', 'seal.wrong_format'), (None, None)]
    """
def inspect_table(
    table: _Rows,
    *,
    trust: TrustStore,
    at: datetime,
    policy: Policy | None = None,
    column: str | None = None,
    keep: Sequence[str] | None = None,
    threads: int | None = None,
    progress: _Progress | None = None,
    records: _Provenance = "handed_over",
    checks: bool = False,
) -> Table:
    """Judges a table of documents, one row a document, as doc9303.inspect does.

    table: anything with Arrow's PyCapsule interface: a table, a batch, a stream of batches, a data frame. Column "mrz"
        holds printed zones, or "mrz_line1" and so on their lines; columns named after files ("EF.SOD", "dg1", ..) hold
        their bytes, or base64 where they are columns of text; and columns "active_auth.json", "chip_auth.json",
        "pace_cam.json" and "access.json" what a terminal recorded; null is: not read. Names count in any case, with blanks
        around them and any sign between their words. Other columns are left alone and named in `unread_columns` of the
        result.
    trust: whom to trust.
    at: the time of inspection, a timezone-aware datetime.
    policy: the rules; Policy.icao() by default.
    column: the name of the column of zones, if it is not "mrz".
    keep: names of columns that are carried over into the result, in front; parts of documents are judged all the same.
    threads: how many; as many as this process may use by default.
    progress: is called with the number of rows that were done since the last call, as `tqdm.update` takes it.
    records: whose terminal recorded them: "own_terminal" or "handed_over", as for doc9303.inspect.
    checks: whether each check of doc9303.CHECKS gets a column of its own behind the others, named by its id, with its outcome.

    Returns a Table with the kept columns, those of REPORT_SCHEMA, and one row for each row. A row whose files are not
    those of any chip, or whose text or record cannot be read, has `error` and `error_detail`; what the table has and the
    row has not is told in `not_given`; a row of nulls is null in every column. Nothing in it is personal save what is kept.

    Raises TypeError or ValueError, naming the argument and the column, if a column is of another type, none holds a part
    of a document, two hold the same one, one looks like a part and is none or holds zones under another name and is not
    kept, one is kept twice or has the name of a column of the result, or the datetime is naive.

    >>> import pyarrow as pa
    >>> from datetime import datetime, timezone
    >>> from doc9303 import batch
    >>> at = datetime(2011, 1, 1, tzinfo=timezone.utc)
    >>> rows = pa.table({"mrz": ["P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\\nL898902C36UTO7408122F1204159ZE184226B<<<<<10"]})
    >>> batch.inspect(rows, trust=TrustStore(), at=at).to_pylist()[0]["verdict"]
    'successful'
    """
def inspect_stream(
    table: _Rows,
    *,
    trust: TrustStore,
    at: datetime,
    policy: Policy | None = None,
    column: str | None = None,
    keep: Sequence[str] | None = None,
    threads: int | None = None,
    progress: _Progress | None = None,
    records: _Provenance = "handed_over",
    checks: bool = False,
) -> Stream:
    """As inspect, but batch by batch while the result is read, so that a table larger than memory goes through.

    >>> import pyarrow as pa
    >>> from datetime import datetime, timezone
    >>> from doc9303 import batch
    >>> at = datetime(2011, 1, 1, tzinfo=timezone.utc)
    >>> rows = pa.table({"mrz": ["P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\\nL898902C36UTO7408122F1204159ZE184226B<<<<<10"]})
    >>> [len(table) for table in batch.inspect_stream(rows, trust=TrustStore(), at=at)]
    [1]
    """
def scan_folder(path: str | PathLike[str], *, progress: _Progress | None = None) -> Stream:
    """Reads a tree of folders with dumps of chips as a table of documents, one row a folder that has files, for inspect and
    inspect_stream. Folders are read while the result is, a few at a time, so that a tree larger than memory goes through.

    path: str or os.PathLike of the tree's root, which may be a dump itself.
    progress: is called with the number of folders that were read since the last call, as `tqdm.update` takes it.

    Returns a Stream with the `path` of the folder below the root, `mrz` from "mrz.txt", a column for each file of a chip, one for
    each record of a terminal, as Chip.from_folder reads them, and `rejected`, what of the folder was left out, with its name and
    why. Files in a folder named "chip" are those of the folder that it is in. Links to folders are not followed. A folder in which
    nothing is of a document is a row too.

    Raises OSError if the root cannot be read; what below it cannot is told in `rejected`.

    >>> from datetime import datetime, timezone
    >>> from doc9303 import batch
    >>> dumps = batch.scan_folder("fixtures/vectors/passport")
    >>> made = batch.inspect(dumps, trust=TrustStore(), at=datetime(2026, 6, 1, tzinfo=timezone.utc), keep=["path"])
    >>> [(row["path"], row["verdict"]) for row in made.to_pylist()]
    [('.', 'undetermined'), ('keys', None), ('trust', None)]
    """
def repair_mrz(
    array: _Array, *, column: str | None = None, threads: int | None = None, progress: _Progress | None = None
) -> Table:
    """Suggests what zones said that were read badly from pictures, one row a text, as doc9303.repair does. Suggestions are never
    applied.

    array: as for parse_mrz; texts need not have the shape of a zone.
    column: the name of the column in a table; needed if the table has several.
    threads, progress: as for parse_mrz.

    Returns a Table with `kind`, "intact", "unique", "ambiguous", "unproven" or "hopeless"; the likeliest `suggestion`; `proven`,
    whether check digits see all of its changes, and `proven_by`, those that do; its `changes` as structures of line, column,
    from, to and proven; and how many `candidates` there are. A null row is null in every column.

    >>> from doc9303 import batch
    >>> batch.repair(["P<UTOERIKSSON<<ANNA MARIA"]).to_pylist()[0]["kind"]
    'hopeless'
    """
def find_zones(
    array: _Array, *, column: str | None = None, threads: int | None = None, progress: _Progress | None = None
) -> Table:
    """Finds the zones in longer texts, such as what an OCR engine says of whole pages, one row a text, as doc9303.find does.

    array, column, threads, progress: as for repair.

    Returns a Table with `found`, how many zones or look-alikes the text has, and `zones`, a list of structures: `mrz`, or
    `error` why it cannot be read; `start` and `end` in characters; `line`; and `sure`, whether every check digit fits.

    >>> from doc9303 import batch
    >>> page = "Passport\\nP<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\\nL898902C36UTO7408122F1204159ZE184226B<<<<<10\\n"
    >>> [zone["sure"] for zone in batch.find([page]).to_pylist()[0]["zones"]]
    [True]
    """
def transliterate_names(
    array: _Array,
    *,
    column: str | None = None,
    language: _Language = "any",
    threads: int | None = None,
    progress: _Progress | None = None,
) -> Table:
    """Writes names as they are in a zone, one row a name, as doc9303.transliterate does.

    array, column, threads, progress: as for repair.
    language: as for doc9303.transliterate.

    Returns a Table with `zone_name`, and `error_position`, the first character that has no form in a zone.

    >>> from doc9303 import batch
    >>> batch.transliterate(["Müller", "A☺"]).to_pylist()
    [{'zone_name': 'MUELLER', 'error_position': None}, {'zone_name': None, 'error_position': 1}]
    """
def compare_names(
    table: _Rows,
    *,
    primary: str,
    secondary: str,
    column: str | None = None,
    threads: int | None = None,
    progress: _Progress | None = None,
) -> Table:
    """Compares printed names with those of zones, one row a document, as Mrz.compare_names does.

    table: a table with the zones, as for parse_mrz, and two columns of printed names in any script of Doc 9303-3 section 6.
    primary, secondary: the names of those two columns.
    column: the name of the column of zones, if it is not "mrz".
    threads, progress: as for parse_mrz.

    Returns a Table with `match`, "equal", "equal_by_transliteration", "truncated" or "different", null where a part of the row is
    null, and `error`, why the zone cannot be read.

    >>> import pyarrow as pa
    >>> from doc9303 import batch
    >>> zone = "I<UTOD231458907<<<<<<<<<<<<<<<\\n7408122F1204159UTO<<<<<<<<<<<6\\nERIKSSON<<ANNA<MARIA<<<<<<<<<<"
    >>> rows = pa.table({"mrz": [zone], "family": ["Eriksson"], "given": ["Anna Maria"]})
    >>> batch.compare_names(rows, primary="family", secondary="given").to_pylist()
    [{'match': 'equal', 'error': None}]
    """
def diff(before: TrustStore, after: TrustStore) -> Table:
    """What came, went and became something else from one store to another, as a table: `change` is "added", "removed", or
    "became" where `kind_before` differs from `kind`, as of a link certificate that an anchor now leads to. Equal stores give
    no row.

    >>> diff(TrustStore(), TrustStore()).num_rows
    0
    """
def check_digit(text: str | Buffer) -> str:
    """The check digit over the characters of a zone: weights 7, 3, 1, modulo 10 (Doc 9303-3 section 4.9). Characters that
    cannot stand in a zone count nothing.

    text: str, or bytes-like ASCII.

    >>> check_digit("520727")
    '3'
    """
def repair(text: str) -> Repair:
    """What can be done about text that was read badly from a picture and need not have the shape of a zone: small letters,
    spaces and other characters for fillers, lines with some characters too few or too many. Suggestions, never applied.

    >>> zone = "P<UTOERIKSSON<<ANNA MARIA<<<<<<<<<<<<<<<<<<<\\nL898902C36UTO7408122F1204159ZE184226B<<<<<10"
    >>> told = repair(zone)
    >>> told.kind, told.candidates[0].mrz.secondary_identifier, told.candidates[0].proven
    ('unproven', 'ANNA MARIA', False)
    """
def find(text: str) -> tuple[Found, ...]:
    """Every zone in a longer text, such as the output of an OCR engine for a whole page, in order, and what looks like one
    and cannot be read.

    text: str of any length; the work grows with its length alone. Other threads run meanwhile.

    >>> [found.mrz.document_number for found in find("of a page\\nP<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\\nL898902C36UTO7408122F1204159ZE184226B<<<<<10\\n")]
    ['L898902C3']
    """
def transliterate(name: str, *, language: _Language = "any") -> str:
    """A name, or one identifier of it, as it stands in a zone: components separated by one filler (Doc 9303-3 section 6).
    Apostrophes are dropped, hyphens and blanks become a filler.

    name: in Latin, Cyrillic or Arabic letters.
    language: by which letters with several forms are written: "any", "belarusian", "bulgarian", "macedonian", "serbian"
        or "ukrainian".

    Raises ValueError with the position of the first character that has no form in a zone.

    >>> transliterate("Müller-Lüdenscheidt")
    'MUELLER<LUEDENSCHEIDT'
    """
def arabic_from_zone(name: str) -> str | None:
    """An Arabic name from its form in a zone; None if a letter is no Arabic letter's form.

    >>> arabic_from_zone("EBBAS")
    'عبّاس'
    """
def cyrillic_from_zone(name: str, *, language: _Language = "any") -> str | None:
    """A Cyrillic name from its form in a zone: a reading, as several letters share a form. None if a letter is no Cyrillic
    letter's form.

    language: as in transliterate.

    Raises ValueError for an unknown language.

    >>> cyrillic_from_zone("KHRUSHCHEV")
    'ХРУЩЕВ'
    """
def russian_from_zone(name: str) -> str | None:
    """A Russian name from the alphabet of internal passports, which writes some letters as digits; None if a character is
    not of that alphabet.

    >>> russian_from_zone("4EV3ENKO")
    'ШЕВЧЕНКО'
    """
def russian_to_zone(name: str) -> str:
    """A Russian name in the alphabet of internal passports: the inverse of russian_from_zone.

    Raises ValueError with the position of the first character that is not of the Russian alphabet.

    >>> russian_to_zone("Шевченко")
    '4EV3ENKO'
    """
def explain(word: str) -> Explanation:
    """What a word of an output means: a check such as "sod.signature", a code such as "csca.not_found", a warning of a zone such
    as "truncation_possible", an outcome, a layout, a field. Words other than checks, codes and warnings have a meaning and a
    clause alone.

    Raises ValueError if no output has the word.

    >>> explain("sod.signature").clause
    'Doc 9303-11 §5.1'
    """
def inspect(
    trust: TrustStore,
    *,
    at: datetime,
    mrz: str | Buffer | Mrz | None = None,
    files: _Files | None = None,
    policy: Policy | None = None,
    active_auth: Exchange | None = None,
    records: _Provenance = "handed_over",
    active_auth_challenge: Buffer | None = None,
    seal: Buffer | str | None = None,
    visa_mrz: str | Buffer | Mrz | None = None,
    dtc: _Data | None = None,
    seal_profiles: Sequence[_Data] | None = None,
) -> Report:
    """Judges a document against what is trusted, what is allowed, and a point in time. Whatever is wrong with the document
    is a result of the report, never an exception. Other threads run meanwhile.

    trust: whom to trust.
    at: the time of inspection, a timezone-aware datetime.
    mrz: the printed zone as str, bytes-like or Mrz, lines parted by LF, CR or both; None if it was not read.
    files: the chip, as Chip, mapping of names to bytes, or path of a folder; None if it was not read.
    policy: the rules; Policy.icao() by default.
    active_auth: an Active Authentication exchange with this chip.
    records: whose terminal made the exchange and the records of a folder: "own_terminal" for the caller's, just now, or
        "handed_over" for somebody's, who could have written or kept them. A Chip says it of its own.
    active_auth_challenge: the challenge that the caller chose for Active Authentication, known apart from the record.
    seal: what the barcode of the document's seal holds, bytes-like, or str for one that holds text.
    seal_profiles: profiles of administrative documents in XML (BSI TR-03171), each as bytes, path or open binary file: they name the
        features of their seals.
    visa_mrz: the zone of a visa, where `mrz` is that of the passport that it was given for.
    dtc: the virtual component of a Digital Travel Credential as bytes, path or open binary file: judged in the place of a chip
        where `files` is None, and compared with them otherwise.

    What of a folder cannot be read is named in `rejected` of the report, which says what is missing.

    Raises TypeError or ValueError, naming the argument, for a naive datetime or an argument of a wrong kind, OSError if
    the folder or a file that was named cannot be read.

    >>> from datetime import datetime, timezone
    >>> at = datetime(2011, 1, 1, tzinfo=timezone.utc)
    >>> report = inspect(TrustStore(), at=at, mrz="P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\\nL898902C36UTO7408122F1204159ZE184226B<<<<<10")
    >>> report.verdict
    'successful'
    """
@final
class Mrz:
    """A machine readable zone that has been read.

    Reading asks only for the shape and the character set: whether check digits, dates and codes hold is for the checks
    to say, so a zone with a wrong check digit still gives up its fields. Its repr shows the layout alone.

    >>> zone = Mrz.parse("I<UTOD231458907<<<<<<<<<<<<<<<\\n7408122F1204159UTO<<<<<<<<<<<6\\nERIKSSON<<ANNA<MARIA<<<<<<<<<<")
    >>> zone.format, zone.document_number, zone.primary_identifier
    ('TD1', 'D23145890', 'ERIKSSON')
    """
    @staticmethod
    def parse(text: str | Buffer) -> Mrz:
        """Reads a zone: one line of text for each line of the zone, ended by LF, CR or both. White space around the text
        and around its lines is not part of it.

        text: str, or bytes-like ASCII.

        Raises Doc9303Error with code "mrz.length", "mrz.charset" or "mrz.unknown_layout" and the line and column of the
        first cell that is wrong. Wrong check digits, dates or codes are not errors.
        """
    @staticmethod
    def write(
        format: _Standard,
        *,
        document_code: str,
        issuing_state: str,
        primary_identifier: str,
        secondary_identifier: str = "",
        document_number: str,
        nationality: str,
        birth_date: str | _date | None = None,
        expiry_date: str | _date,
        sex: str = "<",
        optional_data: str = "",
        optional_data_2: str = "",
        language: _Language = "any",
    ) -> Mrz:
        """Writes a zone of a layout of Doc 9303 from its fields. Names are transliterated, and cut as section 4.2.3 says;
        long document numbers continue in the optional data; check digits are computed.

        format: "TD1", "TD2", "TD3", "MRV-A" or "MRV-B".
        birth_date, expiry_date: datetime.date, or YYMMDD as str; "<" for unknown parts of a date of birth.
        sex: "M", "F" or "<".
        optional_data: the personal number of a TD3, the first line's data of a TD1.
        language: by which letters with several forms are written, as in transliterate.

        Raises ValueError, naming the field, for what would be lost or cannot be written.
        """
    def repair(self) -> Repair:
        """Looks for the characters that make a zone whole which was read badly from a picture: those that readers confuse
        are put back where the class of a field or the check digits tell which one was meant.

        Other threads run meanwhile.
        """
    @property
    def format(self) -> str:
        """The layout: "TD1", "TD2", "TD3", "MRV-A", "MRV-B" or a national one."""
    @property
    def lines(self) -> tuple[str, ...]:
        """The lines as printed."""
    @property
    def document_code(self) -> str:
        """Document code: "P", "PP", "I", "AC", "V" and so on."""
    @property
    def issuing_state(self) -> str:
        """Issuing State or organisation (Doc 9303-3 section 5); "D" for Germany."""
    @property
    def document_number(self) -> str:
        """Document number, joined with its continuation if it is longer than nine characters."""
    @property
    def nationality(self) -> str:
        """Nationality of the bearer; empty if the layout has none."""
    @property
    def birth_date(self) -> str:
        """Date of birth as printed, YYMMDD with "<" for what is unknown; see resolve_birth."""
    @property
    def expiry_date(self) -> str:
        """Date of expiry as printed, YYMMDD with "<" for what is unknown; see resolve_expiry."""
    @property
    def sex(self) -> str:
        """Sex of the bearer: "M", "F", or empty for unspecified and for layouts that have none."""
    @property
    def personal_number(self) -> str:
        """Personal number or other optional data of a TD3; empty on other layouts."""
    @property
    def optional_data(self) -> str:
        """Optional data of TD2, visas and national layouts, behind a document number that continues into them."""
    @property
    def optional_data_1(self) -> str:
        """Optional data in the first line of a TD1, behind a document number that continues into them."""
    @property
    def optional_data_2(self) -> str:
        """Optional data in the second line of a TD1."""
    @property
    def primary_identifier(self) -> str:
        """Primary identifier, as a rule the family name, with one space between its components."""
    @property
    def secondary_identifier(self) -> str:
        """Secondary identifier, as a rule the given names, with one space between them; may be empty."""
    @property
    def fields(self) -> dict[str, str]:
        """The fields of the layout by name, without fillers; dates as printed."""
    def ranges(self, name: str) -> tuple[_Cells, ...]:
        """The cells of a field as (line, first column, one past the last column), from zero. A document number that
        continues in the optional data has two ranges, an absent identifier none; "composite" has those that its check
        digit covers.

        Raises ValueError if the layout has no field of this name.
        """
    @property
    def check_digits(self) -> tuple[CheckDigit, ...]:
        """The check digits of the layout in reading order, each with what it should be (Doc 9303-3 section 4.9)."""
    @property
    def warnings(self) -> tuple[str, ...]:
        """What is odd about the zone without making it wrong, as words such as "truncation_possible"."""
    @property
    def truncation_possible(self) -> bool:
        """Whether the name may have been cut: its last cell is in use (Parts 4 to 7 section 4.2.3)."""
    @property
    def mrz_information(self) -> str | None:
        """The password of Basic Access Control and PACE (Doc 9303-11 section 4.3.2): number, date of birth and date of
        expiry with their check digits, fillers kept. None for national layouts.
        """
    def resolve_birth(self, *, at: datetime) -> tuple[PartialDate, ...]:
        """The dates of birth that this can be, likeliest first: the latest century that is not after `at`, and the one
        before it while its bearer could still be alive. Empty if no such day exists.

        at: timezone-aware datetime; ValueError if it is naive.
        """
    def resolve_expiry(self, *, at: datetime) -> PartialDate | None:
        """The date of expiry (TR-03135-1 section 5.7.1): from this year to 15 years ahead of `at`, otherwise in the past,
        unless no document had a zone then.
        None if no such day exists.

        at: timezone-aware datetime; ValueError if it is naive.
        """
    def compare_names(self, primary: str, secondary: str) -> _NameMatch:
        """How the printed identifiers, in any script of Doc 9303-3 section 6, relate to those of the zone: "equal",
        "equal_by_transliteration", "truncated" (the zone's name was cut, what it holds agrees) or "different".
        """
    def to_json(self, *, at: datetime | None = None) -> str:
        """The zone as the JSON object that `doc9303 mrz --json` prints: fields, check digits, warnings and places of the
        fields; with `at`, also the days that the dates can be and the outcomes of the checks.

        at: timezone-aware datetime, or None; ValueError if it is naive.
        """
    def to_dict(self, *, at: datetime | None = None) -> dict[str, Any]:
        """What to_json says, as a dict: without `at`, neither checks nor the days that the dates can be."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, tuple[str]]: ...
    def _repr_html_(self) -> str: ...
    def _check_digit(self, place: int) -> CheckDigit: ...
    def _resolved(self, at: int, place: int | None) -> PartialDate: ...

@final
class CheckDigit:
    """A check digit of a zone: as printed, as computed, and over which cells.

    It and a pickle of it hold the whole zone.

    >>> zone = Mrz.parse("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\\nL898902C36UTO7408122F1204159ZE184226B<<<<<10")
    >>> zone.check_digits[0]
    <CheckDigit document_number ok>
    """
    @property
    def field(self) -> str:
        """The field that it guards; "composite" for the digit over several."""
    @property
    def printed(self) -> str:
        """The character as printed."""
    @property
    def computed(self) -> str:
        """The digit that the covered cells demand."""
    @property
    def ok(self) -> bool:
        """Whether the printed character is right."""
    @property
    def note(self) -> str | None:
        """What the two characters do not tell, in words: why a digit that fits is wrong, or one that does not is right; None
        as a rule.
        """
    @property
    def position(self) -> _Cells:
        """The cell of the digit as (line, column, column + 1), from zero."""
    @property
    def covers(self) -> tuple[_Cells, ...]:
        """The cells that it covers, as (line, first column, one past the last column), in the order of the weighting."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def _repr_html_(self) -> str: ...
    def __reduce__(self) -> tuple[Any, tuple[int]]: ...

@final
class PartialDate:
    """A date with its century, whose parts may be unknown. Its str is such as "1974-08-12", unknown parts are "XX".

    It and a pickle of it hold the whole zone.

    >>> from datetime import datetime, timezone
    >>> at = datetime(2011, 1, 1, tzinfo=timezone.utc)
    >>> zone = Mrz.parse("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\\nL898902C36UTO7408122F1204159ZE184226B<<<<<10")
    >>> str(zone.resolve_birth(at=at)[0])
    '1974-08-12'
    """
    @property
    def year(self) -> int | None:
        """The year of the common era, if known."""
    @property
    def month(self) -> int | None:
        """The month, 1 to 12, if known."""
    @property
    def day(self) -> int | None:
        """The day of the month, if known."""
    @property
    def date(self) -> _date | None:
        """The day as datetime.date, if all of it is known."""
    @property
    def earliest(self) -> _date | None:
        """The first day that it can be, if the year is known."""
    @property
    def latest(self) -> _date | None:
        """The last day that it can be, if the year is known."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def _repr_html_(self) -> str: ...
    def __reduce__(self) -> tuple[Any, tuple[int, int | None]]: ...

@final
class ChipReading:
    """What reading a chip brought: the chip for `inspect`, how it went, and the session to keep.

    >>> reading = read_chip(lambda command: b"\\x6a\\x82", can="500540")
    >>> reading.error
    'the chip refuses select.application, status 6A82'
    """
    @property
    def chip(self) -> Chip:
        """The files and proofs, for `inspect(files=..)`."""
    @property
    def access(self) -> Access | None:
        """How the chip was opened, or None if it was not."""
    @property
    def attempts(self) -> list[tuple[str, str, str | None]]:
        """The protocols that were tried to open the chip, in their order: protocol, what it was in words, and why it did not open
        the chip, or None.
        """
    @property
    def not_read(self) -> list[tuple[str, str]]:
        """The files that were asked for and not read, with the reason."""
    @property
    def failures(self) -> list[tuple[str, str]]:
        """The proofs of the chip that were tried and failed, with the reason."""
    @property
    def error(self) -> str | None:
        """Why reading ended early, or None. What was read until then is in `chip`."""
    @property
    def error_code(self) -> str | None:
        """The kind of the error as a stable name, such as "refused" or "not_proved", or None."""
    def session(self) -> str:
        """The whole session as JSON, for `replay_session`. It holds the password and everything that was read, and is as private as
        the document.
        """
    def session_log(self) -> str:
        """How the session went, as JSON without anything personal. It proves nothing any more, and says so."""
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Callable[[str, str], ChipReading], tuple[str, str]]: ...
    def _repr_html_(self) -> str: ...
    def __repr__(self) -> str: ...

def read_chip(
    transmit: Callable[[bytes], Buffer],
    *,
    mrz: str | Buffer | Mrz | None = None,
    can: str | None = None,
    files: Sequence[str] | None = None,
    extended: bool = False,
    allow_bac_after_pace: bool = False,
    chip_authentication: bool = True,
    active_authentication: bool = True,
    active_auth_challenge: Buffer | None = None,
    terminal_certificates: Sequence[Buffer] | None = None,
    sign: Callable[[bytes, str, str], Buffer | None] | None = None,
    progress: Callable[[str, int, int], object] | None = None,
) -> ChipReading:
    """Reads a chip: opens it with PACE or Basic Access Control, has it prove its keys, and reads its files.

    transmit: a function that sends a command to the chip and returns its response, both bytes, the status of two bytes at the
        end; it raises OSError if the chip does not answer.
    mrz: the printed zone as str, bytes-like or Mrz, which opens the chip; None for a card access number alone.
    can: the card access number, as it is printed; it opens the chip before the zone does.
    files: the files to read by name, in this order; None for everything that the chip lists and gives to everyone.
    extended: whether the reader carries commands of extended length.
    allow_bac_after_pace: whether to try Basic Access Control when PACE failed; the report tells it.
    chip_authentication, active_authentication: whether the chip is asked to prove its keys.
    active_auth_challenge: the eight bytes that the chip signs; chosen at random by default.
    terminal_certificates: the card verifiable certificates of the terminal, each bytes-like, in any order: its own, those of its
        verifiers and those of the certification authorities with their links. With them EF.DG3 and EF.DG4 are read as far as they
        grant it, after Terminal Authentication; None for a terminal that has none.
    sign: a function that signs for the terminal, so that the key can stay in a module. It is called with the message as bytes, the
        algorithm of the certificate, such as "id-TA-ECDSA-SHA-256", and the name of the key, which is the holder of the
        certificate. It returns r and s side by side, each as long as the order of the curve, or the number of RSA as long as the
        modulus; None, or an OSError, if the key cannot sign now, and then the rest of the chip is read.
    progress: a function that is called with the name of a file, the bytes read and the bytes of the whole file, or None.

    The keys and the challenge are this terminal's own, so the proofs count in `inspect`. A chip that cannot be read to the end is
    told in `error`; nothing read until then is lost.

    Raises TypeError or ValueError, naming the argument, for one of a wrong kind, and what `transmit` and `sign` raise besides OSError.

    >>> read_chip(lambda command: b"\\x69\\x82", can="500540").access is None
    True
    >>> read_chip(lambda command: b"\\x69\\x82", can="500540", terminal_certificates=[], sign=lambda message, algorithm, key: None)
    Traceback (most recent call last):
    ValueError: terminal_certificates: 0 certificates of terminals in a chain, which has one
    """
def read_seals(picture: _Data) -> list[bytes]:
    """What the barcode of each seal in a picture holds, for `seal` of inspect; none if no seal was found. Small, blurred, noisy and
    turned barcodes are looked for too. Other threads run meanwhile.

    picture: PNG, JPEG, GIF, BMP, WebP, TIFF or PNM as bytes, path or open binary file.

    Raises TypeError or ValueError, naming the argument, for what is no picture or larger than 50 million pixels, OSError if a
    file cannot be read.

    >>> white = b"P5 40 40 255\\n" + bytes([255]) * 1600
    >>> read_seals(white)
    []
    """
def replay_session(session: str | Buffer, *, records: _Provenance = "handed_over") -> ChipReading:
    """Reads a chip again from a session that was kept: every step is checked again, and nothing is believed because it is written.

    session: the JSON of `ChipReading.session()`, as str or bytes-like.
    records: whose terminal made the session: "own_terminal" for the caller's, or "handed_over" for somebody's, who could have
        written it.

    Raises ValueError for what is no session, or one that was changed.

    >>> kept = read_chip(lambda command: b"\\x69\\x82", can="500540").session()
    >>> replay_session(kept).access is None
    True
    """
def _replay(session: str | Buffer, records: _Provenance) -> ChipReading: ...

@final
class Exchange:
    """An Active Authentication exchange (Doc 9303-11 section 6.1).

    challenge: what the terminal sent, eight octets.
    response: what the chip answered.
    expected_challenge: the challenge that the terminal kept apart from the exchange, or None. It is the record's own word; what
        the caller chose is `active_auth_challenge` of Chip and of inspect.

    >>> Exchange(bytes(8), b"answer").challenge
    b'\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00'
    """
    def __new__(cls, challenge: Buffer, response: Buffer, expected_challenge: Buffer | None = None) -> Exchange: ...
    @property
    def challenge(self) -> bytes:
        """What the terminal sent."""
    @property
    def response(self) -> bytes:
        """What the chip answered."""
    @property
    def expected_challenge(self) -> bytes | None:
        """The challenge that the terminal kept apart from the exchange."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def _repr_html_(self) -> str: ...
    def __reduce__(self) -> tuple[type[Exchange], tuple[bytes, bytes, bytes | None]]: ...

@final
class ChipAuthTranscript:
    """Chip Authentication as a terminal performed it (Doc 9303-11 section 6.2).

    oid: the protocol in dotted form, such as "0.4.0.127.0.7.2.2.3.2.2".
    terminal_private_key: the terminal's ephemeral private key, a big-endian number.
    exchanges: commands and responses under the new keys, as they went over the air, beginning with the first one.
    key_id: the identifier of the chip's key, if the terminal named one.

    >>> ChipAuthTranscript("0.4.0.127.0.7.2.2.3.2.2", b"\\x01", [(b"command", b"response")])
    <ChipAuthTranscript 0.4.0.127.0.7.2.2.3.2.2, 1 exchanges>
    """
    def __new__(
        cls,
        oid: str,
        terminal_private_key: Buffer,
        exchanges: Iterable[tuple[Buffer, Buffer]],
        key_id: int | None = None,
    ) -> ChipAuthTranscript: ...
    @property
    def oid(self) -> str:
        """The protocol in dotted form."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def _repr_html_(self) -> str: ...
    def __reduce__(
        self,
    ) -> tuple[type[ChipAuthTranscript], tuple[str, bytes, list[tuple[bytes, bytes]], int | None]]: ...

@final
class PaceCamRecord:
    """PACE with Chip Authentication Mapping as a terminal performed it to its end (Doc 9303-11 section 4.4.3.5).

    oid: the protocol in dotted form, such as "0.4.0.127.0.7.2.2.4.6.2".
    parameter_id: the domain parameters of PACE, which also name the chip's key in EF.CardSecurity.
    chip_mapping_public_key: the public key that the chip sent in the mapping, an uncompressed point.
    chip_authentication_data: decrypted and without padding, a big-endian number.

    >>> PaceCamRecord("0.4.0.127.0.7.2.2.4.6.2", 13, b"\\x04", b"\\x01").oid
    '0.4.0.127.0.7.2.2.4.6.2'
    """
    def __new__(
        cls,
        oid: str,
        parameter_id: int,
        chip_mapping_public_key: Buffer,
        chip_authentication_data: Buffer,
    ) -> PaceCamRecord: ...
    @property
    def oid(self) -> str:
        """The protocol in dotted form."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def _repr_html_(self) -> str: ...
    def __reduce__(self) -> tuple[type[PaceCamRecord], tuple[str, int, bytes, bytes]]: ...

@final
class Access:
    """How a chip was opened (Doc 9303-11 section 4.2), and how the session with it went on.

    protocol: "PACE", "BAC" or "none".
    password: "MRZ", "CAN" or None.
    failed: the protocols that were tried before and failed; "PACE" with protocol "PACE" is another variant of it.
    protected_to_end: whether every answer after the chip was opened came protected, or None if nobody says.
    terminal_reads: the files that Terminal Authentication lets the terminal read, such as "EF.DG3", or None without it.

    Raises ValueError for any other word.

    >>> Access("PACE", "CAN")
    <Access PACE>
    >>> Access("BAC", "MRZ", failed=["PACE"], protected_to_end=True).failed
    ['PACE']
    """
    def __new__(
        cls,
        protocol: str,
        password: str | None = None,
        failed: Sequence[str] = ...,
        protected_to_end: bool | None = None,
        terminal_reads: Sequence[str] | None = None,
    ) -> Access: ...
    @property
    def protocol(self) -> Literal["PACE", "BAC", "none"]:
        """"PACE", "BAC" or "none"."""
    @property
    def password(self) -> Literal["MRZ", "CAN"] | None:
        """"MRZ", "CAN" or None."""
    @property
    def failed(self) -> list[Literal["PACE", "BAC", "none"]]:
        """The protocols that were tried before and failed, in their order."""
    @property
    def protected_to_end(self) -> bool | None:
        """Whether every answer after the chip was opened came protected, or None if nobody says."""
    @property
    def terminal_reads(self) -> list[str] | None:
        """The files that Terminal Authentication lets the terminal read, or None if it was not performed."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[type[Access], tuple[str, str | None, list[str], bool | None, list[str] | None]]: ...
    def _repr_html_(self) -> str: ...

@final
class Chip:
    """The files of one chip, by name, as they were read.

    files: mapping of names to bytes, paths or open binary files. A name is that of Doc 9303 as readers of chips write it, in
    any case: "EF.SOD", "dg1", "EF_DG2.bin", "Datagroup11", "0101". What a name leaves open, the content says: "011D" is
    EF.SOD or EF.CardSecurity.
    active_auth: an Active Authentication exchange, or None.
    chip_auth, pace_cam: what the terminal kept of Chip Authentication and of PACE with its mapping, or None.
    access: how the chip was opened, or None.
    records: whose terminal made the three records: "own_terminal" for the caller's, just now, or "handed_over" for somebody's,
        who could have written or kept them.
    active_auth_challenge: the challenge that the caller chose for Active Authentication, known apart from the record, or None.

    Raises ValueError for a file that is none of a chip by its name and its content, Doc9303Error for one that was given
    twice, is text, or holds more bytes than any chip. What the bytes are is found out later and becomes a result of the report.

    >>> Chip.from_folder("fixtures/vectors/passport/chip").dg1().issuing_state
    'UTO'
    """
    def __new__(
        cls,
        files: Mapping[str, _Data],
        *,
        active_auth: Exchange | None = None,
        chip_auth: ChipAuthTranscript | None = None,
        pace_cam: PaceCamRecord | None = None,
        access: Access | None = None,
        records: _Provenance = "handed_over",
        active_auth_challenge: Buffer | None = None,
    ) -> Chip: ...
    @staticmethod
    def from_folder(
        path: str | PathLike[str],
        *,
        records: _Provenance = "handed_over",
        active_auth_challenge: Buffer | None = None,
    ) -> Chip:
        """Reads a folder: the files of the chip, by their names or, where a name says nothing, by what they hold, and
        "active_auth.json", "chip_auth.json", "pace_cam.json" and "access.json" as the command line reads them. Whatever else
        lies there, or cannot be read, is named in `rejected` and left out, so that one file does not end the work on a folder
        of documents.

        path: str or os.PathLike.
        records, active_auth_challenge: as for Chip.

        Raises OSError if the folder cannot be read.
        """
    @property
    def rejected(self) -> tuple[Rejected, ...]:
        """What of a folder could not be read and was left out: the file's name, a code and why. Empty for a chip that was
        made from its files.
        """
    @property
    def names(self) -> tuple[str, ...]:
        """The names of the files, in the order of a report."""
    def file(self, name: str) -> bytes | None:
        """The bytes of a file; None if it is not there.

        Raises ValueError for a name that no file of a chip has.
        """
    def dg1(self) -> Mrz | None:
        """The zone in DG1 (Doc 9303-10 section 4.7.1), as the chip says it: not trusted. None if there is no DG1.

        Raises Doc9303Error if DG1 cannot be read.
        """
    def faces(self) -> tuple[bytes, ...]:
        """The images of the faces in DG2 (Doc 9303-10 section 4.7.2), encoded as they stand there: JPEG or JPEG 2000.
        Empty if there is no DG2.

        Raises Doc9303Error if DG2 cannot be read.
        """
    @property
    def active_auth(self) -> Exchange | None:
        """The Active Authentication exchange, if one was given."""
    @property
    def chip_auth(self) -> ChipAuthTranscript | None:
        """What the terminal kept of Chip Authentication, if it was given."""
    @property
    def pace_cam(self) -> PaceCamRecord | None:
        """What the terminal kept of PACE with Chip Authentication Mapping, if it was given."""
    @property
    def records(self) -> _Provenance | None:
        """Whose terminal made the records: "own_terminal" or "handed_over"; None if there are none."""
    @property
    def active_auth_challenge(self) -> bytes | None:
        """The challenge that the caller chose for Active Authentication, if it was told apart from the record."""
    @property
    def access(self) -> Access | None:
        """How the chip was opened, if that was said."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __len__(self) -> int: ...
    def _repr_html_(self) -> str: ...
    def __reduce__(self) -> tuple[Any, tuple[Any, ...]]: ...
    @staticmethod
    def _restore(
        files: Sequence[tuple[str, bytes]],
        records: tuple[Any, ...],
        access: Access | None,
        challenge: Buffer | None,
        rejected: Sequence[Rejected],
    ) -> Chip: ...

@final
class Policy:
    """The rules by which a document is judged: weights of checks, and deviations that are tolerated.

    A policy is a value: every method returns a new one.

    >>> Policy.icao().with_weight("ds.revocation", "optional").weight("ds.revocation")
    'optional'
    """
    @staticmethod
    def icao() -> Policy:
        """Doc 9303 as the field keeps it: every mandatory check counts, and deviations that real documents show are
        tolerated and told.
        """
    @staticmethod
    def strict() -> Policy:
        """Doc 9303 to the letter: no deviation is tolerated, SHA-1 least of all."""
    @staticmethod
    def archive() -> Policy:
        """For documents that were kept: certificates are judged at the date of issue and not at that of inspection."""
    @staticmethod
    def named(name: str) -> Policy:
        """The profile of this name: "icao", "strict" or "archive".

        Raises ValueError for any other name.
        """
    @staticmethod
    def from_toml(text: str) -> Policy:
        """Reads a policy from TOML. What the text leaves out is as in profile "icao", whose text, profile_toml("icao"), shows
        every key; rules for single States have a table each.

        Raises Doc9303Error with the place in the text if it is no TOML, a key is unknown or stands twice, or a value is
        not one that its key takes.
        """
    @staticmethod
    def profile_toml(name: Literal["icao", "strict", "archive"]) -> str:
        """The text of a profile, which from_toml reads.

        Raises ValueError if there is no profile of this name.
        """
    def with_weight(self, check_id: str, weight: _Weight) -> Policy:
        """A policy under which this check counts as "mandatory", "optional" or "evaluatory" (TR-03135-1 section 3.5.2).

        Raises ValueError if there is no such check or weight.
        """
    def with_unknown_revocation(self) -> Policy:
        """A policy that lets a document pass whose State publishes no revocation list that is at hand."""
    def refusing(self, deviation: str) -> Policy:
        """A policy under which the check that meets this deviation fails.

        Raises ValueError if the code is no deviation.
        """
    def tolerating(self, deviation: str) -> Policy:
        """A policy that tolerates this deviation: it is listed in the report and changes no outcome.

        Raises ValueError if the code is no deviation.
        """
    def expecting(self, check_id: str) -> Policy:
        """A policy that expects of every document what this check looks at: where a document lacks it, the check is
        "undetermined" and no longer "not_supported".

        Raises ValueError if there is no such check.
        """
    def expects(self, check_id: str) -> bool:
        """Whether every document is expected to have what this check looks at.

        Raises ValueError if there is no such check.
        """
    def weight(self, check_id: str) -> _Weight:
        """How a check counts: "mandatory", "optional" or "evaluatory".

        Raises ValueError if there is no such check.
        """
    def tolerates(self, deviation: str) -> bool:
        """Whether a deviation is tolerated.

        Raises ValueError if the code is no deviation.
        """
    @property
    def judged_at(self) -> Literal["inspection", "issue"]:
        """When certificates are judged: at "inspection", or at "issue" where the date of issue is proven."""
    @property
    def name(self) -> str:
        """The name that the report prints."""
    def __reduce__(self) -> tuple[Any, tuple[str, str | None, list[tuple[str, str]], list[str], list[str]]]: ...
    @staticmethod
    def _restore(
        name: str, source: str | None, weights: list[tuple[str, str]], refused: list[str], expected: list[str]
    ) -> Policy: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def _repr_html_(self) -> str: ...

@final
class TrustStore:
    """CSCA certificates, links, revocation lists and Document Signer candidates. A new store trusts nobody.

    One store serves many threads. It can be pickled: what was added is added again, in the same order.

    >>> len(TrustStore())
    0
    """
    def __new__(cls) -> TrustStore: ...
    def add_anchor(self, data: _Data) -> Import:
        """Adds a self-signed CSCA certificate, or a link certificate under one that is or will be in the store.

        data: DER, as bytes-like, path or open binary file.

        Raises Doc9303Error if it is no certificate, neither of the two, or its key is unusable.
        """
    def add_certificate(self, data: _Data) -> Import:
        """Adds one certificate as what it is: a self-signed one is an anchor, an authority's under another one a link, any
        other a Document Signer candidate, never an anchor.

        data: DER, as bytes-like, path or open binary file.

        Raises Doc9303Error if it is no certificate or an authority's key is unusable.
        """
    def add_pem(self, data: _Data) -> Import:
        """Adds every certificate and revocation list of a PEM text.

        data: bytes-like, path or open binary file.

        Raises Doc9303Error if there is no PEM block at all, and ValueError if it is trust of another form.
        """
    def add_master_list(
        self,
        data: _Data,
        *,
        signer: _Data | None = None,
        any_signer: bool = False,
        signed_by_store: bool = False,
    ) -> Import:
        """Adds the certificates of a CSCA master list (Doc 9303-12 section 9) after verifying its signature.

        data: DER, as bytes-like, path or open binary file.
        signer: the master list signer's certificate or that of the CSCA that issued it, DER or PEM.
        any_signer: take it whoever signed it, because it came on a path that you trust.
        signed_by_store: the signer's issuer must be in the store already.
        One of the three must be given, or ValueError is raised.

        Raises Doc9303Error if it is no master list, its signature does not verify, or its signer is not allowed; then
        nothing is added.
        """
    def add_ldif(
        self,
        data: _Data,
        *,
        signer: _Data | None = None,
        any_signer: bool = False,
        signed_by_store: bool = False,
    ) -> Import:
        """Adds the entries of a PKD export in LDIF (RFC 2849): certificates, revocation lists and, with a word on their
        signers as in add_master_list, master lists. A broken entry is reported and skipped.

        data: bytes-like, path or open binary file.

        Raises Doc9303Error if it is no export, and ValueError if it is trust of another form.
        """
    def add_crl(self, data: _Data) -> Import:
        """Adds a revocation list. Who signed it is found out among the anchors when it is needed, in whatever order they
        come.

        data: DER, as bytes-like, path or open binary file.

        Raises Doc9303Error if it is no revocation list.
        """
    def add_deviation_list(self, data: _Data) -> Import:
        """Adds a deviation list (Doc 9303-12 section 10), what an issuing State admits about its own documents, or a defect
        list (BSI TR-03129-2 section 7), what an inspecting State knows of Document Signers of any. Which anchor vouches for
        its signer is found out when it is needed, in whatever order they come; without one it says nothing.

        data: DER, as bytes-like, path or open binary file.

        Raises Doc9303Error if it is neither, its signature does not verify, or its signer may not sign such
        lists; then nothing is added.
        """
    def add(
        self,
        data: _Data,
        *,
        name: str = "",
        allow: Literal["anchors", "under_anchors", "revocation"] = "anchors",
        signer: _Data | None = None,
        any_signer: bool = False,
        signed_by_store: bool = False,
    ) -> Import:
        """Adds whatever data holds: a certificate, a revocation list, a master list, a deviation or defect list, a PKCS #7
        bundle, PEM of any of them, a directory's export (LDIF), or a ZIP archive of such files. What it is is recognised by
        its structure, and nothing in it is passed over: every entry is added, known or in `rejected` with why.

        data: bytes-like, path or open binary file.
        name: the name of its file; one that ends in .ml, .crl or .dl brings no anchor of its own.
        allow: what it may bring: "anchors", the default, since you name it yourself; "under_anchors": what counts only under
        an anchor that came another way; "revocation": revocation lists alone.
        signer, any_signer, signed_by_store: who may have signed master lists, as in add_master_list; without a word on it
        they are rejected.
        """
    def load(
        self,
        path: str | PathLike[str],
        *,
        signer: _Data | None = None,
        any_signer: bool = False,
        signed_by_store: bool = False,
        anchors: bool = False,
    ) -> Import:
        """Adds a file, or every file of a folder and its folders in the order of their names, each taken as what it is, as by
        add.

        A self-signed CSCA certificate in it becomes an anchor, unless a master list lies in the same folder whose signer you
        name: then the list is whom you trust, and the certificate is rejected.

        path: str or os.PathLike.
        signer, any_signer, signed_by_store: who may have signed master lists, as in add_master_list. Without a word on
        it, a master list among the files raises ValueError, and nothing is added.
        anchors: take the certificates as anchors all the same.

        Raises OSError if a file or a folder cannot be read. Whatever cannot be used is named in `rejected`: links to folders, which
        are not followed, and what is no regular file too.
        """
    @property
    def fingerprint(self) -> bytes:
        """SHA-256 over the sorted hashes of everything in the store: equal stores have equal fingerprints, in whatever
        order they were filled.
        """
    @property
    def anchors(self) -> int:
        """How many anchors there are, roots and links."""
    @property
    def links(self) -> int:
        """How many link certificates there are; those that nothing in the store leads to are no anchors."""
    @property
    def waiting_links(self) -> int:
        """How many link certificates wait: nothing in the store leads to them, and they are no anchors.

        >>> TrustStore().waiting_links
        0
        """
    @property
    def master_lists(self) -> int:
        """How many master lists were added."""
    @property
    def deviation_lists(self) -> int:
        """How many deviation and defect lists were added."""
    @property
    def unverified_deviation_lists(self) -> int:
        """How many of them have a signer that no anchor vouches for. They say nothing."""
    @property
    def states(self) -> dict[str, int]:
        """Anchors by the country of their subject, in upper case; "" for those that name none."""
    def certificates(self) -> Table:
        """The authorities as a table, one row a certificate with every fact: `kind` is "root" and "link" for anchors, and
        "waiting_link" for link certificates that nothing in the store leads to, which are none. `lists` names the master lists
        that hold it, by their SHA-256, and `der` is the certificate. `doc9303.tables` has the columns.

        >>> TrustStore().certificates().num_rows
        0
        """
    def document_signers(self) -> Table:
        """The Document Signer candidates as a table with the columns of certificates."""
    def crls(self) -> Table:
        """The revocation lists as a table: issuer, number, dates, how many certificates each one names, and the anchor whose key
        verifies it.
        """
    def lists(self) -> Table:
        """The signed lists as a table: master lists, deviation and defect lists, each with its signer, when it was signed, and what
        became of its entries, which are `anchors`, `waiting_links`, `rejected` and `repeated`.
        """
    def __iter__(self) -> Iterator[Certificate]: ...
    def __contains__(self, key: Certificate, /) -> bool: ...
    def __len__(self) -> int: ...
    def __bool__(self) -> bool: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    __hash__ = None  # type: ignore[assignment]
    def __getstate__(self) -> list[tuple[str, bytes, str, bytes | None, str]]: ...
    def __setstate__(self, state: list[tuple[str, bytes, str, bytes | None, str]]) -> None: ...
    def _repr_html_(self) -> str: ...

@final
class Import:
    """What became of the entries of an import: one bad entry takes nothing from the others.

    >>> TrustStore().add(b"a letter")
    <Import 0 added, 0 known, 1 rejected>
    """
    @property
    def added(self) -> int:
        """Entries that are new in the store."""
    @property
    def known(self) -> int:
        """Entries that the store had already."""
    @property
    def untold(self) -> int:
        """How many more were refused than `rejected` tells."""
    @property
    def rejected(self) -> tuple[Rejected, ...]:
        """Entries that were refused, with the reason of each."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def _repr_html_(self) -> str: ...
    def __reduce__(self) -> tuple[Any, tuple[int, int, int, tuple[Rejected, ...]]]: ...
    @staticmethod
    def _restore(added: int, known: int, untold: int, rejected: Sequence[Rejected]) -> Import: ...

@final
class Rejected:
    """An entry that was refused.

    >>> TrustStore().add(b"a letter").rejected[0].code
    'trust.not_recognised'
    """
    @property
    def source(self) -> str:
        """The path of its file; empty if the bytes were given."""
    @property
    def entry(self) -> int:
        """Number of the entry within its list or file, from zero."""
    @property
    def path(self) -> str:
        """Where the entry lies within the file, such as "#3" or "/list.ml#3"; empty for the file as a whole."""
    @property
    def code(self) -> str:
        """Why, as a stable code."""
    @property
    def text(self) -> str:
        """Why, in words."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def _repr_html_(self) -> str: ...
    def __reduce__(self) -> tuple[Any, tuple[str, int, str, str, str]]: ...
    @staticmethod
    def _restore(source: str, entry: int, path: str, code: str, text: str) -> Rejected: ...

@final
class Report:
    """The answer to "is this document genuine": one result a check, and the verdict over them.

    Equal reports say the same of the same document. The repr holds no personal data; to_json and to_dict do unless they
    are redacted.

    A pickled report is what it was made from, and is judged anew where it is restored.

    >>> from datetime import datetime, timezone
    >>> at = datetime(2011, 1, 1, tzinfo=timezone.utc)
    >>> report = inspect(TrustStore(), at=at, mrz="P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\\nL898902C36UTO7408122F1204159ZE184226B<<<<<10")
    >>> report.verdict, report.outcome("mrz.check_digits")
    ('successful', 'successful')
    """
    @property
    def verdict(self) -> _Outcome:
        """The verdict over everything that counts: "successful", "failed", "undetermined", "not_supported" or "aborted"
        (TR-03135-1 section 3.5.2).
        """
    @property
    def groups(self) -> dict[_Group, _Outcome]:
        """The verdict of each group of which a check was made: "optical", "electronic", "seal", "combined"."""
    @property
    def decisive(self) -> tuple[str, ...]:
        """The ids of the checks that decide the verdict: those that count and ended as it did, and for a chip that is
        undetermined those of passive authentication that do not hold or were not made. Empty for a successful verdict.
        """
    @property
    def results(self) -> tuple[CheckResult, ...]:
        """Every result, in reading order."""
    def result(self, check_id: str) -> CheckResult | None:
        """The result of a check; None if nothing was given for it.

        Raises ValueError if there is no such check.
        """
    def outcome(self, check_id: str) -> _Outcome | None:
        """The outcome of a check; None if nothing was given for it.

        Raises ValueError if there is no such check.
        """
    @property
    def deviations(self) -> tuple[Deviation, ...]:
        """Departures from Doc 9303 that were tolerated."""
    @property
    def rejected(self) -> tuple[Rejected, ...]:
        """What of the chip's folder could not be read and was left out, as Chip.from_folder names it."""
    @property
    def evidence(self) -> dict[str, Any]:
        """What the verdict rests on, without personal data: certificates, algorithms, the trust store, the software."""
    @property
    def details(self) -> dict[str, Any]:
        """What the chip says of holder and document, as a dict: "portraits", "displayed_portraits", "signatures", "personal"
        (DG11), "document" (DG12) and "persons_to_notify", as far as they were given. Each has "authenticated": whether passive
        authentication vouches for its file. Empty if there is nothing. It is personal.
        """
    def is_authenticated(self, file: str) -> bool:
        """Whether a data group such as "EF.DG11" is what a trusted Document Signer signed.

        Raises ValueError for a name that no file of a chip has.
        """
    @property
    def at(self) -> datetime:
        """The time of inspection, as an aware datetime in UTC."""
    @property
    def policy(self) -> str:
        """The policy's name."""
    @property
    def mrz(self) -> Mrz | None:
        """The zone that was judged: the printed one, or else DG1; None if there is none that can be read."""
    def to_json(self, *, redacted: bool = False) -> str:
        """The report as JSON, schema "doc9303-report/1".

        redacted: leave out everything personal.
        """
    def to_dict(self, *, redacted: bool = False) -> dict[str, Any]:
        """What to_json says, as a dict.

        redacted: leave out everything personal.
        """
    def to_tr03135_xml(
        self,
        *,
        transaction_id: UUID | str,
        start: datetime,
        end: datetime,
        terminal: str | None = None,
        profile: _LogProfile = "basic",
    ) -> str:
        """The report as a log by BSI TR-03135-1, in XML: each result under its clause, with a vendor code.

        transaction_id: a UUID that no other inspection has. start, end: when the inspection began and ended, aware datetimes.
        terminal: the id that the operator gave it.
        profile: "basic" has no personal data; "standard" adds zone, files and seal of what failed or stays open,
        "standard_optical", "standard_electronic" and "standard_seal" always those of one class, and "full" all.

        Raises ValueError for an argument that is none of these.
        """
    def _repr_html_(self) -> str: ...
    def to_html(self, *, language: _ReportLanguage = "en") -> str:
        """The same table in a language: "en", "de", "es", "fr", "it" or "ru".

        Raises ValueError for any other.
        """
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __copy__(self) -> Self: ...
    def __deepcopy__(self, _memo: object) -> Self: ...
    def __reduce__(self) -> tuple[Any, tuple[Any, ...]]: ...
    @staticmethod
    def _restore(
        trust: TrustStore,
        at: int,
        zone: str | None,
        chip: Chip | None,
        policy: Policy,
        others: tuple[str | None, bytes | None, bytes | None],
    ) -> Report: ...
    def _row(self, kind: str, place: int) -> CheckResult | Reason | Deviation | None: ...

@final
class CheckResult:
    """What one check found.

    A pickle of it is that of its whole report: the document, personal data and all, and the trust store.

    >>> from datetime import datetime, timezone
    >>> at = datetime(2011, 1, 1, tzinfo=timezone.utc)
    >>> report = inspect(TrustStore(), at=at, mrz="P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\\nL898902C36UTO7408122F1204159ZE184226B<<<<<10")
    >>> report.result("mrz.check_digits").clause
    'Doc 9303-3 §4.9'
    """
    @property
    def check(self) -> str:
        """The stable id of the check, such as "sod.signature"."""
    @property
    def outcome(self) -> _Outcome:
        """"successful", "failed", "undetermined", "not_supported" or "aborted" (TR-03135-1 section 3.5.2)."""
    @property
    def reason(self) -> Reason | None:
        """Why, for every outcome but "successful"; None for that."""
    @property
    def weight(self) -> _Weight:
        """How it counted for this document: "mandatory", "optional" or "evaluatory"."""
    @property
    def counts(self) -> bool:
        """Whether it counts for the verdict."""
    @property
    def group(self) -> _Group:
        """The group in which it counts: "optical", "electronic", "seal" or "combined"."""
    @property
    def holds(self) -> str:
        """What holds when the check is successful."""
    @property
    def clause(self) -> str:
        """The clause that the check implements, such as "Doc 9303-11 §5.1"."""
    @property
    def source(self) -> Literal["printed", "dg1", "visa"] | None:
        """Where the judged zone came from, "printed", "dg1" or "visa", for the checks of a zone; None for others."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def _repr_html_(self) -> str: ...
    def __reduce__(self) -> tuple[Any, tuple[str, int]]: ...

@final
class Reason:
    """Why an outcome is not "successful".

    A pickle of it is that of its whole report: the document, personal data and all, and the trust store.

    >>> from datetime import datetime, timezone
    >>> at = datetime(2011, 1, 1, tzinfo=timezone.utc)
    >>> report = inspect(TrustStore(), at=at, mrz="P<UTO")
    >>> report.results[0].reason.code
    'mrz.length'
    """
    @property
    def code(self) -> str:
        """The stable code, such as "csca.not_found"; doc9303.explain says what it means."""
    @property
    def text(self) -> str:
        """The facts in words, without personal data. The wording may change between releases."""
    def text_in(self, language: _ReportLanguage) -> str:
        """The same in a language: "en", "de", "es", "fr", "it" or "ru".

        Raises ValueError for any other.
        """
    @property
    def message(self) -> str:
        """The id of the sentence, such as "valid_until", which is the same in every language."""
    @property
    def facts(self) -> dict[str, Any]:
        """What the sentence says it of, by name: texts, numbers, and lists or sentences within."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def _repr_html_(self) -> str: ...
    def __reduce__(self) -> tuple[Any, tuple[str, int]]: ...

@final
class Deviation:
    """A departure from Doc 9303 that was tolerated, and is told.

    A pickle of it is that of its whole report: the document, personal data and all, and the trust store.

    >>> from datetime import datetime, timezone
    >>> at = datetime(2026, 6, 1, tzinfo=timezone.utc)
    >>> report = inspect(TrustStore(), at=at, files="fixtures/vectors/passport/chip")
    >>> [deviation.code for deviation in report.deviations]
    []
    """
    @property
    def code(self) -> str:
        """The stable code, "deviation.*"."""
    @property
    def structure(self) -> str:
        """The structure, such as "EF.SOD"."""
    @property
    def offset(self) -> int | None:
        """Offset in bytes in the structure, if the deviation has one place."""
    @property
    def text(self) -> str:
        """What departs, in words."""
    def text_in(self, language: _ReportLanguage) -> str:
        """The same in a language: "en", "de", "es", "fr", "it" or "ru".

        Raises ValueError for any other.
        """
    @property
    def message(self) -> str:
        """The id of the sentence, such as "valid_until", which is the same in every language."""
    @property
    def facts(self) -> dict[str, Any]:
        """What the sentence says it of, by name: texts, numbers, and lists or sentences within."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def _repr_html_(self) -> str: ...
    def __reduce__(self) -> tuple[Any, tuple[str, int]]: ...

@final
class Table:
    """Rows in Arrow's layout. `pyarrow.table`, `polars.DataFrame`, `pandas.DataFrame.from_arrow` and DuckDB take it as it
    is, without a copy.

    >>> from doc9303 import batch
    >>> batch.parse_mrz(["?"], columns=["error"]).to_pylist()
    [{'error': 'mrz.charset'}]
    """
    @property
    def num_rows(self) -> int:
        """How many rows there are."""
    @property
    def schema(self) -> Schema:
        """The columns with their types."""
    @property
    def column_names(self) -> tuple[str, ...]:
        """The names of the columns."""
    @property
    def unread_columns(self) -> tuple[str, ...]:
        """The names of the columns of the input that were neither read nor kept."""
    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any: ...
    def __arrow_c_schema__(self) -> Any: ...
    def to_pylist(self) -> list[dict[str, Any]]:
        """The rows as dicts of Python's own values. A day beyond the years 1 to 9999, which datetime.date does not have, is its text.

        Raises TypeError for a kept column of a type that has none here.
        """
    def to_pandas(self) -> _pd.DataFrame:
        """The rows as a pandas.DataFrame: words are categories, days and times datetime64, and truths and numbers that may be
        missing are of pandas' nullable types. Needs pandas and pyarrow.
        """
    def to_polars(self) -> _pl.DataFrame:
        """The rows as a polars.DataFrame. Needs polars."""
    def _repr_html_(self) -> str: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    __hash__ = None  # type: ignore[assignment]
    def __len__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, tuple[bytes, list[str]]]: ...
    @staticmethod
    def _restore(octets: bytes, unread: Sequence[str]) -> Table: ...

@final
class Stream:
    """Rows that are worked out while they are read, batch after batch: nothing is kept in memory. It can be read once.

    >>> from doc9303 import batch
    >>> [len(table) for table in batch.parse_mrz_stream(["?", None])]
    [2]
    """
    @property
    def schema(self) -> Schema:
        """The columns with their types."""
    @property
    def column_names(self) -> tuple[str, ...]:
        """The names of the columns."""
    @property
    def unread_columns(self) -> tuple[str, ...]:
        """The names of the columns of the input that are neither read nor kept."""
    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any: ...
    def __arrow_c_schema__(self) -> Any: ...
    def read_all(self) -> Table:
        """What is left of the stream as one Table.

        Raises ValueError if the stream was handed out or read to its end before.
        """
    def __iter__(self) -> Self: ...
    def __next__(self) -> Table: ...

@final
class Schema:
    """A schema that does not change within a major version.

    >>> from doc9303 import batch
    >>> batch.MRZ_SCHEMA.names[0], len(batch.MRZ_SCHEMA)
    ('format', 27)
    """
    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns."""
    def __arrow_c_schema__(self) -> Any: ...
    def _repr_html_(self) -> str: ...
    def __len__(self) -> int: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, tuple[bytes]]: ...
    @staticmethod
    def _restore(octets: bytes) -> Schema: ...

@final
class Repair:
    """What can be done about a zone that was read badly from a picture.

    >>> repair("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\\nL898902C36UTO74O8722F1204159ZE184226B<<<<<10")
    <Repair unique>
    """
    @property
    def kind(self) -> Literal["intact", "unique", "ambiguous", "unproven", "hopeless"]:
        """"intact": nothing is wrong that a repair could see; "unique": exactly one way makes it whole, and check digits
        prove it; "ambiguous": several do, and the zone alone cannot decide; "unproven": what was read can be made to fit,
        but nothing proves it; "hopeless": no way with few changes does.
        """
    @property
    def candidates(self) -> tuple[Candidate, ...]:
        """The ways to make the zone whole, likeliest first."""
    @property
    def untold(self) -> int:
        """How many more ways there are than `candidates` holds."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def _repr_html_(self) -> str: ...
    def __reduce__(self) -> tuple[Any, tuple[Mrz | str]]: ...
    @staticmethod
    def _restore(given: Mrz | str) -> Repair: ...
    def _candidate(self, place: int) -> Candidate: ...

@final
class Candidate:
    """A way to make a zone whole.

    >>> (candidate,) = repair("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\\nL898902C36UTO74O8722F1204159ZE184226B<<<<<10").candidates
    >>> candidate.changes, candidate.proven_by
    ((((1, 15, 16), 'O', '0'), ((1, 17, 18), '7', '1')), ('birth_date', 'composite'))
    """
    @property
    def mrz(self) -> Mrz:
        """The zone after the changes."""
    @property
    def changes(self) -> tuple[tuple[_Cells, str, str], ...]:
        """The changes in reading order: the cell of the repaired zone as (line, column, column + 1) from zero, the character
        as read, empty where one was missing, and the one that was meant, empty where one was too many.
        """
    @property
    def proven_by(self) -> tuple[str, ...]:
        """The fields whose check digits see the changes: the proof. Empty if the class of the field alone demanded the change,
        as for a digit in a name.
        """
    @property
    def proven(self) -> bool:
        """Whether check digits see all of the changes; otherwise some only fit what their field may hold."""
    @property
    def changes_proven(self) -> tuple[bool, ...]:
        """Of each change, whether a check digit sees it."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def _repr_html_(self) -> str: ...
    def __reduce__(self) -> tuple[Any, tuple[Mrz | str, int]]: ...
    @staticmethod
    def _restore(given: Mrz | str, place: int) -> Candidate: ...

@final
class Found:
    """A zone, or something like one, found in text.

    >>> (found,) = find("of a page\\nP<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\\nL898902C36UTO7408122F1204159ZE184226B<<<<<10\\n")
    >>> found.start, found.sure, found.mrz.format
    (10, True, 'TD3')
    """
    @property
    def mrz(self) -> Mrz:
        """The zone.

        Raises Doc9303Error if it cannot be read; lines and columns count from the first line of the find.
        """
    @property
    def error(self) -> str | None:
        """Why it cannot be read, as a stable code; None if it can."""
    @property
    def start(self) -> int:
        """Offset of its first character in the text, in characters."""
    @property
    def end(self) -> int:
        """Offset behind its last character, in characters."""
    @property
    def line(self) -> int:
        """The line of the text in which it starts, from zero."""
    @property
    def sure(self) -> bool:
        """Whether every check digit fits and there is at least one. A find that is not sure can be a zone that was read
        wrongly, or text that merely looks like one.
        """
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def _repr_html_(self) -> str: ...
    def __reduce__(self) -> tuple[Any, tuple[str, int, int, int, int, int]]: ...
    @staticmethod
    def _restore(text: str, start: int, end: int, first: int, last: int, line: int) -> Found: ...

@final
class Explanation:
    """What a check or a code means, for whoever has to act on a report. Its str is the meaning.

    word: the word that is explained.
    meaning: what a code says when it comes up, or what holds when a check is successful.
    honest_causes: why it can come up with an honest document and an honest bearer.
    next_steps: what an officer may do next.
    clause: where the standards speak of it.

    >>> explain("csca.not_found").clause
    'Doc 9303-12 App. D.1.1'
    """
    @property
    def meaning(self) -> str:
        """What a code says when it comes up, or what holds when a check is successful."""
    @property
    def honest_causes(self) -> str:
        """Why it can come up with an honest document and an honest bearer."""
    @property
    def next_steps(self) -> str:
        """What an officer may do next."""
    @property
    def clause(self) -> str:
        """Where the standards speak of it."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def _repr_html_(self) -> str: ...
    @property
    def word(self) -> str:
        """The word that is explained."""
    def __reduce__(self) -> tuple[Any, tuple[str]]: ...
    @staticmethod
    def _restore(word: str) -> Explanation: ...

@final
class State:
    """An issuing State, an organisation or a kind of nationality, with its code of the zone and that of certificates.

    code: as a zone has it ("D<<", "UTO") or a certificate ("DE", "ut", "LTU"), in any case.

    Raises ValueError for a code that is in no table.

    >>> State("D<<").name, State("D").code2, State("xk").name
    ('Germany', 'DE', 'Kosovo')
    >>> State("UTO") == State("UT")
    True
    """
    def __new__(cls, code: str) -> State: ...
    @staticmethod
    def all() -> tuple[State, ...]:
        """Every State, organisation and nationality, in the order of their codes.

        >>> len(State.all()) > 280
        True
        """
    @property
    def code3(self) -> str:
        """The code of the zone without fillers: three letters, or "D"."""
    @property
    def code2(self) -> str | None:
        """The code of certificates; None where there is none."""
    @property
    def name(self) -> str:
        """The short English name."""
    @property
    def group(self) -> _StateGroup:
        """Where the code comes from: "iso", "special", "organisation", "united_nations", "person", "withdrawn", "specimen",
        "master_list" or "field".
        """
    @property
    def is_issuer(self) -> bool:
        """Whether documents are issued under the code."""
    def signs_as(self, country: str) -> bool | None:
        """Whether the country of a certificate means this issuer: True or False, and None if one of them is no issuer that is
        known. Britain's codes are one issuer, and Hong Kong and Macao sign under China's.

        >>> State("GBN").signs_as("GB"), State("D").signs_as("FR"), State("D").signs_as("ZZ")
        (True, False, None)
        """
    def _repr_html_(self) -> str: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[type[State], tuple[str]]: ...

@final
class Certificate:
    """A certificate with what it says of itself. Read is not trusted: whom to trust is for a TrustStore to say.

    >>> import pathlib
    >>> csca = Certificate.parse(pathlib.Path("fixtures/vectors/passport/trust/certificate-0.cer"))
    >>> csca.state.name, csca.key, csca.curve_form, csca.is_authority
    ('Utopia', 'RSA-3072', None, True)
    """
    @staticmethod
    def parse(data: _Data) -> Certificate:
        """Reads one certificate.

        data: DER, as bytes-like, path or open binary file, such as a value of the column "der" of a table.

        Raises Doc9303Error if it is no certificate. An extension that cannot be read is left out.
        """
    @property
    def der(self) -> bytes:
        """The certificate as it was given."""
    @property
    def sha256(self) -> str:
        """SHA-256 of the certificate, in hexadecimal."""
    @property
    def subject(self) -> str:
        """The subject's name, such as "C=UT, CN=CSCA"."""
    @property
    def issuer(self) -> str:
        """The issuer's name."""
    @property
    def serial(self) -> str:
        """The serial number, in hexadecimal."""
    @property
    def country(self) -> str | None:
        """The subject's country in upper case, as the certificate has it; None without."""
    @property
    def state(self) -> State | None:
        """The State that the country means, in whatever spelling; None if there is no such State."""
    @property
    def not_before(self) -> datetime:
        """Valid from then on, an aware datetime in UTC."""
    @property
    def not_after(self) -> datetime:
        """Valid through then, an aware datetime in UTC."""
    @property
    def signs_until(self) -> datetime | None:
        """The key signs until then (Doc 9303-12 section 7.1.1.3); None if the certificate does not say so."""
    @property
    def key(self) -> str | None:
        """The kind and size of the key, such as "RSA-4096" or "brainpoolP256r1"; None for one that cannot be used."""
    @property
    def key_bits(self) -> int | None:
        """Bits of the modulus or of the curve's field."""
    @property
    def curve(self) -> str | None:
        """The name of the key's curve; None for a key that has none."""
    @property
    def curve_form(self) -> Literal["named", "explicit"] | None:
        """"named", or "explicit" where the curve is spelled out (Doc 9303-12 section 4.1.6.3); None for a key that has no curve."""
    @property
    def signature_algorithm(self) -> str | None:
        """How the certificate is signed, such as "RSASSA-PSS"; None for an algorithm that is unknown or forbidden."""
    @property
    def signature_digest(self) -> str | None:
        """The digest of the signature, such as "SHA-256"."""
    @property
    def subject_key_identifier(self) -> str | None:
        """The identifier of the key, in hexadecimal (RFC 5280 section 4.2.1.2)."""
    @property
    def authority_key_identifier(self) -> str | None:
        """The identifier of the issuer's key, in hexadecimal (RFC 5280 section 4.2.1.1)."""
    @property
    def key_usage(self) -> tuple[str, ...]:
        """What the key is for, by the names of RFC 5280 section 4.2.1.3, such as "keyCertSign"."""
    @property
    def extended_key_usage(self) -> tuple[str, ...]:
        """The purposes of RFC 5280 section 4.2.1.12, in dotted form."""
    @property
    def is_authority(self) -> bool:
        """Whether basicConstraints say that the subject is a certification authority."""
    @property
    def path_length(self) -> int | None:
        """How many further authorities may follow; None if the certificate does not say so."""
    @property
    def document_types(self) -> tuple[str, ...]:
        """The document codes that the certificate is for (Doc 9303-12 section 7.1.1.6)."""
    def _repr_html_(self) -> str: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, tuple[bytes]]: ...
