#include "web/upload.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "web/gate.h"

enum { SPACE_LEFT = 64 * 1048576 }; /* bytes that an upload never takes from the desk */

struct uploading {
	struct web_call *call;
	struct multipart *parts;
};

static int write_all(int fd, const char *bytes, size_t len, struct err *err)
{
	while (len > 0) {
		ssize_t n = write(fd, bytes, len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return err_set_errno(err, ERR_FAILED, "the file cannot be kept");
		bytes += n;
		len -= (size_t)n;
	}
	return 0;
}

/* In a folder of its own, under its own name: that name goes into the desk. */
static int begin_file(struct web_call *c, const char *name, struct err *err)
{
	struct upload *u = &c->upload;
	int64_t space = file_space_free(c->site->upload_dir);
	char *dir = arena_printf(&c->arena, "%s/XXXXXX", c->site->upload_dir);

	if (!gate_token(c))
		return 0;
	if (space >= 0 && space < c->head.length * 2 + SPACE_LEFT)
		return err_set(err, ERR_FAILED, "the disk is nearly full: free some space first");
	if (!mkdtemp(dir))
		return err_set_errno(err, ERR_FAILED, "the file cannot be kept");
	u->dir = dir;
	u->path = path_join(&c->arena, dir, name);
	u->fd = open(u->path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (u->fd < 0)
		return err_set_errno(err, ERR_FAILED, "the file cannot be kept");
	return 0;
}

static int take_file(void *payload, const char *name, const void *bytes, size_t len,
		     struct err *err)
{
	struct web_call *c = payload;

	if (c->reply.status) /* refused: the rest is read and forgotten */
		return 0;
	if (!c->upload.dir)
		return begin_file(c, name, err);
	c->upload.size += (int64_t)len;
	return write_all(c->upload.fd, bytes, len, err);
}

int upload_open(struct uploading **out, struct web_call *c, struct err *err)
{
	const char *boundary = multipart_boundary(&c->arena, c->head.content_type);
	const struct multipart_to to = { &c->form, take_file, c };

	if (!boundary)
		return err_set(err, ERR_INPUT, "send the file as a form (multipart/form-data)");
	*out = arena_alloc(&c->arena, sizeof **out);
	(*out)->call = c;
	(*out)->parts = multipart_open(&c->arena, boundary, &to);
	return 0;
}

int upload_add(struct uploading *u, const void *bytes, size_t len, struct err *err)
{
	return multipart_add(u->parts, bytes, len, err);
}

int upload_end(struct uploading *u, struct err *err)
{
	struct upload *file = &u->call->upload;
	int rc = multipart_end(u->parts, err);

	if (file->fd >= 0 && close(file->fd) < 0 && rc == 0)
		rc = err_set_errno(err, ERR_FAILED, "the file cannot be kept");
	file->fd = -1;
	return rc;
}

void upload_release(struct upload *u)
{
	if (u->fd >= 0)
		close(u->fd);
	if (u->path)
		unlink(u->path);
	if (u->dir)
		rmdir(u->dir);
	*u = (struct upload){ .fd = -1 };
}

/* --- the folder --- */

/* One level of folders with files in them. */
static void remove_tree(const char *dir, int depth)
{
	struct arena a = ARENA_INIT;
	struct dirent *e;
	DIR *d = opendir(dir);

	while (d && (e = readdir(d))) {
		char *path = path_join(&a, dir, e->d_name);

		if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
			continue;
		if (unlink(path) < 0 && depth > 0)
			remove_tree(path, depth - 1);
	}
	if (d)
		closedir(d);
	rmdir(dir);
	arena_release(&a);
}

static void remove_left_over(struct arena *a, const char *folder, const char *prefix)
{
	size_t n = strlen(prefix);
	struct dirent *e;
	DIR *d = opendir(folder);

	while (d && (e = readdir(d))) {
		long pid = strncmp(e->d_name, prefix, n) == 0 ? strtol(e->d_name + n, NULL, 10) : 0;

		if (pid > 0 && kill((pid_t)pid, 0) < 0 && errno == ESRCH)
			remove_tree(path_join(a, folder, e->d_name), 1);
	}
	if (d)
		closedir(d);
}

int upload_dir_make(char **out, struct arena *a, const char *desk_path, struct err *err)
{
	char *folder = path_dir(a, desk_path);
	const char *prefix = arena_printf(a, "%s.uploads-", path_base(desk_path));

	remove_left_over(a, folder, prefix);
	*out = path_join(a, folder, arena_printf(a, "%s%ld", prefix, (long)getpid()));
	if (mkdir(*out, 0700) < 0 && errno != EEXIST)
		return err_set_errno(err, ERR_FAILED, "cannot make the folder %s", *out);
	return 0;
}

void upload_dir_remove(const char *dir)
{
	remove_tree(dir, 1);
}
