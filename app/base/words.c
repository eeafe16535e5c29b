#include "base/words.h"

#include <ctype.h>
#include <string.h>

char *words_fold(char out[WORDS_FOLD_MAX], const char *text)
{
	size_t n = 0;

	out[n++] = ' ';
	for (const char *p = text ? text : ""; *p && n < WORDS_FOLD_MAX - 2; p++) {
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

const char *words_next(const char **folded, size_t *len)
{
	const char *word = *folded + strspn(*folded, " ");

	*len = strcspn(word, " ");
	*folded = word + *len;
	return *len ? word : NULL;
}

int words_count(const char *folded)
{
	size_t len;
	int n = 0;

	while (words_next(&folded, &len))
		n++;
	return n;
}

bool words_hold(const char *folded, const char *part)
{
	return part[0] == ' ' && part[1] != '\0' && strstr(folded, part);
}

static int least(int a, int b, int c)
{
	int m = a < b ? a : b;

	return m < c ? m : c;
}

int words_apart(const char *a, size_t na, const char *b, size_t nb, int most)
{
	int row[3][WORD_MAX + 1];
	size_t longer = na > nb ? na : nb, shorter = na > nb ? nb : na;

	if (longer > WORD_MAX || longer - shorter > (size_t)most)
		return most + 1;
	for (size_t j = 0; j <= nb; j++)
		row[0][j] = (int)j;
	for (size_t i = 1; i <= na; i++) {
		int *now = row[i % 3], *before = row[(i + 2) % 3], *two_before = row[(i + 1) % 3];

		now[0] = (int)i;
		for (size_t j = 1; j <= nb; j++) {
			now[j] = least(before[j] + 1, now[j - 1] + 1,
				       before[j - 1] + (a[i - 1] != b[j - 1]));
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
				now[j] = least(now[j], now[j], two_before[j - 2] + 1);
		}
	}
	return row[na % 3][nb] <= most ? row[na % 3][nb] : most + 1;
}
