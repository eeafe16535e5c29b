#include "web/web_route.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"

const char *const permission_names[PERMISSION_NVALUES] = {
	[PERMISSION_UNDECLARED] = "undeclared",
	[PERMISSION_ANYBODY] = "anybody",
	[PERMISSION_READ] = "read",
	[PERMISSION_DESK] = "desk",
	[PERMISSION_MANAGER] = "manager",
	[PERMISSION_ADMIN] = "admin",
	[PERMISSION_LINK] = "link",
};

static const char digits[] = "0123456789", hex[] = "0123456789abcdef",
		  letters[] = "abcdefghijklmnopqrstuvwxyz0123456789-.";

enum { ID_DIGITS_MAX = 15, TOKEN_DIGITS = 64 };

/* The part of a path that a place takes, "n" bytes of it. */
static bool take_place(struct route_found *f, const char *place, const char *at, size_t n)
{
	if (strncmp(place, ":id", 3) == 0) {
		if (n == 0 || n > ID_DIGITS_MAX || strspn(at, digits) < n || *at == '0')
			return false;
		if (f->nids == 2)
			return false;
		f->id[f->nids++] = strtoll(at, NULL, 10);
		return true;
	}
	if (n == 0 || n >= ROUTE_WORD_MAX)
		return false;
	if (strncmp(place, ":token", 6) == 0 ? n != TOKEN_DIGITS || strspn(at, hex) < n
					     : strspn(at, letters) < n)
		return false;
	memcpy(f->word, at, n);
	f->word[n] = '\0';
	return true;
}

static bool matches(struct route_found *f, const char *pattern, const char *path)
{
	f->nids = 0;
	f->word[0] = '\0';
	for (;;) {
		size_t np = strcspn(pattern, "/"), n = strcspn(path, "/");

		if (*pattern == ':' ? !take_place(f, pattern, path, n)
				    : np != n || memcmp(pattern, path, n) != 0)
			return false;
		pattern += np;
		path += n;
		if (!*pattern || !*path)
			return *pattern == *path;
		pattern++;
		path++;
	}
}

void web_route_find(struct route_found *out, const struct web_route table[], enum method method,
		    const char *path)
{
	static const char *const allowed[] = { "GET, HEAD", "POST", "GET, HEAD, POST" };
	bool get = false, post = false;

	*out = (struct route_found){ .route = NULL };
	if (strcmp(path, "/api") == 0)
		path = "/api/";
	if (strncmp(path, "/api/", 5) == 0) {
		out->api = true;
		path += 4;
	}
	for (const struct web_route *r = table; r->path; r++) {
		if ((out->api && !r->api) || !matches(out, r->path, path))
			continue;
		out->path_known = true;
		if (r->method == method) {
			out->route = r;
			return;
		}
		get |= r->method == METHOD_GET;
		post |= r->method == METHOD_POST;
	}
	if (get || post)
		out->allow = allowed[get && post ? 2 : post];
}

int web_routes_check(const struct web_route table[], struct err *err)
{
	for (const struct web_route *r = table; r->path; r++) {
		const char *fault = NULL;
		bool open = r->permission == PERMISSION_ANYBODY || r->permission == PERMISSION_LINK;

		if (r->permission <= PERMISSION_UNDECLARED || r->permission >= PERMISSION_NVALUES)
			fault = "has no declared permission";
		else if (r->method == METHOD_POST && r->guard == GUARD_NONE)
			fault = "changes something without a guard";
		else if (r->method == METHOD_POST && r->guard == GUARD_ORIGIN && !open)
			fault = "is for who is signed in and wants no token";
		else if (r->method == METHOD_GET && (r->guard != GUARD_NONE || r->body_max))
			fault = "takes a body though it only shows something";
		else if (r->permission == PERMISSION_LINK &&
			 (!r->secret || !strstr(r->path, "/:token")))
			fault = "is for who has a link, and its path has none or is no secret";
		else if (r->kept && (r->method != METHOD_GET || open || r->secret))
			fault = "keeps what it answered, and is not a page for who is signed in";
		else if (r->method == METHOD_OTHER || !r->handler || *r->path != '/')
			fault = "is not complete";
		else if (r->body_max > (r->upload ? HTTP_UPLOAD_MAX : HTTP_FORM_MAX))
			fault = "takes more than the server allows";
		if (fault)
			return err_set(err, ERR_FAILED,
				       "the route %s %s: the server does not start", r->path,
				       fault);
	}
	return 0;
}
