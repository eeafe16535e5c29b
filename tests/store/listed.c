#include "store/listed.h"

#include <string.h>

#include "ops/internal.h"
#include "store/place.h"
#include "store/read.h"
#include "view/case_line.h"
#include "view/next_words.h"

struct next_rows read_list(struct next_query q)
{
	struct next_rows rows;
	struct snap *snap;

	q.today = here.moment.today;
	MUST(desk_snap(&snap, here.desk, &here.err));
	MUST(next_read(&rows, snap, &here.a, &q, &here.err));
	desk_snap_end(snap);
	return rows;
}

char *in_words(const struct next_rows *rows)
{
	char *text = arena_strdup(&here.a, "");

	for (int i = 0; i < rows->n; i++)
		text = arena_printf(&here.a, "%s%s%s %lld", text, *text ? ", " : "",
				    next_kind_names[rows->row[i].kind],
				    (long long)rows->row[i].casefile_id);
	return text;
}

/* May somebody work on it today, as view/case_line.h has it? filing: a claim can be filed. */
static bool is_step(const struct next_row *r, bool filing)
{
	const daynum today = here.moment.today;

	switch (r->kind) {
	case NEXT_REQUEST:
		if (filing)
			return false;
		/* fall through */
	case NEXT_PROMISE:
		return r->due_on != DAY_NONE && r->due_on <= today;
	case NEXT_WINDOW:
		return strcmp(r->what, "suit") != 0 || r->due_on <= today + 30;
	default:
		return r->kind != NEXT_OPENING && r->kind != NEXT_HOLD && r->kind != NEXT_POLLS &&
		       r->kind != NEXT_HISTORY;
	}
}

/* The next step of a case is one of its lines in the same words, and none is more urgent. */
static void agrees(int64_t id)
{
	struct next_rows rows = read_list((struct next_query){ .casefile_id = id, .limit = 99 });
	const daynum today = here.moment.today;
	const struct next_row *same = NULL;
	struct next_row line;
	struct case_rows c;
	struct snap *snap;
	int steps = 0;
	bool found, filing = false;

	MUST(desk_snap(&snap, here.desk, &here.err));
	MUST(case_read(&c, snap, &here.a, id, &here.err));
	desk_snap_end(snap);
	found = case_line(&line, &c, today);
	for (int i = 0; i < rows.n; i++)
		filing |= rows.row[i].kind == NEXT_WINDOW && !strcmp(rows.row[i].what, "claim") &&
			  !rows.row[i].number &&
			  (rows.row[i].due_on == DAY_NONE || rows.row[i].due_on >= today);
	for (int i = 0; i < rows.n; i++) {
		const struct next_row *r = &rows.row[i];

		if (!is_step(r, filing))
			continue;
		steps++;
		if (found && r->kind == line.kind && r->id == line.id)
			same = r;
		ck_assert_msg(!found || r->band >= line.band, "case %d: %s is more urgent than %s",
			      (int)id, next_kind_names[r->kind], next_kind_names[line.kind]);
	}
	ck_assert_msg(found == (steps > 0), "case %d: %d lines for %s", (int)id, steps,
		      found ? next_kind_names[line.kind] : "no step");
	if (!found)
		return;
	ck_assert_msg(same != NULL, "case %d: %s is not on its list", (int)id,
		      next_kind_names[line.kind]);
	ck_assert_int_eq(same->band, line.band);
	ck_assert_str_eq(next_what(&here.a, same, today), next_what(&here.a, &line, today));
	ck_assert_str_eq(next_command_text(&here.a, next_command_of(same, today)->command, same),
			 next_command_text(&here.a, next_command_of(&line, today)->command, &line));
}

void every_step_agrees(void)
{
	struct snap *snap;
	int64_t ncases;

	MUST(desk_snap(&snap, here.desk, &here.err));
	MUST(case_count(&ncases, snap, &here.err));
	desk_snap_end(snap);
	for (int64_t id = 1; id <= ncases; id++)
		agrees(id);
}

char *due(const char *owner, int limit, int64_t *count)
{
	struct next_rows rows = read_list((struct next_query){ .owner = owner, .limit = limit });

	every_step_agrees();
	*count = rows.count;
	return in_words(&rows);
}

char *due_now(void)
{
	int64_t count;

	return due(NULL, 99, &count);
}

void edit_case(int64_t id, struct case_facts facts)
{
	const char *warning;

	MUST(casefile_edit(&warning, here.desk, &here.a, id, 0, &facts, &here.err));
}

/* An appeal is of use while a claim stands denied, in whole or in part. */
static void revive_appeals(struct tx *tx, const struct claim *c)
{
	const bool live = c->state == CLAIM_DENIED || c->state == CLAIM_PARTLY_APPROVED;
	struct window *w;
	int n;

	MUST(row_list(&w, &n, tx_snap(tx), &here.a, TABLE_WINDOW,
		      "WHERE casefile_id=?1 AND what='appeal'", c->casefile_id, 0, &here.err));
	for (int i = 0; i < n; i++) {
		if (w[i].live == live)
			continue;
		w[i].live = live;
		MUST(row_update(&w[i], tx, TABLE_WINDOW, &here.err));
	}
}

void put_this_claim(struct claim c)
{
	struct casefile cf;
	struct shipment s;
	struct tx *tx;

	MUST(desk_begin(&tx, here.desk, "test.claim", &here.err));
	MUST(case_take(&cf, &s, tx, &here.a, c.casefile_id, 0, &here.err));
	if (!c.number)
		c.number = 1;
	MUST(row_insert(&c, tx, TABLE_CLAIM, &here.err));
	MUST(windows_refresh(tx, &here.a, &cf, &s, &here.err));
	revive_appeals(tx, &c);
	MUST(stage_refresh(tx, &here.a, &cf, &s, &here.err));
	MUST(tx_end(tx, 0, &here.err));
}

struct claim a_claim(int64_t case_id, enum claim_state state)
{
	struct claim c = claim_unknown;

	c.casefile_id = case_id;
	c.state = state;
	c.amount = (struct money){ 10000, "USD" };
	c.filed_on = here.moment.today - 30;
	return c;
}
