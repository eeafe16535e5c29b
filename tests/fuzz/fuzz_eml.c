/*
 * fuzz_eml.c - any bytes as an e-mail: opened as behind the fence, handed on, and read
 */
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/hash.h"
#include "carrier/email.h"
#include "decode/mail.h"
#include "fuzz/slips.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_text(const char *text)
{
	assert(!text || (utf8_valid(text, strlen(text)) && strlen(text) <= 3 * MAIL_TEXT_MAX));
}

/* What is handed on can be read again, field by field. */
static void check_handed_on(const struct mail *mail)
{
	const char *name, *value;
	size_t name_len, len;
	struct canon c;
	struct buf b;
	int rc;

	buf_init(&b, 4 * MAIL_TEXT_MAX + MAIL_BYTES_MAX);
	mail_put(&b, mail);
	assert(b.full || canon_open(&c, b.at, b.len) == 0);
	while (!b.full && (rc = canon_next(&c, &name, &name_len, &value, &len)) != 0)
		assert(rc == 1);
	buf_release(&b);
}

static void read_events(struct arena *a, const struct mail *mail)
{
	const struct email email = {
		.from = mail->from,
		.subject = mail->subject,
		.sent = mail->sent,
		.authentication = mail->authentication,
		.text = mail->text,
		.html = mail->html,
	};
	struct err err = { 0 };
	struct slips s;

	if (email_read(&s, a, &email, &(struct paste_given){ 0 }, &err) == 0) {
		assert(s.n == 1 && s.note);
		check_slips(&s);
	} else {
		assert((err.code == ERR_INPUT || err.code == ERR_AMBIGUOUS) && err.text[0]);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a = ARENA_INIT;
	char *bytes = copy_of(data, size);
	struct err err = { 0 };
	static struct mail_tools tools;
	static bool ready;
	struct mail mail;

	if (!ready)
		mail_tools_init(&tools);
	ready = true;
	email_is(bytes, size);
	if (mail_read_whole(&mail, &a, bytes, size, &err) == 0) {
		check_text(mail.from);
		check_text(mail.subject);
		check_text(mail.text);
		check_text(mail.html);
		check_text(mail.to);
		check_text(mail.message_id);
		assert(mail.nfiles <= MAIL_FILES_MAX && mail.nparts_left >= 0);
		check_handed_on(&mail);
		read_events(&a, &mail);
	} else {
		assert(err.code == ERR_INPUT && err.text[0]);
	}
	arena_release(&a);
	free(bytes);
	return 0;
}
