#include "cli/cmds.h"

static const struct handler handlers[] = {
	{ "amend", cmd_amend },
	{ "answers", cmd_answers },
	{ "attach", cmd_attach },
	{ "backup", cmd_backup },
	{ "brief", cmd_brief },
	{ "broken", cmd_broken },
	{ "close", cmd_close },
	{ "config", cmd_config },
	{ "contacts", cmd_contacts },
	{ "doctor", cmd_doctor },
	{ "edit", cmd_edit },
	{ "explain", cmd_explain },
	{ "help", cmd_help },
	{ "hold", cmd_hold },
	{ "import", cmd_import },
	{ "import list", cmd_import_list },
	{ "import undo", cmd_import_undo },
	{ "keep", cmd_keep },
	{ "key", cmd_key },
	{ "key new", cmd_key_new },
	{ "list", cmd_list },
	{ "log", cmd_log },
	{ "next", cmd_next },
	{ "number", cmd_number },
	{ "open", cmd_open },
	{ "purge", cmd_purge },
	{ "release", cmd_release },
	{ "reopen", cmd_reopen },
	{ "request", cmd_request },
	{ "request answer", cmd_request_answer },
	{ "restore", cmd_restore },
	{ "search", cmd_search },
	{ "show", cmd_show },
	{ "undo", cmd_undo },
	{ "verify", cmd_verify },
	{ "waive", cmd_waive },
	{ "watch", cmd_watch },
	{ "why", cmd_why },
	{ NULL, NULL },
};

int main(int argc, char **argv)
{
	return cli_main(argc, argv, WING_CORE, handlers);
}
