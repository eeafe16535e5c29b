/*
 * fuzz_paste.c - any bytes as the text of a tracking page, of any carrier
 */
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "carrier/paste.h"
#include "fuzz/slips.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct paste_given givens[] = {
		{ NULL, NULL, ORDER_OPEN },
		{ "usps", "9400111206206406260787", ORDER_MONTH_FIRST },
		{ "fedex", NULL, ORDER_DAY_FIRST },
	};
	char *bytes = copy_of(data, size);

	for (size_t i = 0; i < sizeof givens / sizeof *givens; i++) {
		struct arena a = ARENA_INIT;
		struct err err = { 0 };
		struct slips s;

		if (paste_read(&s, &a, bytes, size, &givens[i], &err) == 0)
			check_slips(&s);
		else
			assert((err.code == ERR_INPUT || err.code == ERR_AMBIGUOUS) && err.text[0]);
		arena_release(&a);
	}
	free(bytes);
	return 0;
}
