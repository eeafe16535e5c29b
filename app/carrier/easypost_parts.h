/*
 * easypost_parts.h - what the files of the EasyPost reader share; nobody else includes it
 */
#ifndef APP_CARRIER_EASYPOST_PARTS_H
#define APP_CARRIER_EASYPOST_PARTS_H

#include "carrier/carrier.h"

/* easypost_status.c: words are the carrier's message, code a status_detail, category a status */
struct meaning easypost_meaning(const char *text, const char *code, const char *category);

/* "Out for delivery" for out_for_delivery; NULL for a status that EasyPost does not document. */
const char *easypost_words(const char *status);

/* easypost_read.c: members of struct carrier */
void easypost_read_answer(struct answer *out, struct arena *a, const struct credentials *c,
			  const struct http_answer *answer, const struct ask asks[], int n);
int easypost_read_saved(struct answer *out, struct arena *a, const char *bytes, size_t len,
			struct err *err);

#endif
