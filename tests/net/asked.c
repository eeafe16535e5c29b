#include "net/asked.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Numbers of theirs; who gives a key instead of a client; who shows the key as a user. */
/* clang-format off */
static const struct {
	const char *carrier, *prefix;
	int digits;
	bool no_client;
} carriers[] = {
	{ "usps",	  "N",	 4,  false },
	{ "ups",	  "1Z",	 7,  false },
	{ "fedex",	  "7",	 11, false },
	{ "dhl_express",  "10",	 8,  true },
	{ "dhl_ecommerce", "GM", 16, true },
	{ "canada_post",  "70",	 14, false },
	{ "easypost",	  "EZ",	 10, true },
};
/* clang-format on */

static int row_of(const struct asked *a)
{
	const char *carrier = a->carrier ? a->carrier : "usps";
	int i = 0;

	while (strcmp(carriers[i].carrier, carrier) != 0)
		i++;
	return i;
}

char *asked_number(char *out, const struct asked *a, int i)
{
	int row = row_of(a);

	snprintf(out, 40, "%s%0*d", carriers[row].prefix, carriers[row].digits, i);
	return out;
}

void asked_start(struct asked *a, const char *script)
{
	memset(a, 0, sizeof(*a));
	sandbox_start(&a->sandbox, script);
	a->options = (struct fetch_options){
		.timeout_ms = 5000, .wait_max_s = 1, .backoff_ms = 5, .cache_dir = a->sandbox.folder
	};
}

void asked_stop(struct asked *a)
{
	for (int i = 0; i < a->n; i++) {
		ck_assert_ptr_null(strstr(a->got[i].message, CLIENT_SECRET));
		ck_assert_ptr_null(strstr(a->got[i].message, ASKED_KEY));
		ck_assert_ptr_null(strstr(a->got[i].message, "sandbox-token"));
		ck_assert_ptr_null(strchr(a->got[i].message, '\n'));
	}
	ck_assert_ptr_null(strstr(a->err.text, CLIENT_SECRET));
	ck_assert(!sandbox_log_has(&a->sandbox, "leak"));
	ck_assert(!sandbox_log_has(&a->sandbox, CLIENT_SECRET));
	ck_assert(!sandbox_log_has(&a->sandbox, ASKED_KEY));
	ck_assert_int_eq(sandbox_stop(&a->sandbox), 0);
}

static void keep(char *out, size_t size, const char *text)
{
	snprintf(out, size, "%s", text ? text : "");
}

static int on_batch(struct asked *a, const struct answered *answer, struct err *err)
{
	const struct reading *readings = answer->reading;

	a->batches++;
	if (a->fail_after && a->batches >= a->fail_after)
		return err_set(err, ERR_BUSY, "the register is busy");
	for (int i = 0; i < answer->nreadings; i++) {
		struct got *g = &a->got[readings[i].shipment_id];

		ck_assert_str_eq(readings[i].tracking_number, g->number);
		g->outcome = readings[i].outcome;
		g->nevents = readings[i].nevents;
		g->status = g->nevents ? readings[i].event[0].status : STATUS_UNKNOWN;
		g->trouble = g->nevents ? readings[i].event[0].trouble : TROUBLE_NONE;
		g->times++;
		keep(g->message, sizeof(g->message), readings[i].message);
		keep(g->status_text, sizeof(g->status_text), readings[i].status_text);
		keep(g->newest, sizeof(g->newest), g->nevents ? readings[i].event[0].text : "");
	}
	if (a->stop_after && a->batches >= a->stop_after)
		a->stop = 1;
	return 0;
}

static int on_answers(void *payload, const struct answered answers[], int n, struct err *err)
{
	for (int i = 0; i < n; i++)
		if (on_batch(payload, &answers[i], err) < 0)
			return -1;
	return 0;
}

static int ask(struct asked *a)
{
	struct credentials c = { .base_url = a->url ? a->url : a->sandbox.url,
				 .client_id = carriers[row_of(a)].no_client ? NULL : CLIENT_ID,
				 .client_secret = SECRET_INIT,
				 .api_key = SECRET_INIT,
				 .api = a->api };
	struct ask asks[ASKED_MAX];
	int rc;

	for (int i = 0; i < a->n; i++)
		asks[i] = (struct ask){ .shipment_id = i,
					.tracking_number = a->got[i].number,
					.mailed_on = DAY_NONE };
	a->options.stop = &a->stop;
	a->batches = 0;
	if (carriers[row_of(a)].no_client)
		secret_set(&c.api_key, a->secret ? a->secret : ASKED_KEY);
	else
		secret_set(&c.client_secret, a->secret ? a->secret : CLIENT_SECRET);
	rc = fetch_all(
		&(struct fetch_job){ .carrier = carrier_find(a->carrier ? a->carrier : "usps"),
				     .credentials = c,
				     .asks = asks,
				     .n = a->n,
				     .quota = a->quota ? a->quota : "none" },
		1, &a->options, on_answers, a, &a->err);
	secret_release(&c.client_secret);
	secret_release(&c.api_key);
	return rc;
}

int ask_one(struct asked *a, const char *number)
{
	memset(a->got, 0, sizeof(a->got));
	a->n = 1;
	keep(a->got[0].number, sizeof(a->got[0].number), number);
	return ask(a);
}

int ask_many(struct asked *a, int n)
{
	ck_assert_int_le(n, ASKED_MAX);
	memset(a->got, 0, sizeof(a->got));
	a->n = n;
	for (int i = 0; i < n; i++)
		asked_number(a->got[i].number, a, i + 1);
	return ask(a);
}

int asked_readings(const struct asked *a)
{
	int n = 0;

	for (int i = 0; i < a->n; i++)
		n += a->got[i].times == 1;
	return n;
}

int asked_with(const struct asked *a, enum poll_outcome outcome)
{
	int n = 0;

	for (int i = 0; i < a->n; i++)
		n += a->got[i].times == 1 && a->got[i].outcome == outcome;
	return n;
}
