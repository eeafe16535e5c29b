#include "domain/insurer.h"

#include <ctype.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

/* clang-format off */
/* Words in small letters, parted by one blank. */
static const struct {
	const char *words, *code;
} insurers[] = {
	{ "easypost",		   "easypost_insurance" },
	{ "easy post",		   "easypost_insurance" },
	{ "ups capital",	   "insureshield" },
	{ "insureshield",	   "insureshield" },
	{ "insure shield",	   "insureshield" },
	{ "parcel pro",		   "insureshield" },
	{ "parcelpro",		   "insureshield" },
	{ "pip",		   "pip_shipcover" },
	{ "parcel insurance plan", "pip_shipcover" },
	{ "shipcover",		   "pip_shipcover" },
	{ "ship cover",		   "pip_shipcover" },
	{ "stamps com",		   "pip_shipcover" },
	{ "shipsaver",		   "shipsaver" },
	{ "ship saver",		   "shipsaver" },
	{ "u pic",		   "u_pic" },
	{ "upic",		   "u_pic" },
	{ "xcover",		   "xcover" },
	{ "cover genius",	   "xcover" },
	{ "route",		   "route_protection" },
	{ "aftership",		   "aftership_protection" },
};
/* clang-format on */

enum { NAME_MAX_BYTES = 200 };

/* " easypost insurance ": small letters and digits, every run of other signs one blank. */
static void as_words(char out[NAME_MAX_BYTES + 3], const char *name)
{
	size_t n = 0;

	out[n++] = ' ';
	for (const char *p = name; *p && n < NAME_MAX_BYTES + 1; p++) {
		if (isalnum((unsigned char)*p) || (unsigned char)*p >= 0x80)
			out[n++] = (char)tolower((unsigned char)*p);
		else if (out[n - 1] != ' ')
			out[n++] = ' ';
	}
	if (out[n - 1] != ' ')
		out[n++] = ' ';
	out[n] = '\0';
}

/* Do the words stand in the text, each whole? */
static bool has_words(const char *text, const char *words)
{
	size_t len = strlen(words);

	for (const char *p = strstr(text, words); p; p = strstr(p + 1, words))
		if (p[-1] == ' ' && p[len] == ' ')
			return true;
	return false;
}

const char *insurer_code(const char *name)
{
	char text[NAME_MAX_BYTES + 3];

	if (!name)
		return NULL;
	as_words(text, name);
	for (size_t i = 0; i < sizeof insurers / sizeof *insurers; i++)
		if (has_words(text, insurers[i].words))
			return insurers[i].code;
	return NULL;
}
