#include "cli/help.h"

#include <string.h>

#include "cli/suites.h"

static struct cli cli;

static void setup(void)
{
	cli_begin(&cli);
}

static void teardown(void)
{
	cli_end(&cli);
}

START_TEST(help_names_every_command)
{
	const struct cmd *c;

	help_print(&cli, NULL);
	for (c = commands; c->name; c++) {
		char line[128];

		snprintf(line, sizeof(line), "\n  %s ", c->name);
		ck_assert_msg(strstr(cli_printed(&cli), line) != NULL, "%s", c->name);
	}
}
END_TEST

START_TEST(help_of_a_command_fits_the_terminal_and_is_complete)
{
	const struct cmd *c;
	const struct opt *o;

	for (c = commands; c->name; c++) {
		const char *at;

		help_print(&cli, c);
		at = cli_printed(&cli);
		ck_assert_ptr_nonnull(strstr(at, c->summary));
		ck_assert_ptr_nonnull(strstr(at, "Exit status"));
		for (o = c->opts; o->name; o++)
			ck_assert_msg(strstr(at, o->name) != NULL, "%s %s", c->name, o->name);
	}
	for (const char *line = cli_printed(&cli); line; line = strchr(line, '\n')) {
		size_t len;

		line += *line == '\n';
		len = strcspn(line, "\n");
		/* An example stays on one line, to be copied. */
		ck_assert_msg(len <= 80 || strncmp(line, "  waylaid ", 10) == 0, "%.*s", (int)len,
			      line);
	}
}
END_TEST

START_TEST(the_manual_page_hides_no_text_from_the_reader)
{
	const struct cmd *c;
	const char *line;

	help_man(&cli);
	for (c = commands; c->name; c++) {
		char head[64];

		snprintf(head, sizeof(head), ".SS waylaid %s", c->name);
		if (!strchr(c->name, '-'))
			ck_assert_msg(strstr(cli_printed(&cli), head) != NULL, "%s", c->name);
	}
	/* A text line that began with a dot or a quote would be taken for a request and vanish. */
	for (line = cli_printed(&cli); line && *line; line = strchr(line, '\n')) {
		static const char *const known[] = { ".TH ", ".SH ", ".SS ",  ".PP\n", ".TP\n",
						     ".B ",  ".I ",  ".nf\n", ".fi\n" };
		size_t i;

		line += *line == '\n';
		if (*line != '.' && *line != '\'')
			continue;
		for (i = 0; i < sizeof(known) / sizeof(known[0]); i++)
			if (strncmp(line, known[i], strlen(known[i])) == 0)
				break;
		ck_assert_msg(i < sizeof(known) / sizeof(known[0]), "%.40s", line);
	}
}
END_TEST

START_TEST(completion_knows_every_command_and_option)
{
	const struct cmd *c;
	const struct opt *o;

	help_completion_bash(&cli);
	for (c = commands; c->name; c++) {
		ck_assert_ptr_nonnull(strstr(cli_printed(&cli), c->alias ? c->alias : c->name));
		for (o = c->opts; o->name; o++)
			ck_assert_ptr_nonnull(strstr(cli_printed(&cli), o->name));
	}
	ck_assert_ptr_nonnull(strstr(cli_printed(&cli), "not-received"));
}
END_TEST

Suite *help_suite(void)
{
	Suite *s = suite_create("help");
	TCase *tc = tcase_create("help");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, help_names_every_command);
	tcase_add_test(tc, help_of_a_command_fits_the_terminal_and_is_complete);
	tcase_add_test(tc, the_manual_page_hides_no_text_from_the_reader);
	tcase_add_test(tc, completion_knows_every_command_and_option);
	suite_add_tcase(s, tc);
	return s;
}
