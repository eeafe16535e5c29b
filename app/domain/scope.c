/* Where a parcel goes, as far as rules care. */
#include <ctype.h>
#include <stddef.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "domain/window.h"

/* clang-format off */
static const char *const international_services[] = {
	"priority_mail_international", "priority_mail_express_international",
	"registered_international", "first_class_package_international",
};

/*
 * Names that end an address only when they are its country: Georgia, Jordan, Lebanon, Peru and the
 * like are also places in the United States and are left out.
 */
static const struct {
	const char *name, *country;
} countries[] = {
	{ "usa", "US" }, { "united states", "US" }, { "united states of america", "US" },
	{ "u.s.a.", "US" },
	{ "canada", "CA" }, { "united kingdom", "GB" }, { "great britain", "GB" },
	{ "england", "GB" },
	{ "scotland", "GB" }, { "wales", "GB" }, { "northern ireland", "GB" }, { "uk", "GB" },
	{ "ireland", "IE" }, { "australia", "AU" }, { "new zealand", "NZ" }, { "germany", "DE" },
	{ "deutschland", "DE" }, { "france", "FR" }, { "italy", "IT" }, { "italia", "IT" },
	{ "spain", "ES" }, { "portugal", "PT" }, { "netherlands", "NL" },
	{ "the netherlands", "NL" },
	{ "belgium", "BE" }, { "luxembourg", "LU" }, { "switzerland", "CH" }, { "austria", "AT" },
	{ "denmark", "DK" }, { "sweden", "SE" }, { "norway", "NO" }, { "finland", "FI" },
	{ "iceland", "IS" }, { "poland", "PL" }, { "czech republic", "CZ" }, { "czechia", "CZ" },
	{ "slovakia", "SK" }, { "hungary", "HU" }, { "romania", "RO" }, { "bulgaria", "BG" },
	{ "greece", "GR" }, { "turkey", "TR" }, { "israel", "IL" }, { "japan", "JP" },
	{ "south korea", "KR" }, { "korea", "KR" }, { "china", "CN" }, { "hong kong", "HK" },
	{ "taiwan", "TW" }, { "singapore", "SG" }, { "malaysia", "MY" }, { "thailand", "TH" },
	{ "philippines", "PH" }, { "indonesia", "ID" }, { "india", "IN" }, { "brazil", "BR" },
	{ "argentina", "AR" }, { "chile", "CL" }, { "colombia", "CO" }, { "south africa", "ZA" },
	{ "ukraine", "UA" }, { "estonia", "EE" }, { "latvia", "LV" }, { "lithuania", "LT" },
	{ "slovenia", "SI" }, { "croatia", "HR" },
};

/* Turkey is left out: the longer wait is the safe one. */
static const char europe[] = "GB IE DE FR IT ES PT NL BE LU CH AT DK SE NO FI IS PL CZ SK HU RO BG "
			     "GR UA EE LV LT SI HR";

/* Carriers at home elsewhere; all others are taken as carriers of the United States. */
static const struct {
	const char *carrier, *country;
} homes[] = {
	{ "canada_post", "CA" }, { "purolator", "CA" }, { "canpar", "CA" },
	{ "royal_mail", "GB" }, { "yodel", "GB" },
};
/* clang-format on */

#define COUNT(a) ((int)(sizeof(a) / sizeof((a)[0])))

static const char *home_of(const char *carrier)
{
	for (int i = 0; i < COUNT(homes); i++)
		if (text_same(homes[i].carrier, carrier))
			return homes[i].country;
	return "US";
}

/* The country an address ends with: its last line or the part behind its last comma; or NULL. */
static const char *country_of(const char *address)
{
	const char *end, *from;
	size_t n;

	if (!address)
		return NULL;
	end = address + strlen(address);
	while (end > address && strchr(" \t\r\n,", end[-1]))
		end--;
	from = end;
	while (from > address && from[-1] != ',' && from[-1] != '\n')
		from--;
	while (from < end && strchr(" \t\r", *from))
		from++;
	n = (size_t)(end - from);
	for (int i = 0; i < COUNT(countries); i++) {
		const char *name = countries[i].name;
		size_t k = 0;

		while (k < n && name[k] && tolower((unsigned char)from[k]) == name[k])
			k++;
		if (k == n && n && !name[k])
			return countries[i].country;
	}
	return NULL;
}

static bool abroad(const char *address, const char *home)
{
	const char *country = country_of(address);

	return country && strcmp(country, home) != 0;
}

static size_t word_length(const char *s)
{
	size_t n = 0;

	while (isalnum((unsigned char)s[n]) || (unsigned char)s[n] >= 0x80)
		n++;
	return n;
}

static bool word_is(const char *w, size_t n, const char *const names[])
{
	for (int i = 0; names[i]; i++)
		if (n == strlen(names[i]) && strncasecmp(w, names[i], n) == 0)
			return true;
	return false;
}

/*
 * APO, FPO or DPO as a word. In other than capitals it must be followed by AA, AE or AP: "Mount Apo
 * Street" is no military address.
 */
static bool military(const char *address)
{
	static const char *const offices[] = { "APO", "FPO", "DPO", NULL };
	static const char *const states[] = { "AA", "AE", "AP", NULL };

	for (const char *w = address ? address : ""; *w;) {
		size_t n = word_length(w);

		if (word_is(w, n, offices)) {
			const char *next = w + n;

			if (isupper((unsigned char)w[0]) && isupper((unsigned char)w[1]) &&
			    isupper((unsigned char)w[2]))
				return true;
			next += strspn(next, " ,\t\r\n");
			if (word_is(next, word_length(next), states))
				return true;
		}
		w += n ? n : 1;
	}
	return false;
}

enum scope shipment_scope(const struct shipment *s)
{
	const char *home = home_of(s->carrier);

	for (int i = 0; i < COUNT(international_services); i++)
		if (text_same(s->service, international_services[i]))
			return SCOPE_INTERNATIONAL;
	if (abroad(s->to_address, home) || abroad(s->from_address, home))
		return SCOPE_INTERNATIONAL;
	if (military(s->to_address) || military(s->from_address))
		return SCOPE_MILITARY;
	return SCOPE_DOMESTIC;
}

/* Is the country that an address ends with, or else the carrier's own, in Europe? */
static bool european(const char *address, const char *home)
{
	const char *country = country_of(address);

	return strstr(europe, country ? country : home) != NULL;
}

bool shipment_inbound(const struct shipment *s)
{
	const char *home = home_of(s->carrier);

	return abroad(s->from_address, home) && !abroad(s->to_address, home);
}

bool shipment_in_europe(const struct shipment *s)
{
	const char *home = home_of(s->carrier);

	return european(s->to_address, home) && european(s->from_address, home);
}
