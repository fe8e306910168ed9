/*
 * doc9303: decides whether a travel document is genuine (ICAO Doc 9303), and reads its chip. Written from the sources by `make docs`.
 *
 * Handles. `doc9303_trust`, `_policy`, `_document`, `_report`, `_reader`, `_text` and `_error` are handles: numbers that name what the
 * library holds, and no addresses. What a function makes belongs to the caller, who frees it once with the function that ends in `_free`;
 * NULL is no harm there. A handle that was freed, or is one of another kind, gives DOC9303_STATUS_INVALID_HANDLE, always: no number is
 * given twice. A handle that is never freed stays until the process ends.
 *
 * Pointers. Text is UTF-8, given by a pointer and its length in bytes; a zero at its end is neither needed nor counted. NULL with a length
 * of zero is an empty text. Everything that is handed over is copied, and may go when the call returns. Whoever calls promises that behind
 * each pointer there are so many bytes, or a place that is aligned for what is written there, and that nobody else changes them during the
 * call. NULL is told; other pointers to nowhere cannot be. A place for a handle holds NULL after a call that fails.
 *
 * Errors. Each call returns a status. Functions that can fail for more than one reason take a place for an error as their last argument,
 * which may be NULL: after a failure it holds a handle with a stable code and a sentence, which the caller frees, and NULL otherwise. There
 * is no last error of a thread, so that runtimes that move work between threads lose none. No message repeats what a document holds.
 *
 * Panics. No panic of the library and no exception of a callback passes a function: the status is DOC9303_STATUS_PANIC. A library that the
 * system has no memory for ends the process, as in every program.
 *
 * Threads. Every function may be called from every thread at any time, with the same handles too. Calls that read a trust store, a
 * policy or a report run side by side; one that changes a store or a document waits until the others are through; a reader refuses a
 * call with DOC9303_STATUS_BUSY while it works on another. One thread may free a handle while another works with it: that call ends as
 * it would have. Only the bytes that `doc9303_text_data` and `doc9303_error_message` show end with their handle. The callbacks of a
 * reader run on the thread that called. After fork() a child uses the library only if no other thread was within it.
 *
 * The library reads no clock, no file and no environment and bundles no trust anchor: time and trust are arguments. Randomness, which only a
 * reader needs, is the operating system's.
 */


#ifndef DOC9303_H
#define DOC9303_H

#include <stddef.h>
#include <stdint.h>

// What a call comes to. Values keep their meaning; a later version may add more.
typedef enum doc9303_status {
    // The call did what it was asked.
    DOC9303_STATUS_OK = 0,
    // A pointer is NULL, or not aligned, where one is needed.
    DOC9303_STATUS_NULL_POINTER = 1,
    // A handle was freed, or names something of another kind.
    DOC9303_STATUS_INVALID_HANDLE = 2,
    // A text is not UTF-8.
    DOC9303_STATUS_INVALID_UTF8 = 3,
    // More bytes than this argument can have.
    DOC9303_STATUS_INVALID_LENGTH = 4,
    // An argument that cannot be meant: no policy, language, engine or time of this name, or a call at the wrong time.
    DOC9303_STATUS_INVALID_ARGUMENT = 5,
    // The bytes are not what they are given for. The error has the code that a report would have, such as `file.malformed`.
    DOC9303_STATUS_REFUSED = 6,
    // There is no such entry, group or word.
    DOC9303_STATUS_NOT_FOUND = 7,
    // Another call is working with this handle, on another thread or around this one.
    DOC9303_STATUS_BUSY = 8,
    // The chip was not read to its end. The error says why; what was read until then is kept.
    DOC9303_STATUS_NOT_READ = 9,
    // A fault within the library, or an exception of a callback. The handles of the call can be freed and nothing else.
    DOC9303_STATUS_PANIC = 10,
} doc9303_status;

// What a check, or all of them, come to.
typedef enum doc9303_outcome {
    // Performed, and it holds.
    DOC9303_OUTCOME_SUCCESSFUL = 0,
    // Performed, and it does not hold.
    DOC9303_OUTCOME_FAILED = 1,
    // Could not be decided from what is at hand.
    DOC9303_OUTCOME_UNDETERMINED = 2,
    // The document lacks the feature, so there is nothing to check.
    DOC9303_OUTCOME_NOT_SUPPORTED = 3,
    // An error of the procedure; never evidence.
    DOC9303_OUTCOME_ABORTED = 4,
} doc9303_outcome;

