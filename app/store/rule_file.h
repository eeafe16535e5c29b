/*
 * rule_file.h - the rules of the desk's own, in a table beside the file: desk.db, desk.rules.csv
 *
 * A row whose code is one of the program's rules stands in its place; another code adds a rule. The
 * table is read with the facts whenever its bytes have changed.
 */
#ifndef APP_STORE_RULE_FILE_H
#define APP_STORE_RULE_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/hash.h"
#include "domain/rule.h"

struct arena;
struct err;

enum { RULE_FILE_MAX = 1024 * 1024 };

/* "desk.rules.csv" for "desk.db"; ".rules.csv" is put behind a name that does not end in ".db". */
char *rule_file_path(struct arena *a, const char *db_path);

struct rule_file {
	const char *path;
	bool there;
	char *bytes;
	size_t len;
	struct hash digest; /* of the bytes; all 0 without a file */
	struct rule *rule;
	int n;
};

/*
 * The bytes alone; no file is no error. ERR_INPUT when it is larger than RULE_FILE_MAX or no file.
 */
int rule_file_load(struct rule_file *out, struct arena *a, const char *db_path, struct err *err);

/* Then its rows. ERR_INPUT names file and line. */
int rule_file_parse(struct rule_file *f, struct arena *a, struct err *err);

/* Puts these rules in its place, whole or not at all; without any, the file goes. */
int rule_file_write(const char *path, const struct rule rules[], int n, struct err *err);

#endif
