/*
 * bench_run - times waylaid, the sqlite3 shell and the bare program doing the same work
 *
 *	bench_run DIR WAYLAID BARE ROUNDS CASES...
 *
 * DIR holds a-CASES.db, b-CASES.db and c-CASES.db, equal desks made by bench_fill. Prints medians
 * in milliseconds; exits 1 when a limit is missed.
 */
#include <stdio.h>
#include <stdlib.h>

#include "bench/bench.h"

static int use(void)
{
	fputs("usage: bench_run DIR WAYLAID BARE ROUNDS CASES...\n", stderr);
	return 2;
}

int main(int argc, char **argv)
{
	struct bench b = { 0 };
	int missed;

	if (argc < 6 || argc - 5 > SIZES_MAX)
		return use();
	b.dir = argv[1];
	b.waylaid = argv[2];
	b.bare = argv[3];
	b.rounds = (int)strtol(argv[4], NULL, 10);
	for (int i = 5; i < argc; i++)
		b.size[b.nsizes++] = strtol(argv[i], NULL, 10);
	if (b.rounds < 1 || b.rounds > ROUNDS_MAX || b.size[0] < 16)
		return use();
	report_head();
	missed = bench_reads(&b);
	missed += bench_writes(&b);
	return missed ? 1 : 0;
}
