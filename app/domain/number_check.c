#include "domain/number_formats.h"

#include <assert.h>
#include <string.h>

#include "domain/number_sum.h"

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
	return c >= 'A' && c <= 'Z';
}

static unsigned value36(char c)
{
	return is_digit(c) ? (unsigned)(c - '0') : (unsigned)(c - 'A') + 10;
}

const char *const number_method_names[METHOD_NVALUES] = {
	[METHOD_NONE] = "none",   [METHOD_MOD10] = "mod10", [METHOD_MOD7] = "mod7",
	[METHOD_LUHN] = "luhn",   [METHOD_S10] = "s10",     [METHOD_WEIGHTS] = "weights",
	[METHOD_MOD37] = "mod37",
};

static char mod37(const char *s, size_t n)
{
	unsigned rest = 36;

	for (size_t i = 0; i < n; i++) {
		rest += value36(s[i]);
		if (rest > 36)
			rest -= 36;
		rest *= 2;
		if (rest > 36)
			rest -= 37;
	}
	rest = 37 - rest;
	return "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"[rest == 36 ? 0 : rest];
}

size_t number_implied(const struct number_check *c, const char *s, size_t n)
{
	size_t front = c->implied ? strlen(c->implied) : 0;

	return front && n >= front && memcmp(s, c->implied, front) == 0 ? 0 : front;
}

char number_check_digit(const struct number_check *c, const char *s, size_t n)
{
	size_t front = number_implied(c, s, n);
	unsigned total = 0;

	assert(c->method < METHOD_NVALUES && n <= NUMBER_MAX);
	if (c->method == METHOD_NONE)
		return '\0';
	if (c->method == METHOD_MOD37)
		return mod37(s, n);
	for (size_t i = 0; i < front; i++)
		total += number_weight(c, i, front + n, c->implied[i]);
	for (size_t i = 0; i < n; i++)
		total += number_weight(c, front + i, front + n, s[i]);
	return number_digit_of(c, total);
}

/* One piece of a form, as it is written in the table. */
struct piece {
	const char *name; /* NULL: no part */
	size_t name_len;
	char kind;        /* as in number_formats.h; 's' for a literal, '[' for a set */
	const char *text; /* of a literal or a set */
	size_t text_len;
	int count; /* -1: what is left */
};

static const char *quoted(struct piece *p, const char *s, char end)
{
	const char *close = strchr(s, end);

	assert(close);
	p->text = s;
	p->text_len = (size_t)(close - s);
	return close + 1;
}

static const char *counted(struct piece *p, const char *s)
{
	if (*s == '*') {
		p->count = -1;
		return s + 1;
	}
	p->count = 0;
	while (is_digit(*s))
		p->count = p->count * 10 + (*s++ - '0');
	return s;
}

/* The next piece of this alternative, or NULL at its end. */
static const char *piece_next(struct piece *p, const char *s)
{
	const char *word = s;

	*p = (struct piece){ 0 };
	while (*s == ' ')
		word = ++s;
	if (*s == '\0' || *s == '|')
		return NULL;
	while ((*s >= 'a' && *s <= 'z') || *s == '_')
		s++;
	if (*s == '=' && s > word) {
		p->name = word;
		p->name_len = (size_t)(s - word);
		word = s + 1;
	}
	p->kind = *word == '\'' ? 's' : *word;
	p->count = 1;
	switch (p->kind) {
	case 's':
		s = quoted(p, word + 1, '\'');
		p->count = (int)p->text_len;
		return s;
	case '[':
		return quoted(p, word + 1, ']');
	case '(':
		s = quoted(p, word + 1, ')');
		p->count = (int)strcspn(p->text, ",)");
		return s;
	case 'd':
	case 'a':
	case 'w':
		return counted(p, word + 1);
	case 'm':
		return word + 1;
	default:
		assert(strchr("{}<>", p->kind));
		p->count = 0;
		return word + 1;
	}
}

/* How many characters the pieces from here on take: they are all counted. */
static size_t tail_length(const char *form)
{
	struct piece p;
	size_t n = 0;

	while ((form = piece_next(&p, form)))
		n += (size_t)p.count;
	return n;
}

static bool in_set(char c, const struct piece *p)
{
	for (size_t i = 0; i < p->text_len; i++) {
		if (i + 2 < p->text_len && p->text[i + 1] == '-') {
			if (c >= p->text[i] && c <= p->text[i + 2])
				return true;
			i += 2;
		} else if (c == p->text[i]) {
			return true;
		}
	}
	return false;
}

static bool one_of(const char *s, const struct piece *p)
{
	size_t n = (size_t)p->count;

	for (size_t i = 0; i + n <= p->text_len; i += n + 1)
		if (memcmp(s, p->text + i, n) == 0)
			return true;
	return false;
}

static bool all_digits(const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!is_digit(s[i]))
			return false;
	return true;
}

static bool piece_fits(const struct piece *p, const char *s, size_t n)
{
	switch (p->kind) {
	case 's':
		return memcmp(s, p->text, n) == 0;
	case '[':
		return in_set(*s, p);
	case '(':
		return one_of(s, p);
	case 'a':
		for (size_t i = 0; i < n; i++)
			if (!is_letter(s[i]))
				return false;
		return true;
	case 'w':
		return true;
	default:
		return all_digits(s, n);
	}
}

