#include "base/own_files.h"

#include <dirent.h>
#include <errno.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/file.h"

const char *own_file_name(struct arena *a, const char *file, const char *ending)
{
	size_t n = strlen(file), k = strlen(ending);

	if (n <= k || strcmp(file + n - k, ending) != 0 || *file == '.')
		return NULL;
	return arena_strndup(a, file, n - k);
}

int own_files_list(struct own_files *f, struct arena *a, struct err *err)
{
	struct dirent *entry;
	char *config, *dir;
	int rc = 0;
	DIR *d;

	f->n = 0;
	if (path_config_dir(&config, a, err) < 0)
		return -1;
	dir = path_join(a, config, f->folder);
	d = opendir(dir);
	if (!d)
		return errno == ENOENT || errno == ENOTDIR
			       ? 0
			       : err_set_errno(err, ERR_FAILED, "cannot read %s", dir);
	f->file = arena_array(a, (size_t)f->max, sizeof *f->file);
	while (rc == 0 && (entry = readdir(d))) {
		const char *name = own_file_name(a, entry->d_name, f->ending);

		if (!name)
			continue;
		if (f->n == f->max)
			rc = err_set(err, ERR_INPUT, "%s holds more than %d %s", dir, f->max,
				     f->folder);
		else
			f->file[f->n++] =
				(struct own_file){ name, path_join(a, dir, entry->d_name) };
	}
	closedir(d);
	return rc;
}

int own_text_read(char **out, size_t *len, struct arena *a, const struct own_text *t,
		  struct err *err)
{
	struct err missing;
	char *dir, *path;

	*out = arena_strdup(a, t->usual);
	*len = strlen(*out);
	if (path_config_dir(&dir, a, &missing) < 0)
		return 0;
	path = path_join(a, dir, t->name);
	return file_exists(path) ? file_read(out, len, a, path, t->max, err) : 0;
}
