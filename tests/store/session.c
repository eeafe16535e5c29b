#include "store/session.h"

#include <string.h>

#include "base/file.h"
#include "ops/claim_ops.h"
#include "ops/contradiction_ops.h"
#include "ops/events_ops.h"
#include "ops/export_ops.h"
#include "ops/import_ops.h"
#include "ops/internal.h"
#include "ops/item_ops.h"
#include "ops/mail_parts.h"
#include "ops/payout_import.h"
#include "ops/post_office_ops.h"
#include "ops/purge_ops.h"
#include "ops/rules_ops.h"
#include "ops/saved_view_ops.h"
#include "ops/snooze_ops.h"
#include "ops/timer_ops.h"
#include "ops/user_ops.h"
#include "ops/watch_ops.h"
#include "store/mails.h"
#include "store/place.h"
#include "view/brief_doc.h"
#include "view/call_doc.h"
#include "view/case_doc.h"
#include "view/claim_doc.h"
#include "view/door_doc.h"
#include "view/explain_doc.h"
#include "view/letter_doc.h"
#include "view/list_doc.h"
#include "view/next_doc.h"

/* --- writing --- */

void put_claim(long long case_id)
{
	struct claim claim = claim_unknown;
	struct payout payout = { .amount = { 5000, "USD" }, .paid_on = here.moment.today };
	struct remedy remedy = { .casefile_id = case_id,
				 .kind = REMEDY_RESHIP,
				 .given_on = here.moment.today };
	struct casefile c;
	struct shipment s;
	struct tx *tx;

	claim.casefile_id = case_id;
	claim.number = 1;
	claim.state = CLAIM_FILED;
	claim.amount = (struct money){ 12000, "USD" };
	claim.reference = "CLM-1";
	claim.denial = "late_filing";
	claim.filed_on = here.moment.today;
	MUST(desk_begin(&tx, here.desk, "test.claim", &here.err));
	MUST(case_take(&c, &s, tx, &here.a, case_id, 0, &here.err));
	MUST(row_insert(&claim, tx, TABLE_CLAIM, &here.err));
	payout.claim_id = claim.id;
	MUST(row_insert(&payout, tx, TABLE_PAYOUT, &here.err));
	MUST(row_insert(&remedy, tx, TABLE_REMEDY, &here.err));
	MUST(windows_refresh(tx, &here.a, &c, &s, &here.err));
	MUST(stage_refresh(tx, &here.a, &c, &s, &here.err));
	MUST(tx_end(tx, 0, &here.err));
}

static void tell(int64_t case_id, enum claim_act act)
{
	struct claim_told t = { .on = DAY_NONE, .until = DAY_NONE, .said = "so they say" };
	const char *warning;
	struct claim c;

	MUST(claim_tell(&c, &warning, here.desk, &here.a, (struct claim_name){ case_id, 0 }, act,
			&t, &here.err));
}

/* A claim's whole life, its money by a list and by hand, and what the customer got. */
static void live_a_claim(int64_t case_id)
{
	static const enum claim_act life[] = { CLAIM_LOSE, CLAIM_ASK,    CLAIM_ACK,
					       CLAIM_DENY, CLAIM_APPEAL, CLAIM_APPROVE };
	struct claim_filing f = {
		.route = -1, .reference = "CLM-7", .on = DAY_NONE, .until = DAY_NONE, .anyway = true
	};
	struct payout_told money = { .amount = { 1000, "USD" }, .on = DAY_NONE, .anyway = true };
	struct payouts_options list = { .path = put_text("credits.csv", "Date,Amount,Reference\n"
									"2026-11-23,12.00,CLM-7\n"
									"2026-11-23,5.00,nobody\n"
									"2026-11-23,78.00,\n") };
	struct claim_name name = { case_id, 0 };
	struct remedy r = { .kind = REMEDY_CREDIT, .given_on = DAY_NONE };
	struct payouts_report report;
	const char *warning;
	struct claim c;

	MUST(claim_file(&c, &warning, here.desk, &here.a, name, &f, &here.err));
	f.how = "online";
	MUST(claim_edit(&c, &warning, here.desk, &here.a, name, &f, &here.err));
	for (size_t i = 0; i < sizeof life / sizeof *life; i++)
		tell(case_id, life[i]);
	MUST(claim_pay(&c, &warning, here.desk, &here.a, name, &money, &here.err));
	MUST(payouts_import(&report, here.desk, &here.a, &list, &here.err));
	ck_assert_int_eq(report.outcomes[PAYOUT_MATCHED] + report.outcomes[PAYOUT_SHORT], 2);
	MUST(remedy_give(&r, &warning, here.desk, &here.a, case_id, &here.err));
}

