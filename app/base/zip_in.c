#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <zlib.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/text.h"
#include "base/zip_parts.h"

enum { PIECE = 256 * 1024, DIRECTORY_MAX = ZIP_MEMBERS_MAX * (ZIP_NAME_MAX + 80) };

/* One look at an archive. */
struct look {
	struct zip_in *z;
	struct arena *a;
	int faults;
	zip_fault *fault;
	void *payload;
	const uint8_t *directory;
	int64_t directory_at, directory_len, n;
	uint32_t dos;
};

/* A fault behind which nothing can be read: -1, so that "return broken(...)" reads as one act. */
static int broken(struct look *l, const char *what)
{
	l->faults++;
	l->fault(l->payload, what);
	return -1;
}

static uint32_t get16(const uint8_t *p)
{
	return (uint32_t)p[0] | (uint32_t)p[1] << 8;
}

static uint32_t get32(const uint8_t *p)
{
	return get16(p) | get16(p + 2) << 16;
}

static int64_t get64(const uint8_t *p)
{
	uint64_t n = get32(p) | (uint64_t)get32(p + 4) << 32;

	return n > INT64_MAX ? -1 : (int64_t)n;
}

/* Exactly n bytes at "at"; 0 or -1. */
static int get(void *into, const struct zip_in *z, size_t n, int64_t at)
{
	char *p = into;

	while (n > 0) {
		ssize_t got = pread(z->fd, p, n, at);

		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return -1;
		p += got;
		at += got;
		n -= (size_t)got;
	}
	return 0;
}

static const char cut_off[] =
	"the end of the archive is missing: the file was cut off, or it is no "
	"archive of waylaid";
static const char bad_end[] = "the end of the archive is not as waylaid writes it";

/* Where the directory lies and how many members it says there are. */
static int read_end(struct look *l)
{
	uint8_t end[ZIP_END_SIZE], more[ZIP_END64_SIZE];
	int64_t size = l->z->size, behind = ZIP_END_SIZE;

	if (size < ZIP_END_SIZE || get(end, l->z, sizeof end, size - ZIP_END_SIZE) < 0 ||
	    get32(end) != ZIP_END)
		return broken(l, cut_off);
	l->n = get16(end + 10);
	l->directory_len = get32(end + 12);
	l->directory_at = get32(end + 16);
	if (l->directory_at == 0xffffffff) {
		behind += ZIP_LOCATOR_SIZE + ZIP_END64_SIZE;
		if (size < behind || get(more, l->z, sizeof more, size - behind) < 0 ||
		    get32(more) != ZIP_END64)
			return broken(l, bad_end);
		l->directory_at = get64(more + 48);
	}
	if (l->n > ZIP_MEMBERS_MAX || l->directory_len > DIRECTORY_MAX || l->directory_at < 0 ||
	    l->directory_at != size - behind - l->directory_len)
		return broken(l, bad_end);
	return 0;
}

static int check_end(struct look *l)
{
	int64_t at = l->directory_at, end = at + l->directory_len;
	size_t n = (size_t)(l->z->size - end);
	uint8_t *there = arena_alloc(l->a, n);
	struct buf b;
	bool same;

	buf_init(&b, ZIP_END_SIZE + ZIP_LOCATOR_SIZE + ZIP_END64_SIZE);
	zip_put_end(&b, (int)l->n, at, end);
	same = get(there, l->z, n, end) == 0 && b.len == n && !memcmp(there, b.at, n);
	buf_release(&b);
	return same ? 0 : broken(l, bad_end);
}

static const char *quoted(struct look *l, const struct zip_member *m)
{
	return text_for_terminal(l->a, m->name);
}

