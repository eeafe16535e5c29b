#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/text.h"
#include "web/form.h"

enum { PART_HEADERS_MAX = 4096, PARTS_MAX = 100 };

/*
 * The stream is preamble, then parts: "--boundary CRLF headers CRLF CRLF body CRLF". A window holds
 * what may still be the beginning of a boundary; everything before it belongs to the part.
 */
enum state { IN_PREAMBLE, BEHIND_BOUNDARY, IN_HEADERS, IN_BODY, AT_END };

struct multipart {
	struct arena *a;
	struct multipart_to to;
	char mark[FORM_BOUNDARY_MAX + 5]; /* CR LF "--" boundary */
	size_t mark_len;
	enum state state;
	char window[PART_HEADERS_MAX + 256];
	size_t len;
	const char *name; /* of the part */
	bool is_file, had_file;
	struct buf value;
	int parts;
};

/* ";boundary=x" or ";boundary="x"": the value of a parameter, NULL when it is not there. */
static char *parameter(struct arena *a, const char *header, const char *name)
{
	size_t n = strlen(name);

	for (const char *at = strchr(header, ';'); at; at = strchr(at, ';')) {
		const char *end;

		at += strspn(at, "; \t");
		if (strncasecmp(at, name, n) != 0 || at[n] != '=')
			continue;
		at += n + 1;
		if (*at != '"')
			return arena_strndup(a, at, strcspn(at, "; \t"));
		end = strchr(++at, '"');
		return end ? arena_strndup(a, at, (size_t)(end - at)) : NULL;
	}
	return NULL;
}

const char *multipart_boundary(struct arena *a, const char *content_type)
{
	static const char type[] = "multipart/form-data";
	char *boundary;

	if (!content_type || strncasecmp(content_type, type, sizeof type - 1) != 0)
		return NULL;
	boundary = parameter(a, content_type, "boundary");
	if (!boundary || !*boundary || strlen(boundary) > FORM_BOUNDARY_MAX)
		return NULL;
	for (const char *p = boundary; *p; p++)
		if (*p < ' ' || *p > '~')
			return NULL;
	return boundary;
}

char *file_name_harmless(struct arena *a, const char *name)
{
	const char *base = name;
	char *out, *to;
	size_t n;

	for (const char *p = name; *p; p++)
		if (*p == '/' || *p == '\\')
			base = p + 1;
	out = utf8_repair(a, base, strlen(base));
	out[utf8_cut(out, FORM_FILE_NAME_MAX)] = '\0';
	for (to = out; *to; to++)
		if ((unsigned char)*to < ' ' || *to == 0x7f)
			*to = '_';
	n = strlen(out);
	while (n > 0 && (out[n - 1] == '.' || out[n - 1] == ' '))
		out[--n] = '\0';
	while (*out == '.' || *out == ' ')
		out++;
	return *out ? out : arena_strdup(a, "file");
}

struct multipart *multipart_open(struct arena *a, const char *boundary,
				 const struct multipart_to *to)
{
	struct multipart *m = arena_alloc(a, sizeof *m);

	m->a = a;
	m->to = *to;
	m->mark_len = strlen(boundary) + 4;
	memcpy(m->mark, "\r\n--", 4);
	memcpy(m->mark + 4, boundary, m->mark_len - 4);
	/* The first boundary may stand at the very beginning, as if a line had ended before it. */
	memcpy(m->window, "\r\n", 2);
	m->len = 2;
	return m;
}

static int bad(struct err *err)
{
	return err_set(err, ERR_INPUT, "the form cannot be read: send it again from its page");
}

static void drop(struct multipart *m, size_t n)
{
	memmove(m->window, m->window + n, m->len - n);
	m->len -= n;
}

/* What stands before a boundary. */
static int give(struct multipart *m, const char *bytes, size_t n, struct err *err)
{
	if (m->state == IN_PREAMBLE || n == 0)
		return 0;
	if (m->is_file)
		return m->to.file(m->to.payload, m->name, bytes, n, err);
	buf_put(&m->value, bytes, n);
	return buf_check(&m->value, "a field of the form", err);
}

