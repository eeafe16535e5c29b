#include "domain/date_form.h"

#include <assert.h>
#include <string.h>

#include "base/err.h"
#include "base/text.h"

const char *const date_order_names[DATE_ORDER_NVALUES] = {
	[DATE_ORDER_NONE] = "none",
	[DATE_MDY] = "mdy",
	[DATE_DMY] = "dmy",
};

enum { TEXT_MAX = 64, WORD_MAX = 16 };

static const char *const months[] = {
	"january", "february", "march",     "april",   "may",      "june",
	"july",    "august",   "september", "october", "november", "december",
};

static const char *const weekdays[] = {
	"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
};

/* One date taken apart: three numbers, or two and the name of a month. */
struct parts {
	int n[3], digits[3], count;
	int month;      /* 1..12 when it was written as a word */
	int month_at;   /* how many numbers stood before it */
	char separator; /* between the first two numbers */
	const char *rest;
};

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* 1.. when the word is a name of the table or its beginning of three letters or more. */
static int word_index(const char *const names[], int n, const char *word, size_t len)
{
	char low[WORD_MAX];

	if (len < 3 || len >= sizeof low)
		return 0;
	for (size_t i = 0; i < len; i++)
		low[i] = (char)(word[i] | 0x20);
	for (int i = 0; i < n; i++)
		if (!strncmp(names[i], low, len))
			return i + 1;
	return 0;
}

/* A number of at most 8 digits; returns what follows it. */
static const char *take_number(struct parts *p, const char *s)
{
	int n = 0, digits = 0;

	for (; is_digit(*s); s++)
		if (digits++ < 8)
			n = n * 10 + (*s - '0');
	p->digits[p->count] = digits;
	p->n[p->count++] = n;
	return s;
}

/* A month, a weekday, the end of "5th"; NULL: another word. */
static const char *take_word(struct parts *p, const char *s)
{
	const char *from = s;
	size_t len;
	int month;

	while (is_letter(*s))
		s++;
	len = (size_t)(s - from);
	month = word_index(months, 12, from, len);
	if (month && !p->month) {
		p->month = month;
		p->month_at = p->count;
		return s;
	}
	if (word_index(weekdays, 7, from, len))
		return s;
	if (len == 2 && p->count && is_digit(from[-1]) &&
	    (!strncmp(from, "st", 2) || !strncmp(from, "nd", 2) || !strncmp(from, "rd", 2) ||
	     !strncmp(from, "th", 2)))
		return s;
	return NULL;
}

/* Are the numbers of the date complete? */
static bool is_whole(const struct parts *p)
{
	return p->count == (p->month ? 2 : 3) || (p->count == 1 && p->digits[0] == 8);
}

static int take_apart(struct parts *p, const char *s)
{
	*p = (struct parts){ 0 };
	while (*s && !is_whole(p)) {
		if (is_digit(*s)) {
			s = take_number(p, s);
			if (p->count == 1)
				p->separator = *s;
		} else if (is_letter(*s)) {
			s = take_word(p, s);
			if (!s)
				return -1;
		} else if (strchr(" ,-/.", *s)) {
			s++;
		} else {
			return -1;
		}
	}
	if (is_digit(*s))
		return -1;
	p->rest = s;
	/* "5 2026 Nov": the month may still come */
	return is_whole(p) ? 0 : -1;
}

/* --- the time behind it --- */

struct clock {
	int hour, minute, second;
};

static const char *skip_blank(const char *s)
{
	while (*s == ' ' || *s == ',')
		s++;
	return s;
}

static int two_digits(const char **s)
{
	int n = 0, digits = 0;

	for (; is_digit(**s) && digits < 2; ++*s, digits++)
		n = n * 10 + (**s - '0');
	return digits ? n : -1;
}

