#include <stdio.h>
#include <stdlib.h>

#include "bench/bench.h"

/* A case with a call and a promise, in the middle of the desk; fill.c gives every eighth one. */
static long some_serial(long size)
{
	return size / 16 * 8;
}

enum argument { NOTHING, CASE, REFERENCE, WORD };

static const struct question {
	const char *name, *command;
	enum argument argument;
} questions[] = {
	{ "show", "show", CASE },
	{ "list", "list", NOTHING },
	{ "search reference", "search", REFERENCE },
	{ "search word", "search", WORD },
	{ "next", "next", NOTHING },
	{ "brief", "brief", CASE },
};
enum { QUESTIONS = sizeof questions / sizeof *questions };

/* One question at one size: what to run, and the statements it came down to. */
struct asked {
	char argument[32], desk[PATH_ROOM], sql[PATH_ROOM];
	const char *command;
};

static void prepare(struct asked *a, const struct bench *b, const struct question *q, int i,
		    long size)
{
	char name[32];

	snprintf(name, sizeof name, "read%d", i);
	bench_path(a->desk, b, "a", size, "db");
	bench_path(a->sql, b, name, size, "sql");
	a->command = q->command;
	*a->argument = '\0';
	if (q->argument == CASE)
		snprintf(a->argument, sizeof a->argument, "%ld", some_serial(size) + 1);
	else if (q->argument == REFERENCE)
		snprintf(a->argument, sizeof a->argument, "R%07ld", some_serial(size));
	else if (q->argument == WORD)
		snprintf(a->argument, sizeof a->argument, "acceptance");
}

static struct cost ask(const struct bench *b, const struct asked *a, enum program program, bool log)
{
	const char *const waylaid[] = {
		b->waylaid, "--db", a->desk, a->command, *a->argument ? a->argument : NULL, NULL
	};
	const char *const shell[] = { SQLITE_SHELL, a->desk, NULL };
	const char *const bare[] = { b->bare, a->desk, a->sql, NULL };

	switch (program) {
	case WAYLAID:
		return run_process(waylaid, NULL, log ? a->sql : NULL);
	case SHELL:
		return run_process(shell, a->sql, NULL);
	default:
		return run_process(bare, NULL, NULL);
	}
}

/* Each program once, whose turn it is first changing from round to round. */
static void take_turns(const struct bench *b, const struct asked *a, struct series *s, int size,
		       int round)
{
	for (int turn = 0; turn < PROGRAMS; turn++) {
		enum program p = (enum program)((turn + round) % PROGRAMS);

		s->ms[size][p][round] = ask(b, a, p, false).wall_ms;
	}
}

int bench_reads(const struct bench *b)
{
	static struct asked asked[QUESTIONS][SIZES_MAX];
	struct series series[QUESTIONS];
	int missed = 0;

	for (int q = 0; q < QUESTIONS; q++) {
		series_init(&series[q], b, questions[q].name,
			    1 << WAYLAID | 1 << SHELL | 1 << BARE);
		series[q].unit = "wall";
		series[q].shell_limit = 1.0;
		series[q].bare_limit = 1.25;
		for (int i = 0; i < b->nsizes; i++) {
			prepare(&asked[q][i], b, &questions[q], q, b->size[i]);
			ask(b, &asked[q][i], WAYLAID, true);
			for (int p = 0; p < PROGRAMS; p++) /* everything is in memory then */
				ask(b, &asked[q][i], (enum program)p, false);
		}
	}
	for (int round = 0; round < b->rounds; round++)
		for (int i = 0; i < b->nsizes; i++)
			for (int q = 0; q < QUESTIONS; q++)
				take_turns(b, &asked[q][i], &series[q], i, round);
	for (int q = 0; q < QUESTIONS; q++) {
		missed += report_series(b, &series[q]);
		series_free(&series[q]);
	}
	return missed;
}
