/* Secure messaging: the library encrypts, decrypts, authenticates and counts; here are the objects around it. */

#include "chip.h"
#include <openssl/buffer.h>
#include <string.h>

enum { CODE_LENGTH = 8 };

static const struct slice NOTHING = { NULL, 0 };

/* The code over a header and objects, each padded if it is there. */
static BUF_MEM *code(struct slice header, struct slice objects)
{
	BUF_MEM *first = header.length ? EAC_add_iso_pad(context, copy(header)) : copy(NOTHING);
	BUF_MEM *second = objects.length ? EAC_add_iso_pad(context, copy(objects)) : copy(NOTHING);
	return EAC_authenticate(context, join(whole(first), whole(second)));
}

/* Checks the code of a command and decrypts its data; 0 if it does not belong to the session. */
int open_command(struct command *command)
{
	struct slice rest = command->data, objects = { rest.data, 0 }, content;
	struct slice header = { command->header, sizeof command->header };
	struct slice encrypted = NOTHING, expected = NOTHING;
	unsigned tag = 0;
	BUF_MEM *own, *plain;
	while (next_object(&rest, &tag, &content) && tag != 0x8E) {
		objects.length = (size_t) (rest.data - objects.data);
		if (tag == 0x87)
			encrypted = content;
		else if (tag == 0x97)
			expected = content;
		else
			return 0;
	}
	if (tag != 0x8E || content.length != CODE_LENGTH || rest.length)
		return 0;
	EAC_increment_ssc(context);
	own = code(header, objects);
	if (!own || memcmp(own->data, content.data, CODE_LENGTH))
		return 0;
	command->data = NOTHING;
	if (encrypted.length) {
		if (encrypted.data[0] != 1)
			return 0;
		encrypted.data++;
		encrypted.length--;
		plain = EAC_decrypt(context, copy(encrypted));
		plain = plain ? EAC_remove_iso_pad(plain) : NULL;
		if (!plain)
			return 0;
		command->data = whole(plain);
	}
	command->expected = 0;
	for (; expected.length; expected.data++, expected.length--)
		command->expected = command->expected << 8 | *expected.data;
	return 1;
}

/* Puts an answer into the objects of the session. */
void protect(struct answer *answer, unsigned status)
{
	static struct answer out;
	struct slice plain = { answer->data, answer->length }, objects = { out.data, 0 };
	unsigned char word[2] = { (unsigned char) (status >> 8), (unsigned char) status }, indicator = 1;
	struct slice status_bytes = { word, sizeof word }, padding = { &indicator, 1 };
	BUF_MEM *encrypted;
	EAC_increment_ssc(context);
	out.length = 0;
	if (plain.length) {
		encrypted = EAC_encrypt(context, EAC_add_iso_pad(context, copy(plain)));
		put_object(&out, 0x87, whole(join(padding, whole(encrypted))));
	}
	put_object(&out, 0x99, status_bytes);
	objects.length = out.length;
	put_object(&out, 0x8E, whole(code(NOTHING, objects)));
	memcpy(answer->data, out.data, out.length);
	answer->length = out.length;
}
