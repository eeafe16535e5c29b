/*
 * fuzz_event_csv.c - any bytes as a table of tracking events
 */
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "carrier/event_csv.h"
#include "fuzz/slips.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a = ARENA_INIT;
	char *bytes = copy_of(data, size);
	struct err err = { 0 };
	struct slips s;

	event_csv_is(bytes, size);
	if (event_csv_read(&s, &a, bytes, size, NULL, &err) == 0)
		check_slips(&s);
	else
		assert(err.code == ERR_INPUT && err.text[0]);
	arena_release(&a);
	free(bytes);
	return 0;
}
