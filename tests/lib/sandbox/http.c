#include "lib/sandbox/http.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

struct head {
	int hosts, lengths;
	long length;
	bool chunked, expect;
};

static int refuse(struct request *rq, int status)
{
	rq->refusal = status;
	return -1;
}

static int read_length(struct head *h, const char *value)
{
	size_t n = strlen(value);

	h->lengths++;
	if (!n || n > 9 || strspn(value, "0123456789") != n)
		return -1;
	h->length = strtol(value, NULL, 10);
	return 0;
}

/* The fields that carriers look at. */
/* clang-format off */
static const struct {
	const char *name;
	size_t at;
} kept_fields[] = {
	{ "Accept",		offsetof(struct request, accept) },
	{ "Authorization",	offsetof(struct request, authorization) },
	{ "Content-Type",	offsetof(struct request, content_type) },
	{ "DHL-API-Key",	offsetof(struct request, api_key) },
	{ "transId",		offsetof(struct request, transaction) },
	{ "transactionSrc",	offsetof(struct request, transaction_source) },
	{ "x-locale",		offsetof(struct request, locale) },
};
/* clang-format on */

enum { KEPT_FIELDS = sizeof(kept_fields) / sizeof(kept_fields[0]) };

static void keep_field(struct request *rq, const char *name, const char *value)
{
	for (int i = 0; i < KEPT_FIELDS; i++)
		if (!strcasecmp(name, kept_fields[i].name))
			memcpy((char *)rq + kept_fields[i].at, &value, sizeof(value));
}

static int read_field(struct request *rq, struct head *h, char *line)
{
	char *colon = strchr(line, ':'), *value, *end;

	if (!colon || colon == line || strcspn(line, " \t") < (size_t)(colon - line))
		return -1;
	*colon = '\0';
	value = colon + 1 + strspn(colon + 1, " \t");
	for (end = value + strlen(value); end > value && strchr(" \t", end[-1]); end--)
		end[-1] = '\0';
	if (!strcasecmp(line, "Host"))
		h->hosts++;
	else if (!strcasecmp(line, "Content-Length"))
		return read_length(h, value);
	else if (!strcasecmp(line, "Transfer-Encoding"))
		h->chunked = true;
	else if (!strcasecmp(line, "Expect"))
		h->expect = true;
	else if (!strcasecmp(line, "Connection") && !strcasecmp(value, "close"))
		rq->close = true;
	else
		keep_field(rq, line, value);
	return 0;
}

static int read_first_line(struct request *rq, char *line)
{
	char *space = strchr(line, ' '), *version;

	if (!space)
		return -1;
	*space = '\0';
	version = strchr(space + 1, ' ');
	if (!version || strcmp(version + 1, "HTTP/1.1") != 0)
		return -1;
	*version = '\0';
	rq->method = line;
	rq->target = space + 1;
	return rq->target[0] == '/' ? 0 : -1;
}

static int read_head(struct request *rq, struct head *h)
{
	char *line = rq->head, *end;
	int n = 0;

	for (; *line; line = end + 2, n++) {
		end = strstr(line, "\r\n");
		if (!end)
			return -1;
		*end = '\0';
		if ((n ? read_field(rq, h, line) : read_first_line(rq, line)) < 0)
			return -1;
	}
	return n && h->hosts == 1 && h->lengths <= 1 ? 0 : -1;
}

int http_parse(struct request *rq, const char *bytes, size_t len)
{
	const char *blank = len ? memmem(bytes, len, "\r\n\r\n", 4) : NULL;
	struct head h = { 0 };
	size_t head_len;

	*rq = (struct request){ .target = "" };
	for (int i = 0; i < KEPT_FIELDS; i++)
		keep_field(rq, kept_fields[i].name, "");
	/* Methods are capitals: a TLS greeting at the plain door is turned away at once. */
	if (len && !isupper((unsigned char)bytes[0]))
		return refuse(rq, 400);
	if (!blank)
		return len > HTTP_HEAD_MAX ? refuse(rq, 431) : 0;
	head_len = (size_t)(blank - bytes) + 4;
	if (head_len > HTTP_HEAD_MAX)
		return refuse(rq, 431);
	if (memchr(bytes, '\0', head_len))
		return refuse(rq, 400);
	rq->head = sandbox_alloc(NULL, head_len - 1);
	memcpy(rq->head, bytes, head_len - 2);
	rq->head[head_len - 2] = '\0';
	if (read_head(rq, &h) < 0)
		return refuse(rq, 400);
	if (h.chunked)
		return refuse(rq, 501);
	if (h.expect)
		return refuse(rq, 417);
	if (h.length > HTTP_BODY_MAX)
		return refuse(rq, 413);
	if (!h.lengths && !strcmp(rq->method, "POST"))
		return refuse(rq, 411);
	rq->body = bytes + head_len;
	rq->body_len = (size_t)h.length;
	rq->size = head_len + rq->body_len;
	if (rq->size <= len)
		return 1;
	http_release(rq);
	return 0;
}

void http_release(struct request *rq)
{
	free(rq->head);
	rq->head = NULL;
}

void reply_init(struct reply *rp)
{
	*rp = (struct reply){ .status = 200,
			      .content_type = "application/json",
			      .retry_after_s = -1 };
	text_puts(&rp->body, "");
	text_puts(&rp->numbers, "");
}

void reply_release(struct reply *rp)
{
	text_release(&rp->body);
	text_release(&rp->numbers);
}

static const char *reason(int status)
{
	static const struct {
		int status;
		const char *words;
	} reasons[] = {
		{ 200, "OK" },
		{ 207, "Multi-Status" },
		{ 302, "Found" },
		{ 400, "Bad Request" },
		{ 401, "Unauthorized" },
		{ 403, "Forbidden" },
		{ 404, "Not Found" },
		{ 405, "Method Not Allowed" },
		{ 406, "Not Acceptable" },
		{ 411, "Length Required" },
		{ 413, "Content Too Large" },
		{ 417, "Expectation Failed" },
		{ 422, "Unprocessable Content" },
		{ 429, "Too Many Requests" },
		{ 431, "Request Header Fields Too Large" },
		{ 500, "Internal Server Error" },
		{ 501, "Not Implemented" },
		{ 502, "Bad Gateway" },
		{ 503, "Service Unavailable" },
		{ 504, "Gateway Timeout" },
	};

	for (size_t i = 0; i < sizeof(reasons) / sizeof(reasons[0]); i++)
		if (reasons[i].status == status)
			return reasons[i].words;
	return "Scripted";
}

void reply_write(struct text *to, const struct reply *rp)
{
	if (rp->ending == ENDS_HANGUP)
		return;
	text_printf(to, "HTTP/1.1 %d %s\r\nContent-Type: %s\r\n", rp->status, reason(rp->status),
		    rp->content_type);
	if (rp->retry_after_s >= 0)
		text_printf(to, "Retry-After: %ld\r\n", rp->retry_after_s);
	if (rp->location)
		text_printf(to, "Location: %s\r\n", rp->location);
	if (rp->close)
		text_puts(to, "Connection: close\r\n");
	if (rp->ending == ENDS_NEVER)
		text_puts(to, "Transfer-Encoding: chunked\r\n\r\n");
	else
		text_printf(to, "Content-Length: %zu\r\n\r\n", rp->body.len);
	text_put(to, rp->body.at, rp->ending == ENDS_CUT ? rp->body.len / 2 : rp->body.len);
}