static int take_clock(struct clock *c, const char **s)
{
	c->hour = two_digits(s);
	if (c->hour < 0 || **s != ':')
		return -1;
	++*s;
	c->minute = two_digits(s);
	if (**s == ':') {
		++*s;
		c->second = two_digits(s);
		if (**s == '.')
			while (is_digit(*++*s))
				;
	}
	return c->minute < 0 || c->minute > 59 || c->second < 0 || c->second > 60 ? -1 : 0;
}

static int take_half(struct clock *c, const char **s)
{
	const char *p = skip_blank(*s);
	char half = (char)(*p | 0x20);

	if ((half == 'a' || half == 'p') && (p[1] | 0x20) == 'm' && !is_letter(p[2])) {
		if (c->hour < 1 || c->hour > 12)
			return -1;
		c->hour = c->hour % 12 + (half == 'p' ? 12 : 0);
		*s = p + 2;
	}
	return c->hour > 23 ? -1 : 0;
}

/* "+05:00", "-0500", "-05" */
static int take_offset(struct date_reading *d, const char **s)
{
	int sign = **s == '-' ? -1 : 1, hours, minutes = 0;

	++*s;
	hours = two_digits(s);
	if (**s == ':')
		++*s;
	if (is_digit(**s))
		minutes = two_digits(s);
	if (hours < 0 || hours > 15 || minutes < 0 || minutes > 59)
		return -1;
	d->has_zone = true;
	d->offset_s = sign * (hours * 3600 + minutes * 60);
	return 0;
}

static int take_zone(struct date_reading *d, const char **s)
{
	const char *p = skip_blank(*s), *from = p;

	if (*p == '+' || (*p == '-' && is_digit(p[1]))) {
		*s = p;
		return take_offset(d, s);
	}
	if (*p == '(')
		from = ++p;
	while (is_letter(*p))
		p++;
	d->has_zone = (p - from == 1 && (*from | 0x20) == 'z') ||
		      (p - from == 3 && (!strncmp(from, "UTC", 3) || !strncmp(from, "GMT", 3)));
	*s = p + (*p == ')');
	return p - from > 5 ? -1 : 0;
}

/* Behind the date: nothing, or a time with its zone. */
static int take_time(struct date_reading *d, const char *s)
{
	struct clock c = { 0 };

	s = skip_blank(s);
	if (!*s)
		return 0;
	if (*s == 'T' || *s == 't')
		s++;
	else if (!strncmp(s, "at ", 3) || !strncmp(s, "- ", 2))
		s += strcspn(s, " ") + 1;
	if (take_clock(&c, &s) < 0 || take_half(&c, &s) < 0)
		return -1;
	d->has_time = true;
	d->second = (c.hour * 60 + c.minute) * 60 + (c.second < 60 ? c.second : 59);
	if (take_zone(d, &s) < 0)
		return -1;
	return *skip_blank(s) ? -1 : 0;
}

/* --- which number is what --- */

static int full_year(int n, int digits)
{
	if (digits == 4)
		return n;
	return digits == 2 ? n + (n < 70 ? 2000 : 1900) : -1;
}

/* Year first, or a month in words: nothing is left to be guessed. */
static bool is_clear(const struct parts *p)
{
	return p->month || p->count == 1 || p->digits[0] == 4;
}

enum date_hint date_hint(const char *text)
{
	struct parts p;

	if (strnlen(text, TEXT_MAX) == TEXT_MAX || take_apart(&p, text) < 0 || is_clear(&p))
		return DATE_HINT_NOTHING;
	if (p.separator == '.')
		return DATE_HINT_DMY; /* only those who write it so use points */
	if (p.n[0] > 12 && p.n[0] <= 31 && p.n[1] >= 1 && p.n[1] <= 12)
		return DATE_HINT_DMY;
	if (p.n[1] > 12 && p.n[1] <= 31 && p.n[0] >= 1 && p.n[0] <= 12)
		return DATE_HINT_MDY;
	if (p.n[0] == p.n[1] || p.n[0] > 31 || p.n[1] > 31)
		return DATE_HINT_NOTHING;
	return DATE_HINT_EITHER;
}

