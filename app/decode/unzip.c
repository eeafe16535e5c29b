#include "decode/unzip.h"

#include <minizip/unzip.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"

enum { CHUNK = 64 << 10, IGNORING_CASE = 2 };

struct unzip {
	const char *bytes;
	size_t len, at;
	unzFile file;
};

/* --- the library reads from memory: behind the fence no file can be opened --- */

static voidpf open_bytes(voidpf opaque, const void *name, int mode)
{
	(void)name;
	return (mode & ZLIB_FILEFUNC_MODE_READWRITEFILTER) == ZLIB_FILEFUNC_MODE_READ ? opaque
										      : NULL;
}

static uLong read_bytes(voidpf opaque, voidpf stream, void *to, uLong size)
{
	struct unzip *z = stream;
	size_t n = size < z->len - z->at ? size : z->len - z->at;

	(void)opaque;
	memcpy(to, z->bytes + z->at, n);
	z->at += n;
	return (uLong)n;
}

static uLong write_nothing(voidpf opaque, voidpf stream, const void *from, uLong size)
{
	(void)opaque;
	(void)stream;
	(void)from;
	(void)size;
	return 0;
}

static ZPOS64_T tell(voidpf opaque, voidpf stream)
{
	(void)opaque;
	return ((struct unzip *)stream)->at;
}

static long seek(voidpf opaque, voidpf stream, ZPOS64_T offset, int origin)
{
	struct unzip *z = stream;
	size_t from = origin == ZLIB_FILEFUNC_SEEK_CUR   ? z->at
		      : origin == ZLIB_FILEFUNC_SEEK_END ? z->len
							 : 0;

	(void)opaque;
	if (offset > z->len - from)
		return -1;
	z->at = from + (size_t)offset;
	return 0;
}

static int no_trouble(voidpf opaque, voidpf stream)
{
	(void)opaque;
	(void)stream;
	return 0;
}

int unzip_open(struct unzip **out, const void *bytes, size_t len, struct err *err)
{
	struct unzip *z = calloc(1, sizeof *z);
	zlib_filefunc64_def how = { .zopen64_file = open_bytes,
				    .zread_file = read_bytes,
				    .zwrite_file = write_nothing,
				    .ztell64_file = tell,
				    .zseek64_file = seek,
				    .zclose_file = no_trouble,
				    .zerror_file = no_trouble,
				    .opaque = z };

	if (!z)
		out_of_memory();
	z->bytes = bytes;
	z->len = len;
	z->file = unzOpen2_64("", &how);
	if (z->file) {
		*out = z;
		return 0;
	}
	free(z);
	return err_set(err, ERR_INPUT, "the file is no ZIP file");
}

void unzip_close(struct unzip *z)
{
	unzClose(z->file);
	free(z);
}

static int hand_on(struct unzip *z, unzip_taker *taker, void *payload, struct err *err)
{
	static const char broken[] = "the file is packed in a way that cannot be read, or broken";
	char *chunk = malloc(CHUNK);
	size_t sum = 0;
	int n, rc = 0;

	if (!chunk)
		out_of_memory();
	while (rc == 0 && (n = unzReadCurrentFile(z->file, chunk, CHUNK)) > 0) {
		sum += (size_t)n;
		rc = sum > UNZIP_MEMBER_MAX
			     ? err_set(err, ERR_INPUT,
				       "the file is more than %d MB large when it is unpacked",
				       UNZIP_MEMBER_MAX >> 20)
			     : taker(payload, chunk, (size_t)n, err);
	}
	if (rc == 0 && n < 0)
		rc = err_set(err, ERR_INPUT, broken);
	free(chunk);
	/* The check sum counts only for what was read to its end. */
	if (unzCloseCurrentFile(z->file) != UNZ_OK && rc == 0)
		rc = err_set(err, ERR_INPUT, broken);
	return rc < 0 ? -1 : 0;
}

int unzip_member(struct unzip *z, const char *name, unzip_taker *taker, void *payload,
		 struct err *err)
{
	if (unzLocateFile(z->file, name, IGNORING_CASE) != UNZ_OK)
		return 1;
	if (unzOpenCurrentFile(z->file) != UNZ_OK)
		return err_set(err, ERR_INPUT, "'%.60s' in the file cannot be unpacked", name);
	return hand_on(z, taker, payload, err);
}
