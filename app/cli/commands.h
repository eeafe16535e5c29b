/*
 * commands.h - the parts that the command table is put together from
 *
 * command_opts.c has the options, command_help.c the paragraphs, command_claims.c both of those for
 * claims and money, command_web.c for the web pages; commands.c has one row a command.
 * In paragraphs an empty line parts them, and a line that begins with two blanks is kept as it is.
 */
#ifndef APP_CLI_COMMANDS_H
#define APP_CLI_COMMANDS_H

#include "cli/cmd.h"

/* What the help of many commands ends with. */
#define HELP_DATES                                                                              \
	"Dates: 2026-11-23, today, yesterday, +7d (days from today), +5bd (business days), or " \
	"a weekday, which is the next one after today. Money: 120, 120.50 or '120.50 EUR'."

extern const struct opt opts_amend[], opts_answers[], opts_attach[], opts_brief[], opts_claim_ack[],
	opts_claim_appeal[], opts_claim_approve[], opts_claim_deny[], opts_claim_edit[],
	opts_claim_expire[], opts_claim_file[], opts_claim_info[], opts_claim_withdraw[],
	opts_close[], opts_contacts[], opts_contradict[], opts_duty_done[], opts_edit[],
	opts_events_import[], opts_explain[], opts_export[], opts_help[], opts_hold[],
	opts_hold_tag[], opts_import[], opts_import_payouts[], opts_import_undo[], opts_item[],
	opts_item_edit[], opts_letter[], opts_list[], opts_log[], opts_mail[], opts_next[],
	opts_none[], opts_number[], opts_open[], opts_paid[], opts_purge[], opts_ready[],
	opts_release[], opts_remedy[], opts_report[], opts_request[], opts_request_answer[],
	opts_rules[], opts_rules_apply[], opts_rules_diff[], opts_rules_set[], opts_search[],
	opts_serve[], opts_settle[], opts_snooze[], opts_step[], opts_token_new[], opts_track[],
	opts_user_add[], opts_user_link[], opts_user_password[], opts_user_role[], opts_verify[],
	opts_watch[];

extern const char help_amend[], help_answers[], help_attach[], help_backup[], help_brief[],
	help_broken[], help_claim_ack[], help_claim_appeal[], help_claim_approve[],
	help_claim_denials[], help_claim_deny[], help_claim_edit[], help_claim_expire[],
	help_claim_file[], help_claim_info[], help_claim_no_record[], help_claim_withdraw[],
	help_close[], help_config[], help_contacts[], help_contradict[], help_doctor[],
	help_duty_done[], help_edit[], help_events_import[], help_explain[], help_export[],
	help_help[], help_hold[], help_hold_tag[], help_import[], help_import_list[],
	help_import_payouts[], help_import_undo[], help_item[], help_item_edit[],
	help_item_remove[], help_keep[], help_key[], help_key_new[], help_letter[], help_list[],
	help_log[], help_mail[], help_next[], help_number[], help_open[], help_paid[], help_purge[],
	help_ready[], help_release[], help_remedy[], help_reopen[], help_report[], help_request[],
	help_request_answer[], help_request_withdraw[], help_restore[], help_routes[], help_rules[],
	help_rules_apply[], help_rules_diff[], help_rules_set[], help_search[], help_serve[],
	help_show[], help_snooze[], help_step[], help_token_list[], help_token_new[],
	help_token_withdraw[], help_track[], help_undo[], help_user_add[], help_user_disable[],
	help_user_enable[], help_user_link[], help_user_list[], help_user_password[],
	help_user_role[], help_user_sign_out[], help_verify[], help_waive[], help_watch[],
	help_why[];

#endif
