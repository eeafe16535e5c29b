/*
 * audience.h - what the reader of an export must not see
 *
 * One table says it for every kind of export: nodes of the case's tree and columns of the journal's
 * rows. The tree is filtered before any writer gets it; entries of the journal that hold what is
 * hidden travel sealed or bare (domain/chain.h), and the chain still verifies.
 */
#ifndef APP_VIEW_AUDIENCE_H
#define APP_VIEW_AUDIENCE_H

#include <stdbool.h>
#include <stdint.h>

struct arena;
struct chain_entry;
struct node;

enum audience {
	AUDIENCE_FULL, /* yourself: nothing is hidden */
	AUDIENCE_CARRIER,
	AUDIENCE_CUSTOMER,
	AUDIENCE_MARKETPLACE,
	AUDIENCE_COURT,
	AUDIENCE_NVALUES
};
extern const char *const audience_names[AUDIENCE_NVALUES];
extern const char *const audience_titles[AUDIENCE_NVALUES]; /* "the carrier" */

enum { AUDIENCE_RULES_MAX = 32 };

/* One export for one reader; counts what it hid. */
struct viewer {
	enum audience audience;
	const int64_t *cases, *parcels; /* that the export is about */
	int ncases, nparcels;
	int hidden[AUDIENCE_RULES_MAX]; /* values, by rule */
	int phones, others, sealed, bare;
};

/* Take out of a case's tree what this reader must not see. */
void viewer_filter(struct viewer *v, struct arena *a, struct node *doc);

/*
 * For somebody who may see this case and not every other: the numbers of others are taken out, and
 * what was said and promised in contacts about them, too; nor how promises were kept in all
 * of them. The tree may be that of brief.
 */
void viewer_hide_others(struct arena *a, struct node *doc, int64_t case_id);

/* Seal or bare an entry of the journal, as this reader may see it. */
void viewer_entry(struct viewer *v, struct arena *a, struct chain_entry *e);

/* "hidden" into the map: what and how many of it, for the person who exports. */
void viewer_report(const struct viewer *v, struct arena *a, struct node *doc);

/*
 * Telephone numbers in running text, in the forms in which people write them, made unreadable; the
 * text itself when there are none. *n grows by how many there were.
 */
const char *phones_masked(struct arena *a, const char *text, int *n);

#endif
