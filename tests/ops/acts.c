#include "ops/acts.h"
#include "ops/bulk_ops.h"

#include <assert.h>
#include <string.h>

#include "ops/claim_ops.h"
#include "ops/contradiction_ops.h"
#include "ops/events_ops.h"
#include "ops/export_ops.h"
#include "ops/item_ops.h"
#include "ops/mail_ops.h"
#include "ops/payout_import.h"
#include "ops/purge_ops.h"
#include "ops/saved_view_ops.h"
#include "ops/snooze_ops.h"
#include "ops/timer_ops.h"
#include "store/place.h"

static const char *paper, *answer, *credits;

static int snooze_some(int64_t case_id)
{
	const struct snooze_lines lines = { .casefile_id = case_id, .kind = -1 };
	struct next_rows rows;

	return snooze_put(&rows, here.desk, &here.a, &lines, here.moment.today + 3, "later",
			  &here.err);
}

static int file_by(enum route_kind route, int number)
{
	struct claim_filing f = { .route = number ? -1 : (int)route,
				  .reference = "CLM-2",
				  .on = DAY_NONE,
				  .until = DAY_NONE };
	const char *warning;
	struct claim c;

	return claim_file(&c, &warning, here.desk, &here.a, (struct claim_name){ 2, number }, &f,
			  &here.err);
}

static int tell(int number, enum claim_act act)
{
	struct claim_told t = { .on = DAY_NONE,
				.until = DAY_NONE,
				.said = "the label cannot be read",
				.denial = act == CLAIM_DENY ? "late_filing" : NULL };
	const char *warning;
	struct claim c;

	return claim_tell(&c, &warning, here.desk, &here.a, (struct claim_name){ 2, number }, act,
			  &t, &here.err);
}

static void claims_before(void)
{
	MUST(file_by(ROUTE_CARRIER, 0));
	MUST(file_by(ROUTE_INSURANCE, 0));
	MUST(tell(2, CLAIM_DENY));
	MUST(file_by(ROUTE_CARD, 0));
	MUST(tell(3, CLAIM_APPROVE));
	credits = put_text("credits.csv", "Date,Amount,Case\n2026-11-23,40.00,2/3\n");
}

static const struct view_reader everybody = { NULL, true };

static int save_view_as(const char *name)
{
	struct saved_view v = { .name = name, .due = "+7d", .sort = "due" };

	return saved_view_save(&v, here.desk, &here.a, &everybody, "USD", &here.err);
}

/* A line of case 2 that rests, and a view. */
static void rest_before(void)
{
	struct promise p = { .what = "send the form", .due_on = here.moment.today + 1 };
	struct contact call = a_call();
	int64_t id;

	MUST(contact_log(&id, here.desk, &call, &(int64_t){ 2 }, 1, &p, 1, &here.err));
	MUST(snooze_some(2));
	MUST(save_view_as("late"));
}

static int note_step(const char *code, bool done)
{
	struct step facts = { .casefile_id = 1,
			      .code = code,
			      .done_on = DAY_NONE,
			      .note = "both stand there" },
		    s;

	return step_note(&s, here.desk, &here.a, &facts, done, &here.err);
}

static int step(void)
{
	return note_step("police_report", true);
}

void make_ready(void)
{
	struct hold h = { .kept_where = "shelf", .until = DAY_NONE };
	struct timer call;
	struct item i;

	open_lost(1);
	open_lost(2);
	/* A scan that the next answer does not have. */
	scan_parcel(1, here.moment.now - 172800, "2026-11-21T10:00:00");
	log_with_promise(1, "call back", here.moment.today + 2);
	log_call(1, "nobody called back");
	MUST(call_start(&call, here.desk, &here.a, &(int64_t){ 1 }, 1, NULL, &here.err));
	ask_for(1, REQUEST_HELP_REQUEST, "HR-1", DAY_NONE);
	MUST(hold_add(&h, here.desk, 1, &h, &here.err));
	claims_before();
	rest_before();
	MUST(item_add(&i, here.desk, &here.a, 1,
		      &(struct item){ .description = "a lamp",
				      .serial_number = "SN-1",
				      .quantity = 1,
				      .bought_on = DAY_NONE },
		      &here.err));
	MUST(note_step("paid_and_named", true));
	MUST(casefile_close(here.desk, open_lost(3), "found", &here.err));
	paper = put_text("invoice.txt", "1 lamp, 120 USD");
	answer = put_text(
		"answer.json",
		arena_printf(
			&here.a,
			"[{\"trackingNumber\":\"%s\",\"status\":\"Arrived\",\"trackingEvents\":[{"
			"\"eventType\":"
			"\"Arrived at Hub\",\"eventCode\":\"A1\",\"eventTimestamp\":"
			"\"2026-11-09T06:00:00-05:00\",\"eventCity\":\"JACKSON\","
			"\"eventState\":\"MS\"}]},"
			"{\"trackingNumber\":\"%s\",\"status\":\"Arrived\",\"trackingEvents\":[]}]",
			usps_number(1), usps_number(2)));
}

