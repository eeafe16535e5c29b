#include <assert.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/text.h"
#include "base/words.h"
#include "base/xml.h"
#include "carrier/canada_post_parts.h"
#include "carrier/field.h"
#include "carrier/outcome.h"
#include "carrier/reply.h"
#include "carrier/usps_parts.h"

enum { UNWRAP_MAX = 2 }; /* elements around a tracking-detail */

#define LENGTH(table) (int)(sizeof(table) / sizeof *(table))

static const char no_key[] =
	"Canada Post does not accept the key: check WAYLAID_CANADA_POST_CLIENT_ID and "
	"WAYLAID_CANADA_POST_CLIENT_SECRET, or section [canada_post] of the configuration";
static const char enough[] = "Canada Post has had enough requests for now (20 a minute)";

/* Statuses that decide, unless the body holds a message that we know. */
/* clang-format off */
static const struct status_row call_statuses[] = {
	{   0,   0, VERDICT_LATER,   "Canada Post gave no answer" },
	{ 401, 401, VERDICT_TOKEN,   no_key },
	{ 403, 403, VERDICT_REFUSED, "Canada Post refuses tracking to this key (403): look at its "
				     "rights at the developer program of Canada Post" },
	{ 408, 408, VERDICT_LATER,   "Canada Post took too long" },
	{ 429, 429, VERDICT_LATER,   enough },
	{ 500, 599, VERDICT_LATER,   "Canada Post cannot answer now" },
};

/* Messages that we know, by code or by words (folded), under whatever status they come. */
static const struct {
	const char *code, *words;
	enum verdict verdict;		/* VERDICT_OK: it is about the parcel */
	enum poll_outcome outcome;
	const char *message;
} known_messages[] = {
	{ NULL,   " rejected by slm monitor ",	 VERDICT_LATER,   POLL_DEFERRED,  enough },
	{ "E002", " aaa authentication failure ", VERDICT_TOKEN,   POLL_REFUSED,   no_key },
	{ "004",  " no pin history ",		 VERDICT_OK,	  POLL_NOT_FOUND,
	  "Canada Post has no history of this number yet: check it; a new label may take days" },
};
/* clang-format on */

/* The first element of that name, at most UNWRAP_MAX levels in; NULL: none. */
static const struct xml *find(const struct xml *x, const char *name, int depth)
{
	const struct xml *found = NULL;

	if (text_same(x->name, name))
		return x;
	for (const struct xml *child = x->first; child && !found && depth < UNWRAP_MAX;
	     child = child->next)
		found = find(child, name, depth + 1);
	return found;
}

struct complaint {
	const char *code, *text; /* either may be NULL */
	int known;               /* row of known_messages; -1 */
};

static int known_message(const char *code, const char *text)
{
	char folded[WORDS_FOLD_MAX];

	words_fold(folded, text);
	for (int i = 0; i < LENGTH(known_messages); i++)
		if (strstr(folded, known_messages[i].words) ||
		    (code && text_same(known_messages[i].code, code)))
			return i;
	return -1;
}

/* False when there is no message; of several, one that we know is taken. */
static bool complaint_read(struct complaint *out, struct arena *a, const struct xml *root)
{
	const struct xml *messages = root ? find(root, "messages", 0) : NULL;
	bool found = false;

	*out = (struct complaint){ .known = -1 };
	for (const struct xml *m = messages ? messages->first : NULL; m; m = m->next) {
		const char *code = field_line(a, xml_str(m, "code"));
		const char *text = field_line(a, xml_str(m, "description"));
		int known = known_message(code, text);

		if (!text_same(m->name, "message") || (!code && !text) || (found && known < 0))
			continue;
		*out = (struct complaint){ code, text, known };
		found = true;
		if (known >= 0)
			break;
	}
	return found;
}

/* A message about the parcel: its outcome. */
static void complaint_judge(struct reading *r, struct arena *a, int status,
			    const struct complaint *complaint)
{
	if (complaint->known >= 0) {
		r->outcome = known_messages[complaint->known].outcome;
		r->message = known_messages[complaint->known].message;
		return;
	}
	r->outcome = status == 404 ? POLL_NOT_FOUND : POLL_REFUSED;
	r->message = arena_printf(a, "Canada Post %s this number: %s",
				  status == 404 ? "does not know" : "refused",
				  complaint->text ? complaint->text : complaint->code);
}

/* NULL and err when it is no XML or too much of it. */
static struct xml *parse(struct arena *a, const char *bytes, size_t len, struct err *err)
{
	struct xml *root;

	if (len > ANSWER_MAX) {
		err_set(err, ERR_INPUT, "larger than 8 MiB");
		return NULL;
	}
	return xml_parse(&root, a, bytes, len, err) == 0 ? root : NULL;
}

