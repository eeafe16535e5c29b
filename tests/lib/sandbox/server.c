#include "lib/sandbox/server.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "lib/sandbox/http.h"
#include "lib/sandbox/play.h"
#include "lib/sandbox/tls.h"

enum { IDLE_MS = 60000, FILLER = 16384 };

enum phase { PHASE_FREE, PHASE_READING, PHASE_HOLDING, PHASE_WRITING };

struct connection {
	enum phase phase;
	struct wire wire;
	struct text in, out;
	enum ending ending;
	bool close_after;
	int64_t due_ms; /* when to write, or to give up an idle client */
};

struct server {
	int fd, log_fd;
	struct ssl_ctx_st *tls;
	struct stage stage;
	struct connection connection[SERVER_CONNECTIONS];
	int used; /* no connection lives from here on */
};

static int64_t now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void die(const char *what)
{
	fprintf(stderr, "carrier-sandbox: %s: %s\n", what, strerror(errno));
	exit(1);
}

struct server *server_open(int port, const char *log, struct ssl_ctx_st *tls, struct script *script)
{
	struct server *s = sandbox_alloc(NULL, sizeof(*s));
	struct sockaddr_in at = { .sin_family = AF_INET,
				  .sin_port = htons((uint16_t)port),
				  .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	int on = 1;

	memset(s, 0, sizeof(*s));
	s->tls = tls;
	stage_init(&s->stage, script);
	s->log_fd = -1;
	if (log)
		s->log_fd = open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
	if (log && s->log_fd < 0)
		die(log);
	s->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (s->fd < 0 || setsockopt(s->fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on)) < 0 ||
	    bind(s->fd, (struct sockaddr *)&at, sizeof(at)) < 0 || listen(s->fd, 128) < 0)
		die("cannot listen on 127.0.0.1");
	return s;
}

int server_port(const struct server *s)
{
	struct sockaddr_in at;
	socklen_t n = sizeof(at);

	if (getsockname(s->fd, (struct sockaddr *)&at, &n) < 0)
		die("getsockname");
	return ntohs(at.sin_port);
}

static void hang_up(struct connection *c)
{
	wire_close(&c->wire);
	text_release(&c->in);
	text_release(&c->out);
	c->phase = PHASE_FREE;
}

static void log_request(struct server *s, const struct request *rq, const struct reply *rp,
			bool leak)
{
	struct text line = { 0 };
	const char *fault = leak ? "leak" : rp->fault;

	if (s->log_fd < 0)
		return;
	text_printf(&line, "%s %s %d %s%s%s\n", rq->method ? rq->method : "-",
		    *rq->target ? rq->target : "-", rp->status,
		    rp->numbers.len ? rp->numbers.at : "-", fault ? " " : "", fault ? fault : "");
	if (write(s->log_fd, line.at, line.len) < 0)
		die("log");
	text_release(&line);
}

/* Answers the first whole request among the bytes that came, if there is one. */
static void take_request(struct server *s, struct connection *c)
{
	struct request rq;
	struct reply rp;
	int rc = http_parse(&rq, c->in.at, c->in.len);
	bool leak;

	if (rc == 0)
		return;
	reply_init(&rp);
	if (rc < 0) {
		rp.status = rq.refusal;
		rq.close = true;
		rq.size = c->in.len;
	} else {
		stage_answer(&rp, &s->stage, &rq, now_ms());
	}
	leak = stage_leaks(&s->stage, &rq, c->in.at, rq.size);
	log_request(s, &rq, &rp, leak);
	rp.close = rq.close;
	reply_write(&c->out, &rp);
	c->ending = rp.ending;
	c->close_after = rq.close || rp.ending == ENDS_CUT || rp.ending == ENDS_HANGUP;
	c->due_ms = now_ms() + rp.delay_ms;
	c->phase = rp.delay_ms ? PHASE_HOLDING : PHASE_WRITING;
	text_drop(&c->in, rq.size);
	reply_release(&rp);
	http_release(&rq);
}

static void read_some(struct server *s, struct connection *c)
{
	char part[16384];
	ssize_t n;

	while ((n = wire_read(&c->wire, part, sizeof(part))) > 0) {
		text_put(&c->in, part, (size_t)n);
		if (c->in.len > HTTP_HEAD_MAX + HTTP_BODY_MAX)
			break;
	}
	if (n == 0 || n == WIRE_DEAD) {
		hang_up(c);
		return;
	}
	c->due_ms = now_ms() + IDLE_MS;
	if (c->in.len)
		take_request(s, c);
}

