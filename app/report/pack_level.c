/*
 * pack_level.c - how hard the parts of a workbook are packed
 *
 * libxlsxwriter gives each part to minizip with zlib's usual level and has no setting for it. That
 * is half of the time that a long register takes, and packs photos, which are packed already, for
 * nothing: a register at level 1 is a quarter larger and done in half the time. So this function
 * stands before minizip's of the same name, changes the level and goes on to it; nothing else of
 * the process calls it. Where a build of libxlsxwriter had minizip inside, it would not be asked,
 * and workbooks would be as good and slower: the test of the workbook looks at its photos.
 */
#include <dlfcn.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { LEVEL_QUICK = 1, METHOD_STORED = 0, UNPACKABLE = -104 /* minizip's internal error */ };

/* As minizip 1.1 declares it: bytes of others are passed on unread. */
typedef int zip_open_part(void *zip, const char *name, const void *about, const void *local,
			  unsigned local_size, const void *global, unsigned global_size,
			  const char *comment, int method, int level, int raw, int window_bits,
			  int memory, int strategy, const char *password, unsigned long crc,
			  unsigned long made_by, unsigned long flags, int large);

zip_open_part zipOpenNewFileInZip4_64;

static bool is_packed(const char *name)
{
	static const char *const ends[] = { ".jpeg", ".jpg", ".png", ".gif" };
	const char *dot = strrchr(name, '.');

	for (size_t i = 0; dot && i < sizeof ends / sizeof *ends; i++)
		if (!strcmp(dot, ends[i]))
			return true;
	return false;
}

int zipOpenNewFileInZip4_64(void *zip, const char *name, const void *about, const void *local,
			    unsigned local_size, const void *global, unsigned global_size,
			    const char *comment, int method, int level, int raw, int window_bits,
			    int memory, int strategy, const char *password, unsigned long crc,
			    unsigned long made_by, unsigned long flags, int large)
{
	zip_open_part *next;

	*(void **)&next = dlsym(RTLD_NEXT, "zipOpenNewFileInZip4_64");
	if (!next)
		return UNPACKABLE;
	if (is_packed(name))
		method = METHOD_STORED;
	else
		level = LEVEL_QUICK;
	return next(zip, name, about, local, local_size, global, global_size, comment, method,
		    level, raw, window_bits, memory, strategy, password, crc, made_by, flags,
		    large);
}
