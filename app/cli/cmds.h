/*
 * cmds.h - the handlers of the commands, for the wings that bring them
 */
#ifndef APP_CLI_CMDS_H
#define APP_CLI_CMDS_H

#include "cli/cmd.h"

cmd_run cmd_amend, cmd_answers, cmd_attach, cmd_backup, cmd_brief, cmd_broken, cmd_claim_ack,
	cmd_claim_appeal, cmd_claim_approve, cmd_claim_denials, cmd_claim_deny, cmd_claim_edit,
	cmd_claim_expire, cmd_claim_file, cmd_claim_info, cmd_claim_no_record, cmd_claim_withdraw,
	cmd_close, cmd_config, cmd_contacts, cmd_contradict, cmd_doctor, cmd_duty_done, cmd_edit,
	cmd_events_import, cmd_explain, cmd_help, cmd_hold, cmd_hold_tag, cmd_import,
	cmd_import_list, cmd_import_payouts, cmd_import_undo, cmd_item, cmd_item_edit,
	cmd_item_remove, cmd_keep, cmd_key, cmd_key_new, cmd_list, cmd_log, cmd_mail, cmd_next,
	cmd_number, cmd_open, cmd_paid, cmd_purge, cmd_ready, cmd_release, cmd_remedy, cmd_reopen,
	cmd_request, cmd_request_answer, cmd_request_withdraw, cmd_restore, cmd_routes, cmd_rules,
	cmd_rules_apply, cmd_rules_diff, cmd_rules_set, cmd_search, cmd_show, cmd_snooze, cmd_step,
	cmd_token_list, cmd_token_new, cmd_token_withdraw, cmd_undo, cmd_user_add, cmd_user_disable,
	cmd_user_enable, cmd_user_link, cmd_user_list, cmd_user_password, cmd_user_role,
	cmd_user_sign_out, cmd_verify, cmd_waive, cmd_watch, cmd_why;

#endif
