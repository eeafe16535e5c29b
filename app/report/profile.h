/*
 * profile.h - what a claim portal takes: how many files, how large, of which kinds
 *
 * Ours stand in reports/profiles, a user's in the folder "profiles" among the settings, or
 * anywhere; one of the same name goes before ours. An .ini:
 *
 *	[portal]  title, carrier, source, source_date, checked_on, confidence
 *	[limits]  files = most files; file = most of one ("3 MB", "500 kB"), total = most of all
 *		  together; types = jpeg | pdf ...: others are not taken. Left out: not limited, or
 *		  not known
 *	[copies]  place = remove|keep: what a camera wrote of the place goes out of photos;
 *		  longest_edge = pixels of a copy at most
 *
 * A MB is 1,000,000 bytes: the smaller of its two meanings.
 */
#ifndef APP_REPORT_PROFILE_H
#define APP_REPORT_PROFILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct err;

enum {
	PROFILE_FILES_MAX = 1000,
	PROFILE_TYPES = 15,
	PROFILE_BYTES_MIN = 50000, /* less holds no photo in which anything is seen */
	PROFILE_EDGE_MIN = 320,
	PROFILE_EDGE_MAX = 2048
};

struct profile {
	const char *name;                                                   /* "dhl_express" */
	const char *title, *source, *source_date, *checked_on, *confidence; /* NULL: not said */
	int files;                                                          /* 0: not limited */
	int64_t file_bytes, total_bytes;                                    /* 0: not limited */
	bool type[PROFILE_TYPES];
	bool any_type;
	bool keeps_place;
	int longest_edge;
};

/* name: of a profile, or a path to one. ERR_INPUT names the line, or the profiles there are. */
int profile_find(struct profile *out, struct arena *a, const char *name, struct err *err);

/* The same from a text; "name" names it in errors. */
int profile_take(struct profile *out, struct arena *a, const char *name, const char *text,
		 size_t len, struct err *err);

/* Whether a file of this type (base/media.h) is taken. */
bool profile_takes(const struct profile *p, const char *media_type);

#endif
