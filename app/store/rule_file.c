#include "store/rule_file.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "domain/rule_csv.h"

char *rule_file_path(struct arena *a, const char *db_path)
{
	size_t n = strlen(db_path);

	if (n > 3 && strcmp(db_path + n - 3, ".db") == 0)
		n -= 3;
	return arena_printf(a, "%.*s.rules.csv", (int)n, db_path);
}

int rule_file_load(struct rule_file *out, struct arena *a, const char *db_path, struct err *err)
{
	*out = (struct rule_file){ .path = rule_file_path(a, db_path) };
	if (file_read(&out->bytes, &out->len, a, out->path, RULE_FILE_MAX, err) < 0)
		return err->code == ERR_NOT_FOUND ? 0 : -1;
	out->there = true;
	out->digest = hash_of(out->bytes, out->len);
	return 0;
}

int rule_file_parse(struct rule_file *f, struct arena *a, struct err *err)
{
	struct err why;

	f->n = 0;
	if (!f->there || rules_parse(&f->rule, &f->n, a, f->bytes, f->len, &why) == 0)
		return 0;
	f->n = 0;
	return err_set(err, why.code, "%s: %s", f->path, why.text);
}

int rule_file_write(const char *path, const struct rule rules[], int n, struct err *err)
{
	struct buf b;
	int rc;

	if (n == 0) {
		if (unlink(path) < 0 && errno != ENOENT)
			return err_set_errno(err, ERR_FAILED, "cannot remove %s", path);
		return 0;
	}
	buf_init(&b, RULE_FILE_MAX);
	rules_format(&b, rules, n);
	rc = buf_check(&b, "the table of your rules", err);
	if (rc == 0)
		rc = file_write(path, b.at, b.len, 0600, err);
	buf_release(&b);
	return rc;
}
