#include "domain/event_code.h"

#include <assert.h>
#include <ctype.h>
#include <string.h>

#include "base/text.h"
#include "base/words.h"

#define LENGTH(table) (int)(sizeof(table) / sizeof *(table))

/* clang-format off */
const struct code_list code_lists[] = {
#define CODES(name, carrier, title, called) { name, carrier, title, called, false }
#define CLASSES(name, carrier, title, called) { name, carrier, title, called, true }
	CODES("usps", "usps", "USPS", "usps"),
	CODES("ups_status", "ups", "UPS state", "ups"),
	CODES("ups_code", "ups", "UPS code", "ups"),
	CLASSES("ups_type", "ups", "UPS type", "ups"),
	CODES("fedex", "fedex", "FedEx", "fedex"),
	CODES("dhl_express", "dhl_express", "DHL Express", "dhl express|dhl"),
	CLASSES("dhl_unified", "dhl", "DHL class", "dhl unified|dhl express|dhl ecommerce|dhl"),
	CODES("canada_post", "canada_post", "Canada Post", "canada post|canadapost"),
	CODES("usps_attribute", "usps", "USPS attribute", "usps attribute|usps"),
	CLASSES("usps_category", "usps", "USPS category", "usps category|usps"),
	CODES("usps_error", "usps", "USPS answer", "usps answer|usps"),
	CODES("royal_mail", "royal_mail", "Royal Mail", "royal mail|royalmail"),
	CLASSES("royal_mail_category", "royal_mail", "Royal Mail category", "royal mail|royalmail"),
	CODES("purolator", "purolator", "Purolator", "purolator"),
	CODES("australia_post", "australia_post", "Australia Post",
		"australia post|australiapost|auspost"),
	CODES("dhl_parcel_de", "dhl", "DHL Parcel Germany", "dhl parcel de|dhl parcel|dhl"),
	CODES("gls", "gls", "GLS", "gls"),
	CODES("hermes_de", "hermes_de", "Hermes Germany", "hermes de|hermes"),
	CODES("la_poste", "la_poste", "La Poste", "la poste|laposte"),
	CODES("sendle", "sendle", "Sendle", "sendle"),
	CODES("easypost", "easypost", "EasyPost", "easypost"),
	CLASSES("easypost_status", "easypost", "EasyPost status", "easypost"),
	CODES("aftership", "aftership", "AfterShip", "aftership"),
	CLASSES("aftership_tag", "aftership", "AfterShip tag", "aftership"),
	CODES("seventeentrack", "seventeentrack", "17TRACK", "17track|seventeentrack"),
	CLASSES("ship24", "ship24", "Ship24", "ship24"),
	CLASSES("shipengine", "shipengine", "ShipEngine", "shipengine"),
	CLASSES("shippo", "shippo", "Shippo", "shippo"),
	CLASSES("karrio", "karrio", "karrio", "karrio"),
#undef CLASSES
#undef CODES
};

const char *const code_match_names[MATCH_NVALUES] = {
	[MATCH_EXACT]  = "exact",
	[MATCH_PHRASE] = "phrase",
	[MATCH_WORDS]  = "words",
	[MATCH_NEAR]   = "near",
};
/* clang-format on */

const int ncode_lists = LENGTH(code_lists);
static_assert(LENGTH(code_lists) == 29, "a list of codes is missing");

const struct code_list *code_list_find(const char *name)
{
	for (int i = 0; i < ncode_lists; i++)
		if (text_same(code_lists[i].name, name))
			return &code_lists[i];
	return NULL;
}

bool code_list_called(const struct code_list *list, const char *name)
{
	char folded[WORDS_FOLD_MAX];
	size_t len, n;

	words_fold(folded, name);
	len = strlen(folded);
	if (len < 3)
		return false;
	for (const char *p = list->called; *p; p += n + (p[n] == '|')) {
		n = strcspn(p, "|");
		if (n == len - 2 && strncmp(p, folded + 1, n) == 0)
			return true;
	}
	return false;
}

bool code_lists_called(const char *name)
{
	for (int i = 0; i < ncode_lists; i++)
		if (code_list_called(&code_lists[i], name))
			return true;
	return false;
}

/* One of the parts of "source" between semicolons, without the blanks around; NULL at the end. */
static const char *next_source(const char **source, size_t *len)
{
	const char *part = *source + strspn(*source, "; ");

	*len = strcspn(part, ";");
	*source = part + *len;
	return *len ? part : NULL;
}

static bool part_is(const char *part, size_t len, const char *words)
{
	return len == strlen(words) && strncmp(part, words, len) == 0;
}

/* How the facts mark a row without words of its own, and a source that says something else. */
static const char generic_mark[] = "generic wording", disputed_mark[] = "disputed: ";

bool event_code_generic(const struct event_code *row)
{
	const char *source = row->source ? row->source : "", *part;
	size_t len;

	while ((part = next_source(&source, &len)) != NULL)
		if (part_is(part, len, generic_mark))
			return true;
	return false;
}

int event_code_sources(const struct event_code *row)
{
	static const char *const no_source[] = {
		generic_mark,
		"words from memory, unconfirmed",
		"general knowledge, unconfirmed",
		"code: general knowledge, unconfirmed",
	};
	const char *source = row->source ? row->source : "", *part;
	size_t len;
	int n = 0;

	while ((part = next_source(&source, &len)) != NULL) {
		bool counts = true;

		for (int i = 0; i < LENGTH(no_source); i++)
			counts = counts && !part_is(part, len, no_source[i]);
		counts = counts && !text_has_prefix(part, disputed_mark);
		n += counts;
	}
	return n;
}

bool event_code_disputed(const struct event_code *row)
{
	const char *source = row->source ? row->source : "", *part;
	size_t len;

	while ((part = next_source(&source, &len)) != NULL)
		if (text_has_prefix(part, disputed_mark))
			return true;
	return false;
}

static bool all_digits(const char *s)
{
	return *s && s[strspn(s, "0123456789")] == '\0';
}

bool event_code_same(const char *a, const char *b)
{
	if (!a || !b)
		return false;
	if (all_digits(a) && all_digits(b)) {
		a += strspn(a, "0");
		b += strspn(b, "0");
	}
	return text_same_nocase(a, b);
}
