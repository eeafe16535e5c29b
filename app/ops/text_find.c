#include "ops/text_find.h"

#include <ctype.h>
#include <stddef.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/text.h"
#include "domain/number_find.h"
#include "ops/internal.h"

enum { HITS_MAX = 200, WORDS_MAX = 150, WORD_BYTES_MAX = 60, LOOK_BYTES = 64 * 1024 };
enum { WORD_MIN = 6, WORD_MIN_CUED = 4, SAME_WORD_MAX = 20 };

struct finding {
	struct text_found *out;
	struct snap *snap;
	struct arena *arena;
	const struct text_query *query;
	char word[WORDS_MAX][WORD_BYTES_MAX + 1];
	int nwords;
};

static bool holds_case(const struct text_found *out, int64_t id)
{
	for (int i = 0; i < out->ncases; i++)
		if (out->cases[i].id == id)
			return true;
	return false;
}

static int add_case(struct finding *f, int64_t id, const char *by, struct err *err)
{
	struct text_found *out = f->out;
	struct casefile c;
	struct shipment s;

	if (out->ncases == TEXT_CASES_MAX || holds_case(out, id))
		return 0;
	if (row_get(&c, f->snap, f->arena, TABLE_CASEFILE, id, err) < 0 ||
	    row_get(&s, f->snap, f->arena, TABLE_SHIPMENT, c.shipment_id, err) < 0)
		return -1;
	if (f->query->client && !text_same(c.client, f->query->client))
		return 0;
	out->cases[out->ncases++] = (struct text_case){ .id = id,
							.by = by,
							.tracking_number = s.tracking_number,
							.client = c.client,
							.problem = c.problem,
							.closed = c.closed_at != INSTANT_NONE };
	return 0;
}

/* --- tracking numbers --- */

static void add_parcel(struct finding *f, const struct number *n, const char *number)
{
	struct text_found *out = f->out;
	const struct candidate *first = n->ncandidates ? &n->candidate[0] : NULL;
	bool one = first;

	for (int i = 1; i < n->ncandidates; i++)
		one = one && strcmp(n->candidate[i].carrier, first->carrier) == 0;
	if (out->nparcels == TEXT_PARCELS_MAX)
		return;
	out->parcels[out->nparcels++] =
		(struct text_parcel){ .number = number,
				      .carrier = one ? first->carrier : NULL,
				      .check_wrong = first && !n->valid };
}

static int take_number(struct finding *f, const struct number *n, struct err *err)
{
	const char *number = n->ncandidates ? n->candidate[0].number : n->number;
	const char *by = arena_printf(f->arena, "tracking number %s", number);
	bool known = false;
	int64_t *cases;
	int ncases;

	if (cases_of_number(&cases, &ncases, f->snap, f->arena, number, false, err) < 0)
		return -1;
	for (int i = 0; i < ncases; i++) {
		if (add_case(f, cases[i], by, err) < 0)
			return -1;
		known |= holds_case(f->out, cases[i]);
	}
	if (!known)
		add_parcel(f, n, number);
	return 0;
}

static int find_numbers(struct finding *f, struct err *err)
{
	struct number_finder finder;
	struct number_hit hit;
	int hits = 0;

	number_finder_init(&finder, f->arena);
	for (int i = 0; i < f->query->ntexts; i++) {
		if (!f->query->texts[i])
			continue;
		number_finder_text(&finder, f->query->texts[i], strlen(f->query->texts[i]));
		while (hits < HITS_MAX && number_find(&hit, &finder, f->arena)) {
			hits++;
			if (take_number(f, &hit.number, err) < 0)
				return -1;
		}
	}
	return 0;
}

/* --- references: words with a digit that rows of the desk hold --- */

bool text_is_other_number(const char *text, const char *at)
{
	static const char *const others[] = { "order",  "invoice",   "claim", "ticket",
					      "no",     "reference", "ref",   "request",
					      "number", "tracking",  "item",  "po" };
	const char *end = at, *from;

	while (end > text && !isalpha((unsigned char)end[-1]) && end[-1] != '#')
		end--;
	for (from = end; from > text && isalpha((unsigned char)from[-1]);)
		from--;
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		if (strlen(others[i]) == (size_t)(end - from) &&
		    strncasecmp(others[i], from, (size_t)(end - from)) == 0)
			return true;
	return false;
}

static bool is_word_char(char c)
{
	return isalnum((unsigned char)c) || c == '-' || c == '_' || c == '/' || c == '.';
}

