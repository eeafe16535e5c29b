#include "web/api_words.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/text.h"
#include "domain/casefile.h"
#include "domain/contact.h"
#include "domain/date_form.h"
#include "domain/events_taken.h"
#include "domain/evidence.h"
#include "domain/promise.h"
#include "domain/request.h"
#include "domain/route.h"
#include "domain/shipment.h"
#include "domain/user.h"
#include "view/audience.h"
#include "view/list_doc.h"
#include "web/api.h"
#include "web/events_file.h"
#include "web/page_verb.h"
#include "web/typed.h"

#define FACTS                                                                                 \
	"carrier:line service:line mailed:day expected:day delivered:day value:money "        \
	"contents:line to:long from:long order:line weight:line postage:money insured:money " \
	"insurer:line insured_on:day insurance_fee:money dimensions:line pieces:line "        \
	"label_source:line account:line client:line owner:line note:long damage:long"

#define SUMS                                                                                \
	"amount:money goods:money discount:money postage:money repair:money salvage:money " \
	"door:line number:line how:line on:day until:day anyway:bool"
#define ITEM                                                                                       \
	"type:line condition:item_condition serial_number:line sku:line quantity:int value:money " \
	"cost:money bought_on:day"
#define SPOKEN                                                                                 \
	"channel:channel with:party direction:direction outcome:outcome rep:line rep_id:line " \
	"ref:line dialed:line keypad:line callback:line said:long minutes:int hold:int"
#define FILTERS                                                                                 \
	"stage:stage problem:problem carrier:carrier owner:line mine:bool client:line due:day " \
	"value:money all:bool sort:sort"
#define PIECE " limit:int after:int"

