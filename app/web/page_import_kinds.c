#include <string.h>

#include "base/file.h"
#include "base/text.h"
#include "domain/date_form.h"
#include "domain/events_taken.h"
#include "ops/casefile_ops.h"
#include "ops/import_ops.h"
#include "ops/mail_ops.h"
#include "ops/payout_import.h"
#include "view/events_doc.h"
#include "view/import_doc.h"
#include "view/mail_doc.h"
#include "view/payouts_doc.h"
#include "web/events_file.h"
#include "web/label.h"
#include "web/page_import.h"
#include "web/page_verb.h"
#include "web/typed.h"

/* What each kind of file is asked for, and what came of it: as the commands print it. */

/* The reasons in the words of the page. */
static void say_reasons(struct web_call *c, struct node *list, const char *name)
{
	for (struct node *n = list->first; n; n = n->next) {
		struct node *reason = own_node(n, name);

		if (!c->found.api && reason && reason->type == NODE_TEXT)
			reason->text = text_on_page(c, reason->text);
	}
}

/* A page shows the first rows, and says that these are not all. */
static void cut_list(struct web_call *c, struct node *doc, const char *name)
{
	struct node *list = own_node(doc, name), *n = list->first;

	if (c->found.api || list->count <= IMPORT_ROWS_SHOWN)
		return;
	for (int i = 1; i < IMPORT_ROWS_SHOWN; i++)
		n = n->next;
	n->next = NULL;
	list->last = n;
	node_int(&c->arena, doc, arena_printf(&c->arena, "more_%s", name),
		 list->count - IMPORT_ROWS_SHOWN);
	list->count = IMPORT_ROWS_SHOWN;
}

static int take_dates(enum date_order *out, struct web_call *c, struct err *err)
{
	int dates;

	if (typed_code(&dates, c, "dates",
		       (struct typed_codes){ date_order_names, DATE_ORDER_NVALUES }, err) < 0)
		return -1;
	*out = dates < 0 ? DATE_ORDER_NONE : (enum date_order)dates;
	return 0;
}

/* 0: none was named. */
static int take_casefile(int64_t *out, struct web_call *c, struct err *err)
{
	const char *client;

	if (typed_number(out, c, "case", INT64_MAX, err) < 0)
		return -1;
	if (*out <= 0) {
		*out = 0;
		return 0;
	}
	return casefile_client(&client, c->desk, &c->arena, *out, err);
}

/* --- parcels --- */

/* With what the watch will say of each row. */
static void add_verdicts(struct web_call *c, struct node *doc, const struct import_report *r)
{
	struct node *item = own_node(doc, "items")->first;

	for (int i = 0; i < r->nitems; i++, item = item->next) {
		if (!r->item[i].why)
			continue;
		node_text(&c->arena, item, "verdict", watch_verdict_names[r->item[i].verdict]);
		node_text(&c->arena, item, "why", r->item[i].why);
	}
}

static int run_parcels(struct node **out, struct web_call *c, struct arena *a, bool dry,
		       struct err *err)
{
	struct import_options o = { .path = c->upload.path,
				    .dry_run = dry,
				    .refusals = "" }; /* they are shown */
	struct import_report *r = arena_alloc(a, sizeof *r);

	if (typed_text(&o.map, c, "map", TYPED_LINE, err) < 0 ||
	    typed_text(&o.client, c, "client", TYPED_LINE, err) < 0 ||
	    typed_text(&o.carrier, c, "carrier", TYPED_LINE, err) < 0 ||
	    take_dates(&o.dates, c, err) < 0)
		return -1;
	if (o.map && strchr(o.map, '/'))
		return err_set(err, ERR_INPUT, "choose one of the maps of the list");
	if (import_run(r, c->desk, a, &o, err) < 0)
		return -1;
	r->refusals_file = NULL; /* nobody could look into it */
	*out = node_root(&c->arena);
	import_node(&c->arena, *out, r);
	say_reasons(c, own_node(*out, "items"), "reason");
	if (!c->found.api)
		add_verdicts(c, *out, r);
	return 0;
}

const struct import_kind import_parcels_kind = { "parcels", "a CSV of your label platform",
						 run_parcels };

/* --- events --- */

static int take_asked(struct events_asked *q, struct web_call *c, struct err *err)
{
	struct typed_codes formats = { event_formats, 0 };
	int format, carrier;

	while (event_formats[formats.n])
		formats.n++;
	if (typed_code(&format, c, "format", formats, err) < 0 ||
	    typed_code(&carrier, c, "carrier",
		       (struct typed_codes){ carrier_codes, carrier_codes_n }, err) < 0 ||
	    typed_code(&q->dates, c, "dates",
		       (struct typed_codes){ event_dates_names, EVENT_DATES }, err) < 0 ||
	    typed_text(&q->number, c, "number", TYPED_LINE, err) < 0 ||
	    take_casefile(&q->casefile_id, c, err) < 0)
		return -1;
	if (q->number && q->casefile_id)
		return err_set(err, ERR_INPUT, "--number and --case name a parcel: give one");
	q->format = format < 0 ? NULL : event_formats[format];
	q->carrier = carrier < 0 ? NULL : carrier_codes[carrier];
	return 0;
}

