/*
 * suites.h - the suites of app/base, one a file, run by one program
 */
#ifndef TESTS_BASE_SUITES_H
#define TESTS_BASE_SUITES_H

#include <check.h>

Suite *arena_suite(void);
Suite *bidi_suite(void);
Suite *buf_suite(void);
Suite *child_suite(void);
Suite *csv_suite(void);
Suite *csv_stream_suite(void);
Suite *day_suite(void);
Suite *err_suite(void);
Suite *file_suite(void);
Suite *hash_suite(void);
Suite *ini_suite(void);
Suite *json_suite(void);
Suite *mime_suite(void);
Suite *money_suite(void);
Suite *mustache_suite(void);
Suite *own_files_suite(void);
Suite *pack_suite(void);
Suite *secret_suite(void);
Suite *sign_suite(void);
Suite *text_suite(void);
Suite *words_suite(void);
Suite *xml_suite(void);
Suite *zip_suite(void);
Suite *zone_suite(void);

#endif
