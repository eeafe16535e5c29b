/*
 * bench_loop - a bare curl-multi loop that asks four carriers for the parcels of bench_parcels
 *
 *	bench_loop URL CLIENT SECRET PARCELS
 *
 * The measure that "track --all" is held against: the same requests, made by the carrier modules
 * before the clock starts to matter, eight at a time to each carrier, handles and connections kept,
 * the answers read to their last byte and thrown away. Nothing is understood, nothing recorded.
 */
#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/arena.h"
#include "base/err.h"
#include "bench/bench.h"
#include "carrier/carrier.h"

enum { AT_ONCE = 8, BATCH_MAX = 64, ASKS_MAX = 1000000 };

static const char *url;
static struct arena memory;
static CURLM *multi;
static size_t answers, bytes, refused;

/* One carrier: what is still to be asked, and its eight handles. */
struct line {
	const struct carrier *carrier;
	struct credentials credentials;
	struct ask *ask;
	int n, next;
	struct curl_slist *headers;
	CURL *handle[AT_ONCE];
	int running;
};

static _Noreturn void give_up(const char *what)
{
	fprintf(stderr, "bench_loop: %s\n", what);
	exit(1);
}

static size_t on_body(char *at, size_t one, size_t n, void *payload)
{
	(void)at;
	(void)payload;
	bytes += one * n;
	return n;
}

struct text {
	char at[16384];
	size_t len;
};

static size_t on_token(char *at, size_t one, size_t n, void *payload)
{
	struct text *t = payload;

	if (t->len + one * n >= sizeof t->at)
		return 0;
	memcpy(t->at + t->len, at, one * n);
	t->len += one * n;
	t->at[t->len] = '\0';
	return n;
}

