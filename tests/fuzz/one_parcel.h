/*
 * one_parcel.h - any bytes as any answer of a carrier that is asked for one parcel at a time
 */
#ifndef TESTS_FUZZ_ONE_PARCEL_H
#define TESTS_FUZZ_ONE_PARCEL_H

#include <assert.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/text.h"
#include "carrier/carrier.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void fuzz_check_reading(const struct reading *r)
{
	assert(r->tracking_number);
	assert(r->nevents >= 0 && r->nevents <= EVENTS_MAX);
	assert(r->outcome == POLL_NEW || (r->nevents == 0 && r->message));
	assert(r->outcome != POLL_NEW || r->nevents > 0 || r->status_text);
	for (int i = 0; i < r->nevents; i++) {
		assert(r->event[i].text || r->event[i].code);
		assert(!r->event[i].text || utf8_valid(r->event[i].text, strlen(r->event[i].text)));
	}
}

static void fuzz_answers(const struct carrier *carrier, const char *number, const char *body,
			 size_t size)
{
	static const int statuses[] = { 200, 201, 302, 400, 401, 403, 404, 418, 422, 429, 503 };
	const struct ask ask = { 1, number, DAY_NONE, NULL };
	struct credentials c = { .client_id = "id" };

	secret_set(&c.client_secret, "a made-up secret");
	secret_set(&c.api_key, "a made-up key");
	for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++) {
		struct http_answer answer = { .status = statuses[i], .body = body, .len = size };
		struct arena a = ARENA_INIT;
		struct answer out;

		carrier->read_answer(&out, &a, &c, &answer, &ask, 1);
		assert(out.verdict == VERDICT_OK ? out.nreadings == 1 : out.message != NULL);
		for (int k = 0; k < out.nreadings; k++)
			fuzz_check_reading(&out.reading[k]);
		arena_release(&a);
	}
	secret_release(&c.client_secret);
	secret_release(&c.api_key);
}

static int fuzz_one_parcel(const char *code, const char *number, const uint8_t *data, size_t size)
{
	const struct carrier *carrier = carrier_find(code);
	char *body = malloc(size ? size : 1); /* its own block, so that a byte too many is seen */
	struct arena a = ARENA_INIT;
	struct answer out;
	struct err err = { 0 };

	if (!body)
		abort();
	if (size > 0)
		memcpy(body, data, size);
	fuzz_answers(carrier, number, body, size);
	if (carrier->read_saved(&out, &a, body, size, &err) == 0) {
		assert(out.nreadings > 0);
		for (int i = 0; i < out.nreadings; i++)
			fuzz_check_reading(&out.reading[i]);
	} else {
		assert(err.code == ERR_INPUT && err.text[0]);
	}
	arena_release(&a);
	free(body);
	return 0;
}

#endif
