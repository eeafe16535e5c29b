/*
 * bench_packet - times the packet of a case with many photos against TurboJPEG alone
 *
 *	bench_packet DESK WAYLAID PHOTOS DIR N ROUNDS
 *
 * DESK has a case 1 with the N photos that bench_photos made in DIR; PHOTOS is that program. Both
 * in turn. Processor time counts, as the machine may be shared. Exits 1 when a limit is missed.
 */
#include <stdio.h>
#include <stdlib.h>

#include "bench/bench.h"

#define TIMES_LIMIT 1.5
#define MORE_MS 500.0
enum { RSS_LIMIT_KB = 150 * 1000, EDGE = 1400 /* of photos in a packet: report/packet.c */ };

static int by_size(const void *a, const void *b)
{
	const double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

int main(int argc, char **argv)
{
	double packet[ROUNDS_MAX], bare[ROUNDS_MAX], limit;
	char out[PATH_ROOM], edge[16];
	int rounds = argc == 7 ? (int)strtol(argv[6], NULL, 10) : 0;
	long rss = 0;

	if (rounds < 1 || rounds > ROUNDS_MAX) {
		fputs("usage: bench_packet DESK WAYLAID PHOTOS DIR N ROUNDS\n", stderr);
		return 2;
	}
	snprintf(out, sizeof out, "%s/packet.pdf", argv[4]);
	snprintf(edge, sizeof edge, "%d", EDGE);
	for (int i = 0; i < rounds; i++) {
		const char *const mine[] = { argv[2], "--db", argv[1], "export",
					     "1",     "-o",   out,     NULL };
		const char *const least[] = { argv[3], "loop", argv[4], argv[5], edge, NULL };
		struct cost cost = run_process(mine, NULL, NULL);

		packet[i] = cost.cpu_ms;
		if (cost.rss_kb > rss)
			rss = cost.rss_kb;
		bare[i] = run_process(least, NULL, NULL).cpu_ms;
	}
	qsort(packet, (size_t)rounds, sizeof *packet, by_size);
	qsort(bare, (size_t)rounds, sizeof *bare, by_size);
	limit = TIMES_LIMIT * bare[rounds / 2] + MORE_MS;
	printf("packet, %s photos of 4 MB: %.0f ms of processor, TurboJPEG alone %.0f, at most "
	       "%.0f (1.5 times and 0.5 s)  %s\n",
	       argv[5], packet[rounds / 2], bare[rounds / 2], limit,
	       packet[rounds / 2] <= limit ? "ok" : "MISSED");
	printf("packet, memory: %ld MB, at most %d  %s\n", rss / 1000, RSS_LIMIT_KB / 1000,
	       rss <= RSS_LIMIT_KB ? "ok" : "MISSED");
	return packet[rounds / 2] > limit || rss > RSS_LIMIT_KB;
}
