#include "carrier/whom.h"

#include <stddef.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "carrier/carrier.h"
#include "carrier/path.h"
#include "domain/shipment.h"

const char *whom_title(const char *code)
{
	return text_same(code, "easypost") ? "EasyPost" : carrier_title(code);
}

static bool has_access(const struct paths *paths, const char *code)
{
	if (text_same(code, "easypost"))
		return paths->easypost;
	for (int i = 0; i < paths->naccess; i++)
		if (text_same(paths->access[i].carrier, code))
			return paths->access[i].access;
	return false;
}

/* What helps meanwhile stands last in the carrier's line: each face says that in its own words. */
const char *whom_why_not(struct arena *a, const struct paths *paths, const char *code)
{
	const char *help, *end;

	if (has_access(paths, code))
		return NULL;
	help = carrier_find(code)->access_help;
	end = strstr(help, "; until");
	return arena_printf(a, "no access to %s is set up: %.*s", whom_title(code),
			    end ? (int)(end - help) : (int)strlen(help), help);
}

void whom_choose(struct whom *out, struct arena *a, const struct paths *paths, const char *carrier,
		 const char *number)
{
	enum path path = path_choose(paths, carrier, number);

	*out = (struct whom){ .paid = path == PATH_EASYPOST };
	if (path != PATH_NOBODY)
		out->code = out->paid ? "easypost" : carrier;
	if (!carrier)
		out->why_not = "nobody can be asked: the carrier is not known yet";
	else if (path == PATH_NOBODY)
		out->why_not = arena_printf(a, "%s cannot be asked: it offers nothing to ask",
					    whom_title(carrier));
	else
		out->why_not = whom_why_not(a, paths, out->code);
}