// What an input may bring. Nothing that it holds gives more.
typedef enum doc9303_allow {
    // The caller names the input as trust: self-signed CSCA certificates in it are anchors.
    DOC9303_ALLOW_ANCHORS = 0,
    // What counts under an anchor that came another way: links, Document Signers, revocation, deviation and defect lists.
    DOC9303_ALLOW_UNDER_ANCHORS = 1,
    // Revocation lists alone.
    DOC9303_ALLOW_REVOCATION = 2,
} doc9303_allow;

// Who may have signed a master list.
typedef enum doc9303_list_signer {
    // No master list is taken.
    DOC9303_LIST_SIGNER_NOBODY = 0,
    // Whoever signed it: the list came on a path that the caller trusts.
    DOC9303_LIST_SIGNER_ANYBODY = 1,
    // A signer whose issuer is in the store already.
    DOC9303_LIST_SIGNER_STORE = 2,
    // The signer of the certificate that is given, or whom the CSCA of that certificate certified.
    DOC9303_LIST_SIGNER_CERTIFICATE = 3,
} doc9303_list_signer;

// Everything that is known of one document: its zones, its seal, its chip. Nothing of it is judged before `doc9303_judge`.
typedef struct doc9303_document doc9303_document;

// Why a call failed: a stable code and a sentence. It names no person and repeats nothing of a document.
typedef struct doc9303_error doc9303_error;

// The rules to judge by: how checks count, what is tolerated, and the limits of what is read.
typedef struct doc9303_policy doc9303_policy;

// A reading of one chip: opens it with PACE or Basic Access Control, has it prove its keys, and reads its files. Randomness is that of the
// operating system.
typedef struct doc9303_reader doc9303_reader;

// One document, judged: for every check an outcome, a reason, a clause and a weight. It never changes.
typedef struct doc9303_report doc9303_report;

// A text that the library made, in UTF-8.
typedef struct doc9303_text doc9303_text;

// Whom to trust: CSCA certificates, and what counts under them. An empty store trusts nobody.
typedef struct doc9303_trust doc9303_trust;

// Sends a command of `length` bytes to the chip and writes its response, the status of two bytes at its end, into `response`, where
// `capacity` bytes have room, and its length into `response_length`. Returns zero, or anything else if no response comes: the chip left
// the field. `context` is what the caller of `doc9303_reader_read` gave.
typedef int (*doc9303_transmit)(void *context,
                                const uint8_t *command,
                                size_t length,
                                uint8_t *response,
                                size_t capacity,
                                size_t *response_length);

// Waits for a chip that left the field. Returns zero when it is there again, or anything else to give up.
typedef int (*doc9303_reconnect)(void *context);

// What became of an input.
typedef struct doc9303_import {
    // Entries that are new in the store.
    size_t added;
    // Entries that the store had already.
    size_t known;
    // Entries that were refused; `doc9303_trust_rejected` says which and why.
    size_t rejected;
} doc9303_import;

// What a store holds.
typedef struct doc9303_trust_content {
    // CSCA certificates that are trusted.
    size_t anchors;
    // Candidates for Document Signers.
    size_t document_signers;
    // Revocation lists.
    size_t crls;
    // Master lists.
    size_t master_lists;
    // Deviation and defect lists.
    size_t deviation_lists;
    // How many of these are not used, since no anchor certifies their signer.
    size_t unverified_deviation_lists;
} doc9303_trust_content;

#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

// A document of which nothing is known.
enum doc9303_status doc9303_document_new(struct doc9303_document **document, struct doc9303_error **error);

// Gives the printed zone, its lines parted by LF, CR or both. A zone that cannot be read is a result of the report.
enum doc9303_status doc9303_document_set_mrz(struct doc9303_document *document,
                                             const char *mrz,
                                             size_t mrz_length,
                                             struct doc9303_error **error);

// Gives the zone of a visa, where the other zone is that of the passport that it was given for.
enum doc9303_status doc9303_document_set_visa_mrz(struct doc9303_document *document,
                                                  const char *mrz,
                                                  size_t mrz_length,
                                                  struct doc9303_error **error);

// Gives what the barcode of the document's seal holds, bytes or text.
enum doc9303_status doc9303_document_set_seal(struct doc9303_document *document,
                                              const uint8_t *seal,
                                              size_t seal_length,
                                              struct doc9303_error **error);

// Gives the virtual component of a Digital Travel Credential: its files are judged in the place of a chip where none is given, and
// compared with the chip's otherwise.
enum doc9303_status doc9303_document_set_dtc(struct doc9303_document *document,
                                             const uint8_t *dtc,
                                             size_t dtc_length,
                                             struct doc9303_error **error);

