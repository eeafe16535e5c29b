/*
 * fuzz_webp.c - any bytes as a WebP
 */
#include "fuzz/one_picture.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	fuzz_one_picture(&webp_reader, data, size);
	return 0;
}