/* clang-format off */
const struct api_words api_words[] = {
	{ METHOD_GET, "/", "mine:bool client:line all:bool" PIECE, "next", "/?mine=1", { 304 } },
	{ METHOD_GET, "/cases", "q:line view:line " FILTERS " limit:int after:line",
	  "register|found", "/cases?problem=lost&sort=due&limit=20", { 304, 404 } },
	{ METHOD_GET, "/cases/:id", "", "case", "/cases/1", { 304 } },
	{ METHOD_GET, "/cases/:id/brief", "", "brief", "/cases/1/brief", { 304 } },
	{ METHOD_GET, "/cases/:id/evidence/:id", "", "file", "/cases/1/evidence/1", { 0 } },
	{ METHOD_GET, "/cases/:id/phone", "", "phone", "/cases/1/phone", { 304 } },
	{ METHOD_GET, "/cases/:id/track", "", "track", "/cases/1/track", { 304 } },
	{ METHOD_GET, "/undo", "", "last_act", "/undo", { 304 } },
	{ METHOD_GET, "/shipments", "limit:int after:int", "shipments", "/shipments?limit=20",
	  { 304 } },
	{ METHOD_GET, "/shipments/track", "", "due", "/shipments/track", { 304 } },
	{ METHOD_GET, "/reports", "", "reports", "/reports", { 304 } },
	{ METHOD_GET, "/reports/:name", "by:line from:day to:day client:line owner:line "
	  "carrier:line *:line", "report", "/reports/recovery?by=carrier&from=2026-01-01", { 0 } },
	{ METHOD_GET, "/carriers", "", "carriers", "/carriers", { 304 } },
	{ METHOD_GET, "/carriers/:name", "", "carrier", "/carriers/usps", { 304 } },
	{ METHOD_GET, "/denials", "carrier:carrier", "denials", "/denials?carrier=usps", { 304 } },
	{ METHOD_GET, "/import", "limit:int after:int", "imports", "/import?limit=20",
	  { 304 } },
	{ METHOD_GET, "/views", "limit:int after:int", "views", "/views?limit=20", { 304 } },
	{ METHOD_GET, "/rules", "carrier:line own:bool limit:int after:int", "rule_list",
	  "/rules?carrier=usps&limit=20", { 304 } },
	{ METHOD_GET, "/rules/diff", "limit:int after:int", "moves", "/rules/diff?limit=20",
	  { 304 } },
	{ METHOD_GET, "/people", "", "people", "/people", { 304 } },
	{ METHOD_GET, "/settings", "", "settings", "/settings", { 304 } },
	{ METHOD_GET, "/session", "", "session", "/session", { 304 } },
	{ METHOD_GET, "/healthz", "", "health", "/healthz", { 304 } },
	{ METHOD_GET, "/openapi.json", "", "description", "/openapi.json", { 304 } },
	{ METHOD_POST, "/cases", "tracking:line! problem:problem! another:bool " FACTS, "case",
	  "/cases?tracking=9405511899223197428490&problem=lost&mailed=2026-11-01&"
	  "service=ground_advantage&value=120", { 0 } },
	{ METHOD_POST, "/cases/:id", "version:int problem:problem " FACTS, "case|conflict",
	  "/cases/1?version=1&mailed=2026-11-02&value=129.50", { 412 } },
	{ METHOD_POST, "/cases/:id/contacts", SPOKEN " next:long due:day by:party", "contact",
	  "/cases/1/contacts?rep=Dana+Q&ref=4711-A&said=search+started&next=call+back&due=%2B5d&"
	  "by=carrier", { 0 } },
	{ METHOD_POST, "/cases/:id/contacts/:id", "version:int " SPOKEN, "contact|contact_conflict",
	  "/cases/1/contacts/1?version=1&ref=4711-B", { 412 } },
	{ METHOD_POST, "/cases/:id/promises/:id", "state:promise_state! on:day", "promise",
	  "/cases/1/promises/1?state=kept", { 0 } },
	{ METHOD_POST, "/cases/:id/call", "act:call_act! dialed:line", "call",
	  "/cases/1/call?act=start&dialed=1-800-275-8777", { 0 } },
	{ METHOD_POST, "/cases/:id/requests", "kind:request_kind! asked_of:party ref:line on:day "
	  "what:long until:day", "request", "/cases/2/requests?kind=help_request&ref=2047", { 0 } },
	{ METHOD_POST, "/cases/:id/requests/:id", "result:request_result said:long ref:line on:day "
	  "until:day withdraw:bool", "request",
	  "/cases/1/requests/1?result=not_found&said=nothing+there", { 0 } },
	{ METHOD_POST, "/cases/:id/claims", "route:route draft:bool " SUMS, "claim",
	  "/cases/1/claims?route=carrier&amount=100&number=CLM-9&how=online", { 0 } },
	{ METHOD_POST, "/cases/:id/claims/:id", "act:claim_act! said:long reason:line " SUMS,
	  "claim", "/cases/2/claims/1?act=approve&amount=60", { 0 } },
	{ METHOD_POST, "/cases/:id/remedies", "kind:remedy_kind! amount:money on:day ref:line "
	  "note:long", "remedy", "/cases/1/remedies?kind=refund&amount=120", { 0 } },
	{ METHOD_POST, "/cases/:id/holds", "where:line! what:line until:day", "hold",
	  "/cases/1/holds?where=shelf+4&what=box+and+packing&until=%2B30d", { 0 } },
	{ METHOD_POST, "/cases/:id/holds/:id", "on:day", "released", "/cases/1/holds/1", { 0 } },
	{ METHOD_POST, "/cases/:id/items", "description:long! " ITEM, "item",
	  "/cases/1/items?description=Canon+EOS+R5&serial_number=0420&value=3299", { 0 } },
	{ METHOD_POST, "/cases/:id/items/:id", "description:long " ITEM " remove:bool", "item",
	  "/cases/1/items/1?serial_number=042021000123", { 0 } },
	{ METHOD_POST, "/cases/:id/snooze", "line:line until:day reason:line wake:bool", "lines",
	  "/cases/1/snooze?line=promise/2&until=%2B3d&reason=holiday", { 0 } },
	{ METHOD_POST, "/cases/:id/duties/:id", "note:long! on:day", "duty",
	  "/cases/3/duties/1?note=told+USPS", { 0 } },
	{ METHOD_POST, "/cases/:id/steps", "step:line! note:long on:day not_done:bool", "step",
	  "/cases/1/steps?step=police_report&note=number+4711", { 0 } },
	{ METHOD_POST, "/cases/:id/close", "reason:long", "case",
	  "/cases/2/close?reason=arrived+after+all", { 0 } },
	{ METHOD_POST, "/cases/:id/reopen", "", "case", "/cases/4/reopen", { 0 } },
	{ METHOD_POST, "/cases/:id/evidence",
	  "kind:evidence_kind! shot:int dated:day note:long file:file!", "given",
	  "/cases/1/evidence?kind=proof_of_value&note=the+invoice", { 0 } },
	{ METHOD_POST, "/cases/:id/export", "format:format audience:audience", "file",
	  "/cases/1/export?format=pdf", { 200 } },
	{ METHOD_POST, "/cases/:id/track", "", "tracked", "/cases/1/track", { 502 } },
	{ METHOD_POST, "/cases/bulk", "act:bulk_act! case:cases! owner:line reason:long until:day",
	  "bulk|file", "/cases/bulk?act=owner&owner=bea&case=1,2", { 200 } },
	{ METHOD_POST, "/views", "name:line! shared:bool " FILTERS, "view",
	  "/views?name=lost+and+dear&problem=lost&value=100", { 0 } },
	{ METHOD_POST, "/views/:id", "version:int act:view_act! name:line",
	  "view|deleted|view_conflict", "/views/1?version=1&act=rename&name=dear", { 412 } },
	{ METHOD_POST, "/undo", "entry:int!", "undone", "/undo?entry=7", { 0 } },
	{ METHOD_POST, "/rules", "code:line opens:int closes:int source:line reset:bool apply:bool",
	  "rule_set|applied",
	  "/rules?code=usps.ground_advantage.loss.claim&closes=90&source=our+contract",
	  { 0 } },
	{ METHOD_POST, "/people", "act:person_act! name:line! role:role client:line",
	  "person|person_done|person_link", "/people?act=add&name=cleo&role=desk", { 0 } },
	{ METHOD_POST, "/shipments/track", "", "tracked", "/shipments/track", { 502 } },
	{ METHOD_POST, "/shipments/import",
	  "map:line carrier:carrier client:line dates:dates take_in:bool file:file!", "import",
	  "/shipments/import?take_in=1", { 0 } },
	{ METHOD_POST, "/import/events", "format:event_format carrier:carrier number:line case:int "
	  "dates:event_dates take_in:bool file:file!", "events", "/import/events?take_in=1",
	  { 0 } },
	{ METHOD_POST, "/import/payouts", "currency:line dates:dates take_in:bool file:file!",
	  "payouts", "/import/payouts?take_in=1", { 0 } },
	{ METHOD_POST, "/import/mails", "case:int direction:direction with:party "
	  "kind:evidence_kind take_in:bool file:file!", "mails", "/import/mails?case=1&take_in=1",
	  { 0 } },
	{ METHOD_POST, "/import/:id/undo", "anyway:bool", "import_undone", "/import/1/undo",
	  { 0 } },
	{ .path = NULL },
};

