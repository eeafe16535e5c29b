#include "ops/mail_open.h"

#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/child.h"
#include "base/err.h"
#include "base/hash.h"
#include "base/text.h"

/* The program's answer, as decode/mail.h states it: the suite of this folder runs the real one. */
enum { EXIT_CANNOT_SHOW = 3, TEXTS_MAX = 4 << 20 };

/* clang-format off */
static const struct {
	const char *name;
	size_t at;
} fields[] = {
	{ "authentication", offsetof(struct email, authentication) },
	{ "from",	    offsetof(struct email, from) },
	{ "html",	    offsetof(struct email, html) },
	{ "sent",	    offsetof(struct email, sent) },
	{ "subject",	    offsetof(struct email, subject) },
	{ "text",	    offsetof(struct email, text) },
};
/* clang-format on */

static void take_field(struct email *out, struct arena *a, const char *name, size_t name_len,
		       const char *value, size_t len)
{
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
		if (strlen(fields[i].name) == name_len &&
		    memcmp(fields[i].name, name, name_len) == 0)
			*(const char **)((char *)out + fields[i].at) = utf8_repair(a, value, len);
}

static int read_texts(struct email *out, struct arena *a, const struct buf *answer, struct err *err)
{
	const char *name, *value;
	size_t name_len, len;
	struct canon c;
	int rc = -1;

	if (canon_open(&c, answer->at, answer->len) == 0)
		while ((rc = canon_next(&c, &name, &name_len, &value, &len)) == 1)
			take_field(out, a, name, name_len, value, len);
	if (rc == 0)
		return 0;
	return err_set(err, ERR_FAILED, "the mail reader's answer is not understood");
}

int mail_open(struct email *out, struct arena *a, const char *decoder, const void *bytes,
	      size_t len, struct err *err)
{
	char *argv[] = { (char *)"waylaid-decode", (char *)"mail", NULL };
	struct child_run run = { .program = decoder,
				 .argv = argv,
				 .timeout_ms = MAIL_OPEN_MS,
				 .out_max = TEXTS_MAX,
				 .exit_refused = EXIT_CANNOT_SHOW,
				 .what = "the mail reader" };
	struct buf answer;
	int rc;

	memset(out, 0, sizeof *out);
	if (child_input_of(&run.in, bytes, len, err) < 0)
		return -1;
	rc = child_run(&answer, &run, err);
	if (rc == 0)
		rc = read_texts(out, a, &answer, err);
	buf_release(&answer);
	close(run.in);
	return rc;
}
