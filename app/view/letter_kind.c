#include "view/letter_kind.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/err.h"
#include "base/text.h"
#include "store/read.h"

/* clang-format off */

#define P(x) (UINT32_C(1) << PROBLEM_##x)
#define E(x) (UINT32_C(1) << EVIDENCE_##x)

enum {
	ANY_PROBLEM = (1 << PROBLEM_NVALUES) - 1,
	NOT_HERE = P(LOST) | P(DELAYED) | P(MISDELIVERED) | P(NOT_RECEIVED) | P(UNCLEAR),
	HURT = P(DAMAGED) | P(MISSING_CONTENTS),
};

#define PHOTOS (E(DAMAGE_PHOTO) | E(PACKAGING_PHOTO) | E(LABEL_PHOTO))
#define PROOF \
	(E(PROOF_OF_VALUE) | E(PROOF_OF_MAILING) | E(PROOF_OF_INSURANCE) | E(PROOF_OF_PAYMENT) | \
	 E(PROOF_OF_DELIVERY) | E(PROOF_OF_REFUND) | E(ACCEPTANCE_RECEIPT) | PHOTOS | \
	 E(REPAIR_ESTIMATE) | E(INSPECTION_REPORT) | E(STATEMENT) | E(RELEASE_LETTER) | \
	 E(POLICE_REPORT))

const struct letter_kind letter_kinds[] = {
	{
		.code = "appeal", .title = "an appeal against a denied claim, reason by reason",
		.to = PARTY_CARRIER, .problems = ANY_PROBLEM, .needs = LETTER_DENIAL,
		.attach = PROOF | E(DECISION_LETTER),
	}, {
		.code = "chase", .title = "a reminder with the dates of what was promised",
		.to = PARTY_CARRIER, .problems = ANY_PROBLEM, .needs = LETTER_LATE,
	}, {
		.code = "claim_letter", .title = "the claim itself, as a letter",
		.to = PARTY_CARRIER, .problems = ANY_PROBLEM, .needs = LETTER_CLAIMABLE,
		.attach = PROOF,
	}, {
		.code = "customer_update", .title = "what the customer should know now",
		.to = PARTY_RECIPIENT, .problems = ANY_PROBLEM,
	}, {
		.code = "damage_statement",
		.title = "a statement about the damage, for the recipient to sign",
		.to = PARTY_RECIPIENT, .problems = HURT, .after_delivery = true,
	}, {
		.code = "dhl_trace", .title = "a trace by DHL, field by field",
		.to = PARTY_CARRIER, .problems = NOT_HERE | P(MISSING_CONTENTS),
		.carriers = "dhl_express|dhl_ecommerce", .form = true,
	}, {
		.code = "first_notice", .title = "the first notice of damage or missing contents",
		.to = PARTY_CARRIER, .problems = HURT, .attach = PHOTOS,
	}, {
		.code = "help_request", .title = "a Help Request to USPS, field by field",
		.to = PARTY_CARRIER, .problems = NOT_HERE | P(RETURNED) | P(MISSING_CONTENTS),
		.carriers = "usps", .form = true,
	}, {
		.code = "international_inquiry",
		.title = "an international inquiry to USPS, field by field",
		.to = PARTY_CARRIER, .problems = NOT_HERE | HURT, .carriers = "usps",
		.needs = LETTER_INTERNATIONAL, .form = true,
	}, {
		.code = "missing_mail_search",
		.title = "a Missing Mail Search by USPS, field by field",
		.to = PARTY_CARRIER, .problems = NOT_HERE | P(MISSING_CONTENTS), .carriers = "usps",
		.needs = LETTER_HELP_REQUEST, .form = true,
	}, {
		.code = "non_receipt_statement",
		.title = "a statement that nothing came, for the recipient to sign",
		.to = PARTY_RECIPIENT,
		.problems = P(LOST) | P(DELAYED) | P(MISDELIVERED) | P(NOT_RECEIVED),
	}, {
		.code = "ups_trace", .title = "a trace by UPS, field by field",
		.to = PARTY_CARRIER, .problems = NOT_HERE | P(MISSING_CONTENTS), .carriers = "ups",
		.form = true,
	}, {
		.code = "withdrawal", .title = "a claim or a search taken back",
		.to = PARTY_CARRIER, .problems = ANY_PROBLEM, .needs = LETTER_UNDER_WAY,
	},
	{ .code = NULL }
};

#define S(x) (UINT32_C(1) << CLAIM_##x)

