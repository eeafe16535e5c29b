#include "domain/number_formats.h"

#include <assert.h>
#include <string.h>

#include "base/arena.h"
#include "domain/number_sum.h"

/* A candidate whose check digit is wrong, and the sum that says so. */
struct wrong {
	const struct number_format *format;
	const struct number_fit *fit;
	bool adds_up;
	unsigned total, modulus;
	unsigned right; /* bit r: totals with this rest give the check digit that stands there */
	size_t implied, fixed; /* "fixed" characters at the front decide what is implied */
};

/* The search for numbers that differ by one slip and are right. */
struct repairs {
	struct number *out;
	struct arena *arena;
	struct wrong wrong[CANDIDATES_MAX];
	int nwrong;
	char s[NUMBER_MAX + 1]; /* as it is tried */
	size_t n;
};

/* One or two neighbours that were changed, and what stood there. */
struct slip {
	size_t at, n;
	char was[2];
};

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool all_digits(const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!is_digit(s[i]))
			return false;
	return true;
}

/* Nothing but zeros is no number, though many a check digit is right in it. */
static void add_repair(struct repairs *r)
{
	struct number *out = r->out;

	if (out->nrepairs < REPAIRS_MAX && strspn(r->s, "0") < r->n)
		out->repair[out->nrepairs++] = arena_strndup(r->arena, r->s, r->n);
}

static void add_wrong(struct repairs *r, const struct number_found *found)
{
	struct wrong *w = &r->wrong[r->nwrong++];
	const struct number_check *c = &found->format->check;
	const struct number_slice *sum = &found->fit.sum;
	const char *s = r->s + sum->at;

	*w = (struct wrong){ .format = found->format, .fit = &found->fit };
	w->adds_up = number_adds_up(c->method);
	if (!w->adds_up)
		return;
	w->fixed = c->implied ? strlen(c->implied) : 0;
	w->implied = number_implied(c, s, sum->len);
	for (size_t i = 0; i < w->implied; i++)
		w->total += number_weight(c, i, w->implied + sum->len, c->implied[i]);
	for (size_t i = 0; i < sum->len; i++)
		w->total += number_weight(c, w->implied + i, w->implied + sum->len, s[i]);
	w->modulus = number_modulus(c);
	for (unsigned rest = 0; rest < w->modulus; rest++)
		if (number_digit_of(c, rest) == r->s[found->fit.check.at])
			w->right |= 1u << rest;
}

static bool within(const struct number_slice *slice, size_t at)
{
	return at >= slice->at && at < (size_t)slice->at + slice->len;
}

/* Bit d: with digit d at this place, and nothing else changed, the sum may be right. */
static unsigned digits_for(const struct repairs *r, const struct wrong *w, size_t at)
{
	const struct number_check *c = &w->format->check;
	const struct number_slice *sum = &w->fit->sum;
	size_t place = w->implied + at - sum->at, n = w->implied + sum->len;
	unsigned rest, digits = 0;

	if (!w->adds_up || at == w->fit->check.at || (within(sum, at) && at < sum->at + w->fixed))
		return ~0u;
	if (!within(sum, at))
		return 0;
	rest = w->total - number_weight(c, place, n, r->s[at]);
	for (char d = '0'; d <= '9'; d++)
		if (w->right >> (rest + number_weight(c, place, n, d)) % w->modulus & 1)
			digits |= 1u << (d - '0');
	return digits;
}

static bool sum_right(const struct repairs *r, const struct wrong *w, const struct slip *slip)
{
	const struct number_check *c = &w->format->check;
	const struct number_slice *sum = &w->fit->sum;
	size_t from = slip->at > sum->at ? slip->at : sum->at;
	size_t to = slip->at + slip->n, end = (size_t)sum->at + sum->len;
	size_t n = w->implied + sum->len;
	unsigned total = w->total;

	if (!w->adds_up || (from < to && from < sum->at + w->fixed))
		return number_check_digit(c, r->s + sum->at, sum->len) == r->s[w->fit->check.at];
	for (size_t i = from; i < to && i < end; i++)
		total += number_weight(c, w->implied + i - sum->at, n, r->s[i]) -
			 number_weight(c, w->implied + i - sum->at, n, slip->was[i - slip->at]);
	return number_digit_of(c, total) == r->s[w->fit->check.at];
}

/* Whether the form surely holds what was changed; where it may not, the form must be asked. */
static bool form_holds(const struct repairs *r, const struct wrong *w, const struct slip *slip)
{
	for (size_t i = 0; i < slip->n; i++) {
		uint64_t place = UINT64_C(1) << (slip->at + i);
		bool digits = is_digit(r->s[slip->at + i]) && is_digit(slip->was[i]);

		if (!(w->fit->any & place) && !(digits && (w->fit->any_digit & place)))
			return false;
	}
	return true;
}

