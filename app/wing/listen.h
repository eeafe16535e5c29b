/*
 * listen.h - where the server listens, and under which names
 */
#ifndef APP_WING_LISTEN_H
#define APP_WING_LISTEN_H

#include <stdbool.h>
#include <sys/socket.h>

#include "cli/cmd.h"

struct listen_place {
	struct sockaddr_storage address;
	socklen_t len;
	const char *host;  /* "127.0.0.1", "[::1]" */
	const char *shown; /* as it was given */
	int port;          /* as it is, once listen_open() was called */
	bool loopback, any;
};

/* "127.0.0.1:8484". ERR_INPUT. */
int listen_parse(struct listen_place *out, struct arena *a, const char *text, struct err *err);

/* A socket that listens; port 0 becomes the one that was given. ERR_STATE: it is in use. */
int listen_open(int *fd, struct listen_place *place, struct arena *a, struct err *err);

/* The values of Host that are answered. ERR_INPUT: every address, and no --host. */
int listen_hosts(const char *const **out, int *n, struct cli *cli, const struct listen_place *place,
		 struct err *err);

#endif
