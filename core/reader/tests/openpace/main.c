/* The chip's side of PACE, Chip Authentication and Terminal Authentication by OpenPACE (libeac), which shares no code with this
 * project: an independent judge.
 *
 *   chip NAME=VALUE...
 *
 *   pace=OID mapped=ID number=CAN       PACE: object identifier in dotted form, number of the domain parameters, card access number
 *   agreement=OID parameters=ID         Chip Authentication
 *   private=HEX public=HEX              its static key
 *   late=1                              knows no MSE:Set KAT
 *   anchor=HEX                          the certificate of the authority that the chip trusts in Terminal Authentication
 *   names=HEX                           the name of that authority as PACE tells it
 *   wrong=PART                          what the chip has one bit wrong: certificate, challenge, chip, terminal or signature
 *   root=ID:HEX  file=ID:HEX            a file of the master file, one of the application
 *
 * Commands come one a line in hexadecimal on standard input; the response to each goes to standard output in the same form. */

#include "chip.h"
#include <eac/objects.h>
#include <eac/pace.h>
#include <openssl/buffer.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

EAC_CTX *context;

static char **settings;

const char *setting(const char *name)
{
	size_t length = strlen(name), at;
	for (at = 0; settings[at]; at++) {
		if (strncmp(settings[at], name, length) == 0 && settings[at][length] == '=')
			return settings[at] + length + 1;
	}
	return NULL;
}

BUF_MEM *setting_bytes(const char *name)
{
	const char *text = setting(name);
	return text ? from_hex(text, strlen(text)) : NULL;
}

/* What a command asks for, its protection taken away. */
static unsigned carry_out(const struct command *command, struct answer *answer)
{
	unsigned mode = (unsigned) command->header[2] << 8 | command->header[3];
	switch (command->header[1]) {
	case 0xA4:
		return select_file(command);
	case 0xB0:
		return read_binary(command, answer);
	case 0x22:
		switch (mode) {
		case 0xC1A4:
			return DONE;
		case 0x41A4:
			return set_protocol(command);
		case 0x41A6:
			return set_key(command);
		case 0x81B6:
			return set_issuer(command);
		case 0x81A4:
			return set_terminal(command);
		}
		return UNKNOWN;
	case 0x86:
		return is_pace_done() ? agree(command, answer) : pace(command, answer);
	case 0x2A:
		return verify_certificate(command);
	case 0x84:
		return get_challenge(answer);
	case 0x82:
		return external_authenticate(command);
	}
	return UNKNOWN;
}

/* Header, data field and the length that is expected, short or extended. */
static int parse(struct slice bytes, struct command *command)
{
	size_t length, start = 5;
	memset(command, 0, sizeof *command);
	if (bytes.length < 4)
		return 0;
	memcpy(command->header, bytes.data, 4);
	if (bytes.length == 5)
		command->expected = bytes.data[4] ? bytes.data[4] : 256;
	if (bytes.length <= 5)
		return 1;
	length = bytes.data[4];
	if (!length && bytes.length > 7) {
		length = (size_t) bytes.data[5] << 8 | bytes.data[6];
		start = 7;
	}
	if (start + length > bytes.length)
		return 0;
	command->data.data = bytes.data + start;
	command->data.length = length;
	return 1;
}

/* The response to one command. Keys change behind the response to the command that changes them. */
static unsigned respond(struct slice bytes, struct answer *answer)
{
	static BUF_MEM *pieces;
	static int is_open, is_switched;
	struct command command;
	unsigned status;
	if (!pieces)
		pieces = BUF_MEM_new();
	answer->length = 0;
	if (!parse(bytes, &command))
		return 0x6700;
	if (is_open && !open_command(&command)) {
		is_open = 0;
		return WRONG_CODE;
	}
	if (is_open && command.header[0] & 0x10) {
		pieces = join(whole(pieces), command.data);
		status = DONE;
	} else {
		command.data = whole(join(whole(pieces), command.data));
		pieces->length = 0;
		status = carry_out(&command, answer);
	}
	if (is_open)
		protect(answer, status);
	is_open = is_open || is_pace_done();
	if (is_chip_auth_done() && !is_switched)
		is_switched = EAC_CTX_set_encryption_ctx(context, EAC_ID_CA) == 1 && EAC_reset_ssc(context) == 1;
	return status;
}

static int init(void)
{
	size_t at;
	EAC_init();
	context = EAC_CTX_new();
	if (!context || !setting("pace") || !setting("mapped") || !setting("number") ||
	    EAC_CTX_init_pace(context, EAC_OBJ_txt2nid(setting("pace")), atoi(setting("mapped"))) != 1 ||
	    !init_chip_auth() || !init_terminal_auth())
		return 0;
	for (at = 0; settings[at]; at++) {
		if (strncmp(settings[at], "root=", 5) == 0 && !add_file(settings[at] + 5, 0))
			return 0;
		if (strncmp(settings[at], "file=", 5) == 0 && !add_file(settings[at] + 5, 1))
			return 0;
	}
	return 1;
}

int main(int count, char **arguments)
{
	static char line[2 * LONGEST];
	static struct answer answer;
	size_t at;
	unsigned status;
	settings = arguments + 1;
	if (count < 2 || !init())
		return 70;
	while (fgets(line, sizeof line, stdin)) {
		BUF_MEM *command = from_hex(line, strcspn(line, "\r\n"));
		if (!command)
			return 65;
		status = respond(whole(command), &answer);
		for (at = 0; at < answer.length; at++)
			printf("%02X", answer.data[at]);
		printf("%04X\n", status);
		fflush(stdout);
	}
	return 0;
}
