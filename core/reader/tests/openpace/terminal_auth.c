/* The chip's side of Terminal Authentication. The library reads and verifies certificates, each with the key of the one before,
 * compares the names of issuers and the days, draws the challenge and verifies the signature over ID_IC, r_IC and the compressed key
 * of the terminal. What it leaves to a chip is here: which key a command names, that a terminal proves itself, and its rights. */

#include "chip.h"
#include <eac/cv_cert.h>
#include <eac/ta.h>
#include <openssl/buffer.h>
#include <string.h>

static int is_terminal_set, is_proved;
static unsigned rights;

static unsigned rights_of(const CVC_CERT *certificate)
{
	return certificate->body->chat->relative_authorization->data[0] & 0x3F;
}

int init_terminal_auth(void)
{
	BUF_MEM *anchor;
	if (!setting("anchor"))
		return 1;
	anchor = setting_bytes("anchor");
	if (!anchor ||
	    EAC_CTX_init_ta(context, NULL, 0, (unsigned char *) anchor->data, anchor->length) != 1)
		return 0;
	rights = rights_of(context->ta_ctx->trust_anchor);
	return 1;
}

/* The certificate that was taken last. */
static const CVC_CERT *last(void)
{
	return context->ta_ctx->current_cert ? context->ta_ctx->current_cert : context->ta_ctx->trust_anchor;
}

/* Whether object 83 names the holder of the last certificate. */
static int names_holder(const struct command *command)
{
	struct slice named;
	const CVC_CERT *certificate = last();
	char *holder = certificate ? CVC_get_chr(certificate) : NULL;
	return holder && find_object(command->data, 0x83, &named) && named.length == strlen(holder) &&
	    memcmp(named.data, holder, named.length) == 0;
}

/* MSE:Set DST. */
unsigned set_issuer(const struct command *command)
{
	return names_holder(command) ? DONE : NO_REFERENCE;
}

/* PSO: Verify Certificate, which has body and signature without the object around them. */
unsigned verify_certificate(const struct command *command)
{
	static struct answer whole_certificate;
	BUF_MEM *content = as_told("certificate", copy(command->data));
	whole_certificate.length = 0;
	put_object(&whole_certificate, 0x7F21, whole(content));
	if (!is_chip_auth_done())
		return NOT_NOW;
	if (TA_STEP2_import_certificate(context, whole_certificate.data, whole_certificate.length) != 1)
		return REFUSED;
	rights &= rights_of(last());
	return DONE;
}

/* MSE:Set AT. */
unsigned set_terminal(const struct command *command)
{
	if (!names_holder(command) || CVC_get_role(last()->body->chat) != CVC_Terminal)
		return NO_REFERENCE;
	is_terminal_set = 1;
	return DONE;
}

unsigned get_challenge(struct answer *answer)
{
	BUF_MEM *challenge = is_terminal_set ? as_told("challenge", TA_STEP4_get_nonce(context)) : NULL;
	if (!challenge)
		return NOT_NOW;
	put(answer, whole(challenge));
	return DONE;
}

unsigned external_authenticate(const struct command *command)
{
	BUF_MEM *terminal = as_told("terminal", compressed_terminal_key());
	BUF_MEM *chip = as_told("chip", compressed_chip_key());
	BUF_MEM *signature = as_told("signature", copy(command->data));
	if (!is_terminal_set || !terminal || !chip || !context->ta_ctx->nonce)
		return NOT_NOW;
	is_terminal_set = 0;
	is_proved = TA_STEP6_verify(context, terminal, chip, NULL, signature) == 1;
	return is_proved ? DONE : REFUSED;
}

/* EF.DG3 needs the first right, EF.DG4 the second. */
int may_read(unsigned file)
{
	unsigned needed = file == 0x0103 ? 1 : file == 0x0104 ? 2 : 0;
	return !needed || (is_proved && (rights & needed));
}
