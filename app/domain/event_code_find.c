/* Which rows of the facts a person means by "OF", "usps 17" or "arived at facilty". */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "base/words.h"
#include "domain/event_code.h"

/* Each kind of fit, best first: what stands in one group is shown together. */
enum fit {
	FIT_CODE,         /* the code as it is written */
	FIT_TEXT,         /* the whole text */
	FIT_CODE_ALIKE,   /* the code but for zeros, case or blanks */
	FIT_ONE_OF_CODES, /* "X 021": one of several codes of one carrier */
	FIT_PHRASE,
	FIT_ALL_WORDS,
	FIT_ALL_NEAR,
	FIT_MOST_WORDS,
	FIT_MOST_NEAR,
	FIT_NVALUES
};

/* clang-format off */
static const struct {
	enum code_match match;
	int group;
} fits[] = {
	[FIT_CODE]         = { MATCH_EXACT, 0 },
	[FIT_TEXT]         = { MATCH_EXACT, 0 },
	[FIT_CODE_ALIKE]   = { MATCH_EXACT, 0 },
	[FIT_ONE_OF_CODES] = { MATCH_EXACT, 0 },
	[FIT_PHRASE]       = { MATCH_PHRASE, 0 },
	[FIT_ALL_WORDS]    = { MATCH_WORDS, 1 },
	[FIT_ALL_NEAR]     = { MATCH_NEAR, 1 },
	[FIT_MOST_WORDS]   = { MATCH_WORDS, 2 },
	[FIT_MOST_NEAR]    = { MATCH_NEAR, 2 },
};
/* clang-format on */
static_assert(sizeof fits / sizeof *fits == FIT_NVALUES, "one row a fit");

enum { QUERY_WORDS = 40, CARRIER_WORDS = 3, FAR_BEHIND = 6 };

struct word {
	const char *at;
	size_t len;
	bool small; /* "at", "parcel": alone it finds nothing */
};

/* What is looked for, and in which lists. */
struct needle {
	const char *typed, *folded, *carrier; /* carrier NULL: all lists */
	struct word word[QUERY_WORDS];
	int nwords, nlarge;
	bool codes; /* every word is a code of the carrier */
};

/* Fit of one row; "missed" tells rows of one fit apart. */
struct rating {
	enum fit fit;
	int missed;
};

static const struct rating no_fit = { FIT_NVALUES, 0 };

static bool better(struct rating a, struct rating b)
{
	return a.fit != b.fit ? a.fit < b.fit : a.missed < b.missed;
}

static struct rating best_of(struct rating a, struct rating b)
{
	return better(b, a) ? b : a;
}

static bool is_small(const char *at, size_t len)
{
	static const char *const small[] = {
		"a",   "an", "and", "at",  "been", "by",      "for",    "has",
		"in",  "is", "it",  "of",  "item", "package", "parcel", "shipment",
		"the", "on", "or",  "was", "to",   "with",
	};

	for (size_t i = 0; i < sizeof small / sizeof *small; i++)
		if (strlen(small[i]) == len && strncmp(small[i], at, len) == 0)
			return true;
	return false;
}

static void needle_make(struct needle *n, const char *typed, const char *folded,
			const char *carrier)
{
	const char *rest = folded;
	struct word w;

	*n = (struct needle){ .typed = typed, .folded = folded, .carrier = carrier };
	while (n->nwords < QUERY_WORDS && (w.at = words_next(&rest, &w.len)) != NULL) {
		w.small = is_small(w.at, w.len);
		n->nlarge += !w.small;
		n->word[n->nwords++] = w;
	}
}

static bool in_lists(const struct event_code *row, const char *carrier)
{
	const struct code_list *list = code_list_find(row->list);

	return !carrier || (list && code_list_called(list, carrier)) ||
	       text_same_nocase(row->list, carrier);
}

static int list_rank(const struct event_code *row)
{
	const struct code_list *list = code_list_find(row->list);

	return list ? (int)(list - code_lists) : ncode_lists;
}

/* --- one row --- */

static bool word_is_code(const struct word *w, const char *code)
{
	char word[WORD_MAX + 1];

	if (!code || w->len > WORD_MAX)
		return false;
	memcpy(word, w->at, w->len);
	word[w->len] = '\0';
	return event_code_same(word, code);
}

