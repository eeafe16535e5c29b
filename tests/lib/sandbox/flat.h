/*
 * flat.h - reads the JSON that clients of the sandbox send
 *
 * One object, or an array of objects, whose members are texts, numbers, true, false or null. Deeper
 * things are refused: USPS takes none in the calls spoken here.
 */
#ifndef TESTS_LIB_SANDBOX_FLAT_H
#define TESTS_LIB_SANDBOX_FLAT_H

#include <stdbool.h>
#include <stddef.h>

enum { FLAT_MEMBERS_MAX = 16, FLAT_VALUE_SIZE = 512, FLAT_OBJECTS_MAX = 64 };

struct flat_member {
	char name[64];
	char value[FLAT_VALUE_SIZE];
};

struct flat {
	struct flat_member member[FLAT_MEMBERS_MAX];
	int count;
};

/* Objects read, at most max, and whether they stood in an array; -1 when it is no such JSON. */
int flat_parse(struct flat *out, int max, bool *array, const char *bytes, size_t len);

/* application/x-www-form-urlencoded; 0 or -1. */
int flat_parse_form(struct flat *out, const char *bytes, size_t len);

const char *flat_get(const struct flat *f, const char *name); /* "" when absent */

#endif
