#include "lib/sandbox/text.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void *sandbox_alloc(void *old, size_t n)
{
	void *p = realloc(old, n ? n : 1);

	if (!p) {
		fputs("carrier-sandbox: out of memory\n", stderr);
		abort();
	}
	return p;
}

char *sandbox_strdup(const char *s)
{
	size_t n = strlen(s) + 1;

	return memcpy(sandbox_alloc(NULL, n), s, n);
}

static void make_room(struct text *t, size_t more)
{
	size_t need = t->len + more + 1;

	if (need <= t->room)
		return;
	t->room = need * 2 < 256 ? 256 : need * 2;
	t->at = sandbox_alloc(t->at, t->room);
}

void text_put(struct text *t, const void *bytes, size_t n)
{
	make_room(t, n);
	if (n)
		memcpy(t->at + t->len, bytes, n);
	t->len += n;
	t->at[t->len] = '\0';
}

void text_puts(struct text *t, const char *s)
{
	text_put(t, s, strlen(s));
}

void text_printf(struct text *t, const char *fmt, ...)
{
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	if (n < 0)
		abort();
	make_room(t, (size_t)n);
	va_start(ap, fmt);
	vsnprintf(t->at + t->len, (size_t)n + 1, fmt, ap);
	va_end(ap);
	t->len += (size_t)n;
}

void text_drop(struct text *t, size_t n)
{
	if (!n)
		return;
	memmove(t->at, t->at + n, t->len - n);
	t->len -= n;
	t->at[t->len] = '\0';
}

void text_release(struct text *t)
{
	free(t->at);
	*t = (struct text){ NULL, 0, 0 };
}

void text_json(struct text *t, const char *s)
{
	if (!s) {
		text_puts(t, "null");
		return;
	}
	text_put(t, "\"", 1);
	for (;;) {
		size_t plain = 0;

		while ((unsigned char)s[plain] >= 0x20 && s[plain] != '"' && s[plain] != '\\')
			plain++;
		text_put(t, s, plain);
		s += plain;
		if (!*s)
			break;
		if (*s == '"' || *s == '\\')
			text_printf(t, "\\%c", *s);
		else
			text_printf(t, "\\u%04x", (unsigned)*s);
		s++;
	}
	text_put(t, "\"", 1);
}

void text_member_raw(struct text *t, const char *name, const char *json)
{
	if (t->len && t->at[t->len - 1] != '{')
		text_puts(t, ",");
	text_json(t, name);
	text_puts(t, ":");
	text_puts(t, json);
}

void text_member(struct text *t, const char *name, const char *value)
{
	text_member_raw(t, name, "");
	text_json(t, value);
}