/* What the whole call came to, when the message or the status tells; false: look for the parcel. */
static bool call_verdict(struct answer *out, struct arena *a, const struct http_answer *answer,
			 const struct complaint *complaint)
{
	if (complaint->known < 0 || known_messages[complaint->known].verdict == VERDICT_OK)
		return outcome_of_status(out, a, answer, call_statuses, LENGTH(call_statuses));
	outcome_decide(out, a, answer, known_messages[complaint->known].verdict,
		       known_messages[complaint->known].message);
	out->spent = known_messages[complaint->known].outcome == POLL_DEFERRED;
	return true;
}

static void read_detail(struct answer *out, struct arena *a, const struct xml *detail,
			const struct ask *ask)
{
	const char *pin = field_line(a, xml_str(detail, "pin"));
	struct reading *r = &out->reading[0];

	if (!pin)
		r->message = "the answer of Canada Post could not be read: it names no pin";
	else if (!usps_same_number(pin, ask->tracking_number))
		r->message = arena_printf(a, "Canada Post answered for another number, %s",
					  field_seen(a, pin, strlen(pin)));
	else
		canada_post_detail_read(r, a, detail, SOURCE_API);
}

static void read_body(struct answer *out, struct arena *a, const struct http_answer *answer,
		      const struct ask *ask)
{
	const char *bytes = answer->body ? answer->body : "";
	size_t len = answer->body ? answer->len : 0;
	struct err err;
	const struct xml *root = parse(a, bytes, len, &err);
	const struct xml *detail = root ? find(root, "tracking-detail", 0) : NULL;
	struct complaint complaint;
	bool complains = complaint_read(&complaint, a, root);

	if (call_verdict(out, a, answer, &complaint))
		return;
	if (answer->status == 200 && detail && !complains)
		read_detail(out, a, detail, ask);
	else if (complains && !detail &&
		 (answer->status == 200 || answer->status == 400 || answer->status == 404))
		complaint_judge(&out->reading[0], a, answer->status, &complaint);
	else if (len > ANSWER_MAX)
		outcome_fail(out, VERDICT_UNREADABLE, "Canada Post answered with more than 8 MiB");
	else
		outcome_fail(out, VERDICT_UNREADABLE,
			     arena_printf(a,
					  "Canada Post answered %d with what it does not "
					  "document: %s",
					  answer->status, field_seen(a, bytes, len)));
}

void canada_post_read_answer(struct answer *out, struct arena *a, const struct credentials *c,
			     const struct http_answer *answer, const struct ask asks[], int n)
{
	assert(n == 1);
	reply_begin(out, a, "Canada Post", asks, n);
	read_body(out, a, answer, &asks[0]);
	outcome_mask(out, a, c);
}

static const char saved_expected[] =
	"a saved Canada Post answer is XML with tracking-detail, pin and significant-events";

static int saved_detail(struct answer *out, struct arena *a, const struct xml *detail,
			struct err *err)
{
	const char *pin = field_line(a, xml_str(detail, "pin"));
	struct reading *r = &out->reading[out->nreadings];

	if (!pin)
		return err_set(err, ERR_INPUT, "element %d names no parcel: %s", out->nreadings + 1,
			       saved_expected);
	*r = (struct reading){ .tracking_number = pin, .expected_on = DAY_NONE };
	canada_post_detail_read(r, a, detail, SOURCE_SAVED_ANSWER);
	out->nreadings++;
	return 0;
}

/* The element itself, or all that stand in it: several answers kept in one file. */
static int saved_all(struct answer *out, struct arena *a, const struct xml *root, struct err *err)
{
	out->reading = arena_array(a, (size_t)root->count + 1, sizeof *out->reading);
	if (text_same(root->name, "tracking-detail"))
		return saved_detail(out, a, root, err);
	for (const struct xml *x = root->first; x; x = x->next)
		if (text_same(x->name, "tracking-detail") && saved_detail(out, a, x, err) != 0)
			return -1;
	if (out->nreadings > 0)
		return 0;
	return err_set(err, ERR_INPUT, "no tracking-detail in it: %s", saved_expected);
}

int canada_post_read_saved(struct answer *out, struct arena *a, const char *bytes, size_t len,
			   struct err *err)
{
	const struct xml *root = parse(a, bytes, len, err);
	struct complaint complaint;
	int readable = 0;

	*out = (struct answer){ .verdict = VERDICT_OK };
	if (!root)
		return err_wrap(err, "not a saved answer");
	if (complaint_read(&complaint, a, root))
		return err_set(err, ERR_INPUT, "an error answer that names no parcel (%s): %s",
			       complaint.text ? complaint.text : complaint.code, saved_expected);
	if (saved_all(out, a, root, err) != 0)
		return -1;
	for (int i = 0; i < out->nreadings; i++)
		readable += out->reading[i].outcome != POLL_UNREADABLE;
	if (readable > 0)
		return 0;
	return err_set(err, ERR_INPUT, "%s: %s", out->reading[0].message, saved_expected);
}
