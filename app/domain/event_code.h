/*
 * event_code.h - what carriers' codes and phrases mean, and finding them by whatever a person typed
 *
 * Rows come from schema/facts/event_codes.csv. A row belongs to a list: a carrier's own codes
 * ("usps"), a second list of the same carrier ("ups_status", "usps_category") or another service's
 * ("aftership"). Sources may contradict each other; then there are two rows.
 */
#ifndef APP_DOMAIN_EVENT_CODE_H
#define APP_DOMAIN_EVENT_CODE_H

#include <stdbool.h>

#include "domain/rule.h"
#include "domain/shipment.h"

struct event_code {
	const char *list;   /* "ups_status" */
	const char *code;   /* "021"; NULL: words only */
	const char *text;   /* "This / That": either is said; NULL: words not known */
	enum status status; /* what we read from it */
	enum trouble trouble;
	bool is_scan; /* false: a clock, a computer or the shipper wrote it */
	const char *meaning, *next_step;
	const char *source, *source_date; /* "a; b": each says so */
	daynum checked_on;
	enum confidence confidence;
};

/* The wording is ours, made from the status: the sources give the code no words of its own. */
bool event_code_generic(const struct event_code *row);
/* How many sources say so; 0 when it is from memory. */
int event_code_sources(const struct event_code *row);
/* A source reads it otherwise: it is named among them as "disputed: ...". */
bool event_code_disputed(const struct event_code *row);

/*
 * The same code? Letters in either case; digits as numbers, since carriers pad them as they like:
 * Canada Post writes "0174" where its list has "174". NULL is no code.
 */
bool event_code_same(const char *a, const char *b);

/* --- lists --- */

struct code_list {
	const char *name; /* "ups_status" */
	const char
		*carrier; /* "ups"; "dhl" for all its parts; the list's own name where it is none */
	const char *title;  /* "UPS state" */
	const char *called; /* whole words a person says for it, '|' between: "dhl express|dhl" */
	bool is_class;      /* a summary of what happened last, no event by itself */
};

extern const struct code_list code_lists[]; /* the ones asked first come first */
extern const int ncode_lists;

/* NULL when there is no such list. */
const struct code_list *code_list_find(const char *name);
/* Does somebody who says "Canada-Post" mean this list? */
bool code_list_called(const struct code_list *list, const char *name);
/* Or any? */
bool code_lists_called(const char *name);

/* --- finding --- */

enum code_match {
	MATCH_EXACT,  /* the code, or the whole text */
	MATCH_PHRASE, /* the words in one piece, in the text or around it */
	MATCH_WORDS,  /* all the words, or most of them */
	MATCH_NEAR,   /* the same with typing errors */
	MATCH_NVALUES
};
extern const char *const code_match_names[MATCH_NVALUES];

struct code_query {
	const char *words;   /* of a person; may begin with a carrier's name: "usps 17" */
	const char *carrier; /* only its lists; NULL: all */
};

struct code_found {
	const struct event_code *row;
	enum code_match match;
	int rank;   /* smaller is better; 0 to 99 */
	int missed; /* words too many or too few */
};

/*
 * The rows that fit best, best first, into found[0..n-1]: exact and phrases; where there are none,
 * all words; else most words. Returns how many.
 */
int event_codes_find(struct code_found *found, const struct event_code *rows, int n,
		     const struct code_query *query);

/*
 * The row that explains what a carrier said: "words" and "code" of one event (either may be NULL),
 * read as "status". Words before codes, the carrier's own rows before those of other services; a
 * row that reads it otherwise explains nothing. NULL: none.
 */
const struct event_code *event_code_of_event(const struct event_code *rows, int n,
					     const struct code_query *said, const char *code,
					     enum status status);

/* At most "max" rows whose words look most like these, best first, each text once; how many. */
int event_codes_nearest(const struct event_code **out, int max, const struct event_code *rows,
			int n, const struct code_query *query);

#endif