/* States in which a claim can be denied, or still be taken back. */
static const uint32_t denied = S(DENIED) | S(PARTLY_APPROVED) | S(APPEALED);
static const uint32_t under_way = S(FILED) | S(ACKNOWLEDGED) | S(NO_RECORD) | S(NEEDS_INFO) |
				  S(APPROVED) | S(PARTLY_APPROVED) | S(DENIED) | S(APPEALED);
static const uint32_t waiting = S(FILED) | S(ACKNOWLEDGED) | S(NO_RECORD) | S(APPEALED);
/* clang-format on */

/* --- by name --- */

int letter_kind_parse(const struct letter_kind **out, const char *typed, struct err *err)
{
	const char *name[sizeof letter_kinds / sizeof *letter_kinds];
	int n = 0, i;

	while (letter_kinds[n].code) {
		name[n] = letter_kinds[n].code;
		n++;
	}
	if (name_parse(&i, name, n, typed, "letter", err) < 0)
		return -1;
	*out = &letter_kinds[i];
	return 0;
}

/* --- what a case has --- */

static bool is_in(const struct claim *m, uint32_t states)
{
	return states & (UINT32_C(1) << m->state);
}

bool claim_answer_late(const struct claim *m, daynum today)
{
	return is_in(m, waiting) && m->answer_due_on != DAY_NONE && m->answer_due_on < today;
}

static bool request_late(const struct request *r, daynum today)
{
	return r->state == REQUEST_OPEN && r->answer_due_on != DAY_NONE && r->answer_due_on < today;
}

static bool has_help_request(const struct case_rows *c, daynum today)
{
	(void)today;
	for (int i = 0; i < c->nrequests; i++)
		if (c->request[i].kind == REQUEST_HELP_REQUEST)
			return true;
	return false;
}

static bool has_late(const struct case_rows *c, daynum today)
{
	for (int i = 0; i < c->npromises; i++)
		if (c->promise[i].owed_by != PARTY_US && (c->promise[i].state == PROMISE_BROKEN ||
							  promise_overdue(&c->promise[i], today)))
			return true;
	for (int i = 0; i < c->nrequests; i++)
		if (request_late(&c->request[i], today))
			return true;
	for (int i = 0; i < c->nclaims; i++)
		if (claim_answer_late(&c->claim[i], today))
			return true;
	return false;
}

static bool has_denial(const struct case_rows *c, daynum today)
{
	(void)today;
	for (int i = 0; i < c->nclaims; i++)
		if (is_in(&c->claim[i], denied))
			return true;
	return false;
}

static bool has_under_way(const struct case_rows *c, daynum today)
{
	(void)today;
	for (int i = 0; i < c->nclaims; i++)
		if (is_in(&c->claim[i], under_way))
			return true;
	for (int i = 0; i < c->nrequests; i++)
		if (c->request[i].state == REQUEST_OPEN)
			return true;
	return false;
}

static bool is_international(const struct case_rows *c, daynum today)
{
	(void)today;
	return shipment_scope(&c->shipment) == SCOPE_INTERNATIONAL;
}

static bool is_claimable(const struct case_rows *c, daynum today)
{
	(void)today;
	return problem_rule_kind(c->casefile.problem) != RULE_KIND_NONE;
}

/* In the order in which they are said; '#' stands for the case. */
/* clang-format off */
static const struct {
	unsigned need;
	bool (*has)(const struct case_rows *c, daynum today);
	const char *missing;
} needs[] = {
	{ LETTER_HELP_REQUEST, has_help_request,
	  "USPS takes a search only after a Help Request, and case # has none: see 'waylaid letter "
	  "# help-request', then 'waylaid request # help-request'" },
	{ LETTER_LATE, has_late,
	  "nothing is late on case #: no promise was broken or is overdue, and no answer is; "
	  "'waylaid broken PROMISE' notes one" },
	{ LETTER_DENIAL, has_denial,
	  "no claim of case # was denied: 'waylaid claim deny #/N' notes it" },
	{ LETTER_UNDER_WAY, has_under_way,
	  "case # has no claim that is filed and no open search: nothing can be taken back" },
	{ LETTER_INTERNATIONAL, is_international,
	  "an inquiry is for a parcel that leaves the country, and that of case # does not, as far "
	  "as is known: 'waylaid edit # --to ADDRESS' with the country as its last line" },
	{ LETTER_CLAIMABLE, is_claimable,
	  "carriers take no claim for the problem of case #: 'waylaid edit # --problem KIND', if "
	  "it is lost, damaged or late after all" },
};
/* clang-format on */

