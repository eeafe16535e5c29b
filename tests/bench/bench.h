/*
 * bench.h - what the benches share: the processes they time, the figures they keep
 *
 * Three programs do the same work in turn: waylaid, the sqlite3 shell, and a bare C program
 * (bare.c). A process is timed from before it is made until it is gone.
 */
#ifndef TESTS_BENCH_BENCH_H
#define TESTS_BENCH_BENCH_H

#include <stdbool.h>

enum { SIZES_MAX = 4, ROUNDS_MAX = 10000, PATH_ROOM = 1024, ARGS_MAX = 32, LABEL_ROOM = 23 };

enum program { WAYLAID, SHELL, BARE, PROGRAMS };

/* The desks of one size are bench/<copy>-<cases>.db: "a" for waylaid, the others for writes. */
struct bench {
	const char *dir, *waylaid, *bare;
	int rounds, nsizes;
	long size[SIZES_MAX];
};

struct cost {
	double wall_ms;
	double cpu_ms; /* user and system */
	long rss_kb;   /* the most memory it had */
};

/* One command at each size: the costs of every round. */
struct series {
	const char *name;
	double *ms[SIZES_MAX][PROGRAMS]; /* NULL where a program does not take part */
	double shell_limit, bare_limit;  /* times; 0: none */
	const char *unit;                /* what was measured: "wall", "cpu" */
};

/* A process that fails ends the benches: half a figure is none. in, sql_log: NULL for none. */
struct cost run_process(const char *const argv[], const char *in, const char *sql_log);

void series_init(struct series *s, const struct bench *b, const char *name, unsigned programs);
void series_free(struct series *s);

/* Each returns how many limits were missed, and prints a line for each figure. */
int bench_reads(const struct bench *b);
int bench_writes(const struct bench *b);

void report_head(void);
int report_series(const struct bench *b, struct series *s);

/* "DIR/COPY-CASES.SUFFIX" */
void bench_path(char out[PATH_ROOM], const struct bench *b, const char *copy, long size,
		const char *suffix);

/* How the parcels of the tracking bench are spread: by serial, in turn. */
enum { TRACKED_CARRIERS = 4, NUMBER_ROOM = 32 };
extern const char *const tracked_carriers[TRACKED_CARRIERS];
void bench_number(char out[NUMBER_ROOM], long serial); /* of the serial's carrier */

/* The 22 digits of a USPS label; the serials of a desk of N cases are 0 to N-1 (see fill.c). */
void bench_label(char out[LABEL_ROOM], long serial);

#endif
