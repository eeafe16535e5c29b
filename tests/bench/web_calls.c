/*
 * bench_calls - asks a server for one page, over and over, by several connections that are kept
 *
 *	bench_calls PORT PATH HEADER CONNECTIONS SECONDS
 *
 * HEADER is one line, such as "Cookie: a=b". Prints requests a second, and the median and the 99th
 * of 100 in milliseconds. Exits 1 when an answer is not 200.
 */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { CONNECTIONS_MAX = 64, TIMES_MAX = 4000000, BLOCK = 65536 };

struct caller {
	int fd;
	double asked_ms;
	size_t got, wanted; /* 0: the head is not there yet */
	char head[8192];
};

static char request[4096];
static size_t request_len;
static double times[TIMES_MAX];
static int ntimes;

static double now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static int ask(struct caller *c)
{
	c->got = c->wanted = 0;
	c->asked_ms = now_ms();
	return write(c->fd, request, request_len) == (ssize_t)request_len ? 0 : -1;
}

static int open_caller(struct caller *c, int port)
{
	struct sockaddr_in at = { .sin_family = AF_INET, .sin_port = htons((uint16_t)port) };

	at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	c->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (c->fd < 0 || connect(c->fd, (struct sockaddr *)&at, sizeof at) < 0)
		return -1;
	return ask(c);
}

/* How long the whole answer is, once its head is there. */
static int read_head(struct caller *c)
{
	char *end, *length;

	c->head[c->got < sizeof c->head ? c->got : sizeof c->head - 1] = '\0';
	end = strstr(c->head, "\r\n\r\n");
	if (!end)
		return c->got < sizeof c->head - 1 ? 0 : -1;
	length = strcasestr(c->head, "\r\nContent-Length:");
	if (strncmp(c->head, "HTTP/1.1 200", 12) != 0 || !length || length > end)
		return -1;
	c->wanted = (size_t)(end + 4 - c->head) + strtoull(length + 17, NULL, 10);
	return 0;
}

static int take(struct caller *c)
{
	static char block[BLOCK];
	ssize_t n = read(c->fd, block, sizeof block);

	if (n <= 0)
		return -1;
	if (c->got < sizeof c->head - 1) {
		size_t room = sizeof c->head - 1 - c->got;

		memcpy(c->head + c->got, block, (size_t)n < room ? (size_t)n : room);
	}
	c->got += (size_t)n;
	if (!c->wanted && read_head(c) < 0)
		return -1;
	if (!c->wanted || c->got < c->wanted)
		return 0;
	if (ntimes < TIMES_MAX)
		times[ntimes++] = now_ms() - c->asked_ms;
	return ask(c);
}

static int by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static int run(int port, int n, double seconds)
{
	static struct caller caller[CONNECTIONS_MAX];
	struct pollfd wait[CONNECTIONS_MAX];
	double until;

	for (int i = 0; i < n; i++) {
		if (open_caller(&caller[i], port) < 0)
			return -1;
		wait[i] = (struct pollfd){ .fd = caller[i].fd, .events = POLLIN };
	}
	until = now_ms() + seconds * 1e3;
	while (now_ms() < until) {
		if (poll(wait, (nfds_t)n, 1000) < 0)
			return -1;
		for (int i = 0; i < n; i++)
			if (wait[i].revents && take(&caller[i]) < 0)
				return -1;
	}
	return ntimes ? 0 : -1;
}

int main(int argc, char **argv)
{
	double seconds;
	int n;

	if (argc != 6) {
		fputs("usage: bench_calls PORT PATH HEADER CONNECTIONS SECONDS\n", stderr);
		return 2;
	}
	n = (int)strtol(argv[4], NULL, 10);
	seconds = strtod(argv[5], NULL);
	request_len = (size_t)snprintf(request, sizeof request,
				       "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%s\r\n%s\r\n\r\n",
				       argv[2], argv[1], argv[3]);
	if (n < 1 || n > CONNECTIONS_MAX || request_len >= sizeof request ||
	    run((int)strtol(argv[1], NULL, 10), n, seconds) < 0) {
		fputs("bench_calls: a connection failed, or an answer was not 200\n", stderr);
		return 1;
	}
	qsort(times, (size_t)ntimes, sizeof times[0], by_size);
	printf("%.0f %.2f %.2f\n", ntimes / seconds, times[ntimes / 2],
	       times[(int)(ntimes * 0.99)]);
	return 0;
}
