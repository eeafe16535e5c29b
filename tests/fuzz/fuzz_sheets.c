/*
 * fuzz_sheets.c - any bytes as a PDF of somebody else, and as a request to join some
 */
#include <assert.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "decode/sheets.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { ANSWER_MAX = 32 << 20 };

/* What was checked once is a PDF that is read again, whole, with as many pages. */
static void check_again(const struct buf *first)
{
	struct err err = { .code = ERR_NONE };
	struct buf again;

	buf_init(&again, ANSWER_MAX);
	assert(sheets_check(&again, first->at + SHEETS_HEADER, first->len - SHEETS_HEADER, &err) ==
	       0);
	assert(strtol(again.at + strlen("waylaid-pdf 1 "), NULL, 10) ==
	       strtol(first->at + strlen("waylaid-pdf 1 "), NULL, 10));
	buf_release(&again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct err err = { .code = ERR_NONE };
	struct buf out;

	buf_init(&out, ANSWER_MAX);
	if (sheets_check(&out, (const char *)data, size, &err) == 0)
		check_again(&out);
	else
		assert(err.code == ERR_INPUT && err.text[0] && !strchr(err.text, '\n'));
	buf_clear(&out);
	err = (struct err){ .code = ERR_NONE };
	if (sheets_join(&out, (const char *)data, size, &err) < 0)
		assert(err.code == ERR_INPUT && err.text[0]);
	buf_release(&out);
	return 0;
}
