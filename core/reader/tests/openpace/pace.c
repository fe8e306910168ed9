/* The chip's side of PACE: every step is the library's. */

#include "chip.h"
#include <eac/pace.h>
#include <openssl/buffer.h>
#include <string.h>

static PACE_SEC *secret;
static BUF_MEM *terminal_key, *own_key;
static int is_done;

int is_pace_done(void)
{
	return is_done;
}

/* What binds Terminal Authentication to this session. */
BUF_MEM *compressed_chip_key(void)
{
	return compressed(EAC_ID_PACE, own_key);
}

static unsigned dynamic(struct answer *answer, unsigned tag, const BUF_MEM *content)
{
	static struct answer inner;
	struct slice objects = { inner.data, 0 };
	if (!content)
		return REFUSED;
	inner.length = 0;
	put_object(&inner, tag, whole(content));
	if (tag == 0x86 && setting("names"))
		put_object(&inner, 0x87, whole(setting_bytes("names")));
	objects.length = inner.length;
	put_object(answer, 0x7C, objects);
	return DONE;
}

static unsigned exchange_tokens(const BUF_MEM *given, struct answer *answer)
{
	BUF_MEM *own;
	if (!terminal_key)
		return NOT_NOW;
	own = PACE_STEP3D_compute_authentication_token(context, terminal_key);
	if (PACE_STEP3D_verify_authentication_token(context, given) != 1)
		return REFUSED;
	is_done = EAC_CTX_set_encryption_ctx(context, EAC_ID_PACE) == 1 && EAC_reset_ssc(context) == 1;
	return dynamic(answer, 0x86, own);
}

/* GENERAL AUTHENTICATE: nonce, mapping, agreement, tokens. */
unsigned pace(const struct command *command, struct answer *answer)
{
	struct slice rest, content;
	unsigned tag;
	BUF_MEM *own, *given;
	if (!find_object(command->data, 0x7C, &rest))
		return WRONG_DATA;
	if (!secret)
		secret = PACE_SEC_new(setting("number"), strlen(setting("number")), PACE_CAN);
	if (!next_object(&rest, &tag, &content))
		return dynamic(answer, 0x80, PACE_STEP1_enc_nonce(context, secret));
	given = copy(content);
	switch (tag) {
	case 0x81:
		own = PACE_STEP3A_generate_mapping_data(context);
		if (PACE_STEP3A_map_generator(context, given) != 1)
			own = NULL;
		return dynamic(answer, 0x82, own);
	case 0x83:
		terminal_key = given;
		own_key = PACE_STEP3B_generate_ephemeral_key(context);
		if (PACE_STEP3B_compute_shared_secret(context, given) != 1 || PACE_STEP3C_derive_keys(context) != 1)
			return REFUSED;
		return dynamic(answer, 0x84, own_key);
	case 0x85:
		return exchange_tokens(given, answer);
	default:
		return WRONG_DATA;
	}
}
