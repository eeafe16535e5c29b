#include "view/next_words.h"

#include <ctype.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "domain/shipment.h"
#include "domain/window.h"

/* --- commands --- */

/* clang-format off */
const struct next_command next_commands[] = {
	{ NEXT_PROMISE, "ours", "waylaid keep {id}", { NULL } },
	{ NEXT_PROMISE, NULL, "waylaid brief {case}",
	  { "waylaid keep {id}", "waylaid broken {id}" } },
	{ NEXT_WINDOW, "missed", "waylaid close {case} --reason", { NULL } },
	{ NEXT_WINDOW, "ask", "waylaid request {case} {request}", { NULL } },
	{ NEXT_WINDOW, "await", "waylaid request answer {case}/{number}", { NULL } },
	{ NEXT_WINDOW, "anyway", "waylaid claim file {case} --route {route} --anyway", { NULL } },
	{ NEXT_WINDOW, "inquiry", "waylaid request {case} {request}", { NULL } },
	{ NEXT_WINDOW, "search", "waylaid request {case} {request}", { NULL } },
	{ NEXT_WINDOW, "notice", "waylaid log {case} --channel letter --said", { NULL } },
	{ NEXT_WINDOW, "suit", "waylaid show {case}", { NULL } },
	{ NEXT_WINDOW, NULL, "waylaid claim file {case} --route {route}", { NULL } },
	{ NEXT_OPENING, NULL, "waylaid show {case}", { NULL } },
	{ NEXT_FACT, NULL, "{fix}", { NULL } },
	{ NEXT_REQUEST, NULL, "waylaid request answer {case}/{number}", { NULL } },
	{ NEXT_ANSWER, NULL, "waylaid brief {case}",
	  { "waylaid claim approve {case}/{number}", "waylaid claim deny {case}/{number}" } },
	{ NEXT_NO_RECORD, "missed", "waylaid claim file {case}/{number} --anyway", { NULL } },
	{ NEXT_NO_RECORD, NULL, "waylaid claim file {case}/{number}", { NULL } },
	{ NEXT_INFO, NULL, "waylaid claim ack {case}/{number}", { NULL } },
	{ NEXT_APPEAL, "missed", "waylaid close {case} --reason", { NULL } },
	{ NEXT_APPEAL, NULL, "waylaid claim appeal {case}/{number}", { NULL } },
	{ NEXT_PAYMENT, NULL, "waylaid brief {case}", { "waylaid paid {case}/{number}" } },
	{ NEXT_DUTY, NULL, "waylaid duty done {case} --note", { NULL } },
	{ NEXT_POLLS, NULL, "waylaid answers {case}", { NULL } },
	{ NEXT_HOLD, NULL, "waylaid release {case} --hold {id}", { NULL } },
	{ NEXT_HISTORY, NULL, "waylaid track {case}", { NULL } },
};
const int next_ncommands = sizeof next_commands / sizeof *next_commands;
/* clang-format on */

/*
 * A search without an answer must not cost the claim: in its last days one files all the same, and
 * on the last two also where nobody asked.
 */
static bool file_anyway(const struct next_row *r, daynum today)
{
	return r->kind == NEXT_WINDOW && r->why && text_same(r->what, "claim") &&
	       r->due_on != DAY_NONE && r->due_on - today <= (r->number ? WINDOW_CLOSING_DAYS : 1);
}

static const char *variant_of(const struct next_row *r, daynum today)
{
	if (r->kind == NEXT_PROMISE)
		return text_same(r->who, "us") ? "ours" : NULL;
	if (r->kind != NEXT_WINDOW && r->kind != NEXT_APPEAL && r->kind != NEXT_NO_RECORD)
		return NULL;
	if (r->due_on != DAY_NONE && r->due_on < today)
		return "missed";
	if (file_anyway(r, today))
		return "anyway";
	if (r->kind == NEXT_WINDOW && r->why)
		return r->number ? "await" : "ask";
	return r->what;
}

const struct next_command *next_command_of(const struct next_row *row, daynum today)
{
	const char *variant = variant_of(row, today);

	for (int i = 0; i < next_ncommands; i++) {
		const struct next_command *c = &next_commands[i];

		if (c->kind == row->kind && (!c->variant || text_same(c->variant, variant)))
			return c;
	}
	return NULL;
}

/* Codes are typed with dashes. */
static char *dashed(struct arena *a, const char *code)
{
	char *s = arena_strdup(a, code);

	for (char *p = s; *p; p++)
		if (*p == '_')
			*p = '-';
	return s;
}

/* Which request the line is about: the one that must come first, else the carrier's own. */
static const char *request_of(const struct next_row *r)
{
	if (r->why)
		return r->why;
	if (!text_same(r->carrier, "usps"))
		return "trace";
	return text_same(r->what, "search") ? "missing_mail_search" : "international_inquiry";
}

/* Take the last word off when it is this one, or, for NULL, all in capitals. */
static void drop_last(char *command, const char *word)
{
	char *last = strrchr(command, ' '), *p = last;

	if (!last)
		return;
	while (p[1] && isupper((unsigned char)p[1]))
		p++;
	if (word ? text_same(last + 1, word) : p > last && !p[1])
		*last = '\0';
}