/* The sum first: it is cheap, and mostly wrong. A right one must still have the form. */
static void try_repair(struct repairs *r, const struct slip *slip)
{
	for (int i = 0; i < r->nwrong; i++) {
		const struct wrong *w = &r->wrong[i];
		struct number_fit again;

		if (!sum_right(r, w, slip))
			continue;
		if (form_holds(r, w, slip) || (number_fit(&again, w->format, r->s, r->n) &&
					       again.check_digit == CHECK_RIGHT)) {
			add_repair(r);
			return;
		}
	}
}

static void try_swaps(struct repairs *r)
{
	for (size_t i = 0; i + 1 < r->n; i++) {
		char c = r->s[i], d = r->s[i + 1];

		if (c == d)
			continue;
		r->s[i] = d;
		r->s[i + 1] = c;
		try_repair(r, &(struct slip){ i, 2, { c, d } });
		r->s[i] = c;
		r->s[i + 1] = d;
	}
}

/* Characters that are read for each other, in pairs. */
static const char alike[] = "O0I1L1S5B8Z2G6";

static void try_alike(struct repairs *r)
{
	for (size_t i = 0; i < r->n; i++) {
		char c = r->s[i];

		for (size_t k = 0; alike[k]; k++)
			if (alike[k] == c) {
				r->s[i] = alike[k ^ 1];
				try_repair(r, &(struct slip){ i, 1, { c } });
			}
		r->s[i] = c;
	}
}

static void try_digits(struct repairs *r)
{
	for (size_t i = 0; i < r->n; i++) {
		char c = r->s[i];
		unsigned digits = 0;

		if (!is_digit(c))
			continue;
		for (int k = 0; k < r->nwrong; k++)
			digits |= digits_for(r, &r->wrong[k], i);
		for (char d = '0'; d <= '9' && digits; d++)
			if (d != c && (digits >> (d - '0') & 1)) {
				r->s[i] = d;
				try_repair(r, &(struct slip){ i, 1, { c } });
			}
		r->s[i] = c;
	}
}

static void add_if_right(struct repairs *r)
{
	struct number_fit fit;

	for (int i = 0; i < NUMBER_NFORMATS; i++)
		if (number_may_fit(&number_formats[i], *r->s, r->n) &&
		    number_fit(&fit, &number_formats[i], r->s, r->n) &&
		    fit.check_digit == CHECK_RIGHT) {
			add_repair(r);
			return;
		}
}

/* A spreadsheet also drops zeros in front; two at most, as of a container code. */
static void try_zeros(struct number *out, struct arena *a)
{
	size_t n = strlen(out->number);
	struct repairs r = { .out = out, .arena = a };

	if (!all_digits(out->number, n) || strspn(out->number, "0") == n)
		return;
	for (size_t zeros = 1; zeros <= 2 && zeros + n <= NUMBER_MAX; zeros++) {
		memset(r.s, '0', zeros);
		memcpy(r.s + zeros, out->number, n + 1);
		r.n = zeros + n;
		add_if_right(&r);
	}
}

/* FedEx and others leave the 92 out where they print a number of USPS. */
static void try_commercial(struct number *out, struct arena *a)
{
	enum { LEFT = 20 };
	struct repairs r = { .out = out, .arena = a, .n = 2 + LEFT };

	if (strlen(out->number) != LEFT || !all_digits(out->number, LEFT))
		return;
	memcpy(r.s, "92", 2);
	memcpy(r.s + 2, out->number, LEFT + 1);
	add_if_right(&r);
}

/* 94OO1112: letters typed for digits, all of them at once. */
static void try_no_letters(struct number *out, struct arena *a)
{
	struct repairs r = { .out = out, .arena = a, .n = strlen(out->number) };

	memcpy(r.s, out->number, r.n + 1);
	for (size_t i = 0; i < r.n; i++) {
		const char *letter = is_digit(r.s[i]) ? NULL : strchr(alike, r.s[i]);

		if (letter)
			r.s[i] = letter[1];
	}
	if (all_digits(r.s, r.n) && !all_digits(out->number, r.n))
		add_if_right(&r);
}

void number_repair(struct number *out, struct arena *a, const struct number_found *found, int n)
{
	struct repairs r = { .out = out, .arena = a, .n = strlen(out->number) };

	assert(r.n && r.n <= NUMBER_MAX && n <= CANDIDATES_MAX);
	memcpy(r.s, out->number, r.n + 1);
	for (int i = 0; i < n; i++)
		if (found[i].fit.check_digit == CHECK_WRONG)
			add_wrong(&r, &found[i]);
	if (n)
		try_swaps(&r);
	try_zeros(out, a);
	try_commercial(out, a);
	if (n) {
		if (!all_digits(r.s, r.n))
			try_alike(&r);
		try_digits(&r);
	} else {
		try_no_letters(out, a);
	}
}
