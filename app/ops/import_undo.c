/* Taking an import back: out of sight at once, then what it filled in other parcels is emptied. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/err.h"
#include "base/text.h"
#include "ops/import_parts.h"

enum { CASES_NAMED = 5, PARCELS_A_TX = 50, PAUSE_MS = 2 };

/* What the journal says of one import. */
struct traces {
	int64_t *entry; /* newest first */
	int n, room;
	int64_t range[2]; /* the parcels that it made lie between these; {0, -1}: none */
	int64_t parcels;
};

static void add_entry(struct traces *t, int64_t entry)
{
	if (t->n == t->room) {
		t->room = t->room ? t->room * 2 : 64;
		t->entry = realloc(t->entry, (size_t)t->room * sizeof *t->entry);
		if (!t->entry)
			out_of_memory();
	}
	t->entry[t->n++] = entry;
}

static void add_parcels(struct traces *t, const struct entry_row row[], int n)
{
	for (int i = 0; i < n; i++) {
		if (row[i].table != TABLE_SHIPMENT || row[i].version != 1)
			continue;
		if (!t->parcels++)
			t->range[0] = t->range[1] = row[i].id;
		if (row[i].id < t->range[0])
			t->range[0] = row[i].id;
		if (row[i].id > t->range[1])
			t->range[1] = row[i].id;
	}
}

/* The entry in which the import's own row was made: made and counted up are two writes. */
static bool is_first(const struct entry_row row[], int n, int64_t id)
{
	for (int i = 0; i < n; i++)
		if (row[i].table == TABLE_IMPORT && row[i].id == id)
			return row[i].version <= 2;
	return false;
}

/* Back through the journal to where the import began. */
static int find_traces(struct traces *t, struct snap *snap, const struct import *import,
		       struct err *err)
{
	struct arena a = ARENA_INIT;
	struct entry e = { 0 };
	struct entry_row *row;
	int rc, n;
	bool first = false;

	t->range[1] = -1;
	do {
		struct arena_mark mark = arena_mark(&a);

		rc = journal_before(&e, snap, &a, e.entry, err);
		if (rc == 0 && e.entry && e.import_id == import->id &&
		    (rc = journal_rows(&row, &n, &a, &e, err)) == 0) {
			add_entry(t, e.entry);
			add_parcels(t, row, n);
			first = is_first(row, n, import->id);
		}
		arena_rewind(&a, mark);
	} while (rc == 0 && e.entry && !first);
	arena_release(&a);
	return rc;
}

static int refuse_cases(struct snap *snap, struct arena *a, const struct traces *t, int64_t id,
			struct err *err)
{
	int64_t cases[CASES_NAMED + 1];
	const char *list = "";
	int n;

	if (import_cases(cases, CASES_NAMED + 1, &n, snap, t->range, id, err) < 0)
		return -1;
	for (int i = 0; i < n && i < CASES_NAMED; i++)
		list = arena_printf(a, "%s%s%" PRId64, list, i ? ", " : "", cases[i]);
	if (!n)
		return 0;
	return err_set(err, ERR_STATE,
		       "import %" PRId64 " cannot be taken back: there are cases on its parcels "
		       "(%s%s)",
		       id, list, n > CASES_NAMED ? ", ..." : "");
}

static int check(struct import_undone *out, struct traces *t, struct import *import,
		 struct snap *snap, struct arena *a, bool anyway, struct err *err)
{
	struct err missing;

	*import = (struct import){ 0 };
	if (row_get(import, snap, a, TABLE_IMPORT, out->id, &missing) < 0 &&
	    missing.code != ERR_NOT_FOUND) {
		*err = missing;
		return -1;
	}
	if (text_same(import->kind, "payouts"))
		return err_set(err, ERR_STATE,
			       "import %" PRId64
			       " is a list of payments: whoever took it in takes it "
			       "back while it is the last act of his" ERR_TYPED ": waylaid undo",
			       out->id);
	if (!import->map)
		return err_set(err, ERR_NOT_FOUND,
			       "there is no import of shipments %" PRId64
			       ": 'waylaid import list' shows them",
			       out->id);
	out->name = import->name;
	if (find_traces(t, snap, import, err) < 0)
		return -1;
	out->parcels = t->parcels;
	if (import->state == IMPORT_UNDONE)
		return 0;
	if (refuse_cases(snap, a, t, import->id, err) < 0 ||
	    import_polls(&out->polls, snap, t->range, import->id, err) < 0)
		return -1;
	if (!out->polls || anyway)
		return 0;
	return err_set(err, ERR_STATE,
		       "carriers were asked about parcels of import %" PRId64 " since, and %" PRId64
		       " answers had news: add --anyway to put these out of sight with it",
		       import->id, out->polls);
}