/*
 * The command that the reason of an unknown window names ("mailing date missing: waylaid edit 12
 * --mailed DATE"), without the word that stands for the fact: the program then says what it needs.
 */
static const char *fix_of(struct arena *a, const struct next_row *r)
{
	const char *at = r->why ? strstr(r->why, "waylaid ") : NULL;
	char *command;

	if (!at)
		return arena_printf(a, "waylaid why %lld", (long long)r->casefile_id);
	command = arena_strdup(a, at);
	drop_last(command, NULL);
	if (strstr(command, " help-request ")) /* today, unless somebody says otherwise */
		drop_last(command, "--on");
	return command;
}

static const char *value_of(struct arena *a, const struct next_row *r, const char *name, size_t len)
{
	const struct {
		const char *name, *value;
	} values[] = {
		{ "case", arena_printf(a, "%lld", (long long)r->casefile_id) },
		{ "number", arena_printf(a, "%d", r->number) },
		{ "id", arena_printf(a, "%lld", (long long)r->id) },
		{ "route", dashed(a, r->who ? r->who : "carrier") },
		{ "request", dashed(a, request_of(r)) },
		{ "carrier", dashed(a, r->carrier ? r->carrier : "") },
		{ "fix", r->kind == NEXT_FACT ? fix_of(a, r) : "" },
	};

	for (size_t i = 0; i < sizeof values / sizeof *values; i++)
		if (strlen(values[i].name) == len && !memcmp(values[i].name, name, len))
			return values[i].value;
	return "";
}

const char *next_command_text(struct arena *a, const char *text, const struct next_row *row)
{
	const char *out = "", *open, *close;

	while ((open = strchr(text, '{')) && (close = strchr(open, '}'))) {
		out = arena_printf(a, "%s%.*s%s", out, (int)(open - text), text,
				   value_of(a, row, open + 1, (size_t)(close - open - 1)));
		text = close + 1;
	}
	return arena_printf(a, "%s%s", out, text);
}

/* --- words --- */

static char *spaced(struct arena *a, const char *code)
{
	char *s = arena_strdup(a, code ? code : "");

	for (char *p = s; *p; p++)
		if (*p == '_')
			*p = ' ';
	return s;
}

static const char *ago(struct arena *a, int days)
{
	return arena_printf(a, "%d day%s ago", days, days == 1 ? "" : "s");
}

/* ", reference 4711" or nothing. */
static const char *with_reference(struct arena *a, const struct next_row *r)
{
	return r->reference ? arena_printf(a, ", reference %s", r->reference) : "";
}

static const char *promise_words(struct arena *a, const struct next_row *r, daynum today)
{
	const char *who = "";

	if (text_same(r->who, "us"))
		return arena_printf(a, "we promised: %s", r->what);
	if (r->rep || r->reference)
		who = arena_printf(a, " (%s%s%s)", r->rep ? r->rep : "",
				   r->rep && r->reference ? ", " : "",
				   r->reference ? r->reference : "");
	return arena_printf(a, "%s%s promised: %s%s",
			    r->due_on != DAY_NONE && r->due_on < today ? "ask again: " : "",
			    spaced(a, r->who), r->what, who);
}

static const char *window_words(struct arena *a, const struct next_row *r, daynum today)
{
	const char *what = spaced(a, r->what), *route = spaced(a, r->who);

	if (r->due_on != DAY_NONE && r->due_on < today)
		return arena_printf(a,
				    "%s window closed %s, nothing filed: ask for an exception, or "
				    "close the case",
				    what, ago(a, today - r->due_on));
	if (text_same(r->what, "suit"))
		return arena_printf(a, "the last day to sue comes near (%s)", route);
	if (text_same(r->what, "notice"))
		return arena_printf(a, "give notice in writing (%s): window is open", route);
	if (file_anyway(r, today))
		return arena_printf(a,
				    "the window closes and the %s has not ended: file the %s (%s) "
				    "all the same",
				    spaced(a, r->why), what, route);
	if (r->why && r->number)
		return arena_printf(a, "the %s %lld/%d must end before the %s (%s)",
				    spaced(a, r->why), (long long)r->casefile_id, r->number, what,
				    route);
	if (r->why)
		return arena_printf(a, "ask for the %s: it must end before the %s (%s)",
				    spaced(a, r->why), what, route);
	if (text_same(r->what, "search") || text_same(r->what, "inquiry"))
		return arena_printf(a, "ask for the %s: window is open%s", spaced(a, request_of(r)),
				    r->due_on == DAY_NONE ? ", no last day known" : "");
	return arena_printf(a, "file the %s (%s): window is open%s", what, route,
			    r->due_on == DAY_NONE ? ", no last day known" : "");
}

