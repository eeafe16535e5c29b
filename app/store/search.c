#include "store/search.h"

#include <ctype.h>
#include <string.h>

#include "base/err.h"
#include "base/text.h"
#include "store/internal.h"
#include "store/read.h"

enum { WORDS_MAX = 64 * 1024, QUERY_MAX = 1024 };

int search_drop(struct tx *tx, const char *kind, int64_t row_id, struct err *err)
{
	struct db *db = tx_snap(tx)->db;
	struct stmt *st =
		db_stmt(db, "INSERT INTO search(search,rowid,words) SELECT 'delete',id,words "
			    "FROM search_text WHERE kind=?1 AND row_id=?2");

	stmt_text(st, 1, kind);
	stmt_int(st, 2, row_id);
	if (stmt_run(st, err) < 0)
		return -1;
	st = db_stmt(db, "DELETE FROM search_text WHERE kind=?1 AND row_id=?2");
	stmt_text(st, 1, kind);
	stmt_int(st, 2, row_id);
	return stmt_run(st, err);
}

static int drop_one(struct db *db, const char *kind, int64_t row_id, int64_t casefile_id,
		    struct err *err)
{
	struct stmt *st = db_stmt(db, "SELECT id,words FROM search_text "
				      "WHERE kind=?1 AND row_id=?2 AND casefile_id=?3");
	struct stmt *del =
		db_stmt(db, "INSERT INTO search(search,rowid,words)VALUES('delete',?1,?2)");
	int64_t id;
	int rc;

	stmt_text(st, 1, kind);
	stmt_int(st, 2, row_id);
	stmt_int(st, 3, casefile_id);
	rc = stmt_step(st, err);
	if (rc <= 0)
		return rc;
	id = stmt_get_int(st, 0);
	stmt_int(del, 1, id);
	stmt_text(del, 2, stmt_get_text(st, 1));
	rc = stmt_run(del, err);
	stmt_reset(st);
	if (rc < 0)
		return -1;
	st = db_stmt(db, "DELETE FROM search_text WHERE id=?1");
	stmt_int(st, 1, id);
	return stmt_run(st, err);
}

int search_put(struct tx *tx, const char *kind, int64_t row_id, int64_t casefile_id,
	       const char *const words[], int n, struct err *err)
{
	struct db *db = tx_snap(tx)->db;
	struct stmt *st;
	struct buf b;
	int rc = -1;

	buf_init(&b, WORDS_MAX);
	for (int i = 0; i < n; i++)
		if (!text_blank(words[i]))
			buf_printf(&b, "%s%s", b.len ? " \n" : "", words[i]);
	if (drop_one(db, kind, row_id, casefile_id, err) < 0)
		goto out;
	st = db_stmt(db,
		     "INSERT INTO search_text(kind,row_id,casefile_id,words)VALUES(?1,?2,?3,?4)");
	stmt_text(st, 1, kind);
	stmt_int(st, 2, row_id);
	stmt_int(st, 3, casefile_id);
	stmt_text(st, 4, b.at);
	if (stmt_run(st, err) < 0)
		goto out;
	st = db_stmt(db, "INSERT INTO search(rowid,words)VALUES(?1,?2)");
	stmt_int(st, 1, db_last_id(db));
	stmt_text(st, 2, b.at);
	rc = stmt_run(st, err);
out:
	buf_release(&b);
	return rc;
}

/* "4711-A dana" -> "4711-A" "dana"*: every word as a phrase, the last one as a beginning. */
static void fts_query(struct buf *out, const char *text)
{
	bool in_word = false;

	for (const char *p = text; *p; p++) {
		bool blank = isspace((unsigned char)*p);

		if (blank && in_word)
			buf_puts(out, "\"*");
		if (!blank && !in_word)
			buf_puts(out, out->len ? " \"" : "\"");
		if (!blank)
			buf_printf(out, *p == '"' ? "\"\"" : "%c", *p);
		in_word = !blank;
	}
	if (in_word)
		buf_puts(out, "\"*");
}

/* A contact about several clients' parcels has words that are for none of them. */
#define OF_CLIENT                                                    \
	"c.client=?3 AND NOT(t.kind='contact' AND EXISTS(SELECT 1 "  \
	"FROM contact_case k JOIN casefile o ON o.id=k.casefile_id " \
	"WHERE k.contact_id=t.row_id AND o.client IS NOT ?3)) "
