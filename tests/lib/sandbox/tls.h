/*
 * tls.h - bytes in and out of a connection, plain or under TLS
 */
#ifndef TESTS_LIB_SANDBOX_TLS_H
#define TESTS_LIB_SANDBOX_TLS_H

#include <sys/types.h>

struct ssl_ctx_st;
struct ssl_st;

/* What a read or a write waits for when it gives WIRE_AGAIN. */
enum { WIRE_AGAIN = -2, WIRE_DEAD = -1 };

struct wire {
	int fd;
	struct ssl_st *ssl; /* NULL: plain */
	short wants;        /* POLLIN or POLLOUT */
};

/* The certificate chain and key, PEM; NULL with a line on stderr. */
struct ssl_ctx_st *tls_context(const char *cert, const char *key);
void tls_context_release(struct ssl_ctx_st *ctx);

void wire_open(struct wire *w, int fd, struct ssl_ctx_st *ctx); /* ctx NULL: plain */
void wire_close(struct wire *w);

/* Bytes moved; 0 at the end (reading); WIRE_AGAIN or WIRE_DEAD. */
ssize_t wire_read(struct wire *w, void *to, size_t n);
ssize_t wire_write(struct wire *w, const void *from, size_t n);

#endif
