/*
 * thumbnail.h - a small upright picture of an evidence file, made by a program behind a fence
 *
 * Starts waylaid-decode or waylaid-picture (their contract is in decode/probe.h), by the first
 * bytes of the file, without environment and with a time limit, and takes what it writes. Whatever
 * a picture does to that program, the caller goes on without it.
 */
#ifndef APP_BASE_THUMBNAIL_H
#define APP_BASE_THUMBNAIL_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct err;

enum {
	THUMBNAIL_EDGE = 480,
	THUMBNAIL_MS = 20000,
	THUMBNAIL_BYTES_MAX = 4 << 20,
	THUMBNAIL_BARE_MAX = 65 << 20,
	THUMBNAIL_TAKEN = 26 /* with the NUL */
};

struct thumbnail_from {
	const char *decoder; /* path of waylaid-decode; waylaid-picture lies beside it */
	const char *file;
	int edge;       /* 0: THUMBNAIL_EDGE */
	bool bare;      /* instead: of a JPEG or PNG the file itself, without place and owner */
	int timeout_ms; /* 0: THUMBNAIL_MS */
};

struct thumbnail {
	const unsigned char *jpeg; /* in the arena; of a bare PNG that */
	size_t len;
	int width, height;
	int full_width, full_height; /* of the picture itself, upright */
	bool damaged;                /* the file ends early or is broken: only a part may be seen */
	/* As the camera says: "2026-11-03T14:22:05", perhaps with "+01:00"; NULL: not said. */
	const char *taken;
};

/* Whether files of this type (base/media.h) are tried. */
bool thumbnail_shows(const char *media_type);

/*
 * ERR_INPUT: it cannot be shown, and why (no picture, broken, a bomb, over its time).
 * ERR_NOT_FOUND: no such file. ERR_FAILED: the program could not be started.
 */
int thumbnail_make(struct thumbnail *out, struct arena *a, const struct thumbnail_from *from,
		   struct err *err);

#endif