#define FOUND_IN                                                     \
	"FROM search CROSS JOIN search_text t ON t.id=search.rowid " \
	"CROSS JOIN casefile c ON c.id=t.casefile_id "
#define FOUND                                                                              \
	"SELECT t.casefile_id,t.kind,t.row_id,snippet(search,0,char(2),char(3),'...',24)," \
	"s.tracking_number,s.carrier,c.problem,c.stage " FOUND_IN                          \
	"CROSS JOIN shipment s ON s.id=c.shipment_id WHERE search MATCH ?1 "
#define NEWEST "ORDER BY search.rowid DESC LIMIT ?2"

/* By whether one client's cases alone are asked for. */
static const char *const find_sql[] = { FOUND NEWEST, FOUND "AND " OF_CLIENT NEWEST };
static const char *const count_sql[] = {
	"SELECT count(*) FROM search WHERE search MATCH ?1",
	"SELECT count(*) " FOUND_IN "WHERE search MATCH ?1 AND " OF_CLIENT,
};

static int count_hits(int64_t *total, struct db *db, const char *words, const char *client,
		      struct err *err)
{
	struct stmt *st = db_stmt(db, count_sql[client != NULL]);
	int rc;

	stmt_text(st, 1, words);
	if (client)
		stmt_text(st, 3, client);
	rc = stmt_step(st, err);
	*total = rc > 0 ? stmt_get_int(st, 0) : 0;
	stmt_reset(st);
	return rc < 0 ? -1 : 0;
}

static bool has_word(const char *text)
{
	for (; *text; text++)
		if (isalnum((unsigned char)*text) || (unsigned char)*text >= 0x80)
			return true;
	return false;
}

static struct hit read_hit(struct stmt *st, struct arena *a)
{
	return (struct hit){
		.casefile_id = stmt_get_int(st, 0),
		.kind = arena_strdup(a, stmt_get_text(st, 1)),
		.row_id = stmt_get_int(st, 2),
		.snippet = arena_strdup(a, stmt_get_text(st, 3)),
		.tracking_number = arena_strdup(a, stmt_get_text(st, 4)),
		.carrier = arena_strdup(a, stmt_get_text(st, 5)),
		.problem = arena_strdup(a, stmt_get_text(st, 6)),
		.stage = arena_strdup(a, stmt_get_text(st, 7)),
	};
}

int search_read(struct hit **out, int *n, int64_t *total, struct snap *snap, struct arena *a,
		const struct search_query *query, struct err *err)
{
	struct stmt *st = db_stmt(snap->db, find_sql[query->client != NULL]);
	struct buf words;
	int rc = -1;

	*n = 0;
	*total = 0;
	if (!has_word(query->text) || strlen(query->text) > QUERY_MAX / 4)
		return err_set(err, ERR_INPUT,
			       "search needs a word or a number of at most %d characters",
			       QUERY_MAX / 4);
	buf_init(&words, QUERY_MAX * 2);
	fts_query(&words, query->text);
	*out = arena_array(a, (size_t)query->limit, sizeof **out);
	stmt_text(st, 1, words.at);
	stmt_int(st, 2, query->limit);
	if (query->client)
		stmt_text(st, 3, query->client);
	while ((rc = stmt_step(st, err)) > 0)
		(*out)[(*n)++] = read_hit(st, a);
	*total = *n;
	if (rc == 0 && *n == query->limit)
		rc = count_hits(total, snap->db, words.at, query->client, err);
	buf_release(&words);
	return rc;
}

int search_find(struct hit **out, int *n, int64_t *total, struct snap *snap, struct arena *a,
		const char *text, int limit, struct err *err)
{
	return search_read(out, n, total, snap, a,
			   &(struct search_query){ .text = text, .limit = limit }, err);
}

int search_check(int64_t *missing, struct snap *snap, struct err *err)
{
	return db_pragma_int(
		missing, snap->db,
		"SELECT (SELECT count(*) FROM casefile c WHERE NOT EXISTS(SELECT 1 FROM "
		"search_text t WHERE t.kind='casefile' AND t.row_id=c.id))+"
		"(SELECT count(*) FROM contact_case k WHERE NOT EXISTS(SELECT 1 FROM "
		"search_text t WHERE t.kind='contact' AND t.row_id=k.contact_id "
		"AND t.casefile_id=k.casefile_id))",
		err);
}
