/*
 * packet.h - the packet of a case: what a clerk reads who pays or refuses
 *
 * Page one alone says what happened, to which parcel, when, what is claimed and how it was worked
 * out, by when, who promised what and what is attached. Behind it: letter, index, timeline,
 * tracking history, contact log, photos, statement of the amount, missing papers, silence, list of
 * files with their SHA-256, and the attached PDFs themselves.
 *
 * A case comes as the tree that `show --json` prints; a key that is absent is a fact that is not
 * known. The same input gives the same bytes. Files are written whole or not at all.
 */
#ifndef APP_REPORT_PACKET_H
#define APP_REPORT_PACKET_H

struct err;
struct workbook_input;

enum {
	PACKET_CASES_MAX = 50,
	PACKET_PHOTOS_MAX = 200,              /* of a file; the others are listed */
	PACKET_ATTACHED_MAX = 100,            /* PDFs whose pages are appended */
	PACKET_ATTACHED_PAGES_MAX = 1000,     /* of all of them */
	PACKET_ATTACHED_BYTES_MAX = 96 << 20, /* of all of them */
	PACKET_PAGES_MAX = 3000,
	PACKET_BYTES_MAX = 256 << 20
};

/*
 * ERR_INPUT: no case, too many, more pages or bytes than a packet may have. ERR_FAILED: it cannot
 * be written; an older file stays as it was.
 */
int packet_write_pdf(const char *path, const struct workbook_input *in, struct err *err);

/* The same as one HTML file: pictures inside, no script. Attached PDFs are named, not shown. */
int packet_write_html(const char *path, const struct workbook_input *in, struct err *err);

#endif