static struct rating rate_code(const struct event_code *row, const struct needle *n)
{
	char folded[WORDS_FOLD_MAX];

	if (!row->code)
		return no_fit;
	if (text_same(row->code, n->typed))
		return (struct rating){ FIT_CODE, 0 };
	words_fold(folded, row->code);
	if (event_code_same(row->code, n->typed) || (folded[1] && strcmp(folded, n->folded) == 0))
		return (struct rating){ FIT_CODE_ALIKE, 0 };
	for (int i = 0; n->codes && i < n->nwords; i++)
		if (word_is_code(&n->word[i], row->code))
			return (struct rating){ FIT_ONE_OF_CODES, 0 };
	return no_fit;
}

/* "folded" is one of the ways in which a text is said. */
static struct rating rate_said(const char *folded, const struct needle *n)
{
	int words = words_count(folded);
	bool begins = strncmp(n->folded, folded, strlen(folded)) == 0;

	if (!words || !n->nlarge)
		return no_fit;
	if (strcmp(folded, n->folded) == 0)
		return (struct rating){ FIT_TEXT, 0 };
	if (words_hold(folded, n->folded))
		return (struct rating){ FIT_PHRASE, words - n->nwords };
	/* The text inside what was typed; one word alone only at its begin: "not delivered". */
	if (words_hold(n->folded, folded) && (words > 1 || begins))
		return (struct rating){ FIT_PHRASE, n->nwords - words };
	return no_fit;
}

/* "A / B (in brackets)": A, B (in brackets) and B are all said. */
static struct rating rate_text(const char *text, const struct needle *n)
{
	struct rating best = no_fit;
	char said[WORDS_FOLD_MAX], folded[WORDS_FOLD_MAX];
	size_t len;

	for (const char *p = text; p && *p; p += len + (p[len] ? strlen(" / ") : 0)) {
		const char *end = strstr(p, " / "), *bracket;

		len = end ? (size_t)(end - p) : strlen(p);
		if (len >= sizeof said)
			continue;
		memcpy(said, p, len);
		said[len] = '\0';
		best = best_of(best, rate_said(words_fold(folded, said), n));
		bracket = strstr(said, " (");
		if (!bracket)
			continue;
		said[bracket - said] = '\0';
		best = best_of(best, rate_said(words_fold(folded, said), n));
	}
	return best;
}

/* --- word by word --- */

/* How many errors a word of this length may have: none, where every other word is near. */
static int most_errors(size_t len)
{
	return len < 4 ? 0 : len < 7 ? 1 : 2;
}

enum found { FOUND_NOT, FOUND_NEAR, FOUND_SAME };

static enum found word_in(const struct word *w, const char *folded, bool near)
{
	const char *at;
	size_t len;
	enum found found = FOUND_NOT;

	while ((at = words_next(&folded, &len)) != NULL) {
		if (len == w->len && strncmp(at, w->at, len) == 0)
			return FOUND_SAME;
		if (near && found == FOUND_NOT && most_errors(w->len) > 0 && len >= 4 &&
		    words_apart(at, len, w->at, w->len, most_errors(w->len)) <= most_errors(w->len))
			found = FOUND_NEAR;
	}
	return found;
}

/* Words of the meaning count where every word is found, but behind those of the text. */
static struct rating rate_words(const struct event_code *row, const struct needle *n)
{
	char text[WORDS_FOLD_MAX], meaning[WORDS_FOLD_MAX];
	int same = 0, near = 0, meant = 0, found;

	words_fold(text, row->text ? row->text : row->code);
	words_fold(meaning, row->meaning);
	for (int i = 0; i < n->nwords; i++) {
		enum found in_text;

		if (n->word[i].small)
			continue;
		in_text = word_in(&n->word[i], text, true);
		same += in_text == FOUND_SAME;
		if (in_text != FOUND_SAME && word_in(&n->word[i], meaning, false) == FOUND_SAME)
			meant++;
		else
			near += in_text == FOUND_NEAR;
	}
	found = same + near + meant;
	if (found < n->nlarge)
		found -= meant;
	if (!found || found * 5 < n->nlarge * 3) /* most: three in five */
		return no_fit;
	return (struct rating){
		found == n->nlarge ? (near ? FIT_ALL_NEAR : FIT_ALL_WORDS)
				   : (near ? FIT_MOST_NEAR : FIT_MOST_WORDS),
		(n->nlarge - found) * 20 + meant * 10 + near * 2 + words_count(text),
	};
}

