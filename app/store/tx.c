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

/* Grow an array of the transaction's arena. */
static void *more(struct tx *tx, void *old, int n, int *room, size_t size)
{
	void *bigger;

	if (n < *room)
		return old;
	*room = *room ? *room * 2 : 16;
	bigger = arena_array(&tx->arena, (size_t)*room, size);
	if (n)
		memcpy(bigger, old, (size_t)n * size);
	return bigger;
}

static void add_once(struct tx *tx, int64_t **list, int *n, int *room, int64_t id)
{
	for (int i = 0; i < *n; i++)
		if ((*list)[i] == id)
			return;
	*list = more(tx, *list, *n, room, sizeof **list);
	(*list)[(*n)++] = id;
}

void tx_file(struct tx *tx, int64_t shipment_id)
{
	add_once(tx, &tx->file, &tx->nfiles, &tx->files_room, shipment_id);
}

void tx_case(struct tx *tx, int64_t casefile_id)
{
	add_once(tx, &tx->casefile, &tx->ncases, &tx->cases_room, casefile_id);
}

static void add_field(struct tx *tx, const char *name, const void *value, size_t len)
{
	tx->extra = more(tx, tx->extra, tx->nextra, &tx->extra_room, sizeof *tx->extra);
	tx->extra[tx->nextra++] = (struct canon_field){ name, value, len };
}

void tx_note(struct tx *tx, const char *name, const char *value)
{
	if (value)
		add_field(tx, arena_strdup(&tx->arena, name), arena_strdup(&tx->arena, value),
			  strlen(value));
}

void tx_wrote(struct tx *tx, enum table_id table, int64_t id, int32_t version,
	      const struct cell cells[])
{
	size_t at = tx->rows.len;
	struct wrote *w = NULL;

	if (version)
		row_canon(&tx->rows, table, id, version, cells);
	/* a row written twice counts as last written */
	for (int i = 0; i < tx->nwrote && !w; i++)
		if (tx->wrote[i].table == table && tx->wrote[i].id == id)
			w = &tx->wrote[i];
	if (!w) {
		tx->wrote = more(tx, tx->wrote, tx->nwrote, &tx->room, sizeof *tx->wrote);
		w = &tx->wrote[tx->nwrote++];
	}
	*w = (struct wrote){ table, id, version, at, tx->rows.len - at };
}

static void note_int(struct tx *tx, const char *name, int64_t n)
{
	tx_note(tx, name, arena_printf(&tx->arena, "%" PRId64, n));
}

/* The last hash of each touched shipment's chain. */
static int link_files(struct tx *tx, struct err *err)
{
	struct stmt *st =
		db_stmt(tx->snap.db, "SELECT hash FROM journal WHERE entry="
				     "(SELECT max(entry) FROM journal_file WHERE shipment_id=?1)");

	for (int i = 0; i < tx->nfiles; i++) {
		char hex[HASH_HEX] = "-";
		struct hash h = { { 0 } };
		size_t len;
		int rc;

		stmt_int(st, 1, tx->file[i]);
		rc = stmt_step(st, err);
		if (rc < 0)
			return -1;
		if (rc > 0) {
			const void *bytes = stmt_get_blob(st, 0, &len);

			if (len == HASH_SIZE)
				memcpy(h.byte, bytes, HASH_SIZE);
			hash_hex(hex, &h);
			stmt_reset(st);
		}
		tx_note(tx, arena_printf(&tx->arena, "file.%" PRId64, tx->file[i]), hex);
	}
	return 0;
}

static void list_rows(struct tx *tx, const uint8_t salt[SALT_SIZE], struct canon_field *body)
{
	char hex[HASH_HEX];

	for (int i = 0; i < tx->nwrote; i++) {
		const struct wrote *w = &tx->wrote[i];
		const char *row = tx->rows.at + w->at;
		const char *key =
			arena_printf(&tx->arena, "row.%s.%" PRId64, tables[w->table].name, w->id);
		struct hasher h;
		struct hash digest;

		hash_start(&h);
		hash_add(&h, salt, SALT_SIZE);
		hash_add(&h, row, w->len);
		digest = hash_end(&h);
		tx_note(tx, key,
			w->version ? arena_printf(&tx->arena, "%d:%s", w->version,
						  hash_hex(hex, &digest))
				   : "0:-");
		body[i] = (struct canon_field){ key + strlen("row."), row, w->len };
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

static int write_entry(struct tx *tx, struct err *err)
{
	struct canon_field *body_field;
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
	body_field = arena_array(&tx->arena, (size_t)tx->nwrote, sizeof *body_field);
	list_rows(tx, salt, body_field);
	describe(tx, last + 1, prev);
	if (link_files(tx, err) < 0)
		goto out;
	canon_write(&body, body_field, (size_t)tx->nwrote);
	canon_write(&header, tx->extra, (size_t)tx->nextra);
	if (buf_check(&header, "the journal entry", err) < 0 ||
	    buf_check(&body, "the journal entry", err) < 0)
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

	if (tx->nwrote)
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
