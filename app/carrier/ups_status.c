#include <ctype.h>
#include <stddef.h>
#include <string.h>

#include "base/text.h"
#include "carrier/ups_parts.h"

#define SCAN(s, t)                            \
	{                                     \
		STATUS_##s, TROUBLE_##t, true \
	}
#define CLOCK(s, t)                            \
	{                                      \
		STATUS_##s, TROUBLE_##t, false \
	}

/*
 * CLOCK rows prove no sighting: the shipper, the customer or a computer wrote them. UPS's own list
 * of states, 000 to 069.
 */
/* clang-format off */
const struct ups_code ups_statuses[] = {
	{ "000", CLOCK(UNKNOWN, UNCLEAR) },
	{ "003", CLOCK(PRE_TRANSIT, NONE) },
	{ "005", SCAN(IN_TRANSIT, NONE) },
	{ "006", SCAN(OUT_FOR_DELIVERY, NONE) },
	{ "007", CLOCK(CANCELLED, NONE) },
	{ "010", SCAN(IN_TRANSIT, NONE) },
	{ "011", SCAN(DELIVERED, NONE) },
	{ "012", SCAN(IN_TRANSIT, CUSTOMS) },
	{ "013", SCAN(IN_TRANSIT, DELAYED) },
	{ "014", SCAN(IN_TRANSIT, NONE) },
	{ "016", SCAN(IN_TRANSIT, DELAYED) },
	{ "017", SCAN(AVAILABLE_FOR_PICKUP, NONE) },
	{ "018", CLOCK(IN_TRANSIT, NONE) },
	{ "019", SCAN(IN_TRANSIT, DELAYED) },
	{ "020", CLOCK(IN_TRANSIT, DELAYED) },
	{ "021", SCAN(OUT_FOR_DELIVERY, NONE) },
	{ "022", SCAN(ATTEMPTED, DELAYED) },
	{ "023", SCAN(ATTEMPTED, DELAYED) },
	{ "024", SCAN(ATTEMPTED, DELAYED) },
	{ "025", SCAN(IN_TRANSIT, NONE) },
	{ "026", SCAN(DELIVERED, NONE) },
	{ "027", CLOCK(IN_TRANSIT, ADDRESS) },
	{ "028", SCAN(IN_TRANSIT, ADDRESS) },
	{ "029", SCAN(IN_TRANSIT, UNCLEAR) },
	{ "030", SCAN(IN_TRANSIT, UNCLEAR) },
	{ "032", CLOCK(IN_TRANSIT, DELAYED) },
	{ "033", CLOCK(RETURN_TO_SENDER, RETURNED) },
	{ "034", SCAN(RETURN_TO_SENDER, RETURNED) },
	{ "035", SCAN(RETURN_TO_SENDER, RETURNED) },
	{ "036", SCAN(RETURN_TO_SENDER, RETURNED) },
	{ "037", SCAN(RETURN_TO_SENDER, RETURNED) },
	{ "038", SCAN(IN_TRANSIT, NONE) },
	{ "039", SCAN(IN_TRANSIT, NONE) },
	{ "040", SCAN(AVAILABLE_FOR_PICKUP, NONE) },
	{ "041", CLOCK(IN_TRANSIT, NONE) },
	{ "042", SCAN(IN_TRANSIT, NONE) },
	{ "043", CLOCK(CANCELLED, NONE) },
	{ "044", CLOCK(PRE_TRANSIT, NONE) },
	{ "045", CLOCK(PRE_TRANSIT, NONE) },
	{ "046", SCAN(IN_TRANSIT, DELAYED) },
	{ "047", SCAN(IN_TRANSIT, DELAYED) },
	{ "048", SCAN(IN_TRANSIT, DELAYED) },
	{ "049", SCAN(IN_TRANSIT, DELAYED) },
	{ "050", SCAN(IN_TRANSIT, ADDRESS) },
	{ "051", SCAN(IN_TRANSIT, DELAYED) },
	{ "052", SCAN(IN_TRANSIT, DELAYED) },
	{ "053", SCAN(IN_TRANSIT, DELAYED) },
	{ "054", CLOCK(IN_TRANSIT, NONE) },
	{ "055", SCAN(IN_TRANSIT, DELAYED) },
	{ "056", CLOCK(IN_TRANSIT, NONE) },
	{ "057", SCAN(IN_TRANSIT, NONE) },
	{ "058", SCAN(IN_TRANSIT, CUSTOMS) },
	{ "059", SCAN(FAILURE, DAMAGED) },
	{ "060", SCAN(ATTEMPTED, DELAYED) },
	{ "061", SCAN(ATTEMPTED, DELAYED) },
	{ "062", SCAN(ATTEMPTED, DELAYED) },
	{ "063", SCAN(IN_TRANSIT, NONE) },
	{ "064", SCAN(RETURN_TO_SENDER, RETURNED) },
	{ "065", CLOCK(PRE_TRANSIT, DELAYED) },
	{ "066", SCAN(ATTEMPTED, DELAYED) },
	{ "067", SCAN(RETURN_TO_SENDER, RETURNED) },
	{ "068", SCAN(FAILURE, LOST) },
	{ "069", SCAN(RETURN_TO_SENDER, RETURNED) },
};

