/*
 * words.h - the words of a text, whatever stands between them, and how far two words are apart
 */
#ifndef APP_BASE_WORDS_H
#define APP_BASE_WORDS_H

#include <stdbool.h>
#include <stddef.h>

enum {
	WORDS_FOLD_MAX = 512, /* bytes of a folded text, with the NUL */
	WORD_MAX = 48         /* longer words are no typing error of a known one */
};

/*
 * " delivered in at mailbox ": ASCII letters and digits in lower case, whatever else is one blank,
 * one blank at both ends, so that strstr() with " words " finds whole words only. What does not
 * fit is cut. NULL gives " ".
 */
char *words_fold(char out[WORDS_FOLD_MAX], const char *text);

/* Of folded texts: how many words it has, and whether all of "part" stands in it, in one piece. */
int words_count(const char *folded);
bool words_hold(const char *folded, const char *part);

/*
 * The next word of a folded text: its start, *len its length; *folded moves on. NULL at the end.
 */
const char *words_next(const char **folded, size_t *len);

/*
 * Typing errors between two words in lower case: a letter more, less, other, or two exchanged.
 * "most" + 1 when there are more, or a word is longer than WORD_MAX.
 */
int words_apart(const char *a, size_t na, const char *b, size_t nb, int most);

#endif