static void look_at_claims(struct snap *snap)
{
	struct node *doc;

	MUST(claim_doc(&doc, snap, &here.a, 1, 1, &here.moment, &here.err));
	MUST(denials_doc(&doc, snap, &here.a, NULL, &here.err));
	MUST(denials_doc(&doc, snap, &here.a, "usps", &here.err));
}

/* A row in each table that no operation of this session writes. */
static void put_notes(int64_t case_id, int64_t contact, int64_t other)
{
	daynum today = here.moment.today;
	struct item item = { .description = "Camera", .quantity = 1, .bought_on = DAY_NONE };
	struct step step = {
		.casefile_id = case_id, .code = "look_round", .done_on = today, .done_by = "ann"
	};
	struct contradiction pair = { .contact_id = contact, .other_id = other };
	struct duty duty = { .casefile_id = case_id,
			     .what = "tell USPS",
			     .since_on = today,
			     .settled_on = DAY_NONE };
	struct casefile c;
	struct shipment s;
	struct tx *tx;

	MUST(desk_begin(&tx, here.desk, "test.notes", &here.err));
	MUST(case_take(&c, &s, tx, &here.a, case_id, 0, &here.err));
	item.shipment_id = s.id;
	MUST(row_insert(&item, tx, TABLE_ITEM, &here.err));
	MUST(row_insert(&step, tx, TABLE_STEP, &here.err));
	MUST(row_insert(&pair, tx, TABLE_CONTRADICTION, &here.err));
	MUST(row_insert(&duty, tx, TABLE_DUTY, &here.err));
	MUST(tx_end(tx, 0, &here.err));
}

/* Twice on the same lines; the case with the claim and its notes. */
static void snooze(int64_t case_id)
{
	const struct snooze_lines lines = { .casefile_id = case_id, .kind = -1 };
	struct next_rows rows;

	for (int days = 3; days < 5; days++)
		MUST(snooze_put(&rows, here.desk, &here.a, &lines, here.moment.today + days,
				"Dana is away", &here.err));
	MUST(snooze_wake(&rows, here.desk, &here.a, &lines, &here.err));
	MUST(snooze_put(&rows, here.desk, &here.a, &lines, here.moment.today + 3, "Dana is away",
			&here.err));
}

static void track(int64_t case_id, const char *number)
{
	struct event scan = {
		.occurred_at = here.moment.now - 86400,
		.occurred_at_local = "2026-11-22T10:00:00",
		.place = "BOISE, ID 83702",
		.code = "10",
		.text = "Arrived at USPS Regional Facility",
		.status = STATUS_IN_TRANSIT,
		.is_scan = true,
	};
	struct reading r = { .tracking_number = number,
			     .outcome = POLL_NEW,
			     .event = &scan,
			     .nevents = 1,
			     .expected_on = DAY_NONE };
	const char *const names[] = { number };
	struct tracked *tracked;
	struct plans plans;

	MUST(tracking_plan(&plans, here.desk, &here.a,
			   &(struct plan_query){ .names = names, .nnames = 1 }, &here.err));
	MUST(tracking_plan(&plans, here.desk, &here.a, &(struct plan_query){ .due = true },
			   &here.err));
	MUST(desk_find_shipment(&r.shipment_id, here.desk,
				arena_printf(&here.a, "#%lld", (long long)case_id), &here.err));
	MUST(tracking_lease(here.desk, "usps", here.moment.machine, &here.err));
	MUST(tracking_record(&tracked, here.desk, &here.a,
			     &(struct answered){ .reading = &r, .nreadings = 1 }, 1, SOURCE_API,
			     &here.err));
	MUST(tracking_release(here.desk, "usps", &here.err));
}

