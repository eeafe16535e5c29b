
#include "base/arena.h"
#include "base/text.h"
#include "carrier/outcome.h"
#include "carrier/ups_parts.h"

#define LENGTH(table) (int)(sizeof(table) / sizeof *(table))

static const char no_token[] =
	"UPS does not accept the token: check WAYLAID_UPS_CLIENT_ID and WAYLAID_UPS_CLIENT_SECRET, "
	"or section [ups] of the configuration, and that the app has the Tracking API";
static const char enough[] = "UPS has had enough requests for now";

/* Codes of UPS about the whole call; they are stronger than the HTTP status. */
/* clang-format off */
static const struct {
	const char *code;
	enum verdict verdict;
	const char *message;
} call_codes[] = {
	{ "250002", VERDICT_TOKEN, no_token },	/* invalid authentication */
	{ "250003", VERDICT_TOKEN, no_token },	/* invalid access licence */
	{ "251004", VERDICT_TOKEN, no_token },	/* token expired */
	{ "10429",  VERDICT_LATER, enough },
};

static const struct status_row call_statuses[] = {
	{   0,   0, VERDICT_LATER,   "UPS gave no answer" },
	{ 401, 401, VERDICT_TOKEN,   no_token },
	{ 403, 403, VERDICT_REFUSED,
	  "UPS refuses this tracking (403): add the Tracking API to your app at "
	  "developer.ups.com" },
	{ 408, 408, VERDICT_LATER,   "UPS took too long" },
	{ 429, 429, VERDICT_LATER,   enough },
	{ 500, 599, VERDICT_LATER,   "UPS cannot answer now" },
};

/* Codes about one number; TW0001 comes as a warning in a good answer. */
static const struct {
	const char *code;
	enum poll_outcome outcome;
	const char *message;
} parcel_codes[] = {
	{ "TW0001", POLL_NOT_FOUND,
	  "UPS does not know this number: it may be wrong, or not be scanned yet; check it" },
	{ "TRK001", POLL_NOT_FOUND,
	  "UPS does not know this number: it may be wrong, or not be scanned yet; check it" },
	{ "404", POLL_NOT_FOUND,
	  "UPS has no tracking for this number yet: check it; a new label may take some days" },
	{ "TV1002", POLL_REFUSED,
	  "UPS says that this is no number of its own: check it against the label" },
};
/* clang-format on */

void ups_complaint_read(struct ups_complaint *out, struct arena *a, const struct json *body)
{
	const struct json *errors = field_get(field_get(body, "response"), "errors");
	const struct json *first = field_at(errors, 0);

	*out = (struct ups_complaint){ .present = errors != NULL };
	out->code = field_text(a, first, "code");
	out->text = field_plain(a, first, "message");
}

bool ups_call_verdict(struct answer *out, struct arena *a, const struct http_answer *answer,
		      const struct ups_complaint *complaint)
{
	for (int i = 0; i < LENGTH(call_codes); i++)
		if (text_same(call_codes[i].code, complaint->code)) {
			outcome_decide(out, a, answer, call_codes[i].verdict,
				       call_codes[i].message);
			return true;
		}
	return outcome_of_status(out, a, answer, call_statuses, LENGTH(call_statuses));
}

void ups_complaint_judge(struct reading *r, struct arena *a, int status,
			 const struct ups_complaint *complaint)
{
	for (int i = 0; i < LENGTH(parcel_codes); i++) {
		if (!text_same(parcel_codes[i].code, complaint->code) &&
		    !(status == 404 && text_same(parcel_codes[i].code, "404")))
			continue;
		r->outcome = parcel_codes[i].outcome;
		r->message = parcel_codes[i].message;
		return;
	}
	r->outcome = POLL_REFUSED;
	r->message = complaint->text
			     ? arena_printf(a, "UPS refused this number: %s", complaint->text)
			     : arena_printf(a, "UPS refused this number (%d) and does not say why",
					    status);
}
