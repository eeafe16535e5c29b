/*
 * fill.c - a desk with many cases, made by the operations themselves
 *
 *	bench_fill FILE CASES
 *
 * The cases are spread over two years and a half before the benches' day, every second one with a
 * call, every fourth of these with a promise; every tenth with a claim, every sixteenth with a
 * request, every thirty-second with goods on hold, every sixty-fourth with a line that rests. What
 * is older than four months is closed, its promises are kept, its claims decided, as on a desk that
 * is worked on. The same count gives the same cases, and 'waylaid verify' accepts the file.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/zone.h"
#include "bench/bench.h"
#include "ops/casefile_ops.h"
#include "ops/contact_ops.h"
#include "ops/desk.h"
#include "ops/evidence_ops.h"
#include "ops/internal.h"
#include "ops/snooze_ops.h"

enum { SHIFTS = 100, DAYS_A_SHIFT = 9, OPEN_DAYS = 120 };
#define LAST_MOMENT INT64_C(1795446000) /* 2026-11-23T15:00:00Z */

/* Some days of work at the desk under one opening of the file. */
struct shift {
	struct desk *desk;
	struct arena *a;
	struct moment moment;
	bool old; /* everything in it is settled by now */
};

static int open_case(int64_t *id, struct shift *s, long serial, struct err *err)
{
	struct case_facts facts = {
		.given = FACT_SERVICE | FACT_MAILED | FACT_VALUE | FACT_TO | FACT_PROBLEM,
		.problem = PROBLEM_LOST,
		.shipment = {
			.service = "ground-advantage",
			.mailed_on = s->moment.today - 12,
			.expected_on = DAY_NONE,
			.delivered_on = DAY_NONE,
			.value = { .cents = 1000 + serial % 50000, .currency = "USD" },
		},
	};
	const char *warning;
	char number[LABEL_ROOM];

	bench_label(number, serial);
	facts.shipment.to_address =
		arena_printf(s->a, "Customer %ld, 1 Main St, Springfield", serial);
	return casefile_open(id, &warning, s->desk, s->a, number, &facts, false, err);
}

static int log_call(struct shift *s, int64_t id, long serial, struct err *err)
{
	const struct contact contact = {
		.at = INSTANT_NONE,
		.rep_name = arena_printf(s->a, "Rep %ld", serial % 977),
		.reference = arena_printf(s->a, "R%07ld", serial),
		.said = "no scan since acceptance, a search was started",
		.minutes = 12,
		.hold_minutes = 7,
	};
	const struct promise promise = {
		.owed_by = PARTY_CARRIER,
		.what = "call back with the result",
		.due_on = s->moment.today + 5,
	};
	int64_t contact_id;
	struct promise settled;
	int n = serial % 8 == 0;

	if (contact_log(&contact_id, s->desk, &contact, &id, 1, &promise, n, err) < 0)
		return -1;
	if (!n || !s->old)
		return 0;
	return promise_settle(&settled, s->desk, s->a, serial / 8 + 1, PROMISE_KEPT, DAY_NONE, err);
}

/* How far a claim is, by its serial: of old ones, and of those that are under way. */
static enum claim_state state_of(const struct shift *s, long serial)
{
	static const enum claim_state old[] = { CLAIM_PAID, CLAIM_DENIED, CLAIM_EXPIRED };
	static const enum claim_state fresh[] = { CLAIM_FILED,     CLAIM_ACKNOWLEDGED,
						  CLAIM_NO_RECORD, CLAIM_NEEDS_INFO,
						  CLAIM_APPROVED,  CLAIM_PARTLY_APPROVED,
						  CLAIM_DENIED,    CLAIM_APPEALED };

	return s->old ? old[serial / 10 % 3] : fresh[serial / 10 % 8];
}

static int put_claim(struct shift *s, int64_t id, long serial, struct err *err)
{
	struct claim claim = claim_unknown;
	struct casefile c;
	struct shipment parcel;
	struct tx *tx;
	int rc = -1;

	claim.casefile_id = id;
	claim.number = 1;
	claim.state = state_of(s, serial);
	claim.amount = (struct money){ 1000 + serial % 50000, "USD" };
	claim.filed_on = s->moment.today;
	claim.answer_due_on = claim.pay_due_on = claim.info_due_on = s->moment.today + 30;
	if (claim.state == CLAIM_PARTLY_APPROVED)
		claim.approved = (struct money){ 500, "USD" };
	if (desk_begin(&tx, s->desk, "bench.claim", err) < 0)
		return -1;
	if (case_take(&c, &parcel, tx, s->a, id, 0, err) == 0 &&
	    row_insert(&claim, tx, TABLE_CLAIM, err) == 0 &&
	    windows_refresh(tx, s->a, &c, &parcel, err) == 0)
		rc = stage_refresh(tx, s->a, &c, &parcel, err);
	return tx_end(tx, rc, err);
}