static void import(const char *number)
{
	struct events_report r;
	const char *path = put_text(
		"answer.json",
		arena_printf(
			&here.a,
			"{\"trackingNumber\":\"%s\",\"status\":\"Out for Delivery\","
			"\"trackingEvents\":[{"
			"\"eventType\":\"Out for Delivery\",\"eventCode\":\"OF\","
			"\"eventTimestamp\":"
			"\"2026-11-23T07:10:00\",\"GMTTimestamp\":\"2026-11-23T14:10:00Z\","
			"\"GMTOffset\":\"-07:00\",\"eventCity\":\"BOISE\",\"eventState\":\"ID\"}]}",
			number));

	MUST(events_import(&r, here.desk, &here.a, path, NULL, &here.err));
	ck_assert_int_eq(r.created, 1);
}

static void correct(int64_t id, int64_t contact)
{
	struct case_facts facts = { .given = FACT_MAILED | FACT_TO | FACT_OWNER | FACT_CLIENT,
				    .shipment = { .mailed_on = day_of(2026, 11, 2),
						  .to_address =
							  "A Roe\n1 Main St\nBoise, ID 83702" },
				    .owner = "ann",
				    .client = "Acme" };
	struct contact changes = { .said = "search was started" };
	const char *warning, *done;

	MUST(casefile_edit(&warning, here.desk, &here.a, id, 0, &facts, &here.err));
	MUST(contact_amend(here.desk, &here.a, contact, 0, &changes, CONTACT_SAID, &here.err));
	log_call(id, "a mistake");
	MUST(desk_undo(&done, here.desk, &here.a, &here.err));
}

/* Timed, put on hold, logged with the keys that led to a person, and contradicting another. */
static void make_call(int64_t case_id)
{
	struct contact c = a_call();
	struct contradiction d;
	struct timer t;
	int64_t pair[2] = { log_call(case_id, "it is in Boise") };
	bool there;

	for (int i = 0; i < 2; i++) {
		MUST(call_start(&t, here.desk, &here.a, &case_id, 1, "1-800-275-8777", &here.err));
		MUST(call_hold(&t, here.desk, &here.a, true, &here.err));
		MUST(call_now(&t, &there, here.desk, &here.a, &here.err));
		ck_assert(there);
		if (i == 0)
			MUST(call_discard(&t, here.desk, &here.a, &here.err));
	}
	c.said = "it is in Reno";
	c.keypad = "2, 1";
	c.dialed = t.dialed;
	MUST(contact_log_call(&pair[1], here.desk, &c, &case_id, 1, NULL, 0, &here.err));
	MUST(contradiction_add(&d, here.desk, &here.a, pair, NULL, &here.err));
}

static void settle(int64_t case_id, int64_t promise)
{
	struct request_answer answer = { RESULT_NOT_FOUND, "not there", NULL, DAY_NONE, DAY_NONE };
	struct promise p;
	struct request r;

	MUST(promise_settle(&p, here.desk, &here.a, promise, PROMISE_BROKEN, DAY_NONE, &here.err));
	ask_for(case_id, REQUEST_HELP_REQUEST, "HR-9", DAY_NONE);
	ask_for(case_id, REQUEST_MISSING_MAIL_SEARCH, "MM-1", DAY_NONE);
	MUST(request_answered(&r, here.desk, &here.a, case_id, 1, &answer, &here.err));
	MUST(request_withdraw(&r, here.desk, &here.a, case_id, 2, &here.err));
	ask_for(case_id, REQUEST_MISSING_MAIL_SEARCH, "MM-2", DAY_NONE);
}

