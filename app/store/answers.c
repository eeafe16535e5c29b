#include "store/answers.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/pack.h"
#include "store/internal.h"

/* --- keeping --- */

static int is_kept(bool *kept, struct snap *snap, const char *sha256, struct err *err)
{
	struct stmt *st = db_stmt(snap->db, "SELECT 1 FROM answer WHERE sha256=?1");
	int rc;

	stmt_text(st, 1, sha256);
	rc = stmt_step(st, err);
	stmt_reset(st);
	*kept = rc > 0;
	return rc < 0 ? -1 : 0;
}

static int put(struct tx *tx, const char *sha256, const void *bytes, size_t n, struct err *err)
{
	struct stmt *st =
		db_stmt(tx->snap.db, "INSERT INTO answer(sha256,size,packed)VALUES(?1,?2,?3)");
	struct buf packed;
	int rc;

	buf_init(&packed, n + n / 100 + 1024); /* what cannot be packed grows a little */
	pack_bytes(&packed, bytes, n);
	rc = buf_check(&packed, "a packed answer", err);
	if (rc == 0) {
		stmt_text(st, 1, sha256);
		stmt_int(st, 2, (int64_t)n);
		stmt_blob(st, 3, packed.at, packed.len);
		rc = stmt_run(st, err);
	}
	buf_release(&packed);
	return rc;
}

int answer_keep(char sha256[HASH_HEX], struct tx *tx, const void *bytes, size_t n, struct err *err)
{
	struct hash hash;
	bool kept;

	if (n > ANSWER_BYTES_MAX)
		return err_set(err, ERR_INPUT,
			       "an answer of %zu bytes is larger than the %d that can be kept", n,
			       ANSWER_BYTES_MAX);
	hash = hash_of(bytes, n);
	hash_hex(sha256, &hash);
	if (is_kept(&kept, &tx->snap, sha256, err) < 0)
		return -1;
	return kept ? 0 : put(tx, sha256, bytes, n, err);
}

/* --- reading --- */

/* Columns size, packed from "col" on; false when they are not the bytes of that hash. */
static bool open_answer(char **out, size_t *len, struct arena *a, struct stmt *st, int col,
			const char *sha256)
{
	int64_t size = stmt_get_int(st, col);
	struct err damaged;
	struct hash hash;
	char hex[HASH_HEX];
	size_t n;
	const void *packed = stmt_get_blob(st, col + 1, &n);

	if (size < 0 || size > ANSWER_BYTES_MAX ||
	    unpack_bytes(out, a, packed, n, (size_t)size, &damaged) < 0)
		return false;
	*len = (size_t)size;
	hash = hash_of(*out, *len);
	return !strcmp(hash_hex(hex, &hash), sha256);
}

int answer_read(char **out, size_t *len, struct snap *snap, struct arena *a, const char *sha256,
		struct err *err)
{
	struct stmt *st = db_stmt(snap->db, "SELECT size,packed FROM answer WHERE sha256=?1");
	bool whole;
	int rc;

	stmt_text(st, 1, sha256);
	rc = stmt_step(st, err);
	if (rc < 0)
		return -1;
	if (rc == 0)
		return err_set(err, ERR_NOT_FOUND, "the answer %.12s is gone: run 'waylaid verify'",
			       sha256);
	whole = open_answer(out, len, a, st, 0, sha256);
	stmt_reset(st);
	if (!whole)
		return err_set(err, ERR_DAMAGED,
			       "the answer %.12s was changed: run 'waylaid verify'", sha256);
	return 0;
}

int answer_size(int64_t *out, struct snap *snap, const char *sha256, struct err *err)
{
	struct stmt *st = db_stmt(snap->db, "SELECT size FROM answer WHERE sha256=?1");
	int rc;

	stmt_text(st, 1, sha256);
	rc = stmt_step(st, err);
	*out = rc > 0 ? stmt_get_int(st, 0) : -1;
	stmt_reset(st);
	return rc < 0 ? -1 : 0;
}

int answer_totals(struct answer_totals *out, struct snap *snap, struct err *err)
{
	struct stmt *st = db_stmt(snap->db, "SELECT count(*),coalesce(sum(size),0),"
					    "coalesce(sum(length(packed)),0)FROM answer");

	if (stmt_step(st, err) < 0)
		return -1;
	*out = (struct answer_totals){ stmt_get_int(st, 0), stmt_get_int(st, 1),
				       stmt_get_int(st, 2) };
	stmt_reset(st);
	return 0;
}

/* --- verify --- */

struct seen {
	int64_t id;
	bool whole, named;
};