// Adds a file of the chip, or what a terminal recorded of it, such as `active_auth.json`: known by its name, such as EF.SOD, EF_DG1.bin
// or 011D, or by its content where the name says nothing and the content leaves no doubt. Its bytes are copied.
//
// The status is REFUSED for what is neither, and for a file that was given before with other content: those are of two chips.
enum doc9303_status doc9303_document_add_file(struct doc9303_document *document,
                                              const char *name,
                                              size_t name_length,
                                              const uint8_t *bytes,
                                              size_t length,
                                              struct doc9303_error **error);

// Gives a session that `doc9303_reader_session` or `doc9303 read --session` kept: the chip is read again from it, and every step
// checked. It counts as handed over unless `doc9303_document_set_records` says otherwise.
enum doc9303_status doc9303_document_set_session(struct doc9303_document *document,
                                                 const uint8_t *session,
                                                 size_t session_length,
                                                 struct doc9303_error **error);

// Says whose terminal made the records or the session: `own_terminal` for the caller's, just now, with keys and a challenge of its own
// choice, or `handed_over`, which is so unless this says otherwise: somebody could have written or kept them.
enum doc9303_status doc9303_document_set_records(struct doc9303_document *document,
                                                 const char *records,
                                                 size_t records_length,
                                                 struct doc9303_error **error);

// Gives the challenge of eight bytes that the caller chose for Active Authentication, known apart from the record of it.
enum doc9303_status doc9303_document_set_active_auth_challenge(struct doc9303_document *document,
                                                               const uint8_t *challenge,
                                                               size_t challenge_length,
                                                               struct doc9303_error **error);

// Frees a document. NULL is no harm.
enum doc9303_status doc9303_document_free(struct doc9303_document *document);

// The sentence of an error, in English. It ends with the handle.
enum doc9303_status doc9303_error_message(const struct doc9303_error *error,
                                          const char **data,
                                          size_t *length);

// The stable code of an error: that of the library, such as `file.malformed`, that of the reader, such as `refused`, or one that
// begins with `argument.`. It stays for as long as the library is loaded.
enum doc9303_status doc9303_error_code(const struct doc9303_error *error,
                                       const char **data,
                                       size_t *length);

// Frees an error. NULL is no harm.
enum doc9303_status doc9303_error_free(struct doc9303_error *error);

// The policy of this name: `icao`, `archive` or `strict`.
enum doc9303_status doc9303_policy_new(const char *name,
                                       size_t name_length,
                                       struct doc9303_policy **policy,
                                       struct doc9303_error **error);

// A policy written in TOML; `core/policies/icao.toml` of the project shows every switch.
enum doc9303_status doc9303_policy_from_toml(const char *toml,
                                             size_t toml_length,
                                             struct doc9303_policy **policy,
                                             struct doc9303_error **error);

// Whose code verifies the signatures of documents: `ring` where it can, which is so from the start, `own` everywhere, or `agree`, where
// both must accept.
enum doc9303_status doc9303_policy_set_engine(struct doc9303_policy *policy,
                                              const char *engine,
                                              size_t engine_length,
                                              struct doc9303_error **error);

// Frees a policy. NULL is no harm.
enum doc9303_status doc9303_policy_free(struct doc9303_policy *policy);

// A reading that has sent nothing yet.
enum doc9303_status doc9303_reader_new(struct doc9303_reader **reader, struct doc9303_error **error);

// Gives the printed zone, which opens the chip and is compared with it.
enum doc9303_status doc9303_reader_set_mrz(struct doc9303_reader *reader,
                                           const char *mrz,
                                           size_t mrz_length,
                                           struct doc9303_error **error);

// Gives the card access number, which opens the chip before the zone does.
enum doc9303_status doc9303_reader_set_can(struct doc9303_reader *reader,
                                           const char *can,
                                           size_t can_length,
                                           struct doc9303_error **error);

// Whether commands of extended length are negotiated, for readers that carry them: 1, or 0, which is so from the start.
enum doc9303_status doc9303_reader_set_extended(struct doc9303_reader *reader,
                                                int extended,
                                                struct doc9303_error **error);

// Whether Basic Access Control is tried when PACE failed: 1, or 0, which is so from the start. The report tells it.
enum doc9303_status doc9303_reader_set_allow_bac_after_pace(struct doc9303_reader *reader,
                                                            int allow,
                                                            struct doc9303_error **error);