/* What is in the parcel, and what somebody looked at. */
static void list_items(int64_t case_id)
{
	struct item facts = { .description = "A lamp", .quantity = 1, .bought_on = DAY_NONE }, i;
	struct step looked = { .casefile_id = case_id,
			       .code = "paid_and_named",
			       .done_on = DAY_NONE },
		    s;
	int64_t id = 0;

	MUST(item_add(&i, here.desk, &here.a, case_id, &facts, &here.err));
	facts.serial_number = "SN-1";
	MUST(item_edit(&i, &id, here.desk, &here.a, i.id, &facts, ITEM_SERIAL, &here.err));
	MUST(item_remove(&i, &id, here.desk, &here.a, i.id, &here.err));
	MUST(step_note(&s, here.desk, &here.a, &looked, true, &here.err));
	MUST(step_note(&s, here.desk, &here.a, &looked, false, &here.err));
}

static void keep(int64_t case_id)
{
	struct evidence facts = a_paper(EVIDENCE_PROOF_OF_VALUE), e;
	struct hold h = { .what = "box", .kept_where = "shelf 3", .until = here.moment.today };
	const char *also;
	int released;
	bool known;

	MUST(evidence_attach(&e, &known, &also, here.desk, &here.a, case_id,
			     put_text("invoice.txt", "1 lamp, 120 USD\n"), &facts, &here.err));
	MUST(hold_add(&h, here.desk, case_id, &h, &here.err));
	MUST(hold_add(&h, here.desk, case_id, &h, &here.err));
	MUST(hold_release(&released, here.desk, case_id, h.id, DAY_NONE, &here.err));
}

/* Twice, so that a counter that is known is met again. */
static void keep_office(void)
{
	struct post_office office = { .facility_id = "1356790",
				      .name = "OXFORD",
				      .address = "401 Made Up Ave\nOxford, MS 38655",
				      .zip = "38655" };

	for (int i = 0; i < 2; i++)
		MUST(post_offices_keep(&office, 1, here.desk, &here.a, &here.err));
	ck_assert_int_eq(office.id, 1);
	ck_assert_int_eq(office.version, 2);
}

/* One new parcel on its way back, one that is here; a second file is taken back. */
static void bring_in(void)
{
	struct import_options o = { .dry_run = false };
	struct import_report r;
	struct import_undone undone;
	const char *head = "tracking number,ship date,recipient,status,status date\n";

	o.path = put_text(
		"parcels.csv",
		arena_printf(&here.a,
			     "%s%s,2026-11-01,Ann,Return to Sender,11/03/2026\n%s,,Bea,,\n", head,
			     usps_number(11), usps_number(2)));
	MUST(import_run(&r, here.desk, &here.a, &o, &here.err));
	ck_assert_int_eq(r.created, 1);
	ck_assert_int_eq(r.merged, 1);
	o.path = put_text("more.csv", arena_printf(&here.a, "%s%s,2026-11-01,Cy,,\n%s,,,,\n", head,
						   usps_number(12), usps_number(3)));
	MUST(import_run(&r, here.desk, &here.a, &o, &here.err));
	MUST(import_undo(&undone, here.desk, &here.a, r.import_id, true, &here.err));
	ck_assert_int_eq(undone.parcels, 1);
}

static void watch_over(void)
{
	struct watch_list list;
	struct snap *snap;
	int opened;

	MUST(desk_snap(&snap, here.desk, &here.err));
	MUST(watch_find(&list, snap, &here.a,
			&(struct watch_query){ .moment = &here.moment, .limit = 20, .all = true },
			&here.err));
	desk_snap_end(snap);
	ck_assert_int_ge(list.count, 1);
	MUST(watch_open(&opened, &list, here.desk, &here.a, "Acme", &here.err));
	ck_assert_int_eq(opened, 1);
}