/* The member that a directory entry at p tells of; NULL behind its end when it is broken. */
static const uint8_t *read_entry(struct zip_member *m, struct look *l, const uint8_t *p,
				 const uint8_t *end)
{
	const uint8_t *extra, *next;
	size_t name, extra_len;

	if (end - p < ZIP_CENTRAL_SIZE || get32(p) != ZIP_CENTRAL)
		return NULL;
	name = get16(p + 28);
	extra_len = get16(p + 30);
	if ((size_t)(end - p) < ZIP_CENTRAL_SIZE + name + extra_len)
		return NULL;
	extra = p + ZIP_CENTRAL_SIZE + name;
	next = extra + extra_len;
	m->name = utf8_repair(l->a, (const char *)p + ZIP_CENTRAL_SIZE, name);
	m->crc = get32(p + 16);
	m->size = get32(p + 24);
	m->at = get32(p + 42);
	extra += 4;
	if (m->size == 0xffffffff) {
		if (next - extra < 16)
			return NULL;
		m->size = get64(extra);
		extra += 16;
	}
	if (m->at == 0xffffffff) {
		if (next - extra < 8)
			return NULL;
		m->at = get64(extra);
	}
	return next;
}

/* Are the bytes at "there" those that the writer would have put for the member? */
static bool is_as_written(const struct zip_member *m, uint32_t dos, const uint8_t *there, size_t n,
			  void (*put)(struct buf *, const struct zip_member *, uint32_t))
{
	struct buf b;
	bool same;

	buf_init(&b, ZIP_NAME_MAX + 80);
	put(&b, m, dos);
	same = !b.full && b.len <= n && !memcmp(b.at, there, b.len);
	buf_release(&b);
	return same;
}

/* A member's place, name and both headers. *at: where it must begin; moves behind it. */
static int check_member(struct look *l, const struct zip_member *m, const uint8_t *entry, size_t n,
			int64_t *at)
{
	const char *name = quoted(l, m);
	uint8_t local[ZIP_LOCAL_SIZE + ZIP_NAME_MAX + 20];
	int64_t head = ZIP_LOCAL_SIZE + (int64_t)strlen(m->name) + (m->size >= 0xffffffff ? 20 : 0);

	if (!zip_name_ok(m->name))
		return broken(l, arena_printf(l->a, "'%.80s' is no name for a file here", name));
	if (m->at != *at)
		return broken(l, arena_printf(l->a,
					      "%s does not follow the file before it: something "
					      "lies between them, or they overlap",
					      name));
	if (m->size < 0 || m->size > l->directory_at - *at - head)
		return broken(l, arena_printf(l->a, "%s is larger than the archive", name));
	if (!is_as_written(m, l->dos, entry, n, zip_put_central))
		return broken(l, arena_printf(l->a, "%s: what the directory says of it was changed",
					      name));
	if (get(local, l->z, (size_t)head, *at) < 0 ||
	    !is_as_written(m, l->dos, local, (size_t)head, zip_put_local))
		return broken(
			l, arena_printf(l->a, "%s: its heading in the archive was changed", name));
	*at += head + m->size;
	return 0;
}

static int read_directory(struct look *l)
{
	const uint8_t *p = l->directory, *end = p + l->directory_len;
	struct zip_in *z = l->z;
	int64_t at = 0;

	z->member = arena_array(l->a, (size_t)l->n + 1, sizeof *z->member);
	for (; z->n < l->n; z->n++) {
		struct zip_member *m = &z->member[z->n];
		const uint8_t *next = read_entry(m, l, p, end);

		if (!next)
			return broken(l, "the archive's directory cannot be read");
		if (check_member(l, m, p, (size_t)(next - p), &at) < 0)
			return -1;
		p = next;
	}
	if (p != end)
		return broken(l, "the archive's directory holds more than its files");
	if (at != l->directory_at)
		return broken(l, "something lies in the archive behind its last file");
	return 0;
}

static int by_name(const void *a, const void *b)
{
	const struct zip_member *const *x = a, *const *y = b;

	return strcmp((*x)->name, (*y)->name);
}