static int lacks(const char *missing, int64_t id, struct err *err)
{
	char text[ERR_TEXT_MAX] = "";
	size_t at = 0;

	for (const char *p = missing; *p && at < sizeof text - 24; p++)
		if (*p == '#')
			at += (size_t)snprintf(text + at, sizeof text - at, "%" PRId64, id);
		else
			text[at++] = *p;
	return err_set(err, ERR_STATE, "%s", text);
}

static int check_carrier(const struct letter_kind *kind, const struct case_rows *c, struct err *err)
{
	const char *carrier = c->shipment.carrier;

	if (!kind->carriers || text_is_listed(kind->carriers, carrier))
		return 0;
	if (!carrier)
		return err_set(err, ERR_STATE,
			       "the carrier of case %" PRId64
			       " is not known: 'waylaid edit %" PRId64 " --carrier CARRIER'",
			       c->casefile.id, c->casefile.id);
	return err_set(err, ERR_STATE,
		       "case %" PRId64
		       " is a parcel of %s, and '%s' is not for that carrier: if it "
		       "is another's, 'waylaid edit %" PRId64 " --carrier CARRIER'",
		       c->casefile.id, carrier_title(carrier), kind->code, c->casefile.id);
}

static int check_problem(const struct letter_kind *kind, const struct case_rows *c, struct err *err)
{
	char list[200] = "";
	size_t at = 0;

	if (kind->problems & (UINT32_C(1) << c->casefile.problem))
		return 0;
	for (int i = 0; i < PROBLEM_NVALUES && at < sizeof list - 40; i++)
		if (kind->problems & (UINT32_C(1) << i))
			at += (size_t)snprintf(list + at, sizeof list - at, "%s%s", at ? ", " : "",
					       problem_names[i]);
	return err_set(err, ERR_STATE,
		       "the problem of case %" PRId64 " is '%s', and '%s' is for %s: 'waylaid edit "
		       "%" PRId64 " --problem KIND', if it is one of these",
		       c->casefile.id, problem_names[c->casefile.problem], kind->code, list,
		       c->casefile.id);
}

int letter_fits(const struct letter_kind *kind, const struct case_rows *c, daynum today,
		struct err *err)
{
	if (check_carrier(kind, c, err) < 0 || check_problem(kind, c, err) < 0)
		return -1;
	for (size_t i = 0; i < sizeof needs / sizeof *needs; i++)
		if ((kind->needs & needs[i].need) && !needs[i].has(c, today))
			return lacks(needs[i].missing, c->casefile.id, err);
	return 0;
}

/* --- which claim --- */

static int several(const struct case_rows *c, uint32_t states, struct err *err)
{
	char list[200] = "";
	size_t at = 0;

	for (int i = 0; i < c->nclaims && at < sizeof list - 40; i++)
		if (is_in(&c->claim[i], states))
			at += (size_t)snprintf(list + at, sizeof list - at, "%s%d (%s)",
					       at ? ", " : "", c->claim[i].number,
					       route_kind_names[c->claim[i].route]);
	return err_set(err, ERR_AMBIGUOUS,
		       "case %" PRId64 " has several claims it can be about: %s; say which with "
		       "--claim N",
		       c->casefile.id, list);
}

int letter_claim(const struct claim **out, const struct letter_kind *kind,
		 const struct case_rows *c, int number, struct err *err)
{
	uint32_t states = kind->needs & LETTER_DENIAL      ? denied
			  : kind->needs & LETTER_UNDER_WAY ? under_way
							   : ~S(WITHDRAWN) & ~S(EXPIRED);
	int n = 0;

	*out = NULL;
	for (int i = 0; i < c->nclaims; i++) {
		const struct claim *m = &c->claim[i];

		if (number ? m->number != number : !is_in(m, states))
			continue;
		*out = m;
		n++;
	}
	if (number && !n)
		return err_set(err, ERR_NOT_FOUND, "case %" PRId64 " has no claim %" PRId64 "/%d",
			       c->casefile.id, c->casefile.id, number);
	if (number && !is_in(*out, states))
		return err_set(err, ERR_STATE, "claim %" PRId64 "/%d is %s: no %s can be about it",
			       c->casefile.id, number, claim_state_names[(*out)->state],
			       kind->code);
	if (n > 1 && (kind->needs & (LETTER_DENIAL | LETTER_UNDER_WAY)))
		return several(c, states, err);
	return 0;
}
