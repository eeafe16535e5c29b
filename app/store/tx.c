#include "store/tx.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "store/internal.h"
#include "store/journal.h"
#include "store/migrate.h"

enum { ROWS_MAX = 48 * 1024 * 1024, HEADER_MAX = 4 * 1024 * 1024, SALT_SIZE = 16 };

int tx_begin(struct tx **out, struct store *store, const struct tx_options *options,
	     struct err *err)
{
	struct tx *tx;
	int64_t version;

	assert(!store->tx);
	if (db_begin(store->db, true, err) < 0)
		return -1;
	if (db_pragma_int(&version, store->db, "PRAGMA user_version", err) < 0)
		goto fail;
	if (version != SCHEMA_VERSION) {
		err_set(err, ERR_TOO_NEW,
			"%s was changed by a newer waylaid (schema %" PRId64
			", this one knows %d): update the program; nothing was written",
			db_path(store->db), version, SCHEMA_VERSION);
		goto fail;
	}
	tx = calloc(1, sizeof *tx);
	if (!tx)
		abort();
	tx->snap = store->snap;
	tx->options = *options;
	buf_init(&tx->rows, ROWS_MAX);
	store->tx = tx;
	tx->store = store;
	*out = tx;
	return 0;
fail:
	db_rollback(store->db);
	return -1;
}

static void tx_free(struct tx *tx)
{
	tx->store->tx = NULL;
	buf_release(&tx->rows);
	arena_release(&tx->arena);
	free(tx->wrote_at.at);
	free(tx->file_at.at);
	free(tx);
}

static void roll_back(struct tx *tx)
{
	db_rollback(tx->snap.db);
	tx_free(tx);
}

struct snap *tx_snap(struct tx *tx)
{
	return &tx->snap;
}

const struct moment *tx_moment(const struct tx *tx)
{
	return tx->options.moment;
}

static size_t place_of(const struct places *p, unsigned table, int64_t id)
{
	return (size_t)((((uint64_t)id * 31 + table) * 11400714819323198485u) >> 20) &
	       (p->room - 1);
}

/* Room for n entries, half of it free; true when it was made anew and is empty. */
static bool places_grow(struct places *p, int n)
{
	if ((size_t)n * 2 < p->room)
		return false;
	p->room = p->room ? p->room * 4 : 64;
	free(p->at);
	p->at = calloc(p->room, sizeof *p->at);
	if (!p->at)
		out_of_memory();
	return true;
}

static int32_t *find_file(struct tx *tx, int64_t id)
{
	const struct places *p = &tx->file_at;
	size_t i = place_of(p, 0, id);

	while (p->at[i] && tx->file[p->at[i] - 1] != id)
		i = (i + 1) & (p->room - 1);
	return &p->at[i];
}

void tx_file(struct tx *tx, int64_t shipment_id)
{
	if (places_grow(&tx->file_at, tx->nfiles + 1))
		for (int i = 0; i < tx->nfiles; i++)
			*find_file(tx, tx->file[i]) = i + 1;
	int32_t *place = find_file(tx, shipment_id);

	if (*place)
		return;
	tx->file = arena_grown(&tx->arena, tx->file, tx->nfiles, &tx->files_room, sizeof *tx->file);
	tx->file[tx->nfiles++] = shipment_id;
	*place = tx->nfiles;
}

void tx_case(struct tx *tx, int64_t casefile_id)
{
	for (int i = 0; i < tx->ncases; i++)
		if (tx->casefile[i] == casefile_id)
			return;
	tx->casefile = arena_grown(&tx->arena, tx->casefile, tx->ncases, &tx->cases_room,
				   sizeof *tx->casefile);
	tx->casefile[tx->ncases++] = casefile_id;
}

void tx_keep(struct tx *tx)
{
	tx->keep = true;
}

static void add_field(struct tx *tx, const char *name, const void *value, size_t len)
{
	tx->extra =
		arena_grown(&tx->arena, tx->extra, tx->nextra, &tx->extra_room, sizeof *tx->extra);
	tx->extra[tx->nextra++] = (struct canon_field){ name, value, len };
}

