#include "cli/case_text.h"

#include <inttypes.h>
#include <string.h>

#include "base/text.h"
#include "domain/number.h"
#include "domain/shipment.h"

static const char *title_of(struct cli *cli, const char *code)
{
	char title[128];

	return code ? arena_strdup(&cli->arena, code_title(title, sizeof(title), code)) : NULL;
}

void case_head(struct cli *cli, const struct node *doc)
{
	const char *carrier = carrier_title(node_str(doc, "carrier"));
	const char *service = title_of(cli, node_str(doc, "service"));
	const char *client = node_str(doc, "client"), *owner = node_str(doc, "owner");
	const char *reason = node_str(doc, "close_reason");
	struct arena *a = &cli->arena;

	print_para(cli, 0, INK_STRONG,
		   arena_printf(a, "Case %" PRId64 ": %s, %s%s%s, %s", node_num(doc, "case"),
				show_code(cli, node_str(doc, "problem")),
				carrier ? carrier : "carrier unknown", service ? " " : "",
				service ? service : "", show_code(cli, node_str(doc, "stage"))));
	print_line(cli, INK_PLAIN, number_grouped(a, node_str(doc, "tracking_number")));
	if (client || owner)
		print_line(cli, INK_DIM,
			   arena_printf(a, "%s%s%s%s%s", client ? "for " : "", client ? client : "",
					client && owner ? ", " : "", owner ? "owner " : "",
					owner ? owner : ""));
	if (node_known(doc, "closed_at"))
		print_line(cli, INK_DIM,
			   arena_printf(a, "closed %s%s%s", show_at(cli, doc, "closed_at"),
					reason ? ": " : "", reason ? reason : ""));
}

static const char *day_words(struct cli *cli, daynum day)
{
	if (day == DAY_NONE)
		return NULL;
	return arena_printf(&cli->arena, "%s (%s)", show_day(cli, day), show_distance(cli, day));
}

/* Many scans give no zone: then the time at that place is all there is. */
static const char *scan_words(struct cli *cli, const struct node *doc)
{
	const char *at = show_at(cli, doc, "shipment.last_scan_at");
	const struct node *e = node_get(doc, "events");

	for (e = e ? e->first : NULL; e && !at; e = e->next)
		if (node_num(e, "is_scan") && !node_known(e, "gone_since") &&
		    node_known(e, "occurred_at_local"))
			at = arena_printf(&cli->arena, "%s, time of that place",
					  show_local(cli, node_str(e, "occurred_at_local")));
	return at;
}

static const char *status_words(struct cli *cli, const struct node *doc)
{
	const char *status = node_str(doc, "shipment.status");
	const char *trouble = node_str(doc, "shipment.trouble");
	const char *text = node_str(doc, "shipment.status_text");

	if (!status || text_same(status, "unknown"))
		return text;
	if (text_same(trouble, "none"))
		trouble = NULL;
	return arena_printf(&cli->arena, "%s%s%s%s%s", show_code(cli, status), trouble ? ", " : "",
			    trouble ? show_code(cli, trouble) : "", text ? ": " : "",
			    text ? text : "");
}

enum fact_how { HOW_VALUE, HOW_DAY, HOW_SCAN };
enum fact_weight {
	WEIGHT_NEEDED, /* a claim asks for it */
	WEIGHT_USEFUL, /* unknown is worth a line in the whole case */
	WEIGHT_EXTRA   /* of interest only when there */
};

/* What is not told stays visible: loudly where a claim needs it, quietly in the whole case. */
static void parcel_fact(struct cli *cli, const char *label, const char *value,
			enum fact_weight weight, bool all)
{
	if (value || weight == WEIGHT_NEEDED)
		print_fact(cli, label, INK_PLAIN, value);
	else if (all && weight == WEIGHT_USEFUL)
		print_fact(cli, label, INK_DIM, "not known");
}

