#include "report/test_report.h"

#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/file.h"
#include "base/text.h"
#include "report/calendar.h"
#include "report/trees.h"
#include "view/doc.h"

static struct arena arena;
static struct err err;
static struct node *one;

static void setup(void)
{
	test_folder_make();
	one = tree_bare(&arena, 12);
}

static void teardown(void)
{
	test_folder_remove();
	arena_release(&arena);
}

static struct node *list_of(const char *name)
{
	struct node *n = one->first;

	while (strcmp(n->name, name) != 0)
		n = n->next;
	return n;
}

static char *written(void)
{
	const struct node *cases[] = { one };
	size_t len;
	char *bytes;

	ck_assert_msg(calendar_write(test_folder_path("a.ics"), cases, 1, TREE_NOW, &err) == 0,
		      "%s", err.text);
	ck_assert_int_eq(file_read(&bytes, &len, &arena, test_folder_path("a.ics"), 1 << 24, &err),
			 0);
	return bytes;
}

static int count(const char *bytes, const char *word)
{
	int n = 0;

	for (const char *at = bytes; (at = strstr(at, word)); at++)
		n++;
	return n;
}

static struct node *promise(int id, const char *what, const char *state)
{
	struct node *p = node_map(&arena, list_of("promises"), NULL);

	node_int(&arena, p, "promise", id);
	node_text(&arena, p, "what", what);
	node_text(&arena, p, "owed_by", "carrier");
	node_day(&arena, p, "due_on", day_of(2026, 12, 31));
	node_text(&arena, p, "state", state);
	return p;
}

static char *uid_of(const char *bytes)
{
	const char *at = strstr(bytes, "UID:");

	ck_assert_ptr_nonnull(at);
	return arena_strndup(&arena, at + 4, 36);
}

START_TEST(a_day_is_a_whole_day)
{
	char *bytes;

	promise(1, "call back", "open");
	bytes = written();
	ck_assert_ptr_nonnull(strstr(bytes, "DTSTART;VALUE=DATE:20261231\r\n"));
	ck_assert_ptr_nonnull(strstr(bytes, "DTEND;VALUE=DATE:20270101\r\n"));
	ck_assert_ptr_nonnull(strstr(bytes, "SUMMARY:Carrier promised: call back (Case 12)\r\n"));
	ck_assert_ptr_nonnull(strstr(bytes, "STATUS:CONFIRMED\r\n"));
	ck_assert_int_eq(count(bytes, "BEGIN:VALARM"), 1);
	ck_assert_ptr_nonnull(strstr(bytes, "TRIGGER:PT9H\r\n"));
}
END_TEST

START_TEST(what_is_settled_is_cancelled_and_wakes_nobody)
{
	char *open, *kept;
	struct node *p = promise(1, "call back", "open");

	open = written();
	for (struct node *n = p->first; n; n = n->next)
		if (strcmp(n->name, "state") == 0)
			n->text = "kept";
	kept = written();
	ck_assert_str_eq(uid_of(open), uid_of(kept));
	ck_assert_ptr_nonnull(strstr(kept, "STATUS:CANCELLED\r\n"));
	ck_assert_int_eq(count(kept, "BEGIN:VALARM"), 0);
}
END_TEST

START_TEST(each_day_has_a_number_of_its_own)
{
	char *bytes;
	const char *at, *other;

	for (int i = 1; i <= 40; i++)
		promise(i, "the same words", "open");
	bytes = written();
	ck_assert_int_eq(count(bytes, "BEGIN:VEVENT"), 40);
	for (at = bytes; (at = strstr(at, "UID:")); at++)
		for (other = at + 1; (other = strstr(other, "UID:")); other++)
			ck_assert_int_ne(strncmp(at, other, 40), 0);
}
END_TEST

START_TEST(two_windows_of_a_kind_are_told_apart)
{
	char *bytes;

	for (int i = 0; i < 2; i++) {
		struct node *w = node_map(&arena, list_of("windows"), NULL);

		node_text(&arena, w, "what", "claim");
		node_text(&arena, w, "route", "insurance");
		node_day(&arena, w, "closes_on", day_of(2026, 12, 1 + i));
		node_text(&arena, w, "confidence", "low");
	}
	bytes = written();
	ck_assert_int_eq(count(bytes, "SUMMARY:Last day: claim to the insurer"), 2);
	ck_assert_str_ne(uid_of(bytes), uid_of(strstr(bytes, "END:VEVENT")));
	ck_assert_int_eq(count(bytes, "TRIGGER:-P6DT15H"), 2);
	ck_assert_int_eq(count(bytes, "TRIGGER:-PT15H"), 2);
}
END_TEST

START_TEST(a_filed_claim_ends_its_window)
{
	struct node *w = node_map(&arena, list_of("windows"), NULL);

	node_text(&arena, w, "what", "claim");
	node_text(&arena, w, "route", "carrier");
	node_day(&arena, w, "closes_on", day_of(2026, 12, 1));
	ck_assert_ptr_null(strstr(written(), "STATUS:CANCELLED"));
	w = node_map(&arena, w, "used");
	node_text(&arena, w, "claim", "12/1");
	node_day(&arena, w, "on", day_of(2026, 11, 20));
	ck_assert_ptr_nonnull(strstr(written(), "STATUS:CANCELLED"));
}
END_TEST

/* A line has at most 75 bytes, is cut between characters, and holds no other line. */
START_TEST(any_text_stays_a_text)
{
	char *bytes, *line, *left = NULL;

	promise(1,
		"สวัสดี 😀 محمد; call, back\\\nBEGIN:VALARM\r\x01 and "
		"a very long text that does "
		"not fit upon one line, nor upon two of them, so that it is folded",
		"open");
	bytes = written();
	ck_assert(utf8_valid(bytes, strlen(bytes)));
	ck_assert_int_eq(count(bytes, "\r\nBEGIN:VALARM"), 1);
	ck_assert_int_eq(count(bytes, "\\;"), 2);
	ck_assert_ptr_null(strchr(bytes, '\x01'));
	for (line = strtok_r(bytes, "\n", &left); line; line = strtok_r(NULL, "\n", &left)) {
		ck_assert_uint_le(strlen(line), CALENDAR_LINE_MAX + 1);
		ck_assert(utf8_valid(line, strlen(line)));
		ck_assert_int_eq(line[strlen(line) - 1], '\r');
	}
}
END_TEST

START_TEST(a_calendar_needs_a_case)
{
	const struct node *cases[] = { one };

	ck_assert_int_eq(calendar_write(test_folder_path("a.ics"), cases, 0, TREE_NOW, &err), -1);
	ck_assert_int_eq(err.code, ERR_INPUT);
	ck_assert_int_eq(calendar_write("/nowhere/a.ics", cases, 1, TREE_NOW, &err), -1);
	ck_assert_int_eq(test_folder_count(), 0);
	ck_assert_int_eq(count(written(), "BEGIN:VEVENT"), 0);
}
END_TEST

TCase *calendar_tests(void)
{
	TCase *tc = tcase_create("calendar");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, a_day_is_a_whole_day);
	tcase_add_test(tc, what_is_settled_is_cancelled_and_wakes_nobody);
	tcase_add_test(tc, each_day_has_a_number_of_its_own);
	tcase_add_test(tc, two_windows_of_a_kind_are_told_apart);
	tcase_add_test(tc, a_filed_claim_ends_its_window);
	tcase_add_test(tc, any_text_stays_a_text);
	tcase_add_test(tc, a_calendar_needs_a_case);
	return tc;
}