static int open_one(void)
{
	struct case_facts f = { .given = FACT_PROBLEM | FACT_MAILED | FACT_SERVICE,
				.shipment = { .mailed_on = day_of(2026, 11, 5),
					      .service = "priority_mail" } };
	const char *warning;
	int64_t id;

	return casefile_open(&id, &warning, here.desk, &here.a, usps_number(9), &f, false,
			     &here.err);
}

static int open_another(void)
{
	struct case_facts f = { .given = FACT_PROBLEM | FACT_CONTENTS,
				.problem = PROBLEM_DAMAGED,
				.shipment = { .contents = "a lamp" } };
	const char *warning;
	int64_t id;

	return casefile_open(&id, &warning, here.desk, &here.a, usps_number(1), &f, true,
			     &here.err);
}

static int edit(void)
{
	struct case_facts f = { .given = FACT_MAILED | FACT_TO | FACT_NOTE | FACT_VALUE,
				.note = "urgent",
				.shipment = { .mailed_on = day_of(2026, 11, 4),
					      .to_address = "A Roe\nBoise, ID 83702" } };
	const char *warning;

	return casefile_edit(&warning, here.desk, &here.a, 1, 0, &f, &here.err);
}

static int close_one(void)
{
	return casefile_close(here.desk, 1, "it came", &here.err);
}

static int reopen(void)
{
	return casefile_reopen(here.desk, 3, &here.err);
}

static int log_one(void)
{
	struct promise p[2] = { { .what = "call back", .due_on = DAY_NONE },
				{ .what = "send a form", .due_on = 20800, .owed_by = PARTY_US } };
	const int64_t cases[] = { 1, 2 };
	struct contact c = a_call();
	int64_t id;

	c.said = "a call about both";
	return contact_log(&id, here.desk, &c, cases, 2, p, 2, &here.err);
}

static int amend(void)
{
	struct contact c = { .said = "it was otherwise", .reference = NULL };

	return contact_amend(here.desk, &here.a, 1, 0, &c, CONTACT_SAID | CONTACT_REFERENCE,
			     &here.err);
}

static int contradict(void)
{
	const int64_t pair[] = { 1, 2 };
	struct contradiction d;

	return contradiction_add(&d, here.desk, &here.a, pair, "which is it?", &here.err);
}

static int end_call(void)
{
	const int64_t id = 1;
	struct contact c = a_call();

	c.said = "the call is over";
	return contact_log_call(&(int64_t){ 0 }, here.desk, &c, &id, 1, NULL, 0, &here.err);
}

static int settle(enum promise_state state)
{
	struct promise p;

	return promise_settle(&p, here.desk, &here.a, 1, state, DAY_NONE, &here.err);
}

static int keep(void)
{
	return settle(PROMISE_KEPT);
}

static int broken(void)
{
	return settle(PROMISE_BROKEN);
}

static int waive(void)
{
	return settle(PROMISE_WAIVED);
}

static int request(void)
{
	struct request facts = request_unknown, r;
	const char *warning;

	facts.kind = REQUEST_HELP_REQUEST;
	facts.reference = "HR-2";
	return request_file(&r, &warning, here.desk, &here.a, 2, &facts, &here.err);
}

static int answer_request(void)
{
	struct request_answer a = { RESULT_FOUND, "it lies in Boise", "HR-1b", DAY_NONE, DAY_NONE };
	struct request r;

	return request_answered(&r, here.desk, &here.a, 1, 1, &a, &here.err);
}

