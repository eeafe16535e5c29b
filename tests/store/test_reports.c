/*
 * Every shipped report on a desk whose contents are few enough to be added up by hand.
 *
 * Today is 2026-11-23, day 20780. Claims, all through the carrier's door but as said:
 *
 *   case carrier client  claim state    claimed     approved   paid        filed   first money
 *   1    usps    Acme    1/1   paid     100.00 USD  90.00 USD  90.00 USD   20700   20710
 *   2    usps    Acme    2/1   denied    50.00 USD  -          -           20700   -
 *   3    ups     Beta    3/1   filed     70.00 EUR  -          20.00 EUR   20740   20770
 *   4    usps    -       4/1   paid      40.00 USD  -          40.00 EUR   20750   20760
 *   5    (none)  -       -
 */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/text.h"
#include "domain/casefile.h"
#include "store/place.h"
#include "store/suites.h"
#include "view/doc.h"
#include "view/report_doc.h"

enum { DAY_S = 86400, TODAY = 20780 };

static void put_case(int id, const char *carrier, const char *client, int opened_on)
{
	change(arena_printf(
		&here.a,
		"INSERT INTO shipment(id,version,carrier,tracking_number,service,status,trouble,"
		"value_cents,value_currency,client,order_number)VALUES(%d,1,%s,'N%d',"
		"'ground_advantage','unknown','none',%d,'USD',%s,'O%d');"
		"INSERT INTO casefile(id,version,shipment_id,problem,stage,owner,opened_at,"
		"opened_by)VALUES(%d,1,%d,'lost','open','kim',%d*86400+54000,'ann')",
		id, carrier, id, id * 1000, client, id, id, id, opened_on));
}

static void put_claim(int id, const char *rest)
{
	change(arena_printf(&here.a,
			    "INSERT INTO claim(id,version,casefile_id,number,route,state,"
			    "amount_cents,amount_currency,filed_on,approved_cents,"
			    "approved_currency,decided_on,denial,appeals,appeal_result)"
			    "VALUES(%d,1,%d,1,'carrier',%s)",
			    id, id, rest));
}

static void put_payout(int claim, int cents, const char *currency, int on)
{
	change(arena_printf(&here.a,
			    "INSERT INTO payout(version,claim_id,amount_cents,amount_currency,"
			    "paid_on)VALUES(1,%d,%d,'%s',%d)",
			    claim, cents, currency, on));
}

static void five_cases(void)
{
	put_case(1, "'usps'", "'Acme'", TODAY - 100);
	put_case(2, "'usps'", "'Acme'", TODAY - 91);
	put_case(3, "'ups'", "'Beta'", TODAY - 90);
	put_case(4, "'usps'", "NULL", TODAY - 7);
	put_case(5, "NULL", "NULL", TODAY);
	put_claim(1, "'paid',10000,'USD',20700,9000,'USD',20705,NULL,NULL,NULL");
	put_claim(2, "'denied',5000,'USD',20700,NULL,NULL,20720,'late_filing',1,'lost'");
	put_claim(3, "'filed',7000,'EUR',20740,NULL,NULL,NULL,NULL,NULL,NULL");
	put_claim(4, "'paid',4000,'USD',20750,NULL,NULL,NULL,NULL,NULL,NULL");
	put_payout(1, 6000, "USD", 20710);
	put_payout(1, 3000, "USD", 20712);
	put_payout(3, 2000, "EUR", 20770);
	put_payout(4, 4000, "EUR", 20760);
}

/* One contact of a case with a promise. */
static void put_contact(int id, int case_id, const char *minutes, const char *state, int due_on)
{
	change(arena_printf(
		&here.a,
		"INSERT INTO contact(id,version,channel,party,direction,outcome,at,rep_name,"
		"minutes,hold_minutes,logged_by,logged_at)"
		"VALUES(%d,1,'phone','carrier','out','reached',"
		"20775*86400+54000,'Dana',%s,2,'ann',0);"
		"INSERT INTO contact_case(version,contact_id,casefile_id)VALUES(1,%d,%d);"
		"INSERT INTO promise(version,contact_id,owed_by,what,due_on,state)"
		"VALUES(1,%d,'carrier','call',%d,'%s')",
		id, minutes, id, case_id, id, due_on, state));
}

