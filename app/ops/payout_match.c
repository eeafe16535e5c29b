#include <ctype.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/text.h"
#include "ops/internal.h"
#include "ops/payout_parts.h"
#include "store/claims.h"

enum {
	FOUND_MAX = 40,
	TOKEN_MIN = 4, /* shorter words are no reference */
	TOKEN_MAX = 60,
	TOKENS_MAX = 64,  /* of one cell */
	NUMBER_MIN = 8,   /* of a tracking number */
	DAYS_AFTER = 120, /* a payment without a reference comes so long after the decision */
};

/* Claims that a row names, each once. */
struct found {
	struct claim claim[FOUND_MAX];
	int n;
};

static void add_found(struct found *f, const struct claim claims[], int n)
{
	for (int i = 0; i < n; i++) {
		int k = 0;

		while (k < f->n && f->claim[k].id != claims[i].id)
			k++;
		if (k == f->n && f->n < FOUND_MAX)
			f->claim[f->n++] = claims[i];
	}
}

/* --- what the row names --- */

static int find_reference(struct found *f, struct tx *tx, struct arena *a, const char *word,
			  struct err *err)
{
	struct claim *claim;
	int n;

	if (claims_with_reference(&claim, &n, tx_snap(tx), a, word, err) < 0)
		return -1;
	add_found(f, claim, n);
	return 0;
}

static int find_case(struct found *f, struct tx *tx, struct arena *a, int64_t case_id, int number,
		     struct err *err)
{
	struct claim *claim;
	int n;

	if (claims_of_case(&claim, &n, tx_snap(tx), a, case_id, err) < 0)
		return -1;
	for (int i = 0; i < n; i++)
		if (number == 0 || claim[i].number == number)
			add_found(f, &claim[i], 1);
	return 0;
}

/* Letters and digits in capitals, if it may be a tracking number; else NULL. */
static char *as_number(struct arena *a, const char *word)
{
	char *out = arena_alloc(a, strlen(word) + 1), *to = out;
	bool digit = false;

	for (const char *p = word; *p; p++) {
		if (*p == ' ' || *p == '-')
			continue;
		if (!isalnum((unsigned char)*p) || to - out >= TOKEN_MAX)
			return NULL;
		digit |= isdigit((unsigned char)*p) != 0;
		*to++ = (char)toupper((unsigned char)*p);
	}
	*to = 0;
	return digit && to - out >= NUMBER_MIN ? out : NULL;
}

static int find_tracking(struct found *f, struct tx *tx, struct arena *a, const char *word,
			 struct err *err)
{
	const char *number = as_number(a, word);
	int64_t *cases;
	int n;

	if (!number)
		return 0;
	if (cases_of_number(&cases, &n, tx_snap(tx), a, number, false, err) < 0)
		return -1;
	for (int i = 0; i < n; i++)
		if (find_case(f, tx, a, cases[i], 0, err) < 0)
			return -1;
	return 0;
}

/* "12/1", "#12", and where the column holds cases "12". */
static int find_named(struct found *f, struct tx *tx, struct arena *a, const char *word,
		      bool is_case, struct err *err)
{
	const char *p = word + (*word == '#');
	char *end;
	int64_t id = strtoll(p, &end, 10);
	long number = 0;

	if (end == p || id <= 0)
		return 0;
	if (*end == '/' && isdigit((unsigned char)end[1]))
		number = strtol(end + 1, &end, 10);
	else if (*word != '#' && !is_case)
		return 0;
	if (*end || number < 0 || number > INT32_MAX)
		return 0;
	return find_case(f, tx, a, id, (int)number, err);
}

static int find_word(struct found *f, struct tx *tx, struct arena *a, const char *word,
		     bool is_case, struct err *err)
{
	size_t n = strlen(word);

	if (find_named(f, tx, a, word, is_case, err) < 0)
		return -1;
	if (n < TOKEN_MIN || n > TOKEN_MAX)
		return 0;
	if (find_reference(f, tx, a, word, err) < 0)
		return -1;
	return find_tracking(f, tx, a, word, err);
}