struct check {
	struct snap *snap;
	const struct answers_gone *gone; /* sorted */
	struct seen *seen;               /* by id */
	size_t n, room;
	journal_fault *fault;
	void *payload;
	int64_t faults;
	struct arena a; /* rewound after each */
};

static void tell(struct check *c, int64_t casefile, const char *what)
{
	c->faults++;
	c->fault(c->payload, casefile, what);
}

static void note(struct check *c, int64_t id, bool whole)
{
	if (c->n == c->room) {
		c->room = c->room ? c->room * 2 : 256;
		c->seen = realloc(c->seen, c->room * sizeof *c->seen);
		if (!c->seen)
			abort();
	}
	c->seen[c->n++] = (struct seen){ .id = id, .whole = whole };
}

static int open_all(struct check *c, struct err *err)
{
	struct stmt *st =
		db_stmt(c->snap->db, "SELECT id,sha256,size,packed FROM answer ORDER BY id");
	int rc;

	while ((rc = stmt_step(st, err)) > 0) {
		struct arena_mark mark = arena_mark(&c->a);
		const char *sha256 = stmt_get_text(st, 1);
		char *bytes;
		size_t len;

		note(c, stmt_get_int(st, 0),
		     sha256 && open_answer(&bytes, &len, &c->a, st, 2, sha256));
		arena_rewind(&c->a, mark);
	}
	return rc;
}

static int by_id(const void *key, const void *seen)
{
	int64_t id = *(const int64_t *)key, other = ((const struct seen *)seen)->id;

	return (id > other) - (id < other);
}

static int64_t case_of_poll(struct check *c, int64_t poll)
{
	struct stmt *st = db_stmt(c->snap->db, tables[TABLE_POLL].case_of);
	struct err ignored;
	int64_t id = 0;

	stmt_int(st, 1, poll);
	if (stmt_step(st, &ignored) > 0) {
		id = stmt_get_int(st, 0);
		stmt_reset(st);
	}
	return id;
}

static int by_bytes(const void *a, const void *b)
{
	return memcmp(a, b, HASH_SIZE);
}

static bool was_purged(const struct check *c, const char *sha256)
{
	struct hash h;

	return c->gone->n && hash_parse(&h, sha256) == 0 &&
	       bsearch(&h, c->gone->sha256, c->gone->n, sizeof h, by_bytes);
}

static int walk_polls(struct check *c, struct err *err)
{
	struct stmt *st = db_stmt(c->snap->db,
				  "SELECT p.id,p.answer_sha256,a.id FROM poll p LEFT JOIN answer a "
				  "ON a.sha256=p.answer_sha256 "
				  "WHERE p.answer_sha256 IS NOT NULL ORDER BY p.id");
	int rc;

	while ((rc = stmt_step(st, err)) > 0) {
		struct arena_mark mark = arena_mark(&c->a);
		int64_t poll = stmt_get_int(st, 0), id = stmt_get_int(st, 2);
		struct seen *s = c->n ? bsearch(&id, c->seen, c->n, sizeof *s, by_id) : NULL;

		if (s)
			s->named = true;
		if (!s && was_purged(c, stmt_get_text(st, 1)))
			continue;
		if (!s || !s->whole)
			tell(c, case_of_poll(c, poll),
			     arena_printf(
				     &c->a, "the answer that came with poll %" PRId64 " %s (%.12s)",
				     poll, s ? "was changed" : "is gone", stmt_get_text(st, 1)));
		arena_rewind(&c->a, mark);
	}
	return rc;
}

static void tell_unnamed(struct check *c)
{
	for (size_t i = 0; i < c->n; i++) {
		struct arena_mark mark = arena_mark(&c->a);

		if (!c->seen[i].named)
			tell(c, 0,
			     arena_printf(&c->a, "answer %" PRId64 " came with no poll",
					  c->seen[i].id));
		arena_rewind(&c->a, mark);
	}
}

int answers_verify(int64_t *faults, struct snap *snap, const struct answers_gone *gone,
		   journal_fault *fault, void *payload, struct err *err)
{
	struct check c = { .snap = snap, .gone = gone, .fault = fault, .payload = payload };
	int rc = -1;

	if (gone->n)
		qsort(gone->sha256, gone->n, sizeof *gone->sha256, by_bytes);

	if (open_all(&c, err) < 0 || walk_polls(&c, err) < 0)
		goto out;
	tell_unnamed(&c);
	*faults = c.faults;
	rc = 0;
out:
	free(c.seen);
	arena_release(&c.a);
	return rc;
}
