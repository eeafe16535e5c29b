/*
 * news_ops.h - what was done on the desk since somebody last looked, by whomever
 */
#ifndef APP_OPS_NEWS_OPS_H
#define APP_OPS_NEWS_OPS_H

#include <stdbool.h>
#include <stdint.h>

struct arena;
struct desk;
struct err;

enum { NEWS_CASES = 16, NEWS_MAX = 64 };

/* One entry of the journal that is about cases. */
struct news {
	int64_t entry;
	const char *op, *user;
	int64_t casefile_id[NEWS_CASES]; /* the first of them, and whose each is (NULL: nobody's) */
	const char *client[NEWS_CASES];
	int n;
	bool scans; /* it brought tracking events */
};

/* Another number after each change to the file that another connection made. */
int desk_data_version(int64_t *out, struct desk *desk, struct err *err);

/* The newest entry's number; 0: there is none. */
int desk_newest_entry(int64_t *out, struct desk *desk, struct err *err);

/* What came after "since", oldest first, at most NEWS_MAX; moves "since" behind what was read. */
int desk_news(struct news **out, int *n, struct desk *desk, struct arena *a, int64_t *since,
	      struct err *err);

#endif
