/*
 * fuzz_notice.c - any bytes as a push notice of anybody
 */
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "carrier/notice.h"
#include "fuzz/slips.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a = ARENA_INIT;
	char *bytes = copy_of(data, size);
	struct err err = { 0 };
	struct slips s;

	if (notice_read(&s, &a, bytes, size, &err) == 0) {
		assert(s.n > 0);
		check_slips(&s);
	} else {
		assert((err.code == ERR_INPUT || err.code == ERR_NOT_FOUND) && err.text[0]);
	}
	arena_release(&a);
	free(bytes);
	return 0;
}
