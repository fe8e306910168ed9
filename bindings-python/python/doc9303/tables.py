"""The tables of a trust store: what their columns hold.

>>> from doc9303 import TrustStore
>>> store = TrustStore()
>>> told = store.load("fixtures/vectors/passport/trust", any_signer=True)
>>> [(row["state_name"], row["key"]) for row in store.certificates().to_pylist()]
[('Utopia', 'RSA-3072')]

All columns may be null. Times are of seconds in UTC; hashes, serial numbers and identifiers are texts in hexadecimal, and a SHA-256
is the same in every table, in reports and in `doc9303.batch`, so that tables are joined by it.

`TrustStore.certificates()`, and `TrustStore.document_signers()` with the same columns (CERTIFICATE_SCHEMA):

| column | type | holds |
|---|---|---|
| `kind` | dictionary | "root" and "link" of anchors; "waiting_link", a link that nothing in the store leads to and that is no anchor; "document_signer" |
| `country` | utf8 | the subject's country in upper case, as the certificate has it |
| `state`, `state_name` | utf8 | the State that it means: the code of the zone, and the English name; `doc9303.State` has the rest |
| `subject`, `issuer`, `serial` | utf8 | whose key it is, who signed, and the serial number |
| `sha256` | utf8 | of the certificate |
| `not_before`, `not_after` | timestamp | the certificate is valid from then on, and through then |
| `signs_until` | timestamp | the key signs until then, if the certificate says so |
| `key`, `key_bits` | utf8, int32 | such as "RSA-4096" and 4096, or "brainpoolP256r1" and 256; null for a key that cannot be used |
| `curve`, `curve_form` | utf8, dictionary | the curve of the key, and whether it is "named" or "explicit" |
| `signature_algorithm`, `signature_digest` | utf8 | such as "RSASSA-PSS" and "SHA-256"; null for those that are unknown or forbidden |
| `subject_key_identifier`, `authority_key_identifier` | utf8 | of the key, and of the issuer's |
| `key_usage`, `extended_key_usage` | list of utf8 | what the key is for, by the names of RFC 5280, and by object identifiers |
| `is_authority`, `path_length` | bool, int32 | what basicConstraints say |
| `document_types` | list of utf8 | the document codes that the certificate is for |
| `lists` | list of utf8 | the master lists that hold the certificate, by their `sha256` |
| `der` | binary | the certificate, which `doc9303.Certificate.parse` reads |

`TrustStore.crls()` (CRL_SCHEMA) has `country`, `state`, `state_name`, `issuer`, `sha256` and `der` as well, and:

| column | type | holds |
|---|---|---|
| `number` | utf8 | the number of the list |
| `this_update`, `next_update` | timestamp | when it was issued, and when the next one is due |
| `entries` | int32 | how many certificates it names |
| `signer`, `signer_sha256` | utf8 | the anchor whose key verifies it; null where none does, and the list says nothing |

`TrustStore.lists()` (LIST_SCHEMA), one row each time that a list was added:

| column | type | holds |
|---|---|---|
| `kind` | dictionary | "master_list", "deviation_list" or "defect_list" |
| `country`, `state`, `state_name` | utf8 | of its signer |
| `signed_at` | timestamp | when, by the signer's word |
| `signer`, `signer_issuer`, `signer_sha256` | utf8 | whose key signed it |
| `signer_not_after` | timestamp | until when the signer's certificate is valid |
| `is_vouched` | bool | whether an anchor certifies the signer; a deviation or defect list without says nothing |
| `sha256` | utf8 | of the list |
| `entries` | int32 | how many it holds: of a master list, the sum of the next four |
| `anchors`, `waiting_links` | int32 | certificates of a master list in the store, by what they are; null for other lists |
| `rejected` | int32 | entries that were refused; `Import.rejected` says why |
| `repeated` | int32 | entries of a master list that it holds more than once |

`doc9303.diff(before, after)` (DIFF_SCHEMA), in the order of States and names:

| column | type | holds |
|---|---|---|
| `change` | dictionary | "added", "removed", or "became" |
| `kind_before`, `kind` | dictionary | what it was and what it is: the kinds above, and "crl" |
| `state`, `state_name`, `name` | utf8 | whose it is, and the subject of a certificate, issuer of a revocation list or signer of another |
| `valid_from`, `valid_until` | timestamp | the validity of a certificate, the updates of a revocation list, the signing of another |
| `sha256` | utf8 | by which it is found in the other tables |

Columns may be added behind, none is renamed, removed or changed.
"""

from __future__ import annotations

from ._native import Schema, TrustStore, diff

#: The schema of `TrustStore.certificates` and `TrustStore.document_signers`.
CERTIFICATE_SCHEMA: Schema = TrustStore().certificates().schema

#: The schema of `TrustStore.crls`.
CRL_SCHEMA: Schema = TrustStore().crls().schema

#: The schema of `TrustStore.lists`.
LIST_SCHEMA: Schema = TrustStore().lists().schema

#: The schema of `doc9303.diff`.
DIFF_SCHEMA: Schema = diff(TrustStore(), TrustStore()).schema

__all__ = ["CERTIFICATE_SCHEMA", "CRL_SCHEMA", "DIFF_SCHEMA", "LIST_SCHEMA"]
