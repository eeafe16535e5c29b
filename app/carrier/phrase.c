#include "carrier/phrase.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

char *phrase_fold(char out[PHRASE_FOLD_MAX], const char *text)
{
	size_t n = 0;

	out[n++] = ' ';
	for (const char *p = text ? text : ""; *p && n < PHRASE_FOLD_MAX - 2; p++) {
		unsigned char c = (unsigned char)*p;

		if (c < 0x80 && isalnum(c))
			out[n++] = (char)tolower(c);
		else if (out[n - 1] != ' ')
			out[n++] = ' ';
	}
	if (out[n - 1] != ' ')
		out[n++] = ' ';
	out[n] = '\0';
	return out;
}

/* "text" is folded; "words" are put between blanks so that only whole words fit. */
static bool fits(const char *text, const char *words, enum phrase_match match)
{
	size_t n = strlen(words);
	const char *at = text;

	while ((at = strstr(at, words)) != NULL) {
		bool word = at > text && at[-1] == ' ' && at[n] == ' ';

		if (word && match == HOLDS)
			return true;
		if (word && at == text + 1 && (match == BEGINS || at[n + 1] == '\0'))
			return true;
		at++;
	}
	return false;
}

const struct phrase *phrase_find(const struct phrase *row, int n, const char *text)
{
	char folded[PHRASE_FOLD_MAX];

	phrase_fold(folded, text);
	for (const struct phrase *end = row + n; row < end; row++)
		if (fits(folded, row->words, row->match))
			return row;
	return NULL;
}