static int put_request(struct shift *s, int64_t id, struct err *err)
{
	const struct request_answer answer = { .result = RESULT_NOT_FOUND,
					       .answer = "not found",
					       .on = DAY_NONE,
					       .valid_until = DAY_NONE };
	struct request facts = request_unknown, r;
	const char *warning;

	facts.kind = REQUEST_HELP_REQUEST;
	if (request_file(&r, &warning, s->desk, s->a, id, &facts, err) < 0)
		return -1;
	return s->old ? request_answered(&r, s->desk, s->a, id, 1, &answer, err) : 0;
}

static int put_hold(struct shift *s, int64_t id, struct err *err)
{
	struct hold h = { .kept_where = "shelf 4", .until = s->moment.today + 60 };
	int released;

	if (hold_add(&h, s->desk, id, &h, err) < 0)
		return -1;
	return s->old ? hold_release(&released, s->desk, id, 0, DAY_NONE, err) : 0;
}

static int put_snooze(struct shift *s, int64_t id, struct err *err)
{
	const struct snooze_lines lines = { .casefile_id = id, .kind = NEXT_PROMISE };
	struct next_rows rows;

	if (s->old)
		return 0;
	return snooze_put(&rows, s->desk, s->a, &lines, s->moment.today + 60, "waits for papers",
			  err);
}

/* What comes of some cases. */
static int work_on(struct shift *s, int64_t id, long serial, struct err *err)
{
	if (serial % 10 == 5 && put_claim(s, id, serial, err) < 0)
		return -1;
	if (serial % 16 == 3 && put_request(s, id, err) < 0)
		return -1;
	if (serial % 32 == 7 && put_hold(s, id, err) < 0)
		return -1;
	return serial % 64 == 0 ? put_snooze(s, id, err) : 0;
}

static int work(struct shift *s, long from, long to, struct err *err)
{
	for (long serial = from; serial < to; serial++) {
		struct arena_mark mark = arena_mark(s->a);
		int64_t id;

		if (open_case(&id, s, serial, err) < 0)
			return -1;
		if (serial % 2 == 0 && log_call(s, id, serial, err) < 0)
			return -1;
		if (work_on(s, id, serial, err) < 0)
			return -1;
		if (s->old && casefile_close(s->desk, id, "settled", err) < 0)
			return -1;
		arena_rewind(s->a, mark);
	}
	return 0;
}

static int fill(const char *path, long cases, struct err *err)
{
	struct arena a = ARENA_INIT;
	struct shift s = { .a = &a };
	const struct zone *zone;
	int rc = -1;

	if (zone_load(&zone, &a, "UTC", err) < 0)
		return -1;
	for (int i = 0; i < SHIFTS; i++) {
		int days_ago = (SHIFTS - 1 - i) * DAYS_A_SHIFT;
		instant now = LAST_MOMENT - days_ago * INT64_C(86400);

		s.moment = (struct moment){ now, now, true, zone, zone_day(zone, now) };
		s.old = days_ago > OPEN_DAYS;
		const struct desk_options options = { .path = path,
						      .moment = s.moment,
						      .user = "bench" };

		if (desk_open(&s.desk, &options, err) < 0)
			goto out;
		rc = work(&s, cases * i / SHIFTS, cases * (i + 1) / SHIFTS, err);
		desk_close(s.desk);
		if (rc < 0)
			goto out;
	}
out:
	arena_release(&a);
	return rc;
}

int main(int argc, char **argv)
{
	long cases = argc == 3 ? strtol(argv[2], NULL, 10) : 0;
	struct err err;

	if (cases < 1 || cases > 10000000) {
		fputs("usage: bench_fill FILE CASES\n", stderr);
		return 2;
	}
	if (fill(argv[1], cases, &err) < 0) {
		fprintf(stderr, "bench_fill: %s\n", err.text);
		return 1;
	}
	return 0;
}
