/*
 * mail_ops.h - an e-mail becomes a contact of its case, and stays as evidence
 */
#ifndef APP_OPS_MAIL_OPS_H
#define APP_OPS_MAIL_OPS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "domain/contact.h"
#include "domain/evidence.h"
#include "domain/mail_taken.h"
#include "domain/mail_words.h"

struct arena;
struct desk;
struct err;

enum {
	MAIL_ONE_MAX = 25 << 20,  /* bytes of a message */
	MAIL_BOX_MAX = 256 << 20, /* of a mailbox with many */
	MAIL_SAID_MAX = 2000      /* characters of what it says that go into the contact */
};

struct mail_given {
	const char *name; /* of the file, for the evidence and for messages */
	const char *bytes;
	size_t len;
	const char *decoder;  /* path of waylaid-decode */
	int64_t casefile_id;  /* 0: the case that it names */
	const char *own;      /* the desk's own addresses, with blanks or commas between; NULL */
	int direction, party; /* -1: by the addresses */
	int kind;             /* of its attachments; -1: other */
	bool dry_run;         /* say what would be done, write nothing */
};

/*
 * One message. With exactly one case: the contact, the message byte for byte as evidence
 * "correspondence" and its attachments as "other", all in one act; their bytes are on disk before.
 * Without, or on a dry run: nothing is written. A message is known by its Message-ID, or by its
 * bytes. ERR_INPUT: it cannot be read.
 */
int mail_take(struct mail_taken *out, struct desk *desk, struct arena *a,
	      const struct mail_given *given, struct err *err);

/*
 * The messages of a mailbox: each call gives the next from *at on and moves it; false at the end. A
 * file that is no mailbox is one message.
 */
bool mail_next(const char **message, size_t *len, size_t *at, const char *bytes, size_t size);

#endif