#define CASE                                                                                   \
	"case:int version:int tracking_number:text carrier:text? service:text? problem:text "  \
	"stage:text owner:text? client:text? note:text? damage:text? opened_at:time "          \
	"opened_by:text? closed_at:time? close_reason:text? shipment:map events:list "         \
	"vanished:list silence:list contacts:list promises:list requests:list evidence:list "  \
	"missing_evidence:list checklist:list ready:map? missing_facts:list windows:list "     \
	"routes:list refund_warning:any steps:list confirmed:list claims:list payouts:list "   \
	"remedies:list duties:list holds:list snoozes:list polls:list contradictions:list "    \
	"journal:list next_step:map"

const struct api_document api_documents[] = {
	{ "next", "items:[line] count:int resting:int resting_until:day? next:text?" },
	{ "lines", "case:int items:[line] count:int" },
	{ "line", "line:text kind:text case:int tracking_number:text carrier:text? problem:text "
	  "owner:text? client:text? due_on:day? days_left:int? at_risk:money? what:text "
	  "command:text after:list call:list? snoozed_until:day? snooze_reason:text?" },
	{ "register", "items:[row] count:int closed_not_shown:int next:text?" },
	{ "row", "case:int tracking_number:text carrier:text? problem:text stage:text status:text "
	  "owner:text? client:text? account:text? claim_state:text? claimed:money? "
	  "approved:money? opened_at:time opens_on:day? closes_on:day? days_left:int? "
	  "promise_due_on:day? value:money?" },
	{ "found", "items:[hit] count:int next:text?" },
	{ "hit", "case:int tracking_number:text carrier:text? problem:text stage:text kind:text "
	  "row:int snippet:text" },
	{ "case", CASE " warnings:list*" },
	{ "brief", CASE " dial:map? call_stage:text read_aloud:text last_scan:map? "
	  "promises_open:list promises_broken:list earlier:list questions:list confirm:list "
	  "kept_rate:map?" },
	{ "contact", "contact:int version:int at:time channel:text with:text direction:text "
	  "outcome:text rep_name:text? rep_id:text? reference:text? dialed:text? keypad:text? "
	  "callback:text? said:text? minutes:int? hold_minutes:int? logged_by:text "
	  "logged_at:time post_office:map? cases:list promises:list chase_on:day? window:map?" },
	{ "promise", "promise:int contact:int what:text owed_by:text due_on:day? state:text "
	  "overdue:bool settled_on:day? settled_by:text?" },
	{ "request", "case:int request:text kind:text state:text asked_of:text what:text? "
	  "reference:text? filed_on:day? answer_due_on:day? overdue:bool answered_on:day? "
	  "result:text? answer:text? valid_until:day? letter:text? warnings:list*" },
	{ "claim", "case:int claim:text route:text door:text? state:text text:text amount:money? "
	  "amount_note:text? worked_out:map reference:text? filed_on:day? filed_how:text? "
	  "acknowledged_on:day? waiting_days:int? answer_due_on:day? chase_on:day? overdue:bool "
	  "info_wanted:text? info_due_on:day? decided_on:day? approved:money? paid:money? "
	  "owed:money? pay_due_on:day? denial:text? reason:text? appeals:int appealed_on:day? "
	  "appeal_decided_on:day? appeal_result:text? appeal_until:day? denial_title:text? "
	  "rebuttal:text? answered_by:list payouts:list warnings:list" },
	{ "remedy", "case:int kind:text amount:money? given_on:day? reference:text? note:text? "
	  "warnings:list" },
	{ "hold", "case:int hold:int what:text? where:text until:day? released_on:day?" },
	{ "released", "case:int released:int" },
	{ "item", "case:int item:int description:text sku:text? serial_number:text? quantity:int "
	  "value:money? bought_on:day? type:text? condition:text? cost:money?" },
	{ "duty", "case:int duty:int kind:text what:text since_on:day settled_on:day? "
	  "settled_by:text? note:text?" },
	{ "step", "case:int code:text on:day? by:text? note:text? done:bool" },
	{ "given", "items:[file] count:int" },
	{ "file", "case:int evidence:int kind:text name:text media_type:text sha256:text size:int "
	  "shot:int? dated_on:day? taken:text? date:text? unshown:text? note:text? added_at:time "
	  "added_by:text purged_on:day? already_kept:bool also:text?" },
	{ "bulk", "cases:list count:int entry:int" },
	{ "last_act", "entry:int? act:text?" },
	{ "undone", "undone:text" },
	{ "call", "call:map?" },
	{ "shipments", "items:list count:int checked:int with_case:int closed_case:int "
	  "never_asked:int over:int verdicts:list next:text?" },
	{ "tracked", "items:[asked] count:int error:{fault}*" },
	{ "asked", "tracking_number:text case:int? outcome:text new_events:int gone_events:int "
	  "status:text status_text:text? message:text?" },
	{ "track", "case:int whom:text? paid:bool cannot:text? asking:bool since:time? by:text? "
	  "asked_at:time? asked:text? outcome:text? new_events:int? words:text?" },
	{ "due", "carriers:list cannot:list due:int paid:int unasked:int asking:bool since:time? "
	  "by:text? asked_at:time? words:text?" },
	{ "import", "file:text import:int? map:text map_title:text map_confidence:text rows:int "
	  "created:int merged:int refused:int skipped:int refusals_file:text? parcels:int "
	  "filled:int new_events:int repaired:int doubtful:int resumed:bool items:list "
	  "conflicts:list conflicts_count:int carriers:list not_understood:list" },
	{ "imports", "items:[import_past] count:int next:text?" },
	{ "import_past", "import:int what:text started_at:time by:text? state:text rows:int "
	  "created:int merged:int refused:int map:text file:text" },
	{ "import_undone", "import:int file:text parcels:int emptied:int kept:int polls:int" },
	{ "events", "items:list unknown:list refusals:list files:list format:text source:text "
	  "count:int rows:int created:int refused:int dry_run:bool" },
	{ "payouts", "file:text dry_run:bool rows:int matched:int short:int over:int double:int "
	  "unknown:int refusals_file:text? items:list missing:list" },
	{ "mails", "items:list count:int dry_run:bool" },
	{ "reports", "items:list count:int" },
	{ "report", "items:list count:int name:text title:text about:text? today:day "
	  "parameters:map columns:list totals:list" },
	{ "carriers", "items:list count:int" },
	{ "carrier", "carrier:text contacts:{contacts} rules:{rules}" },
	{ "views", "items:[view] count:int next:text?" },
	{ "view", "view:int version:int name:text shared:bool saved_by:text stage:text? "
	  "problem:text? carrier:text? owner:text? client:text? due:text? value:text? sort:text? "
	  "mine:bool all:bool may_change:bool cases:text" },
	{ "deleted", "deleted:int" },
	{ "view_conflict", "error:{fault} yours:map now:{view}" },
	{ "contacts", "items:list count:int kept_rates:list" },
	{ "rules", "items:[rule] count:int own_count:int old_count:int" },
	{ "rule_list", "items:[rule] count:int own_count:int old_count:int next:text?" },
	{ "rule", "code:text carrier:text service:text? scope:text kind:text what:text route:text "
	  "opens_days:int? opens_from:text? opens_unit:text opens:text? closes_days:int? "
	  "closes_from:text? unit:text closes:text? work_week:text? insurer:text? "
	  "after_request:text? limit_note:text? who_may_file:text? form:text? cover:money? "
	  "cover_max:money? source:text source_date:text? checked_on:day? confidence:text "
	  "own:bool old:bool published:map?" },
	{ "denials", "items:list count:int" },
	{ "rule_set", "code:text file:text rule:map?" },
	{ "applied", "cases:int" },
	{ "moves", "items:[move] count:int cases:int reworded:int checked:int next:text?" },
	{ "move", "case:int tracking_number:text change:text what:text route:text before:map? "
	  "after:map?" },
	{ "people", "items:[person] count:int" },
	{ "person", "user:text role:text client:text? disabled_at:time?" },
	{ "person_done", "user:text done:text" },
	{ "person_link", "user:text link:text" },
	{ "settings", "zone:text currency:text now:time moved:bool" },
	{ "health", "ok:bool" },
	{ "phone", "case:int open:bool left_s:int open_until:time? photos:int" },
	{ "session", "user:text? role:text client:text? csrf:text?" },
	{ "error", "error:{fault}" },
	{ "fault", "code:text message:text" },
	{ "conflict", "error:{fault} yours:map now:{case}" },
	{ "contact_conflict", "error:{fault} yours:map now:{contact}" },
	{ "description", "openapi:text info:map security:list paths:map components:map" },
	{ .name = NULL },
};
/* clang-format on */

