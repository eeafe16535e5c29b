#include "domain/number.h"

#include <assert.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/utf8.h"
#include "domain/number_formats.h"

const char *const check_digit_names[CHECK_NVALUES] = {
	[CHECK_RIGHT] = "right",
	[CHECK_WRONG] = "wrong",
	[CHECK_NONE] = "none",
};

/*
 * A spreadsheet keeps 15 digits of a number and writes zeros for the rest; numbers shorter than
 * CUT_MIN may well end so by themselves.
 */
enum { SHEET_DIGITS = 15, CUT_MIN = 20 };

enum { TEXT_MAX = 4096, FOLDED_MAX = 256 };

struct folded {
	char s[FOLDED_MAX + 1];
	size_t n;
};

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
	return c >= 'A' && c <= 'Z';
}

static bool all_digits(const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!is_digit(s[i]))
			return false;
	return true;
}

/* What people paste without seeing it, and scanners send: FNC1 arrives as 0x1d. */
static const struct {
	uint32_t from, to;
	char as; /* '\0': nothing */
} folds[] = {
	{ '\t', '\r', '\0' },     { 0x1d, 0x1d, '\0' },     { ' ', ' ', '\0' },
	{ 0xa0, 0xa0, '\0' },     { 0xad, 0xad, '\0' },     { 0x1680, 0x1680, '\0' },
	{ 0x180e, 0x180e, '\0' }, { 0x2000, 0x200f, '\0' }, { 0x2010, 0x2015, '-' },
	{ 0x2018, 0x2019, '\'' }, { 0x201c, 0x201d, '"' },  { 0x2028, 0x202f, '\0' },
	{ 0x205f, 0x206f, '\0' }, { 0x2212, 0x2212, '-' },  { 0x3000, 0x3000, '\0' },
	{ 0xfe00, 0xfe0f, '\0' }, { 0xfe58, 0xfe58, '-' },  { 0xfe63, 0xfe63, '-' },
	{ 0xfeff, 0xfeff, '\0' },
};

int number_fold(uint32_t cp)
{
	if (cp >= 'a' && cp <= 'z')
		return (int)(cp - 'a' + 'A');
	if (cp > ' ' && cp < 0x7f)
		return (int)cp;
	if (cp >= 0xff01 && cp <= 0xff5e)
		return number_fold(cp - 0xfee0);
	for (size_t i = 0; i < sizeof(folds) / sizeof(folds[0]); i++)
		if (cp >= folds[i].from && cp <= folds[i].to)
			return folds[i].as;
	return -1;
}

static int refuse_character(uint32_t cp, struct err *err)
{
	if (cp > ' ' && cp < 0x7f)
		return err_set(err, ERR_INPUT,
			       "'%c' cannot stand in a tracking number: give one number, as it is "
			       "on the label",
			       (int)cp);
	return err_set(err, ERR_INPUT,
		       "the character U+%04X cannot stand in a tracking number: copy the number "
		       "again from the label",
		       (unsigned)cp);
}

static int refuse_long(struct err *err)
{
	return err_set(err, ERR_INPUT,
		       "too long for a tracking number (at most %d characters): give one number",
		       NUMBER_MAX);
}

static int fold_text(struct folded *out, const char *text, struct err *err)
{
	size_t n = strnlen(text, TEXT_MAX + 1);

	out->n = 0;
	if (n > TEXT_MAX)
		return refuse_long(err);
	for (size_t i = 0; i < n;) {
		uint32_t cp;
		size_t len = utf8_decode(&cp, text + i, n - i, NULL);
		int c;

		if (len == 0)
			return err_set(err, ERR_INPUT,
				       "this is no text: copy the tracking number again from the "
				       "label");
		i += len;
		c = number_fold(cp);
		if (c < 0)
			return refuse_character(cp, err);
		if (c == '\0')
			continue;
		if (out->n == FOLDED_MAX)
			return refuse_long(err);
		out->s[out->n++] = (char)c;
	}
	out->s[out->n] = '\0';
	return 0;
}

static void drop(struct folded *t, size_t front, size_t back)
{
	t->n -= front + back;
	memmove(t->s, t->s + front, t->n);
	t->s[t->n] = '\0';
}

/* ="9400...", '9400..., and the symbology that a scanner puts in front: ]C1. */
static void unwrap(struct folded *t)
{
	bool again = true;

	while (again && t->n) {
		if (strchr("='\"", t->s[0]))
			drop(t, 1, 0);
		else if (strchr("'\"", t->s[t->n - 1]))
			drop(t, 0, 1);
		else if (t->n > 3 && t->s[0] == ']' && is_letter(t->s[1]))
			drop(t, 3, 0);
		else
			again = false;
	}
}

