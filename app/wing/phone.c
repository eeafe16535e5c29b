#include "wing/phone.h"

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/text.h"
#include "ops/desk.h"
#include "web/phone.h"
#include "web/phone_link.h"

enum { PHONE_PORT = 8485, INTERFACES_MAX = 64 };

/* --- the address in the local network --- */

static const char *text_of(struct arena *a, const struct sockaddr *address)
{
	char text[INET_ADDRSTRLEN];

	inet_ntop(AF_INET, &((const struct sockaddr_in *)(const void *)address)->sin_addr, text,
		  sizeof text);
	return arena_strdup(a, text);
}

/*
 * The address of ours from which others are reached: the kernel says it of a datagram socket that
 * is pointed anywhere (RFC 5737, an address for documents). Nothing is sent.
 */
static const char *route_address(struct arena *a)
{
	struct sockaddr_in to = { .sin_family = AF_INET, .sin_port = htons(9) }, us;
	socklen_t len = sizeof us;
	const char *text = NULL;
	int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);

	inet_pton(AF_INET, "192.0.2.1", &to.sin_addr);
	if (fd >= 0 && connect(fd, (const struct sockaddr *)&to, sizeof to) == 0 &&
	    getsockname(fd, (struct sockaddr *)&us, &len) == 0)
		text = text_of(a, (const struct sockaddr *)&us);
	if (fd >= 0)
		close(fd);
	return text;
}

static const char *local_address(struct arena *a)
{
	const char *route = route_address(a);
	struct lan_address list[INTERFACES_MAX];
	struct ifaddrs *all;
	size_t n = 0;

	/* A service that is fenced in may not ask for them. */
	if (getifaddrs(&all) < 0)
		return route && lan_is_local(route) ? route : NULL;
	for (const struct ifaddrs *i = all; i && n < INTERFACES_MAX; i = i->ifa_next)
		if (i->ifa_addr && i->ifa_addr->sa_family == AF_INET)
			list[n++] = (struct lan_address){
				.interface = arena_strdup(a, i->ifa_name),
				.address = text_of(a, i->ifa_addr),
				.up = (i->ifa_flags & IFF_UP) && (i->ifa_flags & IFF_RUNNING),
				.loopback = i->ifa_flags & IFF_LOOPBACK,
				.point_to_point = i->ifa_flags & IFF_POINTOPOINT,
			};
	freeifaddrs(all);
	return lan_choose(list, n, route);
}

/* "auto", "auto:8500": where the desk itself is reached by others, else in the local network. */
static int choose(const char **out, struct cli *cli, const char *text,
		  const struct listen_place *desk, struct err *err)
{
	struct arena *a = &cli->arena;
	long long port = PHONE_PORT;
	const char *host = desk->loopback || desk->any ? local_address(a) : desk->host;

	if (text[4] && number_parse(&port, text + 5, 0, 65535, "port", err) < 0)
		return -1;
	if (!host)
		return err_set(err, ERR_STATE,
			       "this machine has no address in a local network: say which one "
			       "phones reach with --phone ADDRESS:PORT");
	*out = arena_printf(a, "%s:%lld", host, port);
	return 0;
}

/* --- what is allowed --- */

static int check_place(const struct listen_place *p, struct cli *cli,
		       const struct listen_place *desk, struct err *err)
{
	char *bare = arena_strdup(&cli->arena, p->host);
	size_t n = strlen(bare);

	if (p->any)
		return err_set(err, ERR_INPUT,
			       "%s is every address of this machine: say with --phone the one that "
			       "phones reach, or 'auto'",
			       p->shown);
	if (p->loopback && !desk->loopback)
		return err_set(err, ERR_INPUT,
			       "no phone reaches %s: give an address of the "
			       "local network, or 'auto'",
			       p->shown);
	if (*bare == '[') {
		bare[n - 1] = '\0';
		bare++;
	}
	if (p->loopback || lan_is_local(bare) || arg_given(&cli->args, "--cert") ||
	    arg_given(&cli->args, "--without-tls"))
		return 0;
	return err_set(err, ERR_INPUT,
		       "%s can be reached from beyond the local network: give --cert and --key, or "
		       "say --without-tls",
		       p->shown);
}

int phone_parse(struct phone_serving *p, struct cli *cli, const struct listen_place *desk,
		struct err *err)
{
	const char *text = arg_value(&cli->args, "--phone");

	p->options.listen_fd = -1;
	if (!text)
		return 0;
	p->asked = true;
	if ((text_same(text, "auto") || text_has_prefix(text, "auto:")) &&
	    choose(&text, cli, text, desk, err) < 0)
		return -1;
	if (listen_parse(&p->place, &cli->arena, text, err) < 0)
		return -1;
	return check_place(&p->place, cli, desk, err);
}

/* --- from start to end --- */

/*
 * The name that stands in the code. A certificate is for a name, so with one it is the first
 * --host; else the address, which every phone understands.
 */
static const char *shown_host(struct phone_serving *p, struct cli *cli)
{
	const char *name = arg_value(&cli->args, "--host"), *host = p->place.host;

	if (name && arg_given(&cli->args, "--cert"))
		host = arena_strndup(&cli->arena, name, strcspn(name, ":"));
	return arena_printf(&cli->arena, "%s:%d", host, p->place.port);
}

int phone_open(struct phone_serving *p, struct cli *cli, struct site *desk, struct err *err)
{
	const char **hosts = arena_array(&cli->arena, 2, sizeof *hosts);

	if (!p->asked)
		return 0;
	if (listen_open(&p->options.listen_fd, &p->place, &cli->arena, err) < 0)
		return -1;
	desk->phones = phone_links_new();
	hosts[0] = shown_host(p, cli);
	hosts[1] = arena_printf(&cli->arena, "%s:%d", p->place.host, p->place.port);
	desk->phone_url =
		arena_printf(&cli->arena, "%s://%s", desk->tls ? "https" : "http", hosts[0]);
	p->site = *desk;
	p->site.routes = phone_routes;
	p->site.hosts = hosts;
	p->site.nhosts = 2;
	p->site.error_page = "photos_error";
	p->site.exporter = NULL;
	p->site.tracker = NULL;
	return 0;
}

int phone_start(struct phone_serving *p, struct cli *cli, const struct server_options *desk,
		struct err *err)
{
	struct server_options *o = &p->options;

	if (!p->asked)
		return 0;
	for (int i = 0; i < PHONE_WORKERS; i++) {
		if (cli_desk_open(cli, cli->db_path, DESK_MAKE, err) < 0)
			return -1;
		o->desk[i] = cli->desk;
		cli->desk = NULL;
	}
	o->site = &p->site;
	o->cert = desk->cert;
	o->key = desk->key;
	o->log = desk->log;
	o->workers = PHONE_WORKERS;
	o->connections_max = PHONE_CONNECTIONS;
	if (server_start(&p->server, o, err) < 0)
		return -1;
	o->listen_fd = -1;
	return 0;
}

void phone_stop(struct phone_serving *p)
{
	if (p->server)
		server_stop(p->server);
	p->server = NULL;
	if (p->options.listen_fd >= 0)
		close(p->options.listen_fd);
	for (int i = 0; i < PHONE_WORKERS; i++)
		desk_close(p->options.desk[i]);
	phone_links_free(p->site.phones);
}
