#include "store/listed.h"

#include "ops/internal.h"
#include "store/place.h"

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

char *due(const char *owner, int limit, int64_t *count)
{
	struct next_rows rows = read_list((struct next_query){ .owner = owner, .limit = limit });

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
