/*
 * usps_parts.h - what the files of the USPS reader share; other readers use its numbers and dates
 *
 * The facts (names of fields, error codes, drifts of real answers) are those of the Tracking v3 and
 * v3r2 specifications, of the error list of USPS and of answers seen in public: one reader takes
 * both shapes, as the two differ in names only.
 */
#ifndef APP_CARRIER_USPS_PARTS_H
#define APP_CARRIER_USPS_PARTS_H

#include <stdbool.h>
#include <stddef.h>

#include "carrier/carrier.h"
#include "carrier/field.h"
#include "carrier/phrase.h"

struct json;

enum { USPS_BATCH_MAX = 35 };

/* usps_text.c */

/* The same parcel: equal, or equal but for 420 and a ZIP (five or nine digits) before it. */
bool usps_same_number(const char *x, const char *y);

/* 4 to 34 letters and digits: v3r2 refuses a whole batch for one number that is not. */
bool usps_askable(const char *number);
bool usps_is_v3(const struct credentials *c);

/* usps_status.c: the tables of usps_meaning(), for the test that walks them */

struct usps_code {
	const char *code;
	struct meaning meaning;
};

extern const struct phrase usps_phrases[], usps_categories[];
extern const struct usps_code usps_codes[];
extern const int usps_nphrases, usps_ncodes, usps_ncategories;

/* usps_when.c */

enum when_zone { WHEN_NO_ZONE, WHEN_UTC, WHEN_OFFSET };

struct usps_when {
	daynum day;
	int second; /* of the day; -1: the text gave no time */
	enum when_zone zone;
	int offset_s; /* east of UTC */
};

/*
 * Day, time and zone out of the many ways they are written ("2026-05-10 09:14:11.000000",
 * "2026-05-15T07:10:00-06:00", "May 15, 2026 7:10 am", "05/15/2026"); 0, or -1 for anything else.
 */
int usps_when_read(struct usps_when *out, const char *text);

/* "-5:00", "-05:00", "-0500", "-5", "Z" as seconds east of UTC; 0 or -1. */
int usps_offset_read(int *out, const char *text);

/* usps_error.c */

int usps_http_status(const char *text); /* "404"; 0 for what is none */

struct usps_complaint {
	bool present;     /* there is an "error" */
	int status;       /* its code when that is an HTTP status; else 0 */
	const char *code; /* of the first entry of "errors": "150002" */
	const char *text; /* the words of USPS, without HTML */
	bool scope;       /* the token may not do tracking */
};

void usps_complaint_read(struct usps_complaint *out, struct arena *a, const struct json *body);

/* Outcome and message of a parcel about which USPS complained, under that status. */
void usps_complaint_judge(struct reading *r, struct arena *a, int status,
			  const struct usps_complaint *complaint);

/*
 * What an HTTP status means, without looking for parcels: false when the body must be read to know
 * (200, 207, 400, 404 and odd ones).
 */
bool usps_status_verdict(struct answer *out, struct arena *a, const struct http_answer *answer);

/* usps_detail.c */

/* One TrackingDetail(s) of v3 or v3r2 into *r; fills outcome, and message when unreadable. */
void usps_detail_read(struct reading *r, struct arena *a, const struct json *detail,
		      enum source source);

/* usps_token.c: what a token is asked for */

struct usps_scope {
	const char *word;    /* "tracking" */
	const char *what;    /* "no token for tracking" */
	const char *product; /* what one asks USPS for: "Tracking" */
};

extern const struct usps_scope usps_tracking_scope, usps_locations_scope;

int usps_token_request(struct http_request *out, struct arena *a, const struct credentials *c,
		       const struct usps_scope *scope, struct err *err);
int usps_token_read(struct token *out, struct arena *a, const struct http_answer *answer,
		    instant now, const struct usps_scope *scope, struct err *err);

/* usps_token.c and usps_read.c: members of struct carrier */

int usps_build_token_request(struct http_request *out, struct arena *a, const struct credentials *c,
			     struct err *err);
int usps_read_token_answer(struct token *out, struct arena *a, const struct http_answer *answer,
			   instant now, struct err *err);
void usps_read_answer(struct answer *out, struct arena *a, const struct credentials *c,
		      const struct http_answer *answer, const struct ask asks[], int n);
int usps_read_saved(struct answer *out, struct arena *a, const char *bytes, size_t len,
		    struct err *err);

#endif
