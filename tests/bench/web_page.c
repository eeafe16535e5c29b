/*
 * bench_page - the bare server beside the pages: libmicrohttpd that answers the same bytes to all
 *
 *	bench_page DIR
 *
 * DIR holds the pages 0, 1, 2 ..., which are "/0", "/1", "/2" .... Prints its port, on 127.0.0.1,
 * and serves until its input ends. Two threads, as this machine has cores.
 */
#include <microhttpd.h>
#include <netinet/in.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>

enum { PAGE_MAX = 1024 * 1024, PAGES_MAX = 1024, THREADS = 2 };

static struct MHD_Response *response[PAGES_MAX];
static int npages;

static enum MHD_Result answer(void *cls, struct MHD_Connection *connection, const char *url,
			      const char *method, const char *version, const char *upload_data,
			      size_t *upload_data_size, void **con_cls)
{
	int n = (int)strtol(url + 1, NULL, 10);

	(void)cls;
	(void)method;
	(void)version;
	(void)upload_data;
	(void)upload_data_size;
	/* An answer before the whole request has come would end the connection. */
	if (!*con_cls) {
		*con_cls = &response;
		return MHD_YES;
	}
	*con_cls = NULL;
	if (n < 0 || n >= npages)
		return MHD_NO;
	return MHD_queue_response(connection, MHD_HTTP_OK, response[n]);
}

/* False: there is none of that number. */
static bool read_page(const char *dir)
{
	static char bytes[PAGE_MAX];
	char path[4096];
	FILE *f;
	size_t n;

	snprintf(path, sizeof path, "%s/%d", dir, npages);
	f = npages < PAGES_MAX ? fopen(path, "rb") : NULL;
	if (!f)
		return false;
	n = fread(bytes, 1, sizeof bytes, f);
	fclose(f);
	response[npages++] = MHD_create_response_from_buffer(n, bytes, MHD_RESPMEM_MUST_COPY);
	return true;
}

int main(int argc, char **argv)
{
	struct sockaddr_in at = { .sin_family = AF_INET };
	const union MHD_DaemonInfo *info;
	struct MHD_Daemon *daemon;

	while (argc == 2 && read_page(argv[1]))
		;
	if (!npages) {
		fputs("usage: bench_page DIR\n", stderr);
		return 2;
	}
	at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	daemon = MHD_start_daemon(MHD_USE_EPOLL_INTERNAL_THREAD, 0, NULL, NULL, answer, NULL,
				  MHD_OPTION_SOCK_ADDR, &at, MHD_OPTION_THREAD_POOL_SIZE,
				  (unsigned)THREADS, MHD_OPTION_END);
	info = daemon ? MHD_get_daemon_info(daemon, MHD_DAEMON_INFO_BIND_PORT) : NULL;
	if (!info)
		return 1;
	printf("%d\n", info->port);
	fflush(stdout);
	while (getchar() != EOF)
		;
	MHD_stop_daemon(daemon);
	while (npages)
		MHD_destroy_response(response[--npages]);
	return 0;
}
