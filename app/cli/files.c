#include "cli/files.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"

void files_init(struct files *p, struct cli *cli)
{
	p->path = arena_array(&cli->arena, FILES_MAX, sizeof(*p->path));
	p->n = 0;
}

int files_add(struct files *p, const char *path, struct err *err)
{
	if (p->n == FILES_MAX)
		return err_set(err, ERR_INPUT, "more than %d files at once: give them in parts",
			       FILES_MAX);
	p->path[p->n++] = path;
	return 0;
}

static int not_hidden(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

/* The plain files of a folder, by name; what lies deeper is left alone. */
static int add_folder(struct files *p, struct cli *cli, const char *folder, struct err *err)
{
	struct dirent **entry;
	int n = scandir(folder, &entry, not_hidden, alphasort), i, ret = 0, found = 0;
	struct stat st;

	if (n < 0)
		return err_set_errno(err, ERR_FAILED, "cannot read the folder %s", folder);
	for (i = 0; i < n; i++) {
		const char *path = path_join(&cli->arena, folder, entry[i]->d_name);

		if (ret == 0 && stat(path, &st) == 0 && S_ISREG(st.st_mode)) {
			ret = files_add(p, path, err);
			found++;
		}
		free(entry[i]);
	}
	free(entry);
	if (ret == 0 && !found)
		return err_set(err, ERR_NOT_FOUND, "there is no file in %s", folder);
	return ret;
}

int files_take(struct files *p, struct cli *cli, int first, struct err *err)
{
	struct stat st;
	int i;

	files_init(p, cli);
	for (i = first; i < cli->args.nwords; i++) {
		const char *path = cli->args.word[i];

		if (stat(path, &st) == 0 && S_ISDIR(st.st_mode)) {
			if (add_folder(p, cli, path, err) < 0)
				return -1;
		} else if (files_add(p, path, err) < 0) {
			return -1;
		}
	}
	return 0;
}

int files_no_workbook(const char *path, struct err *err)
{
	static const char zip[] = { 'P', 'K', 3, 4 };
	char head[sizeof zip];
	FILE *f;
	bool found;
	struct stat st;

	/* What comes through a pipe can be read only once. */
	if (stat(path, &st) < 0 || !S_ISREG(st.st_mode))
		return 0;
	f = fopen(path, "rb");
	if (!f)
		return 0;
	found = fread(head, 1, sizeof head, f) == sizeof head && !memcmp(head, zip, sizeof zip);
	fclose(f);
	if (!found)
		return 0;
	return err_set(
		err, ERR_INPUT,
		"%s is a workbook or an archive: open it and save the sheet as CSV, with the "
		"tracking numbers as text",
		path_base(path));
}
