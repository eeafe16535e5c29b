/*
 * fuzz_easypost.c - any bytes as any answer of EasyPost: nothing may crash, no promise may break
 */
#include "fuzz/one_parcel.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	return fuzz_one_parcel("easypost", "9400136111899200000017", data, size);
}
