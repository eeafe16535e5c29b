#include "carrier/phrase.h"

#include <stdbool.h>
#include <string.h>

#include "base/words.h"

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
	char folded[WORDS_FOLD_MAX];

	words_fold(folded, text);
	for (const struct phrase *end = row + n; row < end; row++)
		if (fits(folded, row->words, row->match))
			return row;
	return NULL;
}