const struct ups_code ups_codes[] = {
	{ "OT", SCAN(OUT_FOR_DELIVERY, NONE) },
	{ "FS", SCAN(DELIVERED, NONE) },
	{ "KB", SCAN(DELIVERED, NONE) },
	{ "OR", SCAN(IN_TRANSIT, NONE) },
	{ "DP", SCAN(IN_TRANSIT, NONE) },
	{ "AR", SCAN(IN_TRANSIT, NONE) },
	{ "DS", SCAN(IN_TRANSIT, NONE) },
	{ "MP", CLOCK(PRE_TRANSIT, NONE) },
	{ "SR", SCAN(IN_TRANSIT, NONE) },
};

/*
 * UPS puts what is loaded, out and handed over alike under D: alone it proves no delivery, so words
 * or a code must say which. U is a new date, written by a computer.
 */
const struct ups_code ups_types[] = {
	{ "M", CLOCK(PRE_TRANSIT, NONE) },
	{ "MV", CLOCK(CANCELLED, NONE) },
	{ "P", SCAN(IN_TRANSIT, NONE) },
	{ "I", SCAN(IN_TRANSIT, NONE) },
	{ "X", SCAN(IN_TRANSIT, DELAYED) },
	{ "U", CLOCK(IN_TRANSIT, NONE) },
	{ "D", SCAN(UNKNOWN, UNCLEAR) },
	{ "O", SCAN(OUT_FOR_DELIVERY, NONE) },
	{ "RS", SCAN(RETURN_TO_SENDER, RETURNED) },
	{ "NA", CLOCK(UNKNOWN, UNCLEAR) },
	{ "DO", SCAN(IN_TRANSIT, NONE) },
	{ "DD", SCAN(IN_TRANSIT, NONE) },
	{ "W", SCAN(IN_TRANSIT, NONE) },
};

/* Words decide only where no code does. The first row that fits; a return before "delivered". */
const struct ups_phrase ups_phrases[] = {
	{ "return to sender requested",	false, CLOCK(RETURN_TO_SENDER, RETURNED) },
	{ "returned to sender",		false, SCAN(RETURN_TO_SENDER, RETURNED) },
	{ "returned to the sender",	false, SCAN(RETURN_TO_SENDER, RETURNED) },
	{ "returned to shipper",	false, SCAN(RETURN_TO_SENDER, RETURNED) },
	{ "returned to the shipper",	false, SCAN(RETURN_TO_SENDER, RETURNED) },
	{ "returning to sender",	false, SCAN(RETURN_TO_SENDER, RETURNED) },
	{ "return to sender",		false, SCAN(RETURN_TO_SENDER, RETURNED) },
	{ "being returned",		false, SCAN(RETURN_TO_SENDER, RETURNED) },
	{ "out for delivery",		false, SCAN(OUT_FOR_DELIVERY, NONE) },
	{ "out for delivery today",	true, SCAN(OUT_FOR_DELIVERY, NONE) },
	{ "on vehicle for delivery",	false, SCAN(OUT_FOR_DELIVERY, NONE) },
	{ "loaded on delivery vehicle",	false, SCAN(OUT_FOR_DELIVERY, NONE) },
	{ "delivery attempted",		false, SCAN(ATTEMPTED, DELAYED) },
	{ "delivered",			true, SCAN(DELIVERED, NONE) },
	{ "delivered by local post office", true, SCAN(DELIVERED, NONE) },
	{ "shipper created a label",	false, CLOCK(PRE_TRANSIT, NONE) },
	{ "order processed ready for ups", true, CLOCK(PRE_TRANSIT, NONE) },
	{ "damage reported",		false, SCAN(FAILURE, DAMAGED) },
	{ "in transit",			true, SCAN(IN_TRANSIT, NONE) },
	{ "origin scan",		true, SCAN(IN_TRANSIT, NONE) },
	{ "departure scan",		true, SCAN(IN_TRANSIT, NONE) },
	{ "arrival scan",		true, SCAN(IN_TRANSIT, NONE) },
	{ "destination scan",		true, SCAN(IN_TRANSIT, NONE) },
	{ "pickup scan",		true, SCAN(IN_TRANSIT, NONE) },
};
/* clang-format on */