void tx_note(struct tx *tx, const char *name, const char *value)
{
	if (value)
		add_field(tx, arena_strdup(&tx->arena, name), arena_strdup(&tx->arena, value),
			  strlen(value));
}

static int32_t *find_wrote(struct tx *tx, enum table_id table, int64_t id)
{
	const struct places *p = &tx->wrote_at;
	size_t i = place_of(p, table, id);

	while (p->at[i] &&
	       (tx->wrote[p->at[i] - 1].id != id || tx->wrote[p->at[i] - 1].table != table))
		i = (i + 1) & (p->room - 1);
	return &p->at[i];
}

void tx_wrote(struct tx *tx, enum table_id table, int64_t id, int32_t version,
	      const struct cell cells[])
{
	size_t at = tx->rows.len;
	bool made = version == 1;
	struct wrote *w;

	if (version)
		row_canon(&tx->rows, &tx->snap, (struct row_name){ table, id, version }, cells);
	if (places_grow(&tx->wrote_at, tx->nwrote + 1))
		for (int i = 0; i < tx->nwrote; i++)
			*find_wrote(tx, tx->wrote[i].table, tx->wrote[i].id) = i + 1;
	/* a row written twice counts as last written */
	int32_t *place = find_wrote(tx, table, id);

	if (!*place) {
		tx->wrote = arena_grown(&tx->arena, tx->wrote, tx->nwrote, &tx->room,
					sizeof *tx->wrote);
		*place = ++tx->nwrote;
	} else {
		made = tx->wrote[*place - 1].made;
	}
	w = &tx->wrote[*place - 1];
	*w = (struct wrote){ table, id, version, made, at, tx->rows.len - at };
}

static void note_int(struct tx *tx, const char *name, int64_t n)
{
	tx_note(tx, name, arena_printf(&tx->arena, "%" PRId64, n));
}

/* "file.12" and "row.shipment.12" are made for each row of an import: by hand, not by printf(). */
static char *put_id(char *at, int64_t id)
{
	char digits[24], *d = digits + sizeof digits;

	assert(id > 0);
	do
		*--d = (char)('0' + id % 10);
	while (id /= 10);
	memcpy(at, d, (size_t)(digits + sizeof digits - d));
	return at + (digits + sizeof digits - d);
}

static const char *key_of(struct tx *tx, const char *before, const char *name, int64_t id)
{
	char key[96], *at = key;

	at = stpcpy(at, before);
	at = stpcpy(at, name);
	*at++ = '.';
	at = put_id(at, id);
	return arena_strndup(&tx->arena, key, (size_t)(at - key));
}

/* A shipment that this transaction made has no chain yet. */
static bool is_new(struct tx *tx, int64_t shipment)
{
	int32_t place = tx->nwrote ? *find_wrote(tx, TABLE_SHIPMENT, shipment) : 0;

	return place && tx->wrote[place - 1].made;
}

/* The last hash of each touched shipment's chain. */
static int link_files(struct tx *tx, struct canon_field *field, struct err *err)
{
	struct stmt *st =
		db_stmt(tx->snap.db, "SELECT hash FROM journal WHERE entry="
				     "(SELECT max(entry) FROM journal_file WHERE shipment_id=?1)");

	for (int i = 0; i < tx->nfiles; i++) {
		char hex[HASH_HEX];
		struct hash h = { { 0 } };
		size_t len;
		int rc = 0;

		field[i] = (struct canon_field){ key_of(tx, "", "file", tx->file[i]), "-", 1 };
		if (is_new(tx, tx->file[i]))
			continue;
		stmt_int(st, 1, tx->file[i]);
		rc = stmt_step(st, err);
		if (rc < 0)
			return -1;
		if (rc == 0)
			continue;
		const void *bytes = stmt_get_blob(st, 0, &len);

		if (len == HASH_SIZE)
			memcpy(h.byte, bytes, HASH_SIZE);
		field[i].value = arena_strdup(&tx->arena, hash_hex(hex, &h));
		field[i].len = HASH_HEX - 1;
		stmt_reset(st);
	}
	return 0;
}