static int run_events(struct node **out, struct web_call *c, struct arena *a, bool dry,
		      struct err *err)
{
	struct events_asked q = { .path = c->upload.path,
				  .decoder = c->site->decoder,
				  .dry_run = dry };
	struct events_doc d;

	if (take_asked(&q, c, err) < 0 || events_file_take(&d, c->desk, a, &q, err) < 0)
		return -1;
	say_reasons(c, d.refusals, "reason");
	cut_list(c, d.doc, "items");
	cut_list(c, d.doc, "refusals");
	cut_list(c, d.doc, "unknown");
	*out = d.doc;
	return 0;
}

const struct import_kind import_events_kind = {
	"events", "an answer of a carrier, a table, a page that was saved, or an e-mail", run_events
};

/* --- payments --- */

static int run_payouts(struct node **out, struct web_call *c, struct arena *a, bool dry,
		       struct err *err)
{
	struct payouts_options o = { .path = c->upload.path, .refusals = "", .dry_run = dry };
	struct payouts_report r;

	if (typed_text(&o.currency, c, "currency", TYPED_LINE, err) < 0 ||
	    take_dates(&o.dates, c, err) < 0)
		return -1;
	if (o.currency && !currency_known(o.currency))
		return err_set(err, ERR_INPUT,
			       "--currency '%.20s' is not known: write USD, EUR ...", o.currency);
	if (!o.currency)
		o.currency = c->site->currency;
	if (payouts_import(&r, c->desk, a, &o, err) < 0)
		return -1;
	*out = payouts_doc(a, &r, dry);
	say_reasons(c, own_node(*out, "items"), "reason");
	cut_list(c, *out, "items");
	cut_list(c, *out, "missing");
	return 0;
}

const struct import_kind import_payouts_kind = { "payouts",
						 "a CSV of your bank, the carrier or the insurer",
						 run_payouts };

/* --- e-mails --- */

static int mail_options(struct mail_given *g, struct web_call *c, struct err *err)
{
	if (typed_code(&g->direction, c, "direction",
		       (struct typed_codes){ direction_names, DIRECTION_NVALUES }, err) < 0 ||
	    typed_code(&g->party, c, "with", (struct typed_codes){ party_names, PARTY_NVALUES },
		       err) < 0 ||
	    typed_code(&g->kind, c, "kind",
		       (struct typed_codes){ evidence_kind_names, EVIDENCE_NVALUES }, err) < 0)
		return -1;
	return take_casefile(&g->casefile_id, c, err);
}

/* One that cannot be read is said, and the others go on. */
static int take_mail(struct node *items, struct web_call *c, struct arena *a,
		     const struct mail_given *g, struct err *err)
{
	struct err why = { 0 };
	struct mail_taken t;
	struct node *n;

	if (mail_take(&t, c->desk, a, g, &why) < 0 && why.code != ERR_INPUT &&
	    why.code != ERR_NOT_FOUND) {
		*err = why;
		return -1;
	}
	n = node_map(a, items, NULL);
	node_text(a, n, "file", g->name);
	if (why.code) {
		node_text(a, n, "error",
			  c->found.api ? arena_strdup(a, why.text) : said_on_page(c, &why));
		return 0;
	}
	mail_node(a, n, &t);
	say_reasons(c, own_node(n, "proposals"), "text");
	return 0;
}

/* "box.mbox" with many messages: each is evidence of its own name. */
static int take_box(struct node *items, struct web_call *c, struct arena *a, struct mail_given *g,
		    struct err *err)
{
	const char *bytes, *name = path_base(c->upload.path);
	size_t size, at = 0;
	char *read;

	if (file_read(&read, &size, a, c->upload.path, HTTP_UPLOAD_MAX, err) < 0)
		return -1;
	for (int i = 1; mail_next(&bytes, &g->len, &at, read, size); i++)
		if (i > IMPORT_MAILS_MAX)
			return err_set(err, ERR_INPUT,
				       "the mailbox has more than %d e-mails: cut it in parts",
				       IMPORT_MAILS_MAX);
	at = 0;
	for (int i = 1; mail_next(&bytes, &g->len, &at, read, size); i++) {
		g->bytes = bytes;
		g->name = i > 1 || at < size ? arena_printf(a, "%s-%d.eml", name, i) : name;
		if (take_mail(items, c, a, g, err) < 0)
			return -1;
	}
	return 0;
}

static int run_mails(struct node **out, struct web_call *c, struct arena *a, bool dry,
		     struct err *err)
{
	struct mail_given g = { .decoder = c->site->decoder,
				.own = c->site->own_mail,
				.dry_run = dry };
	struct node *items;

	*out = node_root(a);
	items = node_list(a, *out, "items");
	if (mail_options(&g, c, err) < 0 || take_box(items, c, a, &g, err) < 0)
		return -1;
	node_int(a, *out, "count", items->count);
	node_bool(a, *out, "dry_run", dry);
	return 0;
}

const struct import_kind import_mails_kind = { "mails", "an e-mail (.eml), or a mailbox with many",
					       run_mails };