static int end_part(struct multipart *m, struct err *err)
{
	char *value;
	int rc;

	if (m->state == IN_PREAMBLE || m->is_file)
		return 0;
	if (memchr(m->value.at, '\0', m->value.len) || !utf8_valid(m->value.at, m->value.len))
		rc = bad(err);
	else
		rc = 0;
	value = arena_strndup(m->a, m->value.at, m->value.len);
	buf_release(&m->value);
	return rc < 0 ? -1 : form_add(m->to.form, m->a, m->name, value, err);
}

static int begin_part(struct multipart *m, const char *headers, struct err *err)
{
	static const char wanted[] = "content-disposition:";
	const char *line = headers;
	char *copy, *file;

	while (line && strncasecmp(line, wanted, sizeof wanted - 1) != 0) {
		line = strstr(line, "\r\n");
		line = line ? line + 2 : NULL;
	}
	if (!line || m->parts++ == PARTS_MAX)
		return bad(err);
	copy = arena_strndup(m->a, line, strcspn(line, "\r"));
	m->name = parameter(m->a, copy, "name");
	file = parameter(m->a, copy, "filename");
	if (!m->name || !*m->name || !utf8_valid(m->name, strlen(m->name)))
		return bad(err);
	m->is_file = file && *file;
	if (!m->is_file) {
		buf_init(&m->value, FORM_VALUE_MAX);
		return 0;
	}
	if (m->had_file)
		return err_set(err, ERR_INPUT, "send one file at a time");
	m->had_file = true;
	m->name = file_name_harmless(m->a, file);
	return m->to.file(m->to.payload, m->name, "", 0, err);
}

/* One step forward in the window: 1 done something, 0 needs more, -1 bad. */
static int step(struct multipart *m, struct err *err)
{
	char *at;
	size_t keep;

	switch (m->state) {
	case IN_PREAMBLE:
	case IN_BODY:
		at = memmem(m->window, m->len, m->mark, m->mark_len);
		keep = at ? (size_t)(at - m->window)
			  : (m->len >= m->mark_len ? m->len - m->mark_len + 1 : 0);
		if (give(m, m->window, keep, err) < 0 || (at && end_part(m, err) < 0))
			return -1;
		drop(m, at ? keep + m->mark_len : keep);
		if (at)
			m->state = BEHIND_BOUNDARY;
		return at != NULL;
	case BEHIND_BOUNDARY:
		if (m->len < 2)
			return 0;
		if (memcmp(m->window, "--", 2) == 0)
			m->state = AT_END;
		else if (memcmp(m->window, "\r\n", 2) == 0)
			m->state = IN_HEADERS;
		else
			return bad(err);
		drop(m, 2);
		return 1;
	case IN_HEADERS:
		at = memmem(m->window, m->len, "\r\n\r\n", 4);
		if (!at)
			return m->len > PART_HEADERS_MAX ? bad(err) : 0;
		if (memchr(m->window, '\0', (size_t)(at - m->window)))
			return bad(err);
		*at = '\0';
		if (begin_part(m, m->window, err) < 0)
			return -1;
		drop(m, (size_t)(at - m->window) + 4);
		m->state = IN_BODY;
		return 1;
	case AT_END:
		m->len = 0;
		break;
	}
	return 0;
}

int multipart_add(struct multipart *m, const void *bytes, size_t len, struct err *err)
{
	const char *from = bytes;

	while (len > 0) {
		size_t room = sizeof m->window - m->len, n = len < room ? len : room;
		int moved;

		memcpy(m->window + m->len, from, n);
		m->len += n;
		from += n;
		len -= n;
		while ((moved = step(m, err)) > 0)
			;
		if (moved < 0) {
			buf_release(&m->value);
			return -1;
		}
	}
	return 0;
}

int multipart_end(struct multipart *m, struct err *err)
{
	bool whole = m->state == AT_END;

	buf_release(&m->value);
	return whole ? 0 : err_set(err, ERR_INPUT, "only a part of the form came: send it again");
}
