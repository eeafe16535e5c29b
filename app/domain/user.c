#include "domain/user.h"

#include <stdbool.h>

const char *const role_names[ROLE_NVALUES] = {
	[ROLE_READ] = "read",
	[ROLE_DESK] = "desk",
	[ROLE_MANAGER] = "manager",
	[ROLE_ADMIN] = "admin",
};

/* A clock that was set back ends a session, too: its age is not known any more. */
bool session_over(const struct session *s, instant now)
{
	return now < s->began_at || now - s->began_at >= SESSION_WHOLE_S ||
	       now - s->seen_at >= SESSION_IDLE_S;
}

bool session_unnoted(const struct session *s, instant now)
{
	return now - s->seen_at >= SESSION_NOTED_S;
}
