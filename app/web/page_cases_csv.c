#include <inttypes.h>

#include "base/csv.h"
#include "base/zone.h"
#include "ops/desk.h"
#include "view/list_doc.h"
#include "web/page_register.h"
#include "web/typed.h"

/* The register as it is shown, as a table: all its pages. */

enum { ROWS_MAX = 50000 };

static const char *const columns[] = {
	"case",      "tracking_number", "carrier",   "problem",        "stage",   "status",
	"opened_at", "opens_on",        "closes_on", "promise_due_on", "value",   "claim_state",
	"claimed",   "approved",        "owner",     "client",         "account",
};
enum { COLUMNS = sizeof columns / sizeof *columns };

struct writing {
	struct web_call *c;
	enum csv_flavour flavour;
	bool zoned; /* times in the desk's zone, for people */
};

static const char *cell(struct writing *w, const struct node *n)
{
	struct arena *a = &w->c->arena;
	char day[DAY_TEXT], at[64], money[MONEY_TEXT];

	switch (n ? n->type : NODE_NULL) {
	case NODE_TEXT:
		return n->text;
	case NODE_INT:
		return arena_printf(a, "%" PRId64, n->number);
	case NODE_DAY:
		return arena_strdup(a, day_text(day, n->day));
	case NODE_INSTANT:
		return arena_strdup(a, w->zoned ? zone_text(at, w->c->moment.zone, n->at)
						: instant_text(at, n->at));
	case NODE_MONEY:
		return arena_strdup(a, money_text(money, &n->money));
	default:
		return NULL;
	}
}

static int put_row(void *payload, const struct node *row, struct err *err)
{
	struct writing *w = payload;
	struct arena_mark mark = arena_mark(&w->c->arena);
	struct buf *b = &w->c->reply.body;

	for (int i = 0; i < COLUMNS; i++)
		csv_put(b, cell(w, node_get(row, columns[i])), w->flavour, i == 0);
	csv_end_row(b);
	arena_rewind(&w->c->arena, mark);
	return buf_check(b, "the list", err);
}

static int put_rows(struct writing *w, struct err *err)
{
	struct web_call *c = w->c;
	int64_t count, closed;
	struct list_query q;
	struct snap *snap;
	int rc;

	if (register_query(&q, c, err) < 0 || desk_snap(&snap, c->desk, err) < 0)
		return -1;
	q.limit = ROWS_MAX;
	rc = case_list(&count, &closed, snap, &q, &c->moment, put_row, w, err);
	desk_snap_end(snap);
	return rc;
}

int page_cases_export(struct web_call *c, struct err *err)
{
	static const char *const formats[] = { "csv", "excel" };
	struct writing w = { .c = c };
	int format;

	if (typed_code(&format, c, "format", (struct typed_codes){ formats, 2 }, err) < 0)
		return -1;
	w.zoned = format == 1;
	w.flavour = format == 1 ? CSV_FOR_EXCEL : CSV_FOR_MACHINES;
	if (w.zoned) /* without the mark it takes the bytes for Latin letters */
		buf_puts(&c->reply.body, "\xEF\xBB\xBF");
	for (int i = 0; i < COLUMNS; i++)
		csv_put(&c->reply.body, columns[i], w.flavour, i == 0);
	csv_end_row(&c->reply.body);
	if (put_rows(&w, err) < 0)
		return -1;
	c->reply.type = "text/csv; charset=utf-8";
	c->reply.sandboxed = true;
	reply_header(&c->reply, "Content-Disposition", "attachment; filename=\"cases.csv\"");
	reply_header(&c->reply, "Cache-Control", "no-store");
	c->reply.status = 200;
	return 0;
}
