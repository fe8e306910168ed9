package main

// #include <doc9303.h>
//
// extern int sampleTransmit(void *, uint8_t *, size_t, uint8_t *, size_t, size_t *);
//
// // The context is the number of a cgo.Handle, which C passes on as it is.
// static inline enum doc9303_status read_with_go(doc9303_reader *reader, uintptr_t context, doc9303_error **error) {
//     return doc9303_reader_read(reader, (doc9303_transmit)sampleTransmit, NULL, (void *)context, error);
// }
import "C"

import (
	"encoding/binary"
	"io"
	"log"
	"net"
	"runtime/cgo"
	"unsafe"
)

// readChip reads the chip that comes to a port. It speaks the protocol of vpcd: each message has its length before it, in two bytes.
func readChip(folder, port string) *C.doc9303_document {
	listener, err := net.Listen("tcp", net.JoinHostPort("127.0.0.1", port))
	if err != nil {
		log.Fatal(err)
	}
	chip, err := listener.Accept()
	if err != nil {
		log.Fatal(err)
	}
	defer chip.Close()
	listener.Close()
	send(chip, []byte{1}) // power on
	handle := cgo.NewHandle(chip)
	defer handle.Delete()
	var reader *C.doc9303_reader
	var document *C.doc9303_document
	var failure *C.doc9303_error
	check(C.doc9303_reader_new(&reader, &failure), failure)
	with(string(readFile(folder, "mrz.txt")), func(zone *C.char, length C.size_t) {
		check(C.doc9303_reader_set_mrz(reader, zone, length, &failure), failure)
	})
	check(C.read_with_go(reader, C.uintptr_t(handle), &failure), failure)
	check(C.doc9303_reader_document(reader, &document, &failure), failure)
	C.doc9303_reader_free(reader)
	send(chip, []byte{0}) // power off
	return document
}

//export sampleTransmit
func sampleTransmit(context unsafe.Pointer, command *C.uint8_t, length C.size_t, response *C.uint8_t, capacity C.size_t, responseLength *C.size_t) C.int {
	chip := cgo.Handle(uintptr(context)).Value().(net.Conn)
	if send(chip, C.GoBytes(unsafe.Pointer(command), C.int(length))) != nil {
		return -1
	}
	var head [2]byte
	if _, err := io.ReadFull(chip, head[:]); err != nil {
		return -1
	}
	size := int(binary.BigEndian.Uint16(head[:]))
	if size > int(capacity) {
		return -1
	}
	if _, err := io.ReadFull(chip, unsafe.Slice((*byte)(unsafe.Pointer(response)), size)); err != nil {
		return -1
	}
	*responseLength = C.size_t(size)
	return 0
}

func send(chip net.Conn, message []byte) error {
	framed := binary.BigEndian.AppendUint16(nil, uint16(len(message)))
	_, err := chip.Write(append(framed, message...))
	return err
}
