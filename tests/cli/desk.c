#include <stdlib.h>
#include <string.h>

#include "base/zone.h"
#include "cli/args.h"
#include "cli/suites.h"

static char *memory;
static size_t memory_len;

void cli_begin(struct cli *cli)
{
	struct err err;

	memset(cli, 0, sizeof(*cli));
	cli->out = open_memstream(&memory, &memory_len);
	cli->err = cli->out;
	cli->width = 80;
	cli->narrow = true;
	ck_assert_int_eq(zone_load(&cli->moment.zone, &cli->arena, "America/New_York", &err), 0);
	ck_assert_int_eq(instant_parse(&cli->moment.now, "2026-11-23T17:00:00Z"), 0);
	cli->moment.machine = cli->moment.now;
	cli->moment.today = zone_day(cli->moment.zone, cli->moment.now);
}

const char *cli_printed(struct cli *cli)
{
	ck_assert_int_eq(fflush(cli->out), 0);
	return memory;
}

void cli_end(struct cli *cli)
{
	fclose(cli->out);
	free(memory);
	memory = NULL;
	arena_release(&cli->arena);
}

int parse_line(struct parsed *out, struct arena *a, const char *words, struct err *err)
{
	char *copy = arena_strdup(a, words), *save = NULL, *word;
	char **argv = arena_array(a, 64, sizeof(*argv));
	int argc = 0;

	argv[argc++] = arena_strdup(a, "waylaid");
	for (word = strtok_r(copy, " ", &save); word; word = strtok_r(NULL, " ", &save)) {
		ck_assert_int_lt(argc, 63);
		argv[argc++] = word;
	}
	return args_parse(out, a, argc, argv, err);
}
