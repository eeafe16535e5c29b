#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/day.h"
#include "base/text.h"
#include "base/zone.h"
#include "report/table.h"
#include "report/words.h"

/*
 * One line of the story. Its time is a node (an instant or a day), or a text where no zone is
 * known.
 */
struct entry {
	int64_t sort;
	int seq;
	const struct node *one;
	const struct node *when;
	const char *when_text;
	const char *kind, *where, *what, *state, *reference;
	enum style style;
};

struct story {
	struct book *book;
	const struct node *one;
	struct entry *entry;
	int n, room;
};

static struct entry *add(struct story *st, const struct node *when)
{
	struct book *b = st->book;
	struct entry *e = &st->entry[st->n];

	assert(st->n < st->room);
	*e = (struct entry){ .one = st->one, .when = when, .seq = st->n++, .style = STYLE_TEXT };
	if (when && when->type == NODE_INSTANT)
		e->sort = when->at;
	else if (when && when->type == NODE_DAY)
		e->sort = zone_day_start(b->in->zone, when->day);
	else
		e->sort = INT64_MAX;
	return e;
}

/* "2026-11-02T21:03:00" as "2026-11-02 21:03 local". */
static const char *say_wall(struct book *b, const char *local)
{
	int64_t wall;

	if (wall_parse(&wall, local) < 0)
		return arena_printf(b->arena, "%s local", local);
	return arena_printf(b->arena, "%.10s %.5s local", local, local + 11);
}

static void add_event(struct story *st, const struct node *row)
{
	struct book *b = st->book;
	struct entry *e = add(st, node_named(row, "occurred_at"));
	const char *local = text_named(b, row, "occurred_at_local");
	const struct node *is_scan = node_get(row, "is_scan");
	int64_t wall;

	/* Without a zone the carrier's wall time is taken as the desk's, for the order alone. */
	if (!e->when && local) {
		e->when_text = say_wall(b, local);
		if (wall_parse(&wall, local) == 0)
			e->sort = zone_instant(b->in->zone, wall);
	}
	e->kind = "Scan";
	if (is_scan && is_scan->type == NODE_BOOL && !is_scan->truth) {
		e->kind = "Carrier's clock";
		e->style = STYLE_UNKNOWN;
	}
	if (node_named(row, "gone_since"))
		e->style = STYLE_WARN;
	e->where = text_named(b, row, "place");
	e->what = say_event(b, row);
	e->state = say_code(b, text_named(b, row, "status"));
	e->reference = text_named(b, row, "code");
}

static void add_contact(struct story *st, const struct node *row)
{
	struct book *b = st->book;
	struct entry *e = add(st, node_named(row, "at|occurred_at|contacted_at"));
	const char *kind[] = { say_code(b, text_named(b, row, "channel")),
			       text_named(b, row, "direction") };
	const char *who[] = { text_named(b, row, "rep|rep_name|representative"),
			      say_party(b, text_named(b, row, "with|party")) };

	e->kind = say_joined(b, ", ", kind, 2);
	e->where = say_joined(b, ", ", who, 2);
	e->what = text_named(b, row, "said");
	e->state = say_code(b, text_named(b, row, "outcome"));
	e->reference = text_named(b, row, "reference|ref");
}

static void add_promise(struct story *st, const struct node *row)
{
	struct book *b = st->book;
	struct entry *e = add(st, node_named(row, "due_on|due"));
	const char *state = text_named(b, row, "state");

	e->kind = "Promise due";
	e->where = say_party(b, text_named(b, row, "owed_by|by"));
	e->what = text_named(b, row, "what");
	e->state = say_code(b, state);
	if (!e->when)
		e->when_text = "no day was named";
	if (text_same(state, "open") && e->when &&
	    e->sort < zone_day_start(b->in->zone, zone_day(b->in->zone, b->in->now))) {
		e->state = "Open, overdue";
		e->style = STYLE_WARN;
	}
	if (text_same(state, "broken"))
		e->style = STYLE_BAD;
}

static void add_request(struct story *st, const struct node *row)
{
	struct book *b = st->book;
	struct entry *e = add(st, node_named(row, "filed_on"));
	const char *kind = say_code(b, text_named(b, row, "kind"));

	e->kind = "Search filed";
	e->what = kind;
	e->state = say_code(b, text_named(b, row, "state"));
	e->reference = text_named(b, row, "reference|ref");
	if (node_named(row, "answered_on")) {
		const char *what[] = { kind, text_named(b, row, "answer") };

		e = add(st, node_named(row, "answered_on"));
		e->kind = "Search answered";
		e->what = say_joined(b, ": ", what, 2);
		e->state = say_code(b, text_named(b, row, "result"));
		e->reference = text_named(b, row, "reference|ref");
	}
}

