#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <zlib.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/zip_parts.h"

enum { PIECE = 256 * 1024, DIRECTORY_MAX = ZIP_MEMBERS_MAX * (ZIP_NAME_MAX + 80) };

struct zip_out {
	struct arena a;
	char *path;
	int fd;
	uint32_t dos;
	int64_t at;
	int n;
	struct buf directory;
};

static int cannot_write(const struct zip_out *z, struct err *err)
{
	return err_set_errno(err, ERR_FAILED, "cannot write '%s'", z->path);
}

static int put(struct zip_out *z, const void *bytes, size_t n, struct err *err)
{
	const char *p = bytes;

	while (n > 0) {
		ssize_t done = pwrite(z->fd, p, n, z->at);

		if (done < 0 && errno == EINTR)
			continue;
		if (done < 0)
			return cannot_write(z, err);
		z->at += done;
		p += done;
		n -= (size_t)done;
	}
	return 0;
}

int zip_out_open(struct zip_out **out, const char *path, instant at, struct err *err)
{
	int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	struct zip_out *z;

	if (fd < 0 && errno == EEXIST)
		return err_set(err, ERR_STATE, "'%s' is there already", path);
	if (fd < 0)
		return err_set_errno(err, ERR_FAILED, "cannot write '%s'", path);
	z = calloc(1, sizeof *z);
	if (!z)
		out_of_memory();
	z->fd = fd;
	z->path = arena_strdup(&z->a, path);
	z->dos = zip_dos_time(at);
	buf_init(&z->directory, DIRECTORY_MAX);
	*out = z;
	return 0;
}

/* The header; the checksum is put in when the bytes have gone by. */
static int begin(struct zip_out *z, struct zip_member *m, struct err *err)
{
	struct buf b;
	int rc;

	assert(zip_name_ok(m->name));
	if (z->n == ZIP_MEMBERS_MAX)
		return err_set(err, ERR_INPUT, "more than %d files in one archive",
			       ZIP_MEMBERS_MAX);
	m->at = z->at;
	buf_init(&b, ZIP_NAME_MAX + 80);
	zip_put_local(&b, m, z->dos);
	rc = put(z, b.at, b.len, err);
	buf_release(&b);
	return rc;
}

static int finish(struct zip_out *z, const struct zip_member *m, struct err *err)
{
	const uint8_t crc[4] = { (uint8_t)m->crc, (uint8_t)(m->crc >> 8), (uint8_t)(m->crc >> 16),
				 (uint8_t)(m->crc >> 24) };

	if (pwrite(z->fd, crc, sizeof crc, m->at + ZIP_CRC_AT) != (ssize_t)sizeof crc)
		return cannot_write(z, err);
	zip_put_central(&z->directory, m, z->dos);
	z->n++;
	return 0;
}

int zip_out_bytes(struct zip_out *z, const char *name, const void *bytes, size_t n,
		  struct hash *hash, struct err *err)
{
	struct zip_member m = { .name = name, .size = (int64_t)n };

	m.crc = (uint32_t)crc32_z(0, bytes, n);
	if (hash)
		*hash = hash_of(bytes, n);
	if (begin(z, &m, err) < 0 || put(z, bytes, n, err) < 0)
		return -1;
	return finish(z, &m, err);
}

/* The bytes of a file behind its header. */
static int copy(struct zip_out *z, struct zip_member *m, int fd, struct hash *hash, struct err *err)
{
	char *piece = arena_alloc(&z->a, PIECE);
	struct hasher h;
	int64_t at = 0;

	hash_start(&h);
	while (at < m->size) {
		int64_t left = m->size - at;
		ssize_t n = pread(fd, piece, left < PIECE ? (size_t)left : PIECE, at);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return err_set(err, ERR_FAILED, "%s cannot be read whole", m->name);
		hash_add(&h, piece, (size_t)n);
		m->crc = (uint32_t)crc32_z(m->crc, (const Bytef *)piece, (size_t)n);
		if (put(z, piece, (size_t)n, err) < 0)
			return -1;
		at += n;
	}
	if (hash)
		*hash = hash_end(&h);
	return 0;
}

int zip_out_file(struct zip_out *z, const char *name, int fd, struct hash *hash, struct err *err)
{
	struct arena_mark mark = arena_mark(&z->a);
	struct zip_member m = { .name = name };
	struct stat st;
	int rc;

	if (fstat(fd, &st) < 0 || !S_ISREG(st.st_mode))
		return err_set(err, ERR_INPUT, "%s is not a file", name);
	m.size = st.st_size;
	rc = begin(z, &m, err);
	if (rc == 0)
		rc = copy(z, &m, fd, hash, err);
	if (rc == 0)
		rc = finish(z, &m, err);
	arena_rewind(&z->a, mark);
	return rc;
}

static int end(struct zip_out *z, struct err *err)
{
	int64_t at = z->at, directory = (int64_t)z->directory.len;
	int rc;

	zip_put_end(&z->directory, z->n, at, at + directory);
	if (buf_check(&z->directory, "the archive's directory", err) < 0)
		return -1;
	rc = put(z, z->directory.at, z->directory.len, err);
	if (rc == 0 && fsync(z->fd) < 0)
		rc = cannot_write(z, err);
	return rc;
}

int zip_out_close(struct zip_out *z, int rc, struct err *err)
{
	if (rc == 0)
		rc = end(z, err);
	if (close(z->fd) < 0 && rc == 0)
		rc = cannot_write(z, err);
	if (rc < 0)
		unlink(z->path);
	buf_release(&z->directory);
	arena_release(&z->a);
	free(z);
	return rc;
}
