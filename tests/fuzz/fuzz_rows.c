/*
 * fuzz_rows.c - any bytes as somebody else's workbook
 *
 * What is read is CSV in UTF-8 within the ceilings, or refused with a reason. The seeds are not
 * compressed, so that what the fuzzer changes is what the reader sees.
 */
#include <assert.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/csv.h"
#include "base/err.h"
#include "base/text.h"
#include "decode/rows.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { ANSWER_MAX = 32 << 20 };

static void check_rows(struct arena *a, const struct buf *out)
{
	struct err err = { .code = ERR_NONE };
	struct csv csv;
	char **field;
	int n, rows = 0;

	assert(!out->full && utf8_valid(out->at, out->len));
	csv_open(&csv, out->at, out->len, ',');
	while (csv_next(&field, &n, &csv, a, &err) == 1) {
		assert(n <= ROWS_COLUMNS_MAX);
		rows++;
	}
	assert(err.code == ERR_NONE && rows <= ROWS_MAX);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct err err = { .code = ERR_NONE };
	struct arena a = ARENA_INIT;
	struct buf out;

	buf_init(&out, ANSWER_MAX);
	if (rows_read(&out, &a, data, size, &err) == 0)
		check_rows(&a, &out);
	else
		assert(err.code == ERR_INPUT && err.text[0]);
	buf_release(&out);
	arena_release(&a);
	return 0;
}
