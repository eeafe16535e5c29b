#include "carrier/slip.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/text.h"
#include "base/words.h"
#include "carrier/field.h"
#include "carrier/phrase.h"
#include "carrier/reply.h"
#include "domain/number_find.h"

#define LENGTH(table) (int)(sizeof(table) / sizeof *(table))

/* Those whose phrases are asked, in this order, when nobody says whose they are. */
static const char *const readers[] = {
	"usps", "ups", "fedex", "canada_post", "dhl_express", "dhl_ecommerce", "easypost",
};

/* Names that aggregators, tables and mails give to carriers; folded by words_fold(). */
/* clang-format off */
static const struct {
	const char *name, *code;
} aliases[] = {
	{ " usps ",			"usps" },
	{ " us post ",			"usps" },
	{ " us postal service ",	"usps" },
	{ " united states postal service ", "usps" },
	{ " stamps com ",		"usps" },
	{ " 21051 ",			"usps" },
	{ " ups ",			"ups" },
	{ " ups mail innovations ",	"ups" },
	{ " united parcel service ",	"ups" },
	{ " 100002 ",			"ups" },
	{ " fedex ",			"fedex" },
	{ " fedex ground ",		"fedex" },
	{ " fedex smartpost ",		"fedex" },
	{ " federal express ",		"fedex" },
	{ " 100003 ",			"fedex" },
	{ " dhl ",			"dhl_express" },
	{ " dhl express ",		"dhl_express" },
	{ " 100001 ",			"dhl_express" },
	{ " dhl ecommerce ",		"dhl_ecommerce" },
	{ " dhl global mail ",		"dhl_ecommerce" },
	{ " dhl e commerce ",		"dhl_ecommerce" },
	{ " canada post ",		"canada_post" },
	{ " postes canada ",		"canada_post" },
	{ " ca post ",			"canada_post" },
	{ " 03041 ",			"canada_post" },
	{ " royal mail ",		"royal_mail" },
	{ " royal mail uk ",		"royal_mail" },
	{ " gb post ",			"royal_mail" },
	{ " ontrac ",			"ontrac" },
	{ " lasership ",		"lasership" },
	{ " purolator ",		"purolator" },
	{ " amazon ",			"amazon" },
};
/* clang-format on */

const char *slip_carrier(const char *name)
{
	char folded[WORDS_FOLD_MAX];
	int at;

	if (text_blank(name))
		return NULL;
	words_fold(folded, name);
	for (int i = 0; i < LENGTH(aliases); i++)
		if (strcmp(folded, aliases[i].name) == 0)
			return aliases[i].code;
	at = name_find(carrier_codes, carrier_codes_n, name);
	return at < 0 ? NULL : carrier_codes[at];
}

struct meaning slip_meaning(const char *carrier, const char *text, const char *code)
{
	const struct carrier *own = carrier ? carrier_find(carrier) : NULL;
	struct meaning m = { STATUS_UNKNOWN, TROUBLE_NONE, true };

	if (own)
		return own->meaning(text, code, NULL);
	for (int i = 0; i < LENGTH(readers) && m.status == STATUS_UNKNOWN; i++)
		m = carrier_find(readers[i])->meaning(text, NULL, NULL);
	return m;
}

bool slip_is_status(const char *carrier, const char *text)
{
	struct meaning m = slip_meaning(carrier, text, NULL);

	return m.status != STATUS_UNKNOWN || m.trouble != TROUBLE_NONE;
}

struct event slip_event(struct arena *a, const char *carrier, const struct event *given,
			const struct stamp *when)
{
	struct meaning m = slip_meaning(carrier, given->text, given->code);
	struct event e = *given;

	e.text = field_line(a, given->text);
	e.code = field_line(a, given->code);
	e.place = field_line(a, given->place);
	e.occurred_at = stamp_instant(when);
	e.occurred_at_local = stamp_local(a, when);
	e.first_seen_at = INSTANT_NONE;
	e.status = m.status;
	e.trouble = m.trouble;
	e.is_scan = m.is_scan && (m.status != STATUS_UNKNOWN || e.place);
	return e;
}

void slip_judge(struct slip *s, const char *carrier)
{
	s->carrier = carrier;
	for (int i = 0; i < s->reading.nevents; i++) {
		struct event *e = &s->reading.event[i];
		struct meaning m = slip_meaning(carrier, e->text, e->code);

		if (m.status == STATUS_UNKNOWN && m.trouble == TROUBLE_NONE)
			continue;
		e->status = m.status;
		e->trouble = m.trouble;
		e->is_scan = m.is_scan && !source_is_hint(e->source) &&
			     (m.status != STATUS_UNKNOWN || e->place);
	}
}

static void drop_doubles(struct reading *r)
{
	int kept = 0;

	for (int i = 0; i < r->nevents; i++) {
		bool twice = false;

		for (int k = 0; k < kept && !twice; k++)
			twice = event_same(&r->event[k], &r->event[i]);
		if (!twice)
			r->event[kept++] = r->event[i];
	}
	r->nevents = kept;
}

void slip_finish(struct slip *s, struct arena *a)
{
	struct reading *r = &s->reading;
	int total = r->nevents;

	reply_sort(r->event, r->nevents);
	if (total > EVENTS_MAX) {
		r->nevents = EVENTS_MAX;
		r->message =
			arena_printf(a, "%d events: the newest %d were read", total, EVENTS_MAX);
	}
	drop_doubles(r);
	r->partial = true; /* nobody promises that all is there */
	r->outcome = POLL_NEW;
	if (r->nevents > 0 || r->status_text)
		return;
	r->outcome = POLL_UNREADABLE;
	r->message = "it says nothing of this parcel that can be read";
}

/* What the carrier is asked for; NULL when the number is none of that carrier's. */
static const char *number_of(const struct number *n, const char *carrier)
{
	for (int i = 0; i < n->ncandidates; i++)
		if (n->candidate[i].check_digit != CHECK_WRONG &&
		    (!carrier || text_same(carrier, n->candidate[i].carrier)))
			return n->candidate[i].number;
	return NULL;
}

int slip_number(const char **found, struct arena *a, const char *text, size_t len,
		const char *carrier, struct err *err)
{
	enum { HITS_MAX = 1000 };
	const char *other = NULL;
	enum find_trust best = FIND_BY_WORD;
	struct number_finder finder;
	struct number_hit hit;

	*found = NULL;
	number_finder_init(&finder, a);
	number_finder_text(&finder, text, len);
	for (int i = 0; i < HITS_MAX && number_find(&hit, &finder, a); i++) {
		const char *number = number_of(&hit.number, carrier);

		if (!number || (*found && hit.trust > best) ||
		    (*found && reply_same_number(number, *found)))
			continue;
		if (*found && hit.trust == best) {
			other = number;
			continue;
		}
		/* The surer number is the parcel's; what was found before is beside it. */
		*found = number;
		best = hit.trust;
		other = NULL;
	}
	if (!other)
		return 0;
	return err_set(err, ERR_AMBIGUOUS,
		       "it names several parcels, %s and %s among them: say which with --number",
		       *found, other);
}