// Reads the chip, on this thread, until all is read. `transmit` is called for every command, and `reconnect`, which may be NULL, when the
// chip left the field. The callbacks throw nothing and leave by returning alone; they may call every function with other handles.
//
// The status is NOT_READ if the chip was not read to the end; `doc9303_reader_document` gives what was read until then. A reader reads
// once.
enum doc9303_status doc9303_reader_read(struct doc9303_reader *reader,
                                        doc9303_transmit transmit,
                                        doc9303_reconnect reconnect,
                                        void *context,
                                        struct doc9303_error **error);

// The document with everything that was read and proved, and with the zone that was given. The keys and the challenge were this
// terminal's, so the proofs count. The status is NOT_READ if the chip was not opened.
enum doc9303_status doc9303_reader_document(const struct doc9303_reader *reader,
                                            struct doc9303_document **document,
                                            struct doc9303_error **error);

// The whole session as JSON, for `doc9303_document_set_session` and `doc9303 inspect --session`. It holds the password and everything that
// was read, and is as private as the document.
enum doc9303_status doc9303_reader_session(const struct doc9303_reader *reader,
                                           struct doc9303_text **json,
                                           struct doc9303_error **error);

// How the session went, as JSON without anything personal. It proves nothing any more, and says so.
enum doc9303_status doc9303_reader_session_log(const struct doc9303_reader *reader,
                                               struct doc9303_text **json,
                                               struct doc9303_error **error);

// Frees a reader. NULL is no harm.
enum doc9303_status doc9303_reader_free(struct doc9303_reader *reader);

// Judges a document against what is trusted, what is allowed and a point in time, in seconds since 1970 in UTC. Whatever is wrong with
// the document is a result of the report. The status is REFUSED for files that no chip can have, or records that are none, and
// INVALID_ARGUMENT where nothing of the document was given.
enum doc9303_status doc9303_judge(const struct doc9303_document *document,
                                  const struct doc9303_trust *trust,
                                  const struct doc9303_policy *policy,
                                  int64_t at,
                                  struct doc9303_report **report,
                                  struct doc9303_error **error);

// The verdict: the sum of the results that count by the policy.
enum doc9303_status doc9303_report_verdict(const struct doc9303_report *report,
                                           enum doc9303_outcome *verdict,
                                           struct doc9303_error **error);

// The outcome of one group of checks: `optical`, `electronic` or `combined`. The status is NOT_FOUND if no check of it was made.
//
// A zone without a chip can be successful, and anybody can print one: before you rely on a document, ask for `electronic`.
enum doc9303_status doc9303_report_group(const struct doc9303_report *report,
                                         const char *group,
                                         size_t group_length,
                                         enum doc9303_outcome *outcome,
                                         struct doc9303_error **error);

// How many checks the report has a result for.
enum doc9303_status doc9303_report_checks(const struct doc9303_report *report,
                                          size_t *count,
                                          struct doc9303_error **error);

// The id of a check, such as `ds.signature`, by its number from zero. It stays for as long as the library is loaded.
enum doc9303_status doc9303_report_check_id(const struct doc9303_report *report,
                                            size_t number,
                                            const char **data,
                                            size_t *length,
                                            struct doc9303_error **error);

// The outcome of a check.
enum doc9303_status doc9303_report_check_outcome(const struct doc9303_report *report,
                                                 size_t number,
                                                 enum doc9303_outcome *outcome,
                                                 struct doc9303_error **error);

// Whether a check counts towards the verdict: 1 or 0.
enum doc9303_status doc9303_report_check_counts(const struct doc9303_report *report,
                                                size_t number,
                                                int *counts,
                                                struct doc9303_error **error);

// The code of a check's reason, such as `csca.not_found`; NULL and zero for a check without one, which is successful. It stays for as
// long as the library is loaded.
enum doc9303_status doc9303_report_check_reason(const struct doc9303_report *report,
                                                size_t number,
                                                const char **data,
                                                size_t *length,
                                                struct doc9303_error **error);

// The reason of a check as a sentence in a language (`en`, `de`, `es`, `fr`, `it` or `ru`); empty for a check without one.
enum doc9303_status doc9303_report_check_text(const struct doc9303_report *report,
                                              size_t number,
                                              const char *language,
                                              size_t language_length,
                                              struct doc9303_text **text,
                                              struct doc9303_error **error);

