/*
 * shown.h - what the suites of pictures share: showing one, looking at it, running the programs
 */
#ifndef TESTS_DECODE_SHOWN_H
#define TESTS_DECODE_SHOWN_H

#include <stddef.h>

#include "decode/pictures.h"
#include "decode/probe.h"

struct err;

/* probe_picture() on what was made; the thumbnail held before is released. */
int show_made(struct probe_thumb *thumb, const struct probe_kinds *kinds, const struct made *m,
	      int edge, struct err *err);

/* The four corners have the colours of pictures.h, and the JPEG the size that is said. */
void check_corners(const struct probe_thumb *thumb, int tolerance);

/* A picture of 640 by 400 came out upright and whole at 160 by 100. */
void check_upright(const struct probe_thumb *thumb, int tolerance);

/* Each byte flipped in turn, every "step"th: shown, or refused with a reason. */
void flip_bytes(const struct probe_kinds *kinds, const struct made *whole, size_t step);

struct ran {
	char *out;
	size_t room, len; /* what it wrote on 1 and 2 */
};

/* A program on these bytes: its exit status. It must not be killed. */
int run_program(struct ran *ran, const char *program, const struct made *m, const char *edge);

#endif