/* The cell as a whole, then each word in it. */
static int find_in_cell(struct found *f, struct tx *tx, struct arena *a, const char *cell,
			bool is_case, struct err *err)
{
	static const char parts[] = " \t\r\n,;:|()[]\"'";
	char *copy = arena_strdup(a, cell), *save = NULL, *word;
	int had = f->n, tokens = 0;

	if (find_word(f, tx, a, cell, is_case, err) < 0)
		return -1;
	if (f->n > had)
		return 0;
	for (word = strtok_r(copy, parts, &save); word && tokens < TOKENS_MAX;
	     word = strtok_r(NULL, parts, &save), tokens++)
		if (find_word(f, tx, a, word, false, err) < 0)
			return -1;
	return 0;
}

static const char *names(struct arena *a, const struct found *f)
{
	const char *out = "";

	for (int i = 0; i < f->n; i++)
		out = arena_printf(a, "%s%s%" PRId64 "/%d", out, *out ? ", " : "",
				   f->claim[i].casefile_id, f->claim[i].number);
	return out;
}

/* --- what is owed --- */

static int owed_of(struct money *owed, struct tx *tx, struct arena *a, const struct claim *c,
		   struct err *err)
{
	struct payout *payout;
	struct money paid;
	int n;

	if (payouts_of_claim(&payout, &n, &paid, tx_snap(tx), a, c->id, err) < 0)
		return -1;
	*owed = claim_outstanding(c, &paid);
	return 0;
}

/* Keep those that wait for just this sum. */
static int keep_exact(struct found *out, struct tx *tx, struct arena *a,
		      const struct claim claims[], int n, const struct payout_row *row,
		      struct err *err)
{
	struct money owed;

	out->n = 0;
	for (int i = 0; i < n; i++) {
		if (owed_of(&owed, tx, a, &claims[i], err) < 0)
			return -1;
		if (money_known(&owed) && !strcmp(owed.currency, row->amount.currency) &&
		    owed.cents == row->amount.cents)
			add_found(out, &claims[i], 1);
	}
	return 0;
}

static bool decided_in_time(const struct claim *c, daynum paid_on)
{
	daynum on = c->appeal_decided_on != DAY_NONE ? c->appeal_decided_on : c->decided_on;

	return on != DAY_NONE && on <= paid_on && paid_on <= on + DAYS_AFTER;
}

/* Of that sum and day, noted before the list came, and nothing speaks against it being the same. */
static int noted_before(const struct payout **out, struct tx *tx, struct arena *a,
			const struct payout_row *row, struct err *err)
{
	struct payout *payout;
	int n;

	*out = NULL;
	if (payouts_of_day(&payout, &n, tx_snap(tx), a, row->paid_on, row->amount.cents, err) < 0)
		return -1;
	for (int i = 0; i < n && !*out; i++) {
		const struct payout *p = &payout[i];

		if (p->id > row->before || strcmp(p->amount.currency, row->amount.currency) != 0)
			continue;
		if (!p->reference || row->nwords == 0)
			*out = p;
		for (int k = 0; k < row->nwords; k++)
			if (text_same_nocase(row->words[k], p->reference))
				*out = p;
	}
	return 0;
}

/* --- the match --- */

static int match_by_sum(enum payout_match *out, struct claim *claim, const char **why,
			struct tx *tx, struct arena *a, const struct payout_row *row,
			struct err *err)
{
	const struct payout *noted;
	struct claim *owed;
	struct found exact;
	char text[MONEY_TEXT];
	int n, kept = 0;