static int formats_n(const char *const formats[])
{
	int n = 0;

	while (formats[n])
		n++;
	return n;
}

bool api_codes(struct typed_codes *out, const char *name)
{
	static const char *const formats[] = { "pdf", "xlsx", "zip", "html", "csv", "json" };
	const struct {
		const char *name;
		struct typed_codes codes;
	} lists[] = {
		{ "audience", { audience_names, AUDIENCE_NVALUES } },
		{ "bulk_act", { bulk_act_names, BULK_ACTS } },
		{ "call_act", { call_act_names, CALL_ACTS } },
		{ "carrier", { carrier_codes, carrier_codes_n } },
		{ "channel", { channel_names, CHANNEL_NVALUES } },
		{ "claim_act", { claim_form_act_names, CLAIM_FORM_ACTS } },
		{ "dates", { date_order_names, DATE_ORDER_NVALUES } },
		{ "direction", { direction_names, DIRECTION_NVALUES } },
		{ "event_dates", { event_dates_names, EVENT_DATES } },
		{ "event_format", { event_formats, formats_n(event_formats) } },
		{ "evidence_kind", { evidence_kind_names, EVIDENCE_NVALUES } },
		{ "format", { formats, sizeof formats / sizeof *formats } },
		{ "item_condition", { item_condition_names, ITEM_CONDITION_NVALUES } },
		{ "outcome", { outcome_names, OUTCOME_NVALUES } },
		{ "party", { party_names, PARTY_NVALUES } },
		{ "person_act", { person_act_names, PERSON_ACTS } },
		{ "problem", { problem_names, PROBLEM_NVALUES } },
		{ "promise_state", { promise_state_names + 1, PROMISE_NVALUES - 1 } },
		{ "remedy_kind", { remedy_kind_names, REMEDY_NVALUES } },
		{ "request_kind", { request_kind_names, REQUEST_NVALUES } },
		/* Without "none", which no answer is. */
		{ "request_result",
		  { request_result_names + RESULT_FOUND, RESULT_NVALUES - RESULT_FOUND } },
		{ "role", { role_names, ROLE_NVALUES } },
		{ "route", { route_kind_names, ROUTE_NVALUES } },
		{ "sort", { list_sort_names, LIST_SORT_NVALUES } },
		{ "stage", { stage_names, STAGE_NVALUES } },
		{ "view_act", { view_act_names, VIEW_ACTS } },
	};

	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
		if (strcmp(lists[i].name, name) != 0)
			continue;
		*out = lists[i].codes;
		return true;
	}
	return false;
}

