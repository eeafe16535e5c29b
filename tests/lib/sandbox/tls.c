#include "lib/sandbox/tls.h"

#include <errno.h>
#include <limits.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

struct ssl_ctx_st *tls_context(const char *cert, const char *key)
{
	SSL_CTX *ctx = SSL_CTX_new(TLS_server_method());

	if (ctx && SSL_CTX_use_certificate_chain_file(ctx, cert) == 1 &&
	    SSL_CTX_use_PrivateKey_file(ctx, key, SSL_FILETYPE_PEM) == 1) {
		SSL_CTX_set_mode(ctx, SSL_MODE_ENABLE_PARTIAL_WRITE |
					      SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
		return ctx;
	}
	fprintf(stderr, "carrier-sandbox: cannot use %s and %s for TLS\n", cert, key);
	SSL_CTX_free(ctx);
	return NULL;
}

void tls_context_release(struct ssl_ctx_st *ctx)
{
	SSL_CTX_free(ctx);
}

void wire_open(struct wire *w, int fd, struct ssl_ctx_st *ctx)
{
	*w = (struct wire){ .fd = fd, .wants = POLLIN };
	if (!ctx)
		return;
	w->ssl = SSL_new(ctx);
	if (w->ssl) {
		SSL_set_fd(w->ssl, fd);
		SSL_set_accept_state(w->ssl);
	}
}

void wire_close(struct wire *w)
{
	SSL_free(w->ssl);
	close(w->fd);
	*w = (struct wire){ .fd = -1 };
}

static ssize_t tls_result(struct wire *w, int rc)
{
	int why = SSL_get_error(w->ssl, rc);

	ERR_clear_error();
	if (rc > 0)
		return rc;
	if (why == SSL_ERROR_ZERO_RETURN)
		return 0;
	if (why != SSL_ERROR_WANT_READ && why != SSL_ERROR_WANT_WRITE)
		return WIRE_DEAD;
	w->wants = why == SSL_ERROR_WANT_READ ? POLLIN : POLLOUT;
	return WIRE_AGAIN;
}

static ssize_t plain_result(struct wire *w, ssize_t rc, short wants)
{
	if (rc >= 0)
		return rc;
	if (errno != EAGAIN && errno != EINTR)
		return WIRE_DEAD;
	w->wants = wants;
	return WIRE_AGAIN;
}

ssize_t wire_read(struct wire *w, void *to, size_t n)
{
	if (n > INT_MAX)
		n = INT_MAX;
	if (w->ssl)
		return tls_result(w, SSL_read(w->ssl, to, (int)n));
	return plain_result(w, recv(w->fd, to, n, 0), POLLIN);
}

ssize_t wire_write(struct wire *w, const void *from, size_t n)
{
	if (n > INT_MAX)
		n = INT_MAX;
	if (w->ssl)
		return tls_result(w, SSL_write(w->ssl, from, (int)n));
	return plain_result(w, send(w->fd, from, n, MSG_NOSIGNAL), POLLOUT);
}