static struct civil from_word(const struct parts *p)
{
	bool year_first = p->digits[0] == 4;

	return (struct civil){
		.year = full_year(p->n[!year_first], p->digits[!year_first]),
		.month = p->month,
		.day = p->n[year_first],
	};
}

/* The day; 1 when it depends on an order that is not known. */
static int put_together(struct civil *c, const struct parts *p, enum date_order order)
{
	if (p->month) {
		*c = from_word(p);
		return 0;
	}
	if (p->count == 1) {
		*c = (struct civil){ p->n[0] / 10000, p->n[0] / 100 % 100, p->n[0] % 100 };
		return 0;
	}
	if (p->digits[0] == 4) {
		*c = (struct civil){ p->n[0], p->n[1], p->n[2] };
		return 0;
	}
	if (p->separator == '.')
		order = DATE_DMY;
	else if (p->n[0] == p->n[1])
		order = DATE_MDY;
	if (order == DATE_ORDER_NONE)
		return 1;
	c->year = full_year(p->n[2], p->digits[2]);
	c->month = p->n[order == DATE_DMY];
	c->day = p->n[order == DATE_MDY];
	return 0;
}

static int refuse(const char *text, const char *what, struct err *err)
{
	size_t digits = strspn(text, "0123456789");

	if (digits >= 4 && digits <= 6 && (!text[digits] || text[digits] == '.'))
		return err_set(err, ERR_INPUT,
			       "%s: %.20s is a spreadsheet's own count of days: format the column "
			       "as a date, then save again",
			       what, text);
	return err_set(err, ERR_INPUT, "%s: '%.*s' is no date that we can read: write 2026-11-05",
		       what, (int)utf8_cut(text, 40), text);
}

int date_read(struct date_reading *out, const char *text, enum date_order order, const char *what,
	      struct err *err)
{
	struct civil c = { 0 };
	struct parts p;

	*out = (struct date_reading){ .day = DAY_NONE };
	if (strnlen(text, TEXT_MAX) == TEXT_MAX || take_apart(&p, text) < 0 ||
	    take_time(out, p.rest) < 0)
		return refuse(text, what, err);
	if (put_together(&c, &p, order))
		return err_set(err, ERR_INPUT,
			       "%s: '%.40s' may be month/day or day/month: say which with --dates "
			       "mdy or --dates dmy",
			       what, text);
	if (c.year < 0)
		return refuse(text, what, err);
	out->day = day_of(c.year, c.month, c.day);
	if (out->day != DAY_NONE)
		return 0;
	if (order != DATE_ORDER_NONE && !is_clear(&p) && p.separator != '.')
		return err_set(err, ERR_INPUT,
			       "%s: there is no day '%.40s', read as %s like the rest of the file",
			       what, text, order == DATE_MDY ? "month/day/year" : "day/month/year");
	return err_set(err, ERR_INPUT, "%s: there is no day '%.40s' in the calendar", what, text);
}

char *date_local_text(char out[DATE_LOCAL_TEXT], const struct date_reading *d)
{
	char *p;
	int s = d->second;

	assert(d->day != DAY_NONE);
	day_text(out, d->day);
	if (!d->has_time)
		return out;
	p = out + DAY_TEXT - 1;
	*p++ = 'T';
	for (int unit = 3600; unit; unit /= 60) {
		*p++ = (char)('0' + s / unit / 10);
		*p++ = (char)('0' + s / unit % 10);
		*p++ = unit > 1 ? ':' : '\0';
		s %= unit;
	}
	return out;
}

instant date_instant(const struct date_reading *d)
{
	if (!d->has_time || !d->has_zone || d->day == DAY_NONE)
		return INSTANT_NONE;
	return (instant)d->day * 86400 + d->second - d->offset_s;
}
