#include "base/file.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/sysmacros.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/hash.h"

enum { CHUNK = 64 * 1024 };

/* read() that begins again when a signal cut it short. */
static ssize_t read_some(int fd, void *into, size_t room)
{
	ssize_t n;

	do
		n = read(fd, into, room);
	while (n < 0 && errno == EINTR);
	return n;
}

static int write_all(int fd, const char *bytes, size_t len)
{
	while (len > 0) {
		ssize_t n = write(fd, bytes, len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -1;
		bytes += n;
		len -= (size_t)n;
	}
	return 0;
}

/* Pipes, devices and some network file systems cannot sync; that is no failure. */
static int sync_fd(int fd)
{
	if (fsync(fd) == 0 || errno == EINVAL || errno == ENOTSUP || errno == EROFS)
		return 0;
	return -1;
}

/* Opens for reading; a folder is refused here, before it fails in less clear words. */
static int open_to_read(int *fd, struct stat *st, const char *path, struct err *err)
{
	*fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	if (*fd < 0 && (errno == ENOENT || errno == ENOTDIR))
		return err_set(err, ERR_NOT_FOUND, "there is no file '%s'", path);
	if (*fd < 0)
		return err_set_errno(err, ERR_FAILED, "cannot open '%s'", path);
	if (fstat(*fd, st))
		err_set_errno(err, ERR_FAILED, "cannot look at '%s'", path);
	else if (S_ISDIR(st->st_mode))
		err_set(err, ERR_INPUT, "'%s' is a folder, not a file", path);
	else
		return 0;
	close(*fd);
	*fd = -1;
	return -1;
}

static int too_large(const char *path, uintmax_t max, struct err *err)
{
	return err_set(err, ERR_INPUT, "'%s' is larger than %" PRIuMAX " bytes", path, max);
}

int file_read(char **out, size_t *len, struct arena *a, const char *path, size_t max,
	      struct err *err)
{
	char chunk[CHUNK];
	struct stat st;
	struct buf b;
	ssize_t n;
	int fd, ret = -1;

	if (open_to_read(&fd, &st, path, err))
		return -1;
	buf_init(&b, max);
	if (S_ISREG(st.st_mode) && (uintmax_t)st.st_size > max) {
		too_large(path, max, err);
		goto out;
	}
	while ((n = read_some(fd, chunk, sizeof chunk)) > 0 && !b.full)
		buf_put(&b, chunk, (size_t)n);
	if (n < 0) {
		err_set_errno(err, ERR_FAILED, "cannot read '%s'", path);
		goto out;
	}
	if (b.full) {
		too_large(path, max, err);
		goto out;
	}
	*out = memcpy(arena_alloc(a, b.len + 1), b.at, b.len);
	*len = b.len;
	ret = 0;
out:
	close(fd);
	buf_release(&b);
	return ret;
}

/* "dir/.waylaid-XXXXXX" beside path: short, so that a long name leaves room for it. */
static char *name_beside(const char *path)
{
	int dir = (int)(path_base(path) - path);
	char *name;

	return asprintf(&name, "%.*s.waylaid-XXXXXX", dir, path) < 0 ? NULL : name;
}

/* A device or a pipe that the person named (/dev/stdout) cannot be renamed over. */
static int write_in_place(const char *path, const void *bytes, size_t len, struct err *err)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY), ret = 0;

	if (fd < 0)
		return err_set_errno(err, ERR_FAILED, "cannot open '%s'", path);
	if (write_all(fd, bytes, len) || sync_fd(fd))
		ret = err_set_errno(err, ERR_FAILED, "cannot write '%s'", path);
	if (close(fd) && ret == 0)
		ret = err_set_errno(err, ERR_FAILED, "cannot write '%s'", path);
	return ret;
}

static int sync_parent(const char *path, struct err *err)
{
	struct arena scratch = ARENA_INIT;
	int ret = file_sync_dir(path_dir(&scratch, path), err);

	arena_release(&scratch);
	return ret;
}

/* File systems without modes (FAT) say so; what is made there is as open as they make all files. */
static int set_mode(int fd, mode_t mode)
{
	if (fchmod(fd, mode) == 0 || errno == EPERM || errno == ENOTSUP)
		return 0;
	return -1;
}