const char *api_word_next(struct api_word *out, const char *spec)
{
	size_t n;

	spec += strspn(spec, " ");
	if (!*spec)
		return NULL;
	*out = (struct api_word){ .mark = 0 };
	n = strcspn(spec, ": ");
	snprintf(out->name, sizeof out->name, "%.*s", (int)n, spec);
	spec += n + (spec[n] == ':');
	n = strcspn(spec, " ");
	snprintf(out->type, sizeof out->type, "%.*s", (int)n, spec);
	spec += n;
	n = strlen(out->type);
	if (n && strchr("!?*", out->type[n - 1])) {
		out->mark = out->type[n - 1];
		out->type[n - 1] = '\0';
	}
	return spec;
}

const struct api_words *api_words_of(const struct web_route *route)
{
	for (const struct api_words *w = api_words; w->path; w++)
		if (w->method == route->method && strcmp(w->path, route->path) == 0)
			return w;
	return NULL;
}

bool api_field(struct api_word *out, const struct api_words *w, const char *name)
{
	for (const char *at = w->fields; (at = api_word_next(out, at));)
		if (strcmp(out->name, name) == 0 || strcmp(out->name, "*") == 0)
			return true;
	return false;
}

int api_example(struct api_example *out, struct arena *a, const struct web_route table[],
		const struct api_words *w)
{
	size_t n = strcspn(w->example, "?");
	const char *form = w->example + n + (w->example[n] == '?');
	struct err none;

	web_route_find(&out->found, table, w->method,
		       arena_printf(a, "/api%.*s", (int)n, w->example));
	return form_parse(&out->form, a, form, strlen(form), &none);
}

