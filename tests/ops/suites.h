/*
 * suites.h - the suites of app/ops, one a file, run by one program
 */
#ifndef TESTS_OPS_SUITES_H
#define TESTS_OPS_SUITES_H

#include <check.h>

Suite *answers_suite(void);
Suite *ask_suite(void);
Suite *backup_suite(void);
Suite *bulk_suite(void);
Suite *call_suite(void);
Suite *casefile_suite(void);
Suite *claim_suite(void);
Suite *contact_suite(void);
Suite *desk_suite(void);
Suite *doctor_suite(void);
Suite *events_suite(void);
Suite *evidence_suite(void);
Suite *faults_suite(void);
Suite *import_suite(void);
Suite *item_suite(void);
Suite *mail_suite(void);
Suite *purge_suite(void);
Suite *request_suite(void);
Suite *rules_suite(void);
Suite *saved_view_suite(void);
Suite *shipment_import_suite(void);
Suite *snooze_suite(void);
Suite *together_suite(void);
Suite *tracking_suite(void);
Suite *undo_suite(void);
Suite *unseen_suite(void);
Suite *vanished_suite(void);
Suite *token_suite(void);
Suite *user_suite(void);
Suite *watch_suite(void);

#endif