static void check_twice(struct look *l)
{
	int n = l->z->n;
	const struct zip_member **m = arena_array(l->a, (size_t)n, sizeof *m);

	for (int i = 0; i < n; i++)
		m[i] = &l->z->member[i];
	qsort(m, (size_t)n, sizeof *m, by_name);
	for (int i = 1; i < n; i++)
		if (!strcmp(m[i - 1]->name, m[i]->name))
			broken(l,
			       arena_printf(l->a, "%s is in the archive twice", quoted(l, m[i])));
}

static void look(struct look *l)
{
	uint8_t *directory;

	if (read_end(l) < 0)
		return;
	directory = arena_alloc(l->a, (size_t)l->directory_len + 1);
	if (get(directory, l->z, (size_t)l->directory_len, l->directory_at) < 0) {
		broken(l, cut_off);
		return;
	}
	l->directory = directory;
	if (l->directory_len >= ZIP_CENTRAL_SIZE)
		l->dos = get32(directory + 12);
	l->z->at = zip_time_of(l->dos);
	if (l->z->at == INSTANT_NONE)
		broken(l, "the archive's time is none");
	if (read_directory(l) == 0)
		check_end(l);
	check_twice(l);
}

int zip_in_open(struct zip_in *z, struct arena *a, const char *path, int *faults, zip_fault *fault,
		void *payload, struct err *err)
{
	struct look l = { .z = z, .a = a, .fault = fault, .payload = payload };
	struct stat st;

	*z = (struct zip_in){ .fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK),
			      .at = INSTANT_NONE };
	if (z->fd < 0)
		return err_set_errno(err, errno == ENOENT ? ERR_NOT_FOUND : ERR_FAILED,
				     "cannot read '%s'", path);
	if (fstat(z->fd, &st) < 0 || !S_ISREG(st.st_mode))
		return err_set(err, ERR_INPUT, "'%s' is not a file", path);
	z->size = st.st_size;
	look(&l);
	*faults = l.faults;
	return 0;
}

void zip_in_close(struct zip_in *z)
{
	if (z->fd >= 0)
		close(z->fd);
	z->fd = -1;
}

bool zip_is(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	uint8_t head[4];
	bool is;

	if (fd < 0)
		return false;
	is = pread(fd, head, sizeof head, 0) == (ssize_t)sizeof head && get32(head) == ZIP_LOCAL;
	close(fd);
	return is;
}

static int64_t bytes_at(const struct zip_member *m)
{
	return m->at + ZIP_LOCAL_SIZE + (int64_t)strlen(m->name) + (m->size >= 0xffffffff ? 20 : 0);
}

static int cannot_read(const struct zip_member *m, struct err *err)
{
	return err_set(err, ERR_FAILED, "%.100s cannot be read from the archive", m->name);
}

int zip_in_hash(struct hash *hash, bool *whole, const struct zip_in *z, const struct zip_member *m,
		struct err *err)
{
	char *piece = malloc(PIECE);
	int64_t at = bytes_at(m), left = m->size;
	uint32_t crc = 0;
	struct hasher h;
	int rc = 0;

	if (!piece)
		out_of_memory();
	hash_start(&h);
	while (left > 0 && rc == 0) {
		size_t n = left < PIECE ? (size_t)left : PIECE;

		if (get(piece, z, n, at) < 0)
			rc = cannot_read(m, err);
		hash_add(&h, piece, n);
		crc = (uint32_t)crc32_z(crc, (const Bytef *)piece, n);
		at += (int64_t)n;
		left -= (int64_t)n;
	}
	*hash = hash_end(&h);
	*whole = crc == m->crc;
	free(piece);
	return rc;
}

int zip_in_bytes(char **out, struct arena *a, const struct zip_in *z, const struct zip_member *m,
		 int64_t max, struct err *err)
{
	if (m->size > max)
		return err_set(err, ERR_DAMAGED,
			       "%.100s is larger than %" PRId64 " bytes: waylaid writes no such "
			       "file",
			       m->name, max);
	*out = arena_alloc(a, (size_t)m->size + 1);
	if (get(*out, z, (size_t)m->size, bytes_at(m)) < 0)
		return cannot_read(m, err);
	return 0;
}