/* A body without end: one more chunk of blanks. */
static void put_filler(struct text *out)
{
	char blanks[FILLER];

	memset(blanks, ' ', sizeof(blanks));
	text_printf(out, "%x\r\n", (unsigned)sizeof(blanks));
	text_put(out, blanks, sizeof(blanks));
	text_puts(out, "\r\n");
}

static void write_some(struct server *s, struct connection *c)
{
	ssize_t n;

	do {
		if (!c->out.len && c->ending == ENDS_NEVER)
			put_filler(&c->out);
		n = c->out.len ? wire_write(&c->wire, c->out.at, c->out.len) : 0;
		if (n > 0)
			text_drop(&c->out, (size_t)n);
	} while (n > 0 && c->out.len);
	if (n == WIRE_AGAIN || (n > 0 && c->ending == ENDS_NEVER))
		return;
	if (n == WIRE_DEAD || c->close_after) {
		hang_up(c);
		return;
	}
	c->phase = PHASE_READING;
	c->wire.wants = POLLIN;
	c->due_ms = now_ms() + IDLE_MS;
	if (c->in.len)
		take_request(s, c);
}

static void take_client(struct server *s)
{
	int fd = accept4(s->fd, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC), on = 1;

	if (fd < 0)
		return;
	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
	for (int i = 0; i < SERVER_CONNECTIONS; i++) {
		struct connection *c = &s->connection[i];

		if (c->phase != PHASE_FREE)
			continue;
		memset(c, 0, sizeof(*c));
		wire_open(&c->wire, fd, s->tls);
		c->phase = PHASE_READING;
		c->due_ms = now_ms() + IDLE_MS;
		if (i >= s->used)
			s->used = i + 1;
		return;
	}
	close(fd);
}

/* What to wait for, and the time of the nearest timer in *wait_ms (-1: none). */
static void prepare(struct server *s, struct pollfd *p, int *wait_ms)
{
	int64_t now = now_ms();
	bool room;

	*wait_ms = -1;
	while (s->used && s->connection[s->used - 1].phase == PHASE_FREE)
		s->used--;
	room = s->used < SERVER_CONNECTIONS;
	for (int i = 0; i < s->used; i++) {
		struct connection *c = &s->connection[i];
		int64_t left = c->due_ms > now ? c->due_ms - now : 0;

		p[i] = (struct pollfd){ .fd = c->phase == PHASE_FREE ? -1 : c->wire.fd };
		room = room || c->phase == PHASE_FREE;
		if (c->phase == PHASE_READING)
			p[i].events = c->wire.wants;
		else if (c->phase == PHASE_WRITING)
			p[i].events = c->wire.ssl ? c->wire.wants : POLLOUT;
		if ((c->phase == PHASE_HOLDING || c->phase == PHASE_READING) &&
		    (*wait_ms < 0 || left < *wait_ms))
			*wait_ms = (int)left;
	}
	p[s->used] = (struct pollfd){ .fd = room ? s->fd : -1, .events = POLLIN };
}

static void serve(struct server *s, struct connection *c, short came)
{
	bool due = c->due_ms <= now_ms();

	if (c->phase == PHASE_READING && came) {
		read_some(s, c);
	} else if (c->phase == PHASE_READING && due) {
		hang_up(c);
	} else if (c->phase == PHASE_HOLDING && came) {
		hang_up(c);
	} else if (c->phase == PHASE_HOLDING && due) {
		c->phase = PHASE_WRITING;
	}
	if (c->phase == PHASE_WRITING)
		write_some(s, c);
}

void server_run(struct server *s, int signal_fd)
{
	struct pollfd p[SERVER_CONNECTIONS + 2];
	int wait_ms;

	for (;;) {
		int used;

		prepare(s, p, &wait_ms);
		used = s->used;
		p[used + 1] = (struct pollfd){ .fd = signal_fd, .events = POLLIN };
		if (poll(p, (nfds_t)used + 2, wait_ms) < 0 && errno != EINTR)
			die("poll");
		if (p[used + 1].revents)
			return;
		for (int i = 0; i < used; i++)
			if (s->connection[i].phase != PHASE_FREE)
				serve(s, &s->connection[i], p[i].revents);
		if (p[used].revents)
			take_client(s);
	}
}

void server_close(struct server *s)
{
	for (int i = 0; i < SERVER_CONNECTIONS; i++)
		if (s->connection[i].phase != PHASE_FREE)
			hang_up(&s->connection[i]);
	if (s->log_fd >= 0)
		close(s->log_fd);
	close(s->fd);
	stage_release(&s->stage);
	free(s);
}
