#include "store/watch.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "base/zone.h"
#include "domain/urgency.h"
#include "store/facts.h"
#include "store/internal.h"
#include "store/usual.h"
#include "store/watch_row.h"

/* The rules of one carrier that give a window to work towards. */
struct carrier_rules {
	const char *carrier;
	const struct rule **rule;
	int n;
	struct carrier_rules *next;
};

/* What a parcel is ranked by: the sort of claim it leaves, then what is most urgent. */
enum chance { CHANCE_DATED, CHANCE_UNDATED, CHANCE_UNASKED, CHANCE_OVER };
struct candidate {
	enum chance chance;
	struct urgency urgency;
};

struct watch {
	const struct watch_query *query;
	struct watch_list *list;
	struct snap *snap;
	struct arena *arena; /* lives as long as the list */
	struct arena scratch;
	struct usual_book *usual;
	struct carrier_rules *rules;
	struct candidate *best;
	int nbest, room;
};

/* --- windows --- */

static bool leads_to_money(const struct rule *r)
{
	return r->what == WINDOW_CLAIM || r->what == WINDOW_INQUIRY || r->what == WINDOW_NOTICE;
}

static int rules_for(struct carrier_rules **out, struct watch *w, const char *carrier,
		     struct err *err)
{
	struct carrier_rules *r = w->rules;
	const struct rule **all;
	int n;

	while (r && !text_same(r->carrier, carrier))
		r = r->next;
	if (!r) {
		if (rules_of(&all, &n, w->snap, w->arena, carrier, err) < 0)
			return -1;
		r = arena_alloc(w->arena, sizeof *r);
		r->carrier = arena_strdup(w->arena, carrier);
		r->rule = all;
		for (int i = 0; i < n; i++)
			if (leads_to_money(all[i]))
				r->rule[r->n++] = all[i];
		r->next = w->rules;
		w->rules = r;
	}
	*out = r;
	return 0;
}

/* The window that a case would have to work towards; NULL: none. */
static int claim_window(const struct window **out, struct watch *w, struct arena *a,
			const struct watch_row *row, const struct finding *f, struct err *err)
{
	struct anchors on = shipment_anchors(
		&row->shipment, zone_day(w->query->moment->zone, row->shipment.last_scan_at));
	struct carrier_rules *rules;
	struct window *windows;
	int n;

	if (rules_for(&rules, w, row->shipment.carrier, err) < 0)
		return -1;
	n = windows_compute(&windows, a, rules->rule, rules->n, &row->shipment, f->claim_as, &on,
			    0);
	*out = window_main(windows, n);
	return 0;
}

/* --- ranking --- */

static struct candidate rank(const struct watch_row *row, const struct finding *f,
			     const struct window *claim)
{
	daynum today = row->watched.today, due = watch_due_on(f, claim, today), over;
	struct candidate c = {
		.urgency = { due, row->shipment.value.cents, row->shipment.id },
	};

	if (watch_is_over(&over, f, claim, today)) {
		c.chance = CHANCE_OVER;
		c.urgency.due_on = -over; /* the newest loss first */
	} else if (f->verdict == WATCH_NOT_ASKED) {
		c.chance = CHANCE_UNASKED; /* thousands after an import: behind findings */
	} else {
		c.chance = due == DAY_NONE ? CHANCE_UNDATED : CHANCE_DATED;
	}
	return c;
}

static int by_rank(const void *a, const void *b)
{
	const struct candidate *x = a, *y = b;

	if (x->chance != y->chance)
		return x->chance < y->chance ? -1 : 1;
	return urgency_compare(&x->urgency, &y->urgency);
}

/* The room is twice the limit: sorted and cut only when it is full. */
static void keep_best(struct watch *w, const struct candidate *c)
{
	w->best[w->nbest++] = *c;
	if (w->nbest < w->room)
		return;
	qsort(w->best, (size_t)w->nbest, sizeof *w->best, by_rank);
	w->nbest = w->query->limit;
}

/* --- judging --- */

static int judge(struct finding *f, struct watch *w, struct watch_row *row, struct err *err)
{
	if (usual_find(&row->watched.usual, w->usual, w->snap, &row->shipment, err) < 0)
		return -1;
	*f = watch_judge(&row->watched);
	return 0;
}

static int look_at(struct watch *w, struct stmt *st, struct err *err)
{
	const struct window *claim;
	struct watch_row row;
	struct candidate c;
	struct finding f;

	watch_row_read(&row, st, w->query->moment);
	w->list->checked++;
	w->list->never_asked += !row.answered;
	if (judge(&f, w, &row, err) < 0)
		return -1;
	if (f.verdict == WATCH_FINE)
		return 0;
	if (claim_window(&claim, w, &w->scratch, &row, &f, err) < 0)
		return -1;
	w->list->count++;
	w->list->of[f.verdict]++;
	c = rank(&row, &f, claim);
	w->list->over += c.chance == CHANCE_OVER;
	keep_best(w, &c);
	return 0;
}