/* Is the word before one behind which a number stands? Then a short one counts as well. */
static bool is_cued(const char *text, const char *at)
{
	return at > text && (at[-1] == '#' || text_is_other_number(text, at));
}

static void add_word(struct finding *f, const char *text, const char *at, size_t n)
{
	size_t least = is_cued(text, at) ? WORD_MIN_CUED : WORD_MIN;
	bool digit = false;

	while (n && !isalnum((unsigned char)at[n - 1]))
		n--;
	for (size_t i = 0; i < n; i++)
		digit |= isdigit((unsigned char)at[i]) != 0;
	if (!digit || n < least || n > WORD_BYTES_MAX || f->nwords == WORDS_MAX)
		return;
	memcpy(f->word[f->nwords], at, n);
	f->word[f->nwords][n] = '\0';
	for (int i = 0; i < f->nwords; i++)
		if (strcasecmp(f->word[i], f->word[f->nwords]) == 0)
			return;
	f->nwords++;
}

static void gather_words(struct finding *f, const char *text)
{
	const char *p = text, *end = text + strnlen(text, LOOK_BYTES);

	while (p < end) {
		size_t n = 0;

		while (p < end && !isalnum((unsigned char)*p))
			p++;
		while (p + n < end && is_word_char(p[n]))
			n++;
		if (n)
			add_word(f, text, p, n);
		p += n;
	}
}

/* Rows that hold a reference, by their kind in the index. */
static const struct {
	const char *kind, *what;
	enum table_id table;
	size_t at; /* of the reference in the row's struct */
} holders[] = {
	{ "contact", "reference", TABLE_CONTACT, offsetof(struct contact, reference) },
	{ "request", "request", TABLE_REQUEST, offsetof(struct request, reference) },
	{ "claim", "claim", TABLE_CLAIM, offsetof(struct claim, reference) },
};

static int order_of(const char **out, struct finding *f, int64_t case_id, struct err *err)
{
	struct casefile c;
	struct shipment s;

	if (row_get(&c, f->snap, f->arena, TABLE_CASEFILE, case_id, err) < 0 ||
	    row_get(&s, f->snap, f->arena, TABLE_SHIPMENT, c.shipment_id, err) < 0)
		return -1;
	*out = s.order_number;
	return 0;
}

/* The reference that a row of the index has, or NULL; *what says whose it is. */
static int reference_of(const char **out, const char **what, struct finding *f,
			const struct hit *hit, struct err *err)
{
	*out = NULL;
	*what = "order";
	if (strcmp(hit->kind, "casefile") == 0)
		return order_of(out, f, hit->row_id, err);
	for (size_t i = 0; i < sizeof holders / sizeof *holders; i++) {
		void *row;

		if (strcmp(hit->kind, holders[i].kind) != 0)
			continue;
		row = arena_alloc(f->arena, tables[holders[i].table].size);
		if (row_get(row, f->snap, f->arena, holders[i].table, hit->row_id, err) < 0)
			return -1;
		*what = holders[i].what;
		*out = *(const char **)((char *)row + holders[i].at);
	}
	return 0;
}

static int find_word(struct finding *f, const char *word, struct err *err)
{
	struct hit *hit;
	int64_t total;
	int n;

	if (search_find(&hit, &n, &total, f->snap, f->arena, word, SAME_WORD_MAX, err) < 0)
		return -1;
	for (int i = 0; i < n; i++) {
		const char *reference, *what, *by;

		if (reference_of(&reference, &what, f, &hit[i], err) < 0)
			return -1;
		if (!text_same_nocase(reference, word))
			continue;
		by = arena_printf(f->arena, "%s %s", what, reference);
		if (add_case(f, hit[i].casefile_id, by, err) < 0)
			return -1;
		if (!f->out->reference && strcmp(what, "order") != 0)
			f->out->reference = reference;
	}
	return 0;
}

static int find_references(struct finding *f, struct err *err)
{
	for (int i = 0; i < f->query->ntexts; i++)
		if (f->query->texts[i])
			gather_words(f, f->query->texts[i]);
	for (int i = 0; i < f->nwords; i++)
		if (find_word(f, f->word[i], err) < 0)
			return -1;
	return 0;
}

int text_find(struct text_found *out, struct snap *snap, struct arena *a,
	      const struct text_query *query, struct err *err)
{
	struct finding *f = arena_alloc(a, sizeof *f);

	*out = (struct text_found){ .ncases = 0 };
	*f = (struct finding){ .out = out, .snap = snap, .arena = a, .query = query };
	return find_numbers(f, err) < 0 ? -1 : find_references(f, err);
}
