/*
 * mail_open.h - an untrusted e-mail, opened by the program behind the fence
 *
 * Starts waylaid-decode on it (its contract is in decode/mail.h), without environment and with a
 * time limit, and takes the texts that it gives. Whatever a mail does to that program, we go on.
 */
#ifndef APP_OPS_MAIL_OPEN_H
#define APP_OPS_MAIL_OPEN_H

#include <stddef.h>

#include "carrier/email.h"

struct arena;
struct err;

enum { MAIL_OPEN_MS = 20000 };

/*
 * Texts in the arena. decoder: the path of waylaid-decode. ERR_INPUT says why it cannot be opened;
 * ERR_FAILED when the program could not be started.
 */
int mail_open(struct email *out, struct arena *a, const char *decoder, const void *bytes,
	      size_t len, struct err *err);

#endif
