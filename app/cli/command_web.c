#include "cli/commands.h"

/* The options and the help of what serves people in a browser: serve, token and user. */

/* clang-format off */
const struct opt opts_serve[] = {
	{ "--listen", "ADDRESS:PORT", "where to listen; 127.0.0.1:8484 when not given", false, 0 },
	{ "--open", NULL, "open the desk in this machine's browser", false, 0 },
	{ "--cert", "FILE", "certificate and chain for TLS (PEM)", false, 0 },
	{ "--key", "FILE", "the key that belongs to it, in PEM", false, 0 },
	{ "--host", "NAME[:PORT]", "a name by which browsers reach it", true, 0 },
	{ "--phone", "ADDRESS:PORT", "take photos from phones there; 'auto': in this network",
	  false, 0 },
	{ "--without-tls", NULL, "beyond this machine although nothing is encrypted", false, 0 },
	{ "--without-users", NULL, "beyond this machine although the desk has no users", false, 0 },
	{ "--routes", NULL, "list every path with what it takes, and serve nothing", false, 0 },
	{ 0 }
};

const struct opt opts_token_new[] = {
	{ "--user", "USER", "who then acts by it; needed when the desk has users", false, 0 },
	{ "--scope", "ROLE", "read (when not given), desk, manager or admin", false, 0 },
	{ "--client", "NAME", "sees the cases of this client only", false, 0 },
	{ "--days", "N", "how long it lasts; 90 when not given", false, 0 },
	{ 0 }
};

const struct opt opts_user_add[] = {
	{ "--role", "ROLE", "read, desk (when not given), manager or admin", false, 0 },
	{ "--client", "NAME", "sees the cases of this client only", false, 0 },
	{ 0 }
};

const struct opt opts_user_password[] = {
	{ "--from", "FILE", "read it from the first line of this file", false, 0 },
	{ 0 }
};

const struct opt opts_user_role[] = {
	{ "--client", "NAME", "sees the cases of this client only; '' for all", false, 0 },
	{ 0 }
};

const struct opt opts_user_link[] = {
	{ "--url", "URL", "how browsers reach the desk; http://127.0.0.1:8484 when not given",
	  false, 0 },
	{ 0 }
};
/* clang-format on */

const char help_serve[] =
	"Serves the desk to browsers until it is stopped (Ctrl-C, or SIGTERM): the same cases, the "
	"same words and the same rules as on the command line, and the same again as JSON below "
	"/api.\n"
	"\n"
	"A desk without users is for one person: the link printed at the start signs in one "
	"browser, once, within ten minutes. 'waylaid user add' makes it a desk for several.\n"
	"\n"
	"On another address than this machine's own it wants users and TLS (--cert and --key), or "
	"--without-tls behind a proxy that encrypts; --host gives the names by which browsers "
	"reach it. Each request is one line on stderr, unless --quiet; links and what is typed "
	"never stand there.\n"
	"\n"
	"With --phone the page of a case shows a code for a phone's camera: it opens a page, on a "
	"listener of its own, that adds photos to this case for a quarter of an hour and shows "
	"nothing of it but the photos that are wanted. The address must be one that phones reach, "
	"so of the local network; 'auto' (or auto:PORT) takes the one by which this machine "
	"reaches others, and port 8485. Without --cert what is sent is not encrypted.";

const char help_token_new[] =
	"Makes a token and prints it, this once: the desk keeps only its hash. A program sends it "
	"as 'Authorization: Bearer TOKEN' to the pages' /api and acts for its user, who stands in "
	"the journal. It may do what its scope says and its user may, whichever is less. "
	"/api/openapi.json tells what there is.";

const char help_token_list[] = "Every token with its number, user, scope, last day, and the day on "
			       "which it was last used.";

const char help_token_withdraw[] =
	"Ends a token at once; 'waylaid token list' shows the numbers. Disabling a user ends his.";

const char help_user_list[] =
	"Who may sign in to the web pages, in which role, and who is held to one client.\n"
	"\n"
	"  read     looks at cases\n"
	"  desk     works on cases\n"
	"  manager  and decides what counts for all cases\n"
	"  admin    and looks after users";

const char help_user_add[] =
	"Makes a user of the web pages. Then 'waylaid user password NAME' sets a password here, or "
	"'waylaid user link NAME' gives a link with which he sets one himself. From the first user "
	"on nobody signs in without a name, so make the first one an admin.";

const char help_user_role[] = "Changes what a user may do, and which client's cases he sees. It "
			      "counts at once, also for pages that are open.";

const char help_user_disable[] =
	"Ends a user's sessions and links, and lets him sign in no more. His name stays in the "
	"journal and on his cases.";

const char help_user_enable[] = "Lets a disabled user sign in again, with the password he had.";

const char help_user_link[] =
	"Prints a link with which the user sets a new password, once, within ten minutes. Hand it "
	"over by a way that only he reads. An earlier link of his ends.";

const char help_user_password[] =
	"Asks for a new password, twice, without showing it; where there is no terminal it is the "
	"first line that comes in. Ends the user's sessions and links.";

const char help_user_sign_out[] = "Ends every session of a user, on whatever machine.";
