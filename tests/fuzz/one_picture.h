/*
 * one_picture.h - any bytes as a picture of one kind: shown small, or refused in one line
 */
#ifndef TESTS_FUZZ_ONE_PICTURE_H
#define TESTS_FUZZ_ONE_PICTURE_H

#include <assert.h>
#include <string.h>

#include "base/err.h"
#include "decode/picture.h"
#include "decode/probe.h"

enum { FUZZ_EDGE = 32, FUZZ_PIXELS = 1 << 20 };

static inline void fuzz_one_picture(const struct picture_reader *reader, const uint8_t *data,
				    size_t size)
{
	const struct picture_reader *const only[] = { reader, NULL };
	const struct probe_kinds kinds = { only, "none of these", NULL };
	const struct probe_file file = { data, size, FUZZ_EDGE, FUZZ_PIXELS };
	struct err err = { .code = ERR_NONE };
	char header[PROBE_HEADER];
	struct probe_thumb thumb;

	if (probe_picture(&thumb, &kinds, &file, &err) < 0) {
		assert(err.code == ERR_INPUT && *err.text && !thumb.jpeg);
	} else {
		assert(thumb.len > 0 && thumb.width > 0 && thumb.width <= FUZZ_EDGE);
		assert(thumb.height > 0 && thumb.height <= FUZZ_EDGE);
		assert((int64_t)thumb.full_width * thumb.full_height <= FUZZ_PIXELS);
		assert(strlen(thumb.taken) < PROBE_TAKEN);
		probe_header(header, &thumb);
		assert(header[PROBE_HEADER - 1] == '\n');
	}
	probe_release(&thumb);
}

#endif
