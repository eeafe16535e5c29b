#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/err.h"
#include "base/file.h"
#include "base/text.h"
#include "ops/import_parts.h"

enum { ROWS_MAX = 5000000, COPY_AT_ONCE = 256 * 1024 };

/* --- the file --- */

static int copy_all(int to, int from, struct err *err)
{
	char *bytes = malloc(COPY_AT_ONCE);
	ssize_t n;
	int rc = 0;

	if (!bytes)
		out_of_memory();
	while (rc == 0 && (n = read(from, bytes, COPY_AT_ONCE)) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			rc = err_set_errno(err, ERR_FAILED, "cannot read standard input");
		for (ssize_t done = 0, k; rc == 0 && done < n; done += k) {
			k = write(to, bytes + done, (size_t)(n - done));
			if (k < 0)
				rc = err_set_errno(err, ERR_FAILED,
						   "cannot keep a copy of standard input");
		}
	}
	free(bytes);
	return rc;
}

static int keep_copy(int *fd, struct desk *desk, int from, struct err *err)
{
	struct arena a = ARENA_INIT;
	char *name = arena_printf(&a, "%s.stdin.XXXXXX", desk->path);
	int rc = -1;

	*fd = mkostemp(name, O_CLOEXEC);
	if (*fd < 0) {
		err_set_errno(err, ERR_FAILED, "cannot keep a copy of standard input");
	} else {
		unlink(name);
		rc = copy_all(*fd, from, err);
	}
	arena_release(&a);
	return rc;
}

int import_file_open(int *fd, struct desk *desk, const char *path, struct err *err)
{
	struct stat st;
	int rc;

	if (!strcmp(path, "-"))
		return keep_copy(fd, desk, STDIN_FILENO, err);
	*fd = open(path, O_RDONLY | O_CLOEXEC);
	if (*fd < 0)
		return err_set_errno(err, errno == ENOENT ? ERR_NOT_FOUND : ERR_FAILED,
				     "cannot read %s", path);
	if (fstat(*fd, &st) < 0)
		return err_set_errno(err, ERR_FAILED, "cannot read %s", path);
	if (S_ISDIR(st.st_mode))
		return err_set(err, ERR_INPUT, "%s is a folder: give a file", path);
	if (S_ISREG(st.st_mode))
		return 0;
	int from = *fd; /* a pipe can be read once */

	rc = keep_copy(fd, desk, from, err);
	close(from);
	return rc;
}

static int rewind_file(int fd, struct err *err)
{
	return lseek(fd, 0, SEEK_SET) < 0 ? err_set_errno(err, ERR_FAILED, "cannot read the file")
					  : 0;
}

/* --- the first reading --- */

int survey_headings(struct survey *out, struct arena *a, int fd, struct err *err)
{
	struct csv_stream s;
	int rc;

	*out = (struct survey){ 0 };
	if (rewind_file(fd, err) < 0)
		return -1;
	csv_stream_open(&s, fd, 0);
	rc = csv_stream_next(&s, err);
	if (rc == 0)
		rc = err_set(err, ERR_INPUT, "the file is empty");
	else if (rc > 0 && s.fault)
		rc = err_set(err, ERR_INPUT, "line %lld: %s", s.line, s.fault);
	if (rc > 0) {
		out->nheadings = s.n;
		out->heading = arena_array(a, (size_t)s.n, sizeof *out->heading);
		out->folded = arena_array(a, (size_t)s.n, sizeof *out->folded);
		for (int i = 0; i < s.n; i++) {
			out->heading[i] = utf8_repair(a, s.field[i], strlen(s.field[i]));
			out->folded[i] = heading_fold(a, out->heading[i]);
		}
	}
	csv_stream_close(&s);
	return rc < 0 ? -1 : 0;
}

/* Which orders of month and day the dates of a row allow. */
static void note_dates(bool seen[], const struct column_plan *plan, struct csv_stream *s)
{
	for (int f = 0; f < FIELD_NVALUES; f++) {
		if (!map_field_is_date((enum map_field)f))
			continue;
		for (int i = 0; i < plan->ncolumns[f]; i++)
			if (plan->column[f][i] < s->n) {
				char *cell = cell_clean(s->field[plan->column[f][i]]);

				if (*cell)
					seen[date_hint(cell)] = true;
			}
	}
}

static int judge_dates(struct survey *out, const struct column_plan *plan, const bool seen[],
		       struct err *err)
{
	if (seen[DATE_HINT_MDY] && seen[DATE_HINT_DMY])
		return err_set(err, ERR_INPUT,
			       "some dates of this file are month/day and others day/month: write "
			       "them as 2026-11-05, or take the rows of one order with --dates");
	out->order = seen[DATE_HINT_MDY]   ? DATE_MDY
		     : seen[DATE_HINT_DMY] ? DATE_DMY
					   : plan->map->dates;
	if (out->order == DATE_ORDER_NONE && seen[DATE_HINT_EITHER])
		return err_set(err, ERR_INPUT,
			       "the dates of this file may be month/day or day/month, and none of "
			       "them tells: say which (--dates), mdy or dmy");
	return 0;
}

