/*
 * carrier-sandbox - a carrier on loopback that answers as its script says
 */
#include <errno.h>
#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "lib/sandbox/script.h"
#include "lib/sandbox/server.h"
#include "lib/sandbox/text.h"
#include "lib/sandbox/tls.h"

struct options {
	int port;
	const char *script, *port_file, *log, *cert, *key;
};

static int usage(void)
{
	fputs("usage: carrier-sandbox --script FILE [--port N] [--port-file FILE] [--log FILE]\n"
	      "                       [--tls CERT KEY]\n"
	      "Prints its URL when it is ready and ends on SIGTERM. The script's words stand in\n"
	      "tests/lib/sandbox/script.h.\n",
	      stderr);
	return -1;
}

static int read_options(struct options *o, int argc, char **argv)
{
	static const struct option known[] = { { "port", required_argument, NULL, 'p' },
					       { "script", required_argument, NULL, 's' },
					       { "port-file", required_argument, NULL, 'f' },
					       { "log", required_argument, NULL, 'l' },
					       { "tls", required_argument, NULL, 't' },
					       { NULL, 0, NULL, 0 } };
	int c;

	while ((c = getopt_long(argc, argv, "", known, NULL)) != -1) {
		if (c == 'p')
			o->port = (int)strtol(optarg, NULL, 10);
		else if (c == 's')
			o->script = optarg;
		else if (c == 'f')
			o->port_file = optarg;
		else if (c == 'l')
			o->log = optarg;
		else if (c != 't' || optind >= argc)
			return usage();
		if (c == 't') {
			o->cert = optarg;
			o->key = argv[optind++];
		}
	}
	return o->script && optind == argc && o->port >= 0 && o->port < 65536 ? 0 : usage();
}

/* Beside and renamed: who waits for the file finds it whole. */
static int write_port_file(const char *path, int port)
{
	struct text beside = { 0 };
	FILE *f;
	int rc = -1;

	text_printf(&beside, "%s.new", path);
	f = fopen(beside.at, "w");
	if (f) {
		fprintf(f, "%d\n", port);
		if (fclose(f) == 0 && rename(beside.at, path) == 0)
			rc = 0;
	}
	if (rc < 0)
		fprintf(stderr, "carrier-sandbox: %s: %s\n", path, strerror(errno));
	text_release(&beside);
	return rc;
}

int main(int argc, char **argv)
{
	struct options o = { 0 };
	struct script script = { 0 };
	struct ssl_ctx_st *tls = NULL;
	struct server *server = NULL;
	sigset_t signals;
	char why[512];
	int rc = 1, fd;

	if (read_options(&o, argc, argv) < 0)
		return 2;
	if (script_read(&script, o.script, why, sizeof(why)) < 0) {
		fprintf(stderr, "carrier-sandbox: %s\n", why);
		goto out;
	}
	if (o.cert && !(tls = tls_context(o.cert, o.key)))
		goto out;
	signal(SIGPIPE, SIG_IGN);
	sigemptyset(&signals);
	sigaddset(&signals, SIGTERM);
	sigaddset(&signals, SIGINT);
	sigprocmask(SIG_BLOCK, &signals, NULL);
	fd = signalfd(-1, &signals, SFD_CLOEXEC);
	server = server_open(o.port, o.log, tls, &script);
	if (o.port_file && write_port_file(o.port_file, server_port(server)) < 0)
		goto out;
	printf("%s://127.0.0.1:%d\n", tls ? "https" : "http", server_port(server));
	fflush(stdout);
	server_run(server, fd);
	close(fd);
	rc = 0;
out:
	if (server)
		server_close(server);
	tls_context_release(tls);
	script_release(&script);
	return rc;
}
