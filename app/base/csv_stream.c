#include "base/csv_stream.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/err.h"

enum { READ_AT_ONCE = 256 * 1024 };

static const char separators[] = { ',', ';', '\t' };

void csv_stream_open(struct csv_stream *s, int fd, char separator)
{
	*s = (struct csv_stream){ .fd = fd, .separator = separator, .next_line = 1 };
}

void csv_stream_close(struct csv_stream *s)
{
	free(s->buf);
	s->buf = NULL;
}

/* More bytes behind those that are there; what was taken before "at" makes room. */
static int fill(struct csv_stream *s, struct err *err)
{
	ssize_t n;

	if (s->at) {
		memmove(s->buf, s->buf + s->at, s->len - s->at);
		s->len -= s->at;
		s->at = 0;
	}
	if (s->room - s->len < READ_AT_ONCE) {
		size_t room = s->room ? s->room * 2 : 2 * READ_AT_ONCE;
		char *more = realloc(s->buf, room + 1); /* and the NUL of the last field */

		if (!more)
			out_of_memory();
		s->buf = more;
		s->room = room;
	}
	do
		n = read(s->fd, s->buf + s->len, s->room - s->len);
	while (n < 0 && errno == EINTR);
	if (n < 0)
		return err_set_errno(err, ERR_FAILED, "cannot read the file");
	s->len += (size_t)n;
	s->eof = n == 0;
	return 0;
}

/* The separator that stands most often in the first line, outside quotes. */
static char guess(const char *at, const char *end, char newline)
{
	int best = 0, seen[sizeof separators] = { 0 };
	bool quoted = false;

	for (; at < end && (quoted || *at != newline); at++) {
		quoted ^= *at == '"';
		for (size_t i = 0; !quoted && i < sizeof separators; i++)
			seen[i] += *at == separators[i];
	}
	for (int i = 1; i < (int)sizeof separators; i++)
		if (seen[i] > seen[best])
			best = i;
	return separators[best];
}

/* BOM, the kind of line ends, "sep=;", the separator. */
static int start(struct csv_stream *s, struct err *err)
{
	const char *p, *end;

	while (!s->eof && s->len < 4096)
		if (fill(s, err) < 0)
			return -1;
	p = s->buf;
	end = s->buf + s->len;
	if (s->len >= 2 && (!memcmp(p, "\xff\xfe", 2) || !memcmp(p, "\xfe\xff", 2)))
		return err_set(err, ERR_INPUT,
			       "this is UTF-16 text: save it as 'CSV UTF-8', then import that");
	if (s->len >= 3 && !memcmp(p, "\xef\xbb\xbf", 3))
		s->at = 3;
	s->newline = !memchr(p, '\n', s->len) && memchr(p, '\r', s->len) ? '\r' : '\n';
	p += s->at;
	if (end - p > 6 && !memcmp(p, "sep=", 4) && (p[5] == '\n' || p[5] == '\r')) {
		s->separator = p[4];
		s->at += p[5] == '\r' && p[6] == '\n' ? 7 : 6;
		s->next_line++;
	} else if (!s->separator) {
		s->separator = guess(p, end, s->newline);
	}
	s->started = true;
	return 0;
}

/* The closing quote of a field whose content begins at p, or NULL. */
static char *closing_quote(char *p, const char *end)
{
	while (p < end && (p = memchr(p, '"', (size_t)(end - p)))) {
		if (p + 1 == end || p[1] != '"')
			return p;
		p += 2;
	}
	return NULL;
}

/* The newline that ends the row at p, or NULL when it is not there yet. */
static char *row_end(const struct csv_stream *s, char *p, char *end)
{
	char *newline = memchr(p, s->newline, (size_t)(end - p));

	if (!newline || !memchr(p, '"', (size_t)(newline - p)))
		return newline;
	while (p < end) {
		if (*p == '"') {
			p = closing_quote(p + 1, end);
			/* at the very end one cannot know whether it is one of two */
			if (!p || (p + 1 == end && !s->eof))
				return NULL;
			p++;
		}
		while (p < end && *p != s->separator && *p != s->newline)
			p++;
		if (p < end && *p == s->newline)
			return p;
		p++;
	}
	return NULL;
}

