/*
 * letter.h - a letter as a text, as a page to print, and as the draft of an e-mail
 *
 * The text has lines of LETTER_COLUMNS at most. The page is one HTML file without scripts. The
 * draft has "X-Unsent: 1", by which mail programs open it to be edited and sent, no sender and no
 * Bcc; the evidence goes with it. Whole files or none.
 */
#ifndef APP_REPORT_LETTER_H
#define APP_REPORT_LETTER_H

#include "base/day.h"

struct arena;
struct buf;
struct err;
struct letter;

/* What mail servers take. */
enum { LETTER_COLUMNS = 72, LETTER_DRAFT_MB = 25 };

/* The file of each attachment, in the letter's order. */
struct letter_files {
	const char *const *path;
	instant now;
};

void letter_text(struct buf *to, struct arena *a, const struct letter *l);

int letter_write_text(const char *path, const struct letter *l, struct err *err);
int letter_write_page(const char *path, const struct letter *l, struct err *err);
/* ERR_INPUT: larger than LETTER_DRAFT_MB, or an evidence file is missing. */
int letter_write_draft(const char *path, const struct letter *l, const struct letter_files *files,
		       struct err *err);

#endif