static void add_claim(struct story *st, const struct node *row)
{
	static const char *const dates[][2] = { { "filed_on", "Claim filed" },
						{ "acknowledged_on", "Claim acknowledged" },
						{ "decided_on", "Claim decided" },
						{ "appealed_on", "Claim appealed" },
						{ "appeal_decided_on", "Appeal decided" } };
	struct book *b = st->book;

	for (size_t i = 0; i < sizeof(dates) / sizeof(*dates); i++) {
		const struct node *when = node_named(row, dates[i][0]);
		const char *what[] = { say_code(b, text_named(b, row, "route")),
				       text_named(b, row, "amount"), text_named(b, row, "reason") };
		struct entry *e;

		if (!when)
			continue;
		e = add(st, when);
		e->kind = dates[i][1];
		e->what = say_joined(b, ", ", what, i > 1 ? 3 : 2);
		e->state = say_code(b, text_named(b, row, "state"));
		e->reference = text_named(b, row, "reference|number");
	}
}

static void add_payout(struct story *st, const struct node *row)
{
	struct book *b = st->book;
	struct entry *e = add(st, node_named(row, "paid_on"));
	const char *what[] = { text_named(b, row, "amount"), text_named(b, row, "how") };

	e->kind = "Money came";
	e->what = say_joined(b, ", ", what, 2);
	e->reference = text_named(b, row, "reference");
}

static void add_remedy(struct story *st, const struct node *row)
{
	struct book *b = st->book;
	struct entry *e = add(st, node_named(row, "given_on"));
	const char *what[] = { say_code(b, text_named(b, row, "kind")),
			       text_named(b, row, "amount"), text_named(b, row, "note") };

	e->kind = "Customer got";
	e->what = say_joined(b, ", ", what, 3);
	e->reference = text_named(b, row, "reference");
}

static void add_duty(struct story *st, const struct node *row)
{
	struct book *b = st->book;
	struct entry *e = add(st, node_named(row, "since_on"));

	e->kind = "Parcel turned up";
	e->what = text_named(b, row, "what");
	e->state = node_named(row, "settled_on") ? "Settled" : "Open";
	if (!node_named(row, "settled_on")) {
		e->style = STYLE_WARN;
		return;
	}
	e = add(st, node_named(row, "settled_on"));
	e->kind = "Duty settled";
	e->what = text_named(b, row, "note");
}

static const char *poll_words(const char *outcome)
{
	static const char *const words[][2] = {
		{ "unchanged", "nothing new" },
		{ "not_found", "the carrier has no record of the number" },
		{ "unreadable", "the answer could not be read" },
		{ "refused", "the carrier refused to answer" },
		{ "unreachable", "the carrier could not be reached" },
		{ "deferred", "put off, the carrier's quota was used up" },
	};

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (text_same(words[i][0], outcome))
			return words[i][1];
	return outcome ? outcome : "no outcome was recorded";
}

struct asked {
	instant at;
	const struct node *row;
};

static int by_asked(const void *a, const void *b)
{
	const struct asked *x = a, *y = b;

	return (x->at > y->at) - (x->at < y->at);
}

/*
 * A run of askings with the same answer is one line, at its last: silence is evidence, not noise.
 */
static void add_polls(struct story *st, const struct node *list)
{
	struct book *b = st->book;
	struct asked *asked = arena_array(b->arena, (size_t)list->count + 1, sizeof(*asked));
	int n = 0, first = 0;

	for (const struct node *row = list->first; row; row = row->next)
		asked[n++] = (struct asked){ node_instantof(row, "asked_at"), row };
	qsort(asked, (size_t)n, sizeof(*asked), by_asked);
	for (int i = 0; i < n; i++) {
		const char *outcome = text_named(b, asked[i].row, "outcome");
		struct entry *e;

		if (text_same(outcome, "new")) {
			first = i + 1;
			continue;
		}
		if (i + 1 < n && text_same(outcome, text_named(b, asked[i + 1].row, "outcome")))
			continue;
		e = add(st, node_named(asked[i].row, "asked_at"));
		e->kind = "Carrier asked";
		e->style = STYLE_UNKNOWN;
		e->state = say_code(b, outcome);
		e->what = i == first ? arena_printf(b->arena, "Asked for tracking: %s.",
						    poll_words(outcome))
				     : arena_printf(b->arena,
						    "Asked for tracking %d times since %s: %s.",
						    i - first + 1,
						    text_named(b, asked[first].row, "asked_at"),
						    poll_words(outcome));
		first = i + 1;
	}
}

/* Stands behind the last scan before it. */
static void add_silence(struct story *st, const struct node *row)
{
	struct book *b = st->book;
	struct entry *e = add(st, NULL);
	daynum since = node_dayof(row, "since_on");
	char text[DAY_TEXT];

	e->when_text = arena_printf(b->arena, "from %s", day_text(text, since));
	e->sort = zone_day_start(b->in->zone, since + 1);
	e->kind = "Silence";
	e->style = STYLE_WARN;
	e->what = arena_printf(b->arena, "%s.", text_named(b, row, "text"));
	e->state = arena_printf(b->arena, "%s days", text_named(b, row, "days"));
}

