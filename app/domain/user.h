/*
 * user.h - somebody who works on the desk through the web pages, and what he may do there
 */
#ifndef APP_DOMAIN_USER_H
#define APP_DOMAIN_USER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/day.h"
#include "base/hash.h"

/* Each may do what the one before may, and more. */
enum role {
	ROLE_READ,    /* looks */
	ROLE_DESK,    /* works on cases */
	ROLE_MANAGER, /* and decides what counts for all cases */
	ROLE_ADMIN,   /* and looks after users */
	ROLE_NVALUES
};
extern const char *const role_names[ROLE_NVALUES];

struct user {
	int64_t id;
	int32_t version;
	const char *name;
	enum role role;
	const char *client;  /* sees only the cases of this one; NULL: all */
	instant disabled_at; /* INSTANT_NONE: may sign in */
};

enum { USER_NAME_MAX = 60, PASSWORD_MIN = 10, PASSWORD_MAX = 200 };

/*
 * A browser that is signed in. Without users the desk belongs to whoever runs it, who has user_id 0
 * and may do everything.
 */
struct session {
	int64_t user_id;
	const char *user; /* NULL: whoever runs the desk */
	enum role role;
	const char *client;
	instant began_at, seen_at; /* by the machine's clock */
};

enum {
	SESSION_IDLE_S = 12 * 3600,      /* not used for so long: over */
	SESSION_WHOLE_S = 7 * 24 * 3600, /* after so long: over, however much it is used */
	SESSION_NOTED_S = 600, /* so often its row says that it was seen: a page is not a write */
	LINK_LASTS_S = 600
};

/* How often a name, or an address, failed to sign in: by the machine's clock. */
struct sign_in_failure {
	char key[HASH_HEX]; /* of what was typed, so that no table holds it */
	int failures;       /* 0: forgiven */
	instant last_at;
};

enum {
	FAILURES_KEPT = 4096,
	FAILURES_FORGET_S = 3600 /* without a failure for so long: forgotten */
};

/* Is a session over by now? */
bool session_over(const struct session *s, instant now);
/* Has its row to say anew that it was seen? */
bool session_unnoted(const struct session *s, instant now);

#endif
