/*
 * flat.h - reads the JSON, the forms and the queries that clients of the sandbox send
 *
 * The values are texts, numbers, true, false or null, each under the names that lead to it
 * ("tracker.tracking_code"). One array of objects there may be, the whole or a member of it; its
 * objects are the items. Anything else is refused: no carrier spoken here takes more.
 */
#ifndef TESTS_LIB_SANDBOX_FLAT_H
#define TESTS_LIB_SANDBOX_FLAT_H

#include <stdbool.h>
#include <stddef.h>

enum { FLAT_MEMBERS_MAX = 16, FLAT_NAME_SIZE = 64, FLAT_ITEMS_MAX = 64 };

struct flat_member {
	char name[FLAT_NAME_SIZE];
	const char *value;
};

struct flat {
	struct flat_member member[FLAT_MEMBERS_MAX];
	int count;
};

struct flat_doc {
	struct flat top;
	struct flat item[FLAT_ITEMS_MAX];
	int nitems;
	char list[FLAT_NAME_SIZE]; /* the array's name; "" when it is the whole, or there is none */
	bool array;                /* the whole is an array */
	char *heap;                /* owned: the values */
};

/* A document in memory of its own, or NULL when it is no such JSON, form or query. */
struct flat_doc *flat_json(const char *bytes, size_t len);
struct flat_doc *flat_form(const char *bytes, size_t len);
struct flat_doc *flat_query(const char *target); /* what stands behind the '?' */
void flat_release(struct flat_doc *d);           /* NULL does nothing */

const char *flat_get(const struct flat *f, const char *name); /* "" when absent */

#endif
