#include "ops/mail_open.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/child.h"
#include "base/err.h"
#include "base/hash.h"
#include "base/text.h"

/* The program's answer, as decode/mail.h states it: the suite of this folder runs the real one. */
enum { EXIT_CANNOT_SHOW = 3, TEXTS_MAX = 4 << 20, FILES_BYTES_MAX = 26 << 20 };

/* Texts by their names; of "struct mail_whole", which begins with the email. */
/* clang-format off */
static const struct {
	const char *name;
	size_t at;
} fields[] = {
	{ "authentication", offsetof(struct mail_whole, email.authentication) },
	{ "from",	    offsetof(struct mail_whole, email.from) },
	{ "html",	    offsetof(struct mail_whole, email.html) },
	{ "message_id",	    offsetof(struct mail_whole, message_id) },
	{ "sent",	    offsetof(struct mail_whole, email.sent) },
	{ "subject",	    offsetof(struct mail_whole, email.subject) },
	{ "text",	    offsetof(struct mail_whole, email.text) },
	{ "to",		    offsetof(struct mail_whole, to) },
};
/* clang-format on */

/* One field of the answer. */
struct given {
	const char *name, *value;
	size_t name_len, len;
};

static bool is_named(const struct given *g, const char *name)
{
	return strlen(name) == g->name_len && memcmp(name, g->name, g->name_len) == 0;
}

/* A whole number, or "otherwise". */
static long long number_in(struct arena *a, const struct given *g, long long otherwise)
{
	char *text = arena_strndup(a, g->value, g->len), *end;
	long long n = strtoll(text, &end, 10);

	return *text && !*end ? n : otherwise;
}

/* "with.007.name" */
static void take_file(struct mail_whole *out, struct arena *a, const struct given *g)
{
	char *name = arena_strndup(a, g->name, g->name_len), *what;
	long i = strtol(name + 5, &what, 10);
	struct mail_part *f = &out->file[i >= 0 && i < MAIL_OPEN_FILES ? i : 0];

	if (i < 0 || i > out->nfiles || i >= MAIL_OPEN_FILES)
		return;
	if (i == out->nfiles)
		out->nfiles++;
	if (strcmp(what, ".bytes") == 0) {
		f->bytes = memcpy(arena_alloc(a, g->len + 1), g->value, g->len);
		f->len = g->len;
	} else if (strcmp(what, ".name") == 0) {
		f->name = utf8_repair(a, g->value, g->len);
	} else if (strcmp(what, ".type") == 0) {
		f->type = utf8_repair(a, g->value, g->len);
	}
}

static void take_field(struct mail_whole *out, struct arena *a, const struct given *g)
{
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
		if (is_named(g, fields[i].name))
			*(const char **)((char *)out + fields[i].at) =
				utf8_repair(a, g->value, g->len);
	if (is_named(g, "at"))
		out->at = number_in(a, g, INSTANT_NONE);
	else if (is_named(g, "without"))
		out->left = (int)number_in(a, g, 0);
	else if (g->name_len > 5 && memcmp(g->name, "with.", 5) == 0)
		take_file(out, a, g);
}

static int read_answer(struct mail_whole *out, struct arena *a, const struct buf *answer,
		       struct err *err)
{
	struct given g;
	struct canon c;
	int rc = -1;

	if (canon_open(&c, answer->at, answer->len) == 0)
		while ((rc = canon_next(&c, &g.name, &g.name_len, &g.value, &g.len)) == 1)
			take_field(out, a, &g);
	if (rc == 0)
		return 0;
	return err_set(err, ERR_FAILED, "the mail reader's answer is not understood");
}

/* How to start the program: "mail" or "mail-files", and how much it may answer. */
struct how {
	const char *decoder, *word;
	size_t answer_max;
};

static int open_by(struct mail_whole *out, struct arena *a, const struct how *how,
		   const void *bytes, size_t len, struct err *err)
{
	char *argv[] = { (char *)"waylaid-decode", (char *)how->word, NULL };
	struct child_run run = { .program = how->decoder,
				 .argv = argv,
				 .timeout_ms = MAIL_OPEN_MS,
				 .out_max = how->answer_max,
				 .exit_refused = EXIT_CANNOT_SHOW,
				 .what = "the mail reader" };
	struct buf answer;
	int rc;

	memset(out, 0, sizeof *out);
	out->at = INSTANT_NONE;
	if (child_input_of(&run.in, bytes, len, err) < 0)
		return -1;
	rc = child_run(&answer, &run, err);
	if (rc == 0)
		rc = read_answer(out, a, &answer, err);
	buf_release(&answer);
	close(run.in);
	return rc;
}

int mail_open(struct email *out, struct arena *a, const char *decoder, const void *bytes,
	      size_t len, struct err *err)
{
	const struct how how = { decoder, "mail", TEXTS_MAX };
	struct mail_whole *whole = arena_alloc(a, sizeof *whole);
	int rc = open_by(whole, a, &how, bytes, len, err);

	*out = whole->email;
	return rc;
}

int mail_open_whole(struct mail_whole *out, struct arena *a, const char *decoder, const void *bytes,
		    size_t len, struct err *err)
{
	const struct how how = { decoder, "mail-files", TEXTS_MAX + FILES_BYTES_MAX };

	return open_by(out, a, &how, bytes, len, err);
}
