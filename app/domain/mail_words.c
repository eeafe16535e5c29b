#include "domain/mail_words.h"

#include <ctype.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>
#include <strings.h>

/* clang-format off */
static const struct {
	const char *domain;
	enum party party;
} senders[] = {
	{ "usps.com",		PARTY_CARRIER },
	{ "usps.gov",		PARTY_CARRIER },
	{ "ups.com",		PARTY_CARRIER },
	{ "fedex.com",		PARTY_CARRIER },
	{ "dhl.com",		PARTY_CARRIER },
	{ "dhl.de",		PARTY_CARRIER },
	{ "canadapost.ca",	PARTY_CARRIER },
	{ "postescanada.ca",	PARTY_CARRIER },
	{ "royalmail.com",	PARTY_CARRIER },
	{ "ontrac.com",		PARTY_CARRIER },
	{ "lasership.com",	PARTY_CARRIER },
	{ "canpar.com",		PARTY_CARRIER },
	{ "purolator.com",	PARTY_CARRIER },
	{ "upscapital.com",	PARTY_INSURER },
	{ "insureshield.com",	PARTY_INSURER },
	{ "shipsurance.com",	PARTY_INSURER },
	{ "u-pic.com",		PARTY_INSURER },
	{ "xcover.com",		PARTY_INSURER },
	{ "route.com",		PARTY_INSURER },
	{ "parcelpro.com",	PARTY_INSURER },
	{ "easypost.com",	PARTY_PLATFORM },
	{ "aftership.com",	PARTY_PLATFORM },
	{ "shippo.com",		PARTY_PLATFORM },
	{ "goshippo.com",	PARTY_PLATFORM },
	{ "pirateship.com",	PARTY_PLATFORM },
	{ "shipstation.com",	PARTY_PLATFORM },
	{ "stamps.com",		PARTY_PLATFORM },
	{ "sendcloud.com",	PARTY_PLATFORM },
	{ "ebay.com",		PARTY_PLATFORM },
	{ "etsy.com",		PARTY_PLATFORM },
	{ "amazon.com",		PARTY_PLATFORM },
	{ "shopify.com",	PARTY_PLATFORM },
	{ "walmart.com",	PARTY_PLATFORM },
	{ "17track.net",	PARTY_PLATFORM },
};

const char *const mail_meaning_names[MAIL_MEANING_NVALUES] = {
	[MAIL_NOTHING] = "nothing",
	[MAIL_DENIED] = "denied",
	[MAIL_PARTLY_APPROVED] = "partly_approved",
	[MAIL_PAID] = "paid",
	[MAIL_APPROVED] = "approved",
	[MAIL_NEEDS_INFO] = "needs_info",
	[MAIL_NO_RECORD] = "no_record",
	[MAIL_NOT_FOUND] = "not_found",
	[MAIL_FOUND] = "found",
	[MAIL_ACKNOWLEDGED] = "acknowledged",
};

