/*
 * address.h - addresses of our own pages, made from the one that was asked
 */
#ifndef APP_WEB_ADDRESS_H
#define APP_WEB_ADDRESS_H

#include <stdbool.h>

#include "web/call.h"

/* Everything but letters and digits as %XX. In the arena. */
const char *url_escaped(struct arena *a, const char *text);

/*
 * The path with the query of this call, but "name" as "value" (NULL: without it), and on the first
 * page. The query came escaped, and goes out escaped.
 */
const char *address_with(struct web_call *c, const char *path, const char *name, const char *value);

/* May this stand in a Location header behind "?"; it came from a form of ours. */
bool query_harmless(const char *query);

#endif