/* The field at *at without its quotes; *at goes to its separator or to the end. */
static char *take(char **at, char *end, char separator)
{
	char *from = *at, *rest, *to, *w;

	if (from == end || *from != '"') {
		rest = memchr(from, separator, (size_t)(end - from));
		*at = rest ? rest : end;
		return from;
	}
	rest = closing_quote(from + 1, end);
	if (!rest) /* only where the file ends inside it: the caller said so already */
		rest = end - 1;
	to = memchr(rest, separator, (size_t)(end - rest));
	*at = to ? to : end;
	w = from;
	for (char *p = from + 1; p < rest; p++) {
		*w++ = *p;
		p += *p == '"';
	}
	for (char *p = rest + 1; p < *at; p++)
		*w++ = *p;
	*w = '\0';
	return from;
}

static void split(struct csv_stream *s, char *at, char *end)
{
	s->n = 0;
	s->fault = NULL;
	if (memchr(at, '\0', (size_t)(end - at))) {
		s->fault = "a NUL byte: save the file as 'CSV UTF-8'";
		return;
	}
	for (;;) {
		char *from = at;

		if (s->n == CSV_COLUMNS_MAX) {
			s->fault = "more than 400 columns";
			return;
		}
		s->field[s->n++] = take(&at, end, s->separator);
		if (at - from > CSV_CELL_MAX)
			s->fault = "a cell larger than 64 KiB";
		if (at == end)
			break;
		*at++ = '\0';
	}
	*end = '\0';
}

static long long count(const char *p, const char *end, char c)
{
	long long n = 0;

	while (p < end && (p = memchr(p, c, (size_t)(end - p)))) {
		n++;
		p++;
	}
	return n;
}

static bool is_open_quote(const struct csv_stream *s, char *p, char *end)
{
	while (p < end) {
		if (*p == '"') {
			p = closing_quote(p + 1, end);
			if (!p)
				return true;
			p++;
		}
		while (p < end && *p != s->separator)
			p++;
		p++;
	}
	return false;
}

/* The whole row from "at" on into memory; *end behind its last byte. 0 at the end of the file. */
static int find_row(char **end, struct csv_stream *s, struct err *err)
{
	for (;;) {
		char *at = s->buf + s->at, *last = s->buf + s->len;

		*end = s->at < s->len ? row_end(s, at, last) : NULL;
		if (*end ? *end - at > CSV_ROW_MAX : last - at > CSV_ROW_MAX)
			return err_set(err, ERR_INPUT,
				       "line %lld: this row is longer than 1 MiB: a quote may be "
				       "opened there and never closed",
				       s->next_line);
		if (*end)
			return 1;
		if (s->eof) {
			*end = last;
			if (is_open_quote(s, at, last))
				return err_set(err, ERR_INPUT,
					       "line %lld: a quote is opened and never closed",
					       s->next_line);
			return s->at < s->len;
		}
		if (fill(s, err) < 0)
			return -1;
	}
}

int csv_stream_next(struct csv_stream *s, struct err *err)
{
	char *at, *end;
	int rc;

	if (!s->started && start(s, err) < 0)
		return -1;
	while ((rc = find_row(&end, s, err)) > 0) {
		at = s->buf + s->at;
		s->line = s->next_line;
		s->next_line += count(at, end, s->newline) + 1;
		s->at = (size_t)(end - s->buf) + (end < s->buf + s->len);
		if (s->newline == '\n' && end > at && end[-1] == '\r')
			end--;
		if (end == at)
			continue;
		split(s, at, end);
		return 1;
	}
	return rc;
}
