/*
 * commands.h - the parts that the command table is put together from
 *
 * command_opts.c has the options, command_help.c the paragraphs; commands.c has one row a command.
 * In paragraphs an empty line parts them, and a line that begins with two blanks is kept as it is.
 */
#ifndef APP_CLI_COMMANDS_H
#define APP_CLI_COMMANDS_H

#include "cli/cmd.h"

extern const struct opt opts_amend[], opts_answers[], opts_attach[], opts_brief[], opts_close[],
	opts_contacts[], opts_edit[], opts_events_import[], opts_explain[], opts_export[],
	opts_help[], opts_hold[], opts_import[], opts_import_undo[], opts_list[], opts_log[],
	opts_next[], opts_none[], opts_number[], opts_open[], opts_purge[], opts_release[],
	opts_request[], opts_request_answer[], opts_search[], opts_settle[], opts_track[],
	opts_verify[], opts_watch[];

extern const char help_amend[], help_answers[], help_attach[], help_backup[], help_brief[],
	help_broken[], help_close[], help_config[], help_contacts[], help_doctor[], help_edit[],
	help_events_import[], help_explain[], help_export[], help_help[], help_hold[],
	help_import[], help_import_list[], help_import_undo[], help_keep[], help_key[],
	help_key_new[], help_list[], help_log[], help_next[], help_number[], help_open[],
	help_purge[], help_release[], help_reopen[], help_request[], help_request_answer[],
	help_restore[], help_search[], help_show[], help_track[], help_undo[], help_verify[],
	help_waive[], help_watch[], help_why[];

#endif
