/*
 * test_report.h - the groups of tests of this suite
 */
#ifndef TESTS_REPORT_TEST_REPORT_H
#define TESTS_REPORT_TEST_REPORT_H

#include <check.h>

TCase *archive_tests(void);
TCase *batch_tests(void);
TCase *calendar_tests(void);
TCase *cell_tests(void);
TCase *export_tests(void);
TCase *packet_tests(void);
TCase *paper_tests(void);
TCase *profile_tests(void);
TCase *report_out_tests(void);
TCase *thumbnail_tests(void);
TCase *workbook_tests(void);

/* A new folder under /tmp, gone at the end of test_folder_remove(). */
const char *test_folder_make(void);
const char *test_folder_path(const char *name); /* a file in it; good until the next call */
void test_folder_remove(void);
int test_folder_count(void); /* files in it */

#endif