/* The header's line of a row, and the body's. */
static void list_rows(struct tx *tx, const uint8_t salt[SALT_SIZE], struct canon_field *header,
		      struct canon_field *body)
{
	for (int i = 0; i < tx->nwrote; i++) {
		const struct wrote *w = &tx->wrote[i];
		const char *row = tx->rows.at + w->at;
		const char *key = key_of(tx, "row.", tables[w->table].name, w->id);
		char *value = arena_alloc(&tx->arena, 16 + HASH_HEX), *at = value;
		struct hasher h;
		struct hash digest;

		body[i] = (struct canon_field){ key + strlen("row."), row, w->len };
		header[i] = (struct canon_field){ key, "0:-", 3 };
		if (!w->version)
			continue;
		hash_start(&h);
		hash_add(&h, salt, SALT_SIZE);
		hash_add(&h, row, w->len);
		digest = hash_end(&h);
		at = put_id(at, w->version);
		*at++ = ':';
		hash_hex(at, &digest);
		header[i].value = value;
		header[i].len = (size_t)(at - value) + HASH_HEX - 1;
	}
}

static int by_field(const void *a, const void *b)
{
	const struct canon_field *x = a, *y = b;

	return strcmp(x->name, y->name);
}

/*
 * Notes, chains and rows in the order of their names. Those of an import come nearly sorted;
 * sorting each kind and then putting them in a row spares most of the comparing.
 */
static size_t merge_fields(struct canon_field *out, struct tx *tx, const struct canon_field *files,
			   const struct canon_field *rows)
{
	size_t n = 0;
	int i = 0;

	qsort(tx->extra, (size_t)tx->nextra, sizeof *tx->extra, by_field);
	for (; i < tx->nextra && strcmp(tx->extra[i].name, "file.") < 0; i++)
		out[n++] = tx->extra[i];
	if (tx->nfiles)
		memcpy(out + n, files, (size_t)tx->nfiles * sizeof *out);
	n += (size_t)tx->nfiles;
	for (; i < tx->nextra && strcmp(tx->extra[i].name, "row.") < 0; i++)
		out[n++] = tx->extra[i];
	memcpy(out + n, rows, (size_t)tx->nwrote * sizeof *out);
	n += (size_t)tx->nwrote;
	for (; i < tx->nextra; i++)
		out[n++] = tx->extra[i];
	return n;
}

static void sort_unless_sorted(struct canon_field *field, int n)
{
	for (int i = 1; i < n; i++)
		if (strcmp(field[i - 1].name, field[i].name) > 0) {
			qsort(field, (size_t)n, sizeof *field, by_field);
			return;
		}
}

static void describe(struct tx *tx, int64_t entry, const char *prev)
{
	const struct tx_options *o = &tx->options;
	struct buf cases;

	note_int(tx, "entry", entry);
	tx_note(tx, "op", o->op);
	note_int(tx, "at", o->moment->now);
	note_int(tx, "clock", o->moment->machine);
	tx_note(tx, "now_given", o->moment->now_given ? "1" : "0");
	tx_note(tx, "user", o->user);
	tx_note(tx, "as", o->on_behalf);
	tx_note(tx, "way", o->way);
	tx_note(tx, "system_user", o->system_user);
	tx_note(tx, "program", PROGRAM_VERSION);
	tx_note(tx, "desk_prev", *prev ? prev : "-");
	if (!tx->ncases)
		return;
	buf_init(&cases, HEADER_MAX);
	for (int i = 0; i < tx->ncases; i++)
		buf_printf(&cases, "%s%" PRId64, i ? "," : "", tx->casefile[i]);
	tx_note(tx, "cases", cases.at);
	buf_release(&cases);
}

