#include "net/http.h"

#include <arpa/inet.h>
#include <assert.h>
#include <curl/curl.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/text.h"

enum { HEAD_MAX = 64 * 1024, URL_MAX = 4096, BEARER_MAX = 16 * 1024 };

/* One place for an exchange; its handle is kept for the next one. */
struct exchange {
	struct http_host *host;
	CURL *easy; /* NULL: not used yet */
	bool running;
	struct curl_slist *headers;
	struct buf body;
	size_t head_len;
	bool too_large;
	void *tag;
	char words[CURL_ERROR_SIZE + 512];
};

struct http_host {
	struct http *http;
	struct http_host *next;
	struct http_settings settings;
	char *base_url, *name;
	bool tls;
	struct exchange *exchange;
};

struct http {
	struct arena arena;
	CURLM *multi;
	struct http_host *hosts;
	long connections;
	struct exchange *taken; /* its result is with the caller */
	int sent;               /* and not yet taken */
};

static bool is_loopback(const char *host)
{
	struct in_addr four;

	if (inet_pton(AF_INET, host, &four) == 1)
		return ntohl(four.s_addr) >> 24 == 127;
	return !strcmp(host, "[::1]") || text_same_nocase(host, "localhost");
}

/* Is the part absent or, for the path, a lone slash? */
static bool has_no(CURLU *u, CURLUPart part)
{
	char *text = NULL;
	bool none = curl_url_get(u, part, &text, 0) != CURLUE_OK || !*text || !strcmp(text, "/");

	curl_free(text);
	return none;
}

static int read_url(struct http_host *h, const char *url, struct err *err)
{
	CURLU *u = curl_url();
	char *scheme = NULL, *host = NULL;
	int rc = -1;

	if (!u || strlen(url) > URL_MAX || curl_url_set(u, CURLUPART_URL, url, 0) != CURLUE_OK ||
	    curl_url_get(u, CURLUPART_SCHEME, &scheme, 0) != CURLUE_OK ||
	    curl_url_get(u, CURLUPART_HOST, &host, 0) != CURLUE_OK || !*host ||
	    !has_no(u, CURLUPART_USER) || !has_no(u, CURLUPART_PASSWORD) ||
	    !has_no(u, CURLUPART_PATH) || !has_no(u, CURLUPART_QUERY) ||
	    !has_no(u, CURLUPART_FRAGMENT)) {
		err_set(err, ERR_INPUT,
			"the carrier's URL is not a scheme and a host: write it as "
			"https://apis.example.com");
		goto out;
	}
	h->tls = !strcmp(scheme, "https");
	if (!h->tls && (strcmp(scheme, "http") != 0 || !is_loopback(host))) {
		err_set(err, ERR_INPUT,
			"%s://%s is refused: carriers are asked over https only (plain http goes "
			"to this machine alone)",
			scheme, host);
		goto out;
	}
	h->name = arena_strdup(&h->http->arena, host);
	h->base_url =
		arena_strndup(&h->http->arena, url, strlen(url) - (url[strlen(url) - 1] == '/'));
	rc = 0;
out:
	curl_free(scheme);
	curl_free(host);
	curl_url_cleanup(u);
	return rc;
}

int http_open(struct http **out, struct err *err)
{
	struct http *h;

	*out = NULL;
	if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
		return err_set(err, ERR_FAILED, "cannot start libcurl");
	h = calloc(1, sizeof(*h));
	if (h)
		h->multi = curl_multi_init();
	if (!h || !h->multi) {
		free(h);
		curl_global_cleanup();
		return err_set(err, ERR_FAILED, "not enough memory to use the network");
	}
	*out = h;
	return 0;
}

int http_host_open(struct http_host **out, struct http *h, const struct http_settings *settings,
		   struct err *err)
{
	struct http_host *host = arena_alloc(&h->arena, sizeof(*host));
	size_t n = (size_t)settings->connections;

	assert(settings->connections > 0);
	host->http = h;
	host->settings = *settings;
	if (read_url(host, settings->base_url, err) < 0)
		return -1;
	host->exchange = arena_array(&h->arena, n, sizeof(*host->exchange));
	for (size_t i = 0; i < n; i++) {
		host->exchange[i].host = host;
		buf_init(&host->exchange[i].body, ANSWER_MAX);
	}
	host->next = h->hosts;
	h->hosts = host;
	/* One more for each that ended and is not yet closed. */
	h->connections += 2 * settings->connections;
	curl_multi_setopt(h->multi, CURLMOPT_MAXCONNECTS, h->connections);
	*out = host;
	return 0;
}