void case_parcel(struct cli *cli, const struct node *doc, bool all)
{
	/* clang-format off */
	static const struct {
		const char *label, *path;
		enum fact_how how;
		enum fact_weight weight;
	} rows[] = {
		{ "mailed",       "shipment.mailed_on",     HOW_DAY,   WEIGHT_NEEDED },
		{ "accepted",     "shipment.accepted_on",   HOW_DAY,   WEIGHT_USEFUL },
		{ "expected",     "shipment.expected_on",   HOW_DAY,   WEIGHT_USEFUL },
		{ "delivered",    "shipment.delivered_on",  HOW_DAY,   WEIGHT_USEFUL },
		{ "last scan",    "shipment.last_scan_at",  HOW_SCAN,  WEIGHT_USEFUL },
		{ "last asked",   "shipment.last_asked_at", HOW_VALUE, WEIGHT_EXTRA },
		{ "scans kept to", "shipment.history_until", HOW_DAY,  WEIGHT_EXTRA },
		{ "from",         "shipment.from",          HOW_VALUE, WEIGHT_NEEDED },
		{ "to",           "shipment.to",            HOW_VALUE, WEIGHT_NEEDED },
		{ "contents",     "shipment.contents",      HOW_VALUE, WEIGHT_NEEDED },
		{ "value",        "shipment.value",         HOW_VALUE, WEIGHT_NEEDED },
		{ "weight",       "shipment.weight",        HOW_VALUE, WEIGHT_USEFUL },
		{ "dimensions",   "shipment.dimensions",    HOW_VALUE, WEIGHT_EXTRA },
		{ "pieces",       "shipment.pieces",        HOW_VALUE, WEIGHT_EXTRA },
		{ "postage",      "shipment.postage",       HOW_VALUE, WEIGHT_USEFUL },
		{ "insured for",  "shipment.insured",       HOW_VALUE, WEIGHT_USEFUL },
		{ "insurer",      "shipment.insurer",       HOW_VALUE, WEIGHT_EXTRA },
		{ "insured on",   "shipment.insured_on",    HOW_DAY,   WEIGHT_EXTRA },
		{ "insurance fee", "shipment.insurance_fee", HOW_VALUE, WEIGHT_EXTRA },
		{ "label from",   "shipment.label_source",  HOW_VALUE, WEIGHT_USEFUL },
		{ "shipper",      "shipment.shipper",       HOW_VALUE, WEIGHT_EXTRA },
		{ "account",      "shipment.account",       HOW_VALUE, WEIGHT_EXTRA },
		{ "order",        "shipment.order",         HOW_VALUE, WEIGHT_USEFUL },
		{ "damage",       "damage",                 HOW_VALUE, WEIGHT_EXTRA },
		{ "note",         "note",                   HOW_VALUE, WEIGHT_EXTRA },
	};
	/* clang-format on */
	const char *status = status_words(cli, doc);
	bool asked = node_known(doc, "shipment.last_asked_at");
	size_t i;

	print_title(cli, "Parcel");
	if (!status)
		status = asked ? "nothing known" : "nothing known: nobody asked yet";
	print_fact(cli, "tracking", INK_PLAIN, status);
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const char *value;

		if (rows[i].how == HOW_SCAN)
			value = scan_words(cli, doc);
		else if (rows[i].how == HOW_DAY)
			value = day_words(cli, node_dayof(doc, rows[i].path));
		else
			value = show_at(cli, doc, rows[i].path);
		parcel_fact(cli, rows[i].label, value, rows[i].weight, all);
	}
}

const char *window_title(struct cli *cli, const struct node *window)
{
	return arena_printf(&cli->arena, "%s, %s", show_code(cli, node_str(window, "what")),
			    show_code(cli, node_str(window, "route")));
}

enum ink window_ink(const struct node *window)
{
	const char *state = node_str(window, "state");

