#include "store/journal.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "store/internal.h"

enum { LOOK_BACK = 1000 };

/* A copy of bytes that may hold a NUL, with one behind them. */
static char *copy_bytes(struct arena *a, const void *bytes, size_t n)
{
	char *copy = arena_alloc(a, n + 1);

	if (n)
		memcpy(copy, bytes, n);
	return copy;
}

static void hex_at(char hex[HASH_HEX], struct stmt *st, int col)
{
	struct hash h = { { 0 } };
	size_t len;
	const void *bytes = stmt_get_blob(st, col, &len);

	if (len == HASH_SIZE)
		memcpy(h.byte, bytes, HASH_SIZE);
	hash_hex(hex, &h);
}

int journal_head(int64_t *entry, char hash[HASH_HEX], struct snap *snap, struct err *err)
{
	struct stmt *st = db_stmt(snap->db, "SELECT entry,hash FROM journal "
					    "WHERE entry=(SELECT max(entry) FROM journal)");
	int rc = stmt_step(st, err);

	*entry = 0;
	hash[0] = 0;
	if (rc <= 0)
		return rc;
	*entry = stmt_get_int(st, 0);
	hex_at(hash, st, 1);
	stmt_reset(st);
	return 0;
}

static const char *field_text(struct arena *a, const char *value, size_t len)
{
	return arena_strndup(a, value, len);
}

static bool name_is(const char *name, size_t len, const char *want)
{
	return strlen(want) == len && !memcmp(name, want, len);
}

/* Header bytes to what people see; 0 or -1 when the bytes are broken. */
static int read_header(struct entry *e, struct arena *a)
{
	const char *name, *value;
	size_t name_len, len;
	struct canon c;
	int rc;

	if (canon_open(&c, e->header, e->header_len) < 0)
		return -1;
	while ((rc = canon_next(&c, &name, &name_len, &value, &len)) > 0) {
		if (name_is(name, name_len, "op"))
			e->op = field_text(a, value, len);
		else if (name_is(name, name_len, "user"))
			e->user = field_text(a, value, len);
		else if (name_is(name, name_len, "as"))
			e->on_behalf = field_text(a, value, len);
		else if (name_is(name, name_len, "way"))
			e->way = field_text(a, value, len);
		else if (name_is(name, name_len, "system_user"))
			e->system_user = field_text(a, value, len);
		else if (name_is(name, name_len, "cases"))
			e->cases = field_text(a, value, len);
		else if (name_is(name, name_len, "undoes"))
			e->undoes = field_text(a, value, len);
		else if (name_is(name, name_len, "import"))
			e->import_id = strtoll(field_text(a, value, len), NULL, 10);
		else if (name_is(name, name_len, "clock"))
			e->clock = strtoll(field_text(a, value, len), NULL, 10);
		else if (name_is(name, name_len, "now_given"))
			e->now_given = len == 1 && *value == '1';
	}
	return rc;
}

/* Columns: entry, at, header, hash. */
static int read_entry(struct entry *e, struct stmt *st, struct arena *a, struct err *err)
{
	const void *bytes;

	*e = (struct entry){ .entry = stmt_get_int(st, 0), .at = stmt_get_int(st, 1) };
	bytes = stmt_get_blob(st, 2, &e->header_len);
	e->header = copy_bytes(a, bytes, e->header_len);
	hex_at(e->hash, st, 3);
	if (read_header(e, a) < 0)
		return err_set(err, ERR_DAMAGED,
			       "journal entry %" PRId64 " is damaged: run 'waylaid verify'",
			       e->entry);
	return 0;
}

int journal_of_file(struct entry **out, int *n, struct snap *snap, struct arena *a,
		    int64_t shipment_id, struct err *err)
{
	struct stmt *st =
		db_stmt(snap->db, "SELECT j.entry,j.at,j.header,j.hash FROM journal_file f "
				  "JOIN journal j ON j.entry=f.entry "
				  "WHERE f.shipment_id=?1 ORDER BY f.entry");
	int room = 0, rc;

	*out = NULL;
	*n = 0;
	stmt_int(st, 1, shipment_id);
	while ((rc = stmt_step(st, err)) > 0) {
		*out = arena_grown(a, *out, *n, &room, sizeof **out);
		if (read_entry(&(*out)[*n], st, a, err) < 0) {
			stmt_reset(st);
			return -1;
		}
		++*n;
	}
	return rc;
}

