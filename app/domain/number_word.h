/*
 * number_word.h - text as words that may be pieces of a tracking number
 *
 * Only number_find.c includes this. A word is letters and digits, full-width ones too; what people
 * do not see stands inside a word, blanks and dashes of all kinds between words.
 */
#ifndef APP_DOMAIN_NUMBER_WORD_H
#define APP_DOMAIN_NUMBER_WORD_H

#include <stdbool.h>
#include <stddef.h>

/* The longest form is of 41 characters; with 420 and ZIP, 38. */
enum { WORD_MAX = 46 };

enum number_gap {
	GAP_HARD,  /* another cell, sentence, line: no number goes on behind it */
	GAP_BLANK, /* up to three blanks, brackets, or the FNC1 of a scanner */
	GAP_DASH,  /* one dash, dot or underscore between characters */
	GAP_LINE   /* one end of a line and blanks: a mail may have been folded here */
};

struct number_word {
	size_t at, end;         /* bytes of the text */
	enum number_gap before; /* between the word before and this one */
	size_t n;               /* WORD_MAX + 1: longer than any number */
	char s[WORD_MAX + 2];   /* capitals and digits */
	bool digits;            /* nothing else */
	bool letters;           /* nothing else */
	bool small;             /* small letters were among them */
};

/* The first word from text[at] on; false when there is none. Before all text is GAP_HARD. */
bool number_word_next(struct number_word *w, const char *text, size_t len, size_t at);

#endif