/* --- what a report says, as text: cells with blanks between, a newline behind each row --- */

static const struct report_ask *asked;

static int note(void *payload, const struct node *row, struct err *err)
{
	char **text = payload;

	(void)err;
	for (int i = 0; i < asked->report->ncolumns; i++) {
		const struct report_column *c = &asked->report->column[i];
		const char *said = report_said(&here.a, asked->report, i, row, here.moment.zone);

		if (!(c->flags & (REPORT_FILE | REPORT_HIDDEN)))
			*text = arena_printf(&here.a, "%s%s|", *text, said ? said : "");
	}
	*text = arena_printf(&here.a, "%s\n", *text);
	return 0;
}

static struct report_totals totals;

static char *says(const char *name, const struct report_given given[], int n)
{
	const struct report *r;
	struct report_ask ask;
	struct reporter *rep;
	char *text = arena_strdup(&here.a, "");

	MUST(report_find(&r, &here.a, name, &here.err));
	MUST(report_ask(&ask, &here.a, r, given, n, true, &here.moment, &here.err));
	MUST(reporter_open(&rep, here.path, &here.moment, &report_limits_usual, &here.err));
	asked = &ask;
	MUST(report_rows(&totals, rep, &ask, note, &text, &here.err));
	reporter_close(rep);
	return text;
}

static const char *const names[] = { "aging",    "denials",  "effort",  "months",
				     "promises", "recovery", "register" };

START_TEST(an_empty_desk_has_nothing_to_say)
{
	ck_assert_str_eq(says(names[_i], NULL, 0), "");
	ck_assert_int_eq(totals.rows, 0);
	ck_assert_int_eq(totals.n, 0);
}
END_TEST

/* A case of which nothing is known but that it is there. */
START_TEST(one_bare_case_breaks_nothing)
{
	put_case(1, "NULL", "NULL", TODAY);
	change("UPDATE shipment SET value_cents=NULL,value_currency=NULL,service=NULL;"
	       "UPDATE casefile SET owner=NULL");
	put_claim(1, "'filed',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL");
	says(names[_i], NULL, 0);
	if (!strcmp(names[_i], "recovery"))
		ck_assert_str_eq(says("recovery", NULL, 0), "not known||1|||||0|||\n");
}
END_TEST

START_TEST(recovery_is_by_currency)
{
	const struct report_given client[] = { { "by", "client" } },
				  acme[] = { { "client", "Acme" }, { "by", "reason" } },
				  late[] = { { "from", "2026-10-24" }, { "to", "2026-10-24" } };

	five_cases();
	/*
	 * EUR: UPS 70 claimed, 20 of them paid, 50 to come. USPS 40 EUR paid on a claim in USD.
	 * USD: USPS 100+50+40 claimed, 90 approved and paid; three ended. Days: (10+10)/2.
	 */
	ck_assert_str_eq(says("recovery", NULL, 0),
			 "UPS|EUR|1|70.00|20.00|20.00|50.00|0||30|\n"
			 "USPS|EUR|1||40.00|40.00||1|too few to say||\n"
			 "USPS|USD|3|190.00|90.00|90.00|0.00|3|too few to say|10|\n");
	ck_assert_int_eq(totals.n, 2);
	ck_assert_str_eq(totals.of[0].currency, "EUR");
	ck_assert_int_eq(totals.of[0].sum[4], 7000);
	ck_assert_int_eq(totals.of[1].sum[4], 19000);
	ck_assert_int_eq(totals.of[1].sum[3], 3);
	ck_assert_str_eq(says("recovery", client, 1),
			 "Beta|EUR|1|70.00|20.00|20.00|50.00|0||30|\n"
			 "not known|EUR|1||40.00|40.00||1|too few to say||\n"
			 "Acme|USD|2|150.00|90.00|90.00|0.00|2|too few to say|10|\n"
			 "not known|USD|1|40.00|||0.00|1|too few to say|10|\n");
	ck_assert_str_eq(says("recovery", acme, 2),
			 "lost|USD|2|150.00|90.00|90.00|0.00|2|too few to say|10|\n");
	ck_assert_str_eq(says("recovery", late, 2), /* day 20750: of claim 4 alone */
			 "USPS|EUR|1||40.00|40.00||1|too few to say||\n"
			 "USPS|USD|1|40.00|||0.00|1|too few to say|10|\n");
}
END_TEST

