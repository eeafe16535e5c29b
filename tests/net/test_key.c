#include <arpa/inet.h>
#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "net/asked.h"

/*
 * A carrier without tokens, made up, and a host that answers every request with its own head: what
 * came over the wire is what the test sees, less what was masked.
 */
#define API_KEY "key-of-nobody-4711"

enum { HEAD_SIZE = 4096 };

static struct http_request to_send;
static enum verdict verdict;
static char seen[HEAD_SIZE], message[HEAD_SIZE], url[64], folder[64];
static enum poll_outcome outcome;
static const char *client_id;
static int answers;
static pid_t host;

static void serve(int listener)
{
	char head[HEAD_SIZE], top[128];

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	for (;;) {
		int fd = accept(listener, NULL, NULL);
		size_t len = 0;
		ssize_t n;

		while (len < sizeof(head) && !memmem(head, len, "\r\n\r\n", 4) &&
		       (n = read(fd, head + len, sizeof(head) - len)) > 0)
			len += (size_t)n;
		n = snprintf(top, sizeof(top),
			     "HTTP/1.1 200 OK\r\nContent-Length: %zu\r\nConnection: close\r\n\r\n",
			     len);
		if (write(fd, top, (size_t)n) != n || write(fd, head, len) != (ssize_t)len)
			_exit(1);
		close(fd);
	}
}