static int walk(struct watch *w, enum watch_way way, const char *carrier, int64_t at,
		struct err *err)
{
	struct stmt *st = watch_stmt(w->snap, way, carrier, at);
	struct arena_mark mark;
	int rc;

	stmt_int(st, 3, w->query->all);
	while ((rc = stmt_step(st, err)) > 0) {
		mark = arena_mark(&w->scratch);
		if (look_at(w, st, err) < 0) {
			stmt_reset(st);
			return -1;
		}
		arena_rewind(&w->scratch, mark);
	}
	return rc;
}

static int walk_all(struct watch *w, struct err *err)
{
	const char *carrier = w->query->carrier;
	daynum recent = w->query->moment->today - WATCH_RECENT_DAYS;
	struct watch_list *l = w->list;

	if (watch_count_cases(&l->with_case, &l->closed, w->snap, w->query, err) < 0)
		return -1;
	if (w->query->all)
		l->closed = 0;
	if (walk(w, WATCH_WAY_NEVER, carrier, 0, err) < 0 ||
	    walk(w, WATCH_WAY_ASKED, carrier, INT64_MIN, err) < 0 ||
	    walk(w, WATCH_WAY_ODD, carrier, 0, err) < 0 ||
	    walk(w, WATCH_WAY_HINTED, carrier, 0, err) < 0)
		return -1;
	for (int i = 0; i < carrier_codes_n; i++)
		if ((!carrier || !strcmp(carrier, carrier_codes[i])) &&
		    walk(w, WATCH_WAY_RECENT, carrier_codes[i], recent, err) < 0)
			return -1;
	return 0;
}

/* --- the list --- */

/* What a list shows of a window; its long texts stay behind. */
static const struct window *lasting(struct arena *a, const struct window *w)
{
	struct window *kept;

	if (!w)
		return NULL;
	kept = arena_alloc(a, sizeof *kept);
	*kept = *w;
	kept->unknown_because = kept->limit_note = kept->alternatives = NULL;
	return kept;
}

static int fill(struct watch_item *item, struct watch *w, int64_t id, struct err *err)
{
	struct stmt *st = watch_stmt(w->snap, WATCH_WAY_ONE, NULL, id);
	const struct window *claim;
	struct watch_row row;
	int rc = stmt_step(st, err);

	assert(rc != 0); /* it was there in this snapshot */
	if (rc < 0)
		return -1;
	watch_row_read(&row, st, w->query->moment);
	if (judge(&item->finding, w, &row, err) < 0 ||
	    claim_window(&claim, w, &w->scratch, &row, &item->finding, err) < 0)
		goto fail;
	item->claim = lasting(w->arena, claim);
	item->usual = row.watched.usual;
	item->why = watch_why(w->arena, &row.watched, &item->finding);
	item->usual_words = watch_usual(w->arena, &row.watched);
	item->command = watch_command(w->arena, &row.shipment, &item->finding);
	stmt_reset(st);
	return row_get(&item->shipment, w->snap, w->arena, TABLE_SHIPMENT, id, err);
fail:
	stmt_reset(st);
	return -1;
}

static int fill_all(struct watch *w, struct err *err)
{
	struct watch_list *l = w->list;

	qsort(w->best, (size_t)w->nbest, sizeof *w->best, by_rank);
	l->n = w->nbest < w->query->limit ? w->nbest : w->query->limit;
	l->item = arena_array(w->arena, (size_t)l->n + 1, sizeof *l->item);
	for (int i = 0; i < l->n; i++) {
		struct arena_mark mark = arena_mark(&w->scratch);

		if (fill(&l->item[i], w, w->best[i].urgency.id, err) < 0)
			return -1;
		arena_rewind(&w->scratch, mark);
	}
	return 0;
}

int watch_find(struct watch_list *out, struct snap *snap, struct arena *a,
	       const struct watch_query *query, struct err *err)
{
	struct watch w = { .query = query,
			   .list = out,
			   .snap = snap,
			   .arena = a,
			   .usual = usual_book_new(a),
			   .room = 2 * query->limit };
	int rc;

	assert(query->limit >= 1 && query->limit <= WATCH_LIMIT_MAX);
	memset(out, 0, sizeof *out);
	arena_alloc(&w.scratch, 1); /* so that rewinding a row keeps the first block */
	w.best = arena_array(a, (size_t)w.room, sizeof *w.best);
	rc = walk_all(&w, err);
	if (rc == 0)
		rc = fill_all(&w, err);
	arena_release(&w.scratch);
	return rc;
}
