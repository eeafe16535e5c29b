/*
 * caller.h - requests made by hand, and what the desk answers to them, without a network
 *
 * The desk is that of store/place.h. Each ask() is a whole request: gate, session, handler.
 */
#ifndef TESTS_WEB_CALLER_H
#define TESTS_WEB_CALLER_H

#include "store/place.h"
#include "web/call.h"

#define HOST "127.0.0.1:8484"

void caller_setup(void); /* a desk and a site */
void caller_teardown(void);

extern struct site site;

/* Signs in by a link: NULL is whoever runs the desk. Gives the session's token. */
char *session_of(const char *name);

/* The head of a request with nothing wrong: METHOD_POST has the right token in it. */
struct http_head head_of(enum method method, const char *path, const char *session);

int route_count(void);

/* A path of the route with numbers that are there, or are not. */
char *path_of(const struct web_route *r);

/* Status of the answer; its body and headers are kept until the next one. */
unsigned ask(const struct http_head *head, const char *form);
/* With a file that came with the form; NULL: none. */
unsigned ask_upload(const struct http_head *head, const char *form, const char *path);
unsigned get(const char *path, const char *session);
unsigned post(const char *path, const char *session, const char *form);

extern char *answer_body;
extern struct route_found answer_route;
/* NULL: it was not sent. */
const char *answer_header(const char *name);

/* The test fails, and shows the answer, unless these words stand in its body, or do not. */
void has(const char *words);
void lacks(const char *words);

#endif
