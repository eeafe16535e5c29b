/*
 * mail_parts.h - what the files of mail_ops share
 */
#ifndef APP_OPS_MAIL_PARTS_H
#define APP_OPS_MAIL_PARTS_H

#include "ops/mail_open.h"
#include "ops/mail_ops.h"
#include "ops/text_find.h"
#include "store/read.h"

/* Cases that a mail names. */
struct mail_found {
	int64_t id[TEXT_CASES_MAX];
	int n;
	const char *by;        /* the first thing that led to one */
	const char *reference; /* it, when it is a reference of theirs; NULL */
};

/*
 * mail_find.c: the case number in the subject, tracking numbers, then references of contacts,
 * requests, claims and orders. Of several cases the closed ones are left out, and a case that the
 * subject names decides.
 */
int mail_find(struct mail_found *out, struct snap *snap, struct arena *a,
	      const struct mail_whole *mail, struct err *err);

/* A mail in its case, and the words to read it by. */
struct mail_read {
	const struct mail_whole *mail;
	const struct case_rows *rows;
	const struct mail_words *words;
};

/* mail_propose.c: what may be said of the case after this mail. */
void mail_propose(struct mail_taken *out, struct arena *a, const struct mail_read *m);

#endif
