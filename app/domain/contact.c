#include "domain/contact.h"

/* clang-format off */
const char *const channel_names[CHANNEL_NVALUES] = {
	[CHANNEL_PHONE]       = "phone",
	[CHANNEL_EMAIL]       = "email",
	[CHANNEL_WEB_FORM]    = "web_form",
	[CHANNEL_CHAT]        = "chat",
	[CHANNEL_POST_OFFICE] = "post_office",
	[CHANNEL_LETTER]      = "letter",
	[CHANNEL_SOCIAL]      = "social",
	[CHANNEL_OTHER]       = "other",
};

const char *const party_names[PARTY_NVALUES] = {
	[PARTY_CARRIER]     = "carrier",
	[PARTY_US]          = "us",
	[PARTY_INSURER]     = "insurer",
	[PARTY_PLATFORM]    = "platform",
	[PARTY_POST_OFFICE] = "post_office",
	[PARTY_RECIPIENT]   = "recipient",
};

const char *const direction_names[DIRECTION_NVALUES] = {
	[DIRECTION_OUT] = "out",
	[DIRECTION_IN]  = "in",
};

const char *const outcome_names[OUTCOME_NVALUES] = {
	[OUTCOME_REACHED]   = "reached",
	[OUTCOME_NO_ANSWER] = "no_answer",
	[OUTCOME_VOICEMAIL] = "voicemail",
	[OUTCOME_CUT_OFF]   = "cut_off",
	[OUTCOME_CALLBACK]  = "callback",
	[OUTCOME_REFUSED]   = "refused",
};
/* clang-format on */
