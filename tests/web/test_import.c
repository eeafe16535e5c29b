#include <string.h>

#include "base/file.h"
#include "ops/user_ops.h"
#include "web/suites.h"
#include "web/world.h"

/* Files that are looked at and taken in: by people on one page, by programs below /api. */

static char *session;

static void setup(void)
{
	struct user u;

	caller_setup();
	open_lost(1);
	MUST(user_add(&u, here.desk, "boss", ROLE_ADMIN, NULL, &here.err));
	session = session_of("boss");
}

static unsigned send(const char *path, const char *form, const char *name, const char *text)
{
	struct http_head h = head_of(METHOD_POST, path, session);

	return ask_upload(&h, form, put_text(name, text));
}

static int64_t entries(void)
{
	return count_of("SELECT count(*) FROM journal");
}

static const char *events_text(void)
{
	return arena_printf(&here.a,
			    "Tracking Number,Date,Status\n%s,2026-11-20 10:00,Arrived\n%s,"
			    "someday,Arrived\n%s,2026-11-20 10:00,Arrived\n",
			    usps_number(1), usps_number(1), usps_number(7));
}

START_TEST(events_are_looked_at_before_they_come_in)
{
	int64_t before = entries();

	ck_assert_int_eq(send("/import/events", "", "rows.csv", events_text()), 200);
	has("This is what would come in");
	has("3 rows in the file: <strong>1 new event</strong>, 2 not taken");
	has("no date");
	has(usps_number(7));
	has("name=\"csrf\"");
	ck_assert_int_eq(entries(), before);
	ck_assert_int_eq(count_of("SELECT count(*) FROM event"), 0);
	ck_assert_int_eq(send("/import/events", "take_in=1", "rows.csv", events_text()), 200);
	has("Taken in</h2>");
	ck_assert_int_eq(count_of("SELECT count(*) FROM event"), 1);
	ck_assert_int_eq(get("/import", session), 200);
	has("<td data-name=\"By\">boss</td><td data-name=\"What\">events</td>"
	    "<td data-name=\"File\">rows.csv</td>");
	ck_assert(verifies());
}
END_TEST

START_TEST(payments_go_to_their_claims_and_may_be_taken_back)
{
	static const char list[] = "Date,Amount,Claim\n2026-11-20,100.00,CLM-2\n"
				   "2026-11-20,7.00,nobody\n2026-11-20,-1.00,CLM-2\n";
	int64_t before;

	ck_assert_int_eq(post("/api/cases/1/claims", session, "amount=100&number=CLM-2&how=online"),
			 201);
	ck_assert_int_eq(post("/api/cases/1/claims/1", session, "act=approve&amount=100"), 201);
	before = entries();
	ck_assert_int_eq(send("/import/payouts", "", "credits.csv", list), 200);
	has("3 rows: <strong>1 matched</strong>, 0 short, 0 over, 0 noted before, 2 of no claim");
	has("<td data-name=\"Line\">3</td><td data-name=\"Outcome\">"
	    "<strong class=\"bad\">no claim");
	has("money that goes out");
	ck_assert_int_eq(entries(), before);
	ck_assert_int_eq(send("/import/payouts", "take_in=1", "credits.csv", list), 200);
	has("You may take back the list of payments, as a whole, on case 1");
	ck_assert_int_eq(count_of("SELECT count(*) FROM payout"), 1);
	ck_assert_int_eq(get("/api/import", session), 200);
	has("\"what\": \"payouts\"");
	has("\"by\": \"boss\"");
	ck_assert_int_eq(post("/import/1/undo", session, ""), 409);
	has("is a list of payments");
	ck_assert_int_eq(post("/api/undo", session,
			      arena_printf(&here.a, "entry=%lld", (long long)entries())),
			 201);
	ck_assert_int_eq(count_of("SELECT count(*) FROM payout"), 0);
	ck_assert_int_eq(get("/api/import", session), 200);
	has("\"state\": \"undone\"");
	ck_assert(verifies());
}
END_TEST

START_TEST(a_mail_is_looked_at_before_it_is_logged)
{
	const char *mail = arena_printf(&here.a,
					"From: claims@usps.com\nSubject: Parcel <b>%s</b>\n"
					"Message-ID: <1@usps.com>\nDate: Fri, 20 Nov 2026 10:00:00 "
					"-0500\n\nYour claim has been denied.\n",
					usps_number(1));

	ck_assert_int_eq(send("/import/mails", "", "answer.eml", mail), 200);
	has("<a href=\"/cases/1\">Case 1</a>");
	has("would be logged");
	has("looks like a denial");
	lacks("<b>");
	lacks("waylaid claim");
	ck_assert_int_eq(count_of("SELECT count(*) FROM contact"), 0);
	ck_assert_int_eq(send("/api/import/mails", "take_in=true", "answer.eml", mail), 201);
	has("\"outcome\": \"logged\"");
	ck_assert_int_eq(count_of("SELECT count(*) FROM contact"), 1);
	ck_assert_int_eq(count_of("SELECT count(*) FROM evidence"), 1);
	ck_assert_int_eq(send("/import/mails", "take_in=1", "answer.eml", mail), 200);
	has("Taken in before, as contact 1");
	ck_assert_int_eq(send("/import/mails", "take_in=1", "other.eml", "Subject: x\n\nhello\n"),
			 200);
	has("Names no case here");
	ck_assert_int_eq(send("/import/mails", "take_in=1&case=9", "other.eml", "S: x\n\nhello\n"),
			 404);
	ck_assert(verifies());
}
END_TEST

