/*
 * fuzz_ups.c - any bytes as any answer of UPS: nothing may crash, no promise may break
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

static const int statuses[] = { 200, 302, 400, 401, 403, 404, 418, 429, 503 };

static const struct ask asked = {
	.shipment_id = 1,
	.tracking_number = "1Z999AA10111111117",
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

static void read_as_answer(const char *body, size_t size)
{
	const struct carrier *ups = carrier_find("ups");
	struct credentials c = { .client_id = "id" };

	secret_set(&c.client_secret, "a made-up secret");
	for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++) {
		struct http_answer answer = { .status = statuses[i], .body = body, .len = size };
		struct arena a = ARENA_INIT;
		struct answer out;

		ups->read_answer(&out, &a, &c, &answer, &asked, 1);
		assert(out.verdict == VERDICT_OK ? out.nreadings == 1 : out.message != NULL);
		for (int k = 0; k < out.nreadings; k++)
			check_reading(&out.reading[k]);
		arena_release(&a);
	}
	secret_release(&c.client_secret);
}

static void read_as_token(const char *body, size_t size)
{
	const struct carrier *ups = carrier_find("ups");
	static const int some[] = { 200, 400, 401, 503 };

	for (size_t i = 0; i < sizeof some / sizeof *some; i++) {
		struct http_answer answer = { .status = some[i], .body = body, .len = size };
		struct token token = { .access_token = SECRET_INIT };
		struct arena a = ARENA_INIT;
		struct err err = { 0 };

		if (ups->read_token_answer(&token, &a, &answer, 1767225600, &err) == 0)
			assert(secret_known(&token.access_token) && token.expires_at > 1767225600);
		else
			assert(err.code == ERR_REMOTE && err.text[0]);
		secret_release(&token.access_token);
		arena_release(&a);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *body = malloc(size + 1); /* its own block, so that a byte too many is seen */
	struct arena a = ARENA_INIT;
	struct answer out;
	struct err err = { 0 };

	if (!body)
		abort();
	memcpy(body, data, size);
	body[size] = '\0';
	read_as_answer(body, size);
	read_as_token(body, size);
	if (carrier_find("ups")->read_saved(&out, &a, body, size, &err) == 0) {
		assert(out.nreadings > 0);
		for (int i = 0; i < out.nreadings; i++)
			check_reading(&out.reading[i]);
	} else {
		assert(err.code == ERR_INPUT && err.text[0]);
	}
	arena_release(&a);
	free(body);
	return 0;
}
