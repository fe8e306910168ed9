/* Bytes and data objects. */

#include "chip.h"
#include <openssl/buffer.h>
#include <stdio.h>
#include <string.h>

struct slice whole(const BUF_MEM *buffer)
{
	struct slice bytes = { (const unsigned char *) buffer->data, buffer->length };
	return bytes;
}

BUF_MEM *join(struct slice first, struct slice second)
{
	BUF_MEM *buffer = BUF_MEM_new();
	BUF_MEM_grow(buffer, first.length + second.length);
	if (first.length)
		memcpy(buffer->data, first.data, first.length);
	if (second.length)
		memcpy(buffer->data + first.length, second.data, second.length);
	return buffer;
}

BUF_MEM *copy(struct slice bytes)
{
	struct slice nothing = { NULL, 0 };
	return join(bytes, nothing);
}

/* The bytes of so many hexadecimal digits; NULL for anything else. */
BUF_MEM *from_hex(const char *text, size_t digits)
{
	BUF_MEM *buffer = BUF_MEM_new();
	size_t at;
	unsigned byte;
	BUF_MEM_grow(buffer, digits / 2);
	for (at = 0; at < digits / 2; at++) {
		if (sscanf(text + 2 * at, "%2x", &byte) != 1)
			return NULL;
		buffer->data[at] = (char) byte;
	}
	return buffer;
}

/* A number with the zeros at its start that the library drops: as long as a coordinate of a key, or as the key if that is a number
 * itself (Doc 9303-11 9.7.1, TR-03110-3 A.2.2.3). */
BUF_MEM *with_zeros(const BUF_MEM *number, const BUF_MEM *key)
{
	static const unsigned char ZEROS[LONGEST];
	struct slice missing = { ZEROS, 0 };
	int is_point = key->length % 2 && key->data[0] == 4;
	size_t length = is_point ? key->length / 2 : key->length;
	if (number->length < length)
		missing.length = length - number->length;
	return join(missing, whole(number));
}

/* A key as Terminal Authentication binds it: a coordinate, or a digest. */
BUF_MEM *compressed(int protocol, const BUF_MEM *key)
{
	BUF_MEM *own = key ? EAC_Comp(context, protocol, key) : NULL;
	return own && key->length % 2 ? with_zeros(own, key) : own;
}

/* A value, or another one if the chip is told to have this part wrong: then the library has to refuse. */
BUF_MEM *as_told(const char *part, BUF_MEM *value)
{
	const char *wrong = setting("wrong");
	if (value && wrong && strcmp(wrong, part) == 0)
		value->data[value->length - 1] ^= 1;
	return value;
}

/* The next object, with a tag of one or two bytes and a length of at most three; 0 at the end and for anything else. */
int next_object(struct slice *rest, unsigned *tag, struct slice *content)
{
	const unsigned char *at = rest->data, *end = rest->data + rest->length;
	size_t size, more;
	if (at == end)
		return 0;
	*tag = *at++;
	if ((*tag & 0x1F) == 0x1F) {
		if (at == end)
			return 0;
		*tag = *tag << 8 | *at++;
	}
	if (at == end)
		return 0;
	size = *at++;
	if (size > 0x7F) {
		more = size & 0x7F;
		if (more < 1 || more > 2 || (size_t) (end - at) < more)
			return 0;
		for (size = 0; more; more--)
			size = size << 8 | *at++;
	}
	if ((size_t) (end - at) < size)
		return 0;
	content->data = at;
	content->length = size;
	rest->data = at + size;
	rest->length = (size_t) (end - at) - size;
	return 1;
}

int find_object(struct slice objects, unsigned tag, struct slice *content)
{
	unsigned found;
	while (next_object(&objects, &found, content)) {
		if (found == tag)
			return 1;
	}
	return 0;
}

void put(struct answer *answer, struct slice bytes)
{
	if (answer->length + bytes.length > LONGEST)
		return;
	if (bytes.length)
		memcpy(answer->data + answer->length, bytes.data, bytes.length);
	answer->length += bytes.length;
}

void put_object(struct answer *answer, unsigned tag, struct slice content)
{
	unsigned char header[5];
	struct slice start = { header, 0 };
	size_t length = 0;
	if (tag > 0xFF)
		header[length++] = (unsigned char) (tag >> 8);
	header[length++] = (unsigned char) tag;
	if (content.length > 0xFF) {
		header[length++] = 0x82;
		header[length++] = (unsigned char) (content.length >> 8);
	} else if (content.length > 0x7F) {
		header[length++] = 0x81;
	}
	header[length++] = (unsigned char) content.length;
	start.length = length;
	put(answer, start);
	put(answer, content);
}
