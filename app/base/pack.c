#include "base/pack.h"

#include <assert.h>
#include <limits.h>
#include <stdlib.h>

#include <zlib.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

enum { PIECE = 64 * 1024 };

enum { WINDOW_BITS = 15, GZIP = 16, MEMORY_LEVEL = 8 }; /* the library's usual ones */

static void pack(struct buf *b, const void *bytes, size_t n, int level, int format)
{
	z_stream z = { .next_in = (z_const Bytef *)bytes, .avail_in = (uInt)n };
	unsigned char piece[PIECE];
	int rc;

	assert(n <= UINT_MAX);
	if (deflateInit2(&z, level, Z_DEFLATED, WINDOW_BITS + format, MEMORY_LEVEL,
			 Z_DEFAULT_STRATEGY) != Z_OK)
		abort(); /* no memory */
	do {
		z.next_out = piece;
		z.avail_out = sizeof piece;
		rc = deflate(&z, Z_FINISH);
		buf_put(b, piece, sizeof piece - z.avail_out);
	} while (rc == Z_OK);
	assert(rc == Z_STREAM_END);
	deflateEnd(&z);
}

void pack_bytes(struct buf *b, const void *bytes, size_t n)
{
	pack(b, bytes, n, Z_BEST_SPEED, 0);
}

void pack_gzip(struct buf *b, const void *bytes, size_t n)
{
	pack(b, bytes, n, Z_BEST_COMPRESSION, GZIP);
}

int unpack_bytes(char **out, struct arena *a, const void *packed, size_t n, size_t size,
		 struct err *err)
{
	z_stream z = { .next_in = (z_const Bytef *)packed, .avail_in = (uInt)n };
	char *bytes;
	int rc;

	if (n > UINT_MAX || size >= UINT_MAX)
		return err_set(err, ERR_DAMAGED, "packed bytes of more than 4 GB");
	bytes = arena_alloc(a, size + 1);
	z.next_out = (Bytef *)bytes;
	z.avail_out = (uInt)size + 1; /* room to see that there is more */
	if (inflateInit(&z) != Z_OK)
		abort(); /* no memory */
	rc = inflate(&z, Z_FINISH);
	inflateEnd(&z);
	if (rc != Z_STREAM_END || z.total_out != size || z.avail_in > 0)
		return err_set(err, ERR_DAMAGED, "packed bytes are damaged");
	bytes[size] = 0;
	*out = bytes;
	return 0;
}
