/*
 * fuzz_jpeg_png.c - any bytes as a JPEG or a PNG: shown small, and made bare
 */
#include "decode/bare.h"
#include "fuzz/one_picture.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What is bare already stays as it is, to the byte. */
static void check_bare(const struct probe_thumb *once)
{
	struct probe_thumb twice;
	struct err err;

	assert(bare_make(&twice, once->jpeg, once->len, &err) == 0);
	assert(twice.len == once->len && memcmp(twice.jpeg, once->jpeg, once->len) == 0);
	probe_release(&twice);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct err err = { .code = ERR_NONE };
	struct probe_thumb bare;

	fuzz_one_picture(&jpeg_reader, data, size);
	fuzz_one_picture(&png_reader, data, size);
	if (bare_make(&bare, data, size, &err) == 0)
		check_bare(&bare);
	else
		assert(err.code == ERR_INPUT && *err.text);
	probe_release(&bare);
	return 0;
}