	if (node_known(window, "used"))
		return INK_PLAIN;
	if (text_same(state, "open"))
		return INK_GOOD;
	if (text_same(state, "closing"))
		return INK_WARN;
	return text_same(state, "closed") ? INK_BAD : INK_PLAIN;
}

/* "filed Tue 2026-11-17, claim 1/1 (Tue 2026-11-17 to Fri 2027-01-01)": no days left to count. */
static const char *used_words(struct cli *cli, const struct node *w, const char *ends)
{
	const char *claim = node_str(w, "used.claim");

	return arena_printf(&cli->arena, "filed %s, %s %s (%s)",
			    show_day(cli, node_dayof(w, "used.on")), claim ? "claim" : "request",
			    claim ? claim : node_str(w, "used.request"), ends);
}

const char *window_words(struct cli *cli, const struct node *w)
{
	daynum opens = node_dayof(w, "opens_on"), closes = node_dayof(w, "closes_on");
	const char *state = show_code(cli, node_str(w, "state"));
	const char *because = node_str(w, "unknown_because");
	struct arena *a = &cli->arena;
	const char *ends, *left = "";
	int64_t days = node_num(w, "days_left");

	if (text_same(state, "unknown") && !node_known(w, "used"))
		return arena_printf(a, "unknown%s%s", because ? ": " : "", because ? because : "");
	if (opens == DAY_NONE && closes == DAY_NONE)
		ends = "no window known";
	else if (opens == DAY_NONE)
		ends = arena_printf(a, "until %s", show_day(cli, closes));
	else if (closes == DAY_NONE)
		ends = arena_printf(a, "from %s, last day unknown", show_day(cli, opens));
	else
		ends = arena_printf(a, "%s to %s", show_day(cli, opens), show_day(cli, closes));
	if (node_known(w, "used"))
		return used_words(cli, w, ends);
	if (text_same(state, "too early"))
		left = arena_printf(a, ", opens %s", show_distance(cli, opens));
	else if (node_known(w, "days_left") && days >= 0)
		left = days == 0 ? ", last day today"
				 : arena_printf(a, ", %s left",
						show_plural(cli, days, "day", "days"));
	else if (node_known(w, "days_left"))
		left = arena_printf(a, ", closed %s", show_distance(cli, closes));
	return arena_printf(a, "%s: %s%s", state, ends, left);
}

const char *window_first(struct cli *cli, const struct node *w)
{
	const char *state = node_str(w, "first.state"), *request = node_str(w, "first.request");
	struct arena *a = &cli->arena;

	if (!state || text_same(state, "ended"))
		return NULL;
	return arena_printf(a, "the %s must end first: %s",
			    show_code(cli, node_str(w, "first.kind")),
			    request ? arena_printf(a, "request %s has no answer yet", request)
				    : "nobody has asked for it");
}

void case_windows(struct cli *cli, const struct node *doc)
{
	const struct node *list = node_get(doc, "windows"), *w;

	print_title(cli, "What may be claimed, and until when");
	if (!list || !list->count) {
		print_para(cli, 2, INK_PLAIN, "No claim window is known for this problem.");
		return;
	}
	for (w = list->first; w; w = w->next) {
		print_fact(cli, window_title(cli, w), window_ink(w), window_words(cli, w));
		if (text_same(node_str(w, "confidence"), "low"))
			print_fact(cli, "", INK_WARN, "unconfirmed: check with the carrier");
		if (window_first(cli, w))
			print_fact(cli, "", INK_WARN, window_first(cli, w));
	}
}

void case_next(struct cli *cli, const struct node *doc)
{
	const char *text = node_str(doc, "next_step.text");
	const char *command = node_str(doc, "next_step.command");

	if (!text && !command)
		return;
	print_title(cli, "Next");
	if (text)
		print_para(cli, 2, INK_PLAIN, text);
	if (node_known(doc, "next_step.before"))
		print_line(cli, INK_STRONG,
			   arena_printf(&cli->arena, "  %s", node_str(doc, "next_step.before")));
	if (command)
		print_line(cli, INK_STRONG, arena_printf(&cli->arena, "  %s", command));
}

