/*
 * files.h - the files that a command's words name: files as they are, folders by what is in them
 */
#ifndef APP_CLI_FILES_H
#define APP_CLI_FILES_H

#include "cli/cmd.h"

enum { FILES_MAX = 1000 };

struct files {
	const char **path;
	int n;
};

/* One by one. ERR_INPUT: more than FILES_MAX. */
void files_init(struct files *p, struct cli *cli);
int files_add(struct files *p, const char *path, struct err *err);

/*
 * The words from "first" on. Of a folder the plain files by name, hidden ones and what lies deeper
 * left alone. ERR_INPUT: too many; ERR_NOT_FOUND: an empty folder. Whether a file is there is seen
 * when it is opened.
 */
int files_take(struct files *p, struct cli *cli, int first, struct err *err);

/*
 * ERR_INPUT when the file begins as a workbook or another ZIP does, where a table of text is
 * wanted; nothing else is looked at, and a file that cannot be opened passes.
 */
int files_no_workbook(const char *path, struct err *err);

#endif