static CURL *new_handle(void)
{
	CURL *h = curl_easy_init();

	if (!h)
		give_up("no handle");
	curl_easy_setopt(h, CURLOPT_WRITEFUNCTION, on_body);
	curl_easy_setopt(h, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(h, CURLOPT_USERAGENT, "waylaid");
	return h;
}

static void put_request(CURL *h, const struct line *l, const struct http_request *r)
{
	curl_easy_setopt(h, CURLOPT_URL, arena_printf(&memory, "%s%s", url, r->path));
	curl_easy_setopt(h, CURLOPT_HTTPHEADER, l->headers);
	if (strcmp(r->method, "POST")) {
		curl_easy_setopt(h, CURLOPT_HTTPGET, 1L);
		return;
	}
	curl_easy_setopt(h, CURLOPT_POST, 1L);
	curl_easy_setopt(h, CURLOPT_POSTFIELDSIZE, (long)strlen(r->body));
	curl_easy_setopt(h, CURLOPT_COPYPOSTFIELDS, r->body);
}

static void add_header(struct line *l, const char *name, const char *value)
{
	l->headers = curl_slist_append(l->headers, arena_printf(&memory, "%s: %s", name, value));
}

/* A token where the carrier gives one, and the headers that all of its requests have. */
static void get_access(struct line *l)
{
	struct token token = { .access_token = SECRET_INIT };
	struct text text = { .len = 0 };
	struct http_request r;
	struct err err;
	CURL *h;

	if (l->carrier->build_request(&r, &memory, &l->credentials, l->ask, 1, &err) < 0)
		give_up(err.text);
	for (int i = 0; i < HTTP_HEADERS_MAX && r.header[i].name; i++)
		add_header(l, r.header[i].name, r.header[i].value);
	add_header(l, "Content-Type", "application/json");
	add_header(l, "Expect", "");
	if (!l->carrier->build_token_request) {
		add_header(l, "DHL-API-Key", secret_reveal(&l->credentials.api_key));
		return;
	}
	if (l->carrier->build_token_request(&r, &memory, &l->credentials, &err) < 0)
		give_up(err.text);
	h = new_handle();
	put_request(h, l, &r);
	curl_easy_setopt(
		h, CURLOPT_HTTPHEADER,
		curl_slist_append(NULL, arena_printf(&memory, "Content-Type: %s", r.content_type)));
	if (r.auth == AUTH_BASIC) {
		curl_easy_setopt(h, CURLOPT_USERNAME, l->credentials.client_id);
		curl_easy_setopt(h, CURLOPT_PASSWORD, secret_reveal(&l->credentials.client_secret));
	}
	curl_easy_setopt(h, CURLOPT_WRITEFUNCTION, on_token);
	curl_easy_setopt(h, CURLOPT_WRITEDATA, &text);
	if (curl_easy_perform(h) != CURLE_OK)
		give_up("no token");
	curl_easy_cleanup(h);
	if (l->carrier->read_token_answer(&token, &memory,
					  &(struct http_answer){ 200, text.at, text.len, 0 },
					  time(NULL), &err) < 0)
		give_up(err.text);
	add_header(l, "Authorization",
		   arena_printf(&memory, "Bearer %s", secret_reveal(&token.access_token)));
	secret_release(&token.access_token);
}

static void prepare(struct line *l, int at, long parcels, char **argv)
{
	char number[NUMBER_ROOM];

	*l = (struct line){ .carrier = carrier_find(tracked_carriers[at]) };
	l->credentials = (struct credentials){ .base_url = url, .client_id = argv[2] };
	secret_set(&l->credentials.client_secret, argv[3]);
	secret_set(&l->credentials.api_key, argv[3]);
	l->ask = arena_array(&memory, (size_t)parcels, sizeof *l->ask);
	for (long serial = at; serial < parcels; serial += TRACKED_CARRIERS) {
		bench_number(number, serial);
		l->ask[l->n++] =
			(struct ask){ serial, arena_strdup(&memory, number), 20773, "83702" };
	}
	get_access(l);
}

/* The next request of this carrier on that handle; false when there is none. */
static bool go_on(struct line *l, CURL *h)
{
	int batch = l->carrier->batch_max(&l->credentials), left = l->n - l->next;
	struct http_request r;
	struct err err;

	batch = batch < left ? batch : left;
	if (batch == 0)
		return false;
	if (l->carrier->build_request(&r, &memory, &l->credentials, &l->ask[l->next], batch, &err) <
	    0)
		give_up(err.text);
	l->next += batch;
	put_request(h, l, &r);
	curl_easy_setopt(h, CURLOPT_PRIVATE, l);
	curl_multi_add_handle(multi, h);
	return true;
}

static void take_finished(void)
{
	CURLMsg *m;
	int left;

	while ((m = curl_multi_info_read(multi, &left))) {
		CURL *h = m->easy_handle;
		struct line *l;
		long status;

		if (m->data.result != CURLE_OK)
			give_up(curl_easy_strerror(m->data.result));
		curl_easy_getinfo(h, CURLINFO_RESPONSE_CODE, &status);
		curl_easy_getinfo(h, CURLINFO_PRIVATE, (char **)&l);
		answers++;
		refused += status != 200;
		curl_multi_remove_handle(multi, h);
		go_on(l, h);
	}
}

int main(int argc, char **argv)
{
	long parcels = argc == 5 ? strtol(argv[4], NULL, 10) : 0;
	struct line line[TRACKED_CARRIERS];
	int running;

	if (parcels < TRACKED_CARRIERS || parcels > ASKS_MAX) {
		fputs("usage: bench_loop URL CLIENT SECRET PARCELS\n", stderr);
		return 2;
	}
	url = argv[1];
	curl_global_init(CURL_GLOBAL_DEFAULT);
	multi = curl_multi_init();
	for (int i = 0; i < TRACKED_CARRIERS; i++)
		prepare(&line[i], i, parcels, argv);
	for (int i = 0; i < TRACKED_CARRIERS; i++)
		for (int k = 0; k < AT_ONCE; k++)
			go_on(&line[i], line[i].handle[k] = new_handle());
	curl_multi_setopt(multi, CURLMOPT_MAXCONNECTS, 2L * TRACKED_CARRIERS * AT_ONCE);
	do {
		curl_multi_perform(multi, &running);
		take_finished();
		curl_multi_perform(multi, &running);
		if (running)
			curl_multi_poll(multi, NULL, 0, 1000, NULL);
	} while (running);
	if (refused)
		give_up("some requests were refused: is the sandbox of this build?");
	return answers > 0 && bytes > 0 ? 0 : 1;
}
