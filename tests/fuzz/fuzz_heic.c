/*
 * fuzz_heic.c - any bytes as a HEIC, decoded without threads as behind the fence
 */
#include <stdbool.h>

#include "fuzz/one_picture.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static bool ready;
	struct err err;

	if (!ready)
		assert(heic_init(&err) == 0);
	ready = true;
	fuzz_one_picture(&heic_reader, data, size);
	return 0;
}
