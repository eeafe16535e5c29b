/*
 * casefile_ops.h - what people do with a case: open, correct, close, reopen
 *
 * One transaction each. Warnings (wrong check digit, odd dates) go to *warning, one a line, in the
 * arena; NULL when there are none: a fact is never refused because it is unlikely.
 */
#ifndef APP_OPS_CASEFILE_OPS_H
#define APP_OPS_CASEFILE_OPS_H

#include <stdbool.h>

#include "domain/casefile.h"
#include "domain/shipment.h"

struct arena;
struct desk;
struct err;

/* Which facts are given; an edit may give one as unknown to clear it. */
enum fact {
	FACT_CARRIER = 1 << 0,
	FACT_SERVICE = 1 << 1,
	FACT_MAILED = 1 << 2,
	FACT_EXPECTED = 1 << 3,
	FACT_DELIVERED = 1 << 4,
	FACT_FROM = 1 << 5,
	FACT_TO = 1 << 6,
	FACT_CONTENTS = 1 << 7,
	FACT_WEIGHT = 1 << 8,
	FACT_ORDER = 1 << 9,
	FACT_VALUE = 1 << 10,
	FACT_INSURED = 1 << 11,
	FACT_INSURER = 1 << 12,
	FACT_POSTAGE = 1 << 13,
	FACT_LABEL_SOURCE = 1 << 14,
	FACT_ACCOUNT = 1 << 15,
	FACT_PROBLEM = 1 << 16,
	FACT_CLIENT = 1 << 17,
	FACT_OWNER = 1 << 18,
	FACT_NOTE = 1 << 19,
	FACT_INSURED_ON = 1 << 20,
	FACT_SHIPPER = 1 << 21,
	FACT_DIMENSIONS = 1 << 22,
	FACT_PIECES = 1 << 23,
	FACT_INSURANCE_FEE = 1 << 24,
	FACT_DAMAGE = 1 << 25
};

struct case_facts {
	unsigned given; /* enum fact */
	/* of it: the facts given; carrier and service as typed (aliases are resolved) */
	struct shipment shipment;
	enum problem problem;
	const char *client, *owner, *note, *damage;
};

/*
 * Open a case on a parcel. Carrier and number are read from "tracking" (as pasted). A second open
 * case on the same parcel fails with ERR_STATE and names it, unless "another". Windows are
 * computed. ERR_INPUT: no number, a number a spreadsheet destroyed, unknown carrier or service.
 */
int casefile_open(int64_t *id, const char **warning, struct desk *desk, struct arena *a,
		  const char *tracking, const struct case_facts *facts, bool another,
		  struct err *err);

/*
 * Open a case on a shipment that the desk has, whatever its number; of the facts those of the case
 * alone count (problem, client, owner, note, damage). ERR_STATE when a case is open on it,
 * ERR_NOT_FOUND.
 */
int casefile_open_shipment(int64_t *id, struct desk *desk, struct arena *a, int64_t shipment_id,
			   const struct case_facts *facts, struct err *err);

/* Correct facts. seen: the version the person saw, 0 for "whatever is there"; ERR_CONFLICT. */
int casefile_edit(const char **warning, struct desk *desk, struct arena *a, int64_t id,
		  int32_t seen, const struct case_facts *facts, struct err *err);

/* Whose case it is; NULL: nobody's. For who may see one client's cases only. ERR_NOT_FOUND. */
int casefile_client(const char **client, struct desk *desk, struct arena *a, int64_t id,
		    struct err *err);

int casefile_close(struct desk *desk, int64_t id, const char *reason, struct err *err);
int casefile_reopen(struct desk *desk, int64_t id, struct err *err);

#endif