// The whole report as JSON, the bytes that `doc9303 inspect --json` prints without the end of the line. `redact` is 1 to leave out
// everything personal, or 0.
enum doc9303_status doc9303_report_json(const struct doc9303_report *report,
                                        int redact,
                                        struct doc9303_text **json,
                                        struct doc9303_error **error);

// Frees a report. NULL is no harm.
enum doc9303_status doc9303_report_free(struct doc9303_report *report);

// The stable name of an `enum doc9303_outcome`, such as `not_supported`. It stays for as long as the library is loaded.
enum doc9303_status doc9303_outcome_name(int outcome,
                                         const char **data,
                                         size_t *length,
                                         struct doc9303_error **error);

// The bytes of a text and how many they are; a zero follows them, which is not counted. They end with the handle.
enum doc9303_status doc9303_text_data(const struct doc9303_text *text,
                                      const char **data,
                                      size_t *length);

// Frees a text. NULL is no harm.
enum doc9303_status doc9303_text_free(struct doc9303_text *text);

// An empty store.
enum doc9303_status doc9303_trust_new(struct doc9303_trust **trust, struct doc9303_error **error);

// Adds whatever an input holds, recognised by its structure: certificates, revocation lists, deviation and defect lists, PKD exports in
// LDIF, PEM, PKCS #7 bundles and ZIP archives of them. `allow` is one of `enum doc9303_allow`. Master lists are refused; see
// `doc9303_trust_add_with_lists`.
//
// `name` is that of the file, for messages. `import` may be NULL. The status is REFUSED if the store can use nothing of the input.
enum doc9303_status doc9303_trust_add(struct doc9303_trust *trust,
                                      const char *name,
                                      size_t name_length,
                                      const uint8_t *bytes,
                                      size_t length,
                                      int allow,
                                      struct doc9303_import *import,
                                      struct doc9303_error **error);

// The same, with a word on who may have signed master lists: `list_signer` is one of `enum doc9303_list_signer`, and `signer` the
// certificate that CERTIFICATE speaks of, in DER or PEM, or NULL.
enum doc9303_status doc9303_trust_add_with_lists(struct doc9303_trust *trust,
                                                 const char *name,
                                                 size_t name_length,
                                                 const uint8_t *bytes,
                                                 size_t length,
                                                 int allow,
                                                 int list_signer,
                                                 const uint8_t *signer,
                                                 size_t signer_length,
                                                 struct doc9303_import *import,
                                                 struct doc9303_error **error);

// Whose code verifies the signatures of what is added from now on: `ring` where it can, `own` everywhere, or `agree`.
enum doc9303_status doc9303_trust_set_engine(struct doc9303_trust *trust,
                                             const char *engine,
                                             size_t engine_length,
                                             struct doc9303_error **error);

// What the store holds.
enum doc9303_status doc9303_trust_counts(const struct doc9303_trust *trust,
                                         struct doc9303_trust_content *counts,
                                         struct doc9303_error **error);

// What was handed over and not taken, a line each: the name, a colon, why, and the code in brackets.
enum doc9303_status doc9303_trust_rejected(const struct doc9303_trust *trust,
                                           struct doc9303_text **text,
                                           struct doc9303_error **error);

// Frees a store. NULL is no harm.
enum doc9303_status doc9303_trust_free(struct doc9303_trust *trust);

// What a word of a report says, as one sentence in a language (`en`, `de`, `es`, `fr`, `it` or `ru`): a check, a code, an outcome and so
// on. The status is NOT_FOUND for words that no report has.
enum doc9303_status doc9303_meaning(const char *word,
                                    size_t word_length,
                                    const char *language,
                                    size_t language_length,
                                    struct doc9303_text **text,
                                    struct doc9303_error **error);

// The same at length, as a JSON object: `kind`, `word`, `title`, `meaning`, `honest_causes`, `next_steps` and `clause`. Languages
// besides English have no causes and next steps of codes.
enum doc9303_status doc9303_explain(const char *word,
                                    size_t word_length,
                                    const char *language,
                                    size_t language_length,
                                    struct doc9303_text **json,
                                    struct doc9303_error **error);

// A point in time from text, a date such as `2026-06-01` or RFC 3339 such as `2026-06-01T12:00:00Z`, in seconds since 1970 in UTC.
enum doc9303_status doc9303_time_parse(const char *text,
                                       size_t text_length,
                                       int64_t *seconds,
                                       struct doc9303_error **error);

// The version of the library, such as `0.1.0`. It stays for as long as the library is loaded.
enum doc9303_status doc9303_version(const char **data, size_t *length);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  /* DOC9303_H */
