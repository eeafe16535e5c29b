#include "view/audience.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"

/*
 * Only forms that nothing else has: +49 30 123456, (800) 275-8777, 800-275-8777, 1.800.275.8777.
 * References and tracking numbers, bare digits or groups of four, stay as they are.
 */
enum { PLUS_MIN = 8, PLUS_MAX = 15, TEXT_ROOM = 1024 * 1024 };

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* "+", then digits with at most two marks between: its length, or 0. */
static size_t with_plus(const char *s)
{
	size_t at = 1, end = 1;
	int digits = 0, marks = 0;

	if (*s != '+')
		return 0;
	for (; s[at] && digits <= PLUS_MAX; at++) {
		if (is_digit(s[at])) {
			digits++;
			marks = 0;
			end = at + 1;
		} else if (!strchr(" .-()/", s[at]) || ++marks > 2) {
			break;
		}
	}
	return digits >= PLUS_MIN && digits <= PLUS_MAX ? end : 0;
}

static bool group(const char **s, int n)
{
	for (int i = 0; i < n; i++)
		if (!is_digit((*s)[i]))
			return false;
	*s += n;
	return true;
}

static bool mark(const char **s)
{
	if (!**s || !strchr(" .-", **s))
		return false;
	++*s;
	return true;
}

/* "1-800-275-8777", "(800) 275-8777": its length, or 0. */
static size_t north_american(const char *s)
{
	const char *p = s;

	if (*p == '1') {
		p++;
		if (!mark(&p))
			return 0;
	}
	if (*p == '(') {
		p++;
		if (!group(&p, 3) || *p++ != ')')
			return 0;
		if (*p == ' ')
			p++;
	} else if (!group(&p, 3) || !mark(&p)) {
		return 0;
	}
	if (!group(&p, 3) || !mark(&p) || !group(&p, 4) || is_digit(*p))
		return 0;
	return (size_t)(p - s);
}

const char *phones_masked(struct arena *a, const char *text, int *n)
{
	const char *done = text;
	struct buf b;
	int found = 0;

	buf_init(&b, TEXT_ROOM);
	for (const char *p = text; *p;) {
		char before = p == text ? ' ' : p[-1];
		size_t len = 0;

		if (!is_digit(before) && !is_letter(before) && before != '-' && before != '.')
			len = *p == '+' ? with_plus(p) : north_american(p);
		if (!len) {
			p++;
			continue;
		}
		buf_put(&b, done, (size_t)(p - done));
		buf_puts(&b, "[number hidden]");
		p += len;
		done = p;
		found++;
	}
	if (found) {
		buf_puts(&b, done);
		text = arena_strdup(a, b.at);
		*n += found;
	}
	buf_release(&b);
	return text;
}
