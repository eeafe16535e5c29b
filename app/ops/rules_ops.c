#include "ops/rules_ops.h"

#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include "base/err.h"
#include "base/file.h"
#include "base/text.h"
#include "domain/rule_csv.h"
#include "ops/internal.h"
#include "store/facts.h"
#include "store/rule_file.h"

/* --- the desk's own table --- */

static int read_own(struct rule_file *f, struct desk *desk, struct arena *a, struct err *err)
{
	if (rule_file_load(f, a, desk->path, err) < 0)
		return -1;
	return rule_file_parse(f, a, err);
}

static int own_at(const struct rule_file *f, const char *code)
{
	for (int i = 0; i < f->n; i++)
		if (text_same(f->rule[i].code, code))
			return i;
	return -1;
}

static const struct rule *find_code(const struct rule rules[], int n, const char *code)
{
	for (int i = 0; i < n; i++)
		if (text_same(rules[i].code, code))
			return &rules[i];
	return NULL;
}

/* The program's table is read only where one of the own may stand in place of its. */
static int find_published(struct rules_found *found, struct arena *a, struct err *err)
{
	struct rule *all = NULL;
	int n;

	found->published = arena_array(a, (size_t)found->n + 1, sizeof *found->published);
	for (int i = 0; i < found->n; i++) {
		found->published[i] = NULL;
		if (!found->rule[i]->own)
			continue;
		if (!all && rules_published(&all, &n, a, err) < 0)
			return -1;
		found->published[i] = find_code(all, n, found->rule[i]->code);
	}
	return 0;
}

int rules_read(struct rules_found *out, struct desk *desk, struct arena *a, const char *carrier,
	       struct err *err)
{
	struct snap *snap;
	int rc;

	*out = (struct rules_found){ .path = rule_file_path(a, desk->path) };
	if (desk_snap(&snap, desk, err) < 0)
		return -1;
	rc = rules_list(&out->rule, &out->n, snap, a, carrier, err);
	desk_snap_end(snap);
	return rc < 0 ? -1 : find_published(out, a, err);
}

int rules_read_one(struct rules_found *out, struct desk *desk, struct arena *a, const char *code,
		   struct err *err)
{
	struct snap *snap;
	int rc;

	*out = (struct rules_found){ .rule = arena_array(a, 1, sizeof *out->rule),
				     .path = rule_file_path(a, desk->path) };
	if (desk_snap(&snap, desk, err) < 0)
		return -1;
	rc = rule_find(out->rule, snap, a, code, err);
	desk_snap_end(snap);
	out->n = rc == 0 && out->rule[0];
	return rc < 0 ? -1 : find_published(out, a, err);
}

void rules_keep_own(struct rules_found *found)
{
	int kept = 0;

	for (int i = 0; i < found->n; i++) {
		if (!found->rule[i]->own)
			continue;
		found->rule[kept] = found->rule[i];
		found->published[kept++] = found->published[i];
	}
	found->n = kept;
}

int rules_carrier(const char **code, struct desk *desk, struct arena *a, const char *typed,
		  struct err *err)
{
	struct snap *snap;
	int rc;

	*code = RULE_ANY_CARRIER;
	if (text_same_nocase(typed, RULE_ANY_CARRIER))
		return 0;
	if (desk_snap(&snap, desk, err) < 0)
		return -1;
	rc = carrier_resolve(code, snap, a, typed, err);
	desk_snap_end(snap);
	if (rc < 0 || *code)
		return rc;
	return err_set(err, ERR_INPUT,
		       "'%.40s' is no carrier that we know: use a code such as usps, or any for "
		       "the insurers",
		       typed);
}

/* As it was, byte for byte: the tables that it was to go with did not come. */
static void write_back(const struct rule_file *before)
{
	struct err ignored;

	if (before->there)
		file_write(before->path, before->bytes, before->len, 0600, &ignored);
	else
		unlink(before->path);
}

/* File and tables change together; the write lock keeps a colleague's change out meanwhile. */
static int put_own(struct tx *tx, struct arena *a, const struct rule_file *before,
		   const struct rule rules[], int n, struct err *err)
{
	if (rule_file_write(before->path, rules, n, err) < 0)
		return -1;
	if (facts_reload(tx, a, err) == 0)
		return 0;
	write_back(before);
	return -1;
}

static int end_change(struct tx *tx, const struct rule_file *before, int rc, struct err *err)
{
	if (rc < 0)
		return tx_end(tx, rc, err);
	rc = tx_end(tx, 0, err);
	if (rc < 0)
		write_back(before);
	return rc;
}