static void end_exchange(struct exchange *x)
{
	if (!x->running)
		return;
	curl_multi_remove_handle(x->host->http->multi, x->easy);
	curl_easy_setopt(x->easy, CURLOPT_HTTPHEADER, NULL);
	curl_easy_setopt(x->easy, CURLOPT_USERNAME, NULL);
	curl_easy_setopt(x->easy, CURLOPT_PASSWORD, NULL);
	curl_easy_setopt(x->easy, CURLOPT_POSTFIELDS, NULL);
	for (struct curl_slist *l = x->headers; l; l = l->next)
		explicit_bzero(l->data, strlen(l->data));
	curl_slist_free_all(x->headers);
	x->headers = NULL;
	x->running = false;
	buf_clear(&x->body);
}

static void host_close(struct http_host *host)
{
	for (int i = 0; i < host->settings.connections; i++) {
		struct exchange *x = &host->exchange[i];

		end_exchange(x);
		curl_easy_cleanup(x->easy);
		buf_release(&x->body);
	}
}

void http_close(struct http *h)
{
	if (!h)
		return;
	for (struct http_host *host = h->hosts; host; host = host->next)
		host_close(host);
	curl_multi_cleanup(h->multi);
	arena_release(&h->arena);
	free(h);
	curl_global_cleanup();
}

static struct exchange *free_exchange(const struct http_host *host)
{
	for (int i = 0; i < host->settings.connections; i++)
		if (!host->exchange[i].running)
			return &host->exchange[i];
	return NULL;
}

bool http_busy(const struct http_host *host)
{
	return !free_exchange(host);
}

static size_t on_body(char *bytes, size_t one, size_t n, void *payload)
{
	struct exchange *x = payload;

	buf_put(&x->body, bytes, one * n);
	x->too_large = x->too_large || x->body.full;
	return x->too_large ? 0 : n;
}

static size_t on_head(char *bytes, size_t one, size_t n, void *payload)
{
	struct exchange *x = payload;

	(void)bytes;
	x->head_len += one * n;
	x->too_large = x->too_large || x->head_len > HEAD_MAX;
	return x->too_large ? 0 : n;
}

/* "glue" stands between name and value: ": ", or ": Bearer ". */
static int add_header(struct exchange *x, const char *name, const char *glue, const char *value)
{
	struct buf line;
	struct curl_slist *longer;

	if (strpbrk(name, "\r\n") || strpbrk(value, "\r\n"))
		return -1;
	buf_init(&line, BEARER_MAX + 64);
	buf_puts(&line, name);
	buf_puts(&line, glue);
	buf_puts(&line, value);
	longer = line.full ? NULL : curl_slist_append(x->headers, line.at);
	explicit_bzero(line.at, line.len);
	buf_release(&line);
	if (!longer)
		return -1;
	x->headers = longer;
	return 0;
}

/* Asked for as JSON, unless the carrier says otherwise. */
static int put_headers(struct exchange *x, const struct http_request *request)
{
	const struct http_header *h = request->header;
	bool accepts = false;

	for (int i = 0; i < HTTP_HEADERS_MAX && h[i].name; i++) {
		accepts = accepts || text_same_nocase(h[i].name, "Accept");
		if (add_header(x, h[i].name, ": ", h[i].value) < 0)
			return -1;
	}
	if (!accepts && add_header(x, "Accept", ": ", "application/json") < 0)
		return -1;
	if (request->content_type && add_header(x, "Content-Type", ": ", request->content_type) < 0)
		return -1;
	return add_header(x, "Expect", ":", "");
}

static int put_proof(struct exchange *x, const struct http_request *request,
		     const struct http_proof *proof)
{
	switch (request->auth) {
	case AUTH_NONE:
		return 0;
	case AUTH_BEARER:
		return add_header(x, "Authorization", ": Bearer ", proof->secret);
	case AUTH_KEY:
		return add_header(x, request->key_header, ": ", proof->secret);
	case AUTH_BASIC:
		curl_easy_setopt(x->easy, CURLOPT_HTTPAUTH, CURLAUTH_BASIC);
		return curl_easy_setopt(x->easy, CURLOPT_USERNAME, proof->user) == CURLE_OK &&
				       curl_easy_setopt(x->easy, CURLOPT_PASSWORD, proof->secret) ==
					       CURLE_OK
			       ? 0
			       : -1;
	}
	return -1;
}

