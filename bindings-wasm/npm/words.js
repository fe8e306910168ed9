// Written from the code of the library: `make docs` writes it anew.

export default {
  "checks": [
    {
      "id": "mrz.format",
      "holds": "a known layout, its length and character set, a known document code",
      "clause": "Doc 9303-3 §4",
      "weight": "mandatory",
      "group": "optical"
    },
    {
      "id": "mrz.check_digits",
      "holds": "every check digit of the layout fits",
      "clause": "Doc 9303-3 §4.9",
      "weight": "mandatory",
      "group": "optical"
    },
    {
      "id": "mrz.dates",
      "holds": "the dates exist in the calendar and are in order",
      "clause": "Doc 9303-3 §4.8",
      "weight": "mandatory",
      "group": "optical"
    },
    {
      "id": "mrz.codes",
      "holds": "issuing State and nationality are known codes",
      "clause": "Doc 9303-3 §5",
      "weight": "mandatory",
      "group": "optical"
    },
    {
      "id": "mrz.name",
      "holds": "the name field follows the grammar of names",
      "clause": "Doc 9303-3 §4.6",
      "weight": "evaluatory",
      "group": "optical"
    },
    {
      "id": "chip.access",
      "holds": "the access protocol that the chip announces was used",
      "clause": "Doc 9303-11 §4.2",
      "weight": "optional",
      "group": "electronic"
    },
    {
      "id": "chip.com_sod",
      "holds": "EF.COM lists what EF.SOD lists",
      "clause": "TR-03135-1 §5.6.4.4.1",
      "weight": "mandatory",
      "group": "electronic"
    },
    {
      "id": "chip.security_infos",
      "holds": "EF.CardAccess, DG14 and EF.CardSecurity agree",
      "clause": "Doc 9303-11 §9.2",
      "weight": "mandatory",
      "group": "electronic"
    },
    {
      "id": "sod.structure",
      "holds": "SignedData and LDS security object follow the profile",
      "clause": "Doc 9303-10 §4.6.2",
      "weight": "mandatory",
      "group": "electronic"
    },
    {
      "id": "sod.hash",
      "holds": "the signed attributes hold the digest of the LDS security object",
      "clause": "RFC 5652 §5.4",
      "weight": "mandatory",
      "group": "electronic"
    },
    {
      "id": "sod.signature",
      "holds": "the Document Signer's key verifies the signature",
      "clause": "Doc 9303-11 §5.1",
      "weight": "mandatory",
      "group": "electronic"
    },
    {
      "id": "dg1.hash",
      "holds": "the bytes read hash to the value in EF.SOD",
      "clause": "Doc 9303-11 §5.1",
      "weight": "mandatory",
      "group": "electronic"
    },
    {
      "id": "dg2.hash",
      "holds": "the bytes read hash to the value in EF.SOD",
      "clause": "Doc 9303-11 §5.1",
      "weight": "mandatory",
      "group": "electronic"
    },
    {
      "id": "dg3.hash",
      "holds": "the bytes read hash to the value in EF.SOD",
      "clause": "Doc 9303-11 §5.1",
      "weight": "mandatory",
      "group": "electronic"
    },
    {
      "id": "dg4.hash",
      "holds": "the bytes read hash to the value in EF.SOD",
      "clause": "Doc 9303-11 §5.1",
      "weight": "mandatory",
      "group": "electronic"
    },
    {
      "id": "dg5.hash",
      "holds": "the bytes read hash to the value in EF.SOD",
      "clause": "Doc 9303-11 §5.1",
      "weight": "mandatory",
      "group": "electronic"
    },
    {
      "id": "dg6.hash",
      "holds": "the bytes read hash to the value in EF.SOD",
      "clause": "Doc 9303-11 §5.1",
      "weight": "mandatory",
      "group": "electronic"
    },
    {
      "id": "dg7.hash",
      "holds": "the bytes read hash to the value in EF.SOD",
      "clause": "Doc 9303-11 §5.1",
      "weight": "mandatory",
      "group": "electronic"
    },
    {
      "id": "dg8.hash",
      "holds": "the bytes read hash to the value in EF.SOD",
      "clause": "Doc 9303-11 §5.1",
      "weight": "mandatory",
      "group": "electronic"
    },
    {
      "id": "dg9.hash",
      "holds": "the bytes read hash to the value in EF.SOD",
      "clause": "Doc 9303-11 §5.1",
      "weight": "mandatory",
      "group": "electronic"
    },
    {
      "id": "dg10.hash",
      "holds": "the bytes read hash to the value in EF.SOD",
      "clause": "Doc 9303-11 §5.1",
      "weight": "mandatory",
      "group": "electronic"
    },
    {
      "id": "dg11.hash",
      "holds": "the bytes read hash to the value in EF.SOD",
      "clause": "Doc 9303-11 §5.1",
      "weight": "mandatory",
      "group": "electronic"
    },
    {
      "id": "dg12.hash",
      "holds": "the bytes read hash to the value in EF.SOD",
      "clause": "Doc 9303-11 §5.1",
      "weight": "mandatory",
      "group": "electronic"
    },
    {
      "id": "dg13.hash",
      "holds": "the bytes read hash to the value in EF.SOD",
      "clause": "Doc 9303-11 §5.1",
      "weight": "mandatory",
      "group": "electronic"
    },
    {
      "id": "dg14.hash",
      "holds": "the bytes read hash to the value in EF.SOD",
      "clause": "Doc 9303-11 §5.1",
      "weight": "mandatory",
      "group": "electronic"
    },
    {
      "id": "dg15.hash",
      "holds": "the bytes read hash to the value in EF.SOD",
      "clause": "Doc 9303-11 §5.1",
      "weight": "mandatory",
      "group": "electronic"
    },
    {
      "id": "dg16.hash",
      "holds": "the bytes read hash to the value in EF.SOD",
      "clause": "Doc 9303-11 §5.1",
      "weight": "mandatory",
      "group": "electronic"
    },
    {
      "id": "ds.signature",
      "holds": "a trusted CSCA key verifies the Document Signer certificate",
      "clause": "Doc 9303-12 App. D",
      "weight": "mandatory",
      "group": "electronic"
    },
    {
      "id": "ds.validity",
      "holds": "the Document Signer certificate is valid at the time of inspection",
      "clause": "TR-03135-1 §5.6.4.3.4",
      "weight": "mandatory",
      "group": "electronic"
    },
    {
      "id": "csca.validity",
      "holds": "the CSCA certificate is valid at the time of inspection",
      "clause": "TR-03135-1 §5.6.4.3.4",
      "weight": "mandatory",
      "group": "electronic"
    },
    {
      "id": "ds.revocation",
      "holds": "a current revocation list of the issuing State does not list the Document Signer",
      "clause": "Doc 9303-12 App. D",
      "weight": "mandatory",
      "group": "electronic"
    },
    {
      "id": "ds.profile",
      "holds": "extensions and key usage fit a Document Signer",
      "clause": "Doc 9303-12 §7.1",
      "weight": "mandatory",
      "group": "electronic"
    },
    {
      "id": "ds.document_type",
      "holds": "the Document Signer may sign this document type",
      "clause": "Doc 9303-11 §5.1.1 (1)",
      "weight": "mandatory",
      "group": "electronic"
    },
    {
      "id": "ds.issue_period",
      "holds": "the issue date lies in the private key usage period",
      "clause": "Doc 9303-11 §5.1.1 (3)",
      "weight": "optional",
      "group": "electronic"
    },
    {
      "id": "card_security.hash",
      "holds": "the signed attributes hold the digest of the security infos",
      "clause": "Doc 9303-10 §3.11.4",
      "weight": "mandatory",
      "group": "electronic"
    },
    {
      "id": "card_security.signature",
      "holds": "a trusted signer's key verifies EF.CardSecurity",
      "clause": "Doc 9303-10 §3.11.4",
      "weight": "mandatory",
      "group": "electronic"
    },
    {
      "id": "chip.active_auth",
      "holds": "the response proves the private key of an authenticated DG15",
      "clause": "Doc 9303-11 §6.1",
      "weight": "mandatory",
      "group": "electronic"
    },
    {
      "id": "chip.challenge",
      "holds": "Active Authentication answered a challenge that the caller chose",
      "clause": "Doc 9303-11 §6.1.2.1",
      "weight": "mandatory",
      "group": "electronic"
    },
    {
      "id": "chip.chip_auth",
      "holds": "a working secure channel proved the key of DG14",
      "clause": "Doc 9303-11 §6.2",
      "weight": "mandatory",
      "group": "electronic"
    },
    {
      "id": "chip.pace_cam",
      "holds": "PACE proved the key of EF.CardSecurity",
      "clause": "Doc 9303-11 §4.4.3.5",
      "weight": "mandatory",
      "group": "electronic"
    },
    {
      "id": "document.expiry",
      "holds": "the document has not expired at the time of inspection",
      "clause": "TR-03135-1 §5.7.1",
      "weight": "mandatory",
      "group": "combined"
    },
    {
      "id": "country.consistency",
      "holds": "zone, DG1, Document Signer and CSCA name one issuer",
      "clause": "Doc 9303-11 §5.1.1 (2)",
      "weight": "mandatory",
      "group": "combined"
    },
    {
      "id": "combined.mrz_dg1",
      "holds": "printed zone and DG1 agree",
      "clause": "TR-03135-1 §5.7.2",
      "weight": "mandatory",
      "group": "combined"
    },
    {
      "id": "combined.dg11_dg1",
      "holds": "DG11 agrees with DG1 where both speak",
      "clause": "TR-03135-1 §5.7",
      "weight": "evaluatory",
      "group": "combined"
    }
  ],
  "codes": [
    {
      "code": "mrz.length",
      "meaning": "The zone does not have the number or length of lines of any layout."
    },
    {
      "code": "mrz.charset",
      "meaning": "The zone contains a character other than A-Z, 0-9 and the filler."
    },
    {
      "code": "mrz.unknown_layout",
      "meaning": "The shape is that of a zone, but no known layout fits it."
    },
    {
      "code": "mrz.document_code",
      "meaning": "The document code is not one that this layout may carry."
    },
    {
      "code": "mrz.sex",
      "meaning": "The sex field holds something other than M, F or the filler."
    },
    {
      "code": "mrz.check_digit",
      "meaning": "A check digit does not fit the characters it covers."
    },
    {
      "code": "mrz.date",
      "meaning": "A date does not exist in the calendar, is no date, or the dates are out of order."
    },
    {
      "code": "mrz.unknown_code",
      "meaning": "The issuing State is not a known code."
    },
    {
      "code": "mrz.name",
      "meaning": "The name field does not follow the grammar of names."
    },
    {
      "code": "document.expired",
      "meaning": "The document's date of expiry has passed."
    },
    {
      "code": "document.expiry_unreadable",
      "meaning": "The date of expiry cannot be read."
    },
    {
      "code": "file.missing",
      "meaning": "A file that every document must have is missing."
    },
    {
      "code": "file.not_read",
      "meaning": "The file exists by the document's own word, but was not handed over."
    },
    {
      "code": "file.not_present",
      "meaning": "The document has no such file or element, so there is nothing to check."
    },
    {
      "code": "file.wrong_tag",
      "meaning": "The file does not begin with the tag of its kind."
    },
    {
      "code": "file.trailing_data",
      "meaning": "Bytes that do not belong to it follow the structure."
    },
    {
      "code": "file.malformed",
      "meaning": "The bytes are not what their kind demands."
    },
    {
      "code": "file.text",
      "meaning": "A file was handed over as text, such as hexadecimal or base64, and not as its bytes."
    },
    {
      "code": "sod.not_signed_data",
      "meaning": "EF.SOD is not a CMS SignedData."
    },
    {
      "code": "sod.content_type",
      "meaning": "The signed content is not an LDS security object by its type."
    },
    {
      "code": "sod.signed_attributes_missing",
      "meaning": "The signature has no signed attributes, which a typed content demands."
    },
    {
      "code": "sod.message_digest_missing",
      "meaning": "The signed attributes hold no message digest."
    },
    {
      "code": "sod.message_digest_mismatch",
      "meaning": "The message digest is not that of the content."
    },
    {
      "code": "sod.content_type_mismatch",
      "meaning": "The content type attribute is missing or names another content."
    },
    {
      "code": "sod.attribute_cardinality",
      "meaning": "An attribute that must have exactly one value has none or several."
    },
    {
      "code": "sod.duplicate_attribute",
      "meaning": "An attribute that may occur once occurs several times."
    },
    {
      "code": "sod.no_signer",
      "meaning": "The SignedData has no signer."
    },
    {
      "code": "sod.multiple_signers",
      "meaning": "The SignedData has more than one signer."
    },
    {
      "code": "sod.signer_identifier",
      "meaning": "The signer identifier fits no certificate at hand."
    },
    {
      "code": "sod.duplicate_data_group",
      "meaning": "A data group is listed twice."
    },
    {
      "code": "sod.data_group_number",
      "meaning": "A data group number is not 1 to 16."
    },
    {
      "code": "sod.mandatory_data_group_missing",
      "meaning": "The hash of DG1 or DG2 is not listed."
    },
    {
      "code": "sod.digest_length",
      "meaning": "A listed hash does not have the length of its algorithm."
    },
    {
      "code": "sod.digest_signature_mismatch",
      "meaning": "The digest algorithm and the hash of the signature algorithm differ, and the policy does not allow it."
    },
    {
      "code": "dg.hash_mismatch",
      "meaning": "The bytes read do not hash to the value that was signed."
    },
    {
      "code": "dg.not_listed",
      "meaning": "The file was handed over but the security object does not list it."
    },
    {
      "code": "dg.listed_but_missing",
      "meaning": "The security object lists the file that would announce the feature, but the file was withheld."
    },
    {
      "code": "dg.com_mismatch",
      "meaning": "EF.COM and EF.SOD list different data groups."
    },
    {
      "code": "dg.security_infos_mismatch",
      "meaning": "The security infos in the document's files contradict each other."
    },
    {
      "code": "signature.invalid",
      "meaning": "The signature does not verify."
    },
    {
      "code": "signature.unsupported_algorithm",
      "meaning": "The signature algorithm or the key's algorithm is not known here."
    },
    {
      "code": "signature.forbidden_digest",
      "meaning": "The digest is forbidden: MD2, MD5, or SHA-1 where the policy refuses it."
    },
    {
      "code": "signature.pss_parameters",
      "meaning": "The RSASSA-PSS parameters are absent or contradictory."
    },
    {
      "code": "signature.encoding",
      "meaning": "The signature value is not encoded as its algorithm demands."
    },
    {
      "code": "signature.engines_disagree",
      "meaning": "Two verifiers judge the signature differently, so that it proves nothing."
    },
    {
      "code": "key.invalid_point",
      "meaning": "The public key is not a point of its curve."
    },
    {
      "code": "key.nonstandard_curve",
      "meaning": "The explicit curve parameters are not those of a known curve."
    },
    {
      "code": "key.weak",
      "meaning": "The key is too weak to prove anything."
    },
    {
      "code": "key.malformed",
      "meaning": "The key cannot be read."
    },
    {
      "code": "ds.certificate_missing",
      "meaning": "No certificate for the signer is at hand."
    },
    {
      "code": "ds.expired",
      "meaning": "The Document Signer certificate has expired."
    },
    {
      "code": "ds.not_yet_valid",
      "meaning": "The Document Signer certificate is not yet valid."
    },
    {
      "code": "ds.revoked",
      "meaning": "The issuing State has revoked the Document Signer certificate."
    },
    {
      "code": "ds.extended_key_usage",
      "meaning": "The certificate is bound to another purpose by an extended key usage."
    },
    {
      "code": "ds.key_usage",
      "meaning": "The key usage does not allow digital signatures."
    },
    {
      "code": "ds.is_ca",
      "meaning": "The signer certificate claims to be a certification authority."
    },
    {
      "code": "ds.unknown_critical_extension",
      "meaning": "The certificate has an unknown critical extension."
    },
    {
      "code": "ds.duplicate_extension",
      "meaning": "An extension occurs twice."
    },
    {
      "code": "ds.profile_departure",
      "meaning": "The certificate departs from its profile in a way that the policy refuses."
    },
    {
      "code": "ds.document_type",
      "meaning": "The Document Signer may not sign this document type."
    },
    {
      "code": "ds.signing_time",
      "meaning": "The signing time lies outside the validity of the Document Signer certificate."
    },
    {
      "code": "ds.private_key_usage_period",
      "meaning": "The document was issued outside the private key usage period."
    },
    {
      "code": "csca.not_found",
      "meaning": "No CSCA certificate that verifies the Document Signer is in the trust store."
    },
    {
      "code": "csca.not_a_ca",
      "meaning": "The issuer is not a certification authority."
    },
    {
      "code": "csca.expired",
      "meaning": "The CSCA certificate has expired."
    },
    {
      "code": "csca.not_yet_valid",
      "meaning": "The CSCA certificate is not yet valid."
    },
    {
      "code": "csca.path_too_long",
      "meaning": "The certification path is longer than the issuer allows."
    },
    {
      "code": "csca.revoked",
      "meaning": "A revocation list of the State names the link certificate on which the CSCA key is trusted."
    },
    {
      "code": "crl.missing",
      "meaning": "No revocation list of the issuing State is at hand."
    },
    {
      "code": "crl.stale",
      "meaning": "The newest revocation list is past its next update."
    },
    {
      "code": "crl.not_yet_valid",
      "meaning": "Every revocation list at hand begins after the time of judging."
    },
    {
      "code": "crl.signature",
      "meaning": "The revocation list is not signed by a trusted CSCA of the State."
    },
    {
      "code": "crl.unsupported",
      "meaning": "The revocation list is of a kind that the profile forbids."
    },
    {
      "code": "trust.not_granted",
      "meaning": "The caller's grant does not allow the input to bring this."
    },
    {
      "code": "trust.not_recognised",
      "meaning": "The input is none of the kinds that trust is kept in."
    },
    {
      "code": "country.ds_csca_mismatch",
      "meaning": "The Document Signer and its CSCA name different States."
    },
    {
      "code": "country.ds_mrz_mismatch",
      "meaning": "The Document Signer and the machine readable zone name different States."
    },
    {
      "code": "country.name_mismatch",
      "meaning": "The names in one certificate contradict each other."
    },
    {
      "code": "country.unknown_code",
      "meaning": "A State code is in no table, so nothing can be compared."
    },
    {
      "code": "chip.not_announced",
      "meaning": "The document announces no such key."
    },
    {
      "code": "chip.not_performed",
      "meaning": "The document announces it, but it was not performed."
    },
    {
      "code": "chip.key_not_authenticated",
      "meaning": "Passive authentication did not authenticate the key, so a proof with it proves nothing."
    },
    {
      "code": "chip.challenge_mismatch",
      "meaning": "The response answers another challenge."
    },
    {
      "code": "chip.proof_invalid",
      "meaning": "The response does not prove possession of the private key."
    },
    {
      "code": "chip.record_unverified",
      "meaning": "The record fits, but whoever handed it over could have made it without the chip, or long ago."
    },
    {
      "code": "chip.pace_downgrade",
      "meaning": "The chip announces PACE and was read with less."
    },
    {
      "code": "chip.known_defect",
      "meaning": "A published defect explains the failure."
    },
    {
      "code": "combined.mrz_dg1_mismatch",
      "meaning": "The printed zone and DG1 differ."
    },
    {
      "code": "combined.optional_data_only",
      "meaning": "The printed zone and DG1 differ in optional data only."
    },
    {
      "code": "combined.access_without_mrz",
      "meaning": "The chip was read without the printed zone."
    },
    {
      "code": "combined.dg11_mismatch",
      "meaning": "DG11 contradicts DG1."
    },
    {
      "code": "combined.dg11_unclear",
      "meaning": "DG11 says something that cannot be compared with DG1 for certain."
    },
    {
      "code": "limit.depth",
      "meaning": "Nested deeper than the limit."
    },
    {
      "code": "limit.size",
      "meaning": "Larger than the limit."
    },
    {
      "code": "limit.count",
      "meaning": "More elements or candidates than the limit."
    },
    {
      "code": "limit.work",
      "meaning": "The arithmetic of one inspection would go beyond its budget."
    },
    {
      "code": "deviation.ber",
      "meaning": "Encoded in BER where DER is demanded."
    },
    {
      "code": "deviation.signed_attributes_not_der",
      "meaning": "The signed attributes are not in DER order."
    },
    {
      "code": "deviation.digest_info_without_null",
      "meaning": "The DigestInfo inside an RSA signature leaves out the NULL."
    },
    {
      "code": "deviation.pss_salt_length",
      "meaning": "The PSS salt length is unlike the hash length."
    },
    {
      "code": "deviation.signer_identifier",
      "meaning": "The signer identifier is encoded unlike the certificate's names."
    },
    {
      "code": "deviation.econtent_type",
      "meaning": "The content type is an old or national identifier of the LDS security object."
    },
    {
      "code": "deviation.country_case",
      "meaning": "A country code is not in upper case."
    },
    {
      "code": "deviation.key_identifier",
      "meaning": "A key identifier is missing or not of its form."
    },
    {
      "code": "deviation.padding_after_file",
      "meaning": "Zero bytes follow the file's outermost element."
    },
    {
      "code": "deviation.sha1",
      "meaning": "SHA-1 is used."
    },
    {
      "code": "deviation.ecdsa_parameters",
      "meaning": "An ECDSA algorithm identifier has parameters, which must be absent."
    },
    {
      "code": "deviation.integer_padding",
      "meaning": "An INTEGER has surplus leading bytes."
    },
    {
      "code": "deviation.document_type_list",
      "meaning": "The document type list is not encoded as the profile says."
    },
    {
      "code": "deviation.version",
      "meaning": "A version number does not fit its contents."
    },
    {
      "code": "deviation.digest_algorithms",
      "meaning": "The digest algorithms named in different places differ."
    },
    {
      "code": "deviation.known_defect",
      "meaning": "A published deviation or defect list explains it."
    },
    {
      "code": "deviation.filler_weight",
      "meaning": "A long document number weighs the filler in its check digit."
    },
    {
      "code": "deviation.national_zone",
      "meaning": "A national order fills the zone otherwise than Doc 9303."
    },
    {
      "code": "deviation.time_encoding",
      "meaning": "A time is not encoded as the profile says."
    },
    {
      "code": "deviation.certificate_profile",
      "meaning": "A certificate departs from its profile in a row of Doc 9303-12 Table 5 or 6."
    },
    {
      "code": "deviation.serial_number",
      "meaning": "A certificate's serial number is zero, negative or too long."
    },
    {
      "code": "deviation.string_type",
      "meaning": "A name uses a string type that the profile does not allow."
    },
    {
      "code": "deviation.master_list_signer",
      "meaning": "A master list is signed by a certificate that is no master list signer."
    },
    {
      "code": "deviation.master_list_superseded",
      "meaning": "Of two master lists of one State, both are trusted though one is older."
    },
    {
      "code": "deviation.crls_in_signed_data",
      "meaning": "A signed file contains revocation lists; they are never used."
    },
    {
      "code": "deviation.csca_expired",
      "meaning": "The CSCA certificate has expired, and the Document Signer's has not."
    },
    {
      "code": "deviation.signing_time",
      "meaning": "The signer says that the document was signed after the time of inspection."
    },
    {
      "code": "deviation.image_header",
      "meaning": "A biometric header does not fit its contents."
    },
    {
      "code": "deviation.active_auth_info",
      "meaning": "EF.DG14 does not say which digest Active Authentication uses, or says another one."
    },
    {
      "code": "deviation.security_infos",
      "meaning": "A security info lacks its data, or what EF.CardAccess says of PACE is not repeated in the signed files."
    }
  ],
  "explanations": {
    "mrz.format": {
      "meaning": "The zone has one of the layouts of Doc 9303, with its number of lines and characters, its alphabet and a document code that it may carry.",
      "honest_causes": "Misread characters, a cover over the edge of the page, and national documents with layouts of their own.",
      "next_steps": "Read the zone again and then look at the page. Where the zone cannot be read at all, the chip's own copy is the better source.",
      "clause": "Doc 9303-3 §4"
    },
    "mrz.check_digits": {
      "meaning": "Each check digit of the zone is the one that follows from the characters it covers. They catch reading errors; whoever can print can also compute them.",
      "honest_causes": "One misread letter or digit, in nearly all cases.",
      "next_steps": "Compare the field that the reason names with the page, character by character.",
      "clause": "Doc 9303-3 §4.9"
    },
    "mrz.dates": {
      "meaning": "Birth and expiry are days of the calendar, and in that order. Parts of a date of birth may be unknown.",
      "honest_causes": "A misread digit, or unknown parts that the issuer wrote in another way.",
      "next_steps": "Read both dates in the visual zone, where they are written out.",
      "clause": "Doc 9303-3 §4.8"
    },
    "mrz.codes": {
      "meaning": "The issuing State and the nationality are codes of the standard, or codes that real documents are known to bear.",
      "honest_causes": "New codes, old codes on documents that are still valid, and misread letters.",
      "next_steps": "Look the code up in ICAO's current list before asking the traveller anything.",
      "clause": "Doc 9303-3 §5"
    },
    "mrz.name": {
      "meaning": "The name field follows the grammar of names. This is reported and does not count.",
      "honest_causes": "Long names are cut, and names of many cultures do not divide into surname and given names.",
      "next_steps": "Go by the name in the visual zone and in the chip.",
      "clause": "Doc 9303-3 §4.6"
    },
    "chip.access": {
      "meaning": "The chip was opened by the strongest protocol that it offers.",
      "honest_causes": "A terminal that knows only the older protocol, or records that do not say how the chip was opened.",
      "next_steps": "Read with a terminal that performs PACE. It does not touch the question whether the data are signed.",
      "clause": "Doc 9303-11 §4.2"
    },
    "chip.com_sod": {
      "meaning": "The unsigned table of contents lists the same data groups as the signed list.",
      "honest_causes": "A table that was written before the last data group was added.",
      "next_steps": "Go by the signed list and see which data group makes the difference.",
      "clause": "TR-03135-1 §5.6.4.4.1"
    },
    "chip.security_infos": {
      "meaning": "The files that announce the chip's protocols agree with each other, the unsigned one with the signed ones.",
      "honest_causes": "A slip in personalisation that a whole series shares.",
      "next_steps": "Read once more by another terminal, to exclude that the announcement was changed on its way.",
      "clause": "Doc 9303-11 §9.2"
    },
    "sod.structure": {
      "meaning": "The signed file is built as the standard says: one signer, a list of hashes with DG1 and DG2, nothing twice, nothing behind it.",
      "honest_causes": "A reading that broke off, or an issuer's departure that is not yet known here.",
      "next_steps": "Read the file again, and send the reason to the makers of this software if an undamaged document fails.",
      "clause": "Doc 9303-10 §4.6.2"
    },
    "sod.hash": {
      "meaning": "The signature refers to exactly this list of hashes.",
      "honest_causes": "Bytes changed by a faulty medium or a conversion on the way here.",
      "next_steps": "Make a fresh reading from the chip. Do not go on with the stored copy.",
      "clause": "RFC 5652 §5.4"
    },
    "sod.signature": {
      "meaning": "The key in the signer's certificate verifies the signature over the list of hashes. Whether the signer is one of the State's is the question of ds.signature.",
      "honest_causes": "An algorithm that is not supported here, or data that were damaged.",
      "next_steps": "Look at the reason: unknown algorithms leave the question open, an invalid signature does not.",
      "clause": "Doc 9303-11 §5.1"
    },
    "dg1.hash": {
      "meaning": "The zone in the chip is, byte for byte, the one that was signed.",
      "honest_causes": "The file is of another document or of another reading.",
      "next_steps": "Read DG1 again. As long as this fails, the identity that the chip gives is not proven.",
      "clause": "Doc 9303-11 §5.1"
    },
    "dg2.hash": {
      "meaning": "The face image in the chip is the one that was signed.",
      "honest_causes": "The largest file of the chip is the one that suffers most from a document that moves while it is read.",
      "next_steps": "Read DG2 again, and compare the bearer with the printed picture meanwhile.",
      "clause": "Doc 9303-11 §5.1"
    },
    "dg3.hash": {
      "meaning": "The fingerprints or irises in the chip are those that were signed.",
      "honest_causes": "Only terminals with the State's permission can read them, so they are seldom at hand.",
      "next_steps": "If you may read them, do so again; if not, their absence means nothing.",
      "clause": "Doc 9303-11 §5.1"
    },
    "dg4.hash": {
      "meaning": "The fingerprints or irises in the chip are those that were signed.",
      "honest_causes": "Only terminals with the State's permission can read them, so they are seldom at hand.",
      "next_steps": "If you may read them, do so again; if not, their absence means nothing.",
      "clause": "Doc 9303-11 §5.1"
    },
    "dg5.hash": {
      "meaning": "This additional data group is the one that was signed.",
      "honest_causes": "Details that some systems re-encode when they store them.",
      "next_steps": "Read it from the document and do not use its contents before the hashes agree.",
      "clause": "Doc 9303-11 §5.1"
    },
    "dg6.hash": {
      "meaning": "This additional data group is the one that was signed.",
      "honest_causes": "Details that some systems re-encode when they store them.",
      "next_steps": "Read it from the document and do not use its contents before the hashes agree.",
      "clause": "Doc 9303-11 §5.1"
    },
    "dg7.hash": {
      "meaning": "This additional data group is the one that was signed.",
      "honest_causes": "Details that some systems re-encode when they store them.",
      "next_steps": "Read it from the document and do not use its contents before the hashes agree.",
      "clause": "Doc 9303-11 §5.1"
    },
    "dg8.hash": {
      "meaning": "This additional data group is the one that was signed.",
      "honest_causes": "Details that some systems re-encode when they store them.",
      "next_steps": "Read it from the document and do not use its contents before the hashes agree.",
      "clause": "Doc 9303-11 §5.1"
    },
    "dg9.hash": {
      "meaning": "This additional data group is the one that was signed.",
      "honest_causes": "Details that some systems re-encode when they store them.",
      "next_steps": "Read it from the document and do not use its contents before the hashes agree.",
      "clause": "Doc 9303-11 §5.1"
    },
    "dg10.hash": {
      "meaning": "This additional data group is the one that was signed.",
      "honest_causes": "Details that some systems re-encode when they store them.",
      "next_steps": "Read it from the document and do not use its contents before the hashes agree.",
      "clause": "Doc 9303-11 §5.1"
    },
    "dg11.hash": {
      "meaning": "This additional data group is the one that was signed.",
      "honest_causes": "Details that some systems re-encode when they store them.",
      "next_steps": "Read it from the document and do not use its contents before the hashes agree.",
      "clause": "Doc 9303-11 §5.1"
    },
    "dg12.hash": {
      "meaning": "This additional data group is the one that was signed.",
      "honest_causes": "Details that some systems re-encode when they store them.",
      "next_steps": "Read it from the document and do not use its contents before the hashes agree.",
      "clause": "Doc 9303-11 §5.1"
    },
    "dg13.hash": {
      "meaning": "This additional data group is the one that was signed.",
      "honest_causes": "Details that some systems re-encode when they store them.",
      "next_steps": "Read it from the document and do not use its contents before the hashes agree.",
      "clause": "Doc 9303-11 §5.1"
    },
    "dg14.hash": {
      "meaning": "The file with the chip's own public keys is the one that was signed; only then can a proof by the chip count.",
      "honest_causes": "A terminal that skips the file, or reads it in a shortened form.",
      "next_steps": "See to it that DG14 and DG15 are read in full, and let the chip prove its key.",
      "clause": "Doc 9303-11 §5.1"
    },
    "dg15.hash": {
      "meaning": "The file with the chip's own public keys is the one that was signed; only then can a proof by the chip count.",
      "honest_causes": "A terminal that skips the file, or reads it in a shortened form.",
      "next_steps": "See to it that DG14 and DG15 are read in full, and let the chip prove its key.",
      "clause": "Doc 9303-11 §5.1"
    },
    "dg16.hash": {
      "meaning": "This additional data group is the one that was signed.",
      "honest_causes": "Details that some systems re-encode when they store them.",
      "next_steps": "Read it from the document and do not use its contents before the hashes agree.",
      "clause": "Doc 9303-11 §5.1"
    },
    "ds.signature": {
      "meaning": "A key of the issuing State, which the caller trusts, verifies the certificate of whoever signed the document.",
      "honest_causes": "The store lacks the State's current certificate. This is the most frequent gap of all.",
      "next_steps": "If it is undetermined, bring the store up to date. If it failed, refer the document: the named authority did not sign this signer.",
      "clause": "Doc 9303-12 App. D"
    },
    "ds.validity": {
      "meaning": "The signer's certificate was valid at the time of judging, and its own signing time lies within that validity.",
      "honest_causes": "Certificates that were issued for too short a time, and wrong clocks on either side.",
      "next_steps": "Check the time of inspection; kept documents are judged with profile archive.",
      "clause": "TR-03135-1 §5.6.4.3.4"
    },
    "csca.validity": {
      "meaning": "The authority's certificate was valid at the time of judging.",
      "honest_causes": "An old certificate in the store whose successor has been published.",
      "next_steps": "Load the newer certificates of this State and inspect anew.",
      "clause": "TR-03135-1 §5.6.4.3.4"
    },
    "ds.revocation": {
      "meaning": "A current list of the State does not name the signer among the withdrawn certificates.",
      "honest_causes": "No list, or only an old one, is at hand.",
      "next_steps": "Fetch the list. Where the signer is named, consult the State on which documents are meant.",
      "clause": "Doc 9303-12 App. D"
    },
    "ds.profile": {
      "meaning": "The signer's certificate is made for signing documents, and has no condition that is not understood.",
      "honest_causes": "Certificates from the years before the profile was settled.",
      "next_steps": "Weigh what the reason names: a missing entry is a matter of form, another purpose is not.",
      "clause": "Doc 9303-12 §7.1"
    },
    "ds.document_type": {
      "meaning": "The State allows this signer to sign this type of document.",
      "honest_causes": "A list that lags behind the documents in use.",
      "next_steps": "Compare code and list; ask the issuer about a type that it introduced lately.",
      "clause": "Doc 9303-11 §5.1.1 (1)"
    },
    "ds.issue_period": {
      "meaning": "The document was issued while the signer's key was in use for signing.",
      "honest_causes": "Dates of issue that mean the day of application or of delivery.",
      "next_steps": "Consider the distance in days before anything else.",
      "clause": "Doc 9303-11 §5.1.1 (3)"
    },
    "card_security.hash": {
      "meaning": "The signature of EF.CardSecurity refers to exactly the announcements in it.",
      "honest_causes": "A faulty transfer of this one file.",
      "next_steps": "Read EF.CardSecurity again; it is open to the terminal only after PACE.",
      "clause": "Doc 9303-10 §3.11.4"
    },
    "card_security.signature": {
      "meaning": "A trusted signer signed EF.CardSecurity, from which the chip's key for PACE is taken.",
      "honest_causes": "The signer's authority is missing from the store, as with the document itself.",
      "next_steps": "Complete the certificates of the State and judge both files again.",
      "clause": "Doc 9303-10 §3.11.4"
    },
    "chip.active_auth": {
      "meaning": "The chip answered a fresh question with the private key that belongs to its signed DG15. A copy of the files cannot do this.",
      "honest_causes": "A terminal that did not ask, or an answer that was lost.",
      "next_steps": "Ask again while the document lies on the reader; a second failure calls for an examination.",
      "clause": "Doc 9303-11 §6.1"
    },
    "chip.challenge": {
      "meaning": "The question that the chip answered was chosen at random for this occasion by whoever judges, so the answer is no old one.",
      "honest_causes": "A record that came along with the files, from a terminal that is not your own.",
      "next_steps": "Say that the record is your own terminal's, or name the challenge that you chose.",
      "clause": "Doc 9303-11 §6.1.2.1"
    },
    "chip.chip_auth": {
      "meaning": "The chip opened a secure channel by the private key that belongs to its signed DG14. A copy of the files cannot do so.",
      "honest_causes": "The terminal does not support the chip's curve, or contact broke during the protocol.",
      "next_steps": "Repeat with an up-to-date terminal and a document that lies still.",
      "clause": "Doc 9303-11 §6.2"
    },
    "chip.pace_cam": {
      "meaning": "While it was being opened, the chip proved the key of its signed EF.CardSecurity.",
      "honest_causes": "A terminal that used another variant of PACE with this chip.",
      "next_steps": "Let the terminal choose the variant with mapping by the chip, or ask for another proof.",
      "clause": "Doc 9303-11 §4.4.3.5"
    },
    "document.expiry": {
      "meaning": "The document's last day of validity has not passed.",
      "honest_causes": "Oversight by the traveller, prolongation by decree, or a wrong clock.",
      "next_steps": "Verify the date on the page and the rules for expired documents of this State.",
      "clause": "TR-03135-1 §5.7.1"
    },
    "country.consistency": {
      "meaning": "Zone, chip, signer and authority all name the same issuing State.",
      "honest_causes": "Territories, organisations and special arrangements between States.",
      "next_steps": "See which of the four differs, and if the two codes belong to one issuer.",
      "clause": "Doc 9303-11 §5.1.1 (2)"
    },
    "combined.mrz_dg1": {
      "meaning": "The printed zone and the chip's copy are the same text.",
      "honest_causes": "Misreading of the printed zone, by far the most often.",
      "next_steps": "Trust neither alone: read the print again where they differ.",
      "clause": "TR-03135-1 §5.7.2"
    },
    "combined.dg11_dg1": {
      "meaning": "Where the additional details and the zone speak of the same thing, they say the same. This is reported and does not count.",
      "honest_causes": "Corrections, changed names and conversions between calendars that reached one file only.",
      "next_steps": "Note the difference for the record.",
      "clause": "TR-03135-1 §5.7"
    },
    "mrz.length": {
      "meaning": "The text does not have the number of lines, or the number of characters in a line, that any layout of Doc 9303 has.",
      "honest_causes": "A reader lost a line or a character to glare, a fold, a cover or a stamp; some older and national documents use a shape of their own.",
      "next_steps": "Read the zone again with the page flat and clean, and type it in by hand if that does not help. The other checks stand on their own.",
      "clause": "Doc 9303-3 §4.1"
    },
    "mrz.charset": {
      "meaning": "The zone contains a character that is neither a capital letter, a digit nor the filler <.",
      "honest_causes": "Character recognition took a smudge or an ornament for a letter, or whoever typed the zone used small letters, accents or spaces. Text that was saved as UTF-16 has a NUL beside every letter.",
      "next_steps": "Compare the place that the reason names with the page and correct the reading. If the page really shows the character, have a document examiner look at the print.",
      "clause": "Doc 9303-3 §4.3"
    },
    "mrz.unknown_layout": {
      "meaning": "The lines have the form of a machine readable zone, but the layout is not one that is known here.",
      "honest_causes": "Identity cards, driving licences and internal passports may follow national layouts that Doc 9303 does not describe. That is not evidence against the document.",
      "next_steps": "Judge the printed page by the reference works for this document, and use the chip if there is one.",
      "clause": "Doc 9303-4 §4.2, Doc 9303-5 §4.2, Doc 9303-6 §4.2"
    },
    "mrz.document_code": {
      "meaning": "The first two characters, which say what kind of document this is, may not stand in a layout of this size.",
      "honest_causes": "One letter was misread, and a few issuers print codes for cards and permits that the standard keeps for other uses.",
      "next_steps": "Read the first two characters on the page. If they are as reported, look up a specimen of this document before drawing any conclusion.",
      "clause": "Doc 9303-4 §4.2.2, Doc 9303-5 §4.2.2, Doc 9303-7 §4.2"
    },
    "mrz.sex": {
      "meaning": "The cell for the sex holds something other than M, F or the filler, which stands for unspecified.",
      "honest_causes": "Some issuers print X in the zone although only the visual zone may have it, and a worn F or M is easily misread.",
      "next_steps": "Compare the cell with the visual zone. An X is an issuer's choice and no evidence against the traveller.",
      "clause": "Doc 9303-4 §4.2.2.2"
    },
    "mrz.check_digit": {
      "meaning": "A check digit is not the one that follows from the characters it covers, so at least one of them was changed or misread.",
      "honest_causes": "One character misread, as O and 0 or B and 8 often are, is by far the most common cause; a few issuers have computed digits wrongly, or leave out the filler that closes a long document number.",
      "next_steps": "Read the line again and compare the named field with the page. If the page itself does not add up, pass the document on to an examiner and compare with the chip.",
      "clause": "Doc 9303-3 §4.9"
    },
    "mrz.date": {
      "meaning": "A date is no day of the calendar, holds a letter, or the birth would lie after the expiry.",
      "honest_causes": "A digit was misread; and for people whose day or month of birth is not known, some issuers print zeros or nines in place of fillers.",
      "next_steps": "Compare with the dates of the visual zone. A date that is unknown to the issuer is no fault of the bearer.",
      "clause": "Doc 9303-3 §4.8"
    },
    "mrz.unknown_code": {
      "meaning": "The code of the issuing State or organisation is in no list of the standard, and it was never seen on a real document either.",
      "honest_causes": "A letter of the code was misread, or the code is newer than the table of this version.",
      "next_steps": "Read the three letters on the page, look them up in the current list of ICAO, and update this software if the code is new.",
      "clause": "Doc 9303-3 §5"
    },
    "document.expired": {
      "meaning": "The last day of validity that the document states has passed at the time of inspection.",
      "honest_causes": "People overlook the date, some States prolong documents by decree or by a stamp, and a wrong clock makes valid documents look expired.",
      "next_steps": "Check the time that the report was made for and any prolongation. Many agreements accept documents for some time after their expiry.",
      "clause": "TR-03135-1 §5.7.1"
    },
    "document.expiry_unreadable": {
      "meaning": "The date on which the document expires cannot be read, or its century cannot be determined, so it is not known whether the document is valid.",
      "honest_causes": "Some documents are issued without an expiry and bear fillers, nines or 990101; the year has two digits; and the cells of the date wear off at the fold.",
      "next_steps": "Read the date in the visual zone or in the chip, and decide by that.",
      "clause": "Doc 9303-4 §4.2.2.2"
    },
    "file.missing": {
      "meaning": "A file that every electronic document must have was not among those that were handed over.",
      "honest_causes": "Reading broke off when the document moved on the reader, or only a part of the files was kept or sent.",
      "next_steps": "Read the chip once more and leave the document in its place until the reader has finished.",
      "clause": "Doc 9303-10 §3"
    },
    "file.not_read": {
      "meaning": "The document itself says that this file exists, but it was not given to this inspection.",
      "honest_causes": "The terminal was set to read fewer files, reading was cut short, or the file is protected for other terminals.",
      "next_steps": "Read this file too. Until then the answer is open; it is not negative.",
      "clause": "Doc 9303-11 §5.1"
    },
    "file.not_present": {
      "meaning": "The document or certificate has no such element, so there is no content to check.",
      "honest_causes": "The element is optional and most States leave it out. This is the usual case and no sign of anything.",
      "next_steps": "No action is needed: go on with the checks that the document does support.",
      "clause": "Doc 9303-10 §3"
    },
    "file.wrong_tag": {
      "meaning": "The first byte does not say that the file is of the kind it was handed over as.",
      "honest_causes": "Files were saved under each other's names, the program that stored them stripped the outer tag (often 77 of EF.SOD), or the reader stored its answer together with status bytes.",
      "next_steps": "Check how the files were read and named, and read them anew from the document.",
      "clause": "Doc 9303-10 §3.9.1"
    },
    "file.trailing_data": {
      "meaning": "Bytes other than zeros follow where the structure ends, and no signature covers them.",
      "honest_causes": "Readers that fetch whole blocks may append what was left in their buffer.",
      "next_steps": "Read the file again with another reader. If the bytes stay, keep them as evidence and have the document examined.",
      "clause": "ISO/IEC 7816-4, Doc 9303-10 §4.6.2"
    },
    "file.malformed": {
      "meaning": "The bytes do not have the form that the standard prescribes for them, and could not be understood.",
      "honest_causes": "Damage in storage or transmission, a read that broke off, and errors in an issuer's production line all look like this.",
      "next_steps": "Read or fetch the data anew. If it is the same again, report the place that the reason names to the issuer or to the makers of this software.",
      "clause": "Doc 9303-10 §4"
    },
    "file.text": {
      "meaning": "The file is text from its first to its last character, and no file of a chip is. It was not judged.",
      "honest_causes": "Programs that read chips also print files in hexadecimal or base64, and such a print was saved in place of the octets.",
      "next_steps": "Decode the text and hand over the bytes. It is no evidence about the document.",
      "clause": "Doc 9303-10 §4"
    },
    "sod.not_signed_data": {
      "meaning": "EF.SOD does not hold the signed structure that it must hold, so no signature can be checked.",
      "honest_causes": "The file was cut short while being read, or it was saved in a form of its own, such as text.",
      "next_steps": "Read EF.SOD again. If it stays so, treat the chip as one without proof and inspect the printed document.",
      "clause": "Doc 9303-10 §4.6.2.2"
    },
    "sod.content_type": {
      "meaning": "What was signed is not a list of hashes of data groups but something else, by its own declaration.",
      "honest_causes": "A signed file of another kind, such as EF.CardSecurity or a master list, was handed over in place of EF.SOD.",
      "next_steps": "Make sure that the right file was read. A genuine signature over another kind of content does not prove these data groups.",
      "clause": "Doc 9303-10 §4.6.2.2"
    },
    "sod.signed_attributes_missing": {
      "meaning": "The signature lacks the signed attributes that bind it to the type of its content.",
      "honest_causes": "Faulty signing software; no honest series that leaves them out is known here.",
      "next_steps": "Ask for a second reading and then for an expert's opinion; a signature without them could have been taken from elsewhere.",
      "clause": "RFC 5652 §5.3"
    },
    "sod.message_digest_missing": {
      "meaning": "The signed attributes do not contain the digest of the content, so the signature does not cover the list of hashes.",
      "honest_causes": "No honest cause is known besides damaged data.",
      "next_steps": "Read the file once more. If the attribute is still absent, the chip's data are not proven by anybody: rely on the booklet and refer the case.",
      "clause": "RFC 5652 §11.2"
    },
    "sod.message_digest_mismatch": {
      "meaning": "The list of hashes is not the one over which the signature was made.",
      "honest_causes": "A single byte lost or altered in storage suffices; a fault in personalisation is rare.",
      "next_steps": "Read EF.SOD again from the document itself and compare both readings. If they agree, refer the document to secondary inspection.",
      "clause": "RFC 5652 §5.4, §11.2"
    },
    "sod.content_type_mismatch": {
      "meaning": "The signature says that it was made for another type of content than the one found here.",
      "honest_causes": "Some issuers changed the identifier of the content type over the years and may have forgotten one of the two places.",
      "next_steps": "Note the issuer and the date of issue. Other documents of the same series show whether all of them are like this.",
      "clause": "RFC 5652 §11.1"
    },
    "sod.attribute_cardinality": {
      "meaning": "An attribute that has exactly one value came with none or with several, so that readers could differ on which one counts.",
      "honest_causes": "A fault of the signing software; it would then concern a whole series.",
      "next_steps": "Compare with documents of the same issuer and time before judging this one.",
      "clause": "RFC 5652 §11"
    },
    "sod.duplicate_attribute": {
      "meaning": "The same signed attribute occurs several times, where one is allowed.",
      "honest_causes": "Software that adds the signing time or the digest twice by mistake.",
      "next_steps": "Send the structure, without the holder's data, to the issuer; until it answers, rely on the printed features.",
      "clause": "RFC 5652 §5.3"
    },
    "sod.no_signer": {
      "meaning": "The signed structure has no signer, so its content is not authenticated.",
      "honest_causes": "A test document or a specimen from a production line may come without a signature.",
      "next_steps": "Find out if the document is a specimen. Otherwise it cannot be accepted by its chip, only by its printed security features.",
      "clause": "Doc 9303-10 §4.6.2.2"
    },
    "sod.multiple_signers": {
      "meaning": "EF.SOD contains more than one signature. If one good one were enough, anybody could add their own.",
      "honest_causes": "An issuer that signs with an old and a new algorithm side by side, against the standard.",
      "next_steps": "Ask the issuer if it signs twice. Do not take the document as proven meanwhile.",
      "clause": "Doc 9303-10 §4.6.2.2"
    },
    "sod.signer_identifier": {
      "meaning": "The signature names a certificate as its signer's that is neither inside the file nor in the trust store.",
      "honest_causes": "Names that are written differently in certificate and signature, and certificates that were renewed under another number.",
      "next_steps": "Add the Document Signer certificates of this State, for instance from the ICAO PKD, and inspect again.",
      "clause": "RFC 5652 §5.3"
    },
    "sod.duplicate_data_group": {
      "meaning": "A data group occurs twice in the signed list, so it cannot be determined which hash is meant.",
      "honest_causes": "A slip of the issuer's software; such documents would carry a valid signature.",
      "next_steps": "Check the signature's result. If it holds, report the series to the issuer; if not, handle the document as altered.",
      "clause": "Doc 9303-10 §4.6.2.3"
    },
    "sod.data_group_number": {
      "meaning": "The signed list names a data group with a number that does not exist.",
      "honest_causes": "Extensions that a State made for its own use, outside of the standard.",
      "next_steps": "See whether other documents of this issuer have the same number, and leave the decision to a specialist.",
      "clause": "Doc 9303-10 §3.2"
    },
    "sod.mandatory_data_group_missing": {
      "meaning": "The signed list lacks the zone (DG1) or the face (DG2), so neither identity nor picture is proven.",
      "honest_causes": "Cards for purposes other than travel may carry fewer data groups.",
      "next_steps": "Identify the person by the printed page and picture; the chip cannot help here.",
      "clause": "Doc 9303-10 §3.2"
    },
    "sod.digest_length": {
      "meaning": "A hash in the signed list is shorter or longer than its algorithm makes it.",
      "honest_causes": "The algorithm was named wrongly when the document was made.",
      "next_steps": "Ask the issuer about this series, since a short hash can also be a way to make forged data fit.",
      "clause": "Doc 9303-10 §4.6.2.3"
    },
    "sod.digest_signature_mismatch": {
      "meaning": "The places that name the digest algorithm disagree, and the policy in force does not accept this.",
      "honest_causes": "Several States have signed with one algorithm and named another for years.",
      "next_steps": "If your rules allow it, judge with a policy that tolerates the disagreement: each algorithm is then used where it stands.",
      "clause": "Doc 9303-10 §4.6.2.2"
    },
    "dg.hash_mismatch": {
      "meaning": "The data that were read are not those whose hash the issuing State signed.",
      "honest_causes": "Reading errors, files mixed up between two documents, and an update of the chip that failed half-way.",
      "next_steps": "Read this data group again. If the difference stays, do not rely on what it says, and pass the document on for examination.",
      "clause": "Doc 9303-11 §5.1"
    },
    "dg.not_listed": {
      "meaning": "A data group was handed over that the signed list does not mention: it may have been added by anybody.",
      "honest_causes": "A file of another document came into the same folder.",
      "next_steps": "Leave this file out of account. If the chip itself delivers it, have it examined.",
      "clause": "Doc 9303-11 §5.1"
    },
    "dg.listed_but_missing": {
      "meaning": "The signed list has the file that would announce a chip's proof of its own, but the file was withheld or not read.",
      "honest_causes": "Terminals that are set for speed skip these files.",
      "next_steps": "Read DG14 and DG15 as well. Leaving them out is how a copied chip would stay unnoticed, so do not stop here.",
      "clause": "Doc 9303-11 §5.1"
    },
    "dg.com_mismatch": {
      "meaning": "EF.COM, which is not signed, lists other data groups than the signed EF.SOD.",
      "honest_causes": "Some issuers do not keep EF.COM up to date, and newer documents give it little care.",
      "next_steps": "Trust the signed list. Look in particular for proofs of the chip that only EF.SOD announces.",
      "clause": "TR-03135-1 §5.6.4.4.1"
    },
    "dg.security_infos_mismatch": {
      "meaning": "Files of the document disagree on the protocols it supports; the one that is read first is not signed.",
      "honest_causes": "Documents of some series announce different versions by mistake of personalisation.",
      "next_steps": "Repeat the reading. If it recurs, suspect that something stood between chip and reader, and use another reader.",
      "clause": "Doc 9303-11 §9.2.11"
    },
    "signature.invalid": {
      "meaning": "The signature was not made over this data by the owner of this key.",
      "honest_causes": "Damaged data, or a certificate that bears the same name and number as the right one.",
      "next_steps": "Fetch the data and the certificates anew. If the result is the same, the data are not proven: refer the document and keep the report.",
      "clause": "RFC 5652 §5.6, RFC 5280 §6.1"
    },
    "signature.unsupported_algorithm": {
      "meaning": "The signature uses an algorithm that this version does not know, so it says neither yes nor no.",
      "honest_causes": "Issuers move to new algorithms, and a few use national ones.",
      "next_steps": "Update the software, or have the signature checked elsewhere. No result speaks against the document.",
      "clause": "Doc 9303-12 §4.1.6"
    },
    "signature.forbidden_digest": {
      "meaning": "The data were hashed with an algorithm for which forgeries can be made, or with one that the policy refuses.",
      "honest_causes": "Documents of the first years were signed with SHA-1, correctly at that time, and stay valid for ten years.",
      "next_steps": "For SHA-1, consider a policy that tolerates it for this State. For MD2 and MD5 rely on the printed features only.",
      "clause": "Doc 9303-12 §4.1.6"
    },
    "signature.pss_parameters": {
      "meaning": "The parameters of an RSASSA-PSS signature are missing or contradict each other or the key.",
      "honest_causes": "Libraries for signing have differed in how they write these parameters.",
      "next_steps": "Compare with another document of the series and tell the issuer; a specialist can check the signature under its likely parameters.",
      "clause": "RFC 4055 §3.1, RFC 8017 §9.1"
    },
    "signature.encoding": {
      "meaning": "The value of the signature is not written in the form that its algorithm demands, or in one that the policy refuses.",
      "honest_causes": "Surplus leading zeros and omitted elements are known from real issuers, and then tolerated unless the policy is strict.",
      "next_steps": "See which form the reason names. Under profile icao the known harmless ones pass; all others are to be examined.",
      "clause": "RFC 8017 §8.2.2, RFC 3279 §2.2.3"
    },
    "signature.engines_disagree": {
      "meaning": "Two programs that verify signatures judge this one differently, so one of them is wrong and the signature does not count.",
      "honest_causes": "An error in one of the programs. No document is known to cause it.",
      "next_steps": "Keep the files and report them to the authors of this software. Treat the document as one that could not be verified.",
      "clause": "Doc 9303-12 §4.1.6"
    },
    "key.invalid_point": {
      "meaning": "The public key is not a point of its curve, so it has no private key.",
      "honest_causes": "Bits lost in storage.",
      "next_steps": "Fetch the certificate again from its source. A key of this kind in an authentic certificate should be reported to its issuer at once.",
      "clause": "Doc 9303-12 §4.1.6, SEC 1 §3.2.2"
    },
    "key.nonstandard_curve": {
      "meaning": "The key describes a curve of its own. With chosen parameters, a forger can make signatures that fit another's public key.",
      "honest_causes": "An issuer with a national curve, which has then to be known beforehand.",
      "next_steps": "Do not accept the key on its own word. Ask the issuing State through official channels.",
      "clause": "Doc 9303-12 §4.1.6"
    },
    "key.weak": {
      "meaning": "The key is so short or so special that others can find its private part and sign with it.",
      "honest_causes": "Test keys that found their way into a real list, and chips of a product line whose key generation was flawed.",
      "next_steps": "Treat what the key signed as unproven. For the known flawed chips, the State publishes whether it has exchanged the documents.",
      "clause": "Doc 9303-12 §4.1.6"
    },
    "key.malformed": {
      "meaning": "The public key is not written as its algorithm prescribes and cannot be read.",
      "honest_causes": "A file that was cut or converted, or an algorithm that is encoded by a draft of its standard.",
      "next_steps": "Obtain the file again in its original form; then ask its issuer.",
      "clause": "RFC 5280 §4.1.2.7"
    },
    "ds.certificate_missing": {
      "meaning": "The certificate of whoever signed the document is neither in the document nor in the trust store.",
      "honest_causes": "The standard lets issuers leave the certificate out, and early documents of several States do.",
      "next_steps": "Load the Document Signer certificates of the issuing State, from the ICAO PKD or by bilateral exchange, and inspect again.",
      "clause": "Doc 9303-12 §7.1"
    },
    "ds.expired": {
      "meaning": "At the time of judging, the validity of the signer's certificate had ended.",
      "honest_causes": "The certificate must outlive its documents, but some States have issued it for too short a time; archived documents are always in this position.",
      "next_steps": "See if the document itself is still valid. For a kept document, use profile archive, which judges at the date of issue.",
      "clause": "TR-03135-1 §5.6.4.3.4"
    },
    "ds.not_yet_valid": {
      "meaning": "The signer's certificate begins to be valid only after the time of judging.",
      "honest_causes": "A clock that is behind, or a time of inspection that was typed in wrongly.",
      "next_steps": "Correct the time first. If the document still appears to be from the future, refer it to a specialist.",
      "clause": "TR-03135-1 §5.6.4.3.4"
    },
    "ds.revoked": {
      "meaning": "The issuing State has publicly withdrawn this signing key; documents signed with it can no longer be distinguished from forgeries.",
      "honest_causes": "Keys are also withdrawn for administrative reasons, and the bearer of an earlier, honest document cannot know of it.",
      "next_steps": "Look for the State's notice on which documents are concerned. The bearer may well be entitled to a new document; the State's consulate can confirm the issue.",
      "clause": "Doc 9303-12 App. D.1.2"
    },
    "ds.extended_key_usage": {
      "meaning": "The certificate is meant for another purpose, such as signing master lists, and must not sign documents.",
      "honest_causes": "An authority that put one certificate to several uses.",
      "next_steps": "Take the matter to the State's certification authority; it alone can say whether the certificate signed documents.",
      "clause": "Doc 9303-12 §7.1.1"
    },
    "ds.key_usage": {
      "meaning": "The certificate does not allow its key to make signatures, or does not say so as the policy demands.",
      "honest_causes": "Certificates from a general purpose authority, made before the profile existed.",
      "next_steps": "Read what the certificate allows in the reason. Where the entry is only missing, profile icao accepts it with a note.",
      "clause": "Doc 9303-12 §7.1.1.3"
    },
    "ds.is_ca": {
      "meaning": "The certificate that signed the document claims to be an authority, which a signer of documents must not be.",
      "honest_causes": "A national authority that signed specimens itself.",
      "next_steps": "Keep the certificate and let the trust team ask the State about it. Until then, do not rely on the document's chip.",
      "clause": "Doc 9303-12 §7.1.1.4"
    },
    "ds.unknown_critical_extension": {
      "meaning": "The certificate has a condition marked as essential that this software does not understand, and so must not ignore.",
      "honest_causes": "States add extensions of their own and mark them by mistake.",
      "next_steps": "Find out the extension's meaning by its number. The document can be accepted once somebody who understands the condition has looked at it.",
      "clause": "RFC 5280 §4.2"
    },
    "ds.duplicate_extension": {
      "meaning": "The certificate makes the same statement twice, and the two may differ.",
      "honest_causes": "Faulty templates of an issuing system.",
      "next_steps": "Report the certificate's serial number to the State, so that it can correct its template; consult a second system meanwhile.",
      "clause": "RFC 5280 §4.2"
    },
    "ds.profile_departure": {
      "meaning": "The certificate lacks, adds or miswrites what its profile asks for, and the policy tolerates no such thing.",
      "honest_causes": "Most genuine certificates of earlier editions depart somewhere: the profile was another when they were made.",
      "next_steps": "Judge by profile icao, which tells the same and goes on. The row that is named is for the State to mend.",
      "clause": "Doc 9303-12 §7.1.1, Tables 5 and 6"
    },
    "ds.signing_time": {
      "meaning": "By its own word the document was signed when the signer's certificate was not valid.",
      "honest_causes": "A wrong clock in the personalisation centre.",
      "next_steps": "Compare the stated time with the date of issue. A difference of hours points to the clock, one of years to something else.",
      "clause": "RFC 5652 §11.3"
    },
    "ds.private_key_usage_period": {
      "meaning": "The document gives a date of issue on which the signer's key was not to be used.",
      "honest_causes": "The date of application is printed in place of that of personalisation, or documents were made in advance.",
      "next_steps": "See how far the two lie apart. A few days are an office's custom; more should be asked of the issuing authority.",
      "clause": "Doc 9303-11 §5.1.1, Doc 9303-12 §7.1.1.2"
    },
    "csca.not_found": {
      "meaning": "No trusted certificate of the issuing State confirms the signer of this document, so it stays open who signed.",
      "honest_causes": "The trust store is not complete: not every State publishes its certificates, and new ones appear every month.",
      "next_steps": "Obtain the State's CSCA certificates, from a master list or by exchange, and inspect again. Until then this is a gap in your store and no evidence about the traveller.",
      "clause": "Doc 9303-12 App. D.1.1"
    },
    "csca.not_a_ca": {
      "meaning": "The certificate that would confirm the signer is not one of an authority, or not in the form the policy demands.",
      "honest_causes": "First-generation CSCA certificates lack the entries that make an authority.",
      "next_steps": "See whether the certificate stands in an official master list. If it does, profile icao accepts it with a note.",
      "clause": "Doc 9303-12 §7.1.1"
    },
    "csca.expired": {
      "meaning": "The certificate of the issuing State's authority was past its validity at the time of judging.",
      "honest_causes": "Authorities renew their certificates, and the store has only the old one.",
      "next_steps": "Add the newer certificate or the link to it; both confirm the same signers as long as the key is the same.",
      "clause": "TR-03135-1 §5.6.4.3.4"
    },
    "csca.not_yet_valid": {
      "meaning": "The authority's certificate is valid from a later day than the one of judging.",
      "honest_causes": "States distribute certificates before their first use, and clocks may lag.",
      "next_steps": "Verify date and time zone of the machine, and whether an older certificate of the State is missing from the store.",
      "clause": "TR-03135-1 §5.6.4.3.4"
    },
    "csca.path_too_long": {
      "meaning": "More link certificates than the limit lie between the signer's authority and a root that is trusted.",
      "honest_causes": "A State that has renewed its key many times and whose newer roots are not in the store.",
      "next_steps": "Load the State's current root itself; the path is short then.",
      "clause": "RFC 5280 §6.1"
    },
    "csca.revoked": {
      "meaning": "The State handed its trust on to this key by a link certificate, and has withdrawn that certificate.",
      "honest_causes": "A link was made with a mistake and replaced by another, which is not in the store.",
      "next_steps": "Fetch the State's current certificates and lists. If the link stays withdrawn, do not rely on what the key signed.",
      "clause": "RFC 5280 §6.1.3 (a)(3), Doc 9303-12 §7.1.4"
    },
    "crl.missing": {
      "meaning": "There is no revocation list of the issuing State at hand, so it is not known whether the signer was withdrawn.",
      "honest_causes": "Many States publish no list, and networks are down at times.",
      "next_steps": "Fetch the State's list from the ICAO PKD or its own address. If it has none, your rules say whether such documents may pass.",
      "clause": "Doc 9303-12 App. D.1.2"
    },
    "crl.stale": {
      "meaning": "The newest list at hand should have been replaced already; later withdrawals would not be in it.",
      "honest_causes": "The download has failed for some time, or the State is late with its publication.",
      "next_steps": "Renew the list. When the State is late itself, weigh the age of the list against the situation.",
      "clause": "Doc 9303-12 App. D.1.2, RFC 5280 §5.1.2.5"
    },
    "crl.not_yet_valid": {
      "meaning": "The lists at hand were issued after the time for which the document is judged, so none of them was in force.",
      "honest_causes": "The clock of the machine is behind, or a document is judged for a day in the past.",
      "next_steps": "Verify date and time zone of the machine. For a day in the past, load a list of that time as well.",
      "clause": "RFC 5280 §5.1.2.4, §6.3.3"
    },
    "crl.signature": {
      "meaning": "The revocation list is not signed by a trusted authority of the State, so it is not used.",
      "honest_causes": "The list was signed with a newer key whose certificate is not in the store.",
      "next_steps": "Bring the State's certificates up to date. Then fetch the list from another place in case it was altered on its way.",
      "clause": "RFC 5280 §6.3.3"
    },
    "crl.unsupported": {
      "meaning": "The list covers only a part of the certificates or those of other issuers, which the profile does not allow.",
      "honest_causes": "General purpose authorities publish such lists as a matter of course.",
      "next_steps": "Ask the State for a complete list. The partial one cannot show that a signer was not withdrawn.",
      "clause": "Doc 9303-12 §7.1.4"
    },
    "trust.not_granted": {
      "meaning": "The input holds something that it was not allowed to bring: an authority's certificate where only lists or signers are expected, or a master list without a statement of who may sign it.",
      "honest_causes": "A folder holds certificates beside a master list, and the signer of the list was named as the one to trust.",
      "next_steps": "If you trust the certificate itself, name its file, or allow anchors from the folder.",
      "clause": "Doc 9303-12 §4, App. D.1.1"
    },
    "trust.not_recognised": {
      "meaning": "The input is neither a certificate, a revocation list, a list of a State, PEM, LDIF nor an archive of them.",
      "honest_causes": "A web page was saved in place of the file, or the text was stored in another encoding.",
      "next_steps": "See what the file holds, and fetch it again. The text of the entry names what was found.",
      "clause": "RFC 5280 §4.1, §5.1, RFC 7468, RFC 2849"
    },
    "country.ds_csca_mismatch": {
      "meaning": "Signer and authority name different States: one State's authority may not vouch for another's documents.",
      "honest_causes": "Territories and organisations that issue under the authority of another, and changes of a country's code.",
      "next_steps": "See whether the two codes belong to one issuer. If not, both States should be informed.",
      "clause": "Doc 9303-12 §7.1.1, Table 5"
    },
    "country.ds_mrz_mismatch": {
      "meaning": "The State in the machine readable zone is not the one whose key signed the document.",
      "honest_causes": "A misread code, or an arrangement by which one State makes documents for another.",
      "next_steps": "Read the issuing State on the page again. If the difference remains, treat the document as one that needs a full examination.",
      "clause": "Doc 9303-11 §5.1.1"
    },
    "country.name_mismatch": {
      "meaning": "The signer's certificate names one country in its name and another in its alternative name.",
      "honest_causes": "A template copied from another country's system by the same manufacturer.",
      "next_steps": "Point the State's certification authority to it, and accept its answer for the whole series.",
      "clause": "Doc 9303-12 §7.1.1.2"
    },
    "country.unknown_code": {
      "meaning": "One of the codes to be compared is in no table, so it stays open whether all sources name one State.",
      "honest_causes": "Codes of new States and organisations, and codes of test systems.",
      "next_steps": "Check if a newer version of this software knows the code; otherwise compare by eye.",
      "clause": "Doc 9303-3 §5"
    },
    "chip.not_announced": {
      "meaning": "The signed files do not mention this protocol, so the chip cannot prove itself by it.",
      "honest_causes": "The protocol is optional, and the majority of documents support one of them at most.",
      "next_steps": "No action is needed for this protocol. Without any proof by the chip a copy cannot be excluded, so compare the printed page and the face with care.",
      "clause": "Doc 9303-11 §6"
    },
    "chip.not_performed": {
      "meaning": "The chip offers to prove that it is the original, and the terminal did not ask for it.",
      "honest_causes": "Data that were stored or sent can no longer be asked; some terminals leave the step out for speed.",
      "next_steps": "If the document is at hand, read it with a terminal that performs the protocol. A copy of the data alone stays possible otherwise.",
      "clause": "Doc 9303-11 §6"
    },
    "chip.key_not_authenticated": {
      "meaning": "The chip proved a key, but that key is not one that the issuing State signed; anybody can prove a key of their own.",
      "honest_causes": "The signature could not be confirmed for want of certificates, and the proof falls with it.",
      "next_steps": "Settle the result of the signature checks first. This one follows.",
      "clause": "Doc 9303-11 §6.1, §6.2"
    },
    "chip.challenge_mismatch": {
      "meaning": "The chip's answer belongs to another question than the one asked, or the question was no random one.",
      "honest_causes": "Records of two sessions were mixed up, or a terminal with a faulty random generator.",
      "next_steps": "Ask the chip again with a fresh question. A recorded answer must never be accepted.",
      "clause": "Doc 9303-11 §6.1"
    },
    "chip.proof_invalid": {
      "meaning": "The chip could not prove that it holds the private key whose public part the State signed: it may be a copy.",
      "honest_causes": "Transmission errors, and a few series whose chips compute by a wrong parameter.",
      "next_steps": "Repeat the reading with another reader. If it fails again, keep the document apart and call for an examination, without presuming what the bearer knew.",
      "clause": "Doc 9303-11 §6.1, §6.2, §4.4.3.5"
    },
    "chip.record_unverified": {
      "meaning": "A record of the chip proving its key was handed over, and it fits. Whoever knows the terminal's keys can write such a record without the chip, and an answer to a known question can be an old one.",
      "honest_causes": "Records that travel with the files of a document, from another office or another program.",
      "next_steps": "If your own terminal made the record, say so. Otherwise read the document itself, or have the chip answer a challenge that you chose.",
      "clause": "Doc 9303-11 §6.1.2.1, §6.2, §4.4.3.5"
    },
    "chip.pace_downgrade": {
      "meaning": "The chip supports the stronger protection of PACE, but the reading was done with less.",
      "honest_causes": "Older terminals know only Basic Access Control, and some try it first.",
      "next_steps": "Configure the terminal to use PACE. If it does already, look for something between it and the chip.",
      "clause": "Doc 9303-11 §4.2"
    },
    "chip.known_defect": {
      "meaning": "The issuing State, or the signer of a defect list, has published that this part of the series is wrong, that its key is no longer secret, or that its signer must not be relied on for now; so it is no proof.",
      "honest_causes": "The defect is the issuer's and is no fault of the person who carries the document.",
      "next_steps": "Follow what the published list says to do with these documents.",
      "clause": "Doc 9303-12 §10"
    },
    "combined.mrz_dg1_mismatch": {
      "meaning": "What is printed and what the chip holds differ, although they are two copies of one text.",
      "honest_causes": "The printed line was misread at the places that the reason names.",
      "next_steps": "Read the printed zone again at just these places. If it stays different, the page or the chip does not belong to the other: refer the document.",
      "clause": "TR-03135-1 §5.7.2"
    },
    "combined.optional_data_only": {
      "meaning": "Printed zone and chip agree in all that identifies the bearer and differ only in the field for the issuer's own use.",
      "honest_causes": "Several issuers leave that field empty in one of the two places.",
      "next_steps": "No action is needed unless other checks ask for one.",
      "clause": "TR-03135-1 §5.7.2"
    },
    "combined.access_without_mrz": {
      "meaning": "The chip was opened by the number on the card, and no printed zone was read to compare with it.",
      "honest_causes": "This is the regular way to read cards from their front side.",
      "next_steps": "Read the zone on the back too if you want to compare card and chip.",
      "clause": "TR-03135-1 §5.7.2"
    },
    "combined.dg11_mismatch": {
      "meaning": "The additional personal details in the chip give another name, date of birth or personal number than the zone.",
      "honest_causes": "Two calendars, a name that was changed, or a correction that reached only one of the two files.",
      "next_steps": "Ask calmly, and for another document that shows it. It does not count in the verdict.",
      "clause": "TR-03135-1 §5.7"
    },
    "combined.dg11_unclear": {
      "meaning": "The additional personal details in the chip speak of what the zone speaks of too, and no rule tells whether they say the same.",
      "honest_causes": "A name in a script that the State writes in Latin letters by rules of its own, or a date that is not written as the standard says.",
      "next_steps": "Compare by eye, or have somebody compare who reads the script. It does not count in the verdict.",
      "clause": "Doc 9303-10 §4.7.11"
    },
    "limit.depth": {
      "meaning": "Structures lie inside each other more deeply than in any genuine file; reading stopped to protect this machine.",
      "honest_causes": "None that is known: genuine files reach half of the limit.",
      "next_steps": "Keep the file for analysis and treat it as unread. The traveller's printed document can be inspected as usual.",
      "clause": "RFC 5652"
    },
    "limit.size": {
      "meaning": "The input is larger than any file of its kind and was not read.",
      "honest_causes": "A file of another kind was picked by mistake.",
      "next_steps": "See what the file is, and give the right one.",
      "clause": "Doc 9303-10 §3"
    },
    "limit.count": {
      "meaning": "There are more candidates or elements than will be tried.",
      "honest_causes": "A trust store into which many lists of test certificates were loaded under one name.",
      "next_steps": "Clean the trust store, or raise the limit in the policy if so many issuers are real.",
      "clause": "Doc 9303-12 App. D.1.1"
    },
    "limit.work": {
      "meaning": "Keys and signatures in this document would cost more arithmetic than one inspection is given, so the rest was left undone.",
      "honest_causes": "No honest document comes near: the budget is hundreds of times what the largest keys in use need.",
      "next_steps": "Take it for what it is, an inspection that was broken off. Keep the files, and examine them without haste.",
      "clause": "TR-03135-1 §3.5.2"
    },
    "deviation.ber": {
      "meaning": "The file uses a looser encoding than the one prescribed; its content is unambiguous all the same.",
      "honest_causes": "New Zealand, among others, has issued documents like this for years.",
      "next_steps": "No action is needed: the file is read and hashed in its original bytes.",
      "clause": "Doc 9303-10 §4.6.2.1, ITU-T X.690 §10"
    },
    "deviation.signed_attributes_not_der": {
      "meaning": "The attributes under the signature are not in the prescribed order or form.",
      "honest_causes": "Signing software that does not sort sets; the signature still covers every byte.",
      "next_steps": "No action is needed: the signature was verified, and its result counts.",
      "clause": "RFC 5652 §5.4"
    },
    "deviation.digest_info_without_null": {
      "meaning": "Inside an RSA signature an empty parameter is left out that the standard wants to see.",
      "honest_causes": "A known dialect of smart cards and hardware modules.",
      "next_steps": "No step follows from this; the hash inside was compared in full.",
      "clause": "RFC 8017 §9.2"
    },
    "deviation.pss_salt_length": {
      "meaning": "The random part of a PSS signature is not as long as its hash.",
      "honest_causes": "Some modules use 20 bytes with every algorithm, as the oldest default says.",
      "next_steps": "Take note only. The security of the signature hardly depends on it.",
      "clause": "RFC 4055 §3.1"
    },
    "deviation.signer_identifier": {
      "meaning": "The signature spells the issuer's name in other characters or string types than the certificate does.",
      "honest_causes": "Two systems of one issuer that encode the same name differently, as in Malaysia's documents.",
      "next_steps": "Continue; the serial number and the signature itself single out the certificate.",
      "clause": "RFC 5652 §5.3, RFC 5280 §7.1"
    },
    "deviation.econtent_type": {
      "meaning": "The content bears an older or national identifier in place of the one of Doc 9303.",
      "honest_causes": "Documents made while the standard was still a draft.",
      "next_steps": "Go on. The content has been read as a list of hashes and was found to be one.",
      "clause": "Doc 9303-10 §4.6.2.2"
    },
    "deviation.country_case": {
      "meaning": "The country code in a certificate is written in small letters.",
      "honest_causes": "Habit; a good number of States do.",
      "next_steps": "Disregard it. Both spellings mean the same State here.",
      "clause": "Doc 9303-12 §7.1.1, Table 5"
    },
    "deviation.key_identifier": {
      "meaning": "A certificate lacks the identifier of a key or has it in an unusual form.",
      "honest_causes": "Certificates from the time before the profile, and home-made issuing systems.",
      "next_steps": "None is needed: issuers were also sought by name and State, and the key decided.",
      "clause": "Doc 9303-12 §7.1.1, RFC 5280 §4.2.1.1"
    },
    "deviation.padding_after_file": {
      "meaning": "Zero bytes follow the end of the file.",
      "honest_causes": "Readers fetch whole blocks, and chips fill the rest with zeros.",
      "next_steps": "Leave it; only the file proper was hashed.",
      "clause": "ISO/IEC 7816-4"
    },
    "deviation.sha1": {
      "meaning": "A digest was made with SHA-1, which is no longer fit for new signatures.",
      "honest_causes": "It was the rule for documents of the first ten years.",
      "next_steps": "For recent dates of issue, consider the document with somewhat more care; for old ones, accept it.",
      "clause": "Doc 9303-12 §4.1.6"
    },
    "deviation.ecdsa_parameters": {
      "meaning": "An ECDSA algorithm has parameters, where none are allowed.",
      "honest_causes": "Software that treats ECDSA as it treats RSA, or copies the key's curve to the signature.",
      "next_steps": "Pass over them: the curve is that of the key, whatever stands there.",
      "clause": "RFC 5758 §3.2"
    },
    "deviation.integer_padding": {
      "meaning": "A number inside a signature is written with more leading zeros than needed.",
      "honest_causes": "Chips that return numbers at full width.",
      "next_steps": "Ignore it; the value of the number is the same.",
      "clause": "ITU-T X.690 §8.3.2"
    },
    "deviation.document_type_list": {
      "meaning": "The list of types that a signer may sign is encoded in another way than the profile says.",
      "honest_causes": "The profile was itself corrected in a later edition.",
      "next_steps": "Rely on the result of ds.document_type, which read the list in its older forms too.",
      "clause": "Doc 9303-12 §7.1.1.6"
    },
    "deviation.version": {
      "meaning": "A version number does not fit what the structure contains.",
      "honest_causes": "Fixed version numbers in a template that grew later.",
      "next_steps": "Proceed as usual. The contents were read as what they are.",
      "clause": "RFC 5652 §5.1, Doc 9303-10 §4.6.2.3"
    },
    "deviation.digest_algorithms": {
      "meaning": "Several places name the digest algorithm and do not agree.",
      "honest_causes": "An algorithm was exchanged in one setting of the signing system and not in the others.",
      "next_steps": "Both algorithms were allowed and used where they stand; report it to the issuer when convenient.",
      "clause": "RFC 5652 §5.1, §5.3"
    },
    "deviation.known_defect": {
      "meaning": "A signed deviation list of the issuer, or a signed defect list, tells of this very fault.",
      "honest_causes": "The published statement is the cause, and it clears the bearer.",
      "next_steps": "Apply the advice in the published list.",
      "clause": "Doc 9303-12 §10"
    },
    "deviation.filler_weight": {
      "meaning": "In a document number longer than nine characters the check digit also counts the filler that marks its length.",
      "honest_causes": "The text of the standard was read in two ways, and both are found on cards.",
      "next_steps": "Accept the digit; every character of the number is still covered.",
      "clause": "Doc 9303-5 §4.2.4"
    },
    "deviation.national_zone": {
      "meaning": "Cells that Doc 9303 fills with a date and its check digit hold fillers, as the order of the issuing State wants.",
      "honest_causes": "Internal passports that never leave their State follow its own rules; the Russian one has no date of expiry.",
      "next_steps": "Take the validity from the visual zone or from the rules for the bearer's age. All other digits were checked.",
      "clause": "Doc 9303-3 §4.8, Doc 9303-4 §4.2.2.2"
    },
    "deviation.time_encoding": {
      "meaning": "A time in a certificate is written with fractions, without seconds, or in the form for other years.",
      "honest_causes": "The two forms of time confuse issuing systems around the year 2050.",
      "next_steps": "Read on. The moment itself is clear.",
      "clause": "RFC 5280 §4.1.2.5"
    },
    "deviation.certificate_profile": {
      "meaning": "A certificate leaves out, adds or marks an extension in another way than its profile wants.",
      "honest_causes": "Profiles changed between editions, and certificates live for fifteen years.",
      "next_steps": "Look only at the entry named in the report if the certificate is recent; otherwise carry on.",
      "clause": "Doc 9303-12 §7.1.1"
    },
    "deviation.serial_number": {
      "meaning": "A certificate has the number zero, a negative number or a very long one.",
      "honest_causes": "Numbers taken from random bytes without a look at the sign.",
      "next_steps": "No consequence: revocation lists name the same number.",
      "clause": "RFC 5280 §4.1.2.2"
    },
    "deviation.string_type": {
      "meaning": "A name is written in a string type that the profile no longer allows.",
      "honest_causes": "Older authorities kept the types of the nineties for compatibility.",
      "next_steps": "No action is needed: names are compared by their letters.",
      "clause": "Doc 9303-12 §7.1.1, Table 5"
    },
    "deviation.master_list_signer": {
      "meaning": "A master list was signed by the authority itself and not by a certificate made for that.",
      "honest_causes": "The German list of 2019 was.",
      "next_steps": "Decide once, when the list is loaded, whether you accept this; inspections need not care.",
      "clause": "Doc 9303-12 §9"
    },
    "deviation.master_list_superseded": {
      "meaning": "Two master lists of one State are trusted together, by their signing times an older and a newer one.",
      "honest_causes": "A new list was added to the folder and the old one was not removed. Certificates that the State has withdrawn since stay trusted.",
      "next_steps": "Keep only the newest list of each State. If the source of the old one is not known, find out: an attacker gains by it.",
      "clause": "Doc 9303-12 §9"
    },
    "deviation.crls_in_signed_data": {
      "meaning": "Revocation lists are packed into a document's signed file. They are not looked at.",
      "honest_causes": "Libraries add them when asked for a complete signature.",
      "next_steps": "Keep using current lists from the State itself.",
      "clause": "Doc 9303-10 §4.6.2.2"
    },
    "deviation.csca_expired": {
      "meaning": "The authority's certificate has ended; the signer that it certified is still in force.",
      "honest_causes": "An authority signs for three to five years and its documents live for ten, so its certificate may end before theirs.",
      "next_steps": "Bring the State's certificates up to date. Most States extend them or publish a newer one of the same key.",
      "clause": "Doc 9303-12 §4.1, App. D.1"
    },
    "deviation.signing_time": {
      "meaning": "The signer's own claim of when it signed lies after the time of inspection.",
      "honest_causes": "The clock of the machine that judges is slow, or the clock of the signing machine was fast.",
      "next_steps": "Look at the clock first. The claim is signed, so it is the State's own; no other result depends on it.",
      "clause": "RFC 5652 §11.3"
    },
    "deviation.image_header": {
      "meaning": "A length in the header of the face image is off by a few bytes.",
      "honest_causes": "Encoders that count the header, or do not.",
      "next_steps": "View the picture; if it shows a whole face, all is well.",
      "clause": "ISO/IEC 19794-5 §5"
    },
    "deviation.active_auth_info": {
      "meaning": "The chip proved its elliptic key, but with a digest that its security infos do not name.",
      "honest_causes": "Several States leave the entry out, and some personalise it from a template of another chip.",
      "next_steps": "Rely on the proof: it holds with one digest only, and no other key could have given it.",
      "clause": "Doc 9303-11 §9.2.4, §6.1.2.3"
    },
    "deviation.security_infos": {
      "meaning": "An announcement of the chip is incomplete, or what the open file says of PACE is missing in the signed one.",
      "honest_causes": "Chips that were designed before the signed file had to repeat it, and entries without any data.",
      "next_steps": "No action is needed: whether the files are genuine was decided by their digests alone.",
      "clause": "Doc 9303-11 §9.2, §9.2.11"
    },
    "truncation_possible": {
      "meaning": "The last cell of the name is in use, so the name may go on where the zone ends.",
      "honest_causes": "Long names do not fit, and a name that fills its field to the last cell looks the same.",
      "next_steps": "Read the whole name in the visual zone, and expect the two to differ in length.",
      "clause": "Doc 9303-4 §4.2.3"
    },
    "name_no_primary": {
      "meaning": "The name field has no primary identifier: it begins with the fillers that should follow one.",
      "honest_causes": "Some issuers write people who have a single name like this.",
      "next_steps": "Take the name as it stands. The visual zone shows how the State writes it.",
      "clause": "Doc 9303-3 §4.6"
    },
    "name_separators": {
      "meaning": "The identifiers are parted by more fillers, or more often, than the grammar of names says.",
      "honest_causes": "A reader took a letter for a filler, or an issuer keeps father's names or titles apart.",
      "next_steps": "Read the line again; if it is as printed, compare with the visual zone.",
      "clause": "Doc 9303-3 §4.6"
    },
    "name_digits": {
      "meaning": "A digit stands in the name, where only letters may.",
      "honest_causes": "0 and O, 1 and I, 8 and B look alike to readers of such print.",
      "next_steps": "Read the name again. `doc9303 mrz-repair` lists the letters that a digit is taken for.",
      "clause": "Doc 9303-3 §4.6"
    },
    "unknown_nationality": {
      "meaning": "The three letters of the nationality are in no table that is known here.",
      "honest_causes": "One of the letters was misread, or the code is newer than this version.",
      "next_steps": "Look the code up in the current list; no check digit covers it.",
      "clause": "Doc 9303-3 §5"
    },
    "code_seen_in_field": {
      "meaning": "A State or nationality is written with letters that are in no list but on real documents, such as DEU for D.",
      "honest_causes": "Offices that fill in forms by hand use the codes they know from elsewhere.",
      "next_steps": "No action is needed: the State that is meant is known.",
      "clause": "Doc 9303-3 §5"
    },
    "code_withdrawn": {
      "meaning": "A code stands for a State that no longer has it.",
      "honest_causes": "The document is old, or names the place where its bearer was born by the name it had then.",
      "next_steps": "Compare with the date of issue: a recent document should have the successor's code.",
      "clause": "Doc 9303-3 §5, ISO 3166-3"
    },
    "document_code_second_letter": {
      "meaning": "The second letter of a passport's code is none of those that every State is to use from 2028 on.",
      "honest_causes": "Until then States choose letters of their own, and passports stay valid until they expire.",
      "next_steps": "No action is needed unless the document was issued after 2027.",
      "clause": "Doc 9303-4 §4.4"
    },
    "long_number_filler_weight": {
      "meaning": "The check digit of a long document number counts the filler in its middle, which the standard leaves out.",
      "honest_causes": "Belgian identity cards did so until about 2020.",
      "next_steps": "No action is needed: the digit fits by the older way of counting.",
      "clause": "Doc 9303-5 §4.2.4"
    },
    "long_number_short": {
      "meaning": "The document number goes on in the optional data although its own field is not full.",
      "honest_causes": "An issuer's software parts the number in the wrong place, or a cell was read as a filler.",
      "next_steps": "Compare the number with the visual zone.",
      "clause": "Doc 9303-5 §4.2.4"
    },
    "long_number_unclosed": {
      "meaning": "No filler follows the check digit of a long document number, so where the number ends is a guess.",
      "honest_causes": "The filler was read as a character, or the issuer uses the last cell as well.",
      "next_steps": "Read the end of that line again, and take the number from the visual zone.",
      "clause": "Doc 9303-5 §4.2.4"
    },
    "check_digit_displaced": {
      "meaning": "The check digit of the document number was moved into the optional data as if the number were longer than it is.",
      "honest_causes": "An issuer writes every number in the long form, even one of nine characters.",
      "next_steps": "Compute the digit by hand over the number if you need certainty; here it counts as wrong.",
      "clause": "Doc 9303-5 §4.2.4"
    },
    "document_number_empty": {
      "meaning": "The field of the document number is empty.",
      "honest_causes": "Some visas and emergency papers are numbered in the visual zone alone.",
      "next_steps": "Take the number from there. The chip cannot be opened with an empty one.",
      "clause": "Doc 9303-4 §4.2.2.2"
    },
    "optional_check_digit_filler": {
      "meaning": "The personal number is empty and its check digit is a filler in place of 0.",
      "honest_causes": "The standard allows either, so States do either.",
      "next_steps": "No action is needed: a zone that differs from the chip in this cell alone is the same.",
      "clause": "Doc 9303-4 §4.2.2.2"
    },
    "date_unknown": {
      "meaning": "A date consists of fillers: the issuer did not know it.",
      "honest_causes": "Births were not recorded everywhere and at all times.",
      "next_steps": "Use other data to identify the person; this document does not show the age.",
      "clause": "Doc 9303-3 §4.8"
    },
    "date_partially_unknown": {
      "meaning": "A part of a date, as a rule the day or the month, consists of fillers.",
      "honest_causes": "Many registers keep the year of a birth and no more.",
      "next_steps": "Compare with X in the visual zone, which stands for the same.",
      "clause": "Doc 9303-3 §4.8"
    },
    "leading_filler": {
      "meaning": "A field begins with a filler, although data start at its left.",
      "honest_causes": "A character was read as a filler, or an issuer aligns numbers to the right.",
      "next_steps": "Compare the field with the visual zone.",
      "clause": "Doc 9303-3 §4.10"
    },
    "specimen": {
      "meaning": "The document is one of Utopia, the State of specimens.",
      "honest_causes": "Somebody tests a reader or shows how it works.",
      "next_steps": "It is not valid for travel: never accept such a document.",
      "clause": "Doc 9303-3 §5 part G"
    },
    "line_breaks_missing": {
      "meaning": "The text had the whole zone on one line, so its lines were split by their length alone.",
      "honest_causes": "Chips store the zone like this, and forms and tables lose line breaks.",
      "next_steps": "No action is needed if the fields are as printed. If the zone lost a character as well, its length does not show it.",
      "clause": "Doc 9303-10 §4.7.1"
    },
    "national_exception": {
      "meaning": "By an order of its State the document has fillers where Doc 9303 has a date and its check digit.",
      "honest_causes": "Russian internal passports have no date of expiry; they are exchanged at certain ages.",
      "next_steps": "Tell the validity from the age of the bearer. Every other check digit counts as always.",
      "clause": "Doc 9303-3 §4.8"
    },
    "successful": {
      "meaning": "The check was performed, and it holds.",
      "honest_causes": "",
      "next_steps": "",
      "clause": "TR-03135-1 §5"
    },
    "failed": {
      "meaning": "The check was performed, and it does not hold.",
      "honest_causes": "",
      "next_steps": "",
      "clause": "TR-03135-1 §5"
    },
    "undetermined": {
      "meaning": "What was given does not decide it: neither for nor against the document.",
      "honest_causes": "",
      "next_steps": "",
      "clause": "TR-03135-1 §5"
    },
    "not_supported": {
      "meaning": "The document lacks the feature, so it cannot be checked.",
      "honest_causes": "",
      "next_steps": "",
      "clause": "TR-03135-1 §5"
    },
    "aborted": {
      "meaning": "The procedure broke off; this is no evidence of anything.",
      "honest_causes": "",
      "next_steps": "",
      "clause": "TR-03135-1 §5"
    },
    "mandatory": {
      "meaning": "The check always counts towards the verdict.",
      "honest_causes": "",
      "next_steps": "",
      "clause": "TR-03135-1 §5"
    },
    "optional": {
      "meaning": "The check counts towards the verdict where it was decided.",
      "honest_causes": "",
      "next_steps": "",
      "clause": "TR-03135-1 §5"
    },
    "evaluatory": {
      "meaning": "The check is reported and never counts towards the verdict.",
      "honest_causes": "",
      "next_steps": "",
      "clause": "TR-03135-1 §5"
    },
    "optical": {
      "meaning": "What is printed: the checks of the machine readable zone.",
      "honest_causes": "",
      "next_steps": "",
      "clause": "TR-03135-1 §5"
    },
    "electronic": {
      "meaning": "What the chip holds and who signed it: the checks of its files, certificates and keys.",
      "honest_causes": "",
      "next_steps": "",
      "clause": "TR-03135-1 §5"
    },
    "combined": {
      "meaning": "What several sources say together, and whether the document has expired.",
      "honest_causes": "",
      "next_steps": "",
      "clause": "TR-03135-1 §5"
    },
    "document_signer": {
      "meaning": "The certificate whose key signed the chip's files.",
      "honest_causes": "",
      "next_steps": "",
      "clause": "Doc 9303-12 §4"
    },
    "csca": {
      "meaning": "The root certificate of a State, which signs its Document Signers.",
      "honest_causes": "",
      "next_steps": "",
      "clause": "Doc 9303-12 §4"
    },
    "csca_link": {
      "meaning": "A certificate by which the older key of a State signs its newer one.",
      "honest_causes": "",
      "next_steps": "",
      "clause": "Doc 9303-12 §4"
    },
    "TD1": {
      "meaning": "A card with three lines of 30 characters.",
      "honest_causes": "",
      "next_steps": "",
      "clause": "Doc 9303-5 §4.2"
    },
    "TD2": {
      "meaning": "A card or sheet with two lines of 36 characters.",
      "honest_causes": "",
      "next_steps": "",
      "clause": "Doc 9303-6 §4.2"
    },
    "TD3": {
      "meaning": "A passport book with two lines of 44 characters.",
      "honest_causes": "",
      "next_steps": "",
      "clause": "Doc 9303-4 §4.2"
    },
    "MRV-A": {
      "meaning": "A visa with two lines of 44 characters.",
      "honest_causes": "",
      "next_steps": "",
      "clause": "Doc 9303-7 §4.2"
    },
    "MRV-B": {
      "meaning": "A visa with two lines of 36 characters.",
      "honest_causes": "",
      "next_steps": "",
      "clause": "Doc 9303-7 §5.2"
    },
    "ID-FRA": {
      "meaning": "A French identity card issued from 1988 to 2021, with two lines of 36 characters.",
      "honest_causes": "",
      "next_steps": "",
      "clause": "national"
    },
    "DL-1": {
      "meaning": "A driving licence with one line of 30 characters, as France issues it.",
      "honest_causes": "",
      "next_steps": "",
      "clause": "ISO/IEC 18013-3"
    },
    "DL-NLD": {
      "meaning": "A driving licence with one line of 30 characters, as the Netherlands issue it.",
      "honest_causes": "",
      "next_steps": "",
      "clause": "ISO/IEC 18013-3"
    },
    "DL-CHE": {
      "meaning": "A driving licence of Switzerland or Liechtenstein with lines of 9, 30 and 30 characters.",
      "honest_causes": "",
      "next_steps": "",
      "clause": "national"
    },
    "document_code": {
      "meaning": "The kind of document, one or two letters.",
      "honest_causes": "",
      "next_steps": "",
      "clause": "Doc 9303-4 §4.2, Doc 9303-5 §4.2, Doc 9303-6 §4.2, Doc 9303-7 §4.2"
    },
    "issuing_state": {
      "meaning": "The issuing State or organisation, in up to three letters.",
      "honest_causes": "",
      "next_steps": "",
      "clause": "Doc 9303-3 §5"
    },
    "document_number": {
      "meaning": "The number of the document, with its continuation if it has one.",
      "honest_causes": "",
      "next_steps": "",
      "clause": "Doc 9303-4 §4.2, Doc 9303-5 §4.2, Doc 9303-6 §4.2, Doc 9303-7 §4.2"
    },
    "nationality": {
      "meaning": "The nationality of the bearer, in up to three letters.",
      "honest_causes": "",
      "next_steps": "",
      "clause": "Doc 9303-3 §5"
    },
    "birth_date": {
      "meaning": "The date of birth as printed, YYMMDD, with fillers for what is unknown.",
      "honest_causes": "",
      "next_steps": "",
      "clause": "Doc 9303-3 §4.8"
    },
    "expiry_date": {
      "meaning": "The last day on which the document is valid, as printed, YYMMDD.",
      "honest_causes": "",
      "next_steps": "",
      "clause": "Doc 9303-3 §4.8"
    },
    "sex": {
      "meaning": "M, F, or a filler where it is not specified.",
      "honest_causes": "",
      "next_steps": "",
      "clause": "Doc 9303-4 §4.2, Doc 9303-5 §4.2, Doc 9303-6 §4.2, Doc 9303-7 §4.2"
    },
    "personal_number": {
      "meaning": "The personal number or other optional data of a passport.",
      "honest_causes": "",
      "next_steps": "",
      "clause": "Doc 9303-4 §4.2.2.2"
    },
    "optional_data": {
      "meaning": "What the issuing State adds at the end of the last line.",
      "honest_causes": "",
      "next_steps": "",
      "clause": "Doc 9303-4 §4.2, Doc 9303-5 §4.2, Doc 9303-6 §4.2, Doc 9303-7 §4.2"
    },
    "optional_data_1": {
      "meaning": "What the issuing State adds in the first line of a card.",
      "honest_causes": "",
      "next_steps": "",
      "clause": "Doc 9303-5 §4.2.2"
    },
    "optional_data_2": {
      "meaning": "What the issuing State adds in the second line of a card.",
      "honest_causes": "",
      "next_steps": "",
      "clause": "Doc 9303-5 §4.2.2"
    },
    "issue_month": {
      "meaning": "Year and month of issue, YYMM, at the start of the number of a French identity card.",
      "honest_causes": "",
      "next_steps": "",
      "clause": "national"
    },
    "department": {
      "meaning": "The department that issued a French identity card.",
      "honest_causes": "",
      "next_steps": "",
      "clause": "national"
    },
    "office": {
      "meaning": "The office of the department that issued a French identity card.",
      "honest_causes": "",
      "next_steps": "",
      "clause": "national"
    },
    "primary_identifier": {
      "meaning": "The family name, as a rule, with a space between its parts.",
      "honest_causes": "",
      "next_steps": "",
      "clause": "Doc 9303-3 §4.6"
    },
    "secondary_identifier": {
      "meaning": "The given names, as a rule, with a space between them.",
      "honest_causes": "",
      "next_steps": "",
      "clause": "Doc 9303-3 §4.6"
    },
    "composite": {
      "meaning": "What the last check digit covers: several fields at once.",
      "honest_causes": "",
      "next_steps": "",
      "clause": "Doc 9303-3 §4.9"
    },
    "spanish_dni": {
      "meaning": "The number of a Spanish identity card, with its own letter as check.",
      "honest_causes": "",
      "next_steps": "",
      "clause": "national"
    },
    "belgian_national_register": {
      "meaning": "The Belgian national register number, with its own check digits.",
      "honest_causes": "",
      "next_steps": "",
      "clause": "national"
    },
    "dutch_bsn": {
      "meaning": "The Dutch citizen service number, with its own check.",
      "honest_causes": "",
      "next_steps": "",
      "clause": "national"
    },
    "swedish_personal_number": {
      "meaning": "The Swedish personal identity number, with its own check digit.",
      "honest_causes": "",
      "next_steps": "",
      "clause": "national"
    },
    "estonian_personal_code": {
      "meaning": "The Estonian personal identification code, with its own check digit.",
      "honest_causes": "",
      "next_steps": "",
      "clause": "national"
    },
    "portuguese_citizen_card": {
      "meaning": "The number of a Portuguese citizen card, with its own check digit.",
      "honest_causes": "",
      "next_steps": "",
      "clause": "national"
    },
    "equal": {
      "meaning": "The two names are the same, letter for letter.",
      "honest_causes": "",
      "next_steps": "",
      "clause": "Doc 9303-3 §6"
    },
    "equal_by_transliteration": {
      "meaning": "The two names are the same by one of the forms that the standard allows.",
      "honest_causes": "",
      "next_steps": "",
      "clause": "Doc 9303-3 §6"
    },
    "truncated": {
      "meaning": "The name of the zone was cut; what it holds agrees.",
      "honest_causes": "",
      "next_steps": "",
      "clause": "Doc 9303-4 §4.2.3"
    },
    "different": {
      "meaning": "The two names differ.",
      "honest_causes": "",
      "next_steps": "",
      "clause": "Doc 9303-3 §6"
    },
    "intact": {
      "meaning": "A repair finds no error in the zone.",
      "honest_causes": "",
      "next_steps": "",
      "clause": "Doc 9303-3 §4.9"
    },
    "unique": {
      "meaning": "Exactly one repair makes the zone whole, and check digits prove it.",
      "honest_causes": "",
      "next_steps": "",
      "clause": "Doc 9303-3 §4.9"
    },
    "ambiguous": {
      "meaning": "Several repairs make the zone whole; it alone cannot decide.",
      "honest_causes": "",
      "next_steps": "",
      "clause": "Doc 9303-3 §4.9"
    },
    "unproven": {
      "meaning": "What was read can be made to fit, but no check digit proves it.",
      "honest_causes": "",
      "next_steps": "",
      "clause": "Doc 9303-3 §4.9"
    },
    "hopeless": {
      "meaning": "No repair with few changes makes the zone whole.",
      "honest_causes": "",
      "next_steps": "",
      "clause": "Doc 9303-3 §4.9"
    },
    "unreadable": {
      "meaning": "The text is no zone, and no repair makes it one.",
      "honest_causes": "",
      "next_steps": "",
      "clause": "Doc 9303-3 §4.1"
    }
  }
};