int journal_last_of(struct entry *out, struct snap *snap, struct arena *a, const char *user,
		    int64_t before, struct err *err)
{
	struct stmt *st = db_stmt(snap->db, "SELECT entry,at,header,hash FROM journal "
					    "WHERE entry<?1 ORDER BY entry DESC LIMIT ?2");
	int rc;

	stmt_int(st, 1, before ? before : INT64_MAX);
	stmt_int(st, 2, LOOK_BACK);
	while ((rc = stmt_step(st, err)) > 0) {
		if (read_entry(out, st, a, err) < 0)
			rc = -1;
		else if (!out->user || strcmp(out->user, user) != 0)
			continue;
		stmt_reset(st);
		return rc < 0 ? -1 : 0;
	}
	*out = (struct entry){ 0 };
	return rc;
}

int journal_before(struct entry *out, struct snap *snap, struct arena *a, int64_t before,
		   struct err *err)
{
	struct stmt *st = db_stmt(snap->db, "SELECT entry,at,header,hash FROM journal "
					    "WHERE entry<?1 ORDER BY entry DESC LIMIT 1");
	int rc;

	*out = (struct entry){ 0 };
	stmt_int(st, 1, before ? before : INT64_MAX);
	rc = stmt_step(st, err);
	if (rc <= 0)
		return rc;
	rc = read_entry(out, st, a, err);
	stmt_reset(st);
	return rc;
}

int journal_after(struct entry **out, int *n, struct snap *snap, struct arena *a, int64_t after,
		  int limit, struct err *err)
{
	struct stmt *st = db_stmt(snap->db, "SELECT entry,at,header,hash FROM journal "
					    "WHERE entry>?1 ORDER BY entry LIMIT ?2");
	int rc = 0;

	*out = arena_array(a, (size_t)limit, sizeof **out);
	*n = 0;
	stmt_int(st, 1, after);
	stmt_int(st, 2, limit);
	while (*n < limit && (rc = stmt_step(st, err)) > 0)
		if (read_entry(&(*out)[(*n)++], st, a, err) < 0) {
			stmt_reset(st);
			return -1;
		}
	stmt_reset(st);
	return *n < limit && rc < 0 ? -1 : 0;
}

int journal_data_version(int64_t *out, struct snap *snap, struct err *err)
{
	return db_pragma_int(out, snap->db, "PRAGMA data_version", err);
}

int journal_body(const void **out, size_t *len, struct snap *snap, struct arena *a, int64_t entry,
		 struct err *err)
{
	struct stmt *st = db_stmt(snap->db, "SELECT body FROM journal_body WHERE entry=?1");
	const void *bytes;
	int rc;

	*out = NULL;
	*len = 0;
	stmt_int(st, 1, entry);
	rc = stmt_step(st, err);
	if (rc <= 0)
		return rc;
	bytes = stmt_get_blob(st, 0, len);
	*out = copy_bytes(a, bytes, *len);
	stmt_reset(st);
	return 0;
}

/* "row.promise.12" -> table and id. */
static int parse_row_name(struct entry_row *row, const char *name, size_t len)
{
	char text[64], *dot;

	if (len < 5 || len >= sizeof text || memcmp(name, "row.", 4) != 0)
		return -1;
	memcpy(text, name + 4, len - 4);
	text[len - 4] = 0;
	dot = strchr(text, '.');
	if (!dot)
		return -1;
	*dot = 0;
	int table = table_find(text);

	if (table < 0)
		return -1;
	row->table = (enum table_id)table;
	row->id = strtoll(dot + 1, NULL, 10);
	return 0;
}

static int parse_row_value(struct entry_row *row, const char *value, size_t len)
{
	char text[96], *colon;

	if (len >= sizeof text)
		return -1;
	memcpy(text, value, len);
	text[len] = 0;
	colon = strchr(text, ':');
	if (!colon)
		return -1;
	row->version = (int32_t)strtol(text, NULL, 10);
	if (row->version == 0)
		return 0;
	return hash_parse(&row->digest, colon + 1);
}

int journal_rows(struct entry_row **out, int *n, struct arena *a, const struct entry *e,
		 struct err *err)
{
	const char *name, *value;
	size_t name_len, len;
	struct canon c;
	int room = 0, rc;

