/*
 * slips.h - what holds of every slip, whatever file it was read from
 */
#ifndef TESTS_FUZZ_SLIPS_H
#define TESTS_FUZZ_SLIPS_H

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "carrier/slip.h"

static void check_event(const struct event *e, enum source source)
{
	assert(e->source == source);
	assert(e->text || e->code);
	assert(!e->text || utf8_valid(e->text, strlen(e->text)));
	assert(!e->place || utf8_valid(e->place, strlen(e->place)));
	assert(e->status < STATUS_NVALUES && e->trouble < TROUBLE_NVALUES);
	assert(!source_is_hint(source) || !e->is_scan);
}

static void check_slips(const struct slips *s)
{
	assert(s->format);
	for (int i = 0; i < s->n; i++) {
		const struct reading *r = &s->slip[i].reading;

		assert(r->nevents >= 0 && r->nevents <= EVENTS_MAX);
		assert(r->outcome != POLL_NEW || r->nevents > 0 || r->status_text);
		assert(r->partial || s->source == SOURCE_SAVED_ANSWER);
		for (int k = 0; k < r->nevents; k++)
			check_event(&r->event[k], s->source);
	}
	for (int i = 0; i < s->nrefused; i++)
		assert(s->refused[i].reason);
}

/* Its own block, so that a byte too many is seen. */
static char *copy_of(const uint8_t *data, size_t size)
{
	char *bytes = malloc(size ? size : 1);

	if (!bytes)
		abort();
	if (size)
		memcpy(bytes, data, size);
	return bytes;
}

#endif
