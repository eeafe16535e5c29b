#include "web/api_words.h"

#include <stdio.h>
#include <string.h>

#include "base/err.h"
#include "base/text.h"
#include "domain/casefile.h"
#include "domain/contact.h"
#include "domain/evidence.h"
#include "domain/promise.h"
#include "domain/shipment.h"
#include "view/audience.h"
#include "view/list_doc.h"
#include "web/page_verb.h"
#include "web/typed.h"

#define FACTS                                                                                 \
	"carrier:line service:line mailed:day expected:day delivered:day value:money "        \
	"contents:line to:long from:long order:line weight:line postage:money insured:money " \
	"insurer:line insured_on:day insurance_fee:money dimensions:line pieces:line "        \
	"label_source:line account:line client:line owner:line note:long damage:long"

/* clang-format off */
const struct api_words api_words[] = {
	{ METHOD_GET, "/", "mine:bool client:line all:bool", "next", { 0 } },
	{ METHOD_GET, "/cases", "q:line stage:stage problem:problem carrier:carrier owner:line "
	  "client:line due:day value:money all:bool sort:sort limit:int after:line",
	  "register|found", { 0 } },
	{ METHOD_GET, "/cases/:id", "", "case", { 304 } },
	{ METHOD_GET, "/cases/:id/brief", "", "brief", { 0 } },
	{ METHOD_GET, "/cases/:id/evidence/:id", "", "file", { 0 } },
	{ METHOD_GET, "/cases/:id/phone", "", "phone", { 0 } },
	{ METHOD_GET, "/shipments", "", "shipments", { 0 } },
	{ METHOD_GET, "/reports", "", "reports", { 0 } },
	{ METHOD_GET, "/carriers", "", "carriers", { 0 } },
	{ METHOD_GET, "/people", "", "people", { 0 } },
	{ METHOD_GET, "/session", "", "session", { 0 } },
	{ METHOD_GET, "/openapi.json", "", "description", { 0 } },
	{ METHOD_POST, "/cases", "tracking:line! problem:problem! another:bool " FACTS, "case",
	  { 0 } },
	{ METHOD_POST, "/cases/:id", "version:int problem:problem " FACTS, "case|conflict",
	  { 412 } },
	{ METHOD_POST, "/cases/:id/contacts", "channel:channel with:party direction:direction "
	  "outcome:outcome rep:line rep_id:line ref:line dialed:line keypad:line callback:line "
	  "said:long minutes:int hold:int next:long due:day by:party", "contact", { 0 } },
	{ METHOD_POST, "/cases/:id/promises/:id", "state:promise_state! on:day", "case", { 0 } },
	{ METHOD_POST, "/cases/:id/call", "act:call_act! dialed:line", "call", { 0 } },
	{ METHOD_POST, "/cases/:id/close", "reason:long", "case", { 0 } },
	{ METHOD_POST, "/cases/:id/reopen", "", "case", { 0 } },
	{ METHOD_POST, "/cases/:id/evidence",
	  "kind:evidence_kind! shot:int dated:day note:long file:file!", "case", { 0 } },
	{ METHOD_POST, "/cases/:id/export", "format:format audience:audience", "file", { 200 } },
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
	{ "next", "items:[line] count:int resting:int resting_until:day?" },
	{ "line", "line:text kind:text case:int tracking_number:text carrier:text? problem:text "
	  "owner:text? client:text? due_on:day? days_left:int? at_risk:money? what:text "
	  "command:text after:list call:list? snoozed_until:day? snooze_reason:text?" },
	{ "register", "items:[row] count:int closed_not_shown:int next:text?" },
	{ "row", "case:int tracking_number:text carrier:text? problem:text stage:text status:text "
	  "owner:text? client:text? account:text? claim_state:text? claimed:money? "
	  "approved:money? opened_at:time opens_on:day? closes_on:day? days_left:int? "
	  "promise_due_on:day? value:money?" },
	{ "found", "items:[hit] count:int" },
	{ "hit", "case:int tracking_number:text carrier:text? problem:text stage:text kind:text "
	  "row:int snippet:text" },
	{ "case", CASE },
	{ "brief", CASE " dial:map? call_stage:text read_aloud:text last_scan:map? "
	  "promises_open:list promises_broken:list earlier:list questions:list confirm:list "
	  "kept_rate:map?" },
	{ "contact", "contact:int version:int at:time channel:text with:text direction:text "
	  "outcome:text rep_name:text? rep_id:text? reference:text? dialed:text? keypad:text? "
	  "callback:text? said:text? minutes:int? hold_minutes:int? logged_by:text "
	  "logged_at:time post_office:map? cases:list promises:list chase_on:day? window:map?" },
	{ "call", "call:map?" },
	{ "shipments", "items:list count:int checked:int with_case:int closed_case:int "
	  "never_asked:int over:int verdicts:list" },
	{ "reports", "items:list count:int" },
	{ "carriers", "items:list count:int" },
	{ "people", "items:list count:int" },
	{ "phone", "case:int open:bool left_s:int open_until:time? photos:int" },
	{ "session", "user:text? role:text client:text? csrf:text?" },
	{ "error", "error:{fault}" },
	{ "fault", "code:text message:text" },
	{ "conflict", "error:{fault} yours:map now:{case}" },
	{ "description", "openapi:text info:map security:list paths:map components:map" },
	{ .name = NULL },
};
/* clang-format on */