struct source_list {
	const char *name;
	void (*add)(struct story *st, const struct node *row);
	int most; /* entries that a row may make */
};

static const struct source_list lists[] = {
	{ "events", add_event, 1 },     { "contacts", add_contact, 1 },
	{ "promises", add_promise, 1 }, { "requests", add_request, 2 },
	{ "claims", add_claim, 5 },     { "payouts", add_payout, 1 },
	{ "remedies", add_remedy, 1 },  { "duties", add_duty, 2 },
	{ "silence", add_silence, 1 },
};
enum { NLISTS = sizeof(lists) / sizeof(*lists) };

static const struct node *list_named(const struct node *one, const char *name)
{
	const struct node *list = node_get(one, name);

	return list && list->type == NODE_LIST ? list : NULL;
}

static int room_for(const struct node *one)
{
	const struct node *list = list_named(one, "polls");
	int room = 1 + (list ? list->count : 0);

	for (int i = 0; i < NLISTS; i++) {
		list = list_named(one, lists[i].name);
		room += list ? list->count * lists[i].most : 0;
	}
	return room;
}

static void add_case(struct story *st, const struct node *one)
{
	struct book *b = st->book;
	const struct node *list;
	struct entry *e;

	st->one = one;
	if (node_named(one, "opened_at")) {
		e = add(st, node_named(one, "opened_at"));
		e->kind = "Case opened";
		e->where = text_named(b, one, "owner");
		e->what = arena_printf(b->arena, "%s: %s", say_case(b, one),
				       say_code(b, text_named(b, one, "problem"))
					       ? say_code(b, text_named(b, one, "problem"))
					       : "problem not said");
	}
	for (int i = 0; i < NLISTS; i++) {
		list = list_named(one, lists[i].name);
		for (const struct node *row = list ? list->first : NULL; row; row = row->next)
			lists[i].add(st, row);
	}
	list = list_named(one, "polls");
	if (list)
		add_polls(st, list);
}

static int by_time(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;

	if (x->sort != y->sort)
		return x->sort < y->sort ? -1 : 1;
	return (x->seq > y->seq) - (x->seq < y->seq);
}

/* clang-format off */
static const struct column columns[] = {
	{ .title = "When",		.width = 21 },
	{ .title = "What kind",		.width = 17 },
	{ .title = "Where or with whom", .width = 30 },
	{ .title = "What happened",	.width = 70 },
	{ .title = "State",		.width = 18 },
	{ .title = "Reference or code",	.width = 20 },
};
/* clang-format on */

static const struct table timeline = {
	.columns = columns,
	.ncolumns = sizeof(columns) / sizeof(*columns),
};

static struct cell words(int at, enum style style, const char *text)
{
	return cell_text(at, at, text || style != STYLE_TEXT ? style : STYLE_UNKNOWN,
			 text ? text : "–");
}

static void put_entry(struct sheet *s, const struct entry *e)
{
	struct book *b = s->book;
	struct cell cells[BOOK_COLUMNS];
	/* Lines in which nobody saw or did anything stand back. */
	bool quiet = e->style == STYLE_UNKNOWN;
	int n = 0, at = 0;

	if (s->names_case) {
		cells[n++] = cell_text(at, at, STYLE_CODE, text_named(b, e->one, "case|number|id"));
		at++;
	}
	cells[n++] = e->when ? cell_node(b, at, at, e->when)
			     : words(at, STYLE_TEXT, e->when_text ? e->when_text : "day not known");
	cells[n++] = words(at + 1, quiet ? STYLE_UNKNOWN : STYLE_STRONG, e->kind);
	cells[n++] = words(at + 2, quiet ? STYLE_UNKNOWN : STYLE_TEXT, e->where);
	cells[n++] = words(at + 3, e->style, e->what);
	cells[n++] = words(at + 4, e->style, e->state);
	cells[n++] = words(at + 5, quiet ? STYLE_UNKNOWN : STYLE_CODE, e->reference);
	sheet_row(s, cells, n);
}

void sheet_timeline(struct book *b)
{
	struct story st = { .book = b };
	struct sheet s;
	int head;

	for (int i = 0; i < b->in->ncases; i++)
		st.room += room_for(b->in->cases[i]);
	st.entry = arena_array(b->arena, (size_t)st.room, sizeof(*st.entry));
	for (int i = 0; i < b->in->ncases; i++)
		add_case(&st, b->in->cases[i]);
	qsort(st.entry, (size_t)st.n, sizeof(*st.entry), by_time);

	table_sheet(&s, b, "Timeline", &timeline);
	head = s.row - 1;
	for (int i = 0; i < st.n; i++)
		put_entry(&s, &st.entry[i]);
	if (st.n)
		sheet_filter(&s, head, s.ncolumns);
	else
		sheet_line(&s, STYLE_EMPTY, "Nothing has happened yet that has a date.");
}
