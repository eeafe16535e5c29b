/*
 * canada_post_parts.h - what the files of the Canada Post reader share; nobody else includes it
 */
#ifndef APP_CARRIER_CANADA_POST_PARTS_H
#define APP_CARRIER_CANADA_POST_PARTS_H

#include "carrier/carrier.h"

struct xml;

/* canada_post_status.c: code is an event-identifier, with or without leading zeros */
struct meaning canada_post_meaning(const char *text, const char *code, const char *category);

/* canada_post_detail.c */

/* An abbreviation such as "EDT" as seconds east of UTC; 0, or -1 when it is none of Canada's. */
int canada_post_zone(int *out, const char *abbreviation);

/* One tracking-detail into *r: outcome, and the message when it is unreadable. */
void canada_post_detail_read(struct reading *r, struct arena *a, const struct xml *detail,
			     enum source source);

/* canada_post_read.c: members of struct carrier */
void canada_post_read_answer(struct answer *out, struct arena *a, const struct credentials *c,
			     const struct http_answer *answer, const struct ask asks[], int n);
int canada_post_read_saved(struct answer *out, struct arena *a, const char *bytes, size_t len,
			   struct err *err);

#endif