/* Fill a temporary file beside "path" and rename it over. */
static int replace_file(const char *path, const void *bytes, size_t len, mode_t mode,
			struct err *err)
{
	char *temp = name_beside(path);
	int fd = temp ? mkostemp(temp, O_CLOEXEC) : -1;
	bool written;

	if (fd < 0) {
		err_set_errno(err, ERR_FAILED, "cannot write '%s'", path);
		free(temp);
		return -1;
	}
	written = write_all(fd, bytes, len) == 0 && set_mode(fd, mode) == 0 && sync_fd(fd) == 0;
	if (!written)
		err_set_errno(err, ERR_FAILED, "cannot write '%s'", path);
	if (close(fd) && written) {
		err_set_errno(err, ERR_FAILED, "cannot write '%s'", path);
		written = false;
	}
	if (written && rename(temp, path)) {
		err_set_errno(err, ERR_FAILED, "cannot write '%s'", path);
		written = false;
	}
	if (!written)
		unlink(temp);
	free(temp);
	return written ? sync_parent(path, err) : -1;
}

int file_write(const char *path, const void *bytes, size_t len, mode_t mode, struct err *err)
{
	char *target = NULL;
	struct stat st;
	int ret;

	if (!*path || path_base(path)[0] == '\0')
		return err_set(err, ERR_INPUT, "'%s' is no name for a file", path);
	if (stat(path, &st))
		return replace_file(path, bytes, len, mode, err);
	if (S_ISDIR(st.st_mode))
		return err_set(err, ERR_INPUT, "'%s' is a folder, not a file", path);
	if (!S_ISREG(st.st_mode))
		return write_in_place(path, bytes, len, err);

	/* A link to a file stays a link: people keep their settings elsewhere and link them. */
	target = realpath(path, NULL);
	if (!target)
		return err_set_errno(err, ERR_FAILED, "cannot write '%s'", path);
	ret = replace_file(target, bytes, len, mode, err);
	free(target);
	return ret;
}

static int make_dir(const char *path, struct err *err)
{
	int cause = mkdir(path, 0700) ? errno : 0;
	struct stat st;

	if (cause == 0)
		return sync_parent(path, err);
	/* Whatever mkdir() said (EEXIST, EROFS, EACCES): a folder that is there is enough. */
	if (stat(path, &st) == 0) {
		if (S_ISDIR(st.st_mode))
			return 0;
		return err_set(err, ERR_FAILED, "'%s' is a file where a folder is needed", path);
	}
	errno = cause;
	return err_set_errno(err, ERR_FAILED, "cannot make the folder '%s'", path);
}

int file_make_dirs(const char *path, struct err *err)
{
	char *copy = strdup(path);
	int ret = 0;

	if (!copy)
		return err_set_errno(err, ERR_FAILED, "cannot make the folder '%s'", path);
	if (!*copy)
		ret = err_set(err, ERR_INPUT, "the name of a folder is empty");
	for (char *p = copy; *p && ret == 0;) {
		char c;

		p += strspn(p, "/");
		p += strcspn(p, "/");
		c = *p;
		*p = '\0';
		ret = make_dir(copy, err);
		*p = c;
	}
	free(copy);
	return ret;
}

int file_make_parent(const char *path, struct err *err)
{
	struct arena scratch = ARENA_INIT;
	int ret = file_make_dirs(path_dir(&scratch, path), err);

	arena_release(&scratch);
	return ret;
}

/* Bytes on their way: from "src" to "dst", or nowhere when that is -1. "name" is for the error. */
struct flow {
	int src, dst;
	const char *name;
	int64_t max;
};

static int stream(struct hash *hash, int64_t *size, const struct flow *f, struct err *err)
{
	char chunk[CHUNK];
	struct hasher hasher;
	int64_t total = 0;
	ssize_t n;

	hash_start(&hasher);
	while ((n = read_some(f->src, chunk, sizeof chunk)) > 0) {
		if (n > f->max - total)
			return err_set(err, ERR_INPUT, "the file is larger than %" PRId64 " bytes",
				       f->max);
		total += n;
		hash_add(&hasher, chunk, (size_t)n);
		if (f->dst >= 0 && write_all(f->dst, chunk, (size_t)n))
			return err_set_errno(err, ERR_FAILED, "cannot write '%s'", f->name);
	}
	if (n < 0)
		return err_set_errno(err, ERR_FAILED, "cannot read the file for '%s'", f->name);
	*hash = hash_end(&hasher);
	*size = total;
	return 0;
}