/* The bytes as the stream reads them, hashed on the way. */
int survey_hash(struct survey *out, struct arena *a, int fd, struct err *err)
{
	char *bytes, hex[HASH_HEX];
	struct hasher h;
	struct hash hash;
	ssize_t n;

	if (rewind_file(fd, err) < 0)
		return -1;
	bytes = malloc(COPY_AT_ONCE);
	if (!bytes)
		out_of_memory();
	hash_start(&h);
	while ((n = read(fd, bytes, COPY_AT_ONCE)) > 0) {
		hash_add(&h, bytes, (size_t)n);
		out->bytes += n;
	}
	free(bytes);
	if (n < 0)
		return err_set_errno(err, ERR_FAILED, "cannot read the file");
	hash = hash_end(&h);
	out->sha256 = arena_strdup(a, hash_hex(hex, &hash));
	return 0;
}

int survey_rows(struct survey *out, struct arena *a, int fd, const struct column_plan *plan,
		struct err *err)
{
	bool seen[DATE_HINT_EITHER + 1] = { false };
	struct csv_stream s;
	int rc;

	if (survey_hash(out, a, fd, err) < 0 || rewind_file(fd, err) < 0)
		return -1;
	csv_stream_open(&s, fd, 0);
	rc = csv_stream_next(&s, err);
	while (rc > 0 && (rc = csv_stream_next(&s, err)) > 0) {
		if (!s.fault && out->order == DATE_ORDER_NONE)
			note_dates(seen, plan, &s);
		if (++out->rows > ROWS_MAX)
			rc = err_set(err, ERR_INPUT, "more than %d rows: cut the file in parts",
				     ROWS_MAX);
	}
	csv_stream_close(&s);
	if (rc < 0)
		return -1;
	if (!out->rows)
		return err_set(err, ERR_INPUT, "the file has headings and no rows");
	return out->order == DATE_ORDER_NONE ? judge_dates(out, plan, seen, err) : 0;
}

/* --- the second --- */

int reader_open(struct import_reader *r, int fd, struct err *err)
{
	struct row_context context = r->context;
	int rc;

	*r = (struct import_reader){ .fd = fd, .context = context };
	r->context.scratch = &r->scratch;
	arena_alloc(&r->scratch, 1); /* the first block stays when a row gives back the rest */
	if (rewind_file(fd, err) < 0)
		return -1;
	csv_stream_open(&r->csv, fd, 0);
	rc = csv_stream_next(&r->csv, err);
	if (rc == 0)
		rc = err_set(err, ERR_FAILED, "the file changed while it was read");
	return rc < 0 ? -1 : 0;
}

void reader_close(struct import_reader *r)
{
	csv_stream_close(&r->csv);
	arena_release(&r->scratch);
}

/* The row's cells, in memory that lasts as long as the lot: one copy for all of them. */
static char **copy_cells(struct arena *a, const struct csv_stream *s, int n)
{
	char **cell = arena_array(a, (size_t)n, sizeof *cell), *copy;
	size_t size;

	if (!n)
		return cell;
	size = (size_t)(s->field[n - 1] - s->field[0]) + strlen(s->field[n - 1]) + 1;
	copy = memcpy(arena_alloc(a, size), s->field[0], size);
	for (int i = 0; i < n; i++)
		cell[i] = copy + (s->field[i] - s->field[0]);
	return cell;
}

static struct import_row *more_rows(struct lot *lot, int n)
{
	if (lot->n + n > lot->room) {
		lot->room = lot->room ? lot->room * 2 : LOT_ROWS + ROW_PARTS_MAX;
		lot->row = realloc(lot->row, (size_t)lot->room * sizeof *lot->row);
		if (!lot->row)
			out_of_memory();
	}
	return &lot->row[lot->n];
}

static void add_row(struct lot *lot, struct import_reader *r)
{
	const struct csv_stream *s = &r->csv;
	struct import_row *row = more_rows(lot, ROW_PARTS_MAX);
	char **cells = copy_cells(&lot->a, s, s->n);
	int n = 1;

	if (s->fault)
		*row = (struct import_row){ .cell = cells, .ncells = s->n, .refused = s->fault };
	else
		n = row_read(row, &r->context, &lot->a, cells, s->n);
	for (int i = 0; i < n; i++) {
		row[i].line = s->line;
		row[i].index = r->rows;
	}
	r->rows++;
	lot->n += n;
}

int reader_next(struct lot *lot, struct import_reader *r, struct err *err)
{
	int rc = 1;

	arena_release(&lot->a);
	lot->n = 0;
	while (lot->n < LOT_ROWS && (rc = csv_stream_next(&r->csv, err)) > 0)
		add_row(lot, r);
	lot->last = rc == 0;
	return rc < 0 ? -1 : 0;
}

void lot_release(struct lot *lot)
{
	arena_release(&lot->a);
	free(lot->row);
}
