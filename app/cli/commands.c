#include "cli/commands.h"

#include "cli/cmd.h"

const char *const wing_names[WING_NVALUES] = {
	[WING_CORE] = "waylaid",
	[WING_TRACK] = "waylaid-track",
	[WING_REPORT] = "waylaid-report",
};

enum { ANY = -1, READS = CMD_DESK | CMD_EXISTING, WRITES = CMD_DESK | CMD_EXISTING };

/* clang-format off */
const struct cmd commands[] = {
	{
		.name = "amend", .synopsis = "CONTACT [OPTIONS]",
		.summary = "corrects a contact; both versions are kept",
		.help = help_amend, .opts = opts_amend,
		.example = "amend 1 --ref 4711-B",
		.min_args = 1, .max_args = 1, .flags = WRITES,
	}, {
		.name = "answers", .synopsis = "CASE [-o FOLDER]",
		.summary = "what the carrier answered, each time it was asked",
		.help = help_answers, .opts = opts_answers,
		.example = "answers 1 -o answers-of-1",
		.min_args = 1, .max_args = 1, .flags = READS,
	}, {
		.name = "attach", .synopsis = "CASE FILE|FOLDER... --kind KIND",
		.summary = "keeps files as evidence",
		.help = help_attach, .opts = opts_attach,
		.example = "attach 1 invoice.pdf --kind proof-of-value",
		.min_args = 2, .max_args = ANY, .flags = WRITES,
	}, {
		.name = "backup", .synopsis = "FOLDER",
		.summary = "copies the desk and its evidence while others work",
		.help = help_backup, .opts = opts_none,
		.example = "backup monday-copy",
		.min_args = 1, .max_args = 1, .flags = READS,
	}, {
		.name = "brief", .synopsis = "CASE [--fresh]",
		.summary = "everything for the call, on one screen",
		.help = help_brief, .opts = opts_brief,
		.example = "brief 1",
		.min_args = 1, .max_args = 1, .flags = READS,
	}, {
		.name = "broken", .synopsis = "PROMISE [--on DATE]",
		.summary = "notes that a promise was not kept",
		.help = help_broken, .opts = opts_settle,
		.example = "broken 1",
		.min_args = 1, .max_args = 1, .flags = WRITES,
	}, {
		.name = "close", .synopsis = "CASE [--reason TEXT]",
		.summary = "closes a case",
		.help = help_close, .opts = opts_close,
		.example = "close 2 --reason 'arrived after all'",
		.min_args = 1, .max_args = 1, .flags = WRITES,
	}, {
		.name = "config", .synopsis = "[list | get NAME | set NAME VALUE]",
		.summary = "shows and changes settings",
		.help = help_config, .opts = opts_none,
		.example = "config set desk.zone America/New_York",
		.min_args = 0, .max_args = 3, .flags = CMD_NO_MOMENT,
	}, {
		.name = "contacts", .synopsis = "[CARRIER] [--near ZIP]",
		.summary = "how to reach a carrier",
		.help = help_contacts, .opts = opts_contacts,
		.example = "contacts usps",
		.min_args = 0, .max_args = 1, .flags = CMD_DESK,
		.wing = WING_TRACK, .wing_opt = "--near",
	}, {
		.name = "doctor", .synopsis = "",
		.summary = "checks that the file, its evidence and the machine are well",
		.help = help_doctor, .opts = opts_none,
		.example = "doctor",
		.min_args = 0, .max_args = 0, .flags = READS,
	}, {
		.name = "edit", .synopsis = "CASE [OPTIONS]",
		.summary = "corrects the facts of a case",
		.help = help_edit, .opts = opts_edit,
		.example = "edit 1 --mailed 2026-11-02 --value 129.50",
		.min_args = 1, .max_args = 1, .flags = WRITES,
	}, {
		.name = "events import", .alias = "events-import",
		.synopsis = "FILE|FOLDER... [OPTIONS]",
		.summary = "takes events from answers, tables, pages and e-mails",
		.help = help_events_import, .opts = opts_events_import,
		.example = "events import answer.json",
		.min_args = 1, .max_args = ANY, .flags = WRITES, .wing = WING_TRACK,
	}, {
		.name = "explain", .synopsis = "STATUS|CODE|CASE [--carrier CARRIER]",
		.summary = "what a status, a code or a case's news means, and what to do",
		.help = help_explain, .opts = opts_explain,
		.example = "explain attempted",
		.min_args = 1, .max_args = ANY, .flags = CMD_DESK,
	}, {
		.name = "export", .synopsis = "CASE... -o FILE [--audience READER]",
		.summary = "writes the evidence of a case as a workbook, an archive or data",
		.help = help_export, .opts = opts_export,
		.example = "export 1 -o case-1.xlsx",
		.min_args = 1, .max_args = ANY, .flags = READS, .wing = WING_REPORT,
	}, {
		.name = "help", .synopsis = "[COMMAND]",
		.summary = "what commands there are, or what one does",
		.help = help_help, .opts = opts_help,
		.example = "help open",
		.min_args = 0, .max_args = 2, .flags = CMD_NO_MOMENT,
	}, {
		.name = "hold", .synopsis = "CASE --where PLACE [--until DATE]",
		.summary = "notes goods or packing that must not be thrown away",
		.help = help_hold, .opts = opts_hold,
		.example = "hold 2 --what 'box and packing' --where 'shelf 4' --until +30d",
		.min_args = 1, .max_args = 1, .flags = WRITES,
	}, {
		.name = "import", .synopsis = "FILE... [--map MAP] [--dry-run] [OPTIONS]",
		.summary = "takes in the parcels of a file that a label platform exports",
		.help = help_import, .opts = opts_import,
		.example = "import parcels.csv --dry-run",
		.min_args = 1, .max_args = ANY, .flags = CMD_DESK,
	}, {
		.name = "import list", .alias = "import-list", .synopsis = "",
		.summary = "what was imported, and what came of it",
		.help = help_import_list, .opts = opts_none,
		.example = "import list",
		.min_args = 0, .max_args = 0, .flags = READS,
	}, {
		.name = "import undo", .alias = "import-undo", .synopsis = "IMPORT [--anyway]",
		.summary = "takes a whole import back",
		.help = help_import_undo, .opts = opts_import_undo,
		.example = "import undo 1",
		.min_args = 1, .max_args = 1, .flags = WRITES,
	}, {
		.name = "keep", .synopsis = "PROMISE [--on DATE]",
		.summary = "notes that a promise was kept",
		.help = help_keep, .opts = opts_settle,
		.example = "keep 1",
		.min_args = 1, .max_args = 1, .flags = WRITES,
	}, {
		.name = "key", .synopsis = "",
		.summary = "the key that signs what leaves the desk: whose it is",
		.help = help_key, .opts = opts_none,
		.example = "key",
		.min_args = 0, .max_args = 0, .flags = CMD_NO_MOMENT,
	}, {
		.name = "key new", .alias = "key-new", .synopsis = "",
		.summary = "makes a key that signs archives and backups",
		.help = help_key_new, .opts = opts_none,
		.example = "key new",
		.min_args = 0, .max_args = 0, .flags = CMD_NO_MOMENT,
	}, {
		.name = "list", .synopsis = "[OPTIONS]",
		.summary = "the register of cases",
		.help = help_list, .opts = opts_list,
		.example = "list --problem lost --sort due",
		.min_args = 0, .max_args = 0, .flags = READS,
	}, {
		.name = "log",
		.synopsis = "CASE[,CASE...] [OPTIONS] [--next TEXT [--due DATE] [--by WHO]]...",
		.summary = "notes a call, a mail or any other contact, and what was promised",
		.help = help_log, .opts = opts_log,
		.example = "log 1 --rep 'Dana Q' --ref 4711-A --said 'search started' "
			   "--next 'call back with result' --due +5d --by carrier",
		.min_args = 1, .max_args = 1, .flags = WRITES,
	}, {
		.name = "next", .synopsis = "[--mine]",
		.summary = "today's work: most money at risk and fewest days first",
		.help = help_next, .opts = opts_next,
		.example = "next",
		.min_args = 0, .max_args = 0, .flags = READS,
	}, {
		.name = "number", .synopsis = "TRACKING | --from FILE [--find]",
		.summary = "what a tracking number is, and whether it can be right",
		.help = help_number, .opts = opts_number,
		.example = "number 9400 1112 0620 6406 2607 87",
		.min_args = 0, .max_args = ANY, .flags = CMD_NO_MOMENT,
	}, {
		.name = "open", .synopsis = "TRACKING --problem KIND [OPTIONS]",
		.summary = "opens a case on a parcel",
		.help = help_open, .opts = opts_open,
		.example = "open 9405511899223197428490 --problem lost --mailed 2026-11-01 "
			   "--service ground-advantage --value 120",
		.min_args = 1, .max_args = 1, .flags = CMD_DESK,
	}, {
		.name = "purge", .synopsis = "--before DATE [--evidence] [--answers] [--dry-run]",
		.summary = "deletes what old cases left in the journal, but its hashes",
		.help = help_purge, .opts = opts_purge,
		.example = "purge --before 2026-01-01 --dry-run",
		.min_args = 0, .max_args = 0, .flags = WRITES,
	}, {
		.name = "release", .synopsis = "CASE [--hold N]",
		.summary = "says that goods on hold may go",
		.help = help_release, .opts = opts_release,
		.example = "release 2",
		.min_args = 1, .max_args = 1, .flags = WRITES,
	}, {
		.name = "reopen", .synopsis = "CASE",
		.summary = "opens a closed case again",
		.help = help_reopen, .opts = opts_none,
		.example = "reopen 3",
		.min_args = 1, .max_args = 1, .flags = WRITES,
	}, {
		.name = "request", .synopsis = "CASE KIND [--ref NUMBER] [--on DATE]",
		.summary = "notes a search or trace that you asked for",
		.help = help_request, .opts = opts_request,
		.example = "request 1 help-request --ref 20471533",
		.min_args = 2, .max_args = 2, .flags = WRITES,
	}, {
		.name = "request answer", .alias = "request-answer",
		.synopsis = "CASE/N --result RESULT [OPTIONS]",
		.summary = "notes what came of a search or trace",
		.help = help_request_answer, .opts = opts_request_answer,
		.example = "request answer 2/1 --result not-found --said 'not at the office'",
		.min_args = 1, .max_args = 1, .flags = WRITES,
	}, {
		.name = "restore", .synopsis = "FOLDER",
		.summary = "puts a backup back where no desk is",
		.help = help_restore, .opts = opts_none,
		.example = "restore sunday-copy --db restored.db",
		.min_args = 1, .max_args = 1,
	}, {
		.name = "search", .synopsis = "TEXT",
		.summary = "finds any case by any reference or word in it",
		.help = help_search, .opts = opts_search,
		.example = "search 4711",
		.min_args = 1, .max_args = ANY, .flags = READS,
	}, {
		.name = "show", .synopsis = "CASE",
		.summary = "everything about one case",
		.help = help_show, .opts = opts_none,
		.example = "show 1",
		.min_args = 1, .max_args = 1, .flags = READS,
	}, {
		.name = "track", .synopsis = "[CASE|TRACKING...] [--all] [--due]",
		.summary = "asks the carriers for news",
		.help = help_track, .opts = opts_track,
		.example = "track 1",
		.min_args = 0, .max_args = ANY, .flags = WRITES, .wing = WING_TRACK,
	}, {
		.name = "undo", .synopsis = "",
		.summary = "takes back your own last act",
		.help = help_undo, .opts = opts_none,
		.example = "undo",
		.min_args = 0, .max_args = 0, .flags = WRITES,
	}, {
		.name = "verify", .synopsis = "[FILE] [--expect HEAD] [--key FINGERPRINT]",
		.summary = "proves that nothing was changed behind the desk's back",
		.help = help_verify, .opts = opts_verify,
		.example = "verify",
		.min_args = 0, .max_args = 1,
	}, {
		.name = "waive", .synopsis = "PROMISE [--on DATE]",
		.summary = "notes that a promise is no longer needed",
		.help = help_waive, .opts = opts_settle,
		.example = "waive 1",
		.min_args = 1, .max_args = 1, .flags = WRITES,
	}, {
		.name = "watch", .synopsis = "[--open] [OPTIONS]",
		.summary = "parcels without a case that look lost, stuck or late",
		.help = help_watch, .opts = opts_watch,
		.example = "watch",
		.min_args = 0, .max_args = 0, .flags = WRITES,
	}, {
		.name = "why", .synopsis = "CASE",
		.summary = "where each date comes from: rule, source, sum",
		.help = help_why, .opts = opts_none,
		.example = "why 1",
		.min_args = 1, .max_args = 1, .flags = READS,
	},
	{ .name = NULL }
};
/* clang-format on */
