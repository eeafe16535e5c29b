/*
 * dhl_parts.h - what the files of the DHL reader share; nobody else includes it
 *
 * The facts (fields, classes, errors) are those of the Unified specification 1.5.8 and of answers
 * seen in public.
 */
#ifndef APP_CARRIER_DHL_PARTS_H
#define APP_CARRIER_DHL_PARTS_H

#include "carrier/dhl.h"
#include "carrier/phrase.h"

struct json;

/* A part of DHL with numbers of its own. */
struct dhl_unit {
	const char *name;    /* "DHL Express" */
	const char *service; /* the query's "service", and the begin of an answer's */
};

extern const struct dhl_unit dhl_unit_express, dhl_unit_ecommerce;

/* dhl_status.c: the tables of the meanings, for the test that walks them */

struct dhl_code {
	const char *code;
	struct meaning meaning;
};

extern const struct phrase dhl_phrases[];
extern const struct dhl_code dhl_express_codes[], dhl_classes[];
extern const int dhl_nphrases, dhl_nexpress_codes, dhl_nclasses;

/* dhl_detail.c: one of "shipments" into *r; fills outcome, and message when unreadable */
void dhl_detail_read(struct reading *r, struct arena *a, const struct json *shipment,
		     enum source source);

/* dhl_read.c */

void dhl_read(struct answer *out, struct arena *a, const struct dhl_unit *unit,
	      const struct http_answer *answer, const struct ask *ask);
int dhl_saved(struct answer *out, struct arena *a, const struct dhl_unit *unit,
	      const struct json *root, struct err *err);
extern const char dhl_saved_expected[];

#endif
