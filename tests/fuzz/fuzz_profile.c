/*
 * fuzz_profile.c - any bytes as a profile of a claim portal
 */
#include <assert.h>
#include <stddef.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "report/profile.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a = ARENA_INIT;
	struct err err = { .code = ERR_NONE };
	struct profile p;

	if (profile_take(&p, &a, "own.ini", (const char *)data, size, &err) < 0) {
		assert(err.code == ERR_INPUT && strstr(err.text, "own.ini"));
	} else {
		assert(p.title && *p.title);
		assert(p.files >= 0 && p.files <= PROFILE_FILES_MAX);
		assert(!p.file_bytes || p.file_bytes >= PROFILE_BYTES_MIN);
		assert(!p.total_bytes || p.total_bytes >= PROFILE_BYTES_MIN);
		assert(p.longest_edge >= PROFILE_EDGE_MIN && p.longest_edge <= PROFILE_EDGE_MAX);
		assert(p.any_type == profile_takes(&p, "application/octet-stream"));
	}
	arena_release(&a);
	return 0;
}
