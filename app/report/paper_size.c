#include "report/paper_size.h"

#include <ctype.h>
#include <stddef.h>
#include <string.h>
#include <strings.h>

enum { WORD_MAX = 32 };

/* clang-format off */
static const struct {
	const char *name;
	bool letter;
} countries[] = {
	{ "usa", true }, { "us", true }, { "united states", true },
	{ "united states of america", true }, { "u.s.a.", true }, { "u.s.", true },
	{ "canada", true }, { "uk", false }, { "united kingdom", false },
	{ "great britain", false }, { "england", false }, { "scotland", false },
	{ "wales", false }, { "ireland", false }, { "germany", false }, { "deutschland", false },
	{ "france", false }, { "netherlands", false }, { "belgium", false },
	{ "austria", false }, { "switzerland", false }, { "italy", false }, { "spain", false },
	{ "poland", false }, { "sweden", false }, { "denmark", false }, { "norway", false },
	{ "finland", false }, { "portugal", false }, { "australia", false },
	{ "new zealand", false }, { "japan", false }, { "china", false }, { "hong kong", false },
	{ "taiwan", false }, { "south korea", false }, { "korea", false }, { "india", false },
	{ "singapore", false }, { "brazil", false }, { "south africa", false },
	{ "israel", false }, { "turkey", false },
};

/* Carriers at home in the United States and Canada (schema/facts/carriers.csv, home_zone). */
static const char *const letter_carriers[] = {
	"usps", "ups", "fedex", "dhl_ecommerce", "canada_post", "amazon", "canpar", "gofo",
	"lasership", "old_dominion", "ontrac", "purolator", "speedee",
};
/* clang-format on */

/* The part behind the last comma or line end, without blanks around it. */
static const char *last_part(const char *address, size_t *len)
{
	size_t end = strlen(address), begin;

	while (end > 0 && (isspace((unsigned char)address[end - 1]) || address[end - 1] == ','))
		end--;
	begin = end;
	while (begin > 0 && address[begin - 1] != ',' && address[begin - 1] != '\n')
		begin--;
	while (begin < end && isspace((unsigned char)address[begin]))
		begin++;
	*len = end - begin;
	return address + begin;
}

static bool shape_is(const char *s, const char *shape)
{
	size_t i;

	for (i = 0; shape[i]; i++) {
		unsigned char c = (unsigned char)s[i];

		if (shape[i] == 'A' ? !isupper(c) : shape[i] == '9' ? !isdigit(c) : c != shape[i])
			return false;
	}
	return !isalnum((unsigned char)s[i]);
}

/* "ME 04101" or "K1A 0B1": no other country writes either. */
static bool has_american_code(const char *part, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (i > 0 && isalnum((unsigned char)part[i - 1]))
			continue;
		if (shape_is(part + i, "AA 99999") || shape_is(part + i, "A9A 9A9"))
			return true;
	}
	return false;
}

bool paper_is_letter(const char *address, const char *carrier)
{
	size_t len = 0;
	const char *part = address ? last_part(address, &len) : "";

	for (size_t i = 0; i < sizeof(countries) / sizeof(*countries) && len < WORD_MAX; i++)
		if (len == strlen(countries[i].name) &&
		    strncasecmp(part, countries[i].name, len) == 0)
			return countries[i].letter;
	if (address && has_american_code(address, strlen(address)))
		return true;
	for (size_t i = 0; carrier && i < sizeof(letter_carriers) / sizeof(*letter_carriers); i++)
		if (strcmp(carrier, letter_carriers[i]) == 0)
			return true;
	return false;
}
