/*
 * phone_link.h - the links by which phones add photos, each to one case for a quarter of an hour
 *
 * They are kept in memory alone: a desk that starts anew has none, and nothing of them is ever in
 * the file. Of a token only its SHA-256 is kept. A link is never better than the session that made
 * it: who signs out, or may no longer work on cases, ends it. Locks itself. Times are of the
 * monotonic clock, in seconds.
 */
#ifndef APP_WEB_PHONE_LINK_H
#define APP_WEB_PHONE_LINK_H

#include <stdbool.h>
#include <stdint.h>

#include "base/hash.h"
#include "ops/user_ops.h"

struct phone_links;

enum {
	PHONE_LINK_LASTS_S = 900,
	PHONE_LINKS_MAX = 64,         /* at once */
	PHONE_PHOTO_MAX = 48 << 20,   /* bytes of one photo, with its form */
	PHONE_TRIES_MAX = 150,        /* photos a link, those that broke off among them */
	PHONE_BYTES_MAX = 1024 << 20, /* of all of them, as they were announced */
	PHONE_BURST = 40,             /* so many at once, then one a second */
};

struct phone_link {
	int64_t casefile_id;
	char session[TOKEN_TEXT]; /* the token of who made it */
	int64_t left_s;
	int photos; /* that came and were kept */
};

struct phone_links *phone_links_new(void);
void phone_links_free(struct phone_links *all); /* NULL is allowed */

/* A new link; an earlier one of the same case ends. False: there are too many. */
bool phone_link_make(char token[TOKEN_TEXT], struct phone_links *all, int64_t casefile_id,
		     const char *session, int64_t now_s);

/* False: there never was one, or it is over. */
bool phone_link_find(struct phone_link *out, struct phone_links *all, const char *token,
		     int64_t now_s);
bool phone_link_of_case(struct phone_link *out, struct phone_links *all, int64_t casefile_id,
			int64_t now_s);

/* How often one was made or ended so far: what shows links has not changed while it is the same. */
int64_t phone_links_changes(struct phone_links *all);

/* Whether there was one. */
bool phone_link_end(struct phone_links *all, int64_t casefile_id, int64_t now_s);

/*
 * A photo of so many bytes is about to come. Counts it, unless it is refused: PHONE_SLOW may come
 * in a second, PHONE_FULL never.
 */
enum phone_pass { PHONE_PASS, PHONE_GONE, PHONE_SLOW, PHONE_FULL };
enum phone_pass phone_link_charge(struct phone_links *all, const char *token, int64_t bytes,
				  int64_t now_s);

/* A photo was kept; afterwards the link knows it by its bytes. */
void phone_link_came(struct phone_links *all, const char *token, const struct hash *photo);
bool phone_link_knows(struct phone_links *all, const char *token, const struct hash *photo);

#endif