const char *promise_words(struct cli *cli, const struct node *p)
{
	const char *due = day_words(cli, node_dayof(p, "due_on"));

	return arena_printf(&cli->arena, "%s, by %s, %s%s", node_str(p, "what"),
			    show_code(cli, node_str(p, "owed_by")), due ? "due " : "",
			    due ? due : "nobody said when");
}

static enum ink promise_ink(struct cli *cli, const struct node *p)
{
	const char *state = node_str(p, "state");
	daynum due = node_dayof(p, "due_on");

	if (text_same(state, "broken"))
		return INK_BAD;
	if (!text_same(state, "open"))
		return INK_DIM;
	return due != DAY_NONE && due < cli->moment.today ? INK_BAD : INK_PLAIN;
}

static const char *promise_state(struct cli *cli, const struct node *p)
{
	const char *state = node_str(p, "state");
	daynum due = node_dayof(p, "due_on");
	bool overdue = text_same(state, "open") && due != DAY_NONE && due < cli->moment.today;

	return overdue ? "overdue" : show_code(cli, state);
}

void case_promises(struct cli *cli, const struct node *doc, bool open_only)
{
	static const struct print_column cols[] = {
		{ .title = "PROMISE", .path = "promise", .flags = PRINT_RIGHT },
		{ .title = "WHAT", .path = "what", .flags = PRINT_WRAP },
		{ .title = "BY", .path = "owed_by", .flags = PRINT_CODE },
		{ .title = "DUE", .path = "due_on" },
		{ .title = "STATE", .cell = promise_state, .ink = promise_ink },
		{ .title = NULL },
	};
	const struct node *list = node_get(doc, "promises"), *p;
	bool titled = false;

	if (!list || !list->count)
		return;
	if (!open_only) {
		print_title(cli, "Promises");
		print_table(cli, cols, list);
		return;
	}
	for (p = list->first; p; p = p->next) {
		if (!text_same(node_str(p, "state"), "open"))
			continue;
		if (!titled)
			print_title(cli, "Still owed");
		titled = true;
		print_bullet(cli, promise_ink(cli, p),
			     arena_printf(&cli->arena, "promise %" PRId64 ": %s",
					  node_num(p, "promise"), promise_words(cli, p)));
	}
}

/* "; " between what is known. */
static const char *joined(struct cli *cli, const char *const parts[], int n)
{
	char *out = arena_strdup(&cli->arena, "");
	int i;

	for (i = 0; i < n; i++)
		if (parts[i])
			out = arena_printf(&cli->arena, "%s%s%s", out, *out ? ", " : "", parts[i]);
	return out;
}

static const char *labelled(struct cli *cli, const char *label, const char *value)
{
	return value ? arena_printf(&cli->arena, "%s %s", label, value) : NULL;
}

const char *contact_words(struct cli *cli, const struct node *c)
{
	bool incoming = text_same(node_str(c, "direction"), "in");

	return arena_printf(&cli->arena, "%s %s %s, %s, %s%s",
			    show_code(cli, node_str(c, "channel")), incoming ? "from" : "to",
			    show_code(cli, node_str(c, "with")),
			    show_code(cli, node_str(c, "outcome")), show_at(cli, c, "at"),
			    node_num(c, "version") > 1 ? " (amended)" : "");
}

