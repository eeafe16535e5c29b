#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/csv.h"
#include "base/err.h"
#include "base/file.h"
#include "ops/import_parts.h"

enum { LINE_BYTES_MAX = 8 * 1024 * 1024 };

static int write_line(const struct refused *r, const struct buf *b, struct err *err)
{
	if (buf_check(b, "a refused row", err) < 0)
		return -1;
	if (fwrite(b->at, 1, b->len, r->file) != b->len)
		return err_set_errno(err, ERR_FAILED, "cannot write %s", r->temporary);
	return 0;
}

/* Written beside, so that an older file of refused rows stays until this one is whole. */
static int start(struct refused *r, struct arena *a, struct err *err)
{
	struct buf b;
	int rc;

	r->temporary = arena_printf(a, "%s.new", r->path);
	r->file = fopen(r->temporary, "we");
	if (!r->file)
		return err_set_errno(err, ERR_FAILED,
				     "cannot write the refused rows to %s: name another file with "
				     "--refusals",
				     r->path);
	buf_init(&b, LINE_BYTES_MAX);
	for (int i = 0; i < r->nheadings; i++)
		csv_put(&b, r->heading[i], CSV_FOR_EXCEL, i == 0);
	csv_put(&b, "refused because", CSV_FOR_EXCEL, r->nheadings == 0);
	csv_put(&b, "refused line", CSV_FOR_EXCEL, false);
	csv_end_row(&b);
	rc = write_line(r, &b, err);
	buf_release(&b);
	return rc;
}

int refused_put(struct refused *r, struct arena *a, const struct import_row *row,
		const char *reason, struct err *err)
{
	char line[24];
	struct buf b;
	int rc;

	if (!r->path)
		return 0;
	if (!r->file && start(r, a, err) < 0)
		return -1;
	snprintf(line, sizeof line, "%lld", row->line);
	buf_init(&b, LINE_BYTES_MAX);
	for (int i = 0; i < r->nheadings; i++)
		csv_put(&b, i < row->ncells ? row->cell[i] : "", CSV_FOR_EXCEL, i == 0);
	csv_put(&b, reason, CSV_FOR_EXCEL, r->nheadings == 0);
	csv_put(&b, line, CSV_FOR_EXCEL, false);
	csv_end_row(&b);
	rc = write_line(r, &b, err);
	buf_release(&b);
	return rc;
}

int refused_end(struct refused *r, bool keep, struct err *err)
{
	int rc = 0;

	if (!r->file)
		return 0;
	if (fclose(r->file) != 0)
		rc = err_set_errno(err, ERR_FAILED, "cannot write %s", r->temporary);
	r->file = NULL;
	if (rc == 0 && keep && rename(r->temporary, r->path) < 0)
		rc = err_set_errno(err, ERR_FAILED, "cannot write %s", r->path);
	if (rc < 0 || !keep)
		unlink(r->temporary);
	return rc;
}
