#include "cli/sweep.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"

static int add_file(struct sweep *s, const char *path, int64_t bytes, struct err *err)
{
	s->bytes += bytes;
	if (s->bytes > SWEEP_BYTES_MAX)
		return err_set(err, ERR_INPUT,
			       "more than %d GB in one folder: give its files in parts",
			       (int)(SWEEP_BYTES_MAX >> 30));
	return files_add(&s->files, path, err);
}

static int not_itself(const struct dirent *entry)
{
	return strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
}

static int sweep_folder(struct sweep *s, struct cli *cli, const char *folder, int depth,
			struct err *err);

static int sweep_entry(struct sweep *s, struct cli *cli, const char *path, int depth,
		       struct err *err)
{
	struct stat st;

	if (path_base(path)[0] == '.')
		s->hidden++;
	else if (lstat(path, &st) < 0)
		s->other++;
	else if (S_ISLNK(st.st_mode))
		s->links++;
	else if (S_ISREG(st.st_mode))
		return add_file(s, path, st.st_size, err);
	else if (!S_ISDIR(st.st_mode))
		s->other++;
	else if (depth == SWEEP_DEPTH_MAX)
		s->too_deep++;
	else
		return sweep_folder(s, cli, path, depth + 1, err);
	return 0;
}

static int sweep_folder(struct sweep *s, struct cli *cli, const char *folder, int depth,
			struct err *err)
{
	struct dirent **entry;
	int n = scandir(folder, &entry, not_itself, versionsort), ret = 0;

	if (n < 0)
		return err_set_errno(err, ERR_FAILED, "cannot read the folder %s", folder);
	for (int i = 0; i < n; i++) {
		if (ret == 0)
			ret = sweep_entry(s, cli, path_join(&cli->arena, folder, entry[i]->d_name),
					  depth, err);
		free(entry[i]);
	}
	free(entry);
	return ret;
}

int sweep_take(struct sweep *s, struct cli *cli, int first, struct err *err)
{
	struct stat st;

	memset(s, 0, sizeof *s);
	files_init(&s->files, cli);
	for (int i = first; i < cli->args.nwords; i++) {
		const char *path = cli->args.word[i];
		int before = s->files.n;

		if (stat(path, &st) < 0 || !S_ISDIR(st.st_mode)) {
			if (files_add(&s->files, path, err) < 0)
				return -1;
			continue;
		}
		if (sweep_folder(s, cli, path, 1, err) < 0)
			return -1;
		if (s->files.n == before)
			return err_set(err, ERR_NOT_FOUND, "there is no file in %s", path);
	}
	return 0;
}

const char *sweep_left_out(struct cli *cli, const struct sweep *s)
{
	const struct {
		int n;
		const char *one, *many;
	} parts[] = {
		{ s->hidden, "hidden", "hidden" },
		{ s->links, "link", "links" },
		{ s->too_deep, "folder too deep", "folders too deep" },
		{ s->other, "that is no file", "that are no files" },
	};
	const char *all = NULL;

	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		const char *words;

		if (!parts[i].n)
			continue;
		words = arena_printf(&cli->arena, "%d %s", parts[i].n,
				     parts[i].n == 1 ? parts[i].one : parts[i].many);
		all = all ? arena_printf(&cli->arena, "%s, %s", all, words) : words;
	}
	return all;
}
