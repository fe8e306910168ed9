/* The parts of the chip, and what they share. The process is one session of one chip: nothing is freed before it ends. */

#ifndef CHIP_H
#define CHIP_H

#include <eac/eac.h>
#include <stddef.h>

enum { LONGEST = 70000 };

/* Statuses. */
enum {
	DONE = 0x9000,
	REFUSED = 0x6300,
	DENIED = 0x6982,
	NOT_NOW = 0x6985,
	WRONG_CODE = 0x6988,
	WRONG_DATA = 0x6A80,
	NOT_FOUND = 0x6A82,
	NO_REFERENCE = 0x6A88,
	UNKNOWN = 0x6D00
};

struct slice {
	const unsigned char *data;
	size_t length;
};

/* A command, without its protection once that is checked. */
struct command {
	unsigned char header[4];
	struct slice data;
	size_t expected;
};

/* What goes back: data before the status that a function returns. */
struct answer {
	unsigned char data[LONGEST];
	size_t length;
};

/* What the arguments say of the chip: see main.c. */
const char *setting(const char *name);
BUF_MEM *setting_bytes(const char *name);

/* The library's state of all protocols. */
extern EAC_CTX *context;

/* Bytes and data objects. */
BUF_MEM *copy(struct slice bytes);
BUF_MEM *join(struct slice first, struct slice second);
BUF_MEM *from_hex(const char *text, size_t digits);
struct slice whole(const BUF_MEM *buffer);
BUF_MEM *with_zeros(const BUF_MEM *number, const BUF_MEM *key);
BUF_MEM *compressed(int protocol, const BUF_MEM *key);
BUF_MEM *as_told(const char *part, BUF_MEM *value);
int next_object(struct slice *rest, unsigned *tag, struct slice *content);
int find_object(struct slice objects, unsigned tag, struct slice *content);
void put(struct answer *answer, struct slice bytes);
void put_object(struct answer *answer, unsigned tag, struct slice content);

/* Secure messaging. */
int open_command(struct command *command);
void protect(struct answer *answer, unsigned status);

/* PACE. */
unsigned pace(const struct command *command, struct answer *answer);
int is_pace_done(void);
BUF_MEM *compressed_chip_key(void);

/* Chip Authentication. */
int init_chip_auth(void);
unsigned set_protocol(const struct command *command);
unsigned agree(const struct command *command, struct answer *answer);
unsigned set_key(const struct command *command);
int is_chip_auth_done(void);
BUF_MEM *compressed_terminal_key(void);

/* Terminal Authentication. */
int init_terminal_auth(void);
unsigned set_issuer(const struct command *command);
unsigned verify_certificate(const struct command *command);
unsigned set_terminal(const struct command *command);
unsigned get_challenge(struct answer *answer);
unsigned external_authenticate(const struct command *command);
int may_read(unsigned file);

/* Files. */
int add_file(const char *text, int is_in_application);
unsigned select_file(const struct command *command);
unsigned read_binary(const struct command *command, struct answer *answer);

#endif
