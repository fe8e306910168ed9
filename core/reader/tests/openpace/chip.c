/* The chip's side of PACE with generic mapping by OpenPACE (libeac), which shares no code with this project: an independent judge.
 *
 *   chip PROTOCOL PARAMETERS CAN
 *
 * PROTOCOL is the object identifier in dotted form, PARAMETERS the number of the domain parameters. Commands come one a line in
 * hexadecimal on standard input; the response to each goes to standard output in the same form. After PACE, the chip knows one
 * application and no file in it, and says both under secure messaging. */

#include <eac/eac.h>
#include <eac/objects.h>
#include <eac/pace.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LONGEST = 70000, CODE = 8 };

static EAC_CTX *context;
static PACE_SEC *secret;
static BUF_MEM *terminal_key;
static int is_open;

/* A response: data, and the status behind it. */
static unsigned char response[LONGEST];
static size_t response_length;

static void put(const void *data, size_t length)
{
	memcpy(response + response_length, data, length);
	response_length += length;
}

static void put_byte(unsigned byte)
{
	unsigned char one = (unsigned char) byte;
	put(&one, 1);
}

static void put_length(size_t length)
{
	if (length > 0xFF) {
		put_byte(0x82);
		put_byte(length >> 8);
	} else if (length > 0x7F) {
		put_byte(0x81);
	}
	put_byte(length & 0xFF);
}

static void status(unsigned word)
{
	put_byte(word >> 8);
	put_byte(word & 0xFF);
}

/* The bytes that a length takes. */
static size_t width(size_t length)
{
	return length > 0xFF ? 3 : length > 0x7F ? 2 : 1;
}

/* Dynamic authentication data of one object. */
static void dynamic(unsigned tag, const BUF_MEM *content)
{
	if (!content) {
		status(0x6300);
		return;
	}
	put_byte(0x7C);
	put_length(1 + width(content->length) + content->length);
	put_byte(tag);
	put_length(content->length);
	put(content->data, content->length);
	status(0x9000);
}

/* An object: its tag, and where its content begins and ends. */
static int object(const unsigned char *data, size_t length, size_t *place, unsigned *tag, size_t *start)
{
	size_t at = *place, size;
	if (at + 2 > length)
		return 0;
	*tag = data[at++];
	size = data[at++];
	if (size == 0x81 && at < length) {
		size = data[at++];
	} else if (size == 0x82 && at + 1 < length) {
		size = (size_t) data[at] << 8 | data[at + 1];
		at += 2;
	}
	*start = at;
	*place = at + size;
	return *place <= length;
}

/* GENERAL AUTHENTICATE: nonce, mapping, agreement, tokens. */
static void general_authenticate(const unsigned char *data, size_t length)
{
	size_t place = 0, start, end;
	unsigned tag;
	BUF_MEM *given;
	if (!object(data, length, &place, &tag, &start) || tag != 0x7C) {
		status(0x6A80);
		return;
	}
	if (start == length) {
		dynamic(0x80, PACE_STEP1_enc_nonce(context, secret));
		return;
	}
	place = start;
	if (!object(data, length, &place, &tag, &start)) {
		status(0x6A80);
		return;
	}
	end = place;
	given = BUF_MEM_new();
	BUF_MEM_grow(given, end - start);
	memcpy(given->data, data + start, end - start);
	if (tag == 0x81) {
		BUF_MEM *own = PACE_STEP3A_generate_mapping_data(context);
		if (PACE_STEP3A_map_generator(context, given) != 1)
			own = NULL;
		dynamic(0x82, own);
	} else if (tag == 0x83) {
		BUF_MEM *own = PACE_STEP3B_generate_ephemeral_key(context);
		terminal_key = given;
		if (PACE_STEP3B_compute_shared_secret(context, given) != 1 || PACE_STEP3C_derive_keys(context) != 1)
			own = NULL;
		dynamic(0x84, own);
	} else if (tag == 0x85 && terminal_key) {
		BUF_MEM *own = PACE_STEP3D_compute_authentication_token(context, terminal_key);
		if (PACE_STEP3D_verify_authentication_token(context, given) != 1) {
			status(0x6300);
			return;
		}
		is_open = EAC_CTX_set_encryption_ctx(context, EAC_ID_PACE) == 1 && EAC_reset_ssc(context) == 1;
		dynamic(0x86, own);
	} else {
		status(0x6A80);
	}
}

