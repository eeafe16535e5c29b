/*
 * fuzz_dhl.c - any bytes as any answer of DHL: nothing may crash, no promise may break
 */
#include <assert.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "carrier/carrier.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const int statuses[] = { 200, 302, 400, 401, 404, 429, 503 };

static const struct ask asked = {
	.shipment_id = 1,
	.tracking_number = "3344556677",
	.mailed_on = DAY_NONE,
};

static void check_reading(const struct reading *r)
{
	assert(r->tracking_number);
	assert(r->nevents >= 0 && r->nevents <= EVENTS_MAX);
	assert(r->outcome == POLL_NEW || (r->nevents == 0 && r->message));
	assert(r->outcome != POLL_NEW || r->nevents > 0 || r->status_text);
	for (int i = 0; i < r->nevents; i++)
		assert(r->event[i].text || r->event[i].code);
}

static void read_as_answer(const struct carrier *dhl, const char *body, size_t size)
{
	struct credentials c = { 0 };

	secret_set(&c.api_key, "a made-up key");
	for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++) {
		struct http_answer answer = { .status = statuses[i], .body = body, .len = size };
		struct arena a = ARENA_INIT;
		struct answer out;

		dhl->read_answer(&out, &a, &c, &answer, &asked, 1);
		assert(out.verdict == VERDICT_OK ? out.nreadings == 1 : out.message != NULL);
		for (int k = 0; k < out.nreadings; k++)
			check_reading(&out.reading[k]);
		arena_release(&a);
	}
	secret_release(&c.api_key);
}

static void read_as_saved(const struct carrier *dhl, const char *body, size_t size)
{
	struct arena a = ARENA_INIT;
	struct answer out;
	struct err err = { 0 };

	if (dhl->read_saved(&out, &a, body, size, &err) == 0) {
		assert(out.nreadings > 0);
		for (int i = 0; i < out.nreadings; i++)
			check_reading(&out.reading[i]);
	} else {
		assert(err.code == ERR_INPUT && err.text[0]);
	}
	arena_release(&a);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const codes[] = { "dhl_express", "dhl_ecommerce" };
	char *body = malloc(size + 1); /* its own block, so that a byte too many is seen */

	if (!body)
		abort();
	memcpy(body, data, size);
	body[size] = '\0';
	for (int i = 0; i < 2; i++) {
		read_as_answer(carrier_find(codes[i]), body, size);
		read_as_saved(carrier_find(codes[i]), body, size);
	}
	free(body);
	return 0;
}
