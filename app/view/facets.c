#include "view/facets.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/text.h"
#include "domain/casefile.h"
#include "store/facets.h"
#include "store/read.h"

enum { KEEP_TIMES = 10, SHOWN_MAX = 12 };

/* Days ahead by which a window closes, and how the filter is given them. */
static const struct {
	const char *code;
	int days;
} due[] = { { "today", 0 }, { "+7d", 7 }, { "+14d", 14 }, { "+30d", 30 } };
enum { DUE = sizeof due / sizeof *due };

struct facets {
	pthread_mutex_t lock;
	struct arena arena;
	struct facet_cases cases;
	int64_t read_ms, took_ms; /* when it was read; 0: not yet */
};

struct facets *facets_new(void)
{
	struct facets *f = calloc(1, sizeof *f);

	if (!f)
		abort();
	pthread_mutex_init(&f->lock, NULL);
	return f;
}

void facets_free(struct facets *f)
{
	if (!f)
		return;
	arena_release(&f->arena);
	pthread_mutex_destroy(&f->lock);
	free(f);
}

/* --- reading --- */

static int64_t clock_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000 + 1;
}

static int read_again(struct facets *f, struct snap *snap, struct err *err)
{
	struct arena fresh = ARENA_INIT;
	struct facet_cases cases;
	int64_t began = clock_ms();

	if (facets_read(&cases, snap, &fresh, err) < 0) {
		arena_release(&fresh);
		return -1;
	}
	arena_release(&f->arena);
	f->arena = fresh;
	f->cases = cases;
	f->read_ms = clock_ms();
	f->took_ms = f->read_ms - began;
	return 0;
}

static int refresh(bool *old, struct facets *f, struct snap *snap, struct err *err)
{
	int64_t entry;

	if (facets_version(&entry, snap, err) < 0)
		return -1;
	*old = f->read_ms && entry != f->cases.entry &&
	       clock_ms() - f->read_ms < f->took_ms * KEEP_TIMES;
	if (*old || (f->read_ms && entry == f->cases.entry))
		return 0;
	return read_again(f, snap, err);
}

/* --- counting --- */

/* A filter as the cases have it: -2 is a name that no case has. */
struct wanted {
	int is[FACET_DUE];
	daynum due_on;
	int64_t value_cents;
};
enum { ANY = -1, NONE = -2 };

static int number_of(const struct facet_names *names, const char *name)
{
	if (!name)
		return ANY;
	for (int i = 0; i < names->n; i++)
		if (strcmp(names->name[i], name) == 0)
			return i;
	return NONE;
}

static struct wanted wanted_of(const struct facet_cases *cases, const struct list_query *q)
{
	return (struct wanted){
		.is = { [FACET_STAGE] = q->stage,
			[FACET_PROBLEM] = q->problem,
			[FACET_CARRIER] = number_of(&cases->carriers, q->carrier),
			[FACET_OWNER] = number_of(&cases->owners, q->owner),
			[FACET_CLIENT] = number_of(&cases->clients, q->client) },
		.due_on = q->due_on,
		.value_cents = q->value_cents,
	};
}

static int number_in(const struct facet_case *c, enum facet f)
{
	const int16_t in[FACET_DUE] = { c->stage, c->problem, c->carrier, c->owner, c->client };

	return in[f];
}

/* -1: it matches all filters; a facet: all but this one; FACETS: it does not count. */
static int misses(const struct facet_case *c, const struct wanted *w)
{
	bool late = w->due_on != DAY_NONE && (c->closes_on == DAY_NONE || c->closes_on > w->due_on);
	int missed = late ? (int)FACET_DUE : -1;

	if (c->value_cents < w->value_cents)
		return FACETS;
	for (int f = 0; f < FACET_DUE; f++) {
		if (w->is[f] == ANY || w->is[f] == number_in(c, (enum facet)f))
			continue;
		if (missed >= 0)
			return FACETS;
		missed = f;
	}
	return missed;
}

struct tally {
	int64_t of[FACETS][FACET_NAMES_MAX];
};

static void count_case(struct tally *t, const struct facet_case *c, int missed, daynum today)
{
	for (int f = 0; f < FACET_DUE; f++) {
		int number = number_in(c, (enum facet)f);

		if (number >= 0 && (missed < 0 || missed == f))
			t->of[f][number]++;
	}
	if (c->closes_on == DAY_NONE || (missed >= 0 && missed != FACET_DUE))
		return;
	for (int i = 0; i < DUE; i++)
		t->of[FACET_DUE][i] += c->closes_on <= today + due[i].days;
}

static int more_first(const void *a, const void *b)
{
	const struct facet_value *x = a, *y = b;

	if (x->count != y->count)
		return x->count > y->count ? -1 : 1;
	return strcmp(x->code, y->code);
}

static void put_facet(struct facet_counts *out, struct arena *a, enum facet f,
		      const int64_t *counts, const char *const *names, int n)
{
	struct facet_value *v = arena_array(a, (size_t)n + 1, sizeof *v);
	int kept = 0;

	for (int i = 0; i < n; i++)
		if (counts[i])
			v[kept++] = (struct facet_value){ arena_strdup(a, names[i]), counts[i] };
	if (f != FACET_STAGE && f != FACET_DUE)
		qsort(v, (size_t)kept, sizeof *v, more_first);
	out->value[f] = v;
	out->n[f] = kept < SHOWN_MAX ? kept : (int)SHOWN_MAX;
}

static void count_all(struct facet_counts *out, const struct facet_cases *cases, struct arena *a,
		      const struct list_query *q, daynum today)
{
	struct wanted w = wanted_of(cases, q);
	struct tally *t = arena_alloc(a, sizeof *t);
	const char *days[DUE];

	memset(t, 0, sizeof *t);
	for (int i = 0; i < cases->n; i++) {
		int missed = misses(&cases->at[i], &w);

		if (missed < (int)FACETS)
			count_case(t, &cases->at[i], missed, today);
	}
	for (int i = 0; i < DUE; i++)
		days[i] = due[i].code;
	put_facet(out, a, FACET_STAGE, t->of[FACET_STAGE], stage_names, STAGE_NVALUES);
	put_facet(out, a, FACET_PROBLEM, t->of[FACET_PROBLEM], problem_names, PROBLEM_NVALUES);
	put_facet(out, a, FACET_CARRIER, t->of[FACET_CARRIER], cases->carriers.name,
		  cases->carriers.n);
	put_facet(out, a, FACET_OWNER, t->of[FACET_OWNER], cases->owners.name, cases->owners.n);
	put_facet(out, a, FACET_CLIENT, t->of[FACET_CLIENT], cases->clients.name, cases->clients.n);
	put_facet(out, a, FACET_DUE, t->of[FACET_DUE], days, DUE);
}

int facets_count(struct facet_counts *out, struct facets *f, struct snap *snap, struct arena *a,
		 const struct list_query *q, daynum today, struct err *err)
{
	int rc;

	pthread_mutex_lock(&f->lock);
	rc = refresh(&out->old, f, snap, err);
	if (rc == 0)
		count_all(out, &f->cases, a, q, today);
	pthread_mutex_unlock(&f->lock);
	return rc;
}