static bool document_there(const char *name, size_t n)
{
	for (const struct api_document *d = api_documents; d->name; d++)
		if (strlen(d->name) == n && memcmp(d->name, name, n) == 0)
			return true;
	return n == 4 && memcmp(name, "file", 4) == 0;
}

static const char *fault_of_fields(const struct api_words *w, const struct form *given)
{
	struct typed_codes codes;
	struct api_word word;

	for (const char *at = w->fields; (at = api_word_next(&word, at));) {
		if (!text_is_listed("line|long|day|money|int|bool|file|cases", word.type) &&
		    !api_codes(&codes, word.type))
			return "takes a field of a type that is not known";
		if (word.mark == '!' && strcmp(word.type, "file") != 0 &&
		    !form_given(given, word.name))
			return "has an example without a field that must be sent";
	}
	for (int i = 0; i < given->n; i++)
		if (!api_field(&word, w, given->field[i].name))
			return "has an example with a field that it does not take";
	return NULL;
}

static const char *fault_of(const struct web_route table[], const struct web_route *r,
			    const struct api_words *w)
{
	struct arena a = ARENA_INIT;
	struct api_example e;
	const char *fault;

	if (!w)
		return "does not say what it takes and answers";
	if (api_example(&e, &a, table, w) < 0 || e.found.route != r)
		fault = "has no example that leads to it";
	else
		fault = fault_of_fields(w, &e.form);
	arena_release(&a);
	for (const char *at = w->answer; !fault && *at;) {
		size_t n = strcspn(at, "|");

		if (!document_there(at, n))
			fault = "answers a document that is not described";
		at += n + (at[n] == '|');
	}
	return fault;
}