void contact_text(struct cli *cli, const struct node *c)
{
	int64_t minutes = node_num(c, "minutes"), hold = node_num(c, "hold_minutes");
	const char *const who[] = {
		node_str(c, "rep_name"),
		labelled(cli, "id", node_str(c, "rep_id")),
		labelled(cli, "ref", node_str(c, "reference")),
		labelled(cli, "dialled", node_str(c, "dialed")),
		labelled(cli, "keys", node_str(c, "keypad")),
		labelled(cli, "calls back on", node_str(c, "callback")),
		node_known(c, "minutes") ? show_plural(cli, minutes, "minute", "minutes") : NULL,
		node_known(c, "hold_minutes")
			? show_plural(cli, hold, "minute on hold", "minutes on hold")
			: NULL,
	};
	const char *said = node_str(c, "said"), *names = joined(cli, who, 8);
	const char *office = node_str(c, "post_office.name");

	if (*names)
		print_para(cli, 4, INK_PLAIN, names);
	if (office)
		print_para(cli, 4, INK_PLAIN,
			   arena_printf(&cli->arena, "at %s, %s", office,
					node_str(c, "post_office.address")));
	if (said)
		print_para(cli, 4, INK_PLAIN, said);
}

/* What an amended contact said before: "until 2026-11-23 17:00 (kim): reference 4711-A". */
static void contact_earlier(struct cli *cli, const struct node *c)
{
	const struct node *list = node_get(c, "earlier"), *was, *fact;
	struct arena *a = &cli->arena;

	for (was = list ? list->first : NULL; was; was = was->next) {
		const char *line =
			arena_printf(a, "until %s (%s)", show_at(cli, was, "replaced_at"),
				     node_str(was, "replaced_by"));
		const char *mark = ": ";

		for (fact = was->first; fact; fact = fact->next) {
			const char *value = show_at(cli, was, fact->name);

			if (text_same(fact->name, "version") ||
			    text_has_prefix(fact->name, "replaced_"))
				continue;
			line = arena_printf(a, "%s%s%s %s", line, mark, show_code(cli, fact->name),
					    value ? value : "not known");
			mark = "; ";
		}
		print_para(cli, 4, INK_DIM, line);
	}
}

void case_contacts(struct cli *cli, const struct node *doc)
{
	const struct node *list = node_get(doc, "contacts"), *c;

	if (!list || !list->count)
		return;
	print_title(cli, "Contacts");
	for (c = list->first; c; c = c->next) {
		print_para(cli, 2, INK_PLAIN,
			   arena_printf(&cli->arena, "contact %" PRId64 ": %s",
					node_num(c, "contact"), contact_words(cli, c)));
		contact_text(cli, c);
		contact_earlier(cli, c);
	}
}

static const char *request_state(struct cli *cli, const struct node *r)
{
	if (node_num(r, "overdue"))
		return "overdue";
	return show_code(cli,
			 node_known(r, "result") ? node_str(r, "result") : node_str(r, "state"));
}

static enum ink request_ink(struct cli *cli, const struct node *r)
{
	(void)cli;
	return node_num(r, "overdue") ? INK_BAD : INK_PLAIN;
}

static const char *request_words(struct cli *cli, const struct node *r)
{
	const char *const parts[] = {
		node_str(r, "what"),
		text_same(node_str(r, "asked_of"), "carrier")
			? NULL
			: labelled(cli, "asked of the", show_code(cli, node_str(r, "asked_of"))),
		node_str(r, "answer"),
		labelled(cli, "valid until", show_at(cli, r, "valid_until")),
	};

	return joined(cli, parts, 4);
}

void case_requests(struct cli *cli, const struct node *doc)
{
	static const struct print_column cols[] = {
		{ .title = "REQUEST", .path = "request" },
		{ .title = "KIND", .path = "kind", .flags = PRINT_CODE },
		{ .title = "REFERENCE", .path = "reference" },
		{ .title = "FILED", .path = "filed_on" },
		{ .title = "ANSWER DUE", .path = "answer_due_on" },
		{ .title = "STATE", .cell = request_state, .ink = request_ink },
		{ .title = "ANSWER", .cell = request_words, .flags = PRINT_WRAP },
		{ .title = NULL },
	};
	const struct node *list = node_get(doc, "requests");

	if (!list || !list->count)
		return;
	print_title(cli, "Searches and traces");
	print_table(cli, cols, list);
}
