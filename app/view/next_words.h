/*
 * next_words.h - what a line of the morning list says, and the command that does it
 */
#ifndef APP_VIEW_NEXT_WORDS_H
#define APP_VIEW_NEXT_WORDS_H

#include "base/day.h"
#include "store/next.h"

struct arena;

/* What is to be done, in words. */
const char *next_what(struct arena *a, const struct next_row *row, daynum today);

/*
 * The commands of every kind of line. "variant" narrows a kind (NULL: the rest of it): "ours" for a
 * promise of our own, "missed" for a window that closed unused, "ask" where a request must come
 * first and "await" where it must end, else the window's own name. In a text {case} {number} {id}
 * {route} {request} {carrier} and {fix} are filled in.
 */
struct next_command {
	enum next_kind kind;
	const char *variant;
	const char *command;
	const char *after[2]; /* for what comes of it */
};
extern const struct next_command next_commands[];
extern const int next_ncommands;

const struct next_command *next_command_of(const struct next_row *row, daynum today);
/* The text with the line's own numbers in it. */
const char *next_command_text(struct arena *a, const char *text, const struct next_row *row);

#endif
