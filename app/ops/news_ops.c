#include "ops/news_ops.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/err.h"
#include "ops/internal.h"
#include "store/journal.h"

int desk_data_version(int64_t *out, struct desk *desk, struct err *err)
{
	struct snap *snap;
	int rc;

	if (desk_snap(&snap, desk, err) < 0)
		return -1;
	rc = journal_data_version(out, snap, err);
	desk_snap_end(snap);
	return rc;
}

int desk_newest_entry(int64_t *out, struct desk *desk, struct err *err)
{
	char hash[HASH_HEX];
	struct snap *snap;
	int rc;

	if (desk_snap(&snap, desk, err) < 0)
		return -1;
	rc = journal_head(out, hash, snap, err);
	desk_snap_end(snap);
	return rc;
}

/* "1,7": the cases of an entry. One that is gone is nobody's. */
static int read_cases(struct news *news, struct snap *snap, struct arena *a, const char *list,
		      struct err *err)
{
	char *end;

	for (const char *at = list; at && *at && news->n < NEWS_CASES; at = *end ? end + 1 : end) {
		int64_t id = strtoll(at, &end, 10);
		struct casefile c;

		if (end == at)
			break;
		if (row_get(&c, snap, a, TABLE_CASEFILE, id, err) < 0) {
			if (err->code != ERR_NOT_FOUND)
				return -1;
			continue;
		}
		news->casefile_id[news->n] = id;
		news->client[news->n++] = c.client;
	}
	return 0;
}

static int find_scans(bool *out, struct arena *a, const struct entry *e, struct err *err)
{
	struct entry_row *row;
	int n;

	*out = false;
	if (journal_rows(&row, &n, a, e, err) < 0)
		return -1;
	for (int i = 0; i < n && !*out; i++)
		*out = row[i].table == TABLE_EVENT && row[i].version > 0;
	return 0;
}

static int read_news(struct news *out, int *n, struct snap *snap, struct arena *a, int64_t *since,
		     struct err *err)
{
	struct entry *e;
	int count;

	*n = 0;
	if (journal_after(&e, &count, snap, a, *since, NEWS_MAX, err) < 0)
		return -1;
	for (int i = 0; i < count; i++) {
		struct news *each = &out[*n];

		*each = (struct news){ .entry = e[i].entry, .op = e[i].op, .user = e[i].user };
		*since = e[i].entry;
		if (read_cases(each, snap, a, e[i].cases, err) < 0 ||
		    find_scans(&each->scans, a, &e[i], err) < 0)
			return -1;
		*n += each->n > 0;
	}
	return 0;
}

int desk_news(struct news **out, int *n, struct desk *desk, struct arena *a, int64_t *since,
	      struct err *err)
{
	struct snap *snap;
	int rc;

	*out = arena_array(a, NEWS_MAX, sizeof **out);
	if (desk_snap(&snap, desk, err) < 0)
		return -1;
	rc = read_news(*out, n, snap, a, since, err);
	desk_snap_end(snap);
	return rc;
}
