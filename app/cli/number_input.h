/*
 * number_input.h - a file or stdin, in pieces that end at lines
 *
 * Reads as it goes, in one piece of memory: a file of any length needs no more.
 */
#ifndef APP_CLI_NUMBER_INPUT_H
#define APP_CLI_NUMBER_INPUT_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

struct arena;
struct err;

enum { INPUT_ROOM = 512 * 1024 };

struct number_input {
	FILE *file;
	const char *name;
	char *room;
	size_t begin, end; /* what was read and not given yet */
	bool ended;
	/* of the piece just given: */
	const char *text;
	size_t len;
	int64_t offset; /* of its first byte in the file */
	bool within;    /* it begins within a line that had no room */
};

/* "-" is stdin. ERR_NOT_FOUND, ERR_INPUT for a folder, ERR_FAILED. */
int number_input_open(struct number_input *in, struct arena *a, const char *path, struct err *err);
void number_input_close(struct number_input *in);

/*
 * 1 with the next piece: as many whole lines as there is room for, until the next call; 0 at the
 * end; -1 when it cannot be read. A line longer than the room comes in several, between words.
 */
int number_input_next(struct number_input *in, struct err *err);

#endif
