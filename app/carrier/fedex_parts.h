/*
 * fedex_parts.h - what the files of the FedEx reader share; nobody else includes it
 *
 * The facts (fields, error codes, drifts of real answers) are those of the Track v1 specification
 * and of answers seen in public.
 */
#ifndef APP_CARRIER_FEDEX_PARTS_H
#define APP_CARRIER_FEDEX_PARTS_H

#include <stdbool.h>

#include "carrier/fedex.h"
#include "carrier/phrase.h"

struct json;

enum {
	FEDEX_BATCH_MAX = 30,
	FEDEX_NUMBER_MIN = 4,
	FEDEX_NUMBER_MAX = 40,
	/* FedEx dates a shipment by its label or its pickup, the shipper by his own book. */
	FEDEX_DAYS_BEFORE = 7,
	FEDEX_DAYS_AFTER = 14
};

#define FEDEX_ACCESS_HELP                                                                   \
	"make a project with the Track API at developer.fedex.com and set "                 \
	"WAYLAID_FEDEX_CLIENT_ID and WAYLAID_FEDEX_CLIENT_SECRET; until then import saved " \
	"answers, CSV or e-mails with \"waylaid events import\""

/* fedex.c: 4 to 40 letters and digits */
bool fedex_askable(const char *number);

/* fedex_status.c: the tables of fedex_meaning(), for the test that walks them */

struct fedex_code {
	const char *code;
	struct meaning meaning;
};

extern const struct phrase fedex_phrases[], fedex_plain_phrases[];
extern const struct fedex_code fedex_codes[];
extern const int fedex_nphrases, fedex_nplain_phrases, fedex_ncodes;

/* fedex_error.c */

struct fedex_complaint {
	bool present;
	const char *code; /* "TRACKING.TRACKINGNUMBER.NOTFOUND" */
	const char *text; /* the words of FedEx */
};

/* Of "errors" of a whole call, or of "error" of one number. */
void fedex_complaint_read(struct fedex_complaint *out, struct arena *a, const struct json *body);

/* Is it about parcels asked for, not about the call? */
bool fedex_of_parcel(const struct fedex_complaint *complaint);

/* Outcome and message of the parcel about which FedEx complained. */
void fedex_complaint_judge(struct reading *r, struct arena *a,
			   const struct fedex_complaint *complaint);

/* The whole call: its verdict and one line. */
void fedex_complaint_verdict(struct answer *out, struct arena *a, int status,
			     const struct fedex_complaint *complaint);

/* True when the HTTP status decides, without looking for parcels. */
bool fedex_status_verdict(struct answer *out, struct arena *a, const struct http_answer *answer);

/* fedex_detail.c */

/* The day FedEx says it was shipped, of one of trackResults; DAY_NONE. */
daynum fedex_shipped_on(struct arena *a, const struct json *result);

/* One of trackResults into *r; fills outcome, and message when there is something to say. */
void fedex_detail_read(struct reading *r, struct arena *a, const struct json *result,
		       enum source source);

/* fedex_token.c and fedex_read.c: members of struct carrier */

int fedex_build_token_request(struct http_request *out, struct arena *a,
			      const struct credentials *c, struct err *err);
int fedex_read_token_answer(struct token *out, struct arena *a, const struct http_answer *answer,
			    instant now, struct err *err);
void fedex_read_answer(struct answer *out, struct arena *a, const struct credentials *c,
		       const struct http_answer *answer, const struct ask asks[], int n);
int fedex_read_saved(struct answer *out, struct arena *a, const char *bytes, size_t len,
		     struct err *err);

#endif