int api_words_check(const struct web_route table[], struct err *err)
{
	for (const struct web_route *r = table; r->path; r++) {
		/* What phones are told is for the script of their own page. */
		bool told = r->api && r->permission != PERMISSION_LINK;
		const char *fault = told ? fault_of(table, r, api_words_of(r)) : NULL;

		if (fault)
			return err_set(err, ERR_FAILED,
				       "the route %s %s: the server does not start", r->path,
				       fault);
	}
	return 0;
}

/* --- what is asked --- */

enum { FIELDS_KNOWN = 60 };

/* A truth as JSON or a form has it; else what is not empty would count as true. */
static int take_truth(struct form_field *f, struct err *err)
{
	if (text_is_listed("false|0", f->value))
		f->value = "";
	if (!*f->value || text_is_listed("true|1|on", f->value))
		return 0;
	return err_set(err, ERR_INPUT, "%s: use true or false", f->name);
}

/* Also of a field that this act makes nothing of: what cannot be read is never passed over. */
static int take_value(struct web_call *c, const struct api_word *word, const char *name,
		      struct err *err)
{
	struct typed_codes codes;
	struct money money;
	const char *text;
	int64_t number;
	daynum day;
	int code;

	if (strcmp(word->type, "line") == 0)
		return typed_text(&text, c, name, TYPED_LINE, err);
	if (strcmp(word->type, "long") == 0)
		return typed_text(&text, c, name, TYPED_LONG, err);
	if (strcmp(word->type, "day") == 0)
		return typed_day(&day, c, name, err);
	if (strcmp(word->type, "money") == 0)
		return typed_money(&money, c, name, err);
	if (strcmp(word->type, "int") == 0)
		return typed_number(&number, c, name, INT64_MAX, err);
	return api_codes(&codes, word->type) ? typed_code(&code, c, name, codes, err) : 0;
}

static int refuse_name(struct web_call *c, const struct api_words *w, const char *name,
		       struct err *err)
{
	const char *known[FIELDS_KNOWN], *near;
	struct api_word word;
	int n = 0;

	for (const char *at = w->fields; n < FIELDS_KNOWN && (at = api_word_next(&word, at));)
		known[n++] = arena_strdup(&c->arena, word.name);
	near = name_suggest(known, n, name);
	return err_set(err, ERR_INPUT,
		       "'%.60s' is not known here%s%s%s: /api/openapi.json has what can be sent",
		       name, near ? " (did you mean " : "", near ? near : "", near ? "?)" : "");
}

static int check_field(struct web_call *c, struct form *form, int i, struct err *err)
{
	const struct api_words *w = api_words_of(c->found.route);
	struct form_field *f = &form->field[i];
	struct api_word word;

	if (!w || strcmp(f->name, "csrf") == 0)
		return 0;
	if (!api_field(&word, w, f->name))
		return refuse_name(c, w, f->name, err);
	for (int k = 0; k < i && strcmp(word.type, "cases") != 0; k++)
		if (strcmp(form->field[k].name, f->name) == 0)
			return err_set(err, ERR_INPUT, "'%.60s' was sent twice", f->name);
	return strcmp(word.type, "bool") == 0 ? take_truth(f, err)
					      : take_value(c, &word, f->name, err);
}

int api_check_fields(struct web_call *c, struct err *err)
{
	struct form *form = c->head.method == METHOD_GET ? &c->query : &c->form;

	for (int i = 0; i < form->n; i++)
		if (check_field(c, form, i, err) < 0)
			return -1;
	return 0;
}
