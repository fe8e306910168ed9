// Judges a genuine and a forged passport of the State of Utopia, and reads and judges a live one: sample VECTORS PORT
package main

// #cgo pkg-config: doc9303
// #include <doc9303.h>
// #include <stdlib.h>
import "C"

import (
	"fmt"
	"log"
	"os"
	"path/filepath"
	"unsafe"
)

// data points to bytes for the length of a call; Go keeps them where they are until it returns.
func data(bytes []byte) *C.uint8_t {
	if len(bytes) == 0 {
		return nil
	}
	return (*C.uint8_t)(unsafe.Pointer(&bytes[0]))
}

// check ends the program if a call failed.
func check(status C.enum_doc9303_status, failure *C.doc9303_error) {
	if status == C.DOC9303_STATUS_OK {
		return
	}
	defer C.doc9303_error_free(failure)
	var code, message *C.char
	var codeLength, length C.size_t
	C.doc9303_error_code(failure, &code, &codeLength)
	C.doc9303_error_message(failure, &message, &length)
	log.Fatalf("status %d, %s: %s", status, text(code, codeLength), text(message, length))
}

func text(data *C.char, length C.size_t) string {
	return C.GoStringN(data, C.int(length))
}

func readFile(path ...string) []byte {
	bytes, err := os.ReadFile(filepath.Join(path...))
	if err != nil {
		log.Fatal(err)
	}
	return bytes
}

// eachFile calls a function with the name and the bytes of every file of a folder.
func eachFile(folder string, add func(name *C.char, length C.size_t, bytes []byte)) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		log.Fatal(err)
	}
	for _, entry := range entries {
		name := C.CString(entry.Name())
		add(name, C.size_t(len(entry.Name())), readFile(folder, entry.Name()))
		C.free(unsafe.Pointer(name))
	}
}

// with calls a function with a text as C takes it.
func with(value string, call func(data *C.char, length C.size_t)) {
	data := C.CString(value)
	defer C.free(unsafe.Pointer(data))
	call(data, C.size_t(len(value)))
}

// load is the document in a folder: its zone and the files of its chip.
func load(folder string) *C.doc9303_document {
	var document *C.doc9303_document
	var failure *C.doc9303_error
	check(C.doc9303_document_new(&document, &failure), failure)
	with(string(readFile(folder, "mrz.txt")), func(zone *C.char, length C.size_t) {
		check(C.doc9303_document_set_mrz(document, zone, length, &failure), failure)
	})
	eachFile(filepath.Join(folder, "chip"), func(name *C.char, length C.size_t, bytes []byte) {
		check(C.doc9303_document_add_file(document, name, length, data(bytes), C.size_t(len(bytes)), &failure), failure)
	})
	// The records of these passports count as made by this terminal.
	with("own_terminal", func(records *C.char, length C.size_t) {
		check(C.doc9303_document_set_records(document, records, length, &failure), failure)
	})
	return document
}

// judge judges as of 2026-06-01 and prints the verdict, and the checks that failed.
func judge(what string, document *C.doc9303_document, trust *C.doc9303_trust) {
	var policy *C.doc9303_policy
	var report *C.doc9303_report
	var failure *C.doc9303_error
	var verdict, outcome C.enum_doc9303_outcome
	var name, id, reason *C.char
	var length, idLength, reasonLength, count, number C.size_t
	var at C.int64_t
	with("icao", func(name *C.char, length C.size_t) {
		check(C.doc9303_policy_new(name, length, &policy, &failure), failure)
	})
	with("2026-06-01", func(date *C.char, length C.size_t) {
		check(C.doc9303_time_parse(date, length, &at, &failure), failure)
	})
	check(C.doc9303_judge(document, trust, policy, at, &report, &failure), failure)
	check(C.doc9303_report_verdict(report, &verdict, &failure), failure)
	check(C.doc9303_outcome_name(C.int(verdict), &name, &length, &failure), failure)
	fmt.Printf("%s: %s\n", what, text(name, length))
	check(C.doc9303_report_checks(report, &count, &failure), failure)
	for number = 0; number < count; number++ {
		check(C.doc9303_report_check_outcome(report, number, &outcome, &failure), failure)
		if outcome == C.DOC9303_OUTCOME_FAILED {
			check(C.doc9303_report_check_id(report, number, &id, &idLength, &failure), failure)
			check(C.doc9303_report_check_reason(report, number, &reason, &reasonLength, &failure), failure)
			fmt.Printf("  %s %s\n", text(id, idLength), text(reason, reasonLength))
		}
	}
	C.doc9303_report_free(report)
	C.doc9303_policy_free(policy)
}

func main() {
	if len(os.Args) < 3 {
		log.Fatalf("usage: %s VECTORS PORT", os.Args[0])
	}
	genuine, forged := filepath.Join(os.Args[1], "passport"), filepath.Join(os.Args[1], "forged")
	var trust *C.doc9303_trust
	var failure *C.doc9303_error
	check(C.doc9303_trust_new(&trust, &failure), failure)
	eachFile(filepath.Join(genuine, "trust"), func(name *C.char, length C.size_t, bytes []byte) {
		check(C.doc9303_trust_add(trust, name, length, data(bytes), C.size_t(len(bytes)), C.DOC9303_ALLOW_ANCHORS, nil, &failure), failure)
	})
	document := load(genuine)
	judge("genuine", document, trust)
	C.doc9303_document_free(document)
	document = load(forged)
	judge("forged", document, trust)
	C.doc9303_document_free(document)
	document = readChip(genuine, os.Args[2])
	judge("live", document, trust)
	C.doc9303_document_free(document)
	C.doc9303_trust_free(trust)
}