static size_t span_digits(const char *s)
{
	return strspn(s, "0123456789");
}

/* 9.40551E+21, 9,40551E21, 9E+21: no carrier's form, so it can only be this. */
static bool is_scientific(const char *s)
{
	size_t whole = span_digits(s), fraction = 0, power;
	bool sign;

	if (whole == 0)
		return false;
	s += whole;
	if (*s == '.' || *s == ',') {
		fraction = span_digits(++s);
		s += fraction;
		if (fraction == 0)
			return false;
	}
	if (*s++ != 'E')
		return false;
	sign = *s == '+' || *s == '-';
	s += sign;
	power = span_digits(s);
	return power >= 1 && power <= 3 && s[power] == '\0' && (fraction || sign || whole == 1);
}

/* 790535312317.0: the same hand, with nothing lost yet. */
static void drop_fraction(struct folded *t)
{
	size_t whole = span_digits(t->s);
	size_t zeros = whole && t->s[whole] == '.' ? strspn(t->s + whole + 1, "0") : 0;

	if (zeros >= 1 && zeros <= 2 && whole + 1 + zeros == t->n)
		drop(t, 0, zeros + 1);
}

static int clean(struct folded *t, const char *text, struct err *err)
{
	size_t n = 0;

	if (fold_text(t, text, err) < 0)
		return -1;
	unwrap(t);
	if (is_scientific(t->s))
		return err_set(err, ERR_INPUT,
			       "a spreadsheet turned this number into %s and its digits are lost: "
			       "copy it again from the label or format the column as text",
			       t->s);
	drop_fraction(t);
	for (size_t i = 0; i < t->n; i++) {
		char c = t->s[i];

		if (is_digit(c) || is_letter(c))
			t->s[n++] = c;
		else if (!strchr("-._()*", c))
			return refuse_character((uint32_t)c, err);
	}
	t->s[n] = '\0';
	t->n = n;
	if (n == 0)
		return err_set(err, ERR_INPUT,
			       "no tracking number given: give it as it is on the label");
	return n > NUMBER_MAX ? refuse_long(err) : 0;
}

/* Right before unchecked before wrong; then what is less likely by chance. */
static int standing(const struct number_found *f)
{
	static const int worth[CHECK_NVALUES] = {
		[CHECK_RIGHT] = 2000,
		[CHECK_NONE] = 1000,
		[CHECK_WRONG] = 0,
	};

	return worth[f->fit.check_digit] + f->format->rank;
}

int number_formats_of(struct number_found *found, const char *s, size_t n)
{
	struct number_found f = { 0 };
	int count = 0;

	if (strspn(s, "0") == n)
		return 0;
	for (int i = 0; i < NUMBER_NFORMATS; i++) {
		int at = count;

		f.format = &number_formats[i];
		if (!number_may_fit(f.format, *s, n) || !number_fit(&f.fit, f.format, s, n))
			continue;
		if (count == CANDIDATES_MAX && standing(&f) <= standing(&found[count - 1]))
			continue;
		if (count == CANDIDATES_MAX)
			at--;
		else
			count++;
		for (; at > 0 && standing(&found[at - 1]) < standing(&f); at--)
			found[at] = found[at - 1];
		found[at] = f;
	}
	return count;
}

static void add_part(struct candidate *c, const char *name, const char *value)
{
	if (c->nparts < PARTS_MAX)
		c->parts[c->nparts++] = (struct number_part){ name, value };
}

static void add_meanings(struct candidate *c)
{
	int coded = c->nparts;

	for (size_t i = 0; i < number_nmeanings; i++) {
		const struct number_meaning *m = &number_meanings[i];

		if (strcmp(m->format, c->format) != 0)
			continue;
		for (int k = 0; k < coded; k++)
			if (strcmp(m->part, c->parts[k].name) == 0 &&
			    strncmp(m->code, c->parts[k].value, strlen(m->code)) == 0)
				add_part(c, m->as, m->text);
	}
}

static void read_parts(struct candidate *c, struct arena *a, const struct number_found *f,
		       const char *s)
{
	const struct number_fit *fit = &f->fit;

	if (fit->prefix)
		add_part(c, "zip", arena_strndup(a, s + 3, 5));
	if (fit->prefix > 3 + 5)
		add_part(c, "zip_plus4", arena_strndup(a, s + 3 + 5, 4));
	for (int i = 0; i < fit->nparts; i++)
		add_part(c, arena_strndup(a, fit->part[i].name, fit->part[i].name_len),
			 arena_strndup(a, s + fit->part[i].at, fit->part[i].len));
	add_meanings(c);
}