/* The reason without the command, which stands below. */
static const char *fact_words(struct arena *a, const struct next_row *r, daynum today)
{
	const char *why = r->why ? r->why : "the rule gives no days: ask the carrier";
	const char *end = strstr(why, ": waylaid ");

	(void)today;
	return arena_printf(a, "%s window (%s) unknown: %.*s", spaced(a, r->what),
			    spaced(a, r->who), end ? (int)(end - why) : (int)strlen(why), why);
}

static const char *opening_words(struct arena *a, const struct next_row *r, daynum today)
{
	(void)today;
	return arena_printf(a, "%s window opens (%s): collect the papers", spaced(a, r->what),
			    spaced(a, r->who));
}

static const char *request_words(struct arena *a, const struct next_row *r, daynum today)
{
	(void)today;
	return arena_printf(a, "answer to %s %lld/%d is %s%s", spaced(a, r->what),
			    (long long)r->casefile_id, r->number,
			    r->due_on == DAY_NONE ? "open, no day known" : "due",
			    with_reference(a, r));
}

static const char *claim_name(struct arena *a, const struct next_row *r)
{
	return arena_printf(a, "claim %lld/%d (%s%s)", (long long)r->casefile_id, r->number,
			    spaced(a, r->who), with_reference(a, r));
}

static const char *answer_words(struct arena *a, const struct next_row *r, daynum today)
{
	(void)today;
	return arena_printf(a, "chase %s: %s, no answer%s", claim_name(a, r), spaced(a, r->why),
			    r->due_on == DAY_NONE ? " and no day known" : "");
}

static const char *no_record_words(struct arena *a, const struct next_row *r, daynum today)
{
	const char *until = r->due_on == DAY_NONE ? ""
			    : r->due_on < today   ? ", with proof that it was filed in time"
						  : " before the window closes";

	return arena_printf(a, "they have no record of %s: file it again%s", claim_name(a, r),
			    until);
}

static const char *info_words(struct arena *a, const struct next_row *r, daynum today)
{
	return arena_printf(a, "they wait for this on %s: %s%s", claim_name(a, r),
			    r->what ? r->what : "nobody noted what",
			    r->due_on != DAY_NONE && r->due_on < today ? " (late: send it anyhow)"
								       : "");
}

static const char *appeal_words(struct arena *a, const struct next_row *r, daynum today)
{
	if (r->due_on != DAY_NONE && r->due_on < today)
		return arena_printf(a, "the %s of %s closed %s, nothing sent", spaced(a, r->what),
				    claim_name(a, r), ago(a, today - r->due_on));
	return arena_printf(
		a, "%s %s%s%s",
		text_same(r->what, "appeal") ? "appeal" : "appeal again:", claim_name(a, r),
		r->why ? ": denied because " : ": denied", r->why ? r->why : "");
}

static const char *payment_words(struct arena *a, const struct next_row *r, daynum today)
{
	(void)today;
	return arena_printf(a, "%s is %s and not paid: ask for the money", claim_name(a, r),
			    spaced(a, r->why));
}

static const char *duty_words(struct arena *a, const struct next_row *r, daynum today)
{
	(void)today;
	return arena_printf(a, "we owe this: %s", r->what);
}

static const char *polls_words(struct arena *a, const struct next_row *r, daynum today)
{
	(void)today;
	return arena_printf(a,
			    "%s did not answer %d times in a row, or not readably: see why, or "
			    "save its page for 'events import'",
			    r->carrier ? carrier_title(r->carrier) : "the carrier", r->number);
}

static const char *hold_words(struct arena *a, const struct next_row *r, daynum today)
{
	const char *what = r->what ? r->what : "goods", *where = r->who ? r->who : "place unknown";

	(void)today;
	if (r->number)
		return arena_printf(a,
				    "%s was kept long enough (%s), but claim %lld/%d is open: ask "
				    "before it goes",
				    what, where, (long long)r->casefile_id, r->number);
	return arena_printf(a, "%s may be released (%s)", what, where);
}

static const char *history_words(struct arena *a, const struct next_row *r, daynum today)
{
	char day[DAY_TEXT];

	(void)today;
	return arena_printf(a, "%s forgets this parcel's scans after %s: track it now",
			    r->carrier ? carrier_title(r->carrier) : "the carrier",
			    day_text(day, r->due_on));
}

const char *next_what(struct arena *a, const struct next_row *row, daynum today)
{
	static const char *(*const words[NEXT_NVALUES])(struct arena *, const struct next_row *,
							daynum) = {
		[NEXT_PROMISE] = promise_words,     [NEXT_WINDOW] = window_words,
		[NEXT_OPENING] = opening_words,     [NEXT_FACT] = fact_words,
		[NEXT_REQUEST] = request_words,     [NEXT_ANSWER] = answer_words,
		[NEXT_NO_RECORD] = no_record_words, [NEXT_INFO] = info_words,
		[NEXT_APPEAL] = appeal_words,       [NEXT_PAYMENT] = payment_words,
		[NEXT_DUTY] = duty_words,           [NEXT_POLLS] = polls_words,
		[NEXT_HOLD] = hold_words,           [NEXT_HISTORY] = history_words,
	};

	return words[row->kind](a, row, today);
}
