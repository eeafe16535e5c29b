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

struct exchange {
	CURL *easy; /* NULL: free */
	struct curl_slist *headers;
	struct buf body;
	size_t head_len;
	bool too_large;
	void *tag;
	char words[CURL_ERROR_SIZE + 512];
};

struct http {
	struct arena arena;
	struct http_settings settings;
	char *base_url, *host;
	bool tls;
	CURLM *multi;
	struct exchange *exchange;
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

static int read_url(struct http *h, const char *url, struct err *err)
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
	h->host = arena_strdup(&h->arena, host);
	h->base_url = arena_strndup(&h->arena, url, strlen(url) - (url[strlen(url) - 1] == '/'));
	rc = 0;
out:
	curl_free(scheme);
	curl_free(host);
	curl_url_cleanup(u);
	return rc;
}

int http_open(struct http **out, const struct http_settings *settings, struct err *err)
{
	struct http *h;

	assert(settings->connections > 0);
	if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
		return err_set(err, ERR_FAILED, "cannot start libcurl");
	h = calloc(1, sizeof(*h));
	if (h) {
		h->settings = *settings;
		h->multi = curl_multi_init();
	}
	if (!h || !h->multi) {
		err_set(err, ERR_FAILED, "not enough memory to use the network");
		goto fail;
	}
	if (read_url(h, settings->base_url, err) < 0)
		goto fail;
	h->exchange = arena_array(&h->arena, (size_t)settings->connections, sizeof(*h->exchange));
	for (int i = 0; i < settings->connections; i++)
		buf_init(&h->exchange[i].body, ANSWER_MAX);
	curl_multi_setopt(h->multi, CURLMOPT_MAX_TOTAL_CONNECTIONS, (long)settings->connections);
	*out = h;
	return 0;
fail:
	http_close(h);
	if (!h)
		curl_global_cleanup();
	return -1;
}

static void end_exchange(struct http *h, struct exchange *x)
{
	if (!x->easy)
		return;
	curl_multi_remove_handle(h->multi, x->easy);
	curl_easy_cleanup(x->easy);
	curl_slist_free_all(x->headers);
	x->easy = NULL;
	x->headers = NULL;
	buf_clear(&x->body);
}

void http_close(struct http *h)
{
	if (!h)
		return;
	for (int i = 0; h->exchange && i < h->settings.connections; i++) {
		end_exchange(h, &h->exchange[i]);
		buf_release(&h->exchange[i].body);
	}
	curl_multi_cleanup(h->multi);
	arena_release(&h->arena);
	free(h);
	curl_global_cleanup();
}

static struct exchange *free_exchange(const struct http *h)
{
	for (int i = 0; i < h->settings.connections; i++)
		if (!h->exchange[i].easy)
			return &h->exchange[i];
	return NULL;
}

bool http_busy(const struct http *h)
{
	return !free_exchange(h);
}

const char *http_host(const struct http *h)
{
	return h->host;
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
 * answer must not hold up the end of the program.
 */
static void set_bounds(const struct http *h, CURL *easy)
{
	curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, h->tls ? "https" : "http");
	curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
	curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L);
	curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L);
	curl_easy_setopt(easy, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	if (h->settings.ca_file)
		curl_easy_setopt(easy, CURLOPT_CAINFO, h->settings.ca_file);
	if (!h->tls)
		curl_easy_setopt(easy, CURLOPT_PROXY, "");
	curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L);
	curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, h->settings.connect_timeout_ms);
	curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, h->settings.timeout_ms);
	curl_easy_setopt(easy, CURLOPT_MAXFILESIZE_LARGE, (curl_off_t)ANSWER_MAX);
	curl_easy_setopt(easy, CURLOPT_USERAGENT, "waylaid");
}

int http_send(struct http *h, const struct http_request *request, const struct http_proof *proof,
	      void *tag, struct err *err)
{
	struct exchange *x = free_exchange(h);
	struct buf url;

	assert(x && request->path[0] == '/');
	buf_init(&url, 2 * URL_MAX);
	buf_puts(&url, h->base_url);
	buf_puts(&url, request->path);
	x->easy = url.full ? NULL : curl_easy_init();
	if (!x->easy || put_headers(x, request) < 0 || put_proof(x, request, proof) < 0)
		goto fail;
	x->tag = tag;
	x->too_large = false;
	x->head_len = 0;
	x->words[0] = '\0';
	set_bounds(h, x->easy);
	curl_easy_setopt(x->easy, CURLOPT_HTTPHEADER, x->headers);
	curl_easy_setopt(x->easy, CURLOPT_WRITEFUNCTION, on_body);
	curl_easy_setopt(x->easy, CURLOPT_WRITEDATA, x);
	curl_easy_setopt(x->easy, CURLOPT_HEADERFUNCTION, on_head);
	curl_easy_setopt(x->easy, CURLOPT_HEADERDATA, x);
	curl_easy_setopt(x->easy, CURLOPT_PRIVATE, x);
	if (!strcmp(request->method, "POST")) {
		curl_easy_setopt(x->easy, CURLOPT_POST, 1L);
		curl_easy_setopt(x->easy, CURLOPT_POSTFIELDSIZE_LARGE,
				 (curl_off_t)strlen(request->body));
		curl_easy_setopt(x->easy, CURLOPT_POSTFIELDS, request->body);
	}
	if (curl_easy_setopt(x->easy, CURLOPT_URL, url.at) != CURLE_OK ||
	    curl_multi_add_handle(h->multi, x->easy) != CURLM_OK)
		goto fail;
	h->sent++;
	buf_release(&url);
	return 0;
fail:
	end_exchange(h, x);
	buf_release(&url);
	return err_set(err, ERR_FAILED,
		       "cannot send the request: it is too large, a setting in it holds a "
		       "line end, or memory is short");
}

void http_wait(struct http *h, int wait_ms)
{
	int running = 0;

	curl_multi_perform(h->multi, &running);
	if (running < h->sent)
		return;
	curl_multi_poll(h->multi, NULL, 0, wait_ms, NULL);
	curl_multi_perform(h->multi, &running);
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

static void judge(struct http_result *out, struct http *h, struct exchange *x, CURLcode code)
{
	struct buf words;

	out->fault = HTTP_UNREACHABLE;
	buf_init(&words, sizeof(x->words) - 1);
	buf_printf(&words, "%s: ", h->host);
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
		end_exchange(h, h->taken);
	h->taken = NULL;
	do {
		m = curl_multi_info_read(h->multi, &left);
		if (!m)
			return false;
	} while (m->msg != CURLMSG_DONE);
	curl_easy_getinfo(m->easy_handle, CURLINFO_PRIVATE, (char **)&x);
	*out = (struct http_result){ .tag = x->tag, .body = x->body.at };
	if (m->data.result != CURLE_OK) {
		judge(out, h, x, m->data.result);
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