int file_copy_hashed(struct hash *hash, int64_t *size, int src_fd, const char *dst, int64_t max,
		     struct err *err)
{
	int fd = open(dst, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600), ret;

	if (fd < 0 && errno == EEXIST)
		return err_set(err, ERR_STATE, "'%s' is there already", dst);
	if (fd < 0)
		return err_set_errno(err, ERR_FAILED, "cannot make '%s'", dst);
	ret = stream(hash, size, &(struct flow){ src_fd, fd, dst, max }, err);
	if (ret == 0 && sync_fd(fd))
		ret = err_set_errno(err, ERR_FAILED, "cannot write '%s'", dst);
	if (close(fd) && ret == 0)
		ret = err_set_errno(err, ERR_FAILED, "cannot write '%s'", dst);
	if (ret == 0)
		ret = sync_parent(dst, err);
	if (ret)
		unlink(dst);
	return ret;
}

int file_hash(struct hash *hash, int64_t *size, const char *path, struct err *err)
{
	struct stat st;
	int fd, ret;

	if (open_to_read(&fd, &st, path, err))
		return -1;
	ret = stream(hash, size, &(struct flow){ fd, -1, path, INT64_MAX }, err);
	close(fd);
	return ret;
}

int file_sync_dir(const char *path, struct err *err)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC), ret = 0;

	if (fd < 0)
		return err_set_errno(err, ERR_FAILED, "cannot open the folder '%s'", path);
	if (sync_fd(fd))
		ret = err_set_errno(err, ERR_FAILED, "cannot sync the folder '%s'", path);
	close(fd);
	return ret;
}

bool file_exists(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0;
}

/* The path itself when it exists, else its nearest parent that does. */
static char *nearest_existing(struct arena *a, const char *path)
{
	char *at = arena_strdup(a, *path ? path : "."), *up;

	while (!file_exists(at)) {
		up = path_dir(a, at);
		if (strcmp(up, at) == 0)
			break;
		at = up;
	}
	return at;
}

/* clang-format off */
/* File systems whose locks another machine may not see; statfs(2) and linux/magic.h. */
static const struct {
	uint32_t type;
	const char *name;
} network_types[] = {
	{ 0x00006969, "NFS" },
	{ 0x0000517B, "SMB" },
	{ 0xFF534D42, "CIFS" },
	{ 0xFE534D42, "SMB2" },
	{ 0x5346414F, "AFS" },
	{ 0x6B414653, "AFS" },
	{ 0x73757245, "Coda" },
	{ 0x0000564C, "NCP" },
	{ 0x00C36400, "Ceph" },
	{ 0x0BD00BD0, "Lustre" },
	{ 0x01021997, "9p" },
};

/* FUSE says what it carries only by its type in /proc/self/mountinfo. Local ones are not here. */
static const char *const network_fuse[] = {
	"fuse.sshfs", "fuse.rclone", "fuse.s3fs", "fuse.gcsfuse", "fuse.goofys", "fuse.blobfuse",
	"fuse.glusterfs", "fuse.ceph-fuse", "fuse.curlftpfs", "fuse.davfs", "fuse.davfs2",
	"fuse.smbnetfs", "fuse.gvfsd-fuse", "fuse.kio-fuse", "fuse.juicefs", "fuse.mfs", "fuse.nfs",
	"fuse.google-drive-ocamlfuse", "fuse.onedriver", "fuse.vmhgfs-fuse",
};
/* clang-format on */

enum { FUSE_TYPE = 0x65735546 };

/* Of a line "36 35 98:0 / /mnt rw shared:1 - fuse.sshfs host: rw" the type, if on that device. */
static bool mount_type(char type[64], const char *line, dev_t device)
{
	const char *behind = strstr(line, " - ");
	unsigned major_number, minor_number;

	return behind && sscanf(line, "%*s %*s %u:%u", &major_number, &minor_number) == 2 &&
	       makedev(major_number, minor_number) == device &&
	       sscanf(behind, " - %63s", type) == 1;
}

