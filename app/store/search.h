/*
 * search.h - the words by which cases are found: one FTS5 table, written by the operations
 *
 * Newest first: ranking a common word costs a thousand times as much as finding it.
 */
#ifndef APP_STORE_SEARCH_H
#define APP_STORE_SEARCH_H

#include <stdint.h>

struct arena;
struct err;
struct search_query;
struct snap;
struct tx;

/*
 * Words of one row of a case; earlier words of the same row and case are replaced. NULLs are
 * skipped.
 */
int search_put(struct tx *tx, const char *kind, int64_t row_id, int64_t casefile_id,
	       const char *const words[], int n, struct err *err);
int search_drop(struct tx *tx, const char *kind, int64_t row_id, struct err *err);

/* How many cases and contacts have no words in the index. */
int search_check(int64_t *missing, struct snap *snap, struct err *err);

struct hit {
	int64_t casefile_id;
	const char *kind; /* "contact" */
	int64_t row_id;
	const char *snippet; /* the words around, the found ones between \2 and \3 */
	const char *tracking_number, *carrier, *problem, *stage;
};

/* Newest first; *total counts all. ERR_INPUT when there is no word in the text. */
int search_read(struct hit **out, int *n, int64_t *total, struct snap *snap, struct arena *a,
		const struct search_query *query, struct err *err);

/* The same for everybody's cases. */
int search_find(struct hit **out, int *n, int64_t *total, struct snap *snap, struct arena *a,
		const char *text, int limit, struct err *err);

#endif