	*out = MATCH_DOUBLE;
	*why = "it is noted already";
	if (noted_before(&noted, tx, a, row, err) < 0)
		return -1;
	if (noted)
		return row_get(claim, tx_snap(tx), a, TABLE_CLAIM, noted->claim_id, err);
	if (claims_owed(&owed, &n, tx_snap(tx), a, err) < 0)
		return -1;
	for (int i = 0; i < n; i++)
		if (decided_in_time(&owed[i], row->paid_on))
			owed[kept++] = owed[i];
	if (keep_exact(&exact, tx, a, owed, kept, row, err) < 0)
		return -1;
	*out = exact.n == 1 ? MATCH_FOUND : MATCH_NONE;
	*why = NULL;
	money_text(text, &row->amount);
	if (exact.n == 1)
		*claim = exact.claim[0];
	else if (exact.n > 1)
		*why = arena_printf(a, "several claims wait for %s: %s", text, names(a, &exact));
	else
		*why = arena_printf(a, "it names no claim, and no approved claim waits for just %s",
				    text);
	return 0;
}

/* Was this very payment noted for one of them? */
static int is_double(bool *out, struct claim *claim, struct tx *tx, struct arena *a,
		     const struct found *f, const struct payout_row *row, struct err *err)
{
	struct payout *payout;
	struct money sum;
	int n;

	*out = false;
	for (int i = 0; i < f->n && !*out; i++) {
		if (payouts_of_claim(&payout, &n, &sum, tx_snap(tx), a, f->claim[i].id, err) < 0)
			return -1;
		for (int k = 0; k < n; k++)
			if (payout[k].paid_on == row->paid_on &&
			    payout[k].amount.cents == row->amount.cents &&
			    !strcmp(payout[k].amount.currency, row->amount.currency)) {
				*claim = f->claim[i];
				*out = true;
			}
	}
	return 0;
}

static void keep_payable(struct found *f)
{
	int kept = 0;

	for (int i = 0; i < f->n; i++)
		if (claim_may(f->claim[i].state, CLAIM_PAY))
			f->claim[kept++] = f->claim[i];
	f->n = kept;
}

/* Of several, the one that waits for just this sum; else the only one that is not paid yet. */
static int choose(struct found *f, struct tx *tx, struct arena *a, const struct payout_row *row,
		  struct err *err)
{
	struct found exact;
	int kept = 0;

	if (f->n < 2)
		return 0;
	if (keep_exact(&exact, tx, a, f->claim, f->n, row, err) < 0)
		return -1;
	if (exact.n == 1) {
		*f = exact;
		return 0;
	}
	for (int i = 0; i < f->n; i++)
		if (f->claim[i].state != CLAIM_PAID)
			f->claim[kept++] = f->claim[i];
	f->n = kept ? kept : f->n;
	return 0;
}

int payout_match(enum payout_match *out, struct claim *claim, const char **why, struct tx *tx,
		 struct arena *a, const struct payout_row *row, struct err *err)
{
	struct found f = { .n = 0 };
	struct claim first;
	bool noted;

	*why = NULL;
	for (int i = 0; i < row->nwords; i++)
		if (find_in_cell(&f, tx, a, row->words[i], row->is_case[i], err) < 0)
			return -1;
	if (f.n == 0)
		return match_by_sum(out, claim, why, tx, a, row, err);
	if (is_double(&noted, claim, tx, a, &f, row, err) < 0)
		return -1;
	*out = MATCH_DOUBLE;
	*why = "it is noted already";
	if (noted)
		return 0;
	first = f.claim[0];
	keep_payable(&f);
	if (choose(&f, tx, a, row, err) < 0)
		return -1;
	*out = f.n == 1 ? MATCH_FOUND : MATCH_NONE;
	*why = NULL;
	if (f.n == 1)
		*claim = f.claim[0];
	else if (f.n == 0)
		*why = claim_refusal(a, &first, CLAIM_PAY);
	else
		*why = arena_printf(a, "it may be for any of %s: note it with 'waylaid paid'",
				    names(a, &f));
	return 0;
}
