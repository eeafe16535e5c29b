#include "report/test_report.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char folder[64], path[512];

const char *test_folder_make(void)
{
	strncpy(folder, "/tmp/waylaid-report-XXXXXX", sizeof(folder) - 1);
	ck_assert_ptr_nonnull(mkdtemp(folder));
	return folder;
}

const char *test_folder_path(const char *name)
{
	snprintf(path, sizeof(path), "%s/%s", folder, name);
	return path;
}

static int each_file(int remove_them)
{
	DIR *dir = opendir(folder);
	struct dirent *e;
	int n = 0;

	ck_assert_ptr_nonnull(dir);
	while ((e = readdir(dir))) {
		if (e->d_name[0] == '.')
			continue;
		n++;
		if (remove_them)
			unlink(test_folder_path(e->d_name));
	}
	closedir(dir);
	return n;
}

int test_folder_count(void)
{
	return each_file(0);
}

void test_folder_remove(void)
{
	each_file(1);
	rmdir(folder);
}

int main(void)
{
	Suite *s = suite_create("report");
	SRunner *sr;
	int failed;

	suite_add_tcase(s, archive_tests());
	suite_add_tcase(s, cell_tests());
	suite_add_tcase(s, batch_tests());
	suite_add_tcase(s, calendar_tests());
	suite_add_tcase(s, export_tests());
	suite_add_tcase(s, packet_tests());
	suite_add_tcase(s, paper_tests());
	suite_add_tcase(s, profile_tests());
	suite_add_tcase(s, report_out_tests());
	suite_add_tcase(s, thumbnail_tests());
	suite_add_tcase(s, workbook_tests());
	sr = srunner_create(s);
	srunner_run_all(sr, CK_NORMAL);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
