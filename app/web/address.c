#include "web/address.h"

#include <string.h>

const char *url_escaped(struct arena *a, const char *text)
{
	static const char hex[] = "0123456789ABCDEF";
	char *out = arena_alloc(a, strlen(text) * 3 + 1), *to = out;

	for (const char *p = text; *p; p++) {
		unsigned char b = (unsigned char)*p;

		if ((b >= '0' && b <= '9') || ((b | 0x20) >= 'a' && (b | 0x20) <= 'z')) {
			*to++ = (char)b;
			continue;
		}
		*to++ = '%';
		*to++ = hex[b >> 4];
		*to++ = hex[b & 15];
	}
	*to = '\0';
	return out;
}

/* What is said once about what was done, and the page, are not part of a list. */
static bool passes(const char *part, size_t n, const char *name)
{
	static const char *const left_out[] = { "page", "undo", "undone", "saved" };
	size_t key = strcspn(part, "=&");

	for (size_t i = 0; i < sizeof left_out / sizeof *left_out; i++)
		if (strlen(left_out[i]) == key && !memcmp(part, left_out[i], key))
			return false;
	/* "name=": an empty field of a form */
	return key + 1 < n && !(name && strlen(name) == key && !memcmp(part, name, key));
}

const char *address_with(struct web_call *c, const char *path, const char *name, const char *value)
{
	const char *at = c->head.query, *out;
	char sign = '?';
	struct buf b;

	buf_init(&b, HTTP_URI_MAX * 2);
	buf_puts(&b, path);
	while (at && *at) {
		size_t n = strcspn(at, "&");

		if (passes(at, n, name)) {
			buf_putc(&b, sign);
			buf_put(&b, at, n);
			sign = '&';
		}
		at += n + (at[n] == '&');
	}
	if (value)
		buf_printf(&b, "%c%s=%s", sign, name, url_escaped(&c->arena, value));
	out = arena_strdup(&c->arena, b.at);
	buf_release(&b);
	return out;
}

bool query_harmless(const char *query)
{
	static const char allowed[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
				      "0123456789%&=+._-~*!()";

	return strlen(query) < HTTP_URI_MAX / 2 && strspn(query, allowed) == strlen(query);
}
