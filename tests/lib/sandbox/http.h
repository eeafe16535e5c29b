/*
 * http.h - HTTP/1.1 as the sandbox speaks it: requests from bytes, answers to bytes
 *
 * Strict, so that a sloppy client is found out: one Host, one Content-Length for a body, no chunked
 * requests, CRLF. Refusals carry the status that says why.
 */
#ifndef TESTS_LIB_SANDBOX_HTTP_H
#define TESTS_LIB_SANDBOX_HTTP_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/sandbox/text.h"

enum { HTTP_HEAD_MAX = 16 * 1024, HTTP_BODY_MAX = 1024 * 1024 };

struct request {
	char *head; /* owned: the other texts point into it */
	const char *method, *target;
	const char *authorization, *content_type;     /* "" when absent */
	const char *accept, *locale;                  /* Accept; of FedEx: x-locale */
	const char *api_key;                          /* of DHL: DHL-API-Key */
	const char *transaction, *transaction_source; /* of UPS: transId, transactionSrc */
	const char *body;                             /* points into the bytes given */
	size_t body_len;
	size_t size; /* bytes of head and body */
	bool close;  /* the client will not send another */
	int refusal; /* status when http_parse() gave -1 */
};

/* 1 with a request, 0 when more bytes are needed, -1 refused (the connection must end). */
int http_parse(struct request *rq, const char *bytes, size_t len);
void http_release(struct request *rq);

enum ending { ENDS_WHOLE, ENDS_CUT, ENDS_HANGUP, ENDS_NEVER };

struct reply {
	int status;
	const char *content_type;
	struct text body;
	long retry_after_s; /* -1: no such header */
	const char *location;
	long delay_ms;
	enum ending ending;
	bool close;
	struct text numbers; /* asked for; for the log */
	const char *fault;   /* scripted; for the log */
};

void reply_init(struct reply *rp);
void reply_release(struct reply *rp);

/* Head and body as they go on the wire; ENDS_CUT gives half of the body. */
void reply_write(struct text *to, const struct reply *rp);

#endif