static int withdraw_request(void)
{
	struct request r;

	return request_withdraw(&r, here.desk, &here.a, 1, 1, &here.err);
}

static int attach(void)
{
	struct evidence facts = a_paper(EVIDENCE_PROOF_OF_VALUE), e;
	const char *also;
	bool known;

	return evidence_attach(&e, &known, &also, here.desk, &here.a, 2, paper, &facts, &here.err);
}

static int hold(void)
{
	struct hold h = { .kept_where = "cellar", .until = 20800 };

	return hold_add(&h, here.desk, 2, &h, &here.err);
}

static int release(void)
{
	int n;

	return hold_release(&n, here.desk, 1, 0, DAY_NONE, &here.err);
}

static const int64_t many[] = { 1, 2, 1 };
static const struct bulk bulk = { many, 3 };

static int edit_many(void)
{
	const struct case_facts f = { .given = FACT_OWNER | FACT_CLIENT,
				      .owner = "cleo",
				      .client = "Zeta" };

	return bulk_edit(here.desk, &here.a, &bulk, &f, &here.err);
}

static int close_many(void)
{
	return bulk_close(here.desk, &here.a, &bulk, "all found", &here.err);
}

static int snooze_many(void)
{
	return bulk_snooze(here.desk, &here.a, &bulk, here.moment.today + 4, "holiday", &here.err);
}

static int snooze(void)
{
	return snooze_some(1);
}

static int wake(void)
{
	const struct snooze_lines lines = { .casefile_id = 2, .kind = -1 };
	struct next_rows rows;

	return snooze_wake(&rows, here.desk, &here.a, &lines, &here.err);
}

static int item(void)
{
	struct item facts = { .description = "lamp", .quantity = 2, .bought_on = DAY_NONE }, i;

	return item_add(&i, here.desk, &here.a, 2, &facts, &here.err);
}

static int correct_item(void)
{
	struct item facts = { .serial_number = "SN-2", .quantity = 3 }, i;
	int64_t id = 0;

	return item_edit(&i, &id, here.desk, &here.a, 1, &facts, ITEM_SERIAL | ITEM_QUANTITY,
			 &here.err);
}

static int drop_item(void)
{
	struct item i;
	int64_t id = 0;

	return item_remove(&i, &id, here.desk, &here.a, 1, &here.err);
}

static int drop_step(void)
{
	return note_step("paid_and_named", false);
}

static int record(void)
{
	struct event e[2] = {
		{ .occurred_at = here.moment.now - 7200,
		  .occurred_at_local = "2026-11-23T08:00:00",
		  .text = "Arrived",
		  .status = STATUS_IN_TRANSIT,
		  .is_scan = true },
		{ .occurred_at = here.moment.now - 90000,
		  .occurred_at_local = "2026-11-22T09:00:00",
		  .text = "Accepted",
		  .status = STATUS_IN_TRANSIT,
		  .is_scan = true },
	};
	struct reading r[2] = {
		{ .shipment_id = 1,
		  .outcome = POLL_NEW,
		  .event = e,
		  .nevents = 2,
		  .expected_on = DAY_NONE },
		{ .shipment_id = 2, .outcome = POLL_UNREADABLE, .message = "junk" },
	};
	struct tracked *t;

	return tracking_record(&t, here.desk, &here.a,
			       &(struct answered){ .asked = carrier_find("usps"),
						   .reading = r,
						   .nreadings = 2,
						   .bytes = "{\"answer\":1}",
						   .len = 12 },
			       1, SOURCE_API, &here.err);
}

static int import(void)
{
	struct events_report r;

	return events_import(&r, here.desk, &here.a, answer, NULL, &here.err);
}

static int file_claim(void)
{
	return file_by(ROUTE_PLATFORM, 0);
}

static int ack_claim(void)
{
	return tell(1, CLAIM_ACK);
}

static int ask_claim(void)
{
	return tell(1, CLAIM_ASK);
}

static int approve_claim(void)
{
	return tell(1, CLAIM_APPROVE);
}

static int deny_claim(void)
{
	return tell(1, CLAIM_DENY);
}

static int appeal_claim(void)
{
	return tell(2, CLAIM_APPEAL);
}

static int pay_claim(void)
{
	struct payout_told t = { .amount = { 10000, "USD" }, .on = DAY_NONE, .how = "check" };
	const char *warning;
	struct claim c;

	return claim_pay(&c, &warning, here.desk, &here.a, (struct claim_name){ 2, 3 }, &t,
			 &here.err);
}

