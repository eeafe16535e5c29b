/*
 * bench_track - times "track --all" against the bare loop, and looks at its memory
 *
 *	bench_track DIR WAYLAID LOOP SANDBOX ROUNDS PARCELS
 *
 * DIR holds parcels.db, made by bench_parcels; each round asks anew from a copy of it. The carriers
 * are one sandbox that takes 20 ms for each answer; quotas are lifted. Both programs in turn, whose
 * turn it is first changing. Exits 1 when a limit is missed.
 */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bench/bench.h"

#define CLIENT "bench-id"
#define SECRET "bench-secret-4711"
#define TIME_LIMIT 1.3
enum { RSS_LIMIT_KB = 64 * 1024 };

static const char *const carriers[] = { "USPS", "UPS", "FEDEX", "DHL_EXPRESS" };

static pid_t sandbox;

static _Noreturn void give_up(const char *what)
{
	fprintf(stderr, "bench_track: %s\n", what);
	exit(3);
}

static void write_text(const char *path, const char *text)
{
	FILE *f = fopen(path, "we");

	if (!f || fputs(text, f) < 0 || fclose(f) != 0)
		give_up(path);
}

/* The sandbox says its URL on its standard output. */
static void start_sandbox(char *url, size_t room, const char *dir, const char *program)
{
	char script[PATH_ROOM];
	int out[2];
	ssize_t n;

	snprintf(script, sizeof script, "%s/sandbox.script", dir);
	write_text(script, "client " CLIENT " " SECRET "\nkey " SECRET
			   "\nlatency 20ms\ndefault in_transit\n");
	if (pipe(out) < 0 || (sandbox = fork()) < 0)
		give_up("cannot start the sandbox");
	if (sandbox == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		dup2(out[1], STDOUT_FILENO);
		execl(program, program, "--script", script, (char *)NULL);
		_exit(127);
	}
	close(out[1]);
	n = read(out[0], url, room - 1);
	if (n <= 0)
		give_up("the sandbox says no URL");
	url[n] = '\0';
	url[strcspn(url, "\n")] = '\0';
}

static void set_access(const char *url)
{
	char name[64];

	for (size_t i = 0; i < sizeof carriers / sizeof *carriers; i++) {
		snprintf(name, sizeof name, "WAYLAID_%s_URL", carriers[i]);
		setenv(name, url, 1);
		snprintf(name, sizeof name, "WAYLAID_%s_CLIENT_ID", carriers[i]);
		setenv(name, CLIENT, 1);
		snprintf(name, sizeof name, "WAYLAID_%s_CLIENT_SECRET", carriers[i]);
		setenv(name, SECRET, 1);
		snprintf(name, sizeof name, "WAYLAID_%s_API_KEY", carriers[i]);
		setenv(name, SECRET, 1);
		snprintf(name, sizeof name, "WAYLAID_%s_QUOTA", carriers[i]);
		setenv(name, "none", 1);
	}
}

static void copy_desk(const char *from, const char *to)
{
	char path[PATH_ROOM + 8];
	struct stat st;
	int in, out;

	snprintf(path, sizeof path, "%s-wal", to);
	unlink(path);
	snprintf(path, sizeof path, "%s-shm", to);
	unlink(path);
	in = open(from, O_RDONLY | O_CLOEXEC);
	out = open(to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	if (in < 0 || out < 0 || fstat(in, &st) < 0 ||
	    sendfile(out, in, NULL, (size_t)st.st_size) != st.st_size || fsync(out) < 0)
		give_up("cannot copy the desk");
	close(in);
	close(out);
}

static int by_size(const void *a, const void *b)
{
	const double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

int main(int argc, char **argv)
{
	char url[128], from[PATH_ROOM], desk[PATH_ROOM];
	double mine[ROUNDS_MAX], its[ROUNDS_MAX], ratio, cpu = 0;
	long rss = 0;
	int rounds = argc == 7 ? (int)strtol(argv[5], NULL, 10) : 0;

	if (rounds < 1 || rounds > ROUNDS_MAX) {
		fputs("usage: bench_track DIR WAYLAID LOOP SANDBOX ROUNDS PARCELS\n", stderr);
		return 2;
	}
	snprintf(from, sizeof from, "%s/parcels.db", argv[1]);
	snprintf(desk, sizeof desk, "%s/tracked.db", argv[1]);
	start_sandbox(url, sizeof url, argv[1], argv[4]);
	set_access(url);
	for (int round = 0; round < rounds; round++) {
		const char *const track[] = { argv[2], "--db",   desk, "track",
					      "--all", "--json", NULL };
		const char *const loop[] = { argv[3], url, CLIENT, SECRET, argv[6], NULL };

		copy_desk(from, desk);
		if (round % 2)
			its[round] = run_process(loop, NULL, NULL).wall_ms;
		struct cost c = run_process(track, NULL, NULL);

		if (round % 2 == 0)
			its[round] = run_process(loop, NULL, NULL).wall_ms;
		mine[round] = c.wall_ms;
		rss = c.rss_kb > rss ? c.rss_kb : rss;
		cpu += c.cpu_ms / rounds;
	}
	kill(sandbox, SIGTERM);
	waitpid(sandbox, NULL, 0);
	qsort(mine, (size_t)rounds, sizeof *mine, by_size);
	qsort(its, (size_t)rounds, sizeof *its, by_size);
	ratio = mine[rounds / 2] / its[rounds / 2];
	printf("track --all, %s parcels, four carriers: %.0f ms (cpu %.0f), bare loop %.0f ms, "
	       "%.3f times, limit %.2f  %s\n",
	       argv[6], mine[rounds / 2], cpu, its[rounds / 2], ratio, TIME_LIMIT,
	       ratio > TIME_LIMIT ? "MISSED" : "ok");
	printf("track --all, %s parcels: memory %ld KiB, limit %d  %s\n", argv[6], rss,
	       RSS_LIMIT_KB, rss > RSS_LIMIT_KB ? "MISSED" : "ok");
	return ratio > TIME_LIMIT || rss > RSS_LIMIT_KB;
}
