/*
 * Three desks grow alike: waylaid works on "a" and is measured; it does the same on "c" and says
 * which statements it ran; the bare program runs exactly these on "b" and is measured. So "b" and
 * "c" have the same journal to the last byte, which scripts/bench looks at in the end.
 */
#include <stdio.h>

#include "bench/bench.h"

enum write { OPEN, LOG, WRITES };

static const char *const write_names[WRITES] = { "open", "log" };

enum { ROOM = 64 };

/* The words of one command; the texts live in *room. */
struct words {
	const char *argv[ARGS_MAX];
	char room[ROOM];
};

static void write_words(struct words *w, const struct bench *b, enum write what, const char *desk,
			long serial)
{
	char *r = w->room;

	if (what == OPEN) {
		bench_label(r, serial);
		*w = (struct words){ { b->waylaid, "--db", desk, "open", r, "--problem", "lost",
				       "--mailed", "2026-11-11", "--service", "ground-advantage",
				       "--value", "120.00", "--to",
				       "Ana Lopez, 12 Main St, Boise, ID 83702" },
				     { 0 } };
		bench_label(r, serial);
		return;
	}
	*w = (struct words){ { b->waylaid,
			       "--db",
			       desk,
			       "log",
			       r,
			       "--channel",
			       "phone",
			       "--rep",
			       "Dana Q",
			       "--ref",
			       "4711-A",
			       "--said",
			       "no scan since acceptance, a search was started",
			       "--minutes",
			       "14",
			       "--next",
			       "call back with the result",
			       "--due",
			       "+5d",
			       "--by",
			       "carrier" },
			     { 0 } };
	snprintf(r, ROOM, "%ld", serial + 1);
}

struct desks {
	char a[PATH_ROOM], b[PATH_ROOM], c[PATH_ROOM], sql[PATH_ROOM];
};

/* Every second round the bare program goes first. */
static void one_round(double cpu_ms[PROGRAMS], const struct bench *b, const struct desks *d,
		      enum write what, long serial)
{
	const char *const bare[] = { b->bare, d->b, d->sql, NULL };
	struct words measured, logged;

	write_words(&measured, b, what, d->a, serial);
	write_words(&logged, b, what, d->c, serial);
	run_process(logged.argv, NULL, d->sql);
	if (serial % 2)
		cpu_ms[BARE] = run_process(bare, NULL, NULL).cpu_ms;
	cpu_ms[WAYLAID] = run_process(measured.argv, NULL, NULL).cpu_ms;
	if (serial % 2 == 0)
		cpu_ms[BARE] = run_process(bare, NULL, NULL).cpu_ms;
}

static void find_desks(struct desks *d, const struct bench *b, long size)
{
	bench_path(d->a, b, "a", size, "db");
	bench_path(d->b, b, "b", size, "db");
	bench_path(d->c, b, "c", size, "db");
	bench_path(d->sql, b, "write", size, "sql");
}

int bench_writes(const struct bench *b)
{
	struct series series[WRITES];
	struct desks desks[SIZES_MAX];
	double ms[PROGRAMS];
	int missed = 0;

	for (int w = 0; w < WRITES; w++) {
		series_init(&series[w], b, write_names[w], 1 << WAYLAID | 1 << BARE);
		series[w].unit = "cpu";
		series[w].bare_limit = 1.5;
	}
	for (int i = 0; i < b->nsizes; i++)
		find_desks(&desks[i], b, b->size[i]);
	for (int round = -1; round < b->rounds; round++) /* the first warms up */
		for (int i = 0; i < b->nsizes; i++)
			for (int w = 0; w < WRITES; w++) {
				one_round(ms, b, &desks[i], (enum write)w, b->size[i] + round + 1);
				if (round < 0)
					continue;
				series[w].ms[i][WAYLAID][round] = ms[WAYLAID];
				series[w].ms[i][BARE][round] = ms[BARE];
			}
	for (int w = 0; w < WRITES; w++) {
		missed += report_series(b, &series[w]);
		series_free(&series[w]);
	}
	return missed;
}
