#include "carrier/replies.h"

#include <string.h>

#include "base/file.h"

const struct ask three_asks[3] = {
	{ .shipment_id = 11, .tracking_number = FIRST, .mailed_on = DAY_NONE },
	{ .shipment_id = 12, .tracking_number = SECOND, .mailed_on = DAY_NONE },
	{ .shipment_id = 13, .tracking_number = THIRD, .mailed_on = DAY_NONE },
};

char *reply(struct arena *a, const char *name, size_t *len)
{
	struct err err = { 0 };
	char *bytes;
	size_t n;
	int rc = file_read(&bytes, &n, a, path_join(a, "tests/fuzz/corpus/usps", name), ANSWER_MAX,
			   &err);

	ck_assert_msg(rc == 0, "%s: %s", name, err.text);
	if (len)
		*len = n;
	return bytes;
}

struct answer say_bytes(struct arena *a, const char *api, int status, const char *body, size_t len,
			int n)
{
	struct http_answer answer = { .status = status, .body = body, .len = len };
	struct credentials c = { .client_id = "made-up", .api = api };
	struct answer out;

	secret_set(&c.client_secret, MADE_UP_SECRET);
	usps.read_answer(&out, a, &c, &answer, three_asks, n);
	secret_release(&c.client_secret);
	return out;
}

struct answer say(struct arena *a, const char *api, int status, const char *body, int n)
{
	return say_bytes(a, api, status, body, strlen(body), n);
}

struct answer say_file(struct arena *a, const char *api, int status, const char *name, int n)
{
	size_t len;
	char *body = reply(a, name, &len);

	return say_bytes(a, api, status, body, len, n);
}