static const struct number_operator *operator_of(const struct number_found *f, const char *s)
{
	const struct number_fit *fit = &f->fit;

	assert(f->format->s10 && fit->nparts);
	return number_operator_find(s + fit->part[fit->nparts - 1].at);
}

static void add_candidate(struct number *out, struct arena *a, const struct number_found *f)
{
	const struct number_slice *asked = &f->fit.asked;
	struct candidate *c;

	if (out->ncandidates == CANDIDATES_MAX)
		return;
	c = &out->candidate[out->ncandidates++];
	c->carrier = f->format->carrier;
	c->format = f->format->name;
	c->check_digit = f->fit.check_digit;
	c->number = asked->len == strlen(out->number)
			    ? out->number
			    : arena_strndup(a, out->number + asked->at, asked->len);
	read_parts(c, a, f, out->number);
	if (f->format->s10) {
		const struct number_operator *post = operator_of(f, out->number);

		if (post->name)
			add_part(c, "operator", post->name);
		if (post->carrier && out->ncandidates < CANDIDATES_MAX) {
			out->candidate[out->ncandidates] = *c;
			out->candidate[out->ncandidates++].carrier = post->carrier;
		}
	}
}

static bool is_cut(const char *s)
{
	size_t n = strlen(s);

	return n >= CUT_MIN && all_digits(s, n) &&
	       strspn(s + SHEET_DIGITS, "0") == n - SHEET_DIGITS;
}

int number_read(struct number *out, struct arena *a, const char *text, struct err *err)
{
	struct number_found found[CANDIDATES_MAX];
	struct folded t;
	int n;

	assert(out && a && err);
	*out = (struct number){ 0 };
	if (clean(&t, text ? text : "", err) < 0)
		return -1;
	out->number = arena_strndup(a, t.s, t.n);
	n = number_formats_of(found, t.s, t.n);
	for (int i = 0; i < n; i++)
		add_candidate(out, a, &found[i]);
	out->valid = n && found[0].fit.check_digit != CHECK_WRONG;
	if (!out->valid && !is_cut(out->number))
		number_repair(out, a, found, n);
	return 0;
}

/* "A", "A or B", "A, B or 3 others" */
static char *list_repairs(struct arena *a, const struct number *n)
{
	int more = n->nrepairs - 2;

	if (n->nrepairs == 1)
		return arena_strdup(a, n->repair[0]);
	if (more == 0)
		return arena_printf(a, "%s or %s", n->repair[0], n->repair[1]);
	return arena_printf(a, "%s, %s or %d other%s", n->repair[0], n->repair[1], more,
			    more == 1 ? "" : "s");
}

char *number_warning(struct arena *a, const struct number *n)
{
	const char *wrong;

	assert(n->number);
	if (is_cut(n->number))
		return arena_printf(a,
				    "only zeros behind digit %d: a spreadsheet may have cut this "
				    "number; compare it with the label",
				    SHEET_DIGITS);
	if (n->valid)
		return NULL;
	wrong = n->ncandidates ? "wrong check digit" : "no form of a carrier we know";
	if (n->nrepairs == 0)
		return arena_printf(a, "%s: compare it with the label", wrong);
	return arena_printf(a, "%s: may be %s", wrong, list_repairs(a, n));
}

static const char *groups_of(const char *s, size_t n, size_t *prefix)
{
	struct number_found found[CANDIDATES_MAX];

	*prefix = 0;
	for (size_t i = 0; i < n; i++)
		if (!is_digit(s[i]) && !is_letter(s[i]))
			return NULL;
	if (n > NUMBER_MAX || number_formats_of(found, s, n) == 0)
		return NULL;
	*prefix = found[0].fit.prefix;
	return found[0].format->groups;
}

char *number_grouped(struct arena *a, const char *number)
{
	static const char zip_groups[] = "354";
	size_t n = strlen(number), at = 0, prefix, w = 0;
	const char *groups = groups_of(number, n, &prefix);
	const char *next = prefix ? zip_groups : groups;
	char *out = arena_alloc(a, 2 * n + 1);

	while (at < n) {
		size_t group = next && *next ? (size_t)(*next++ - '0') : 4;

		if (group > n - at)
			group = n - at;
		if (at)
			out[w++] = ' ';
		memcpy(out + w, number + at, group);
		w += group;
		at += group;
		if (prefix && at == prefix)
			next = groups;
	}
	out[w] = '\0';
	return out;
}
