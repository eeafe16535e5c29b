#include <check.h>
#include <stddef.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "domain/number.h"
#include "domain/number_formats.h"
#include "domain/number_vectors.h"
#include "domain/suites.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static struct arena arena = ARENA_INIT;

static void teardown(void)
{
	arena_release(&arena);
}

/*
 * The search as it is meant, by trying everything anew: number_repair() must give the same numbers
 * in the same order.
 */
struct plain {
	struct number_found wrong[NUMBER_NFORMATS];
	int nwrong, nfound;
	char s[NUMBER_MAX + 1];
	size_t n;
	char right[512][NUMBER_MAX + 1];
	int nright;
};

static void plain_add(struct plain *p)
{
	if (strspn(p->s, "0") == strlen(p->s))
		return; /* no number at all */
	for (int i = 0; i < p->nright; i++)
		if (strcmp(p->right[i], p->s) == 0)
			return;
	ck_assert_int_lt(p->nright, (int)COUNT(p->right));
	memcpy(p->right[p->nright++], p->s, sizeof(p->s));
}

static void plain_try(struct plain *p)
{
	for (int i = 0; i < p->nwrong; i++) {
		const struct number_format *f = p->wrong[i].format;
		const struct number_fit *fit = &p->wrong[i].fit;
		struct number_fit again;

		if (number_check_digit(&f->check, p->s + fit->sum.at, fit->sum.len) ==
			    p->s[fit->check.at] &&
		    number_fit(&again, f, p->s, p->n) && again.check_digit == CHECK_RIGHT)
			plain_add(p);
	}
}

static void plain_swaps(struct plain *p)
{
	for (size_t i = 0; i + 1 < p->n; i++) {
		char c = p->s[i], d = p->s[i + 1];

		p->s[i] = d;
		p->s[i + 1] = c;
		if (c != d)
			plain_try(p);
		p->s[i] = c;
		p->s[i + 1] = d;
	}
}

static void plain_changes(struct plain *p, const char *from, const char *to)
{
	for (size_t i = 0; i < p->n; i++) {
		char c = p->s[i];

		for (size_t k = 0; from[k]; k++)
			if (from[k] == c) {
				p->s[i] = to[k];
				plain_try(p);
			}
		p->s[i] = c;
	}
}

static void plain_digits(struct plain *p)
{
	for (size_t i = 0; i < p->n; i++) {
		char c = p->s[i];

		for (char d = '0'; c >= '0' && c <= '9' && d <= '9'; d++)
			if (d != c) {
				p->s[i] = d;
				plain_try(p);
			}
		p->s[i] = c;
	}
}

/* Whether it is right with these characters in front. */
static void plain_front(struct plain *p, const char *front)
{
	char kept[NUMBER_MAX + 1];
	struct number_fit fit;
	size_t n = strlen(front);

	if (p->n + n > NUMBER_MAX)
		return;
	memcpy(kept, p->s, sizeof(kept));
	memcpy(p->s, front, n);
	memcpy(p->s + n, kept, p->n + 1);
	for (int f = 0; f < NUMBER_NFORMATS; f++)
		if (number_fit(&fit, &number_formats[f], p->s, p->n + n) &&
		    fit.check_digit == CHECK_RIGHT)
			plain_add(p);
	memcpy(p->s, kept, sizeof(kept));
}

static bool digits_only(const char *s)
{
	return s[strspn(s, "0123456789")] == '\0';
}

static void plain_search(struct plain *p, const char *number)
{
	memset(p, 0, sizeof(*p));
	p->n = strlen(number);
	memcpy(p->s, number, p->n);
	for (int f = 0; f < NUMBER_NFORMATS; f++) {
		struct number_found *w = &p->wrong[p->nwrong];

		w->format = &number_formats[f];
		if (!number_fit(&w->fit, w->format, p->s, p->n))
			continue;
		p->nfound++;
		if (w->fit.check_digit == CHECK_WRONG)
			p->nwrong++;
	}
	if (p->nfound)
		plain_swaps(p);
	if (digits_only(p->s)) {
		plain_front(p, "0");
		plain_front(p, "00");
	}
	if (digits_only(p->s) && p->n == 20)
		plain_front(p, "92");
	if (p->nfound && !digits_only(p->s))
		plain_changes(p, "O0I1L1S5B8Z2G6", "0O1I1L5S8B2Z6G");
	if (p->nfound)
		plain_digits(p);
}

static void assert_same(const char *number)
{
	static struct plain p;
	struct err err = { 0 };
	struct number n;

	ck_assert_int_eq(number_read(&n, &arena, number, &err), 0);
	if (n.valid || (n.ncandidates == 0 && !digits_only(n.number)) ||
	    strspn(n.number, "0") == strlen(n.number))
		return;
	if (strstr(number_warning(&arena, &n), "spreadsheet"))
		return;
	plain_search(&p, n.number);
	ck_assert_msg(p.nright == n.nrepairs || n.nrepairs == REPAIRS_MAX, "%s: %d, not %d", number,
		      n.nrepairs, p.nright);
	for (int i = 0; i < n.nrepairs; i++)
		ck_assert_msg(strcmp(p.right[i], n.repair[i]) == 0, "%s: %s, not %s at %d", number,
			      n.repair[i], p.right[i], i);
}