/* The places where the form does not ask which digit, or which character, stands there. */
static void note_free(struct number_fit *fit, const struct piece *p, size_t at, size_t n)
{
	uint64_t places = n < 64 ? ((UINT64_C(1) << n) - 1) << at : UINT64_MAX;

	if (p->kind == 'm')
		places &= places - 1; /* the first says how many follow */
	if (p->kind == 'd' || p->kind == 'm')
		fit->any_digit |= places;
	if (p->kind == 'w')
		fit->any |= places;
}

static void note(struct number_fit *fit, const struct piece *p, size_t at, size_t n)
{
	struct number_slice slice = { p->name, (unsigned char)p->name_len, (unsigned char)at,
				      (unsigned char)n };

	if (p->name_len == strlen("check") && memcmp(p->name, "check", p->name_len) == 0) {
		fit->check = slice;
		return;
	}
	if (fit->nparts) {
		struct number_slice *last = &fit->part[fit->nparts - 1];

		if (last->name_len == slice.name_len && last->at + last->len == slice.at &&
		    memcmp(last->name, slice.name, slice.name_len) == 0) {
			last->len = (unsigned char)(last->len + n);
			return;
		}
	}
	assert(fit->nparts < PARTS_MAX);
	fit->part[fit->nparts++] = slice;
}

static void mark(struct number_fit *fit, char kind, size_t at)
{
	switch (kind) {
	case '{':
		fit->sum.at = (unsigned char)at;
		break;
	case '}':
		fit->sum.len = (unsigned char)(at - fit->sum.at);
		break;
	case '<':
		fit->asked.at = (unsigned char)at;
		break;
	default:
		fit->asked.len = (unsigned char)(at - fit->asked.at);
		break;
	}
}

static size_t piece_length(const struct piece *p, const char *form, const char *s, size_t left)
{
	size_t tail;

	if (p->kind == 'm')
		return left && *s == '9' ? 9 : 6;
	if (p->count >= 0)
		return (size_t)p->count;
	tail = tail_length(form);
	return left > tail ? left - tail : left + 1;
}

/* One alternative against s[at..n-1]. */
static bool fit_shape(struct number_fit *fit, const char *form, const char *s, size_t at, size_t n)
{
	struct piece p;

	fit->asked =
		(struct number_slice){ .at = (unsigned char)at, .len = (unsigned char)(n - at) };
	fit->sum = fit->check = (struct number_slice){ 0 };
	fit->nparts = 0;
	fit->any_digit = fit->any = 0;
	while ((form = piece_next(&p, form))) {
		size_t take = piece_length(&p, form, s + at, n - at);

		if (p.kind == '{' || p.kind == '}' || p.kind == '<' || p.kind == '>') {
			mark(fit, p.kind, at);
			continue;
		}
		if (take > n - at || !piece_fits(&p, s + at, take))
			return false;
		if (p.name)
			note(fit, &p, at, take);
		note_free(fit, &p, at, take);
		at += take;
	}
	return at == n;
}

static bool country_known(const struct number_fit *fit, const char *s)
{
	for (int i = 0; i < fit->nparts; i++)
		if (fit->part[i].name_len == strlen("country") &&
		    memcmp(fit->part[i].name, "country", strlen("country")) == 0)
			return number_operator_find(s + fit->part[i].at) != NULL;
	return false;
}

static enum check_digit judge(const struct number_fit *fit, const struct number_check *c,
			      const char *s)
{
	if (c->method == METHOD_NONE)
		return CHECK_NONE;
	return number_check_digit(c, s + fit->sum.at, fit->sum.len) == s[fit->check.at]
		       ? CHECK_RIGHT
		       : CHECK_WRONG;
}

/* Every alternative behind a prefix of this length; "found" says whether *best holds a fit. */
static bool fit_behind(struct number_fit *best, const struct number_format *f, const char *s,
		       const size_t span[2], bool found)
{
	struct number_fit fit = { .prefix = (unsigned char)span[0] };
	const char *form = f->form;
	size_t n = span[1] - span[0];

	if (span[1] <= span[0] || n >= 64 || !(f->lengths >> n & 1))
		return found;
	while (form) {
		if (fit_shape(&fit, form, s, span[0], span[1]) &&
		    (!f->s10 || country_known(&fit, s))) {
			fit.check_digit = judge(&fit, &f->check, s);
			if (!found || fit.check_digit == CHECK_RIGHT)
				*best = fit;
			if (fit.check_digit == CHECK_RIGHT)
				return true;
			found = true;
		}
		form = strchr(form, '|');
		if (form)
			form++;
	}
	return found;
}

bool number_fit(struct number_fit *fit, const struct number_format *f, const char *s, size_t n)
{
	static const size_t zip_prefix[] = { 3 + 5, 3 + 9 };
	bool found;

	assert(n && n <= NUMBER_MAX);
	if (!number_may_fit(f, *s, n))
		return false;
	found = fit_behind(fit, f, s, (const size_t[2]){ 0, n }, false);
	if (!f->zip_prefix || n < zip_prefix[1] || memcmp(s, "420", 3) != 0 ||
	    !all_digits(s, zip_prefix[1]))
		return found;
	for (size_t i = 0; i < 2; i++)
		if (!found || fit->check_digit != CHECK_RIGHT)
			found = fit_behind(fit, f, s, (const size_t[2]){ zip_prefix[i], n }, found);
	return found;
}
