#include "web/server_head.h"

#include <arpa/inet.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <string.h>
#include <strings.h>

#include "base/err.h"
#include "base/text.h"
#include "web/call.h"

static const struct {
	const char *name;
	size_t at;
} known_headers[] = {
	{ "Origin", offsetof(struct http_head, origin) },
	{ "Sec-Fetch-Site", offsetof(struct http_head, fetch_site) },
	{ "Cookie", offsetof(struct http_head, cookie) },
	{ "Content-Type", offsetof(struct http_head, content_type) },
	{ "X-CSRF-Token", offsetof(struct http_head, csrf) },
	{ "If-Match", offsetof(struct http_head, if_match) },
	{ "If-None-Match", offsetof(struct http_head, if_none_match) },
	{ "Authorization", offsetof(struct http_head, authorization) },
	{ "Accept", offsetof(struct http_head, accept) },
	{ "Accept-Encoding", offsetof(struct http_head, accept_encoding) },
};

static void take_length(struct http_head *h, const char *value)
{
	struct err ignored;
	long long n;

	h->nlengths++;
	if (number_parse(&n, value, 0, INT64_MAX / 4, "length", &ignored) < 0)
		h->bad_length = true;
	else
		h->length = n;
}

static enum MHD_Result take_header(void *cls, enum MHD_ValueKind kind, const char *name,
				   const char *value)
{
	struct web_call *c = cls;
	struct http_head *h = &c->head;

	(void)kind;
	value = arena_strdup(&c->arena, value ? value : "");
	if (strpbrk(value, "\r\n"))
		h->folded = true;
	if (strcasecmp(name, "Host") == 0) {
		h->nhosts++;
		h->host = value;
	} else if (strcasecmp(name, "Content-Length") == 0) {
		take_length(h, value);
	} else if (strcasecmp(name, "Transfer-Encoding") == 0) {
		h->chunked = true;
	}
	for (size_t i = 0; i < sizeof known_headers / sizeof *known_headers; i++)
		if (strcasecmp(name, known_headers[i].name) == 0)
			*(const char **)(void *)((char *)h + known_headers[i].at) = value;
	return MHD_YES;
}

static const char *address_of(struct arena *a, struct MHD_Connection *connection)
{
	const union MHD_ConnectionInfo *info =
		MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
	const struct sockaddr *addr = info ? info->client_addr : NULL;
	char text[INET6_ADDRSTRLEN] = "-";

	if (addr && addr->sa_family == AF_INET)
		inet_ntop(AF_INET, &((const struct sockaddr_in *)(const void *)addr)->sin_addr,
			  text, sizeof text);
	else if (addr && addr->sa_family == AF_INET6)
		inet_ntop(AF_INET6, &((const struct sockaddr_in6 *)(const void *)addr)->sin6_addr,
			  text, sizeof text);
	return arena_strdup(a, text);
}

void server_read_head(struct web_call *c, struct MHD_Connection *connection, const char *method)
{
	struct http_head *h = &c->head;

	h->length = -1;
	h->method = METHOD_OTHER;
	if (strcmp(method, "GET") == 0 || strcmp(method, "HEAD") == 0)
		h->method = METHOD_GET;
	else if (strcmp(method, "POST") == 0)
		h->method = METHOD_POST;
	MHD_get_connection_values(connection, MHD_HEADER_KIND, take_header, c);
	c->client_ip = address_of(&c->arena, connection);
}