static int set_undone(struct import *import, const struct traces *t, struct desk *desk,
		      struct arena *a, struct err *err)
{
	struct tx *tx;
	int rc = -1;

	if (desk_begin(&tx, desk, "import.undo", err) < 0)
		return -1;
	if (refuse_cases(tx_snap(tx), a, t, import->id, err) < 0)
		goto out;
	import->state = IMPORT_UNDONE;
	if (row_update(import, tx, TABLE_IMPORT, err) < 0)
		goto out;
	tx_note(tx, "import", arena_printf(a, "%" PRId64, import->id));
	tx_note(tx, "undoes", arena_printf(a, "%" PRId64, t->n ? t->entry[0] : 0));
	rc = 0;
out:
	return tx_end(tx, rc, err);
}

/* --- what it filled --- */

/* The value of a field in a row's canonical bytes; NULL: it was empty. */
static const char *value_of(struct arena *a, const void *row, size_t len, const char *want)
{
	const char *name, *value;
	size_t name_len, value_len;
	struct canon c;

	if (canon_open(&c, row, len) < 0)
		return NULL;
	while (canon_next(&c, &name, &name_len, &value, &value_len) > 0)
		if (strlen(want) == name_len && !memcmp(name, want, name_len))
			return arena_strndup(a, value, value_len);
	return NULL;
}

/* Does the parcel still hold what the import wrote? */
static bool is_same(struct arena *a, const struct shipment *s, const struct fill_place *p,
		    const void *row, size_t len)
{
	const void *at = (const char *)s + p->offset;
	const struct money *m = at;
	const char *was;

	if (!fill_known(s, p))
		return false;
	if (p->type != FILL_MONEY) {
		was = value_of(a, row, len, p->field);
		return was && !strcmp(was, p->type == FILL_TEXT
						   ? *(const char *const *)at
						   : arena_printf(a, "%d", *(const daynum *)at));
	}
	was = value_of(a, row, len, arena_printf(a, "%s_cents", p->field));
	return was && !strcmp(was, arena_printf(a, "%" PRId64, m->cents)) &&
	       text_same(value_of(a, row, len, arena_printf(a, "%s_currency", p->field)),
			 m->currency);
}

static void empty(struct shipment *s, const struct fill_place *p)
{
	void *at = (char *)s + p->offset;

	if (p->type == FILL_TEXT)
		*(const char **)at = NULL;
	else if (p->type == FILL_DAY)
		*(daynum *)at = DAY_NONE;
	else
		*(struct money *)at = MONEY_NONE;
}

/* One parcel that an entry filled: "names" as noted there, "row" as it was written. */
struct filled {
	int64_t id;
	const char *names;
	const void *row;
	size_t len;
};

static bool has_word(const char *words, const char *word)
{
	size_t n = strlen(word);

	for (const char *p = words; (p = strstr(p, word)); p += n)
		if ((p == words || p[-1] == ' ') && (p[n] == ' ' || !p[n]))
			return true;
	return false;
}

static int empty_parcel(struct import_undone *out, struct tx *tx, struct arena *a,
			const struct filled *f, struct err *err)
{
	struct shipment s;
	int64_t before = out->emptied;

	if (row_get(&s, tx_snap(tx), a, TABLE_SHIPMENT, f->id, err) < 0)
		return -1;
	for (int i = 0; i < fill_places_n; i++) {
		const struct fill_place *p = &fill_places[i];

		if (!has_word(f->names, p->field) || !fill_known(&s, p))
			continue;
		if (is_same(a, &s, p, f->row, f->len)) {
			empty(&s, p);
			out->emptied++;
		} else {
			out->kept++;
		}
	}
	if (out->emptied == before)
		return 0;
	tx_file(tx, s.id);
	if (row_update(&s, tx, TABLE_SHIPMENT, err) < 0)
		return -1;
	return parcel_cases_refresh(tx, a, &s, err);
}

