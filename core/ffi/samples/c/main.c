/*
 * Judges a genuine and a forged passport of the State of Utopia, and reads and judges a live one.
 *
 *   sample VECTORS PORT [JSON]
 *
 * VECTORS is the folder fixtures/vectors, PORT where a virtual chip comes to (`doc9303 chip --vpcd 127.0.0.1:PORT`). The report on the
 * forged passport is written into the file JSON.
 */
#include <dirent.h>
#include <doc9303.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "chip.h"

struct bytes {
    uint8_t *data;
    size_t length;
};

/* Ends the program if a call failed. */
static void check(doc9303_status status, doc9303_error *error) {
    const char *code, *message;
    size_t code_length, length;
    if (status == DOC9303_STATUS_OK) {
        return;
    }
    if (doc9303_error_code(error, &code, &code_length) == DOC9303_STATUS_OK &&
        doc9303_error_message(error, &message, &length) == DOC9303_STATUS_OK) {
        fprintf(stderr, "status %d, %.*s: %.*s\n", status, (int)code_length, code, (int)length, message);
    }
    exit(EXIT_FAILURE);
}

static struct bytes read_file(const char *folder, const char *name) {
    struct bytes bytes = {NULL, 0};
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "rb");
    if (file == NULL || fseek(file, 0, SEEK_END) != 0) {
        perror(path);
        exit(EXIT_FAILURE);
    }
    bytes.length = (size_t)ftell(file);
    bytes.data = malloc(bytes.length + 1);
    rewind(file);
    if (bytes.data == NULL || fread(bytes.data, 1, bytes.length, file) != bytes.length) {
        perror(path);
        exit(EXIT_FAILURE);
    }
    fclose(file);
    return bytes;
}

/* Calls a function with every file of a folder. */
static void each_file(const char *folder, void (*add)(void *, const char *, struct bytes), void *to) {
    DIR *directory = opendir(folder);
    struct dirent *entry;
    if (directory == NULL) {
        perror(folder);
        exit(EXIT_FAILURE);
    }
    while ((entry = readdir(directory)) != NULL) {
        if (entry->d_name[0] != '.') {
            struct bytes bytes = read_file(folder, entry->d_name);
            add(to, entry->d_name, bytes);
            free(bytes.data);
        }
    }
    closedir(directory);
}

static void add_trust(void *trust, const char *name, struct bytes bytes) {
    doc9303_error *error;
    check(doc9303_trust_add(trust, name, strlen(name), bytes.data, bytes.length, DOC9303_ALLOW_ANCHORS, NULL, &error), error);
}

static void add_file(void *document, const char *name, struct bytes bytes) {
    doc9303_error *error;
    check(doc9303_document_add_file(document, name, strlen(name), bytes.data, bytes.length, &error), error);
}

/* The document in a folder: its zone and the files of its chip. */
static doc9303_document *load(const char *folder) {
    doc9303_document *document;
    doc9303_error *error;
    char chip[4096];
    struct bytes zone = read_file(folder, "mrz.txt");
    snprintf(chip, sizeof chip, "%s/chip", folder);
    check(doc9303_document_new(&document, &error), error);
    check(doc9303_document_set_mrz(document, (const char *)zone.data, zone.length, &error), error);
    each_file(chip, add_file, document);
    /* The records of these passports count as made by this terminal. */
    check(doc9303_document_set_records(document, "own_terminal", 12, &error), error);
    free(zone.data);
    return document;
}

/* Judges as of 2026-06-01 and prints the verdict, and the checks that failed. */
static void judge(const char *what, const doc9303_document *document, const doc9303_trust *trust, const char *json_path) {
    doc9303_policy *policy;
    doc9303_report *report;
    doc9303_error *error;
    doc9303_outcome verdict;
    const char *name, *id, *reason;
    size_t length, id_length, reason_length, count;
    int64_t at;
    check(doc9303_policy_new("icao", 4, &policy, &error), error);
    check(doc9303_time_parse("2026-06-01", 10, &at, &error), error);
    check(doc9303_judge(document, trust, policy, at, &report, &error), error);
    check(doc9303_report_verdict(report, &verdict, &error), error);
    check(doc9303_outcome_name(verdict, &name, &length, &error), error);
    printf("%s: %.*s\n", what, (int)length, name);
    check(doc9303_report_checks(report, &count, &error), error);
    for (size_t number = 0; number < count; number++) {
        doc9303_outcome outcome;
        check(doc9303_report_check_outcome(report, number, &outcome, &error), error);
        if (outcome == DOC9303_OUTCOME_FAILED) {
            check(doc9303_report_check_id(report, number, &id, &id_length, &error), error);
            check(doc9303_report_check_reason(report, number, &reason, &reason_length, &error), error);
            printf("  %.*s %.*s\n", (int)id_length, id, (int)reason_length, reason);
        }
    }
    if (json_path != NULL) {
        doc9303_text *json;
        FILE *file = fopen(json_path, "wb");
        check(doc9303_report_json(report, 0, &json, &error), error);
        check(doc9303_text_data(json, &name, &length), NULL);
        if (file == NULL || fwrite(name, 1, length, file) != length || fclose(file) != 0) {
            perror(json_path);
            exit(EXIT_FAILURE);
        }
        doc9303_text_free(json);
    }
    doc9303_report_free(report);
    doc9303_policy_free(policy);
}

/* Reads the chip at the other end of a connection. */
static doc9303_document *read_chip(const char *folder, uint16_t port) {
    doc9303_reader *reader;
    doc9303_document *document;
    doc9303_error *error;
    struct bytes zone = read_file(folder, "mrz.txt");
    struct chip chip = chip_wait(port);
    check(doc9303_reader_new(&reader, &error), error);
    check(doc9303_reader_set_mrz(reader, (const char *)zone.data, zone.length, &error), error);
    check(doc9303_reader_read(reader, chip_transmit, NULL, &chip, &error), error);
    check(doc9303_reader_document(reader, &document, &error), error);
    doc9303_reader_free(reader);
    chip_leave(&chip);
    free(zone.data);
    return document;
}

int main(int count, char **arguments) {
    char genuine[2048], forged[2048], trusted[4096];
    doc9303_trust *trust;
    doc9303_document *document;
    doc9303_error *error;
    if (count < 3) {
        fprintf(stderr, "usage: %s VECTORS PORT [JSON]\n", arguments[0]);
        return 2;
    }
    snprintf(genuine, sizeof genuine, "%s/passport", arguments[1]);
    snprintf(forged, sizeof forged, "%s/forged", arguments[1]);
    snprintf(trusted, sizeof trusted, "%s/trust", genuine);
    check(doc9303_trust_new(&trust, &error), error);
    each_file(trusted, add_trust, trust);
    document = load(genuine);
    judge("genuine", document, trust, NULL);
    doc9303_document_free(document);
    document = load(forged);
    judge("forged", document, trust, count > 3 ? arguments[3] : NULL);
    doc9303_document_free(document);
    document = read_chip(genuine, (uint16_t)atoi(arguments[2]));
    judge("live", document, trust, NULL);
    doc9303_document_free(document);
    doc9303_trust_free(trust);
    return 0;
}
