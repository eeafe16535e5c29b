/*
 * packet_parts.h - the sections of a packet, each put behind what is there
 *
 * Inner header of app/report.
 */
#ifndef APP_REPORT_PACKET_PARTS_H
#define APP_REPORT_PACKET_PARTS_H

#include <stdbool.h>

#include "report/book.h"
#include "report/paper.h"

struct packet {
	struct paper *paper;
	struct book *words; /* arena, zone and input, for words.h */
	const struct node *one;
	bool pages;          /* set in pages; else one long sheet, and no PDF is appended */
	int photo_edge;      /* pixels */
	const char *checker; /* waylaid-pdf; NULL: no PDF is appended */
	/* Over all cases of the file. */
	int nphotos, nattached, attached_pages;
	size_t attached_bytes;
};

/* What became of a file of the case, for the list of files. */
struct packet_file {
	const struct node *row;
	const char *shown; /* "photo 3", "appended, 2 pages", "cannot be shown: ..." */
	int photo;         /* 0: it is none */
	struct paper_photo picture;
	struct paper_file pdf; /* without bytes: nothing is appended */
};

struct packet_files {
	struct packet_file *file; /* by shot, those without at the end */
	int n;
};

/* Opens each file of the case behind the fence. Never fails: what cannot be shown says why. */
void packet_open_files(struct packet_files *out, struct packet *p);

void packet_first_page(struct packet *p, const struct packet_files *files);
void packet_letter(struct packet *p, const struct packet_files *files);
void packet_timeline(struct packet *p);
void packet_tracking(struct packet *p);
void packet_contacts(struct packet *p);
void packet_photos(struct packet *p, const struct packet_files *files);
void packet_amount(struct packet *p);
void packet_missing(struct packet *p);
void packet_silence(struct packet *p);
void packet_manifest(struct packet *p, const struct packet_files *files);
void packet_attached(struct packet *p, const struct packet_files *files);

/* First row of a list of the case; NULL when it is absent or empty. */
const struct node *packet_rows(const struct packet *p, const char *list);
int packet_count(const struct packet *p, const char *list);
/* Text by names as in words.h; NULL when unknown. */
const char *packet_say(const struct packet *p, const struct node *row, const char *names);
const char *packet_code(const struct packet *p, const struct node *row, const char *names);
/* "2026-11-05 10:02" of an event, as the carrier gave it; seconds that are nought say nothing. */
const char *packet_local_time(const struct packet *p, const struct node *event);
/* "before" and the value, or NULL. */
const char *packet_with(const struct packet *p, const char *before, const char *value);
/* What went wrong, as a noun: "a lost parcel". */
const char *packet_trouble(const struct packet *p);
/* A row in text cells; NULL ends them early. */
void packet_cells(struct packet *p, struct paper_block *table, const char *const *cells, int n);
/* "3 more rows are not shown here: ..." below a table that was too long. */
void packet_rest(struct packet *p, const struct paper_block *table);
/* The newest hash of the case's journal; NULL when there is none. */
const char *packet_head(const struct packet *p);
/* "37 of the carrier", how a promise stands, and the look that goes with it. */
const char *packet_promise_state(struct packet *p, const struct node *promise,
				 enum paper_look *look);
/* The contact that a promise was made in; NULL: not known. */
const struct node *packet_contact_of(const struct packet *p, const struct node *promise);

#endif
