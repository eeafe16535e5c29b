/*
 * corpus_main.c - runs every file of a corpus through a fuzz target, as an ordinary test
 *
 * Usage: PROGRAM DIR. Fails when the folder cannot be read or holds nothing.
 */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/file.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { INPUT_MAX = 16 * 1024 * 1024 };

static int run_file(const char *dir, const char *name)
{
	struct arena a = ARENA_INIT;
	struct err err = { 0 };
	char *bytes;
	size_t len;
	int rc = file_read(&bytes, &len, &a, path_join(&a, dir, name), INPUT_MAX, &err);

	if (rc == 0)
		LLVMFuzzerTestOneInput((const uint8_t *)bytes, len);
	else
		fprintf(stderr, "%s: %s\n", name, err.text);
	arena_release(&a);
	return rc;
}

int main(int argc, char **argv)
{
	struct dirent *entry;
	int files = 0, rc = 0;
	DIR *dir;

	if (argc != 2 || !(dir = opendir(argv[1]))) {
		fprintf(stderr, "usage: %s DIR\n", argv[0]);
		return 2;
	}
	while (rc == 0 && (entry = readdir(dir)) != NULL) {
		if (entry->d_name[0] == '.')
			continue;
		rc = run_file(argv[1], entry->d_name);
		files++;
	}
	closedir(dir);
	printf("%d files\n", files);
	return rc == 0 && files > 0 ? 0 : 1;
}