static void own_rules(void)
{
	const int64_t id = 1;
	struct rules_found found;
	struct rule_moves moves;
	int64_t changed;
	struct rule r;

	MUST(rules_read(&found, here.desk, &here.a, "usps", &here.err));
	MUST(rules_read(&found, here.desk, &here.a, NULL, &here.err));
	MUST(rules_read_one(&found, here.desk, &here.a, "usps.ground_advantage.loss.claim",
			    &here.err));
	r = *found.rule[0];
	r.closes_days = 61;
	MUST(rules_set(here.desk, &here.a, &r, &here.err));
	MUST(rules_diff(&moves, here.desk, &here.a, 10, &here.err));
	MUST(rules_apply(&changed, here.desk, &id, 1, &here.err));
	MUST(rules_reset(here.desk, &here.a, r.code, &here.err));
}

static void hand_out(void)
{
	const int64_t cases[] = { 1, 2 };
	const struct export_made made = { cases, 2, "zip", "carrier", "cases.zip", "00" };
	struct export_journal journal;
	struct snap *snap;

	MUST(desk_snap(&snap, here.desk, &here.err));
	MUST(export_journal(&journal, snap, &here.a, cases, 2, &here.err));
	desk_snap_end(snap);
	ck_assert_int_gt(journal.n, 5);
	MUST(export_record(here.desk, &made, &here.err));
}

/* The third case, which is closed: what it wrote can be compared no more. */
void purge_closed(void)
{
	const struct purge_wish wish = { .before = here.moment.today + 1, .evidence = true };
	struct purge_report purged;

	MUST(desk_purge(&purged, here.desk, &wish, &here.err));
	ck_assert_int_gt(purged.entries, 0);
}

/* Signed in by links: a password takes a tenth of a second, and this runs very often. */
static void let_in(void)
{
	const struct user_change held = { ROLE_MANAGER, true, "Acme", 1 };
	char link[TOKEN_TEXT], token[TOKEN_TEXT];
	struct session s;
	struct user u;
	bool there;

	MUST(user_add(&u, here.desk, "eve", ROLE_ADMIN, NULL, &here.err));
	MUST(user_add(&u, here.desk, "bob", ROLE_DESK, NULL, &here.err));
	MUST(user_edit(&u, here.desk, &here.a, "bob", &held, &here.err));
	MUST(link_make(link, here.desk, &here.a, "bob", &here.err));
	MUST(link_take(token, here.desk, &here.a, link, NULL, &here.err));
	MUST(session_find(&s, &there, here.desk, &here.a, token, &here.err));
	MUST(session_end(here.desk, token, &here.err));
	MUST(user_sign_out(here.desk, &here.a, "bob", &here.err));
}

static void keep_views(void)
{
	const struct view_reader everybody = { NULL, true };
	struct saved_view v = { .name = "soon", .due = "+7d", .sort = "due" };
	struct view_seen seen;

	MUST(saved_view_save(&v, here.desk, &here.a, &everybody, "USD", &here.err));
	seen = (struct view_seen){ v.id, v.version };
	MUST(saved_view_rename(here.desk, &here.a, &seen, "late", &everybody, &here.err));
	v = (struct saved_view){ .name = "own", .kept_for = "ann", .mine = true };
	MUST(saved_view_save(&v, here.desk, &here.a, &everybody, "USD", &here.err));
	seen = (struct view_seen){ v.id, v.version };
	MUST(saved_view_delete(here.desk, &here.a, &seen, &everybody, &here.err));
}

