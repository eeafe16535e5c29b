/*
 * bench_calls - asks a server for pages, one after the other, by several connections that are kept
 *
 *	bench_calls PORT CALLS HEADERS CONNECTIONS SECONDS [RATE]
 *
 * CALLS is a file: a path a line, or a path, a space and the form that is sent there. They are
 * asked for in turn, again and again; with SECONDS 0 each of them once. RATE, for one connection:
 * it asks at most so many times a second. HEADERS are lines such as "Cookie: a=b", with CR LF
 * between them. Prints answers a second, and the median and the 99th of 100 in milliseconds. A
 * server that closes is connected to anew, which counts. Exits 1 when a page is not answered with
 * 200, or a form not with 303.
 */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { CONNECTIONS_MAX = 64, CALLS_MAX = 16384, TIMES_MAX = 4000000, BLOCK = 65536 };

/* What is sent, and how its answer begins. */
struct call {
	char *text;
	size_t len;
	const char *status;
};

struct caller {
	int fd;
	const struct call *call; /* NULL: it has nothing more to ask */
	double asked_ms;
	bool closes;
	size_t got, wanted; /* 0: the head is not there yet */
	char head[8192];
};

static struct sockaddr_in server = { .sin_family = AF_INET };
static struct call calls[CALLS_MAX];
static int ncalls, next_call;
static bool once;
static double pause_ms, next_ms; /* between two calls; when the next is due */
static double times[TIMES_MAX];
static int ntimes;

static double now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static int connect_caller(struct caller *c)
{
	c->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	c->closes = false;
	return c->fd < 0 ? -1 : connect(c->fd, (struct sockaddr *)&server, sizeof server);
}

static void wait_turn(void)
{
	double left = next_ms - now_ms();

	if (left > 0)
		usleep((useconds_t)(left * 1e3));
	next_ms = (left > 0 ? next_ms : now_ms()) + pause_ms;
}

static int ask(struct caller *c)
{
	c->got = c->wanted = 0;
	c->call = NULL;
	if (once && next_call == ncalls)
		return 0;
	if (pause_ms > 0)
		wait_turn();
	c->asked_ms = now_ms();
	if (c->closes && (close(c->fd) < 0 || connect_caller(c) < 0))
		return -1;
	c->call = &calls[next_call++ % ncalls];
	return write(c->fd, c->call->text, c->call->len) == (ssize_t)c->call->len ? 0 : -1;
}

/* How long the whole answer is, once its head is there. */
static int read_head(struct caller *c)
{
	char *end, *length, *closing;

	c->head[c->got < sizeof c->head ? c->got : sizeof c->head - 1] = '\0';
	end = strstr(c->head, "\r\n\r\n");
	if (!end)
		return c->got < sizeof c->head - 1 ? 0 : -1;
	length = strcasestr(c->head, "\r\nContent-Length:");
	if (strncmp(c->head, "HTTP/1.", 7) != 0 || strncmp(c->head + 9, c->call->status, 3) != 0 ||
	    !length || length > end)
		return -1;
	closing = strcasestr(c->head, "\r\nConnection: close");
	c->closes = closing && closing < end;
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

static int run(int n, double seconds)
{
	static struct caller caller[CONNECTIONS_MAX];
	struct pollfd wait[CONNECTIONS_MAX];
	double until = now_ms() + seconds * 1e3;
	int asking = 0;

	for (int i = 0; i < n; i++)
		if (connect_caller(&caller[i]) < 0 || ask(&caller[i]) < 0)
			return -1;
	do {
		asking = 0;
		for (int i = 0; i < n; i++) {
			wait[i] = (struct pollfd){ .fd = caller[i].call ? caller[i].fd : -1,
						   .events = POLLIN };
			asking += caller[i].call != NULL;
		}
		if (asking && poll(wait, (nfds_t)n, 1000) < 0)
			return -1;
		for (int i = 0; i < n; i++)
			if (asking && wait[i].revents && take(&caller[i]) < 0)
				return -1;
	} while (asking && (once || now_ms() < until));
	return ntimes ? 0 : -1;
}

/* A line of the file as a request. */
static int add_call(char *line, const char *port, const char *headers)
{
	char *form = strchr(line, ' ');
	struct call *c = &calls[ncalls++];
	int n;

	if (form)
		*form++ = '\0';
	c->status = form ? "303" : "200";
	n = form ? asprintf(&c->text,
			    "POST %s HTTP/1.1\r\nHost: 127.0.0.1:%s\r\n%s\r\n"
			    "Content-Type: application/x-www-form-urlencoded\r\n"
			    "Content-Length: %zu\r\n\r\n%s",
			    line, port, headers, strlen(form), form)
		 : asprintf(&c->text, "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%s\r\n%s\r\n\r\n", line,
			    port, headers);
	c->len = (size_t)n;
	return n < 0 ? -1 : 0;
}

static int read_calls(const char *path, const char *port, const char *headers)
{
	FILE *f = fopen(path, "re");
	char line[4096];
	int rc = 0;

	while (f && rc == 0 && ncalls < CALLS_MAX && fgets(line, sizeof line, f)) {
		line[strcspn(line, "\n")] = '\0';
		rc = add_call(line, port, headers);
	}
	if (f)
		fclose(f);
	return rc == 0 && ncalls ? 0 : -1;
}

int main(int argc, char **argv)
{
	double seconds, began;
	int n;

	if (argc != 6 && argc != 7) {
		fputs("usage: bench_calls PORT CALLS HEADERS CONNECTIONS SECONDS [RATE]\n", stderr);
		return 2;
	}
	server.sin_port = htons((uint16_t)strtol(argv[1], NULL, 10));
	server.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	n = (int)strtol(argv[4], NULL, 10);
	seconds = strtod(argv[5], NULL);
	once = seconds <= 0;
	pause_ms = argc == 7 ? 1e3 / strtod(argv[6], NULL) : 0;
	if (n < 1 || n > CONNECTIONS_MAX || read_calls(argv[2], argv[1], argv[3]) < 0) {
		fputs("bench_calls: cannot read what to ask for\n", stderr);
		return 1;
	}
	began = now_ms();
	if (run(n, seconds) < 0) {
		fputs("bench_calls: a connection failed, or an answer was not as it should be\n",
		      stderr);
		return 1;
	}
	seconds = (now_ms() - began) / 1e3;
	qsort(times, (size_t)ntimes, sizeof times[0], by_size);
	printf("%.0f %.2f %.2f\n", ntimes / seconds, times[ntimes / 2],
	       times[(int)(ntimes * 0.99)]);
	return 0;
}
