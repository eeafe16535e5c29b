/*
 * fuzz_canada_post.c - any bytes as any answer of Canada Post: nothing may crash, no promise may
 * break
 */
#include "fuzz/one_parcel.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	return fuzz_one_parcel("canada_post", "1234567890123456", data, size);
}