void do_everything(void)
{
	int64_t both[2], id = open_lost(1), contact;
	struct contact call = a_call();

	both[0] = id;
	both[1] = open_lost(2);
	log_with_promise(id, "call back with result", here.moment.today);
	call.said = "one call about both";
	MUST(contact_log(&contact, here.desk, &call, both, 2, NULL, 0, &here.err));
	correct(id, contact);
	settle(id, 1);
	log_with_promise(both[1], "send the form", here.moment.today + 3);
	log_with_promise(both[1], "whenever", DAY_NONE);
	keep(id);
	live_a_claim(id);
	list_items(id);
	track(id, usps_number(1));
	import(usps_number(2));
	put_claim(both[1]);
	put_notes(both[1], contact, log_call(both[1], "no such search"));
	make_call(both[1]);
	snooze(both[1]);
	keep_office();
	own_rules();
	MUST(casefile_close(here.desk, open_lost(3), "found", &here.err));
	MUST(casefile_reopen(here.desk, 3, &here.err));
	MUST(casefile_close(here.desk, 3, "found again", &here.err));
	bring_in();
	watch_over();
	hand_out();
	keep_views();
	let_in();
}

/* --- looking --- */

static void offices(struct snap *snap)
{
	struct post_office *office;
	int n;

	MUST(post_offices_in(&office, &n, snap, &here.a, "38655", &here.err));
	ck_assert_int_eq(n, 1);
	ck_assert_str_eq(office[0].name, "OXFORD");
	MUST(post_offices_in(&office, &n, snap, &here.a, "10001", &here.err));
	ck_assert_int_eq(n, 0);
}

static void names(void)
{
	int64_t id;

	MUST(desk_find_case(&id, here.desk, "1", &here.err));
	MUST(desk_find_case(&id, here.desk, "#2", &here.err));
	MUST(desk_find_case(&id, here.desk, usps_number(3), &here.err));
	MUST(desk_find_shipment(&id, here.desk, usps_number(1), &here.err));
}

/* A mail that names a parcel, a call and an order. */
static void mails(struct snap *snap)
{
	struct mail_whole *mail = arena_alloc(&here.a, sizeof *mail);
	struct mail_found found;
	int64_t id;

	mail->email.subject = arena_printf(&here.a, "case 1, %s", usps_number(1));
	mail->email.text = "claim CLM-1, request HR-9, order ORD-1";
	MUST(mail_find(&found, snap, &here.a, mail, &here.err));
	ck_assert_int_ge(found.n, 1);
	MUST(contact_of_message(&id, snap, "1@usps.com", &here.err));
	ck_assert_int_eq(id, 0);
}

static void letters(struct snap *snap)
{
	struct letter_query q = { .case_id = 2 };
	struct letter l;

	MUST(letter_kind_parse(&q.kind, "claim-letter", &here.err));
	MUST(letter_doc(&l, snap, &here.a, &q, &here.moment, &here.err));
	ck_assert_ptr_nonnull(strstr(l.body, "CLM-1"));
}

void look_at_everything(void)
{
	struct node *doc;
	struct snap *snap;
	int64_t n;

	names();
	MUST(desk_snap(&snap, here.desk, &here.err));
	for (int id = 1; id <= 3; id++) {
		MUST(case_doc(&doc, snap, &here.a, id, &here.moment, &here.err));
		MUST(brief_doc(&doc, snap, &here.a, id, &here.moment, &here.err));
		MUST(routes_doc(&doc, snap, &here.a, id, &here.moment, &here.err));
		MUST(ready_doc(&doc, snap, &here.a, id, NULL, &here.err));
	}
	MUST(letter_list_doc(&doc, snap, &here.a, 1, &here.moment, &here.err));
	letters(snap);
	mails(snap);
	MUST(contact_doc(&doc, snap, &here.a, 1, &here.moment, &here.err));
	MUST(contact_after_nodes(&here.a, doc, snap, 1, &here.moment, &here.err));
	offices(snap);
	look_at_claims(snap);
	look_at_lists(snap);
	MUST(contacts_doc(&doc, snap, &here.a, NULL, &here.moment, &here.err));
	MUST(explain_doc(&doc, snap, &here.a, "Arriving Late", "us-mail", &here.err));
	MUST(explain_parcel_doc(&doc, snap, &here.a, 1, "1", &here.moment, &here.err));
	MUST(explain_case_doc(&doc, snap, &here.a, 1, "1", &here.moment, &here.err));
	MUST(case_count(&n, snap, &here.err));
	desk_snap_end(snap);
}
