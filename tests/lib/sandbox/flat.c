#include "lib/sandbox/flat.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/sandbox/text.h"

enum { DEPTH_MAX = 4 };

/* Values go to the heap, which is as long as the bytes: each is shorter than what stood for it. */
struct cursor {
	const char *at, *end;
	char *heap, *heap_end;
	struct flat_doc *doc;
};

static int look(struct cursor *c)
{
	while (c->at < c->end && strchr(" \t\r\n", *c->at) && *c->at)
		c->at++;
	return c->at < c->end ? (unsigned char)*c->at : -1;
}

static bool eat(struct cursor *c, char wanted)
{
	if (look(c) != wanted)
		return false;
	c->at++;
	return true;
}

static int keep(struct cursor *c, char ch)
{
	if (c->heap == c->heap_end)
		return -1;
	*c->heap++ = ch;
	return 0;
}

/* The character behind a backslash; past ASCII '?', which no field here may hold. */
static int unescape(struct cursor *c)
{
	static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
	const char *p;
	char hex[5] = "";

	if (c->at == c->end)
		return -1;
	if (*c->at != 'u') {
		p = *c->at ? strchr(from, *c->at++) : NULL;
		return p ? to[p - from] : -1;
	}
	if (c->end - c->at < 5)
		return -1;
	memcpy(hex, c->at + 1, 4);
	c->at += 5;
	if (strspn(hex, "0123456789abcdefABCDEF") != 4)
		return -1;
	return strtol(hex, NULL, 16) < 128 ? (int)strtol(hex, NULL, 16) : '?';
}

static const char *read_text(struct cursor *c)
{
	const char *out = c->heap;

	if (!eat(c, '"'))
		return NULL;
	while (c->at < c->end && *c->at != '"') {
		int ch = (unsigned char)*c->at++;

		if (ch < 0x20)
			return NULL;
		if (ch == '\\')
			ch = unescape(c);
		if (ch <= 0 || keep(c, (char)ch) < 0)
			return NULL;
	}
	if (c->at == c->end || keep(c, '\0') < 0)
		return NULL;
	c->at++;
	return out;
}

static const char *read_word(struct cursor *c)
{
	char *out = c->heap;

	while (c->at < c->end && (isalnum((unsigned char)*c->at) || strchr("+-.", *c->at)))
		if (!*c->at || keep(c, *c->at++) < 0)
			return NULL;
	if (c->heap == out || keep(c, '\0') < 0)
		return NULL;
	if (!strcmp(out, "null"))
		*out = '\0';
	return out;
}

static int read_object(struct flat *out, struct cursor *c, const char *above, int depth);

static int read_items(struct cursor *c, const char *name)
{
	struct flat_doc *d = c->doc;

	if (!eat(c, '[') || d->nitems || d->array)
		return -1;
	snprintf(d->list, sizeof(d->list), "%s", name);
	d->array = !*name;
	if (eat(c, ']'))
		return 0;
	do {
		if (d->nitems == FLAT_ITEMS_MAX || read_object(&d->item[d->nitems], c, "", 1) < 0)
			return -1;
		d->nitems++;
	} while (eat(c, ','));
	return eat(c, ']') ? 0 : -1;
}

/* The value of the member of that name. */
static int read_value(struct flat *out, struct cursor *c, const char *name, int depth)
{
	struct flat_member *m = &out->member[out->count];

	if (look(c) == '{')
		return depth < DEPTH_MAX ? read_object(out, c, name, depth + 1) : -1;
	if (look(c) == '[')
		return out == &c->doc->top ? read_items(c, name) : -1;
	if (out->count == FLAT_MEMBERS_MAX)
		return -1;
	snprintf(m->name, sizeof(m->name), "%s", name);
	m->value = look(c) == '"' ? read_text(c) : read_word(c);
	out->count++;
	return m->value ? 0 : -1;
}

/* Members come to what "out" holds already; "above": the name that led here, or "". */
static int read_object(struct flat *out, struct cursor *c, const char *above, int depth)
{
	char name[FLAT_NAME_SIZE];

	if (!*above)
		out->count = 0;
	if (!eat(c, '{'))
		return -1;
	if (eat(c, '}'))
		return 0;
	do {
		const char *own = look(c) == '"' ? read_text(c) : NULL;
		int n = snprintf(name, sizeof(name), "%s%s%s", above, *above ? "." : "",
				 own ? own : "");

		if (!own || !*own || n >= (int)sizeof(name) || !eat(c, ':') ||
		    read_value(out, c, name, depth) < 0)
			return -1;
	} while (eat(c, ','));
	return eat(c, '}') ? 0 : -1;
}

static struct flat_doc *doc_new(struct cursor *c, const char *bytes, size_t len)
{
	struct flat_doc *d = sandbox_alloc(NULL, sizeof(*d));

	d->top.count = d->nitems = 0;
	d->list[0] = '\0';
	d->array = false;
	d->heap = sandbox_alloc(NULL, len + 2);
	*c = (struct cursor){ bytes, bytes + len, d->heap, d->heap + len + 2, d };
	return d;
}

static struct flat_doc *done(struct flat_doc *d, int rc)
{
	if (rc == 0)
		return d;
	flat_release(d);
	return NULL;
}

struct flat_doc *flat_json(const char *bytes, size_t len)
{
	struct cursor c;
	struct flat_doc *d = doc_new(&c, bytes, len);
	int rc = look(&c) == '[' ? read_items(&c, "") : read_object(&d->top, &c, "", 0);

	return done(d, rc == 0 && look(&c) < 0 ? 0 : -1);
}

static const char *read_part(struct cursor *c, const char *stops)
{
	const char *out = c->heap;

	while (c->at < c->end && *c->at && !strchr(stops, *c->at)) {
		char ch = *c->at++;
		char hex[3] = "";

		if (ch == '+') {
			ch = ' ';
		} else if (ch == '%') {
			if (c->end - c->at < 2)
				return NULL;
			memcpy(hex, c->at, 2);
			c->at += 2;
			ch = (char)strtol(hex, NULL, 16);
		}
		if (keep(c, ch) < 0)
			return NULL;
	}
	return keep(c, '\0') == 0 ? out : NULL;
}

struct flat_doc *flat_form(const char *bytes, size_t len)
{
	struct cursor c;
	struct flat_doc *d = doc_new(&c, bytes, len);
	struct flat *f = &d->top;

	while (c.at < c.end) {
		struct flat_member *m = &f->member[f->count];
		const char *name = f->count < FLAT_MEMBERS_MAX ? read_part(&c, "=&") : NULL;

		if (!name || strlen(name) >= sizeof(m->name))
			return done(d, -1);
		memcpy(m->name, name, strlen(name) + 1);
		m->value = "";
		if (c.at < c.end && *c.at == '=') {
			c.at++;
			m->value = read_part(&c, "&");
		}
		if (!m->value || (c.at < c.end && *c.at++ != '&'))
			return done(d, -1);
		f->count++;
	}
	return d;
}

struct flat_doc *flat_query(const char *target)
{
	const char *query = target + strcspn(target, "?");

	query += *query == '?';
	return flat_form(query, strlen(query));
}

void flat_release(struct flat_doc *d)
{
	if (!d)
		return;
	free(d->heap);
	free(d);
}

const char *flat_get(const struct flat *f, const char *name)
{
	for (int i = 0; i < f->count; i++)
		if (!strcmp(f->member[i].name, name))
			return f->member[i].value;
	return "";
}
