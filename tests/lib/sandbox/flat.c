#include "lib/sandbox/flat.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

struct cursor {
	const char *at, *end;
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

static int read_text(char *out, size_t size, struct cursor *c)
{
	size_t n = 0;

	if (!eat(c, '"'))
		return -1;
	while (c->at < c->end && *c->at != '"') {
		int ch = (unsigned char)*c->at++;

		if (ch < 0x20)
			return -1;
		if (ch == '\\')
			ch = unescape(c);
		if (ch <= 0 || n + 1 >= size)
			return -1;
		out[n++] = (char)ch;
	}
	out[n] = '\0';
	if (c->at == c->end)
		return -1;
	c->at++;
	return 0;
}

static int read_word(char *out, size_t size, struct cursor *c)
{
	size_t n = 0;

	while (c->at < c->end && (isalnum((unsigned char)*c->at) || strchr("+-.", *c->at))) {
		if (!*c->at || n + 1 >= size)
			return -1;
		out[n++] = *c->at++;
	}
	out[n] = '\0';
	if (!strcmp(out, "null"))
		out[0] = '\0';
	return n ? 0 : -1;
}

static int read_object(struct flat *out, struct cursor *c)
{
	out->count = 0;
	if (!eat(c, '{'))
		return -1;
	if (eat(c, '}'))
		return 0;
	do {
		struct flat_member *m = &out->member[out->count];

		if (out->count == FLAT_MEMBERS_MAX || look(c) != '"' ||
		    read_text(m->name, sizeof(m->name), c) < 0 || !eat(c, ':'))
			return -1;
		if ((look(c) == '"' ? read_text(m->value, sizeof(m->value), c)
				    : read_word(m->value, sizeof(m->value), c)) < 0)
			return -1;
		out->count++;
	} while (eat(c, ','));
	return eat(c, '}') ? 0 : -1;
}

int flat_parse(struct flat *out, int max, bool *array, const char *bytes, size_t len)
{
	struct cursor c = { bytes, bytes + len };
	int n = 0;

	*array = eat(&c, '[');
	if (!*array)
		return read_object(out, &c) == 0 && look(&c) < 0 ? 1 : -1;
	if (!eat(&c, ']')) {
		do {
			if (n == max || read_object(&out[n], &c) < 0)
				return -1;
			n++;
		} while (eat(&c, ','));
		if (!eat(&c, ']'))
			return -1;
	}
	return look(&c) < 0 ? n : -1;
}

static int read_form_part(char *out, size_t size, struct cursor *c, const char *stops)
{
	size_t n = 0;

	while (c->at < c->end && *c->at && !strchr(stops, *c->at)) {
		char ch = *c->at++;
		char hex[3] = "";

		if (ch == '+') {
			ch = ' ';
		} else if (ch == '%') {
			if (c->end - c->at < 2)
				return -1;
			memcpy(hex, c->at, 2);
			c->at += 2;
			ch = (char)strtol(hex, NULL, 16);
		}
		if (n + 1 >= size)
			return -1;
		out[n++] = ch;
	}
	out[n] = '\0';
	return 0;
}

int flat_parse_form(struct flat *out, const char *bytes, size_t len)
{
	struct cursor c = { bytes, bytes + len };

	out->count = 0;
	while (c.at < c.end) {
		struct flat_member *m = &out->member[out->count];

		if (out->count == FLAT_MEMBERS_MAX ||
		    read_form_part(m->name, sizeof(m->name), &c, "=&") < 0)
			return -1;
		m->value[0] = '\0';
		if (c.at < c.end && *c.at == '=') {
			c.at++;
			if (read_form_part(m->value, sizeof(m->value), &c, "&") < 0)
				return -1;
		}
		if (c.at < c.end && *c.at++ != '&')
			return -1;
		out->count++;
	}
	return 0;
}

const char *flat_get(const struct flat *f, const char *name)
{
	for (int i = 0; i < f->count; i++)
		if (!strcmp(f->member[i].name, name))
			return f->member[i].value;
	return "";
}
