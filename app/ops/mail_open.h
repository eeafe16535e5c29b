/*
 * mail_open.h - an untrusted e-mail, opened by the program behind the fence
 *
 * Starts waylaid-decode on it (its contract is in decode/mail.h), without environment and with a
 * time limit, and takes the texts that it gives. Whatever a mail does to that program, we go on.
 */
#ifndef APP_OPS_MAIL_OPEN_H
#define APP_OPS_MAIL_OPEN_H

#include <stddef.h>

#include "base/day.h"
#include "carrier/email.h"

struct arena;
struct err;

enum { MAIL_OPEN_MS = 20000, MAIL_OPEN_FILES = 100 };

/*
 * Texts in the arena. decoder: the path of waylaid-decode. ERR_INPUT says why it cannot be opened;
 * ERR_FAILED when the program could not be started.
 */
int mail_open(struct email *out, struct arena *a, const char *decoder, const void *bytes,
	      size_t len, struct err *err);

/* An attachment. */
struct mail_part {
	const char *name; /* as the sender says; NULL */
	const char *type; /* as the sender says; NULL */
	const char *bytes;
	size_t len;
};

struct mail_whole {
	struct email email;
	const char *to; /* addresses with blanks between; NULL */
	const char *message_id;
	instant at; /* of the Date header; INSTANT_NONE */
	struct mail_part file[MAIL_OPEN_FILES];
	int nfiles;
	int left; /* parts that were not looked into: the message itself has them */
};

/* The same with its attachments. */
int mail_open_whole(struct mail_whole *out, struct arena *a, const char *decoder, const void *bytes,
		    size_t len, struct err *err);

#endif