START_TEST(a_mailbox_has_a_ceiling_and_is_taken_whole_or_not)
{
	struct buf b;

	buf_init(&b, 1 << 20);
	for (int i = 0; i < 201; i++)
		buf_printf(&b, "From a@b Fri Nov 20 10:00:00 2026\nSubject: %d\n\nhello\n\n", i);
	ck_assert_int_eq(send("/import/mails", "take_in=1&case=1", "box.mbox", b.at), 400);
	has("more than 200 e-mails");
	ck_assert_int_eq(count_of("SELECT count(*) FROM contact"), 0);
	buf_release(&b);
}
END_TEST

static const struct {
	const char *path, *text;
} broken[] = {
	{ "/shipments/import", "" },
	{ "/shipments/import", "a\xff,b\n\"" },
	{ "/import/events", "" },
	{ "/import/events", "{\"a\":" },
	{ "/import/events", "\x1f\x8b\x08" },
	{ "/import/payouts", "" },
	{ "/import/payouts", "Date,Amount\n" },
	{ "/import/payouts", "PK\x03\x04" },
};

START_TEST(what_cannot_be_read_is_said_and_nothing_is_written)
{
	int64_t before = entries();

	ck_assert_msg(send(broken[_i].path, "take_in=1", "sent.bin", broken[_i].text) == 400, "%s",
		      answer_body);
	has("class=\"wrong\" role=\"alert\"");
	ck_assert_int_eq(entries(), before);
}
END_TEST

/* What was sent lay in a folder of the desk's: its name is nobody's business. */
START_TEST(a_file_that_is_too_large_is_refused_by_its_name)
{
	char *text = arena_alloc(&here.a, (9 << 20) + 1);

	memset(text, '[', 9 << 20);
	ck_assert_int_eq(send("/api/import/events", "take_in=1", "big.json", text), 400);
	has("big.json: a file of more than 8 MiB is not taken");
	lacks(here.dir);
}
END_TEST

/* A row that cannot be read has no day, and none is invented. */
START_TEST(a_row_with_a_fault_has_no_day)
{
	static const char list[] = "Date,Amount\n2026-11-20,1\0\n";
	struct http_head h = head_of(METHOD_POST, "/api/import/payouts", session);
	char *path = put_text("list.csv", "");

	MUST(file_write(path, list, sizeof list - 1, 0600, &here.err));
	ck_assert_int_eq(ask_upload(&h, "", path), 201);
	has("\"outcome\": \"unknown\"");
	has("\"paid_on\": null");
}
END_TEST

/* As bytes, whatever they are, a mail stays what was sent. */
START_TEST(a_mail_that_cannot_be_opened_is_said)
{
	ck_assert_int_eq(send("/import/mails", "take_in=1&case=1", "x.eml", "\x01\x02\x03"), 200);
	ck_assert_int_lt(count_of("SELECT count(*) FROM contact"), 2);
	ck_assert(verifies());
}
END_TEST

START_TEST(a_list_of_parcels_is_taken_back)
{
	const char *list =
		arena_printf(&here.a, "tracking number,ship date\n%s,2026-11-10\n", usps_number(5));

	ck_assert_int_eq(send("/shipments/import", "take_in=1", "list.csv", list), 200);
	has("Taken in</h2>");
	has("1 row: <strong>1 new</strong>");
	has("action=\"/import/1/undo\"");
	ck_assert_int_eq(post("/import/1/undo", session, ""), 200);
	has("Import 1 (list.csv) was taken back: 1 parcel is out of sight");
	lacks("action=\"/import/1/undo\"");
	ck_assert_int_eq(post("/import/1/undo", session, ""), 409);
	ck_assert_int_eq(post("/api/import/7/undo", session, ""), 404);
	ck_assert(verifies());
}
END_TEST

START_TEST(who_is_held_or_may_only_look_takes_nothing_in)
{
	struct user u;

	MUST(user_add(&u, here.desk, "hal", ROLE_ADMIN, "Acme", &here.err));
	MUST(user_add(&u, here.desk, "rita", ROLE_READ, NULL, &here.err));
	ck_assert_int_eq(get("/import", session_of("rita")), 200);
	lacks("type=\"file\"");
	session = session_of("hal");
	ck_assert_int_eq(get("/import", session), 200);
	lacks("type=\"file\"");
	has("who works for every client");
	ck_assert_int_eq(get("/api/import", session), 200);
	has("\"count\": 0");
	ck_assert_int_eq(send("/import/events", "take_in=1", "rows.csv", events_text()), 403);
	ck_assert_int_eq(post("/import/1/undo", session, ""), 403);
	ck_assert_int_eq(get("/shipments", session), 200);
	lacks("href=\"/import\"");
}
END_TEST

Suite *import_suite(void)
{
	Suite *s = suite_create("import");
	TCase *t = tcase_create("import");

	tcase_set_timeout(t, 60);
	tcase_add_checked_fixture(t, setup, caller_teardown);
	tcase_add_test(t, events_are_looked_at_before_they_come_in);
	tcase_add_test(t, payments_go_to_their_claims_and_may_be_taken_back);
	tcase_add_test(t, a_mail_is_looked_at_before_it_is_logged);
	tcase_add_test(t, a_mailbox_has_a_ceiling_and_is_taken_whole_or_not);
	tcase_add_loop_test(t, what_cannot_be_read_is_said_and_nothing_is_written, 0,
			    COUNT(broken));
	tcase_add_test(t, a_mail_that_cannot_be_opened_is_said);
	tcase_add_test(t, a_file_that_is_too_large_is_refused_by_its_name);
	tcase_add_test(t, a_row_with_a_fault_has_no_day);
	tcase_add_test(t, a_list_of_parcels_is_taken_back);
	tcase_add_test(t, who_is_held_or_may_only_look_takes_nothing_in);
	suite_add_tcase(s, t);
	return s;
}