START_TEST(a_rate_needs_ten)
{
	put_case(1, "'usps'", "NULL", TODAY);
	for (int i = 1; i <= 10; i++) {
		change(arena_printf(&here.a,
				    "INSERT INTO claim(id,version,casefile_id,number,route,state,"
				    "amount_cents,amount_currency,filed_on)VALUES(%d,1,1,%d,"
				    "'carrier','%s',1000,'USD',20700)",
				    i, i, i <= 3 ? "paid" : "denied"));
		if (i <= 3)
			put_payout(i, 500, "USD", 20700 + i);
		if (i == 9)
			ck_assert_str_eq(says("recovery", NULL, 0),
					 "USPS|USD|9|90.00|15.00|15.00|0.00|9|too few to say|2|\n");
	}
	/* 15 of 100 */
	ck_assert_str_eq(says("recovery", NULL, 0),
			 "USPS|USD|10|100.00|15.00|15.00|0.00|10|15 %|2|\n");
}
END_TEST

START_TEST(a_parcel_of_several_skus_is_counted_once)
{
	const struct report_given sku[] = { { "by", "sku" } };

	five_cases();
	change("INSERT INTO item(version,shipment_id,description,sku,quantity)"
	       "VALUES(1,1,'a','A',1),(1,1,'b','B',1),(1,2,'a','A',1)");
	ck_assert_str_eq(says("recovery", sku, 1),
			 "not known|EUR|2|70.00|60.00|60.00|50.00|1|too few to say|30|\n"
			 "several SKUs|USD|1|100.00|90.00|90.00|0.00|1|too few to say|10|\n"
			 "A|USD|1|50.00|||0.00|1|too few to say||\n"
			 "not known|USD|1|40.00|||0.00|1|too few to say|10|\n");
}
END_TEST

START_TEST(aging_puts_each_open_case_in_one_bucket)
{
	five_cases();
	change("UPDATE casefile SET closed_at=1 WHERE id=2");
	put_contact(1, 4, "5", "open", TODAY);
	/* Values are 10, 30, 40, 50 USD. What case 3 may still bring is EUR, its value USD. */
	ck_assert_str_eq(says("aging", NULL, 0), "0-7 days|USD|2|1|1|90.00|40.00||\n"
						 "8-14 days|USD|0|0|0||||\n"
						 "15-30 days|USD|0|0|0||||\n"
						 "31-60 days|USD|0|0|0||||\n"
						 "61-90 days|USD|1|1|0|30.00|||\n"
						 "over 90 days|USD|1|1|0|10.00|100.00||\n");
}
END_TEST

START_TEST(months_stand_where_it_happened)
{
	five_cases();
	/* 20700 is 2026-09-04, 20740 is 10-14, 20750 10-24, 20760 11-03, 20770 11-13. */
	ck_assert_str_eq(says("months", NULL, 0), "2026-10|EUR|1|70.00|||\n"
						  "2026-11|EUR|0|||60.00|\n"
						  "2026-09|USD|2|150.00|90.00|90.00|\n"
						  "2026-10|USD|1|40.00|||\n");
}
END_TEST

