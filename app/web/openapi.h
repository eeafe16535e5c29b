/*
 * openapi.h - the description of /api (OpenAPI 3.1), made of the route table and its words
 */
#ifndef APP_WEB_OPENAPI_H
#define APP_WEB_OPENAPI_H

#include "web/web_route.h"

struct arena;
struct node;

/* For the routes of "table" below /api; lives in the arena. */
struct node *openapi_doc(struct arena *a, const struct web_route table[]);

#endif