static int import_payouts(void)
{
	struct payouts_options o = { .path = credits };
	struct payouts_report r;

	return payouts_import(&r, here.desk, &here.a, &o, &here.err);
}

static int give_remedy(void)
{
	struct remedy r = { .kind = REMEDY_RESHIP, .given_on = DAY_NONE };
	const char *warning;

	return remedy_give(&r, &warning, here.desk, &here.a, 1, &here.err);
}

static int mail(void)
{
	const char *bytes = arena_printf(
		&here.a,
		"From: claims@usps.com\nSubject: On %s\nMessage-ID: <1@usps.com>\n"
		"Content-Type: multipart/mixed; boundary=b\n\n--b\n\nclaim was denied\n--b\n"
		"Content-Disposition: attachment; filename=letter.txt\n\nDear sir\n--b--\n",
		usps_number(1));
	struct mail_given given = { .name = "a.eml",
				    .bytes = bytes,
				    .len = strlen(bytes),
				    .decoder = WAYLAID_DECODE,
				    .direction = -1,
				    .party = -1,
				    .kind = -1 };
	struct mail_taken t;

	return mail_take(&t, here.desk, &here.a, &given, &here.err);
}

/* Takes back the closing of case 3, the last that make_ready() did. */
static int undo(void)
{
	const char *done;

	return desk_undo(&done, here.desk, &here.a, &here.err);
}

static int export_one(void)
{
	const int64_t cases[] = { 1 };

	return export_record(here.desk,
			     &(struct export_made){ .cases = cases,
						    .ncases = 1,
						    .format = "zip",
						    .audience = "carrier",
						    .name = "case-1.zip",
						    .sha256 = "00" },
			     &here.err);
}

/* Case 3, which make_ready() closed. */
static int purge(void)
{
	const struct purge_wish wish = { .before = here.moment.today + 1, .answers = true };
	struct purge_report r;

	return desk_purge(&r, here.desk, &wish, &here.err);
}

static int save_view(void)
{
	return save_view_as("soon");
}

static int rename_view(void)
{
	const struct view_seen seen = { 1, 1 };

	return saved_view_rename(here.desk, &here.a, &seen, "later", &everybody, &here.err);
}

static int delete_view(void)
{
	const struct view_seen seen = { 1, 1 };

	return saved_view_delete(here.desk, &here.a, &seen, &everybody, &here.err);
}

const struct act acts[] = {
	{ "open", open_one, false },
	{ "open another", open_another, false },
	{ "edit", edit, true },
	{ "close", close_one, true },
	{ "reopen", reopen, true },
	{ "log", log_one, true },
	{ "amend", amend, true },
	{ "keep", keep, true },
	{ "broken", broken, true },
	{ "waive", waive, true },
	{ "request", request, true },
	{ "answer", answer_request, true },
	{ "attach", attach, true },
	{ "hold", hold, true },
	{ "release", release, true },
	{ "record", record, false },
	{ "import", import, false },
	{ "undo", undo, false },
	{ "contradict", contradict, true },
	{ "end call", end_call, true },
	{ "snooze", snooze, true },
	{ "wake", wake, true },
	{ "claim file", file_claim, true },
	{ "claim ack", ack_claim, true },
	{ "claim info", ask_claim, true },
	{ "claim approve", approve_claim, true },
	{ "claim deny", deny_claim, true },
	{ "claim appeal", appeal_claim, true },
	{ "paid", pay_claim, true },
	{ "payouts", import_payouts, true },
	{ "remedy", give_remedy, true },
	{ "withdraw", withdraw_request, true },
	{ "item", item, true },
	{ "correct item", correct_item, true },
	{ "drop item", drop_item, true },
	{ "step", step, true },
	{ "drop step", drop_step, true },
	{ "mail", mail, true },
	{ "edit many", edit_many, true },
	{ "close many", close_many, true },
	{ "snooze many", snooze_many, true },
	{ "export", export_one, false },
	{ "save view", save_view, false },
	{ "rename view", rename_view, false },
	{ "delete view", delete_view, false },
	{ "purge", purge, false },
};
static_assert(sizeof acts / sizeof *acts == ACTS, "count the acts");
