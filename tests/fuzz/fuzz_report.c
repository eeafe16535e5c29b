/*
 * fuzz_report.c - any bytes as a report: its header read, its SELECT made ready on an empty desk
 *
 * Whatever comes, it is a report or an error that names the file; what is accepted keeps the
 * ceilings, and no SELECT reads what it may not or changes the file.
 */
#include <assert.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/zone.h"
#include "domain/report.h"
#include "ops/desk.h"
#include "store/report_db.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static char dir[] = "/tmp/waylaid-fuzz-report-XXXXXX", path[64];
static const struct zone *zone;

static void remove_desk(void)
{
	static const char *const ends[] = { "", "-wal", "-shm", ".lock" };
	char name[96];

	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		snprintf(name, sizeof name, "%s%s", path, ends[i]);
		unlink(name);
	}
	rmdir(dir);
}

/* One desk for all inputs: they only read. */
static void make_desk(void)
{
	static struct arena a;
	struct err err = { 0 };
	struct desk_options options = { .path = path, .user = "fuzz" };
	struct desk *desk;

	if (path[0])
		return;
	if (!mkdtemp(dir))
		abort();
	snprintf(path, sizeof path, "%s/desk.db", dir);
	if (zone_load(&zone, &a, "UTC", &err) < 0)
		abort();
	options.moment = (struct moment){ 1795446000, 1795446000, true, zone, 20780 };
	if (desk_open(&desk, &options, &err) < 0)
		abort();
	desk_close(desk);
	atexit(remove_desk);
}

static void check(const struct report *r)
{
	assert(r->title && *r->title && r->ncolumns <= REPORT_COLUMNS_MAX);
	assert(r->nparams <= REPORT_PARAMS_MAX && r->nboard <= REPORT_BOARD_MAX);
	assert((r->nboard > 0) != (r->ncolumns > 0) && r->sql_line >= 1);
	for (int i = 0; i < r->ncolumns; i++) {
		const struct report_column *c = &r->column[i];
		bool refers = c->kind == REPORT_MONEY || c->kind == REPORT_PERCENT;

		assert(c->name && *c->heading && c->width >= 2 && c->width <= REPORT_WIDTH_MAX);
		assert(report_column_find(r, c->name) == i);
		assert(refers ? c->of_at >= 0 && c->of_at < r->ncolumns : c->of_at == -1);
	}
	if (r->chart.title)
		assert(r->chart.nseries > 0 && r->chart.nseries <= REPORT_SERIES_MAX);
}

static void run(const struct report *r)
{
	const struct report_limits limits = {
		.heap_bytes = 32 << 20, .steps = 100000, .rows = 100, .ms = 1000
	};
	struct report_db *db;
	struct err err = { 0 };
	int rc = report_db_open(&db, path, zone, &limits, &err);

	assert(rc == 0);
	rc = report_db_begin(db, r, &err);
	while (rc >= 0 && (rc = report_db_step(db, &err)) > 0)
		for (int i = 0; i < r->ncolumns; i++)
			report_db_get_text(db, i);
	assert(rc == 0 || (err.code == ERR_INPUT && err.text[0]));
	report_db_close(db);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct report_text text = { "fuzz", "own/fuzz.sql", (const char *)data, size };
	struct arena a = ARENA_INIT;
	struct err err = { 0 };
	struct report r;

	make_desk();
	if (report_read(&r, &a, &text, &err) < 0) {
		assert(err.code == ERR_INPUT && !strncmp(err.text, "own/fuzz.sql:", 13));
	} else {
		check(&r);
		if (!r.nboard)
			run(&r);
	}
	arena_release(&a);
	return 0;
}