/* The parcels that an entry filled, in the arena. */
static int read_filled(struct filled **out, int *n, struct snap *snap, struct arena *a,
		       int64_t number, struct err *err)
{
	const char *name, *value, *key = NULL;
	size_t name_len, len, body_len;
	const void *body;
	struct entry e;
	struct canon header, rows;
	bool more = true;

	*n = 0;
	*out = NULL;
	if (journal_before(&e, snap, a, number + 1, err) < 0 ||
	    journal_body(&body, &body_len, snap, a, number, err) < 0)
		return -1;
	if (!memmem(e.header, e.header_len, "\nfilled.", 8) || !body ||
	    canon_open(&header, e.header, e.header_len) < 0 ||
	    canon_open(&rows, body, body_len) < 0)
		return 0;
	*out = arena_array(a, e.header_len / 10, sizeof **out);
	/* both lists are sorted by the parcel's number as text */
	while (canon_next(&header, &name, &name_len, &value, &len) > 0) {
		struct filled *f = &(*out)[*n];

		if (name_len < 8 || memcmp(name, "filled.", 7) != 0)
			continue;
		f->id = strtoll(name + 7, NULL, 10);
		f->names = arena_strndup(a, value, len);
		key = arena_printf(a, "shipment.%" PRId64, f->id);
		while (more && canon_next(&rows, &name, &name_len, &value, &len) > 0)
			if (strlen(key) == name_len && !memcmp(name, key, name_len)) {
				f->row = value;
				f->len = len;
				++*n;
				break;
			}
	}
	return 0;
}

static int empty_some(struct import_undone *out, struct desk *desk, struct arena *a,
		      const struct filled f[], int n, struct err *err)
{
	const struct timespec pause = { .tv_nsec = PAUSE_MS * 1000000 };
	struct tx *tx;
	int rc = 0;

	if (desk_begin(&tx, desk, "import.undo", err) < 0)
		return -1;
	for (int i = 0; i < n && rc == 0; i++)
		rc = empty_parcel(out, tx, a, &f[i], err);
	tx_note(tx, "import", arena_printf(a, "%" PRId64, out->id));
	rc = tx_end(tx, rc, err);
	nanosleep(&pause, NULL);
	return rc;
}

static int empty_all(struct import_undone *out, struct desk *desk, const struct traces *t,
		     struct err *err)
{
	struct arena a = ARENA_INIT;
	int rc = 0;

	for (int i = 0; i < t->n && rc == 0; i++) {
		struct arena_mark mark = arena_mark(&a);
		struct filled *f = NULL;
		struct snap *snap;
		int n = 0;

		rc = desk_snap(&snap, desk, err);
		if (rc == 0) {
			rc = read_filled(&f, &n, snap, &a, t->entry[i], err);
			desk_snap_end(snap);
		}
		for (int from = 0; from < n && rc == 0; from += PARCELS_A_TX)
			rc = empty_some(out, desk, &a, f + from,
					n - from < PARCELS_A_TX ? n - from : PARCELS_A_TX, err);
		arena_rewind(&a, mark);
	}
	arena_release(&a);
	return rc;
}

int import_undo(struct import_undone *out, struct desk *desk, struct arena *a, int64_t id,
		bool anyway, struct err *err)
{
	struct traces t = { 0 };
	struct import import;
	struct snap *snap;
	bool again;
	int rc;

	*out = (struct import_undone){ .id = id };
	if (import_lock(desk->store, err) < 0)
		return -1;
	rc = desk_snap(&snap, desk, err);
	if (rc < 0)
		goto out;
	rc = check(out, &t, &import, snap, a, anyway, err);
	desk_snap_end(snap);
	if (rc < 0)
		goto out;
	again = import.state == IMPORT_UNDONE; /* cut off while it was emptied? */
	if ((!again && set_undone(&import, &t, desk, a, err) < 0) ||
	    empty_all(out, desk, &t, err) < 0)
		rc = -1;
	else if (again && !out->emptied)
		rc = err_set(err, ERR_STATE, "import %" PRId64 " was taken back already", id);
out:
	import_unlock(desk->store);
	free(t.entry);
	return rc;
}
