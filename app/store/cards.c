#include "store/cards.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/hash.h"
#include "base/text.h"
#include "domain/casefile.h"
#include "store/column.h"
#include "store/internal.h"
#include "store/journal.h"
#include "store/read.h"

/*
 * Behind by more entries than that, or by more parcels, reading all of them anew is as quick. An
 * import of a million parcels makes ten thousand entries.
 */
enum { BEHIND_MAX = 2000, PARCELS_MAX = 2000, ENTRIES_AT_ONCE = 64 };
enum { ROOM_MIN = 256, NAMES_MIN = 32 };

/* Names get numbers as they come. slot: number plus one, by the name's hash; 0 is free. */
struct name_book {
	const char **name;
	int32_t *slot;
	int n, room;
};

struct deck {
	struct card *at;
	int n, room;
};

struct cards {
	pthread_rwlock_t lock;
	bool there;
	int64_t entry; /* the newest of the journal that is in them */
	struct deck deck[CARD_DECKS];
	struct arena names;
	struct name_book book[CARD_CODES]; /* of stages and problems: none */
};

struct cards *cards_new(void)
{
	struct cards *k = calloc(1, sizeof *k);

	if (!k)
		out_of_memory();
	pthread_rwlock_init(&k->lock, NULL);
	return k;
}

void cards_free(struct cards *k)
{
	if (!k)
		return;
	arena_release(&k->names);
	pthread_rwlock_destroy(&k->lock);
	for (int i = 0; i < CARD_DECKS; i++)
		free(k->deck[i].at);
	free(k);
}

/* --- names --- */

static int32_t *slot_of(const struct name_book *b, const char *name)
{
	uint32_t mask = (uint32_t)b->room * 2 - 1, i = 2166136261u;

	for (const char *p = name; *p; p++)
		i = (i ^ (unsigned char)*p) * 16777619u;
	for (i &= mask; b->slot[i]; i = (i + 1) & mask)
		if (strcmp(b->name[b->slot[i] - 1], name) == 0)
			break;
	return &b->slot[i];
}

static void more_room(struct name_book *b, struct arena *a)
{
	int room = b->room ? b->room * 2 : NAMES_MIN;
	const char **name = arena_array(a, (size_t)room, sizeof *name);

	if (b->n)
		memcpy(name, b->name, (size_t)b->n * sizeof *name);
	b->name = name;
	b->room = room;
	b->slot = arena_array(a, (size_t)room * 2, sizeof *b->slot);
	for (int32_t i = 0; i < b->n; i++)
		*slot_of(b, b->name[i]) = i + 1;
}

static int32_t find_name(const struct name_book *b, const char *name)
{
	return b->n ? *slot_of(b, name) - 1 : -1;
}

static int32_t number_of(struct cards *k, enum card_code code, const char *name)
{
	struct name_book *b = &k->book[code];
	int32_t *slot;

	if (!name)
		return -1;
	if (b->n == b->room)
		more_room(b, &k->names);
	slot = slot_of(b, name);
	if (!*slot) {
		b->name[b->n] = arena_strdup(&k->names, name);
		*slot = ++b->n;
	}
	return *slot - 1;
}

/* --- reading cards --- */

/* clang-format off */
#define CARDS_SQL                                                                               \
	"SELECT c.id,c.stage,c.problem,s.carrier,c.owner,c.client,w.closes_on,s.value_cents,"   \
	"c.closed_at IS NOT NULL FROM casefile c JOIN shipment s ON s.id=c.shipment_id "        \
	"LEFT JOIN window w ON w.casefile_id=c.id AND w.what='claim' AND w.route='carrier' "
/* clang-format on */

static struct card card_of(struct cards *k, struct stmt *st)
{
	struct card c = {
		.id = stmt_get_int(st, 0),
		.closes_on = day_at(st, 6),
		.value_cents = stmt_type(st, 7) == CELL_NULL ? -1 : stmt_get_int(st, 7),
	};

