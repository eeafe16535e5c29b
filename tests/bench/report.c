#include <stdio.h>
#include <stdlib.h>

#include "bench/bench.h"

#define GROWTH_LIMIT 1.1

void series_init(struct series *s, const struct bench *b, const char *name, unsigned programs)
{
	*s = (struct series){ .name = name };
	for (int i = 0; i < b->nsizes; i++)
		for (int p = 0; p < PROGRAMS; p++)
			if (programs & 1u << p)
				s->ms[i][p] = calloc((size_t)b->rounds, sizeof *s->ms[i][p]);
}

void series_free(struct series *s)
{
	for (int i = 0; i < SIZES_MAX; i++)
		for (int p = 0; p < PROGRAMS; p++)
			free(s->ms[i][p]);
}

static int by_size(const void *a, const void *b)
{
	const double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static double median(double *ms, int n)
{
	qsort(ms, (size_t)n, sizeof *ms, by_size);
	return n % 2 ? ms[n / 2] : (ms[n / 2 - 1] + ms[n / 2]) / 2;
}

void report_head(void)
{
	printf("%-17s %7s %-5s %9s %8s %8s %8s %6s %7s %6s\n", "command", "cases", "what",
	       "waylaid", "shell", "bare", "/shell", "limit", "/bare", "limit");
}

/* A ratio with its limit and a mark; returns 1 when it is missed. */
static int show_ratio(double ratio, double limit)
{
	if (limit == 0) {
		printf(" %8s %6s", "-", "-");
		return 0;
	}
	printf(" %8.3f %6.2f", ratio, limit);
	return ratio > limit;
}

int report_series(const struct bench *b, struct series *s)
{
	double ms[SIZES_MAX][PROGRAMS] = { 0 };
	int missed = 0;

	for (int i = 0; i < b->nsizes; i++) {
		int here = 0;

		for (int p = 0; p < PROGRAMS; p++)
			if (s->ms[i][p])
				ms[i][p] = median(s->ms[i][p], b->rounds);
		printf("%-17s %7ld %-5s %9.3f", s->name, b->size[i], s->unit, ms[i][WAYLAID]);
		if (s->ms[i][SHELL])
			printf(" %8.3f", ms[i][SHELL]);
		else
			printf(" %8s", "-");
		printf(" %8.3f", ms[i][BARE]);
		here += show_ratio(ms[i][WAYLAID] / ms[i][SHELL], s->shell_limit);
		here += show_ratio(ms[i][WAYLAID] / ms[i][BARE], s->bare_limit);
		printf("  %s\n", here ? "MISSED" : "ok");
		missed += here;
	}
	if (b->nsizes > 1) {
		const int last = b->nsizes - 1;
		const double own = ms[last][WAYLAID] / ms[0][WAYLAID];
		const double bare = ms[last][BARE] / ms[0][BARE];
		const bool here = own / bare > GROWTH_LIMIT;

		printf("%-17s %7s %-5s %9.3f %8s %8.3f", s->name, "growth", "", own, "", bare);
		printf(" %8s %6s %8.3f %6.2f  %s\n", "", "", own / bare, GROWTH_LIMIT,
		       here ? "MISSED" : "ok");
		missed += here;
	}
	fflush(stdout);
	return missed;
}
