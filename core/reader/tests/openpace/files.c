/* Files: those of the master file, which everybody reads, and those of the application, which PACE opens. */

#include "chip.h"
#include <openssl/buffer.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 16 };

struct file {
	unsigned identifier;
	int is_in_application;
	struct slice content;
};

static struct file files[MOST];
static size_t count;
static const struct file *selected;
static int is_in_application;

/* IDENTIFIER:CONTENT, both in hexadecimal. */
int add_file(const char *text, int is_of_application)
{
	const char *content = strchr(text, ':');
	BUF_MEM *bytes = content ? from_hex(content + 1, strlen(content + 1)) : NULL;
	if (!bytes || count == MOST)
		return 0;
	files[count].identifier = (unsigned) strtoul(text, NULL, 16);
	files[count].is_in_application = is_of_application;
	files[count++].content = whole(bytes);
	return 1;
}

/* SELECT of the application by its name, or of a file by its identifier. */
unsigned select_file(const struct command *command)
{
	unsigned identifier;
	size_t at;
	if (command->header[2] == 0x04) {
		is_in_application = is_pace_done();
		return is_in_application ? DONE : DENIED;
	}
	if (command->header[2] != 0x02 || command->data.length != 2)
		return NOT_FOUND;
	identifier = (unsigned) command->data.data[0] << 8 | command->data.data[1];
	for (at = 0; at < count; at++) {
		if (files[at].identifier == identifier && files[at].is_in_application == is_in_application) {
			selected = &files[at];
			return DONE;
		}
	}
	return NOT_FOUND;
}

unsigned read_binary(const struct command *command, struct answer *answer)
{
	size_t offset = (size_t) command->header[2] << 8 | command->header[3];
	struct slice part;
	if (!selected)
		return NOT_NOW;
	if (!may_read(selected->identifier))
		return DENIED;
	part = selected->content;
	if (offset >= part.length)
		return 0x6B00;
	part.data += offset;
	part.length -= offset;
	if (command->expected && part.length > command->expected)
		part.length = command->expected;
	put(answer, part);
	return DONE;
}
