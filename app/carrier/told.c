#include "carrier/told.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/text.h"
#include "carrier/field.h"
#include "carrier/meaning.h"

#define LENGTH(table) (int)(sizeof(table) / sizeof *(table))

/* What is only hoped for stands before what has happened. */
/* clang-format off */
const struct phrase told_phrases[] = {
	{ "will be delivered",		HOLDS,	CLOCK(UNKNOWN, NONE) },
	{ "to be delivered",		HOLDS,	CLOCK(UNKNOWN, NONE) },
	{ "when it is delivered",	HOLDS,	CLOCK(UNKNOWN, NONE) },
	{ "if your",			BEGINS,	CLOCK(UNKNOWN, NONE) },
	{ "to original sender",		HOLDS,	SCAN(RETURN_TO_SENDER, RETURNED) },
	{ "to the original sender",	HOLDS,	SCAN(RETURN_TO_SENDER, RETURNED) },
	{ "return to sender",		HOLDS,	SCAN(RETURN_TO_SENDER, RETURNED) },
	{ "returned to sender",		HOLDS,	SCAN(RETURN_TO_SENDER, RETURNED) },
	{ "returned to the sender",	HOLDS,	SCAN(RETURN_TO_SENDER, RETURNED) },
	{ "being returned",		HOLDS,	SCAN(RETURN_TO_SENDER, RETURNED) },
	{ "not be delivered",		HOLDS,	SCAN(ATTEMPTED, DELAYED) },
	{ "attempted to deliver",	HOLDS,	SCAN(ATTEMPTED, DELAYED) },
	{ "attempted delivery",		HOLDS,	SCAN(ATTEMPTED, DELAYED) },
	{ "delivery attempt",		HOLDS,	SCAN(ATTEMPTED, DELAYED) },
	{ "notice was left",		HOLDS,	SCAN(ATTEMPTED, DELAYED) },
	{ "has not been updated",	HOLDS,	CLOCK(IN_TRANSIT, DELAYED) },
	{ "arriving late",		HOLDS,	CLOCK(IN_TRANSIT, DELAYED) },
	{ "available for pickup",	HOLDS,	SCAN(AVAILABLE_FOR_PICKUP, NONE) },
	{ "ready for pickup",		HOLDS,	SCAN(AVAILABLE_FOR_PICKUP, NONE) },
	{ "ready to be picked up",	HOLDS,	SCAN(AVAILABLE_FOR_PICKUP, NONE) },
	{ "being held at",		HOLDS,	SCAN(AVAILABLE_FOR_PICKUP, NONE) },
	{ "out for delivery",		HOLDS,	SCAN(OUT_FOR_DELIVERY, NONE) },
	{ "was delivered",		HOLDS,	SCAN(DELIVERED, NONE) },
	{ "been delivered",		HOLDS,	SCAN(DELIVERED, NONE) },
	{ "we delivered",		HOLDS,	SCAN(DELIVERED, NONE) },
	{ "we ve delivered",		HOLDS,	SCAN(DELIVERED, NONE) },
	{ "item delivered",		HOLDS,	SCAN(DELIVERED, NONE) },
	{ "package delivered",		HOLDS,	SCAN(DELIVERED, NONE) },
	{ "delivered",			BEGINS,	SCAN(DELIVERED, NONE) },
	{ "was picked up at",		HOLDS,	SCAN(DELIVERED, NONE) },
	{ "delivery exception",		HOLDS,	SCAN(IN_TRANSIT, DELAYED) },
	{ "has been delayed",		HOLDS,	SCAN(IN_TRANSIT, DELAYED) },
	{ "is delayed",			HOLDS,	SCAN(IN_TRANSIT, DELAYED) },
	{ "in possession of",		HOLDS,	SCAN(IN_TRANSIT, NONE) },
	{ "was accepted",		HOLDS,	SCAN(IN_TRANSIT, NONE) },
	{ "we ve received",		HOLDS,	SCAN(IN_TRANSIT, NONE) },
	{ "we have your",		HOLDS,	SCAN(IN_TRANSIT, NONE) },
	{ "we ve got",			HOLDS,	SCAN(IN_TRANSIT, NONE) },
	{ "arrived at",			HOLDS,	SCAN(IN_TRANSIT, NONE) },
	{ "departed",			HOLDS,	SCAN(IN_TRANSIT, NONE) },
	{ "label created",		HOLDS,	CLOCK(PRE_TRANSIT, NONE) },
	{ "shipping label",		HOLDS,	CLOCK(PRE_TRANSIT, NONE) },
	{ "awaiting item",		HOLDS,	CLOCK(PRE_TRANSIT, NONE) },
	{ "in transit",			HOLDS,	CLOCK(IN_TRANSIT, NONE) },
	{ "on its way",			HOLDS,	CLOCK(IN_TRANSIT, NONE) },
	{ "on the way",			HOLDS,	CLOCK(IN_TRANSIT, NONE) },
	{ "moving within",		HOLDS,	CLOCK(IN_TRANSIT, NONE) },
};
const int told_nphrases = LENGTH(told_phrases);

