/*
 * contact.h - one attempt to reach someone about one or several cases
 */
#ifndef APP_DOMAIN_CONTACT_H
#define APP_DOMAIN_CONTACT_H

#include <stdint.h>

#include "base/day.h"

enum channel {
	CHANNEL_PHONE,
	CHANNEL_EMAIL,
	CHANNEL_WEB_FORM,
	CHANNEL_CHAT,
	CHANNEL_POST_OFFICE,
	CHANNEL_LETTER,
	CHANNEL_SOCIAL,
	CHANNEL_OTHER,
	CHANNEL_NVALUES
};
extern const char *const channel_names[CHANNEL_NVALUES];

/* Whom one spoke to, and who owes a promise. */
enum party {
	PARTY_CARRIER,
	PARTY_US,
	PARTY_INSURER,
	PARTY_PLATFORM,
	PARTY_POST_OFFICE,
	PARTY_RECIPIENT,
	PARTY_NVALUES
};
extern const char *const party_names[PARTY_NVALUES];

enum direction { DIRECTION_OUT, DIRECTION_IN, DIRECTION_NVALUES };
extern const char *const direction_names[DIRECTION_NVALUES];

enum outcome {
	OUTCOME_REACHED,
	OUTCOME_NO_ANSWER,
	OUTCOME_VOICEMAIL,
	OUTCOME_CUT_OFF,
	OUTCOME_CALLBACK,
	OUTCOME_REFUSED,
	OUTCOME_NVALUES
};
extern const char *const outcome_names[OUTCOME_NVALUES];

enum { MINUTES_NONE = -1 };

struct contact {
	int64_t id;
	int32_t version;
	enum channel channel;
	enum party party; /* --with */
	enum direction direction;
	enum outcome outcome;
	instant at; /* when it happened; as logged unless --at */
	const char *rep_name, *rep_id;
	const char *reference;
	const char *dialed, *keypad, *callback;
	const char *said;
	int32_t minutes, hold_minutes; /* MINUTES_NONE: not noted */
	const char *logged_by;
	instant logged_at;
	int64_t post_office_id; /* the counter that was visited or called; 0: none */
	const char *message_id; /* of the e-mail it was read from */
};

/* A contact belongs to each case it spoke of. */
struct contact_case {
	int64_t id;
	int32_t version;
	int64_t contact_id, casefile_id;
};

/* Two contacts that say different things, so that a letter can quote both. */
struct contradiction {
	int64_t id;
	int32_t version;
	int64_t contact_id, other_id; /* other: the earlier one */
	const char *note;             /* where they differ */
};

#endif
