/*
 * shelf.h - pages as they were answered, for who asks again before anything can have changed
 *
 * A page is kept for one session alone: the key is everything of the request that a page may show.
 * It is as good as new while the file is what it was before the page was read, the minute of the
 * desk's clock is the same, no link of a phone was made or ended, and no asking of a carrier began
 * or ended; else all are forgotten. Whether the session still is one stands in the file, too; only
 * that it is over by the clock is looked at here. What shows something that changes by itself (a
 * call's clock) says so in its reply, and is not kept.
 *
 * No page outlives a write, not even one about another case: a case's page also shows the newest
 * entry of the whole journal (from which the browser counts news), the keys that led through any
 * carrier's menu in calls about other cases, how carriers kept the promises of all cases, the files
 * that other cases have too, and facts and rules; the register shows everything. What a page is
 * made of is read quickly instead (store/cards.h).
 *
 * All calls are the server's loop's. Its desk never writes, so that every change to the file, by
 * whomever, is another's and gives the file another version (desk_data_version()).
 */
#ifndef APP_WEB_SHELF_H
#define APP_WEB_SHELF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/day.h"
#include "base/hash.h"

struct desk;
struct shelf;
struct web_call;

enum {
	SHELF_PAGES_MAX = 1024,
	SHELF_BYTES_MAX = 24 * 1048576, /* of all of them; those asked for longest ago go first */
	SHELF_PAGE_MAX = 512 * 1024,
	SHELF_BESIDES = 2048 /* bytes that a page takes beside its body */
};

/* The desk stays the caller's. drop() gets each answer that was handed over, when it is let go. */
struct shelf *shelf_open(struct desk *desk, void (*drop)(void *answer));
void shelf_close(struct shelf *s); /* NULL is allowed */

/* What there was before a request was answered: shelf_find() gives it for shelf_put(). */
struct shelf_place {
	bool may; /* be kept at all */
	struct hash key;
	int64_t version, minute, links, runs;
};

/*
 * The answer to a call that passed gate_head(), and its size; it stays the module's, until the next
 * call of it. Then the call knows who is signed in, for the log. False: none is kept.
 */
bool shelf_find(void **answer, size_t *size, struct shelf_place *place, struct shelf *s,
		struct web_call *c, instant machine);

/*
 * After the call has its reply, whose answer this is. True: it was taken over. False: it stays the
 * caller's.
 */
bool shelf_put(struct shelf *s, const struct web_call *c, const struct shelf_place *place,
	       void *answer, size_t size);

/* How many there are, and their bytes. */
int shelf_count(const struct shelf *s, size_t *bytes);

#endif
