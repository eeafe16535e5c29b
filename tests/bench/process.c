#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "bench/bench.h"

extern char **environ;

static _Noreturn void give_up(const char *const argv[], const char *why)
{
	fputs("bench_run:", stderr);
	for (int i = 0; argv[i]; i++)
		fprintf(stderr, " %s", argv[i]);
	fprintf(stderr, ": %s\n", why);
	exit(3);
}

static double clock_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static double timeval_ms(struct timeval t)
{
	return (double)t.tv_sec * 1e3 + (double)t.tv_usec / 1e3;
}

struct cost run_process(const char *const argv[], const char *in, const char *sql_log)
{
	posix_spawn_file_actions_t actions;
	struct rusage used;
	double started;
	int rc, status;
	pid_t pid;

	if (sql_log) {
		unlink(sql_log);
		setenv("WAYLAID_SQL_LOG", sql_log, 1);
	}
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_addopen(&actions, 0, in ? in : "/dev/null", O_RDONLY, 0);
	posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
	started = clock_ms();
	rc = posix_spawn(&pid, argv[0], &actions, NULL, (char *const *)argv, environ);
	if (rc != 0)
		give_up(argv, strerror(rc));
	if (wait4(pid, &status, 0, &used) != pid)
		give_up(argv, strerror(errno));

	const double ended = clock_ms();

	posix_spawn_file_actions_destroy(&actions);
	unsetenv("WAYLAID_SQL_LOG");
	if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
		give_up(argv, "it failed");
	return (struct cost){ ended - started,
			      timeval_ms(used.ru_utime) + timeval_ms(used.ru_stime),
			      used.ru_maxrss };
}

void bench_path(char out[PATH_ROOM], const struct bench *b, const char *copy, long size,
		const char *suffix)
{
	snprintf(out, PATH_ROOM, "%s/%s-%ld.%s", b->dir, copy, size, suffix);
}
