#include "wing/listen.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/text.h"

enum { BACKLOG = 128, HOSTS_MAX = 32 };

static int bad(const char *text, struct err *err)
{
	return err_set(err, ERR_INPUT,
		       "'%.60s' is no place to listen: write 127.0.0.1:8484, [::1]:8484 or "
		       "0.0.0.0:8484",
		       text);
}

static bool take_v4(struct listen_place *p, const char *host)
{
	struct sockaddr_in *in = (struct sockaddr_in *)(void *)&p->address;

	if (inet_pton(AF_INET, host, &in->sin_addr) != 1)
		return false;
	in->sin_family = AF_INET;
	in->sin_port = htons((uint16_t)p->port);
	p->len = sizeof *in;
	p->loopback = (ntohl(in->sin_addr.s_addr) >> 24) == 127;
	p->any = in->sin_addr.s_addr == htonl(INADDR_ANY);
	return true;
}

static bool take_v6(struct listen_place *p, const char *host)
{
	struct sockaddr_in6 *in = (struct sockaddr_in6 *)(void *)&p->address;

	if (inet_pton(AF_INET6, host, &in->sin6_addr) != 1)
		return false;
	in->sin6_family = AF_INET6;
	in->sin6_port = htons((uint16_t)p->port);
	p->len = sizeof *in;
	p->loopback = IN6_IS_ADDR_LOOPBACK(&in->sin6_addr);
	p->any = IN6_IS_ADDR_UNSPECIFIED(&in->sin6_addr);
	return true;
}

int listen_parse(struct listen_place *out, struct arena *a, const char *text, struct err *err)
{
	const char *colon;
	long long port;
	char *host;
	size_t n;

	*out = (struct listen_place){ .shown = text };
	colon = strrchr(out->shown, ':');
	if (!colon || number_parse(&port, colon + 1, 0, 65535, "port", err) < 0)
		return bad(out->shown, err);
	host = arena_strndup(a, out->shown, (size_t)(colon - out->shown));
	if (text_same(host, "localhost"))
		host = arena_strdup(a, "127.0.0.1");
	out->host = host;
	out->port = (int)port;
	n = strlen(host);
	if (n > 2 && host[0] == '[' && host[n - 1] == ']')
		return take_v6(out, arena_strndup(a, host + 1, n - 2)) ? 0 : bad(out->shown, err);
	return take_v4(out, host) ? 0 : bad(out->shown, err);
}

int listen_open(int *fd, struct listen_place *p, struct arena *a, struct err *err)
{
	const int on = 1;
	const struct sockaddr *address = (const struct sockaddr *)(void *)&p->address;
	socklen_t len = sizeof p->address;

	(void)a;
	*fd = socket(p->address.ss_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (*fd < 0)
		return err_set_errno(err, ERR_FAILED, "cannot listen");
	setsockopt(*fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	if (bind(*fd, address, p->len) < 0 || listen(*fd, BACKLOG) < 0) {
		err_set_errno(err, errno == EADDRINUSE ? ERR_STATE : ERR_FAILED,
			      "cannot listen on %s", p->shown);
		close(*fd);
		*fd = -1;
		return -1;
	}
	if (getsockname(*fd, (struct sockaddr *)(void *)&p->address, &len) == 0)
		p->port = ntohs(((struct sockaddr_in *)(void *)&p->address)->sin_port);
	return 0;
}

/* "desk.example.com", with or without a port: a proxy may stand on another one. */
static bool is_host(const char *s)
{
	return *s && strlen(s) < 256 &&
	       strspn(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-:[]") ==
		       strlen(s);
}

int listen_hosts(const char *const **out, int *n, struct cli *cli, const struct listen_place *p,
		 struct err *err)
{
	const char **hosts = arena_array(&cli->arena, HOSTS_MAX, sizeof *hosts);
	struct arena *a = &cli->arena;

	*n = 0;
	for (int i = 0; i < cli->args.ngiven && *n < HOSTS_MAX - 5; i++) {
		const char *host = cli->args.given[i].value;

		if (strcmp(cli->args.given[i].opt->name, "--host") != 0)
			continue;
		if (!is_host(host))
			return err_set(err, ERR_INPUT, "--host: '%.60s' is no name of a host",
				       host);
		hosts[(*n)++] = host;
		if (!strchr(host, ':'))
			hosts[(*n)++] = arena_printf(a, "%s:%d", host, p->port);
	}
	if (p->any && !*n)
		return err_set(err, ERR_INPUT,
			       "%s is every address of this machine: say with --host by which name "
			       "browsers reach it",
			       p->shown);
	if (!p->any)
		hosts[(*n)++] = arena_printf(a, "%s:%d", p->host, p->port);
	if (p->loopback) {
		hosts[(*n)++] = arena_printf(a, "localhost:%d", p->port);
		hosts[(*n)++] = arena_printf(a, "127.0.0.1:%d", p->port);
	}
	*out = hosts;
	return 0;
}
