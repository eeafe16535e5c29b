/*
 * web_route.h - every path the desk answers, as a table
 *
 * One row a route: method, path, who may use it, what guards it against other pages, how much it
 * takes and who answers. "/cases/:id" has a number in the place of ":id", "/in/:token" 64
 * hexadecimal digits, ":name" letters, digits, '-' and '.'. Rows with "api" are served below /api,
 * too, as JSON.
 */
#ifndef APP_WEB_WEB_ROUTE_H
#define APP_WEB_WEB_ROUTE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "web/http.h"

struct err;
struct web_call;

enum permission {
	PERMISSION_UNDECLARED, /* what a row has that forgot it: the server does not start */
	PERMISSION_ANYBODY,
	PERMISSION_READ, /* whoever is signed in */
	PERMISSION_DESK,
	PERMISSION_MANAGER,
	PERMISSION_ADMIN,
	PERMISSION_LINK, /* a phone whose path has the token of a link: web/phone_link.h */
	PERMISSION_NVALUES
};
extern const char *const permission_names[PERMISSION_NVALUES];

enum guard {
	GUARD_NONE,   /* changes nothing */
	GUARD_ORIGIN, /* a form of ours, of somebody who is not signed in yet */
	GUARD_TOKEN   /* that, and the token of his session */
};

typedef int route_handler(struct web_call *call, struct err *err);

struct web_route {
	enum method method;
	const char *path;
	enum permission permission;
	enum guard guard;
	size_t body_max; /* bytes */
	route_handler *handler;
	bool api;
	bool upload; /* the body is a form with a file */
	bool secret; /* the path must not stand in a log */
	const char *summary;
	bool kept; /* what it answered serves again, until something has changed: web/shelf.h */
};

extern const struct web_route web_routes[]; /* ends with a NULL path */

enum { ROUTE_WORD_MAX = 80 };

/* What stood in the places of a path. */
struct route_found {
	const struct web_route *route; /* NULL: there is none */
	bool api;
	bool path_known;   /* by another method */
	const char *allow; /* then: "GET, POST" */
	int64_t id[2];
	int nids;
	char word[ROUTE_WORD_MAX]; /* of :token or :name; "" */
};

void web_route_find(struct route_found *out, const struct web_route table[], enum method method,
		    const char *path);

/* ERR_FAILED names the first row that would be unsafe: no permission, a POST without a guard. */
int web_routes_check(const struct web_route table[], struct err *err);

#endif
