/*
 * http.h - many HTTP exchanges with several hosts at once, over libcurl
 *
 * Certificates are always verified; plain http goes only to loopback and never through a proxy;
 * https honours https_proxy and speaks HTTP/2 where the host offers it (ALPN), all exchanges over
 * one connection then. Connections are kept. Redirects are answers like others. An answer of more
 * than ANSWER_MAX bytes, or with more than 64 KiB of head, is broken off. Texts of a request must
 * live until its exchange was taken with http_next(). One http is for one
 * thread.
 */
#ifndef APP_NET_HTTP_H
#define APP_NET_HTTP_H

#include <stdbool.h>

#include "carrier/carrier.h"

struct buf;
struct err;
struct http;
struct http_host;

struct http_settings {
	const char *base_url; /* scheme, host, port; nothing behind them */
	long connect_timeout_ms, timeout_ms;
	int connections;     /* exchanges at once with this host */
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
	struct http_answer answer; /* status 0 when not answered; its bytes are those of "body" */
	struct buf *body; /* to change, or to keep: copied, and begun anew with buf_init() */
};

int http_open(struct http **out, struct err *err);
void http_close(struct http *h); /* breaks off what is running; its hosts are gone too */

/*
 * Texts of the settings must live as long as h. ERR_INPUT when the URL is none, or is plain http
 * to a host that is not loopback.
 */
int http_host_open(struct http_host **out, struct http *h, const struct http_settings *settings,
		   struct err *err);

bool http_busy(const struct http_host *host); /* as many exchanges run as may */

/* What a request is authorised with; neither may hold a line end. */
struct http_proof {
	const char *user;   /* AUTH_BASIC: the client id, or the API key and no secret */
	const char *secret; /* the access token, the client secret or the API key */
};

/*
 * "proof" goes where request->auth says; it must be kept until this returns only. Needs
 * !http_busy().
 */
int http_send(struct http_host *host, const struct http_request *request,
	      const struct http_proof *proof, void *tag, struct err *err);

void http_move(struct http *h);              /* what can be written and read now */
void http_wait(struct http *h, int wait_ms); /* until something moves, at most so long */
void http_wake(struct http *h);              /* ends a wait; any thread may call it */

/* False when nothing (more) has finished. The result lives until the next call on h. */
bool http_next(struct http_result *out, struct http *h);

#endif