/* The graver first: a denial thanks for the claim as well. In small letters, one blank between. */
static const struct {
	const char *phrase;
	enum mail_meaning meaning;
} phrases[] = {
	{ "claim has been denied",		MAIL_DENIED },
	{ "has been denied",			MAIL_DENIED },
	{ "claim was denied",			MAIL_DENIED },
	{ "claim is denied",			MAIL_DENIED },
	{ "denied your claim",			MAIL_DENIED },
	{ "deny your claim",			MAIL_DENIED },
	{ "denying your claim",			MAIL_DENIED },
	{ "claim has been declined",		MAIL_DENIED },
	{ "claim was declined",			MAIL_DENIED },
	{ "decline your claim",			MAIL_DENIED },
	{ "claim has been rejected",		MAIL_DENIED },
	{ "claim was not approved",		MAIL_DENIED },
	{ "claim has not been approved",	MAIL_DENIED },
	{ "claim cannot be approved",		MAIL_DENIED },
	{ "unable to approve your claim",	MAIL_DENIED },
	{ "unable to honor your claim",		MAIL_DENIED },
	{ "unable to pay your claim",		MAIL_DENIED },
	{ "claim denial",			MAIL_DENIED },
	{ "partially approved",			MAIL_PARTLY_APPROVED },
	{ "partly approved",			MAIL_PARTLY_APPROVED },
	{ "approved in part",			MAIL_PARTLY_APPROVED },
	{ "payment has been issued",		MAIL_PAID },
	{ "payment was issued",			MAIL_PAID },
	{ "claim has been paid",		MAIL_PAID },
	{ "check has been mailed",		MAIL_PAID },
	{ "check was mailed",			MAIL_PAID },
	{ "claim has been approved",		MAIL_APPROVED },
	{ "claim was approved",			MAIL_APPROVED },
	{ "claim is approved",			MAIL_APPROVED },
	{ "approved your claim",		MAIL_APPROVED },
	{ "additional documentation",		MAIL_NEEDS_INFO },
	{ "additional information is required",	MAIL_NEEDS_INFO },
	{ "more information is required",	MAIL_NEEDS_INFO },
	{ "need more information",		MAIL_NEEDS_INFO },
	{ "need additional information",	MAIL_NEEDS_INFO },
	{ "please provide proof",		MAIL_NEEDS_INFO },
	{ "missing documents",			MAIL_NEEDS_INFO },
	{ "no record of your claim",		MAIL_NO_RECORD },
	{ "no record of the claim",		MAIL_NO_RECORD },
	{ "unable to locate",			MAIL_NOT_FOUND },
	{ "could not locate",			MAIL_NOT_FOUND },
	{ "could not be located",		MAIL_NOT_FOUND },
	{ "have not been able to locate",	MAIL_NOT_FOUND },
	{ "not able to find your",		MAIL_NOT_FOUND },
	{ "has been located",			MAIL_FOUND },
	{ "we located your",			MAIL_FOUND },
	{ "we have located",			MAIL_FOUND },
	{ "was found at",			MAIL_FOUND },
	{ "we have received your claim",	MAIL_ACKNOWLEDGED },
	{ "we received your claim",		MAIL_ACKNOWLEDGED },
	{ "your claim has been received",	MAIL_ACKNOWLEDGED },
	{ "your claim has been submitted",	MAIL_ACKNOWLEDGED },
	{ "thank you for filing a claim",	MAIL_ACKNOWLEDGED },
};
/* clang-format on */

/* "news.usps.com" is of usps.com; "notusps.com" is not. */
static bool is_of(const char *host, const char *domain)
{
	size_t n = strlen(host), d = strlen(domain);

	if (n < d || strcasecmp(host + n - d, domain) != 0)
		return false;
	return n == d || host[n - d - 1] == '.';
}

enum party mail_party(const char *address)
{
	const char *host = address ? strrchr(address, '@') : NULL;

	for (size_t i = 0; host && i < sizeof senders / sizeof *senders; i++)
		if (is_of(host + 1, senders[i].domain))
			return senders[i].party;
	return PARTY_RECIPIENT;
}

/* Does the phrase begin here? One of its blanks stands for any white space. */
static bool begins(const char *text, const char *phrase)
{
	for (; *phrase; phrase++) {
		if (*phrase == ' ') {
			if (!isspace((unsigned char)*text))
				return false;
			while (isspace((unsigned char)*text))
				text++;
		} else if (tolower((unsigned char)*text) != *phrase) {
			return false;
		} else {
			text++;
		}
	}
	return !isalpha((unsigned char)*text);
}

static bool stands_in(const char *text, const char *phrase)
{
	bool word = false; /* the character before belongs to a word */

	for (; *text; word = isalpha((unsigned char)*text++))
		if (!word && tolower((unsigned char)*text) == *phrase && begins(text, phrase))
			return true;
	return false;
}

enum mail_meaning mail_meaning_of(const char *text, const char **phrase)
{
	*phrase = NULL;
	for (size_t i = 0; text && i < sizeof phrases / sizeof *phrases; i++)
		if (stands_in(text, phrases[i].phrase)) {
			*phrase = phrases[i].phrase;
			return phrases[i].meaning;
		}
	return MAIL_NOTHING;
}