/* The same numbers in every run. */
static unsigned next_random(unsigned *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 17;
	*state ^= *state << 5;
	return *state >> 4;
}

static void spoil(char *s, unsigned *state)
{
	static const char any[] = "01234567890123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
	size_t n = strlen(s), at = next_random(state) % n;
	char c = s[at];

	switch (next_random(state) % 4) {
	case 0:
		if (at + 1 < n) {
			s[at] = s[at + 1];
			s[at + 1] = c;
		}
		break;
	case 1:
		s[at] = any[next_random(state) % (sizeof(any) - 1)];
		break;
	default:
		s[at] = (char)('0' + next_random(state) % 10);
		break;
	}
}

START_TEST(the_quick_search_finds_what_trying_everything_finds)
{
	unsigned state = 20261123u + (unsigned)_i;

	for (int round = 0; round < 6; round++) {
		struct arena_mark mark = arena_mark(&arena);
		char s[NUMBER_MAX * 2] = "";
		struct err err = { 0 };
		struct number n;

		strncpy(s, composed[_i].text, sizeof(s) - 1);
		ck_assert_int_eq(number_read(&n, &arena, s, &err), 0);
		strncpy(s, n.number, sizeof(s) - 1);
		for (int slips = round % 3; slips >= 0; slips--)
			spoil(s, &state);
		assert_same(s);
		arena_rewind(&arena, mark);
	}
}
END_TEST

/* Digits of every length, and some that begin as forms of digits do. */
START_TEST(digits_without_a_meaning_are_searched_alike)
{
	static const char *const fronts[] = { "",     "92", "9361", "94", "420", "91",
					      "9622", "72", "80",   "00", "1Z" };
	unsigned state = 4242;

	for (size_t n = 8; n <= 34; n++)
		for (size_t f = 0; f < COUNT(fronts); f++) {
			struct arena_mark mark = arena_mark(&arena);
			char s[NUMBER_MAX + 1] = "";

			memcpy(s, fronts[f], strlen(fronts[f]));
			for (size_t i = strlen(s); i < n; i++)
				s[i] = (char)('0' + next_random(&state) % 10);
			assert_same(s);
			arena_rewind(&arena, mark);
		}
}
END_TEST

START_TEST(no_repair_is_listed_twice)
{
	struct err err = { 0 };

	for (size_t i = 0; i < COUNT(broken); i++) {
		struct number n;

		ck_assert_int_eq(number_read(&n, &arena, broken[i], &err), 0);
		for (int k = 0; k < n.nrepairs; k++)
			for (int j = 0; j < k; j++)
				ck_assert_str_ne(n.repair[k], n.repair[j]);
	}
}
END_TEST

/* number_repair() leaves the form alone where these say that any digit will do. */
START_TEST(what_a_fit_calls_free_is_free)
{
	for (size_t i = 0; i < COUNT(composed); i++) {
		struct err err = { 0 };
		struct number n;
		size_t len;

		ck_assert_int_eq(number_read(&n, &arena, composed[i].text, &err), 0);
		len = strlen(n.number);
		for (int f = 0; f < NUMBER_NFORMATS; f++) {
			struct number_fit fit, again;
			char s[NUMBER_MAX + 1];

			memcpy(s, n.number, len + 1);
			if (!number_fit(&fit, &number_formats[f], s, len))
				continue;
			ck_assert(fit.check_digit == CHECK_NONE ||
				  fit.check.at == fit.sum.at + fit.sum.len);
			for (size_t at = 0; at < len; at++) {
				char c = s[at];

				if (!((fit.any | fit.any_digit) >> at & 1))
					continue;
				for (s[at] = '0'; s[at] <= '9'; s[at]++)
					ck_assert_msg(
						number_fit(&again, &number_formats[f], s, len),
						"%s %s", number_formats[f].name, s);
				s[at] = 'Q';
				ck_assert(!(fit.any >> at & 1) ||
					  number_fit(&again, &number_formats[f], s, len));
				s[at] = c;
			}
		}
	}
}
END_TEST

START_TEST(nothing_but_zeros_is_no_repair)
{
	struct err err = { 0 };
	struct number n;

	ck_assert_int_eq(number_read(&n, &arena, "100000000000", &err), 0);
	ck_assert(!n.valid && n.nrepairs > 0);
	for (int i = 0; i < n.nrepairs; i++)
		ck_assert_str_ne(n.repair[i], "000000000000");
}
END_TEST

Suite *number_repair_suite(void)
{
	Suite *s = suite_create("number_repair");
	TCase *t = tcase_create("search");

	tcase_add_test(t, nothing_but_zeros_is_no_repair);
	tcase_add_checked_fixture(t, NULL, teardown);
	tcase_add_loop_test(t, the_quick_search_finds_what_trying_everything_finds, 0,
			    COUNT(composed));
	tcase_add_test(t, digits_without_a_meaning_are_searched_alike);
	tcase_add_test(t, no_repair_is_listed_twice);
	tcase_add_test(t, what_a_fit_calls_free_is_free);
	suite_add_tcase(s, t);
	return s;
}
