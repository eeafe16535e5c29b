#include "base/csv.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/text.h"

enum {
	FIELDS_MAX = 512,
	FIELD_BYTES_MAX = 1024 * 1024,
	LONG_NUMBER = 12, /* digits from which a workbook shows 9.40E+21 */
};

static const char bom[] = "\xEF\xBB\xBF";

/* The separator that the first line uses most; outside quotes, as a heading may hold commas. */
static char guess_separator(const char *at, const char *end)
{
	static const char candidates[] = { ',', ';', '\t' };
	size_t best = 0, seen[sizeof candidates] = { 0 };
	bool quoted = false;

	for (; at < end && (quoted || (*at != '\n' && *at != '\r')); at++) {
		quoted ^= *at == '"';
		for (size_t i = 0; !quoted && i < sizeof candidates; i++)
			seen[i] += *at == candidates[i];
	}
	for (size_t i = 1; i < sizeof candidates; i++)
		if (seen[i] > seen[best])
			best = i;
	return candidates[best];
}

void csv_open(struct csv *c, const char *bytes, size_t len, char separator)
{
	const char *at = bytes, *end = bytes + len;

	if (len >= 3 && memcmp(at, bom, 3) == 0)
		at += 3;
	*c = (struct csv){
		.at = at,
		.end = end,
		.next_line = 1,
		.separator = separator ? separator : guess_separator(at, end),
	};
}

static bool is_newline(const char *p)
{
	return *p == '\n' || *p == '\r';
}

/* The closing quote of a field whose content begins at p, or NULL. */
static const char *closing_quote(const char *p, const char *end)
{
	while ((p = memchr(p, '"', (size_t)(end - p)))) {
		if (p + 1 == end || p[1] != '"')
			return p;
		p += 2;
	}
	return NULL;
}

/*
 * The field at *at, its quotes taken off; *at goes behind it. What stands between a closing quote
 * and the separator is kept as it is.
 */
static int take_field(char **out, const char **at, const struct csv *c, struct arena *a,
		      struct err *err)
{
	const char *from = *at, *rest = from, *end;
	size_t quoted = from < c->end && *from == '"', n = 0;
	char *field;

	if (quoted) {
		rest = closing_quote(from + 1, c->end);
		if (!rest)
			return err_set(err, ERR_INPUT,
				       "line %lld: a quote is opened and never closed", c->line);
	}
	for (end = rest + quoted; end < c->end && *end != c->separator && !is_newline(end);)
		end++;
	if (memchr(from, '\0', (size_t)(end - from)))
		return err_set(err, ERR_INPUT, "line %lld: a NUL byte: save the file as UTF-8 text",
			       c->line);
	if ((size_t)(end - from) > 2 * FIELD_BYTES_MAX + 2)
		goto too_large;
	field = arena_alloc(a, (size_t)(end - from) + 1);
	for (const char *p = from + 1; p < rest; p++) {
		field[n++] = *p;
		p += *p == '"'; /* the second of two */
	}
	rest += quoted;
	memcpy(field + n, rest, (size_t)(end - rest));
	if (n + (size_t)(end - rest) > FIELD_BYTES_MAX)
		goto too_large;
	*at = end;
	*out = field;
	return 0;
too_large:
	return err_set(err, ERR_INPUT, "line %lld: a field is larger than 1 MiB", c->line);
}

/* LF, CRLF and CR each end one line. */
static long long count_newlines(const char *p, const char *end)
{
	long long n = 0;

	for (; p < end; p++)
		n += *p == '\n' || (*p == '\r' && (p + 1 == end || p[1] != '\n'));
	return n;
}

int csv_next(char ***fields, int *n, struct csv *c, struct arena *a, struct err *err)
{
	char *field[FIELDS_MAX];
	const char *at = c->at;
	size_t count = 0;

	if (at == c->end)
		return 0;
	c->line = c->next_line;
	for (;;) {
		if (count == FIELDS_MAX)
			return err_set(err, ERR_INPUT, "line %lld: more than %d fields", c->line,
				       FIELDS_MAX);
		if (take_field(&field[count++], &at, c, a, err))
			return -1;
		if (at == c->end || *at != c->separator)
			break;
		at++;
	}
	if (at < c->end)
		at += *at == '\r' && at + 1 < c->end && at[1] == '\n' ? 2 : 1;
	c->next_line += count_newlines(c->at, at);
	c->at = at;
	*fields = memcpy(arena_array(a, count, sizeof *field), field, count * sizeof *field);
	*n = (int)count;
	return 1;
}

static bool is_blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

int csv_column(char *const *headings, int n, const char *name)
{
	for (int i = 0; i < n; i++) {
		const char *from = headings[i], *end = from + strlen(from);
		char heading[128] = "";

		if (strncmp(from, bom, 3) == 0)
			from += 3;
		while (is_blank(*from))
			from++;
		while (end > from && is_blank(end[-1]))
			end--;
		if ((size_t)(end - from) >= sizeof heading)
			continue;
		memcpy(heading, from, (size_t)(end - from));
		if (text_same_nocase(heading, name))
			return i;
	}
	return -1;
}

/*
 * What a workbook would read as another number than the one written: 940011120620... becomes
 * 9.4E+21 and loses its last digits, 00412 loses its zeros.
 */
static bool is_digits_to_keep(const char *s)
{
	size_t n = strspn(s, "0123456789");

	return n > 0 && !s[n] && (n >= LONG_NUMBER || (n > 1 && *s == '0'));
}

/* -12.50 is a number and stays one; -1+2, -007 and -940011120620 are not. */
static bool is_plain_negative(const char *s)
{
	size_t whole, part = 0;

	if (*s++ != '-')
		return false;
	whole = strspn(s, "0123456789");
	if (whole == 0 || (whole > 1 && *s == '0'))
		return false;
	s += whole;
	if (*s == '.') {
		part = strspn(++s, "0123456789");
		if (part == 0)
			return false;
	}
	return !s[part] && whole + part < LONG_NUMBER;
}

static void put_doubled(struct buf *b, const char *s)
{
	for (;;) {
		size_t n = strcspn(s, "\"");

		buf_put(b, s, n);
		if (!s[n])
			return;
		buf_puts(b, "\"\"");
		s += n + 1;
	}
}

bool csv_is_formula(const char *field)
{
	return *field && strchr("=+-@\t\r", *field) && !is_plain_negative(field);
}

/*
 * For a workbook two kinds of text are dressed. One that would run as a formula (= + - @, or a tab
 * or CR before one) gets an apostrophe, which shows that it is text; a plain negative number does
 * not need it. Digits that would change are written ="0041", the one form that Excel and
 * LibreOffice both keep as text when they open a CSV file.
 */
void csv_put(struct buf *b, const char *field, enum csv_flavour flavour, bool first)
{
	const char *before = "", *after = "";

	if (!first)
		buf_putc(b, ',');
	if (!field)
		return;
	if (flavour == CSV_FOR_EXCEL && is_digits_to_keep(field)) {
		before = "=\"";
		after = "\"";
	} else if (flavour == CSV_FOR_EXCEL && csv_is_formula(field)) {
		before = "'";
	}
	if (!*after && !strpbrk(field, ",\"\r\n")) {
		buf_puts(b, before);
		buf_puts(b, field);
		return;
	}
	buf_putc(b, '"');
	put_doubled(b, before);
	put_doubled(b, field);
	put_doubled(b, after);
	buf_putc(b, '"');
}

void csv_end_row(struct buf *b)
{
	buf_puts(b, "\r\n");
}
