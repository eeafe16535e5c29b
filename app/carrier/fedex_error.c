#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/json.h"
#include "base/text.h"
#include "carrier/fedex_parts.h"
#include "carrier/field.h"
#include "carrier/outcome.h"

static const char no_token[] =
	"FedEx does not accept the token: check WAYLAID_FEDEX_CLIENT_ID and "
	"WAYLAID_FEDEX_CLIENT_SECRET, or section [fedex] of the configuration";
static const char no_access[] =
	"FedEx refuses this tracking (403): the project at developer.fedex.com must have the Track "
	"API; until then import the events instead (\"waylaid events import\")";
static const char no_such_place[] =
	"FedEx has nothing at this address (404): check that the address of FedEx in the "
	"configuration is right";
static const char day_spent[] =
	"FedEx: the day's quota of requests is spent: try again after midnight GMT";
static const char short_spent[] = "FedEx has had enough requests for now: try again later";
static const char not_now[] = "FedEx cannot answer now: try again later";

/* Codes of "errors" of a whole call, and what they mean in "error" of one number. */
/* clang-format off */
static const struct {
	const char *code;
	enum verdict verdict;
	enum poll_outcome outcome;
	const char *message;
} call_codes[] = {
	{ "NOT.AUTHORIZED.ERROR",	VERDICT_TOKEN,	 POLL_REFUSED,	   no_token },
	{ "FORBIDDEN.ERROR",		VERDICT_REFUSED, POLL_REFUSED,	   no_access },
	{ "NOT.FOUND.ERROR",		VERDICT_REFUSED, POLL_NOT_FOUND,   no_such_place },
	{ "INTERNAL.SERVER.ERROR",	VERDICT_LATER,	 POLL_UNREACHABLE, not_now },
	{ "SERVICE.UNAVAILABLE.ERROR",	VERDICT_LATER,	 POLL_UNREACHABLE, not_now },
};

/* "Not found" is what may still turn up; "refused" is what asking again does not change. */
static const struct {
	const char *code;
	enum poll_outcome outcome;
	const char *message;
} parcel_codes[] = {
	{ "TRACKING.TRACKINGNUMBER.NOTFOUND", POLL_NOT_FOUND,
	  "FedEx does not know this number: check it; a new label may take some days" },
	{ "TRACKING.DATA.NOTFOUND", POLL_NOT_FOUND,
	  "FedEx has no tracking for this number yet: check it; a new label may take some days" },
	{ "NOT.FOUND.ERROR", POLL_NOT_FOUND,
	  "FedEx no longer has tracking for this number: check it" },
	{ "TRACKING.TRACKINGNUMBER.EMPTY", POLL_REFUSED,
	  "FedEx says that no number was given: check it" },
};

/* Statuses that decide whatever the body is; the words of a 403 or 429 may say more. */
static const struct status_row call_statuses[] = {
	{   0,   0, VERDICT_LATER,   "FedEx gave no answer" },
	{ 401, 401, VERDICT_TOKEN,   no_token },
	{ 403, 403, VERDICT_REFUSED, no_access },
	{ 408, 408, VERDICT_LATER,   "FedEx took too long" },
	{ 429, 429, VERDICT_LATER,   "FedEx has had enough requests for now" },
	{ 500, 599, VERDICT_LATER,   "FedEx cannot answer now" },
};

/* Words that mean a quota under whatever status and code. */
static const struct {
	const char *words, *message;
} quotas[] = {
	{ "daily transaction quota",	day_spent },
	{ "transaction quota exceeded",	day_spent },
	{ "too many requests",		short_spent },
};
/* clang-format on */

#define LENGTH(table) (sizeof(table) / sizeof *(table))

void fedex_complaint_read(struct fedex_complaint *out, struct arena *a, const struct json *body)
{
	const struct json *error = field_at(field_get(body, "errors"), 0);

	if (!error)
		error = field_at(field_get(body, "error"), 0);
	*out = (struct fedex_complaint){ .present = error != NULL };
	if (!error)
		return;
	out->code = field_text(a, error, "code");
	out->text = field_plain(a, error, "message");
	if (!out->text && error->type == JSON_TEXT)
		out->text = field_line(a, error->text);
}

/* NULL: the words name no quota. */
static const char *quota_of(const struct fedex_complaint *complaint)
{
	for (size_t i = 0; i < LENGTH(quotas) && complaint->text; i++)
		if (strcasestr(complaint->text, quotas[i].words))
			return quotas[i].message;
	return NULL;
}

bool fedex_of_parcel(const struct fedex_complaint *complaint)
{
	return complaint->code && strncasecmp(complaint->code, "TRACKING.", 9) == 0 &&
	       !quota_of(complaint);
}

static const char *said(const struct fedex_complaint *complaint)
{
	if (complaint->text)
		return complaint->text;
	return complaint->code ? complaint->code : "it does not say why";
}

void fedex_complaint_judge(struct reading *r, struct arena *a,
			   const struct fedex_complaint *complaint)
{
	const char *quota = quota_of(complaint);

	r->outcome = quota ? POLL_DEFERRED : POLL_REFUSED;
	r->message =
		quota ? quota : arena_printf(a, "FedEx refused this number: %s", said(complaint));
	for (size_t i = 0; i < LENGTH(parcel_codes) && !quota; i++) {
		if (!text_same_nocase(parcel_codes[i].code, complaint->code))
			continue;
		r->outcome = parcel_codes[i].outcome;
		r->message = parcel_codes[i].message;
		return;
	}
	for (size_t i = 0; i < LENGTH(call_codes) && !quota; i++) {
		if (!text_same_nocase(call_codes[i].code, complaint->code))
			continue;
		r->outcome = call_codes[i].outcome;
		r->message = call_codes[i].message;
		return;
	}
}

void fedex_complaint_verdict(struct answer *out, struct arena *a, int status,
			     const struct fedex_complaint *complaint)
{
	const char *quota = quota_of(complaint);

	if (quota) {
		outcome_fail(out, VERDICT_LATER, quota);
		out->spent = true;
		return;
	}
	for (size_t i = 0; i < LENGTH(call_codes); i++) {
		if (!text_same_nocase(call_codes[i].code, complaint->code))
			continue;
		outcome_fail(out, call_codes[i].verdict, call_codes[i].message);
		return;
	}
	outcome_fail(
		out, VERDICT_REFUSED,
		arena_printf(a, "FedEx refused the request (%d): %s", status, said(complaint)));
}

bool fedex_status_verdict(struct answer *out, struct arena *a, const struct http_answer *answer)
{
	struct fedex_complaint complaint;
	struct json *body;
	struct err err;
	const char *quota = NULL;

	if (!outcome_of_status(out, a, answer, call_statuses, LENGTH(call_statuses)))
		return false;
	if (answer->status != 403 && answer->status != 429)
		return true;
	if (answer->body && answer->len > 0 && answer->len <= ANSWER_MAX &&
	    json_parse(&body, a, answer->body, answer->len, &err) == 0) {
		fedex_complaint_read(&complaint, a, body);
		quota = quota_of(&complaint);
	}
	if (quota && (answer->status == 403 || answer->retry_after_s <= 0))
		outcome_fail(out, VERDICT_LATER, quota);
	out->spent = quota != NULL;
	return true;
}
