/*
 * portal.h - the files of a case as a portal takes them: fitted copies in one ZIP
 *
 * Members: 01-damage_photo.jpg and so on, by shot; PORTAL.txt, which says what each is, of which
 * original by its SHA-256, what was reduced and what was left out, and why; MANIFEST.sha256.
 * Originals are read, never changed. What fits goes as it is, without the place where the profile
 * says so; a photo that does not becomes a smaller JPEG. The same input gives the same bytes.
 */
#ifndef APP_REPORT_PORTAL_H
#define APP_REPORT_PORTAL_H

#include <stdint.h>

#include "report/workbook.h"

struct arena;
struct profile;

struct portal_file {
	const struct node *evidence;
	const char *path;   /* the original */
	const char *member; /* its name in the ZIP; NULL: left out */
	const char *done; /* "as it is", "smaller: 1600 x 1200 pixels ..."; or why it is left out */
	int64_t bytes;    /* of the member */
	int edge;         /* of a reduced copy; 0: none */
	bool bare, reduced;
};

struct portal_made {
	struct portal_file *file;
	int n, reduced, left_out;
	int64_t bytes; /* of the ZIP */
};

/* ERR_INPUT: nothing that the portal takes. ERR_FAILED: it cannot be written, and is not there. */
int portal_write(struct portal_made *out, struct arena *a, const char *path,
		 const struct workbook_input *in, const struct profile *profile, struct err *err);

/* The packet with photos small enough. ERR_INPUT: even then it is too large. */
int portal_packet(const char *path, const struct workbook_input *in, const struct profile *profile,
		  struct err *err);

#endif
