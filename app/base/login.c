#include "base/login.h"

#include <pwd.h>
#include <unistd.h>

#include "base/arena.h"

char *login_name(struct arena *a)
{
	const struct passwd *entry = getpwuid(getuid());

	if (entry)
		return arena_strdup(a, entry->pw_name);
	return arena_printf(a, "uid %u", (unsigned)getuid());
}