int rules_set(struct desk *desk, struct arena *a, const struct rule *rule, struct err *err)
{
	struct rule_file own;
	struct rule *rules;
	struct tx *tx;
	int at, rc = -1;

	if (rule_check(rule, err) < 0 || desk_begin(&tx, desk, "rules.set", err) < 0)
		return -1;
	if (read_own(&own, desk, a, err) < 0)
		return tx_end(tx, -1, err);
	at = own_at(&own, rule->code);
	rules = arena_array(a, (size_t)own.n + 1, sizeof *rules);
	if (own.n)
		memcpy(rules, own.rule, (size_t)own.n * sizeof *rules);
	if (own.n == RULE_ROWS_MAX && at < 0)
		err_set(err, ERR_INPUT, "%s holds %d rules already: take some out with --reset",
			own.path, RULE_ROWS_MAX);
	else
		rc = 0;
	if (rc == 0) {
		rules[at < 0 ? own.n : at] = *rule;
		rc = put_own(tx, a, &own, rules, own.n + (at < 0), err);
	}
	return end_change(tx, &own, rc, err);
}

int rules_reset(struct desk *desk, struct arena *a, const char *code, struct err *err)
{
	struct rule_file own;
	struct tx *tx;
	int at, rc = -1;

	if (desk_begin(&tx, desk, "rules.set", err) < 0)
		return -1;
	if (read_own(&own, desk, a, err) < 0)
		return tx_end(tx, -1, err);
	at = own_at(&own, code);
	if (at < 0) {
		err_set(err, ERR_NOT_FOUND,
			"there is no rule of your own '%.100s'" ERR_TYPED
			": 'waylaid rules' marks yours",
			code);
	} else {
		struct rule *rules = arena_array(a, (size_t)own.n, sizeof *rules);

		memcpy(rules, own.rule, (size_t)own.n * sizeof *rules);
		memmove(rules + at, rules + at + 1, (size_t)(own.n - at - 1) * sizeof *rules);
		rc = put_own(tx, a, &own, rules, own.n - 1, err);
	}
	return end_change(tx, &own, rc, err);
}

/* --- what the rules of now would change --- */

/* The rules of each carrier, read once. */
struct carrier_rules {
	const char *carrier;
	const struct rule **rule;
	int n;
	struct carrier_rules *next;
};

struct comparing {
	struct rule_moves *out;
	struct desk *desk;
	struct snap *snap;
	struct arena *keep; /* for what is listed, and the rules */
	struct carrier_rules *rules;
	int limit, room; /* of the moves listed, of the cases changed */
};

static int rules_for(struct carrier_rules **out, struct comparing *c, const char *carrier,
		     struct err *err)
{
	struct carrier_rules *r = c->rules;

	while (r && !text_same(r->carrier, carrier))
		r = r->next;
	if (!r) {
		r = arena_alloc(c->keep, sizeof *r);
		*r = (struct carrier_rules){ .carrier = arena_strdup(c->keep, carrier),
					     .next = c->rules };
		if (rules_of(&r->rule, &r->n, c->snap, c->keep, carrier, err) < 0)
			return -1;
		c->rules = r;
	}
	*out = r;
	return 0;
}

static const struct window *like(const struct window *w, const struct window all[], int n)
{
	for (int i = 0; i < n; i++)
		if (all[i].what == w->what && all[i].route == w->route)
			return &all[i];
	return NULL;
}

static void note_move(struct comparing *c, const struct shipment *s, const struct window *before,
		      const struct window *after)
{
	const struct window *some = before ? before : after;
	struct arena *a = c->keep;

	if (c->out->count++ >= c->limit)
		return;
	c->out->move[c->out->n++] = (struct rule_move){
		.casefile_id = some->casefile_id,
		.tracking_number = arena_strdup(a, s->tracking_number),
		.kind = !before  ? MOVE_NEW
			: !after ? MOVE_GONE
				 : MOVE_MOVED,
		.what = some->what,
		.route = some->route,
		.opens_before = before ? before->opens_on : DAY_NONE,
		.closes_before = before ? before->closes_on : DAY_NONE,
		.opens_after = after ? after->opens_on : DAY_NONE,
		.closes_after = after ? after->closes_on : DAY_NONE,
		.rule_before = before ? arena_strdup(a, before->rule) : NULL,
		.rule_after = after ? arena_strdup(a, after->rule) : NULL,
	};
}

