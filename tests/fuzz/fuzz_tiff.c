/*
 * fuzz_tiff.c - any bytes as a TIFF
 */
#include "fuzz/one_picture.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	fuzz_one_picture(&tiff_reader, data, size);
	return 0;
}
