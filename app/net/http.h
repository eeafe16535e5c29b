/*
 * http.h - many HTTP exchanges with one host at once, over libcurl
 *
 * Certificates are always verified; plain http goes only to loopback and never through a proxy;
 * https honours https_proxy. Redirects are answers like others. An answer of more than ANSWER_MAX
 * bytes, or with more than 64 KiB of head, is broken off. Texts of a request must live until its
 * exchange was taken with http_next(). One http is for one thread.
 */
#ifndef APP_NET_HTTP_H
#define APP_NET_HTTP_H

#include <stdbool.h>

#include "carrier/carrier.h"

struct err;
struct http;

struct http_settings {
	const char *base_url; /* scheme, host, port; nothing behind them */
	long connect_timeout_ms, timeout_ms;
	int connections;     /* exchanges at once */
	const char *ca_file; /* trusted beside the system's; or NULL */
};

enum http_fault {
	HTTP_ANSWERED,
	HTTP_UNREACHABLE, /* no host, no connection, too slow, cut: asking again may help */
	HTTP_UNTRUSTED,   /* the certificate is not good: asking again is no use */
	HTTP_TOO_LARGE
};

/* One finished exchange. */
struct http_result {
	void *tag;
	enum http_fault fault;
	const char *words;         /* what happened, for people; NULL when answered */
	struct http_answer answer; /* body writable through "body"; status 0 when not answered */
	char *body;
};

/* ERR_INPUT when the URL is none, or is plain http to a host that is not loopback. */
int http_open(struct http **out, const struct http_settings *settings, struct err *err);
void http_close(struct http *h); /* breaks off what is running */

bool http_busy(const struct http *h); /* as many exchanges run as may */

/* What a request is authorised with; neither may hold a line end. */
struct http_proof {
	const char *user;   /* AUTH_BASIC: the client id, or the API key and no secret */
	const char *secret; /* the access token, the client secret or the API key */
};

/*
 * "proof" goes where request->auth says; it must be kept until this returns only. Needs
 * !http_busy().
 */
int http_send(struct http *h, const struct http_request *request, const struct http_proof *proof,
	      void *tag, struct err *err);

void http_wait(struct http *h, int wait_ms); /* until something moves, at most so long */

/* False when nothing (more) has finished. The result lives until the next call on h. */
bool http_next(struct http_result *out, struct http *h);

const char *http_host(const struct http *h); /* "apis.usps.com" */

#endif
