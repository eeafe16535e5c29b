/*
 * workbook.h - cases as a workbook that a clerk who has never heard of Waylaid can read
 *
 * Sheets: Cases (when there are several), Summary, Timeline, Tracking, Carrier asked, Contacts and
 * promises, Evidence, Journal, All facts. A case comes as the tree that `show --json` prints; what
 * no sheet has a place for is still listed in "All facts", which holds every known value word for
 * word.
 *
 * Names, numbers and hashes are text cells, days and times real dates (times in the desk's zone),
 * money numbers in their currency. A text that looks like a formula stays a text. The same input
 * gives the same bytes. The file is written whole or not at all.
 *
 * The library behind it ends the process when memory does: it runs in a process of its own. The
 * locale of the caller does not matter.
 */
#ifndef APP_REPORT_WORKBOOK_H
#define APP_REPORT_WORKBOOK_H

#include "base/day.h"

struct err;
struct node;
struct zone;

struct workbook_file {
	const char *sha256; /* as the tree's evidence names it */
	const char *path;   /* where the file lies */
};

struct workbook_input {
	const struct node *const *cases; /* at least one */
	int ncases;
	instant now;             /* when the workbook is made: shown, and in its properties */
	const struct zone *zone; /* the desk's; NULL: UTC */
	const char *decoder;     /* path of waylaid-decode; NULL: no pictures */
	const struct workbook_file *files;
	int nfiles;
	/* Who claims: name, address, email, phone, role, payee; NULL: not for this reader. */
	const struct node *claimant;
	int photo_edge; /* pixels of photos in the packet; 0: as large as is usual */
};

/* ERR_INPUT: no case. ERR_FAILED: the file cannot be written; nothing is left behind. */
int workbook_write(const char *path, const struct workbook_input *in, struct err *err);

#endif