/* Lower case; the words that a day to come stands behind. */
static const char *const expectations[] = {
	"expected delivery date", "expected delivery time", "expected delivery",
	"scheduled delivery date", "scheduled delivery", "estimated delivery date",
	"estimated delivery", "delivery expected", "estimated arrival", "arriving",
	"delivery by",
};

static const char *const signers[] = {
	"signed for by", "signed by", "received by", "signature of",
};

/* What a text's last words may be before a time or a place. */
static const char *const tails[] = { "at", "on", "as of", "as", "by", "in", "since" };
/* clang-format on */

/* Where a sentence ends: a full stop before a capital, the end of the line or of the text. */
static size_t sentence_length(const char *s)
{
	size_t n = 0;

	for (; s[n] && s[n] != '\n'; n++)
		if ((s[n] == '.' || s[n] == '!') &&
		    (s[n + 1] == '\0' || s[n + 1] == '\n' ||
		     (s[n + 1] == ' ' && n > 3 && isupper((unsigned char)s[n + 2]) &&
		      islower((unsigned char)s[n - 1]) && strncasecmp(s + n - 2, ".m", 2) != 0)))
			break;
	/* "83702. USPS expects": digits end a sentence too. */
	for (size_t i = 1; i < n; i++)
		if (s[i] == '.' && isdigit((unsigned char)s[i - 1]) && s[i + 1] == ' ' &&
		    isupper((unsigned char)s[i + 2]))
			return i;
	return n;
}

/* The text without the small words at its end. */
static char *without_tail(struct arena *a, const char *text, size_t n)
{
	bool again = true;

	while (again) {
		again = false;
		while (n && strchr(" ,:;-", text[n - 1]))
			n--;
		for (int i = 0; i < LENGTH(tails); i++) {
			size_t len = strlen(tails[i]);

			if (n > len && text[n - len - 1] == ' ' &&
			    strncasecmp(text + n - len, tails[i], len) == 0) {
				n -= len;
				again = true;
				break;
			}
		}
	}
	return arena_strndup(a, text, n);
}

/* The first day in a sentence, with its time; *from and *to are where it stands. */
static bool find_stamp(struct stamp *out, const char *s, const char **from, const char **to)
{
	for (const char *p = s; *p; p++) {
		const char *end;

		if (!isalnum((unsigned char)*p) || (p > s && isalnum((unsigned char)p[-1])))
			continue;
		end = stamp_take(out, p);
		if (!end || out->day == DAY_NONE)
			continue;
		*from = p;
		*to = end;
		return true;
	}
	*out = (struct stamp){
		.day = DAY_NONE, .other_day = DAY_NONE, .second = -1, .weekday = -1
	};
	return false;
}

/* "in OXFORD, MS 38655": behind "in", beginning with a capital. */
static const char *place_in(struct arena *a, const char *s, size_t n)
{
	enum { PLACE_MAX = 100 };

	for (size_t i = 0; i + 4 < n; i++)
		if ((i == 0 || s[i - 1] == ' ') && strncasecmp(s + i, "in ", 3) == 0 &&
		    isupper((unsigned char)s[i + 3]) && n - i - 3 < PLACE_MAX)
			return without_tail(a, s + i + 3, n - i - 3);
	return NULL;
}

static bool read_sentence(struct told *out, struct arena *a, const char *sentence)
{
	const struct phrase *phrase = phrase_find(told_phrases, told_nphrases, sentence);
	const char *from, *to;

	if (!phrase || (phrase->meaning.status == STATUS_UNKNOWN))
		return false;
	*out = (struct told){ .meaning = phrase->meaning };
	if (!find_stamp(&out->when, sentence, &from, &to)) {
		out->words = field_line(a, sentence);
		return true;
	}
	out->words = field_line(a, without_tail(a, sentence, (size_t)(from - sentence)));
	to += strspn(to, " ,");
	out->place = field_line(a, place_in(a, to, strlen(to)));
	if (!out->place)
		out->place = field_line(a, place_in(a, sentence, (size_t)(from - sentence)));
	/* The words may stand behind the time: "On November 22, 2026 your item was delivered". */
	if (!phrase_find(told_phrases, told_nphrases, out->words))
		out->words = field_line(a, sentence);
	return true;
}

bool told_read(struct told *out, struct arena *a, const char *text)
{
	enum { SENTENCES_MAX = 4000 };

	for (int i = 0; i < SENTENCES_MAX && *text; i++) {
		size_t n = sentence_length(text);

		if (n && n <= FIELD_MAX && read_sentence(out, a, arena_strndup(a, text, n)))
			return true;
		text += n;
		text += strspn(text, ".! \n\t");
	}
	return false;
}

/* Behind the words, a colon and the small words; NULL when it begins otherwise. */
static const char *behind(const char *text, const char *const words[], int n)
{
	for (int i = 0; i < n; i++) {
		size_t len = strlen(words[i]);

		if (strncasecmp(text, words[i], len) == 0 && !isalpha((unsigned char)text[len]))
			return text + len + strspn(text + len, " \t:");
	}
	return NULL;
}

bool told_expects(const char **rest, const char *text)
{
	*rest = behind(text, expectations, LENGTH(expectations));
	return *rest != NULL;
}

const char *told_signer(struct arena *a, const char *text)
{
	return field_line(a, behind(text, signers, LENGTH(signers)));
}
