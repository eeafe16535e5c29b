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

/*
 * The words from "first" on. Of a folder the plain files by name, hidden ones and what lies deeper
 * left alone. ERR_INPUT: too many; ERR_NOT_FOUND: an empty folder. Whether a file is there is seen
 * when it is opened.
 */
int files_take(struct files *p, struct cli *cli, int first, struct err *err);

#endif