	c.code[CARD_STAGE] = name_find(stage_names, STAGE_NVALUES, stmt_get_text(st, 1));
	c.code[CARD_PROBLEM] = name_find(problem_names, PROBLEM_NVALUES, stmt_get_text(st, 2));
	for (int code = CARD_CARRIER; code <= CARD_CLIENT; code++)
		c.code[code] = number_of(k, (enum card_code)code, stmt_get_text(st, code + 1));
	return c;
}

/* Where the card of a case is, or belongs. */
static int place_of(const struct deck *d, int64_t id)
{
	int low = 0, high = d->n;

	if (d->n && d->at[d->n - 1].id < id)
		return d->n;
	while (low < high) {
		int middle = low + (high - low) / 2;

		if (d->at[middle].id < id)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static void put(struct deck *d, const struct card *card)
{
	int at = place_of(d, card->id);

	if (at == d->n || d->at[at].id != card->id) {
		if (d->n == d->room) {
			d->room = d->room ? d->room * 2 : ROOM_MIN;
			d->at = realloc(d->at, (size_t)d->room * sizeof *d->at);
			if (!d->at)
				out_of_memory();
		}
		memmove(&d->at[at + 1], &d->at[at], (size_t)(d->n - at) * sizeof *d->at);
		d->n++;
	}
	d->at[at] = *card;
}

static void take_out(struct deck *d, int64_t id)
{
	int at = place_of(d, id);

	if (at == d->n || d->at[at].id != id)
		return;
	d->n--;
	memmove(&d->at[at], &d->at[at + 1], (size_t)(d->n - at) * sizeof *d->at);
}

static int put_rows(int *n, struct cards *k, struct stmt *st, struct err *err)
{
	int rc;

	for (*n = 0; (rc = stmt_step(st, err)) > 0; ++*n) {
		struct card card = card_of(k, st);
		bool closed = stmt_get_int(st, 8);

		put(&k->deck[closed ? CARDS_CLOSED : CARDS_OPEN], &card);
		take_out(&k->deck[closed ? CARDS_OPEN : CARDS_CLOSED], card.id);
	}
	return rc;
}

static int read_all(struct cards *k, struct snap *snap, struct err *err)
{
	int n;

	arena_release(&k->names);
	memset(k->book, 0, sizeof k->book);
	for (int i = 0; i < CARD_DECKS; i++)
		k->deck[i].n = 0;
	return put_rows(&n, k, db_stmt(snap->db, CARDS_SQL "WHERE c.id>0 ORDER BY c.id"), err);
}

static int read_parcel(struct cards *k, struct snap *snap, int64_t shipment_id, struct err *err)
{
	struct stmt *st = db_stmt(snap->db, CARDS_SQL "WHERE c.shipment_id=?1");
	int n;

	stmt_int(st, 1, shipment_id);
	return put_rows(&n, k, st, err);
}

static int read_case(struct cards *k, struct snap *snap, int64_t id, struct err *err)
{
	struct stmt *st = db_stmt(snap->db, CARDS_SQL "WHERE c.id=?1");
	int n;

	stmt_int(st, 1, id);
	if (put_rows(&n, k, st, err) < 0)
		return -1;
	for (int i = 0; n == 0 && i < CARD_DECKS; i++)
		take_out(&k->deck[i], id);
	return 0;
}

/* --- catching up --- */

/* "file.12" -> 12; 0: the name is another. */
static int64_t numbered(const char *name, size_t len, const char *before)
{
	size_t skip = strlen(before);
	int64_t n = 0;

	if (len <= skip || memcmp(name, before, skip) != 0)
		return 0;
	for (size_t i = skip; i < len; i++)
		n = n * 10 + (name[i] - '0');
	return n;
}

/* A case and its windows are written in the chain of their parcel. */
static int follow(struct cards *k, int *parcels, struct snap *snap, const struct entry *e,
		  struct err *err)
{
	const char *name, *value;
	size_t name_len, len;
	struct canon c;

	if (canon_open(&c, e->header, e->header_len) < 0)
		return 0; /* journal_after() has looked */
	while (canon_next(&c, &name, &name_len, &value, &len) > 0) {
		int64_t parcel = numbered(name, name_len, "file.");
		int64_t id = numbered(name, name_len, "row.casefile.");

		*parcels += parcel > 0;
		if ((parcel && read_parcel(k, snap, parcel, err) < 0) ||
		    (id && read_case(k, snap, id, err) < 0))
			return -1;
	}
	return 0;
}

/* *done: false when that would take too long. */
static int follow_all(bool *done, struct cards *k, struct snap *snap, int64_t to, struct err *err)
{
	struct arena a = ARENA_INIT;
	struct entry *e;
	int64_t at = k->entry;
	int n = 0, parcels = 0, rc = 0;

	while (rc == 0 && at < to && parcels <= PARCELS_MAX) {
		rc = journal_after(&e, &n, snap, &a, at, ENTRIES_AT_ONCE, err);
		for (int i = 0; i < n && rc == 0; i++)
			rc = follow(k, &parcels, snap, &e[i], err);
		if (rc == 0 && n == 0)
			break; /* a gap: verify reports it */
		at = rc == 0 ? e[n - 1].entry : at;
		arena_release(&a);
	}
	arena_release(&a);
	*done = parcels <= PARCELS_MAX;
	return rc;
}

/* What has failed half way is read anew the next time. */
static int catch_up(struct cards *k, struct snap *snap, int64_t to, struct err *err)
{
	bool near = k->there && to - k->entry <= BEHIND_MAX;

	k->there = false;
	if (near && follow_all(&near, k, snap, to, err) < 0)
		return -1;
	if (!near && read_all(k, snap, err) < 0)
		return -1;
	k->there = true;
	k->entry = to;
	return 0;
}

int cards_hold(bool *newer, struct cards *k, struct snap *snap, struct err *err)
{
	char hash[HASH_HEX];
	int64_t entry;

	if (journal_head(&entry, hash, snap, err) < 0)
		return -1;
	pthread_rwlock_rdlock(&k->lock);
	if (!k->there || k->entry < entry) {
		pthread_rwlock_unlock(&k->lock);
		pthread_rwlock_wrlock(&k->lock);
		if ((!k->there || k->entry < entry) && catch_up(k, snap, entry, err) < 0) {
			pthread_rwlock_unlock(&k->lock);
			return -1;
		}
	}
	*newer = k->entry > entry;
	return 0;
}

void cards_let_go(struct cards *k)
{
	pthread_rwlock_unlock(&k->lock);
}

/* --- looking at them --- */

const struct card *cards_in(int *n, const struct cards *k, enum card_deck deck)
{
	*n = k->deck[deck].n;
	return k->deck[deck].at;
}

const char *const *cards_names(int *n, const struct cards *k, enum card_code code)
{
	if (code == CARD_STAGE || code == CARD_PROBLEM) {
		*n = code == CARD_STAGE ? STAGE_NVALUES : PROBLEM_NVALUES;
		return code == CARD_STAGE ? stage_names : problem_names;
	}
	*n = k->book[code].n;
	return k->book[code].name;
}

static void want(struct card_wanted *w, enum card_code code, int32_t number)
{
	w->only[w->n].code = code;
	w->only[w->n++].number = number;
}

static void want_name(struct card_wanted *w, const struct cards *k, enum card_code code,
		      const char *name)
{
	int32_t number = name ? find_name(&k->book[code], name) : -1;

	if (name)
		want(w, code, number < 0 ? CARD_NOBODYS : number);
}

struct card_wanted cards_wanted(const struct cards *k, const struct list_query *q)
{
	struct card_wanted w = { .due_on = q->due_on, .value_cents = q->value_cents };

	if (q->stage >= 0)
		want(&w, CARD_STAGE, q->stage);
	if (q->problem >= 0)
		want(&w, CARD_PROBLEM, q->problem);
	want_name(&w, k, CARD_CARRIER, q->carrier);
	want_name(&w, k, CARD_OWNER, q->owner);
	want_name(&w, k, CARD_CLIENT, q->client);
	return w;
}