static struct rating rate(const struct event_code *row, const struct needle *n)
{
	struct rating r;

	if (!in_lists(row, n->carrier))
		return no_fit;
	r = best_of(rate_code(row, n), rate_text(row->text, n));
	return r.fit == FIT_NVALUES ? rate_words(row, n) : r;
}

/* --- what was typed --- */

/* A query may be two needles: the words as they are, and what stands behind a carrier's name. */
struct search {
	char typed[WORDS_FOLD_MAX], folded[WORDS_FOLD_MAX]; /* behind the name */
	char all[WORDS_FOLD_MAX], carrier[WORDS_FOLD_MAX];
	struct needle needle[2];
	int nneedles;
};

/* Each word a code of the lists? Then they are the parts of one status. */
static bool all_codes(const struct needle *n, const struct event_code *rows, int nrows)
{
	for (int i = 0; i < n->nwords; i++) {
		bool found = false;

		for (int k = 0; k < nrows && !found; k++)
			found = in_lists(&rows[k], n->carrier) &&
				word_is_code(&n->word[i], rows[k].code);
		if (!found)
			return false;
	}
	return n->carrier && n->nwords > 1;
}

/* Takes "usps 17" apart: the longest name of a list that the words begin with. */
static void split_carrier(struct search *s, const char *words)
{
	for (int k = CARRIER_WORDS; k > 0; k--) {
		const char *rest = words;
		size_t len;

		for (int i = 0; i < k; i++) {
			rest += strspn(rest, " \t\n");
			rest += strcspn(rest, " \t\n");
		}
		len = (size_t)(rest - words);
		rest += strspn(rest, " \t\n:,");
		if (!*rest || len >= sizeof s->carrier || strlen(rest) >= sizeof s->typed)
			continue;
		memcpy(s->carrier, words, len);
		s->carrier[len] = '\0';
		if (!code_lists_called(s->carrier))
			continue;
		memcpy(s->typed, rest, strlen(rest) + 1);
		words_fold(s->folded, rest);
		needle_make(&s->needle[s->nneedles++], s->typed, s->folded, s->carrier);
		return;
	}
}

static void search_make(struct search *s, const struct code_query *query,
			const struct event_code *rows, int n)
{
	s->nneedles = 0;
	words_fold(s->all, query->words);
	needle_make(&s->needle[s->nneedles++], query->words, s->all, query->carrier);
	if (!query->carrier)
		split_carrier(s, query->words);
	for (int i = 0; i < s->nneedles; i++)
		s->needle[i].codes = all_codes(&s->needle[i], rows, n);
}

/*
 * Behind a carrier's name only that carrier's rows are meant, unless others hold the whole of what
 * was typed.
 */
static struct rating rate_all(const struct event_code *row, const struct search *s)
{
	struct rating r = rate(row, &s->needle[0]);

	if (s->nneedles == 1)
		return r;
	if (r.fit > FIT_PHRASE)
		r = no_fit;
	return best_of(r, rate(row, &s->needle[1]));
}

static int best_first(const void *a, const void *b)
{
	const struct code_found *x = a, *y = b;

	if (x->rank != y->rank)
		return x->rank < y->rank ? -1 : 1;
	if (x->missed != y->missed)
		return x->missed < y->missed ? -1 : 1;
	if (event_code_generic(x->row) != event_code_generic(y->row))
		return event_code_generic(x->row) ? 1 : -1;
	if (list_rank(x->row) != list_rank(y->row))
		return list_rank(x->row) < list_rank(y->row) ? -1 : 1;
	return (x->row > y->row) - (x->row < y->row);
}