/* The code over data, padded by the library's rules. */
static BUF_MEM *code(const unsigned char *header, const unsigned char *objects, size_t length)
{
	BUF_MEM *data = BUF_MEM_new(), *padded, *whole = BUF_MEM_new();
	if (header) {
		BUF_MEM *head = BUF_MEM_new();
		BUF_MEM_grow(head, 4);
		memcpy(head->data, header, 4);
		padded = EAC_add_iso_pad(context, head);
		BUF_MEM_grow(whole, padded->length);
		memcpy(whole->data, padded->data, padded->length);
	}
	if (length) {
		size_t before = whole->length;
		BUF_MEM_grow(data, length);
		memcpy(data->data, objects, length);
		padded = EAC_add_iso_pad(context, data);
		BUF_MEM_grow(whole, before + padded->length);
		memcpy(whole->data + before, padded->data, padded->length);
	}
	return EAC_authenticate(context, whole);
}

/* A protected command: checks its code, and answers with a status alone. */
static void protected_command(const unsigned char *command, size_t length)
{
	const unsigned char *objects = command + 5;
	size_t size = command[4], place = 0, start = 0, before = 0;
	unsigned tag = 0, word;
	BUF_MEM *expected;
	unsigned char answer[4];
	if (length < 6 + size) {
		status(0x6988);
		return;
	}
	while (place < size && tag != 0x8E) {
		before = place;
		if (!object(objects, size, &place, &tag, &start)) {
			status(0x6988);
			return;
		}
	}
	EAC_increment_ssc(context);
	expected = code(command, objects, before);
	if (tag != 0x8E || !expected || place - start != CODE || memcmp(expected->data, objects + start, CODE)) {
		is_open = 0;
		status(0x6988);
		return;
	}
	/* SELECT by the name of an application is answered, everything else is not there. */
	word = command[1] == 0xA4 && command[2] == 0x04 ? 0x9000 : 0x6A82;
	EAC_increment_ssc(context);
	answer[0] = 0x99;
	answer[1] = 2;
	answer[2] = (unsigned char) (word >> 8);
	answer[3] = (unsigned char) word;
	expected = code(NULL, answer, sizeof answer);
	put(answer, sizeof answer);
	put_byte(0x8E);
	put_byte(CODE);
	put(expected->data, CODE);
	status(word);
}

static void respond(const unsigned char *command, size_t length)
{
	size_t size;
	if (length < 4) {
		status(0x6700);
	} else if (is_open) {
		protected_command(command, length);
	} else if (command[1] == 0x22 && command[2] == 0xC1 && command[3] == 0xA4) {
		status(0x9000);
	} else if (command[1] == 0x86 && length > 7) {
		size = command[4];
		if (size)
			general_authenticate(command + 5, size);
		else
			general_authenticate(command + 7, (size_t) command[5] << 8 | command[6]);
	} else {
		status(0x6A82);
	}
}

int main(int count, char **arguments)
{
	static char line[2 * LONGEST];
	static unsigned char command[LONGEST];
	if (count != 4)
		return 64;
	EAC_init();
	context = EAC_CTX_new();
	secret = PACE_SEC_new(arguments[3], strlen(arguments[3]), PACE_CAN);
	if (!context || !secret ||
	    EAC_CTX_init_pace(context, EAC_OBJ_txt2nid(arguments[1]), atoi(arguments[2])) != 1)
		return 70;
	while (fgets(line, sizeof line, stdin)) {
		size_t length = strcspn(line, "\r\n") / 2, at;
		for (at = 0; at < length; at++) {
			unsigned byte;
			if (sscanf(line + 2 * at, "%2x", &byte) != 1)
				return 65;
			command[at] = (unsigned char) byte;
		}
		response_length = 0;
		respond(command, length);
		for (at = 0; at < response_length; at++)
			printf("%02X", response[at]);
		printf("\n");
		fflush(stdout);
	}
	return 0;
}
