/*
 * fuzz_gif.c - any bytes as a GIF
 */
#include "fuzz/one_picture.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	fuzz_one_picture(&gif_reader, data, size);
	return 0;
}
