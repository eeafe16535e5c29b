/*
 * fuzz_payouts.c - any bytes as a list of credits, against a desk with two claims, as a dry run
 *
 * Nothing may crash or be written; every row of a list that is taken has its outcome, and what pays
 * a claim has an amount and a day.
 */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/file.h"
#include "base/zone.h"
#include "ops/casefile_ops.h"
#include "ops/claim_ops.h"
#include "ops/desk.h"
#include "ops/payout_import.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* One desk for all inputs, in memory where there is room; its folder goes at the end. */
static struct desk *desk;
static struct arena lasting = ARENA_INIT;
static char dir[64], list[96], refusals[96];

static void remove_desk(void)
{
	static const char *const names[] = { "desk.db",      "desk.db-wal", "desk.db-shm",
					     "desk.db.lock", "list.csv",    "refused.csv" };

	desk_close(desk);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		remove(path_join(&lasting, dir, names[i]));
	rmdir(path_join(&lasting, dir, "desk.evidence"));
	rmdir(dir);
	arena_release(&lasting);
}

static void open_claim(const char *tracking, const char *reference)
{
	const struct case_facts facts = {
		.given = FACT_PROBLEM | FACT_CARRIER | FACT_MAILED | FACT_VALUE,
		.problem = PROBLEM_LOST,
		.shipment = { .carrier = "usps",
			      .mailed_on = day_of(2026, 11, 1),
			      .value = { 12000, "USD" } },
	};
	const struct claim_filing filing = { .route = -1,
					     .given = 0,
					     .reference = reference,
					     .on = DAY_NONE,
					     .until = DAY_NONE,
					     .anyway = true };
	const char *warning;
	struct claim claim;
	struct err err;
	int64_t id;

	if (casefile_open(&id, &warning, desk, &lasting, tracking, &facts, false, &err) < 0 ||
	    claim_file(&claim, &warning, desk, &lasting, (struct claim_name){ id, 0 }, &filing,
		       &err) < 0) {
		fprintf(stderr, "%s\n", err.text);
		abort();
	}
}

static void open_desk(void)
{
	struct desk_options options = { .path = NULL, .user = "ann" };
	struct err err;

	snprintf(dir, sizeof dir, "%s/waylaid-fuzz-XXXXXX",
		 access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp");
	if (!mkdtemp(dir) ||
	    zone_load(&options.moment.zone, &lasting, "America/New_York", &err) < 0)
		abort();
	snprintf(list, sizeof list, "%s/list.csv", dir);
	snprintf(refusals, sizeof refusals, "%s/refused.csv", dir);
	options.path = path_join(&lasting, dir, "desk.db");
	options.moment.now = options.moment.machine = INT64_C(1796050800); /* 2026-11-30 */
	options.moment.today = zone_day(options.moment.zone, options.moment.now);
	if (desk_open(&desk, &options, &err) < 0)
		abort();
	atexit(remove_desk);
	open_claim("9400111206206406260787", "CLM-1");
	open_claim("9405511206213414325732", "CLM-2");
}

static void write_list(const uint8_t *data, size_t size)
{
	FILE *file = fopen(list, "wb");
	bool written = file && fwrite(data, 1, size, file) == size;

	if (!file || fclose(file) != 0 || !written)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct payouts_options options = {
		.path = list, .refusals = refusals, .dates = DATE_MDY, .dry_run = true
	};
	struct arena a = ARENA_INIT;
	struct payouts_report report;
	struct err err;

	if (!desk)
		open_desk();
	write_list(data, size);
	if (payouts_import(&report, desk, &a, &options, &err) < 0) {
		assert(*err.text && !strchr(err.text, '\n'));
	} else {
		for (int64_t i = 0; i < report.rows; i++) {
			const struct payout_item *item = &report.item[i];

			assert(item->outcome < PAYOUT_NVALUES);
			if (item->outcome == PAYOUT_UNKNOWN)
				continue;
			assert(item->casefile_id && item->amount.cents > 0);
			assert(item->paid_on != DAY_NONE);
		}
	}
	arena_release(&a);
	return 0;
}
