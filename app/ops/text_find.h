/*
 * text_find.h - what a text is about: an e-mail, a page of a carrier, whatever somebody pasted
 *
 * Cases by the tracking numbers in it, then by references that rows of the desk hold: of contacts,
 * requests, claims and orders. Any bytes will do; a text is read for references as far as 64 kB.
 */
#ifndef APP_OPS_TEXT_FIND_H
#define APP_OPS_TEXT_FIND_H

#include <stdbool.h>
#include <stdint.h>

#include "domain/casefile.h"

struct arena;
struct err;
struct snap;

enum { TEXT_CASES_MAX = 50, TEXT_PARCELS_MAX = 200 };

struct text_case {
	int64_t id;
	const char *by;                       /* the first thing that led to it: "claim CLM-1" */
	const char *tracking_number, *client; /* NULL: none */
	enum problem problem;
	bool closed;
};

/* A parcel that no case is about. */
struct text_parcel {
	const char *number;  /* as its carrier is asked for it */
	const char *carrier; /* code; NULL: several write numbers like it */
	bool check_wrong;    /* its check digit */
};

struct text_found {
	struct text_case cases[TEXT_CASES_MAX];
	int ncases;
	struct text_parcel parcels[TEXT_PARCELS_MAX];
	int nparcels;
	const char *reference; /* the first of theirs: no order number, which is yours; NULL */
};

struct text_query {
	const char *const *texts; /* any of them may be NULL */
	int ntexts;
	const char *client; /* cases of others are not there; NULL: all are */
};

/* What is found lies in the arena. */
int text_find(struct text_found *out, struct snap *snap, struct arena *a,
	      const struct text_query *query, struct err *err);

/* Is the word before "at" one behind which a number stands that is no case's: "Order #12"? */
bool text_is_other_number(const char *text, const char *at);

#endif