static int put_entry(struct tx *tx, int64_t entry, const struct buf *header,
		     const uint8_t salt[SALT_SIZE], const struct buf *body, struct err *err)
{
	struct stmt *st = db_stmt(tx->snap.db, "INSERT INTO journal(entry,at,header,body_hash,hash)"
					       "VALUES(?1,?2,?3,?4,?5)");
	struct hash body_hash, hash;
	struct hasher h;

	hash_start(&h);
	hash_add(&h, salt, SALT_SIZE);
	hash_add(&h, body->at, body->len);
	body_hash = hash_end(&h);
	hash_start(&h);
	hash_add(&h, header->at, header->len);
	hash_add(&h, body_hash.byte, HASH_SIZE);
	hash = hash_end(&h);

	stmt_int(st, 1, entry);
	stmt_int(st, 2, tx->options.moment->now);
	stmt_blob(st, 3, header->at, header->len);
	stmt_blob(st, 4, body_hash.byte, HASH_SIZE);
	stmt_blob(st, 5, hash.byte, HASH_SIZE);
	if (stmt_run(st, err) < 0)
		return -1;
	st = db_stmt(tx->snap.db, "INSERT INTO journal_body(entry,salt,body)VALUES(?1,?2,?3)");
	stmt_int(st, 1, entry);
	stmt_blob(st, 2, salt, SALT_SIZE);
	stmt_blob(st, 3, body->at, body->len);
	if (stmt_run(st, err) < 0)
		return -1;
	st = db_stmt(tx->snap.db, "INSERT INTO journal_file(shipment_id,entry)VALUES(?1,?2)");
	for (int i = 0; i < tx->nfiles; i++) {
		stmt_int(st, 1, tx->file[i]);
		stmt_int(st, 2, entry);
		if (stmt_run(st, err) < 0)
			return -1;
	}
	return 0;
}

/* The header's bytes and the body's, from what the transaction did. */
static int put_together(struct buf *header, struct buf *body, struct tx *tx,
			const uint8_t salt[SALT_SIZE], struct err *err)
{
	size_t nwrote = (size_t)tx->nwrote, nfiles = (size_t)tx->nfiles;
	struct canon_field *body_field = arena_array(&tx->arena, nwrote, sizeof *body_field);
	struct canon_field *row = arena_array(&tx->arena, nwrote, sizeof *row);
	struct canon_field *file = arena_array(&tx->arena, nfiles, sizeof *file), *all;

	list_rows(tx, salt, row, body_field);
	if (link_files(tx, file, err) < 0)
		return -1;
	sort_unless_sorted(row, tx->nwrote);
	sort_unless_sorted(file, tx->nfiles);
	all = arena_array(&tx->arena, nwrote + nfiles + (size_t)tx->nextra, sizeof *all);
	canon_write(header, all, merge_fields(all, tx, file, row));
	canon_write(body, body_field, nwrote);
	if (buf_check(header, "the journal entry", err) < 0)
		return -1;
	return buf_check(body, "the journal entry", err);
}

static int write_entry(struct tx *tx, struct err *err)
{
	uint8_t salt[SALT_SIZE];
	char prev[HASH_HEX];
	struct buf header, body;
	int64_t last;
	int rc = -1;

	buf_init(&header, HEADER_MAX);
	buf_init(&body, ROWS_MAX);
	if (buf_check(&tx->rows, "what is to be written", err) < 0)
		goto out;
	if (journal_head(&last, prev, &tx->snap, err) < 0)
		goto out;
	random_bytes(salt, sizeof salt);
	describe(tx, last + 1, prev);
	if (put_together(&header, &body, tx, salt, err) < 0)
		goto out;
	rc = put_entry(tx, last + 1, &header, salt, &body, err);
out:
	buf_release(&header);
	buf_release(&body);
	return rc;
}

static int commit(struct tx *tx, struct err *err)
{
	int rc = 0;

	if (tx->nwrote || tx->keep)
		rc = write_entry(tx, err);
	if (rc == 0)
		rc = db_commit(tx->snap.db, err);
	if (rc < 0)
		db_rollback(tx->snap.db);
	tx_free(tx);
	return rc;
}

int tx_end(struct tx *tx, int rc, struct err *err)
{
	if (rc == 0)
		return commit(tx, err);
	roll_back(tx);
	return -1;
}