	*n = 0;
	for (int pass = 0; pass < 2; pass++) { /* count, then fill */
		*n = 0;
		if (canon_open(&c, e->header, e->header_len) < 0)
			goto broken;
		while ((rc = canon_next(&c, &name, &name_len, &value, &len)) > 0) {
			struct entry_row row = { 0 };

			if (parse_row_name(&row, name, name_len) < 0)
				continue;
			if (parse_row_value(&row, value, len) < 0)
				goto broken;
			if (pass)
				(*out)[*n] = row;
			++*n;
		}
		if (rc < 0)
			goto broken;
		if (!pass)
			*out = arena_array(a, (size_t)(room = *n), sizeof **out);
	}
	return 0;
broken:
	return err_set(err, ERR_DAMAGED,
		       "journal entry %" PRId64 " is damaged: run 'waylaid verify'", e->entry);
}

/* --- earlier versions of a row --- */

static void cell_from_text(struct cell *cell, const struct column *c, struct arena *a,
			   const char *value, size_t len)
{
	switch (c->type) {
	case COL_TEXT:
	case COL_CODE:
	case COL_OPTION:
	case COL_CURRENCY:
		*cell = (struct cell){ CELL_TEXT, 0, copy_bytes(a, value, len), len };
		break;
	default:
		*cell = (struct cell){ .type = CELL_INT,
				       .number = strtoll(arena_strndup(a, value, len), NULL, 10) };
	}
}

/* Canonical bytes of one row back to cells. */
static int read_cells(struct old_row *old, enum table_id table, struct arena *a, const void *bytes,
		      size_t n)
{
	const struct table *t = &tables[table];
	const char *name, *value;
	size_t name_len, len;
	struct canon c;
	int rc;

	if (canon_open(&c, bytes, n) < 0)
		return -1;
	while ((rc = canon_next(&c, &name, &name_len, &value, &len)) > 0) {
		if (name_is(name, name_len, "version"))
			old->version = (int32_t)strtol(arena_strndup(a, value, len), NULL, 10);
		for (int i = 0; i < t->ncolumns; i++)
			if (name_is(name, name_len, t->column[i].name))
				cell_from_text(&old->cells[i], &t->column[i], a, value, len);
	}
	return rc;
}

static int find_in_body(struct old_row *old, struct snap *snap, struct arena *a,
			const struct entry *e, const char *key, struct err *err)
{
	struct stmt *st = db_stmt(snap->db, "SELECT body FROM journal_body WHERE entry=?1");
	const char *name, *value;
	size_t name_len, len, n;
	struct canon c;
	int rc, found = 0;

	stmt_int(st, 1, e->entry);
	rc = stmt_step(st, err);
	if (rc <= 0)
		return rc;
	const void *bytes = stmt_get_blob(st, 0, &n);

	if (canon_open(&c, bytes, n) == 0)
		while (!found && canon_next(&c, &name, &name_len, &value, &len) > 0)
			if (name_is(name, name_len, key))
				found = read_cells(old,
						   (enum table_id)table_find(arena_strndup(
							   a, key, strcspn(key, "."))),
						   a, value, len) == 0;
	stmt_reset(st);
	return found;
}

int journal_old_rows(struct old_row **out, int *n, struct snap *snap, struct arena *a,
		     int64_t shipment_id, enum table_id table, int64_t id, struct err *err)
{
	const char *key = arena_printf(a, "%s.%" PRId64, tables[table].name, id);
	const char *needle = arena_printf(a, "\nrow.%s:", key);
	struct entry *e;
	int nentries, rc;

	*n = 0;
	if (journal_of_file(&e, &nentries, snap, a, shipment_id, err) < 0)
		return -1;
	*out = arena_array(a, (size_t)nentries, sizeof **out);
	for (int i = 0; i < nentries; i++) {
		struct old_row *old = &(*out)[*n];

		if (!memmem(e[i].header, e[i].header_len, needle, strlen(needle)))
			continue;
		rc = find_in_body(old, snap, a, &e[i], key, err);
		if (rc < 0)
			return -1;
		if (rc == 0)
			continue;
		old->entry = e[i].entry;
		old->at = e[i].at;
		old->user = e[i].user;
		++*n;
	}
	return 0;
}