START_TEST(promises_are_kept_or_broken)
{
	const struct report_given rep[] = { { "by", "representative" } },
				  us[] = { { "owed_by", "us" } };

	five_cases();
	for (int i = 1; i <= 7; i++)
		put_contact(i, 1, "1", i == 7 ? "waived" : "kept", TODAY);
	ck_assert_str_eq(says("promises", NULL, 0), "USPS|7|6|0|1|0|0|too few to say|\n");
	for (int i = 8; i <= 11; i++)
		put_contact(i, 2, "1", "broken", TODAY);
	put_contact(12, 2, "1", "open", TODAY - 1);
	put_contact(13, 3, "1", "open", TODAY);
	/* 6 of 6 + 4 */
	ck_assert_str_eq(says("promises", NULL, 0), "USPS|12|6|4|1|1|1|60 %|\nUPS|1|0|0|0|1|0||\n");
	ck_assert_str_eq(says("promises", rep, 1), "Dana|13|6|4|1|2|1|60 %|\n");
	ck_assert_str_eq(says("promises", us, 1), "");
}
END_TEST

START_TEST(denials_say_what_won)
{
	five_cases();
	put_case(6, "'usps'", "NULL", TODAY);
	put_claim(6, "'approved',900,'USD',20700,900,'USD',20705,'late_filing',1,'won'");
	change("INSERT INTO evidence(version,casefile_id,kind,name,media_type,sha256,size,added_at,"
	       "added_by)SELECT 1,6,'proof_of_mailing','a','b',hex(zeroblob(32)),1,1,'ann'");
	ck_assert_str_eq(says("denials", NULL, 0), "Filed too late|2|2|2|1|too few to say|\n");
	change("UPDATE claim SET denial=NULL WHERE id=2");
	ck_assert_str_eq(says("denials", NULL, 0), "Filed too late|1|1|1|1|too few to say|\n"
						   "not said|1|1|1|0|too few to say|\n");
}
END_TEST

START_TEST(effort_counts_a_contact_once)
{
	const struct report_given by_case[] = { { "by", "case" } },
				  beta[] = { { "client", "Beta" } };

	five_cases();
	put_contact(1, 1, "10", "kept", TODAY);
	put_contact(2, 1, "NULL", "kept", TODAY);
	put_contact(3, 2, "5", "kept", TODAY);
	change("INSERT INTO contact_case(version,contact_id,casefile_id)VALUES(1,3,3)");
	/* 15 minutes, two cases: 8 when rounded. */
	ck_assert_str_eq(says("effort", NULL, 0), "USPS|2|3|3|3|15|6|1|8|\n");
	ck_assert_str_eq(says("effort", by_case, 1),
			 "case 1|1|2|2|2|10|4|1|10|\ncase 2|1|1|1|1|5|2|0|5|\n");
	/* Asked for one client, the contact is that client's. */
	ck_assert_str_eq(says("effort", beta, 1), "UPS|1|1|1|1|5|2|0|5|\n");
}
END_TEST

START_TEST(the_register_has_a_line_a_claim)
{
	const struct report_given beta[] = { { "client", "Beta" }, { "owner", "kim" } },
				  since[] = { { "from", "-7d" }, { "to", "today" } };

	five_cases();
	ck_assert_str_eq(says("register", NULL, 0),
			 "1|N1|usps|lost|Acme|100|paid|USD|100.00|90.00|90.00|0.00|\n"
			 "2|N2|usps|lost|Acme|91|denied|USD|50.00|||0.00|\n"
			 "3|N3|ups|lost|Beta|90|filed|EUR|70.00||20.00|50.00|\n"
			 "4|N4|usps|lost||7|paid|USD|40.00|||0.00|\n"
			 "5|N5||lost||0|||||||\n");
	ck_assert_int_eq(totals.n, 2);
	ck_assert_str_eq(totals.of[0].currency, "USD");
	ck_assert_int_eq(totals.of[0].sum[13], 15000); /* the five values */
	ck_assert_int_eq(totals.of[0].sum[20], 19000); /* claimed */
	ck_assert_int_eq(totals.of[1].sum[20], 7000);
	ck_assert(!totals.of[1].any[13]);
	ck_assert_str_eq(says("register", beta, 2),
			 "3|N3|ups|lost|Beta|90|filed|EUR|70.00||20.00|50.00|\n");
	says("register", since, 2);
	ck_assert_int_eq(totals.rows, 2);
}
END_TEST