/* One window against its like; both have the row's number, so that only what it says differs. */
static void compare(struct comparing *c, const struct shipment *s, const struct window *before,
		    struct window *after)
{
	after->id = before->id;
	after->version = before->version;
	if (before->opens_on != after->opens_on || before->closes_on != after->closes_on)
		note_move(c, s, before, after);
	else if (!row_same(TABLE_WINDOW, before, after))
		c->out->reworded++;
}

static void note_changed(struct comparing *c, int64_t id)
{
	struct rule_moves *out = c->out;

	out->changed =
		arena_grown(c->keep, out->changed, out->nchanged, &c->room, sizeof *out->changed);
	out->changed[out->nchanged++] = id;
}

static int compare_case(struct comparing *c, struct arena *a, const struct casefile *casefile,
			struct err *err)
{
	int64_t count = c->out->count, reworded = c->out->reworded;
	struct window *now, *stored;
	struct carrier_rules *rules;
	struct shipment s;
	struct counted of = { casefile, &s, &c->desk->options.moment, NULL, 0 };
	int n, nstored;

	if (row_get(&s, c->snap, a, TABLE_SHIPMENT, casefile->shipment_id, err) < 0 ||
	    rules_for(&rules, c, s.carrier, err) < 0)
		return -1;
	of.rules = rules->rule;
	of.nrules = rules->n;
	if (windows_now(&now, &n, c->snap, a, &of, err) < 0 ||
	    row_list(&stored, &nstored, c->snap, a, TABLE_WINDOW, "WHERE casefile_id=?1",
		     casefile->id, 0, err) < 0)
		return -1;
	for (int i = 0; i < n; i++) {
		const struct window *before = like(&now[i], stored, nstored);

		if (before)
			compare(c, &s, before, &now[i]);
		else
			note_move(c, &s, NULL, &now[i]);
	}
	for (int i = 0; i < nstored; i++)
		if (!like(&stored[i], now, n))
			note_move(c, &s, &stored[i], NULL);
	c->out->checked++;
	c->out->cases += c->out->count > count;
	if (c->out->count > count || c->out->reworded > reworded)
		note_changed(c, casefile->id);
	return 0;
}

enum { CASES_BATCH = 200 };

static int next_open(struct casefile **c, int *n, struct snap *snap, struct arena *a, int64_t after,
		     struct err *err)
{
	return row_list(c, n, snap, a, TABLE_CASEFILE,
			"WHERE closed_at IS NULL AND id>?1 ORDER BY id LIMIT ?2", after,
			CASES_BATCH, err);
}

int rules_diff(struct rule_moves *out, struct desk *desk, struct arena *a, int limit,
	       struct err *err)
{
	struct comparing c = { .out = out, .desk = desk, .keep = a, .limit = limit };
	struct arena scratch = ARENA_INIT;
	struct casefile *batch;
	int64_t after = 0;
	int n, rc = 0;

	*out = (struct rule_moves){ .move = arena_array(a, (size_t)limit, sizeof *out->move) };
	if (desk_snap(&c.snap, desk, err) < 0)
		return -1;
	do {
		if (next_open(&batch, &n, c.snap, &scratch, after, err) < 0)
			rc = n = -1;
		for (int i = 0; i < n && rc == 0; i++) {
			rc = compare_case(&c, &scratch, &batch[i], err);
			after = batch[i].id;
		}
		arena_release(&scratch);
	} while (rc == 0 && n == CASES_BATCH);
	desk_snap_end(c.snap);
	return rc;
}

/* One case by the rules of now, in a transaction of its own; 1 when that changed it. */
static int apply_to(struct desk *desk, int64_t id, struct err *err)
{
	struct arena a = ARENA_INIT;
	struct casefile c;
	struct shipment s;
	struct tx *tx;
	int written = -1;

	if (desk_begin(&tx, desk, "rules.apply", err) < 0)
		return -1;
	if (case_take(&c, &s, tx, &a, id, 0, err) == 0)
		written = windows_recount(tx, &a, &c, &s, err);
	if (tx_end(tx, written < 0 ? -1 : 0, err) < 0)
		written = -1;
	arena_release(&a);
	return written < 0 ? -1 : written > 0;
}

int rules_apply(int64_t *changed, struct desk *desk, const int64_t ids[], int n, struct err *err)
{
	*changed = 0;
	for (int i = 0; i < n; i++) {
		int one = apply_to(desk, ids[i], err);

		if (one < 0)
			return -1;
		*changed += one;
	}
	return 0;
}
