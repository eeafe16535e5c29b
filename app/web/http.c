#include "web/http.h"

#include <assert.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "base/arena.h"

void reply_init(struct http_reply *r)
{
	*r = (struct http_reply){ .fd = -1 };
	buf_init(&r->body, HTTP_REPLY_MAX);
}

void reply_release(struct http_reply *r)
{
	buf_release(&r->body);
	if (r->fd >= 0)
		close(r->fd);
	r->fd = -1;
}

void reply_clear(struct http_reply *r)
{
	reply_release(r);
	reply_init(r);
}

void reply_header(struct http_reply *r, const char *name, const char *value)
{
	assert(r->nextra < HTTP_EXTRA_MAX && !strpbrk(value, "\r\n"));
	r->extra[r->nextra++] = (struct http_header){ name, value };
}

void reply_redirect(struct http_reply *r, const char *location)
{
	r->status = 303;
	reply_header(r, "Location", location);
}

/*
 * Scripts, styles and pictures come from the desk alone and none stands in a page; forms go to the
 * desk alone; nobody shows it in a frame. What others wrote is sandboxed besides.
 */
static const char policy[] = "default-src 'none'; script-src 'self'; style-src 'self'; "
			     "img-src 'self'; connect-src 'self'; form-action 'self'; "
			     "base-uri 'none'; frame-ancestors 'none'";
static const char sandbox_policy[] = "default-src 'none'; sandbox; frame-ancestors 'none'";

void reply_always(struct http_header out[HTTP_ALWAYS_MAX], const struct http_reply *r)
{
	const struct http_header all[] = {
		{ "Content-Security-Policy", r->sandboxed ? sandbox_policy : policy },
		{ "X-Content-Type-Options", "nosniff" },
		{ "X-Frame-Options", "DENY" },
		/* Not "no-referrer": with that browsers send no Origin with a form, either. */
		{ "Referrer-Policy", "same-origin" },
		{ "Cross-Origin-Opener-Policy", "same-origin" },
		{ "Cross-Origin-Resource-Policy", "same-origin" },
		{ "Permissions-Policy", "geolocation=(), microphone=(), payment=()" },
		{ "Content-Type", r->type ? r->type : "text/plain; charset=utf-8" },
		{ NULL, NULL },
	};

	static_assert(sizeof all / sizeof *all <= HTTP_ALWAYS_MAX, "room for every header");
	memcpy(out, all, sizeof all);
}

bool accepts_gzip(const char *accept_encoding)
{
	for (const char *at = accept_encoding; at && *at; at += *at == ',') {
		size_t n;

		at += strspn(at, " \t");
		n = strcspn(at, ",; \t");
		if (n == 4 && strncasecmp(at, "gzip", n) == 0) {
			at += n + strspn(at + n, "; \t");
			/* "q=0", and with as many noughts as one likes, is no. */
			return strncasecmp(at, "q=0", 3) != 0 ||
			       strspn(at + 3, ".0") < strcspn(at + 3, ", \t");
		}
		at += strcspn(at, ",");
	}
	return false;
}

char *log_words(struct arena *a, const char *text)
{
	char *copy = arena_strndup(a, text ? text : "-", 200);

	for (char *p = copy; *p; p++)
		if (*p <= ' ' || *p > '~')
			*p = '?';
	return copy;
}