/*
 * Everything that keeps an exchange where it belongs. QUICK_EXIT: a name server that does not
 * answer must not hold up the end of the program. PIPEWAIT: the first exchange finds out whether
 * the host speaks HTTP/2, the others then share its connection.
 */
static void set_bounds(const struct http_host *host, CURL *easy)
{
	curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, host->tls ? "https" : "http");
	curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_2TLS);
	curl_easy_setopt(easy, CURLOPT_PIPEWAIT, host->tls ? 1L : 0L);
	curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
	curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L);
	curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L);
	curl_easy_setopt(easy, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	if (host->settings.ca_file)
		curl_easy_setopt(easy, CURLOPT_CAINFO, host->settings.ca_file);
	if (!host->tls)
		curl_easy_setopt(easy, CURLOPT_PROXY, "");
	curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L);
	curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, host->settings.connect_timeout_ms);
	curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, host->settings.timeout_ms);
	curl_easy_setopt(easy, CURLOPT_MAXFILESIZE_LARGE, (curl_off_t)ANSWER_MAX);
	curl_easy_setopt(easy, CURLOPT_USERAGENT, "waylaid");
}

/* The handle of a place, made at its first exchange; what never changes is set then. */
static int ready_handle(struct exchange *x)
{
	if (x->easy)
		return 0;
	x->easy = curl_easy_init();
	if (!x->easy)
		return -1;
	set_bounds(x->host, x->easy);
	curl_easy_setopt(x->easy, CURLOPT_WRITEFUNCTION, on_body);
	curl_easy_setopt(x->easy, CURLOPT_WRITEDATA, x);
	curl_easy_setopt(x->easy, CURLOPT_HEADERFUNCTION, on_head);
	curl_easy_setopt(x->easy, CURLOPT_HEADERDATA, x);
	curl_easy_setopt(x->easy, CURLOPT_PRIVATE, x);
	return 0;
}

static void put_method(struct exchange *x, const struct http_request *request)
{
	if (strcmp(request->method, "POST") != 0) {
		curl_easy_setopt(x->easy, CURLOPT_HTTPGET, 1L);
		return;
	}
	curl_easy_setopt(x->easy, CURLOPT_POST, 1L);
	curl_easy_setopt(x->easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)strlen(request->body));
	curl_easy_setopt(x->easy, CURLOPT_POSTFIELDS, request->body);
}

int http_send(struct http_host *host, const struct http_request *request,
	      const struct http_proof *proof, void *tag, struct err *err)
{
	struct exchange *x = free_exchange(host);
	struct buf url;

	assert(x && request->path[0] == '/');
	buf_init(&url, 2 * URL_MAX);
	buf_puts(&url, host->base_url);
	buf_puts(&url, request->path);
	if (url.full || ready_handle(x) < 0)
		goto fail;
	x->running = true;
	x->tag = tag;
	x->too_large = false;
	x->head_len = 0;
	x->words[0] = '\0';
	if (put_headers(x, request) < 0 || put_proof(x, request, proof) < 0)
		goto fail;
	put_method(x, request);
	if (curl_easy_setopt(x->easy, CURLOPT_HTTPHEADER, x->headers) != CURLE_OK ||
	    curl_easy_setopt(x->easy, CURLOPT_URL, url.at) != CURLE_OK ||
	    curl_multi_add_handle(host->http->multi, x->easy) != CURLM_OK)
		goto fail;
	host->http->sent++;
	buf_release(&url);
	return 0;
fail:
	end_exchange(x);
	buf_release(&url);
	return err_set(err, ERR_FAILED,
		       "cannot send the request: it is too large, a setting in it holds a "
		       "line end, or memory is short");
}

void http_move(struct http *h)
{
	int running = 0;

	curl_multi_perform(h->multi, &running);
}

