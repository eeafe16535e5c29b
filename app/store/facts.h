/*
 * facts.h - rules, contacts, status codes: loaded from the program, read from the file
 *
 * The program carries the CSV files of schema/facts; a desk may have rules of its own beside it.
 * When a file holds other facts than these, they are replaced in one transaction; the journal keeps
 * the digest of the tables. Cases remember the rule they used in their stored windows, so a newer
 * pack never changes the past silently.
 */
#ifndef APP_STORE_FACTS_H
#define APP_STORE_FACTS_H

#include <stdbool.h>

#include "base/hash.h"
#include "domain/checklist.h"
#include "domain/event_code.h"
#include "domain/route.h"
#include "domain/rule.h"
#include "domain/step.h"

struct arena;
struct err;
struct snap;
struct store;
struct tx;
struct tx_options;

/*
 * Load the program's facts, and the desk's own rules (rule_file.h), when the file holds others. Own
 * rules that cannot be read do not fail it: facts_problem() then says what is wrong, and in which
 * line; NULL when all is well.
 */
int facts_update(struct store *store, const struct tx_options *options, struct err *err);
const char *facts_problem(const struct store *store);

/* The same inside an act that has changed the desk's own rules; here they must be readable. */
int facts_reload(struct tx *tx, struct arena *a, struct err *err);

/* Digest of the fact tables as they are in the file. */
int facts_digest(struct hash *out, struct snap *snap, struct err *err);
/* The digest that the journal covers; "" when none was loaded yet. */
int facts_recorded(char hex[HASH_HEX], struct snap *snap, struct err *err);

/* The rules for parcels of a carrier, those of insurers among them. NULL: none. */
int rules_of(const struct rule ***out, int *n, struct snap *snap, struct arena *a,
	     const char *carrier, struct err *err);
/* A carrier's own rules as a list to read (NULL: all, by carrier), and one by its code or NULL. */
int rules_list(const struct rule ***out, int *n, struct snap *snap, struct arena *a,
	       const char *carrier, struct err *err);
/* The program's own table, whatever the desk has in its place. */
int rules_published(struct rule **out, int *n, struct arena *a, struct err *err);
int rule_find(const struct rule **out, struct snap *snap, struct arena *a, const char *code,
	      struct err *err);

/*
 * A carrier's or service's code from what a person typed (code, title or alias); NULL when unknown.
 */
int carrier_resolve(const char **code, struct snap *snap, struct arena *a, const char *typed,
		    struct err *err);
int service_resolve(const char **code, struct snap *snap, struct arena *a, const char *carrier,
		    const char *typed, struct err *err);
/*
 * All names by which carriers and services go, to be searched in memory by who reads many rows. The
 * aliases are words with '_' for blanks, separated by '|'; NULL: none.
 */
struct fact_name {
	const char *carrier; /* of a service; NULL: this is a carrier */
	const char *code, *title, *aliases;
};
int fact_names(struct fact_name **out, int *n, struct snap *snap, struct arena *a, struct err *err);

/* The service codes of a carrier, for "use a, b or c"; "" when none are known. */
int service_list(char **text, struct snap *snap, struct arena *a, const char *carrier,
		 struct err *err);

/* How to reach a carrier (NULL: all), as the facts say. */
struct fact_contact {
	const char *carrier, *channel, *purpose, *value, *hours, *zone, *source, *source_date,
		*confidence;
	daynum checked_on;
};
int fact_contacts(struct fact_contact **out, int *n, struct snap *snap, struct arena *a,
		  const char *carrier, struct err *err);

/*
 * The codes and texts that the facts explain: some hundred, however big the desk. "of": only those
 * that mean this status; NULL: all.
 */
int fact_event_codes(struct event_code **out, int *n, struct snap *snap, struct arena *a,
		     const enum status *of, struct err *err);

/* Doors, and papers that a claim may ask for: the general ones and this carrier's (NULL: none). */
int fact_routes(struct route **out, int *n, struct snap *snap, struct arena *a, const char *carrier,
		struct err *err);
int fact_needs(struct need **out, int *n, struct snap *snap, struct arena *a, const char *carrier,
	       struct err *err);
/* The rungs of a problem's ladder, by code. */
int fact_rungs(struct rung **out, int *n, struct snap *snap, struct arena *a, enum problem problem,
	       struct err *err);

#endif
