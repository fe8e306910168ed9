"""Columns of documents, by the million.

What people hold goes in: arrays, columns, tables, readers of batches, data frames and relations of pyarrow, Polars, pandas and
DuckDB through Arrow's PyCapsule interface, without glue and without a copy; iterators of batches, such as
`pyarrow.parquet.ParquetFile.iter_batches` gives; lists of str; and with `scan_folder` a tree of folders. A `Table` comes out, which
all of them take, and `to_pandas()`, `to_polars()` and `to_pylist()` hand over. A row that cannot be read is a value and stops
nothing.

>>> import pyarrow as pa
>>> from doc9303 import batch
>>> zones = pa.array(["I<UTOD231458907<<<<<<<<<<<<<<<\\n7408122F1204159UTO<<<<<<<<<<<6\\nERIKSSON<<ANNA<MARIA<<<<<<<<<<", "?"])
>>> table = pa.table(batch.parse_mrz(zones))
>>> table["document_number"].to_pylist(), table["error"].to_pylist()
(['D23145890', None], [None, 'mrz.charset'])

Whoever needs some of the columns asks for them, which takes less time and memory:
`parse_mrz(zones, columns=["error", "check_digits_ok"])`.

Work is done on all processors, in slices. `parse_mrz` and `inspect` hand back a `Table`; `parse_mrz_stream` and
`inspect_stream` a `Stream` that works while it is read and keeps nothing, for what is larger than memory. The dictionaries of a
Table hold the words that occur in it; those of a Stream hold all words, since the rest of it is not known.

`repair`, `find`, `transliterate` and `compare_names` do for columns what the functions and methods of these names do for one text;
their docstrings have the columns.

What goes in is read where it is certain what it is, and told where it is not. Names of columns count in any case, with
blanks around them and any sign between their words: "MRZ", " mrz", "EF_DG1", "sod". A zone may stand in one column, its
lines parted by line breaks, a written "\\n", a bar or a blank, or in columns "mrz_line1", "mrz_line2" .. with a line each.
Columns of files hold bytes; one of text is taken for base64 (of either alphabet, with or without line breaks), and
hexadecimal or a data: URL in it is an error of the row. Two columns of one meaning, a name that only looks like a part of a
document ("mrz_back", "dg17"), and zones in a column of another name are an error of the table unless they are kept; other
columns are left alone and named in `unread_columns` of the result.

Columns of `parse_mrz` (MRZ_SCHEMA); all may be null, and are where the row is null or no zone:

| column | type | holds |
|---|---|---|
| `format` | dictionary<int8, utf8> | layout, such as "TD3" |
| `document_code` .. `secondary_identifier` | utf8 | the fields without fillers; null if the layout has none. Those of one State alone, as in `Mrz.fields` of a French identity card, have no column |
| `birth_date`, `expiry_date` | utf8 | as printed: YYMMDD, "<" for what is unknown |
| `birth_day`, `expiry_day` | date32 | with its century, if `at` is given and all of it is known |
| `check_digits_ok` | bool | whether every check digit fits; null if the layout has none |
| `document_number_ok` .. `composite_ok` | bool | whether this one fits; null if the layout has none |
| `warnings` | list<dictionary<int8, utf8>> | what is odd without being wrong, if it was asked for |
| `error` | dictionary<int16, utf8> | why the row is no zone: a code of `doc9303.CODES` |
| `error_line`, `error_column` | int16 | the first cell that is wrong, from zero |
| `error_detail` | utf8 | what is wrong, in a few words |

Columns of `inspect` (REPORT_SCHEMA), behind those that are kept:

| column | type | holds |
|---|---|---|
| `verdict` | dictionary<int8, utf8> | "successful", "failed", "undetermined", "not_supported", "aborted" |
| `optical`, `electronic`, `combined` | dictionary<int8, utf8> | the verdict of the group; null if nothing of it was given |
| `reasons` | list<dictionary<int16, utf8>> | codes of what is neither "successful" nor "not_supported", each once |
| `deviations` | list<dictionary<int16, utf8>> | codes of what was tolerated, each once |
| `results` | list<struct<check, outcome, reason>> | every result, in reading order, as dictionaries |
| `issuing_state` | utf8 | of the zone that was judged |
| `document_signer_sha256`, `csca_sha256` | utf8 | the certificates, in hexadecimal |
| `signature_algorithm`, `digest_algorithm`, `key` | utf8 | how EF.SOD is signed |
| `error` | dictionary<int16, utf8> | why the row could not be judged at all |
| `error_detail` | utf8 | the part of the document that is to blame, and what is wrong with it |
| `not_given` | list<dictionary<int8, utf8>> | parts that the table has a column for and a judged row has nothing in |

With `checks=True` a column for each check of `doc9303.CHECKS` stands behind them, named by its id ("sod.signature"), with its outcome as
dictionary<int8, utf8>; null where it was not made.

Columns of `inspect_seals` (SEAL_SCHEMA); all are null where there is no seal:

| column | type | holds |
|---|---|---|
| `verdict` | dictionary<int8, utf8> | as above |
| `kind` | dictionary<int8, utf8> | "vds" (Doc 9303-13), "idb" (ICAO Datastructure for Barcode), "vds_nc", or "unknown" where it cannot be read |
| `profile` | utf8 | such as "visa", if it is known |
| `country` | utf8 | the issuing State, as the seal names it |
| `signer`, `reference` | utf8 | the signer and the certificate, as the seal names them; null where it does not |
| `signer_sha256`, `csca_sha256` | utf8 | the certificates that were found, in hexadecimal |
| `trust_level` | dictionary<int8, utf8> | "trustable", "medium_fraud_potential", "high_fraud_potential" (Doc 9303-13 Table D.1) |
| `compared` | dictionary<int8, utf8> | "zone" or "number": by what the seal and the zone beside it agree; null where they were not compared or differ |
| `reason` | dictionary<int16, utf8> | the code that decides the verdict; null if it is "successful" |
| `reasons` | list<dictionary<int16, utf8>> | codes of all that is neither "successful" nor "not_supported", each once |
| `seal.format`, `seal.signature`, `seal.signer`, `seal.country`, `combined.mrz_seal` | dictionary<int8, utf8> | the outcome of the check; null where it was not made |

The schemas are frozen: columns may be added behind, none is renamed, removed or changed. The words of a dictionary may
grow.
"""

from __future__ import annotations

from . import _native
from ._native import Schema, Stream, Table, compare_names, inspect_seals, inspect_stream, parse_mrz, parse_mrz_stream, scan_folder
from ._native import find_zones as find
from ._native import inspect_table as inspect
from ._native import repair_mrz as repair
from ._native import transliterate_names as transliterate

#: The schema of `parse_mrz`, for `pyarrow.schema` and whatever else takes `__arrow_c_schema__`.
MRZ_SCHEMA: Schema = _native._mrz_schema()

#: The schema of `inspect`, without kept columns and without those of single checks.
REPORT_SCHEMA: Schema = _native._report_schema()

#: The schema of `inspect_seals`.
SEAL_SCHEMA: Schema = _native._seal_schema()

__all__ = [
    "MRZ_SCHEMA",
    "REPORT_SCHEMA",
    "SEAL_SCHEMA",
    "Schema",
    "Stream",
    "Table",
    "compare_names",
    "find",
    "inspect",
    "inspect_seals",
    "inspect_stream",
    "parse_mrz",
    "parse_mrz_stream",
    "repair",
    "scan_folder",
    "transliterate",
]
