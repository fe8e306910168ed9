/* The chip's side of Chip Authentication. The library follows version 2 of the protocol, in which a nonce enters the keys; the
 * agreement and the derivation without a nonce, which are version 1, are its own too. */

#include "chip.h"
#include <eac/ca.h>
#include <eac/objects.h>
#include <openssl/buffer.h>
#include <stdlib.h>
#include <string.h>

/* Derives the session keys of an agreement. The library exports it and declares it in no header; PACE uses it in this way. */
extern int KA_CTX_derive_keys(KA_CTX *agreement, const BUF_MEM *nonce, EVP_MD_CTX *digest);

static BUF_MEM *terminal_key;
static int is_protocol_set, is_done;

/* The static key: its protocol, its domain parameters and its two halves. */
int init_chip_auth(void)
{
	BUF_MEM *private_key = setting_bytes("private"), *public_key = setting_bytes("public");
	if (!setting("agreement"))
		return 1;
	return private_key && public_key &&
	    EAC_CTX_init_ca(context, EAC_OBJ_txt2nid(setting("agreement")), atoi(setting("parameters"))) == 1 &&
	    CA_set_key(context, (unsigned char *) private_key->data, private_key->length,
	               (unsigned char *) public_key->data, public_key->length) == 1;
}

int is_chip_auth_done(void)
{
	return is_done;
}

/* What binds Terminal Authentication to the terminal's key. */
BUF_MEM *compressed_terminal_key(void)
{
	return compressed(EAC_ID_CA, terminal_key);
}

/* MSE:Set AT: the protocol, which must be the one that the library was told. */
unsigned set_protocol(const struct command *command)
{
	struct slice named;
	const ASN1_OBJECT *own;
	if (!context->ca_ctx)
		return NOT_NOW;
	own = OBJ_nid2obj(context->ca_ctx->protocol);
	if (!find_object(command->data, 0x80, &named) || named.length != OBJ_length(own) ||
	    memcmp(named.data, OBJ_get0_data(own), named.length))
		return WRONG_DATA;
	is_protocol_set = 1;
	return DONE;
}

static unsigned agree_with(struct slice key)
{
	KA_CTX *agreement = context->ca_ctx->ka_ctx;
	terminal_key = copy(key);
	if (CA_STEP4_compute_shared_secret(context, terminal_key) != 1)
		return REFUSED;
	agreement->shared_secret = with_zeros(agreement->shared_secret, terminal_key);
	if (KA_CTX_derive_keys(agreement, NULL, context->md_ctx) != 1)
		return REFUSED;
	is_done = 1;
	return DONE;
}

/* GENERAL AUTHENTICATE with the terminal's key. */
unsigned agree(const struct command *command, struct answer *answer)
{
	static const unsigned char EMPTY[] = { 0x7C, 0x00 };
	struct slice objects, key, empty = { EMPTY, sizeof EMPTY };
	if (!is_protocol_set)
		return NOT_NOW;
	is_protocol_set = 0;
	if (!find_object(command->data, 0x7C, &objects) || !find_object(objects, 0x80, &key))
		return WRONG_DATA;
	put(answer, empty);
	return agree_with(key);
}

/* MSE:Set KAT, which is for 3DES and brings the terminal's key at once. */
unsigned set_key(const struct command *command)
{
	struct slice key;
	if (!context->ca_ctx || setting("late"))
		return UNKNOWN;
	if (!find_object(command->data, 0x91, &key))
		return WRONG_DATA;
	return agree_with(key);
}
