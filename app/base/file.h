/*
 * file.h - files and folders: with ceilings, whole or not at all
 */
#ifndef APP_BASE_FILE_H
#define APP_BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

struct arena;
struct err;
struct hash;

/*
 * Whole file into the arena, NUL behind it. ERR_NOT_FOUND, ERR_INPUT (larger than max, a folder),
 * ERR_FAILED.
 */
int file_read(char **out, size_t *len, struct arena *a, const char *path, size_t max,
	      struct err *err);

/*
 * Write beside, fsync, rename over: a reader sees the old or the new file, never half. The folder
 * is fsynced too. On failure (disk full) nothing is left behind.
 */
int file_write(const char *path, const void *bytes, size_t len, mode_t mode, struct err *err);

/* Make the folder and its parents (mode 0700 for those made). */
int file_make_dirs(const char *path, struct err *err);
int file_make_parent(const char *path, struct err *err);

/* Copy with hashing: streams src to dst (made O_EXCL, fsynced); fails when larger than max. */
int file_copy_hashed(struct hash *hash, int64_t *size, int src_fd, const char *dst, int64_t max,
		     struct err *err);
int file_hash(struct hash *hash, int64_t *size, const char *path, struct err *err);
int file_sync_dir(const char *path, struct err *err);

bool file_exists(const char *path);

/*
 * True when the path (or its nearest existing parent) lies on a network file system (NFS, SMB, AFS,
 * 9p, FUSE sshfs ...), where file locks cannot be trusted; *name says which. Tests may name a
 * folder in WAYLAID_TEST_NETWORK_DIR that is then taken for one.
 */
bool file_on_network(const char *path, const char **name);

/* Bytes free to us on the path's file system; -1 when unknown. */
int64_t file_space_free(const char *path);

/* "dir/name", "name" of a path, its extension in lower case without dot (or ""). */
char *path_join(struct arena *a, const char *dir, const char *name);
const char *path_base(const char *path);
char *path_extension(struct arena *a, const char *path);
char *path_dir(struct arena *a, const char *path);

/*
 * $XDG_DATA_HOME/waylaid, $XDG_CONFIG_HOME/waylaid, $XDG_CACHE_HOME/waylaid with the usual defaults
 * below $HOME.
 */
int path_data_dir(char **out, struct arena *a, struct err *err);
int path_config_dir(char **out, struct arena *a, struct err *err);
int path_cache_dir(char **out, struct arena *a, struct err *err);

#endif