static void setup(void)
{
	struct sockaddr_in at = { .sin_family = AF_INET,
				  .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t size = sizeof(at);
	int listener = socket(AF_INET, SOCK_STREAM, 0);

	ck_assert_int_eq(bind(listener, (struct sockaddr *)&at, size), 0);
	ck_assert_int_eq(listen(listener, 8), 0);
	ck_assert_int_eq(getsockname(listener, (struct sockaddr *)&at, &size), 0);
	snprintf(url, sizeof(url), "http://127.0.0.1:%d", ntohs(at.sin_port));
	snprintf(folder, sizeof(folder), "/tmp/waylaid-key-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(folder));
	host = fork();
	ck_assert_int_ge(host, 0);
	if (host == 0)
		serve(listener);
	close(listener);
	to_send = (struct http_request){ .method = "GET", .path = "/parcel/1" };
	verdict = VERDICT_OK;
	client_id = "made-up";
	answers = 0;
}

static void teardown(void)
{
	kill(host, SIGKILL);
	waitpid(host, NULL, 0);
	/* Fails when something was left in it: a carrier without tokens keeps none. */
	ck_assert_int_eq(rmdir(folder), 0);
}

static int check(const struct credentials *c, struct err *err)
{
	(void)c;
	(void)err;
	return 0;
}

static int batch_max(const struct credentials *c)
{
	(void)c;
	return 1;
}

static int build_request(struct http_request *out, struct arena *a, const struct credentials *c,
			 const struct ask asks[], int n, struct err *err)
{
	(void)a;
	(void)c;
	(void)asks;
	(void)n;
	(void)err;
	*out = to_send;
	return 0;
}

static void read_answer(struct answer *out, struct arena *a, const struct credentials *c,
			const struct http_answer *answer, const struct ask asks[], int n)
{
	(void)c;
	answers++;
	snprintf(seen, sizeof(seen), "%.*s", (int)answer->len, answer->body);
	*out = (struct answer){ .verdict = verdict, .message = "bad key " API_KEY };
	if (verdict != VERDICT_OK)
		return;
	out->nreadings = n;
	out->reading = arena_array(a, (size_t)n, sizeof(*out->reading));
	out->reading[0] = (struct reading){ .shipment_id = asks[0].shipment_id,
					    .tracking_number = asks[0].tracking_number,
					    .message = "echo " API_KEY,
					    .expected_on = DAY_NONE };
}

static int on_answer(void *payload, const struct answered answer[], int n, struct err *err)
{
	(void)payload;
	(void)err;
	ck_assert_int_eq(n, 1);
	ck_assert_int_eq(answer->nreadings, 1);
	outcome = answer->reading[0].outcome;
	snprintf(message, sizeof(message), "%s", answer->reading[0].message);
	return 0;
}

static void ask_host(void)
{
	static const struct carrier keyed = {
		.code = "keyed",
		.check = check,
		.batch_max = batch_max,
		.build_request = build_request,
		.read_answer = read_answer,
	};
	struct credentials c = { .base_url = url, .client_id = client_id };
	struct fetch_options options = { .timeout_ms = 5000, .cache_dir = folder };
	struct ask ask = { .shipment_id = 1, .tracking_number = "N0001", .mailed_on = DAY_NONE };
	struct err err = { 0 };
	int rc;

	secret_set(&c.api_key, API_KEY);
	secret_set(&c.client_secret, CLIENT_SECRET);
	rc = fetch_all(
		&(struct fetch_job){ .carrier = &keyed, .credentials = c, .asks = &ask, .n = 1 }, 1,
		&options, on_answer, NULL, &err);
	secret_release(&c.api_key);
	secret_release(&c.client_secret);
	ck_assert_msg(rc == 0, "%s", err.text);
}

START_TEST(a_key_goes_into_its_own_header_and_is_masked_where_it_comes_back)
{
	to_send.auth = AUTH_KEY;
	to_send.key_header = "X-Made-Up-Key";
	ask_host();
	ck_assert_int_eq(answers, 1);
	ck_assert_ptr_nonnull(strstr(seen, "\r\nX-Made-Up-Key: ***\r\n"));
	ck_assert_ptr_null(strstr(seen, API_KEY));
	ck_assert_ptr_null(strstr(seen, "Authorization"));
	ck_assert_str_eq(message, "echo ***");
}
END_TEST

START_TEST(basic_authorisation_holds_client_and_secret)
{
	to_send.auth = AUTH_BASIC;
	ask_host();
	ck_assert_ptr_nonnull(
		strstr(seen, "\r\nAuthorization: Basic bWFkZS11cDpnb29kLXNlY3JldC01MTUw\r\n"));
}
END_TEST

START_TEST(a_key_alone_is_the_name_in_basic_authorisation)
{
	to_send.auth = AUTH_BASIC;
	client_id = NULL;
	ask_host();
	ck_assert_ptr_nonnull(
		strstr(seen, "\r\nAuthorization: Basic a2V5LW9mLW5vYm9keS00NzExOg==\r\n"));
}
END_TEST

START_TEST(other_headers_are_sent_and_accept_may_be_replaced)
{
	to_send.header[0] = (struct http_header){ "transId", "abc" };
	ask_host();
	ck_assert_ptr_nonnull(strstr(seen, "\r\ntransId: abc\r\n"));
	ck_assert_ptr_nonnull(strstr(seen, "\r\nAccept: application/json\r\n"));
	ck_assert_ptr_null(strstr(seen, "Authorization"));
	to_send.header[1] = (struct http_header){ "accept", "application/xml" };
	ask_host();
	ck_assert_ptr_nonnull(strstr(seen, "\r\naccept: application/xml\r\n"));
	ck_assert_ptr_null(strstr(seen, "json"));
}
END_TEST

START_TEST(a_line_end_in_a_header_is_never_sent)
{
	to_send.header[0] = (struct http_header){ "transId", "abc\r\nEvil: 1" };
	ask_host();
	ck_assert_int_eq(answers, 0);
	ck_assert_int_eq(outcome, POLL_REFUSED);
	ck_assert_ptr_nonnull(strstr(message, "line end"));
}
END_TEST

START_TEST(a_key_that_is_not_taken_is_not_tried_again)
{
	to_send.auth = AUTH_KEY;
	to_send.key_header = "X-Made-Up-Key";
	verdict = VERDICT_TOKEN;
	ask_host();
	ck_assert_int_eq(answers, 1);
	ck_assert_int_eq(outcome, POLL_REFUSED);
	ck_assert_str_eq(message, "bad key ***");
}
END_TEST

Suite *key_suite(void)
{
	Suite *s = suite_create("net: keys");
	TCase *t = tcase_create("keys");

	tcase_set_timeout(t, 30);
	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, a_key_goes_into_its_own_header_and_is_masked_where_it_comes_back);
	tcase_add_test(t, basic_authorisation_holds_client_and_secret);
	tcase_add_test(t, a_key_alone_is_the_name_in_basic_authorisation);
	tcase_add_test(t, other_headers_are_sent_and_accept_may_be_replaced);
	tcase_add_test(t, a_line_end_in_a_header_is_never_sent);
	tcase_add_test(t, a_key_that_is_not_taken_is_not_tried_again);
	suite_add_tcase(s, t);
	return s;
}