static const char *fuse_network_name(const char *path)
{
	FILE *f = fopen("/proc/self/mountinfo", "re");
	const char *found = NULL;
	char *line = NULL, type[64];
	size_t room = 0;
	struct stat st;

	if (!f || stat(path, &st))
		goto out;
	while (!found && getline(&line, &room, f) > 0) {
		if (!mount_type(type, line, st.st_dev))
			continue;
		for (size_t i = 0; i < sizeof network_fuse / sizeof *network_fuse; i++)
			if (strcmp(network_fuse[i], type) == 0)
				found = network_fuse[i];
	}
out:
	free(line);
	if (f)
		fclose(f);
	return found;
}

/* Whether WAYLAID_TEST_NETWORK_DIR is the path (resolved) or lies above it. */
static bool in_test_network(const char *path)
{
	const char *dir = getenv("WAYLAID_TEST_NETWORK_DIR");
	char *real_dir = dir && *dir ? realpath(dir, NULL) : NULL;
	char *real_path = real_dir ? realpath(path, NULL) : NULL;
	size_t n = real_dir ? strlen(real_dir) : 0;
	bool inside = real_path && strncmp(real_path, real_dir, n) == 0 &&
		      (real_path[n] == '/' || real_path[n] == '\0' || n == 1);

	free(real_path);
	free(real_dir);
	return inside;
}

bool file_on_network(const char *path, const char **name)
{
	struct arena scratch = ARENA_INIT;
	const char *at = nearest_existing(&scratch, path), *found = NULL;
	struct statfs fs;

	if (in_test_network(at)) {
		found = "test network";
	} else if (statfs(at, &fs) == 0) {
		for (size_t i = 0; i < sizeof network_types / sizeof *network_types; i++)
			if (network_types[i].type == (uint32_t)fs.f_type)
				found = network_types[i].name;
		if ((uint32_t)fs.f_type == FUSE_TYPE)
			found = fuse_network_name(at);
	}
	arena_release(&scratch);
	if (found)
		*name = found;
	return found;
}

int64_t file_space_free(const char *path)
{
	struct arena scratch = ARENA_INIT;
	struct statvfs fs;
	uintmax_t space;
	int64_t ret = -1;

	if (statvfs(nearest_existing(&scratch, path), &fs) == 0 &&
	    !__builtin_mul_overflow((uintmax_t)fs.f_bavail, (uintmax_t)fs.f_frsize, &space))
		ret = space > INT64_MAX ? INT64_MAX : (int64_t)space;
	arena_release(&scratch);
	return ret;
}

char *path_join(struct arena *a, const char *dir, const char *name)
{
	size_t n = strlen(dir);

	return arena_printf(a, "%s%s%s", dir, n == 0 || dir[n - 1] == '/' ? "" : "/", name);
}

const char *path_base(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

char *path_extension(struct arena *a, const char *path)
{
	const char *base = path_base(path), *dot = strrchr(base, '.');
	char *out = arena_strdup(a, dot && dot > base ? dot + 1 : "");

	for (char *p = out; *p; p++)
		if (*p >= 'A' && *p <= 'Z')
			*p = (char)(*p - 'A' + 'a');
	return out;
}

char *path_dir(struct arena *a, const char *path)
{
	size_t n = (size_t)(path_base(path) - path);

	if (n == 0)
		return arena_strdup(a, ".");
	while (n > 1 && path[n - 1] == '/')
		n--;
	return arena_strndup(a, path, n);
}

/* The XDG base directory rules: a variable that is empty or relative counts as not set. */
static int xdg_dir(char **out, struct arena *a, const char *variable, const char *below_home,
		   struct err *err)
{
	const char *dir = getenv(variable), *home = getenv("HOME");

	if (dir && *dir == '/')
		*out = path_join(a, dir, "waylaid");
	else if (home && *home == '/')
		*out = path_join(a, path_join(a, home, below_home), "waylaid");
	else
		return err_set(err, ERR_FAILED,
			       "no home folder is known: set HOME or %s to an absolute path",
			       variable);
	return 0;
}

int path_data_dir(char **out, struct arena *a, struct err *err)
{
	return xdg_dir(out, a, "XDG_DATA_HOME", ".local/share", err);
}

int path_config_dir(char **out, struct arena *a, struct err *err)
{
	return xdg_dir(out, a, "XDG_CONFIG_HOME", ".config", err);
}

int path_cache_dir(char **out, struct arena *a, struct err *err)
{
	return xdg_dir(out, a, "XDG_CACHE_HOME", ".cache", err);
}