void http_wait(struct http *h, int wait_ms)
{
	int running = 0;

	curl_multi_perform(h->multi, &running);
	if (running < h->sent || wait_ms == 0)
		return;
	curl_multi_poll(h->multi, NULL, 0, wait_ms, NULL);
	curl_multi_perform(h->multi, &running);
}

void http_wake(struct http *h)
{
	curl_multi_wakeup(h->multi);
}

static const struct {
	CURLcode code;
	enum http_fault fault;
	const char *words; /* the host stands before them */
} faults[] = {
	{ CURLE_COULDNT_RESOLVE_HOST, HTTP_UNREACHABLE,
	  "no such host, or no name server: check the network and the carrier's URL" },
	{ CURLE_COULDNT_RESOLVE_PROXY, HTTP_UNREACHABLE,
	  "the proxy of the environment is not known: check https_proxy" },
	{ CURLE_COULDNT_CONNECT, HTTP_UNREACHABLE,
	  "nobody takes the connection: check the network, then try again" },
	{ CURLE_OPERATION_TIMEDOUT, HTTP_UNREACHABLE, "no whole answer in time: try again later" },
	{ CURLE_PARTIAL_FILE, HTTP_UNREACHABLE, "the answer was cut off: try again" },
	{ CURLE_GOT_NOTHING, HTTP_UNREACHABLE,
	  "the connection ended without an answer: try again" },
	{ CURLE_RECV_ERROR, HTTP_UNREACHABLE, "the connection broke: try again" },
	{ CURLE_SEND_ERROR, HTTP_UNREACHABLE, "the connection broke: try again" },
	{ CURLE_PEER_FAILED_VERIFICATION, HTTP_UNTRUSTED,
	  "its certificate is not to be trusted, and nothing was sent: check clock and proxy" },
	{ CURLE_SSL_CONNECT_ERROR, HTTP_UNREACHABLE,
	  "no secure connection could be made: check the carrier's URL and the proxy" },
	{ CURLE_SSL_CACERT_BADFILE, HTTP_UNTRUSTED,
	  "the file of trusted certificates cannot be read" },
	{ CURLE_FILESIZE_EXCEEDED, HTTP_TOO_LARGE, NULL },
	{ CURLE_WRITE_ERROR, HTTP_TOO_LARGE, NULL },
};

static void judge(struct http_result *out, struct exchange *x, CURLcode code)
{
	struct buf words;

	out->fault = HTTP_UNREACHABLE;
	buf_init(&words, sizeof(x->words) - 1);
	buf_printf(&words, "%s: ", x->host->name);
	for (size_t i = 0; i < sizeof(faults) / sizeof(faults[0]); i++) {
		if (faults[i].code != code)
			continue;
		out->fault = faults[i].fault;
		buf_puts(&words, faults[i].words ? faults[i].words : "");
		break;
	}
	if (out->fault == HTTP_TOO_LARGE)
		buf_printf(&words, "the answer is larger than %d MiB and was not read",
			   ANSWER_MAX / (1024 * 1024));
	if (words.at[words.len - 1] == ' ')
		buf_puts(&words, curl_easy_strerror(code));
	memcpy(x->words, words.at, words.len + 1);
	buf_release(&words);
	out->words = x->words;
}

bool http_next(struct http_result *out, struct http *h)
{
	struct exchange *x = NULL;
	curl_off_t after = 0;
	CURLMsg *m;
	long status = 0;
	int left;

	if (h->taken)
		end_exchange(h->taken);
	h->taken = NULL;
	do {
		m = curl_multi_info_read(h->multi, &left);
		if (!m)
			return false;
	} while (m->msg != CURLMSG_DONE);
	curl_easy_getinfo(m->easy_handle, CURLINFO_PRIVATE, (char **)&x);
	*out = (struct http_result){ .tag = x->tag, .body = &x->body };
	if (m->data.result != CURLE_OK) {
		judge(out, x, m->data.result);
	} else {
		curl_easy_getinfo(x->easy, CURLINFO_RESPONSE_CODE, &status);
		curl_easy_getinfo(x->easy, CURLINFO_RETRY_AFTER, &after);
		out->answer.status = (int)status;
		out->answer.retry_after_s = (long)after;
		out->answer.body = x->body.at;
		out->answer.len = x->body.len;
	}
	h->taken = x;
	h->sent--;
	return true;
}
