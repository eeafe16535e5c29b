#include <string.h>

#include "ops/mail_ops.h"
#include "ops/suites.h"
#include "store/place.h"

/* Where one message of a mailbox ends. What becomes of mails is in tests/cli/mail.sh. */

static void teardown(void)
{
	arena_release(&here.a);
}

#define FROM "From a@b.example Fri Nov 20 10:00:00 2026\n"

/* The messages, with '|' behind each. */
static char *parted(const char *box)
{
	char *out = arena_strdup(&here.a, "");
	size_t at = 0, len;
	const char *message;

	while (mail_next(&message, &len, &at, box, strlen(box)))
		out = arena_printf(&here.a, "%s%.*s|", out, (int)len, message);
	ck_assert_int_eq(at, strlen(box));
	return out;
}

static const struct {
	const char *box, *messages;
} boxes[] = {
	{ "", "" },
	{ "Subject: a\n\nx\n", "Subject: a\n\nx\n|" },
	{ FROM "Subject: a\n\nx\n", "Subject: a\n\nx\n|" },
	{ FROM "a\n\n" FROM "b\n", "a\n\n|b\n|" },
	{ FROM "a\r\n\r\n" FROM "b", "a\r\n\r\n|b|" },
	/* no empty line before, or no time behind: a sentence that begins so */
	{ FROM "a\n" FROM "b\n", "a\n" FROM "b\n|" },
	{ FROM "a\n\nFrom now on we wait: no\n", "a\n\nFrom now on we wait: no\n|" },
	{ FROM "a\n\nFrom 9:x to x:9\n", "a\n\nFrom 9:x to x:9\n|" },
	{ "From now on we wait\n\n" FROM "b\n", "From now on we wait\n\n" FROM "b\n|" },
	{ FROM, "|" },
	{ FROM "\n" FROM "\n" FROM, "\n|\n||" },
};

START_TEST(a_mailbox_is_parted_at_its_from_lines)
{
	ck_assert_str_eq(parted(boxes[_i].box), boxes[_i].messages);
}
END_TEST

Suite *mail_suite(void)
{
	Suite *s = suite_create("mail");
	TCase *t = tcase_create("mail");

	tcase_add_checked_fixture(t, NULL, teardown);
	tcase_add_loop_test(t, a_mailbox_is_parted_at_its_from_lines, 0, COUNT(boxes));
	suite_add_tcase(s, t);
	return s;
}