/* --- what was asked, and a person's own --- */

START_TEST(what_a_report_does_not_take_is_said)
{
	static const struct {
		const char *name, *value, *says;
	} wrong[] = {
		{ "colour", "red", "the report recovery takes no --colour; it takes --by, --from" },
		{ "by", "moon", "--by 'moon' is not known: use carrier" },
		{ "from", "soon", "--from" },
		{ "client", "\x01", "--client" },
	};
	const struct report *r;
	struct report_ask ask;

	MUST(report_find(&r, &here.a, "recovery", &here.err));
	for (size_t i = 0; i < COUNT(wrong); i++) {
		const struct report_given given = { wrong[i].name, wrong[i].value };

		REFUSED(report_ask(&ask, &here.a, r, &given, 1, true, &here.moment, &here.err),
			ERR_INPUT, wrong[i].says);
	}
	MUST(report_ask(&ask, &here.a, r, &(struct report_given){ "colour", "red" }, 1, false,
			&here.moment, &here.err));
	ck_assert_str_eq(ask.report->title, "Recovery by carrier");
	ck_assert_str_eq(ask.report->column[0].heading, "Carrier");
	ck_assert_ptr_null(ask.said);
	MUST(report_ask(&ask, &here.a, r,
			(const struct report_given[]){ { "from", "today" }, { "client", "A" } }, 2,
			true, &here.moment, &here.err));
	ck_assert_str_eq(ask.said, "from 2026-11-23, client A");
	REFUSED(report_find(&r, &here.a, "moon", &here.err), ERR_NOT_FOUND,
		"there are aging, board, denials");
	REFUSED(report_find(&r, &here.a, "./moon.sql", &here.err), ERR_NOT_FOUND, "moon.sql");
}
END_TEST

#define HEAD "-- title: T\n-- param: days, number, 3, so many\n"

static int run_own(const char *text)
{
	const struct report *r;
	struct report_ask ask;
	struct reporter *rep;
	char *out = arena_strdup(&here.a, "");
	int rc;

	MUST(report_find(&r, &here.a, put_text("own.sql", text), &here.err));
	MUST(report_ask(&ask, &here.a, r, NULL, 0, true, &here.moment, &here.err));
	MUST(reporter_open(&rep, here.path, &here.moment, &report_limits_usual, &here.err));
	asked = &ask;
	rc = report_rows(&totals, rep, &ask, note, &out, &here.err);
	reporter_close(rep);
	return rc;
}