#define LENGTH(table) (sizeof(table) / sizeof *(table))

const int ups_nstatuses = LENGTH(ups_statuses);
const int ups_ncodes = LENGTH(ups_codes);
const int ups_ntypes = LENGTH(ups_types);
const int ups_nphrases = LENGTH(ups_phrases);

enum { FOLD_MAX = 512 };

/* " out for delivery ": letters and digits, one blank for whatever else, one at both ends. */
static void fold(char out[FOLD_MAX], const char *text)
{
	size_t n = 0;

	out[n++] = ' ';
	for (const char *p = text ? text : ""; *p && n < FOLD_MAX - 2; p++) {
		unsigned char c = (unsigned char)*p;

		if (c < 0x80 && isalnum(c))
			out[n++] = (char)tolower(c);
		else if (out[n - 1] != ' ')
			out[n++] = ' ';
	}
	if (out[n - 1] != ' ')
		out[n++] = ' ';
	out[n] = '\0';
}

static bool fits(const char *folded, const struct ups_phrase *row)
{
	size_t n = strlen(row->words);
	const char *at = folded;

	while ((at = strstr(at, row->words)) != NULL) {
		bool word = at[-1] == ' ' && at[n] == ' ';

		if (word && (!row->whole || (at == folded + 1 && at[n + 1] == '\0')))
			return true;
		at++;
	}
	return false;
}

static const struct meaning *by_words(const char *text)
{
	char folded[FOLD_MAX];

	fold(folded, text);
	for (size_t i = 0; i < LENGTH(ups_phrases); i++)
		if (fits(folded, &ups_phrases[i]))
			return &ups_phrases[i].meaning;
	return NULL;
}

static const struct meaning *by_code(const struct ups_code *row, int n, const char *code)
{
	for (int i = 0; i < n; i++)
		if (text_same_nocase(row[i].code, code))
			return &row[i].meaning;
	return NULL;
}

struct meaning ups_judge(const struct ups_said *said)
{
	const struct meaning *words = by_words(said->text);
	const struct meaning *type = by_code(ups_types, ups_ntypes, said->type);
	const struct meaning *found = by_code(ups_statuses, ups_nstatuses, said->status);
	struct meaning m = { STATUS_UNKNOWN, TROUBLE_NONE, true };

	if (!found)
		found = by_code(ups_codes, ups_ncodes, said->code);
	if (!found || (found->status == STATUS_DELIVERED && words &&
		       words->status == STATUS_RETURN_TO_SENDER))
		found = words ? words : found;
	if (!found)
		found = type;
	if (found)
		m = *found;
	/* Whatever it says: a manifest and a new date are no scans. */
	if (type && !type->is_scan)
		m.is_scan = false;
	return m;
}

struct meaning ups_meaning(const char *text, const char *code, const char *category)
{
	struct ups_said said = { .text = text, .type = category };
	const char *const given[] = { code, category };

	for (size_t i = 0; i < LENGTH(given); i++) {
		if (!said.status && by_code(ups_statuses, ups_nstatuses, given[i]))
			said.status = given[i];
		if (!said.code && by_code(ups_codes, ups_ncodes, given[i]))
			said.code = given[i];
	}
	if (!by_code(ups_types, ups_ntypes, said.type))
		said.type = code;
	return ups_judge(&said);
}
