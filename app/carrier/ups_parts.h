/*
 * ups_parts.h - what the files of the UPS reader share; nobody else includes it
 *
 * The facts are those of UPS's own specifications (OAuthClientCredentials, Tracking, UPSTrackAlert)
 * and of answers seen in public.
 */
#ifndef APP_CARRIER_UPS_PARTS_H
#define APP_CARRIER_UPS_PARTS_H

#include <stdbool.h>

#include "carrier/carrier.h"
#include "carrier/field.h"
#include "carrier/phrase.h"
#include "carrier/ups.h"

#define UPS_ACCESS_HELP                                                           \
	"make an app with the Tracking API at developer.ups.com and set "         \
	"WAYLAID_UPS_CLIENT_ID and WAYLAID_UPS_CLIENT_SECRET; until then import " \
	"saved answers, CSV or e-mails with \"waylaid events import\""

/* ups_status.c: the tables of ups_meaning(), for the test that walks them */

struct ups_code {
	const char *code;
	struct meaning meaning;
};

extern const struct ups_code ups_statuses[], ups_codes[], ups_types[];
extern const struct phrase ups_phrases[], ups_vague_phrases[];
extern const int ups_nstatuses, ups_ncodes, ups_ntypes, ups_nphrases, ups_nvague_phrases;

/* What one status object says, each part NULL when absent. */
struct ups_said {
	const char *text, *status, *code, *type; /* "Delivered", "011", "FS", "D" */
};

struct meaning ups_judge(const struct ups_said *said);

/* ups_when.c */

/*
 * "20240423" and "135004", as UPS writes days and times; separators are taken too. 0, or -1: no
 * such day or time.
 */
int ups_day_read(daynum *out, const char *text);
int ups_time_read(int *second, const char *text);
int ups_offset_read(int *east_s, const char *text); /* "-04:00" */

/* ups_detail.c */

/* One package of a tracking answer, or one notice of Track Alert; fills outcome and message. */
void ups_package_read(struct reading *r, struct arena *a, const struct json *package,
		      enum source source);
bool ups_is_notice(const struct json *json);
void ups_notice_read(struct reading *r, struct arena *a, const struct json *notice);

/* ups_error.c */

/* The first entry of "response.errors". */
struct ups_complaint {
	bool present;
	const char *code, *text;
};

void ups_complaint_read(struct ups_complaint *out, struct arena *a, const struct json *body);

/*
 * What a status or an error code means for the whole call: false when it is about the parcel (then
 * outcome and message of *r are filled), or when the body must be read.
 */
bool ups_call_verdict(struct answer *out, struct arena *a, const struct http_answer *answer,
		      const struct ups_complaint *complaint);
void ups_complaint_judge(struct reading *r, struct arena *a, int status,
			 const struct ups_complaint *complaint);

/* ups_token.c and ups_read.c: members of struct carrier */

int ups_build_token_request(struct http_request *out, struct arena *a, const struct credentials *c,
			    struct err *err);
int ups_read_token_answer(struct token *out, struct arena *a, const struct http_answer *answer,
			  instant now, struct err *err);
void ups_read_answer(struct answer *out, struct arena *a, const struct credentials *c,
		     const struct http_answer *answer, const struct ask asks[], int n);
int ups_read_saved(struct answer *out, struct arena *a, const char *bytes, size_t len,
		   struct err *err);

#endif
