#include "base/err.h"

#include <assert.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* One row per code. The terminal, JSON and the web all answer from here, so they agree. */
/* clang-format off */
static const struct {
	const char *name;
	int exit_status;
	int http_status;
} outcome[] = {
	[ERR_NONE]		= { "none",		0, 200 },
	[ERR_FAILED]		= { "failed",		1, 500 },
	[ERR_BUSY]		= { "busy",		1, 503 },
	[ERR_REFUSED]		= { "refused",		1, 422 },
	[ERR_INPUT]		= { "input",		2, 400 },
	[ERR_AMBIGUOUS]		= { "ambiguous",	2, 400 },
	[ERR_NOT_FOUND]		= { "not_found",	3, 404 },
	[ERR_STATE]		= { "state",		4, 409 },
	[ERR_CONFLICT]		= { "conflict",		4, 409 },
	[ERR_REMOTE]		= { "remote",		5, 502 },
	[ERR_DAMAGED]		= { "damaged",		6, 500 },
	[ERR_TOO_NEW]		= { "too_new",		6, 500 },
	[ERR_NOT_PERMITTED]	= { "not_permitted",	7, 403 },
};
/* clang-format on */
static_assert(sizeof outcome / sizeof *outcome == ERR_NCODES, "the newest err_code has no outcome");

/* The length without a character whose last bytes were cut off. */
static size_t whole_characters(const char *s, size_t n)
{
	size_t lead = n;
	size_t need;

	while (lead > 0 && n - lead < 3 && ((unsigned char)s[lead - 1] & 0xc0) == 0x80)
		lead--;
	if (lead == 0)
		return n;
	lead--;
	if ((unsigned char)s[lead] >= 0xf0)
		need = 4;
	else if ((unsigned char)s[lead] >= 0xe0)
		need = 3;
	else if ((unsigned char)s[lead] >= 0xc0)
		need = 2;
	else
		return n;
	return n - lead < need ? lead : n;
}

/* What is quoted in an error may hold line breaks: a heading of a table, a file's name. */
static void make_one_line(char *text)
{
	for (; *text; text++)
		if (*text == '\n' || *text == '\r')
			*text = ' ';
}

/* One line in out; text that does not fit is cut between characters. Returns its length. */
__attribute__((format(printf, 3, 0))) static size_t format(char *out, size_t room, const char *fmt,
							   va_list ap)
{
	int n = vsnprintf(out, room, fmt, ap);
	size_t len;

	if (n < 0) {
		out[0] = '\0';
		return 0;
	}
	make_one_line(out);
	if ((size_t)n < room)
		return (size_t)n;
	len = whole_characters(out, room - 1);
	out[len] = '\0';
	return len;
}

/* Takes the mark out of the text of n bytes and tells where it stood; 0: there was none. */
static size_t take_mark(char *text, size_t n)
{
	char *mark = strstr(text, ERR_TYPED);

	if (!mark)
		return 0;
	memmove(mark, mark + 1, n - (size_t)(mark - text));
	return (size_t)(mark - text);
}

/*
 * Puts first, then ": ", then second into the error. Of "first" as much is kept as leaves room for
 * "second_keep" bytes of "second". Both may point into *err.
 */
static void join(struct err *err, const char *first, const char *second, size_t second_keep)
{
	char text[ERR_TEXT_MAX];
	size_t room = sizeof text - 1 - strlen(": ") - second_keep;
	size_t len = strlen(first);
	size_t more = strlen(second);

	if (len > room)
		len = whole_characters(first, room);
	memcpy(text, first, len);
	memcpy(text + len, ": ", 2);
	len += 2;
	if (more > sizeof text - 1 - len)
		more = whole_characters(second, sizeof text - 1 - len);
	memcpy(text + len, second, more);
	text[len + more] = '\0';
	memcpy(err->text, text, len + more + 1);
	if (err->typed_at)
		err->typed_at = err->typed_at + len < len + more ? err->typed_at + len : len + more;
}

int err_set(struct err *err, enum err_code code, const char *fmt, ...)
{
	char text[ERR_TEXT_MAX]; /* the arguments may point into *err */
	size_t n;
	va_list ap;

	assert(err && code > ERR_NONE && code < ERR_NCODES);
	va_start(ap, fmt);
	n = format(text, sizeof text, fmt, ap);
	va_end(ap);
	err->code = code;
	err->typed_at = take_mark(text, n);
	memcpy(err->text, text, n + 1);
	return -1;
}

int err_set_errno(struct err *err, enum err_code code, const char *fmt, ...)
{
	int saved = errno;
	char text[ERR_TEXT_MAX];
	char room[128];
	const char *reason;
	va_list ap;

	assert(err && code > ERR_NONE && code < ERR_NCODES);
	reason = strerror_r(saved, room, sizeof room);
	va_start(ap, fmt);
	format(text, sizeof text, fmt, ap);
	va_end(ap);
	err->code = code;
	err->typed_at = 0;
	join(err, text, reason, strnlen(reason, sizeof room));
	errno = saved;
	return -1;
}

int err_wrap(struct err *err, const char *fmt, ...)
{
	char prefix[ERR_TEXT_MAX / 2]; /* half, so that the fault itself is still told */
	va_list ap;

	assert(err && err->code > ERR_NONE && err->code < ERR_NCODES);
	va_start(ap, fmt);
	format(prefix, sizeof prefix, fmt, ap);
	va_end(ap);
	join(err, prefix, err->text, 0);
	return -1;
}

const char *err_name(enum err_code code)
{
	assert(code >= ERR_NONE && code < ERR_NCODES);
	return outcome[code].name;
}

int err_exit_status(enum err_code code)
{
	assert(code >= ERR_NONE && code < ERR_NCODES);
	return outcome[code].exit_status;
}

int err_http_status(enum err_code code)
{
	assert(code >= ERR_NONE && code < ERR_NCODES);
	return outcome[code].http_status;
}