START_TEST(values_of_the_wrong_kind_name_their_column)
{
	MUST(run_own(HEAD "-- column: n, number sum, 5, N\nSELECT :days AS n"));
	ck_assert_int_eq(totals.of[0].sum[0], 3);
	MUST(run_own(HEAD "-- column: n, number, 5, N\nSELECT 2.5 AS n"));
	MUST(run_own(HEAD "-- column: t, time, 5, T\nSELECT :now AS t"));
	MUST(run_own(HEAD "-- column: d, day, 5, D\nSELECT :today AS d"));
	REFUSED(run_own(HEAD "-- column: n, number, 5, N\nSELECT 'x' AS n"), ERR_INPUT,
		"own.sql:3: row 1 has something in column 'n' that is not of the kind number");
	REFUSED(run_own(HEAD "-- column: n, text, 5, N\nSELECT 1 AS n"), ERR_INPUT, "kind text");
	REFUSED(run_own(HEAD "-- column: n, text, 5, N\nSELECT x'00' AS n"), ERR_INPUT,
		"kind text");
	REFUSED(run_own(HEAD "-- column: n, number, 5, N\nSELECT 9e99 AS n"), ERR_INPUT,
		"kind number");
	REFUSED(run_own(HEAD "-- column: n, day, 5, N\nSELECT 99999999 AS n"), ERR_INPUT,
		"kind day");
	REFUSED(run_own(HEAD "-- column: n, time, 5, N\nSELECT 9000000000000000 AS n"), ERR_INPUT,
		"kind time");
	REFUSED(run_own(HEAD "-- column: c, currency, 5, C\n-- column: n, money(c), 5, N\n"
			     "SELECT 'XXZ' AS c, 1 AS n"),
		ERR_INPUT, "kind money");
	REFUSED(run_own(HEAD "-- column: c, currency, 5, C\n-- column: n, money(c), 5, N\n"
			     "SELECT NULL AS c, 1 AS n"),
		ERR_INPUT, "kind money");
	REFUSED(run_own(HEAD "-- column: n, number sum, 5, N\n"
			     "SELECT 9223372036854775807 AS n UNION ALL SELECT 5"),
		ERR_INPUT, "the sum of 'n' is too large");
}
END_TEST

START_TEST(the_list_shows_a_broken_one_with_its_fault)
{
	struct node *doc;
	const struct node *n;

	ck_assert_int_eq(setenv("XDG_CONFIG_HOME", here.dir, 1), 0);
	change("SELECT 1");
	ck_assert_int_eq(mkdir(in_place("waylaid"), 0700), 0);
	ck_assert_int_eq(mkdir(in_place("waylaid/reports"), 0700), 0);
	put_text("waylaid/reports/zz_late.sql", "-- titel: X\n");
	put_text("waylaid/reports/aging.sql",
		 "-- title: Mine\n-- column: n, number, 5, N\nSELECT 1 AS n");
	put_text("waylaid/reports/note.txt", "no report");
	MUST(reports_doc(&doc, &here.a, &here.err));
	ck_assert_int_eq(node_num(doc, "count"), 9);
	n = node_get(doc, "items")->first;
	ck_assert_str_eq(node_str(n, "name"), "aging");
	ck_assert_str_eq(node_str(n, "title"), "Mine");
	n = node_get(doc, "items")->last;
	ck_assert_str_eq(node_str(n, "name"), "zz_late");
	ck_assert_ptr_nonnull(strstr(node_str(n, "fault"), "zz_late.sql:1: 'titel' is not known"));
	ck_assert_str_eq(says("aging", NULL, 0), "1|\n");
}
END_TEST

Suite *reports_suite(void)
{
	Suite *s = suite_create("reports");
	TCase *t = tcase_create("reports");

	tcase_add_checked_fixture(t, place_desk, place_teardown);
	tcase_set_timeout(t, 60);
	tcase_add_loop_test(t, an_empty_desk_has_nothing_to_say, 0, (int)COUNT(names));
	tcase_add_loop_test(t, one_bare_case_breaks_nothing, 0, (int)COUNT(names));
	tcase_add_test(t, recovery_is_by_currency);
	tcase_add_test(t, a_rate_needs_ten);
	tcase_add_test(t, a_parcel_of_several_skus_is_counted_once);
	tcase_add_test(t, aging_puts_each_open_case_in_one_bucket);
	tcase_add_test(t, months_stand_where_it_happened);
	tcase_add_test(t, promises_are_kept_or_broken);
	tcase_add_test(t, denials_say_what_won);
	tcase_add_test(t, effort_counts_a_contact_once);
	tcase_add_test(t, the_register_has_a_line_a_claim);
	tcase_add_test(t, what_a_report_does_not_take_is_said);
	tcase_add_test(t, values_of_the_wrong_kind_name_their_column);
	tcase_add_test(t, the_list_shows_a_broken_one_with_its_fault);
	suite_add_tcase(s, t);
	return s;
}
