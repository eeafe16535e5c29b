/*
 * probe.h - an untrusted picture in, a small upright JPEG out
 *
 * The contract of the programs waylaid-decode (JPEG and PNG; mail.h has what it does with mails)
 * and waylaid-picture (HEIC, WebP, GIF and TIFF). They are two because the libraries of the second
 * take 20 ms to be loaded, and nearly all photos are JPEGs. Such a program takes one picture on
 * descriptor 0 and the longest edge wanted as its only argument, goes behind the fence (fence.h)
 * before it reads the first byte, and ends with
 *
 *   0  descriptor 1 has the header below, then one JPEG, turned upright as the file says
 *   2  it was started wrongly
 *   3  the picture cannot be shown; descriptor 2 has the reason, one line
 *
 * or is killed by the fence, which means the same as 3. It has no database and no paths, and
 * serves one file a process: a broken photo costs one thumbnail.
 *
 * With "bare" in place of the edge, a JPEG or PNG comes back as it is, but for what its file says
 * beside the pixels (decode/bare.h): behind the header a JPEG or a PNG, not turned.
 *
 * The header is PROBE_HEADER bytes of ASCII, filled with blanks, a newline last:
 *
 * waylaid-thumb 1 WIDTH HEIGHT FULL_WIDTH FULL_HEIGHT whole|damaged TAKEN
 *
 * WIDTH and HEIGHT are the thumbnail's, FULL_* the picture's own, both upright. "damaged" says
 * that the file ends early or has broken data, and that only a part of the picture may be seen.
 * TAKEN is when the camera says that it was taken, "2026-11-03T14:22:05" in the camera's own
 * unknown zone, "2026-11-03T14:22:05+01:00" when it says the zone, too, or "-".
 */
#ifndef APP_DECODE_PROBE_H
#define APP_DECODE_PROBE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct err;

enum probe_exit { PROBE_SHOWN = 0, PROBE_USED_WRONGLY = 2, PROBE_CANNOT_SHOW = 3 };

enum {
	PROBE_HEADER = 96,
	PROBE_TAKEN = 26, /* with the NUL */
	PROBE_EDGE_MIN = 16,
	PROBE_EDGE_USUAL = 480,
	PROBE_EDGE_MAX = 2048,
	PROBE_BYTES_MAX = 64 << 20,  /* of the file */
	PROBE_PIXELS_MAX = 100000000 /* as its header claims them */
};

struct probe_thumb {
	unsigned char *jpeg; /* freed by probe_release() */
	size_t len;
	int width, height;
	int full_width, full_height;
	bool damaged;
	char taken[PROBE_TAKEN]; /* "" when the camera did not say */
};

/*
 * Whole descriptor into malloc()ed memory; ERR_INPUT when empty or over PROBE_BYTES_MAX. Also for
 * mails (mail.h).
 */
int probe_read(uint8_t **out, size_t *len, int fd, struct err *err);

struct probe_file {
	const uint8_t *bytes;
	size_t len;
	int edge; /* PROBE_EDGE_MIN to PROBE_EDGE_MAX */
	/* Larger pictures are refused; 0: PROBE_PIXELS_MAX. Fuzzers take less, to be quick. */
	int64_t pixels_max;
};

/* Kinds of pictures: what one program can show. */
struct probe_kinds {
	const struct picture_reader *const *reader; /* NULL behind the last */
	const char *none;                           /* "the file is neither ..." */
	/* What "bare" gives (decode/bare.h); NULL: nothing. */
	int (*bare)(struct probe_thumb *out, const uint8_t *bytes, size_t len, struct err *err);
};
extern const struct probe_kinds probe_usual; /* JPEG, PNG */
extern const struct probe_kinds probe_rare;  /* HEIC, WebP, GIF, TIFF */

/*
 * ERR_INPUT with the reason when the picture cannot be shown. *out is released either way by
 * probe_release().
 */
int probe_picture(struct probe_thumb *out, const struct probe_kinds *kinds,
		  const struct probe_file *file, struct err *err);
void probe_release(struct probe_thumb *thumb);

/* All that a program that shows pictures does: to be given to exit. */
enum probe_exit probe_main(int argc, char **argv, const struct probe_kinds *kinds);

/* Exactly PROBE_HEADER bytes into out, no NUL. */
void probe_header(char out[PROBE_HEADER], const struct probe_thumb *thumb);

#endif