bool api_codes(struct typed_codes *out, const char *name)
{
	static const char *const formats[] = { "pdf", "xlsx", "zip", "html", "csv", "json" };
	const struct {
		const char *name;
		struct typed_codes codes;
	} lists[] = {
		{ "audience", { audience_names, AUDIENCE_NVALUES } },
		{ "call_act", { call_act_names, CALL_ACTS } },
		{ "carrier", { carrier_codes, carrier_codes_n } },
		{ "channel", { channel_names, CHANNEL_NVALUES } },
		{ "direction", { direction_names, DIRECTION_NVALUES } },
		{ "evidence_kind", { evidence_kind_names, EVIDENCE_NVALUES } },
		{ "format", { formats, sizeof formats / sizeof *formats } },
		{ "outcome", { outcome_names, OUTCOME_NVALUES } },
		{ "party", { party_names, PARTY_NVALUES } },
		{ "problem", { problem_names, PROBLEM_NVALUES } },
		{ "promise_state", { promise_state_names + 1, PROMISE_NVALUES - 1 } },
		{ "sort", { list_sort_names, LIST_SORT_NVALUES } },
		{ "stage", { stage_names, STAGE_NVALUES } },
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
	if (n && (out->type[n - 1] == '!' || out->type[n - 1] == '?')) {
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

static bool document_there(const char *name, size_t n)
{
	for (const struct api_document *d = api_documents; d->name; d++)
		if (strlen(d->name) == n && memcmp(d->name, name, n) == 0)
			return true;
	return n == 4 && memcmp(name, "file", 4) == 0;
}

static const char *fault_of(const struct api_words *w)
{
	struct typed_codes codes;
	struct api_word word;

	if (!w)
		return "does not say what it takes and answers";
	for (const char *at = w->fields; (at = api_word_next(&word, at));)
		if (!text_is_listed("line|long|day|money|int|bool|file", word.type) &&
		    !api_codes(&codes, word.type))
			return "takes a field of a type that is not known";
	for (const char *at = w->answer; *at;) {
		size_t n = strcspn(at, "|");

		if (!document_there(at, n))
			return "answers a document that is not described";
		at += n + (at[n] == '|');
	}
	return NULL;
}

int api_words_check(const struct web_route table[], struct err *err)
{
	for (const struct web_route *r = table; r->path; r++) {
		/* What phones are told is for the script of their own page. */
		bool told = r->api && r->permission != PERMISSION_LINK;
		const char *fault = told ? fault_of(api_words_of(r)) : NULL;

		if (fault)
			return err_set(err, ERR_FAILED,
				       "the route %s %s: the server does not start", r->path,
				       fault);
	}
	return 0;
}