int event_codes_find(struct code_found *found, const struct event_code *rows, int n,
		     const struct code_query *query)
{
	int nfound = 0, group = 3, kept = 0;
	struct search s;

	assert(found && query && query->words);
	search_make(&s, query, rows, n);
	for (int i = 0; i < n; i++) {
		struct rating r = rate_all(&rows[i], &s);

		if (r.fit == FIT_NVALUES)
			continue;
		found[nfound++] =
			(struct code_found){ &rows[i], fits[r.fit].match, (int)r.fit, r.missed };
		if (fits[r.fit].group < group)
			group = fits[r.fit].group;
	}
	for (int i = 0; i < nfound; i++)
		if (fits[found[i].rank].group == group)
			found[kept++] = found[i];
	qsort(found, (size_t)kept, sizeof *found, best_first);
	/* Word by word much fits a little: what is much worse than the best is left out. */
	for (int i = 1; i < kept; i++)
		if (group > 0 && found[i].missed > found[0].missed + FAR_BEHIND)
			kept = i;
	return kept;
}

/* --- what a carrier said --- */

static bool by_words(struct rating r)
{
	return r.fit == FIT_TEXT || r.fit == FIT_PHRASE;
}

/* The words of the row that fits best and reads them as "status". */
static const struct event_code *of_words(const struct event_code *rows, int n,
					 const struct needle *needle, enum status status)
{
	const struct event_code *best = NULL;
	struct rating best_rating = no_fit;

	for (int i = 0; i < n; i++) {
		struct rating r = no_fit;

		if (rows[i].status == status && in_lists(&rows[i], needle->carrier))
			r = rate_text(rows[i].text, needle);
		if (!by_words(r) || better(best_rating, r))
			continue;
		if (!better(r, best_rating) && list_rank(best) <= list_rank(&rows[i]))
			continue;
		best = &rows[i];
		best_rating = r;
	}
	return best;
}

const struct event_code *event_code_of_event(const struct event_code *rows, int n,
					     const struct code_query *said, const char *code,
					     enum status status)
{
	char folded[WORDS_FOLD_MAX];
	const struct event_code *row;
	struct needle needle;

	words_fold(folded, said->words);
	needle_make(&needle, said->words ? said->words : "", folded, said->carrier);
	row = of_words(rows, n, &needle, status);
	for (int i = 0; i < n && !row; i++)
		if (in_lists(&rows[i], said->carrier) && event_code_same(rows[i].code, code) &&
		    rows[i].status == status)
			row = &rows[i];
	if (row || !said->carrier)
		return row;
	needle.carrier = NULL;
	return of_words(rows, n, &needle, status);
}

/* --- nothing found --- */

/* Pairs of letters that two folded texts share, in percent of all: 100 is the same text. */
static int likeness(const char *a, const char *b)
{
	int na = (int)strlen(a) - 1, nb = (int)strlen(b) - 1, shared = 0;
	bool used[WORDS_FOLD_MAX] = { false };

	for (int i = 0; i < na; i++) {
		for (int k = 0; k < nb; k++) {
			if (used[k] || a[i] != b[k] || a[i + 1] != b[k + 1])
				continue;
			used[k] = true;
			shared++;
			break;
		}
	}
	return na + nb > 0 ? 200 * shared / (na + nb) : 0;
}

static bool same_text(const struct event_code *a, const struct event_code *b)
{
	char x[WORDS_FOLD_MAX], y[WORDS_FOLD_MAX];

	return strcmp(words_fold(x, a->text), words_fold(y, b->text)) == 0;
}

int event_codes_nearest(const struct event_code **out, int max, const struct event_code *rows,
			int n, const struct code_query *query)
{
	char typed[WORDS_FOLD_MAX], text[WORDS_FOLD_MAX];
	int like[8] = { 0 }, kept = 0;

	assert(max > 0 && max <= (int)(sizeof like / sizeof *like));
	words_fold(typed, query->words);
	for (int i = 0; i < n; i++) {
		int at = kept, likes;

		if (!rows[i].text || !in_lists(&rows[i], query->carrier))
			continue;
		likes = likeness(typed, words_fold(text, rows[i].text));
		while (at > 0 && like[at - 1] < likes)
			at--;
		for (int k = 0; k < at && likes; k++)
			if (same_text(out[k], &rows[i]))
				likes = 0;
		if (!likes || at == max)
			continue;
		if (kept < max)
			kept++;
		for (int k = kept - 1; k > at; k--) {
			out[k] = out[k - 1];
			like[k] = like[k - 1];
		}
		out[at] = &rows[i];
		like[at] = likes;
	}
	return kept;
}
