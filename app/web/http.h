/*
 * http.h - one request as the server read it, and the reply to it
 *
 * Nothing here knows the library that speaks HTTP: server.c fills the one and sends the other, and
 * tests do both by hand.
 */
#ifndef APP_WEB_HTTP_H
#define APP_WEB_HTTP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

struct arena;
struct err;

enum method { METHOD_GET, METHOD_POST, METHOD_OTHER };

enum {
	HTTP_URI_MAX = 4096,            /* bytes of path and query */
	HTTP_HEADERS_MAX = 16 * 1024,   /* of all headers, with the first line */
	HTTP_FORM_MAX = 128 * 1024,     /* of a form or a JSON document */
	HTTP_UPLOAD_MAX = 64 * 1048576, /* of a form with a file */
	HTTP_REPLY_MAX = 16 * 1048576   /* of a page */
};

/* What a browser said, apart from the body. Texts live as long as the request; NULL: not sent. */
struct http_head {
	enum method method; /* HEAD counts as GET */
	const char *path;   /* as it came, without the query */
	const char *query;
	const char *host, *origin, *fetch_site, *cookie, *content_type, *csrf, *if_none_match;
	const char *authorization, *if_match;
	const char *accept, *accept_encoding;
	int64_t length;                   /* Content-Length; -1: none */
	int nhosts, nlengths;             /* how often it was sent */
	bool bad_length, chunked, folded; /* chunked: any Transfer-Encoding */
};

struct http_header {
	const char *name, *value;
};
enum { HTTP_EXTRA_MAX = 8 };

struct http_reply {
	unsigned status; /* 0: nobody has answered yet */
	const char *type;
	struct buf body;
	int fd; /* a file instead of the body, from its beginning; -1: none */
	int64_t size;
	struct http_header extra[HTTP_EXTRA_MAX];
	int nextra;
	bool live;      /* instead of a body: a stream (web/live.h) */
	bool passing;   /* shows what changes by itself: web/shelf.h does not keep it */
	bool sandboxed; /* what others wrote: never to be run or framed, whatever it is */
};

void reply_init(struct http_reply *r);
void reply_release(struct http_reply *r);
/* Forgets what was put in so far. */
void reply_clear(struct http_reply *r);
/* The value lives as long as the request. Line ends in it end the program: none may get here. */
void reply_header(struct http_reply *r, const char *name, const char *value);
void reply_redirect(struct http_reply *r, const char *location);

/* The headers that go with every reply, by name; ends with a NULL name. */
enum { HTTP_ALWAYS_MAX = 12 };
void reply_always(struct http_header out[HTTP_ALWAYS_MAX], const struct http_reply *r);

/* May an answer be sent as gzip? By what the browser takes: "gzip, deflate;q=0.5". */
bool accepts_gzip(const char *accept_encoding);

/* Words for a log: printable ASCII, the rest as '?', at most 200 bytes. */
char *log_words(struct arena *a, const char *text);

#endif
