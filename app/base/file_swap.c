#include "base/file_swap.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/file.h"

int file_swap_begin(struct file_swap *s, struct arena *a, const char *path, struct err *err)
{
	char *real;
	struct stat st;

	if (!*path || !*path_base(path))
		return err_set(err, ERR_INPUT, "'%s' is no name for a file", path);
	s->path = path;
	if (stat(path, &st) == 0) {
		if (S_ISDIR(st.st_mode))
			return err_set(err, ERR_INPUT, "'%s' is a folder, not a file", path);
		if (!S_ISREG(st.st_mode))
			return err_set(err, ERR_INPUT, "'%s' is not a plain file", path);
		real = realpath(path, NULL);
		if (!real)
			return err_set_errno(err, ERR_FAILED, "cannot write '%s'", path);
		s->path = arena_strdup(a, real);
		free(real);
	}
	s->temp = path_join(
		a, path_dir(a, s->path),
		arena_printf(a, ".waylaid-%ld.%s", (long)getpid(), path_extension(a, path)));
	unlink(s->temp); /* left by a killed process that had our number */
	return 0;
}

int file_swap_end(const struct file_swap *s, int rc, struct err *err)
{
	struct arena scratch = ARENA_INIT;

	if (rc == 0 && rename(s->temp, s->path) < 0)
		rc = err_set_errno(err, ERR_FAILED, "cannot write '%s'", s->path);
	if (rc == 0)
		rc = file_sync_dir(path_dir(&scratch, s->path), err);
	else
		unlink(s->temp);
	arena_release(&scratch);
	return rc;
}
