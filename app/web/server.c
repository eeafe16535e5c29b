#include "web/server.h"

#include <microhttpd.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "web/api_words.h"
#include "web/deadline.h"
#include "web/gate.h"
#include "web/live.h"
#include "web/pool.h"
#include "web/server_head.h"
#include "web/shelf.h"
#include "web/upload.h"

enum { BYTES_A_SECOND = 16 * 1024, CONNECTION_MEMORY = 32 * 1024, STREAM_BLOCK = 2048 };

struct server {
	struct server_options options;
	struct MHD_Daemon *daemon;
	struct pool *pool;
	struct deadlines *deadlines;
	struct live *live;
	struct shelf *shelf; /* of the loop alone */
	pthread_mutex_t lock;
	int under_way; /* requests */
	int connections_max;
};

/*
 * Where a request stands. The loop moves it on; a worker only answers, and wakes the connection.
 *
 *	HEAD -> [ADMIT, a worker: may he send a file at all?] -> BODY -> WORK -> ANSWERED
 */
enum stage { STAGE_HEAD, STAGE_ADMIT, STAGE_BODY, STAGE_WORK };

struct request {
	struct pool_job job;
	struct server *server;
	struct MHD_Connection *connection;
	struct deadline *deadline;
	enum stage stage;
	struct web_call call;
	struct uploading *uploading;
	struct shelf_place place; /* of what it will be answered */
	struct err err;           /* of the body */
	bool failed;
	int64_t began_ms;
	size_t sent;
};

/* --- a request comes in --- */

static void *begin_request(void *cls, const char *uri, struct MHD_Connection *connection)
{
	struct request *r = calloc(1, sizeof *r);
	struct server *s = cls;
	char *mark;

	if (!r)
		out_of_memory();
	r->server = s;
	r->connection = connection;
	r->began_ms = clock_ms();
	call_init(&r->call, s->options.site);
	if (strlen(uri) > HTTP_URI_MAX)
		uri = "";
	r->call.head.path = mark = arena_strdup(&r->call.arena, uri);
	mark = strchr(mark, '?');
	if (mark) {
		*mark = '\0';
		r->call.head.query = mark + 1;
	}
	pthread_mutex_lock(&s->lock);
	s->under_way++;
	pthread_mutex_unlock(&s->lock);
	return r;
}

/* --- the answer goes out --- */

static ssize_t read_live(void *cls, uint64_t pos, char *buf, size_t max)
{
	ssize_t n = live_read(cls, buf, max);

	(void)pos;
	return n < 0 ? MHD_CONTENT_READER_END_OF_STREAM : n;
}

static void drop_live(void *cls)
{
	live_drop(cls);
}

static void sleep_connection(void *connection)
{
	MHD_suspend_connection(connection);
}

static void wake_connection(void *connection)
{
	MHD_resume_connection(connection);
}

/* NULL: there are too many; then the call has its answer. */
static struct MHD_Response *make_stream(struct request *r)
{
	const struct live_wait wait = { sleep_connection, wake_connection, r->connection };
	struct MHD_Response *response;
	struct live_stream *stream;

	if (!r->server->live) {
		answer_fault(&r->call, 404, "there is no such page");
		return NULL;
	}
	if (!live_add(&stream, r->server->live, &r->call))
		return NULL;
	live_start(stream, &wait);
	response = MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, STREAM_BLOCK, read_live,
						     stream, drop_live);
	if (!response)
		live_drop(stream);
	return response;
}

static struct MHD_Response *make_response(struct http_reply *reply, size_t *size)
{
	struct MHD_Response *response;

	if (reply->fd >= 0) {
		*size = (size_t)reply->size;
		response = MHD_create_response_from_fd64((uint64_t)reply->size, reply->fd);
		if (response)
			reply->fd = -1; /* the response's now */
		return response;
	}
	*size = reply->body.len;
	response = MHD_create_response_from_buffer(reply->body.len, reply->body.at,
						   MHD_RESPMEM_MUST_FREE);
	if (response)
		reply->body = (struct buf){ .at = NULL };
	return response;
}

static void add_headers(struct MHD_Response *response, const struct http_reply *reply)
{
	struct http_header always[HTTP_ALWAYS_MAX];

	reply_always(always, reply);
	for (int i = 0; always[i].name; i++)
		MHD_add_response_header(response, always[i].name, always[i].value);
	for (int i = 0; i < reply->nextra; i++)
		MHD_add_response_header(response, reply->extra[i].name, reply->extra[i].value);
}

static enum MHD_Result answer_with(struct request *r, struct MHD_Response *response)
{
	deadline_set(r->server->deadlines, r->deadline,
		     r->call.reply.live ? 0 : SERVER_ANSWER_S + (int)(r->sent / BYTES_A_SECOND));
	return MHD_queue_response(r->connection, r->call.reply.status, response);
}

static enum MHD_Result answer(struct request *r)
{
	struct http_reply *reply = &r->call.reply;
	struct MHD_Response *response = reply->live ? make_stream(r) : NULL;
	struct shelf *shelf = r->server->shelf;
	enum MHD_Result sent;

	if (!response)
		response = make_response(reply, &r->sent);
	if (!response)
		return MHD_NO;
	add_headers(response, reply);
	sent = answer_with(r, response);
	/* One who keeps it has the reference that was ours. */
	if (!shelf || !shelf_put(shelf, &r->call, &r->place, response, r->sent))
		MHD_destroy_response(response);
	return sent;
}

static void drop_response(void *response)
{
	MHD_destroy_response(response);
}

/* To a worker; the connection sleeps until it is answered. */
static enum MHD_Result hand_over(struct request *r, enum stage stage)
{
	r->stage = stage;
	deadline_set(r->server->deadlines, r->deadline, 0);
	MHD_suspend_connection(r->connection);
	if (pool_add(r->server->pool, &r->job))
		return MHD_YES;
	answer_fault(&r->call, 503, "the desk is busy: try again");
	MHD_resume_connection(r->connection);
	return MHD_YES;
}

static void work(void *payload, void *own, struct pool_job *job)
{
	struct request *r = (struct request *)(void *)job;

	(void)payload;
	r->call.desk = own;
	if (r->failed) {
		answer_error(&r->call, &r->err);
	} else if (r->stage == STAGE_ADMIT) {
		gate_session(&r->call);
		gate_leave(&r->call);
	} else {
		gate_run(&r->call);
	}
	/* Gone before he is answered; and to remove a large file would hold up the loop. */
	upload_release(&r->call.upload);
	MHD_resume_connection(r->connection);
}

/* --- stage by stage --- */

static enum MHD_Result to_body(struct request *r)
{
	int64_t length = r->call.head.length > 0 ? r->call.head.length : 0;

	r->stage = STAGE_BODY;
	deadline_set(r->server->deadlines, r->deadline,
		     SERVER_BODY_S + (int)(length / BYTES_A_SECOND));
	return MHD_YES;
}

/*
 * Past the limit only who seems to be signed in is heard: whether he is, a worker finds out, and at
 * the last place nobody gets in at all.
 */
static bool is_turned_away(struct request *r)
{
	const struct server *s = r->server;
	struct web_call *c = &r->call;

	return deadlines_count(s->deadlines) > s->connections_max / 8 * 7 &&
	       !c->head.authorization &&
	       (!c->site->cookie || !cookie_get(&c->arena, c->head.cookie, c->site->cookie));
}

static enum MHD_Result at_head(struct request *r, const char *method)
{
	server_read_head(&r->call, r->connection, method);
	if (is_turned_away(r))
		answer_fault(&r->call, 503, "the desk has too many callers: try again");
	else if (gate_head(&r->call) && r->call.found.route->upload)
		return hand_over(r, STAGE_ADMIT);
	/* A small body is read all the same: some browsers see no answer before they have sent. */
	if (r->call.reply.status && (r->call.head.length > HTTP_FORM_MAX || r->call.head.chunked))
		return answer(r);
	return to_body(r);
}

static enum MHD_Result admitted(struct request *r)
{
	if (!r->call.reply.status && upload_open(&r->uploading, &r->call, &r->err) < 0)
		answer_error(&r->call, &r->err);
	if (r->call.reply.status)
		return answer(r);
	return to_body(r);
}

static void take_body(struct request *r, const char *bytes, size_t len)
{
	if (r->call.reply.status || r->failed)
		return;
	if (r->uploading)
		r->failed = upload_add(r->uploading, bytes, len, &r->err) < 0;
	else
		buf_put(&r->call.body, bytes, len);
}

/* NULL: a worker has to answer. */
static struct MHD_Response *from_shelf(struct request *r)
{
	struct shelf *shelf = r->server->shelf;
	void *response;

	if (!shelf || !shelf_find(&response, &r->sent, &r->place, shelf, &r->call, time(NULL)))
		return NULL;
	r->call.reply.status = MHD_HTTP_OK;
	return response;
}

static enum MHD_Result whole(struct request *r)
{
	struct MHD_Response *response;

	if (r->uploading && upload_end(r->uploading, &r->err) < 0)
		r->failed = true;
	r->uploading = NULL;
	if (!r->failed && buf_check(&r->call.body, "the form", &r->err) < 0)
		r->failed = true;
	if (r->call.reply.status)
		return answer(r);
	response = r->failed ? NULL : from_shelf(r);
	return response ? answer_with(r, response) : hand_over(r, STAGE_WORK);
}

static enum MHD_Result handle(void *cls, struct MHD_Connection *connection, const char *url,
			      const char *method, const char *version, const char *upload_data,
			      size_t *upload_data_size, void **con_cls)
{
	struct request *r = *con_cls;

	(void)cls;
	(void)connection;
	(void)url;
	(void)version;
	switch (r->stage) {
	case STAGE_HEAD:
		return at_head(r, method);
	case STAGE_ADMIT:
		return admitted(r);
	case STAGE_BODY:
		if (!*upload_data_size)
			return whole(r);
		take_body(r, upload_data, *upload_data_size);
		*upload_data_size = 0;
		return MHD_YES;
	case STAGE_WORK:
		break;
	}
	return answer(r);
}

/* --- a request is over --- */

static const char *logged_path(struct request *r)
{
	const struct web_route *route = r->call.found.route;

	/* What matches no route may be a link that was typed wrongly. */
	if (!route)
		return "-";
	return route->secret ? route->path : log_words(&r->call.arena, r->call.head.path);
}

static void log_request(struct request *r)
{
	static const char *const methods[] = { "GET", "POST", "-" };
	struct server *s = r->server;
	struct tm tm;
	time_t now = time(NULL);
	char at[32];

	if (!s->options.log)
		return;
	gmtime_r(&now, &tm);
	strftime(at, sizeof at, "%Y-%m-%dT%H:%M:%SZ", &tm);
	fprintf(s->options.log, "%s %s %s %s %s %u %zu %lldms\n", at,
		r->call.client_ip ? r->call.client_ip : "-",
		log_words(&r->call.arena, r->call.session.user), methods[r->call.head.method],
		logged_path(r), r->call.reply.status, r->sent,
		(long long)(clock_ms() - r->began_ms));
}

static void end_request(void *cls, struct MHD_Connection *connection, void **con_cls,
			enum MHD_RequestTerminationCode code)
{
	struct request *r = *con_cls;
	struct server *s = cls;
	struct err ignored;

	(void)connection;
	(void)code;
	if (!r)
		return;
	if (r->uploading)
		upload_end(r->uploading, &ignored);
	upload_release(&r->call.upload);
	log_request(r);
	if (r->deadline)
		deadline_set(s->deadlines, r->deadline, SERVER_IDLE_S);
	call_release(&r->call);
	free(r);
	*con_cls = NULL;
	pthread_mutex_lock(&s->lock);
	s->under_way--;
	pthread_mutex_unlock(&s->lock);
}

static void connection_changed(void *cls, struct MHD_Connection *connection, void **context,
			       enum MHD_ConnectionNotificationCode code)
{
	struct server *s = cls;
	struct deadline *d = *context;

	if (code == MHD_CONNECTION_NOTIFY_STARTED) {
		const union MHD_ConnectionInfo *info =
			MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);

		d = calloc(1, sizeof *d);
		if (!d)
			out_of_memory();
		deadline_add(s->deadlines, d, info ? info->connect_fd : -1, SERVER_IDLE_S);
		*context = d;
	} else if (d) {
		deadline_drop(s->deadlines, d);
		free(d);
		*context = NULL;
	}
}

static void *begin(void *cls, const char *uri, struct MHD_Connection *connection)
{
	struct request *r = begin_request(cls, uri, connection);
	const union MHD_ConnectionInfo *info =
		MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);

	r->deadline = info ? info->socket_context : NULL;
	return r;
}

/* The library's own lines, one for each connection that breaks off: of no use to anybody. */
static void no_words(void *cls, const char *fmt, va_list ap)
{
	(void)cls;
	(void)fmt;
	(void)ap;
}

/* --- start and stop --- */

static struct MHD_Daemon *start_daemon(struct server *s)
{
	const struct server_options *o = &s->options;
	const struct MHD_OptionItem tls[] = {
		{ MHD_OPTION_HTTPS_MEM_CERT, 0, (void *)(uintptr_t)o->cert },
		{ MHD_OPTION_HTTPS_MEM_KEY, 0, (void *)(uintptr_t)o->key },
		{ MHD_OPTION_END, 0, NULL },
	};
	const struct MHD_OptionItem none[] = { { MHD_OPTION_END, 0, NULL } };
	unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ITC;

	if (o->cert)
		flags |= MHD_USE_TLS;
	return MHD_start_daemon(
		flags, 0, NULL, NULL, handle, s, MHD_OPTION_EXTERNAL_LOGGER, no_words, NULL,
		MHD_OPTION_LISTEN_SOCKET, o->listen_fd, MHD_OPTION_STRICT_FOR_CLIENT, 1,
		MHD_OPTION_CONNECTION_LIMIT, (unsigned)s->connections_max,
		MHD_OPTION_PER_IP_CONNECTION_LIMIT,
		(unsigned)(s->connections_max / SERVER_PER_ADDRESS), MHD_OPTION_CONNECTION_TIMEOUT,
		(unsigned)SERVER_IDLE_S, MHD_OPTION_CONNECTION_MEMORY_LIMIT,
		(size_t)CONNECTION_MEMORY, MHD_OPTION_NOTIFY_COMPLETED, end_request, s,
		MHD_OPTION_NOTIFY_CONNECTION, connection_changed, s, MHD_OPTION_URI_LOG_CALLBACK,
		begin, s, MHD_OPTION_ARRAY, o->cert ? tls : none, MHD_OPTION_END);
}

static void end_live(struct server *s)
{
	if (s->live)
		live_end(s->live);
}

static void close_live(struct server *s)
{
	if (s->live)
		live_close(s->live);
}

static int start_parts(struct server *s, struct err *err)
{
	const struct server_options *o = &s->options;
	struct pool_options pool = { .workers = o->workers ? o->workers : SERVER_WORKERS,
				     .queue_max = SERVER_QUEUE_MAX,
				     .own = (void *const *)o->desk,
				     .work = work };

	if (o->live && live_open(&s->live, o->live, err) < 0)
		return -1;
	if (pool_open(&s->pool, &pool, err) < 0)
		return -1;
	s->deadlines = deadlines_open();
	if (o->shelf)
		s->shelf = shelf_open(o->shelf, drop_response);
	s->daemon = start_daemon(s);
	if (s->daemon)
		return 0;
	shelf_close(s->shelf);
	deadlines_close(s->deadlines);
	pool_close(s->pool);
	return err_set(err, ERR_FAILED, "the server cannot start%s",
		       o->cert ? ": is --cert a certificate, and --key its key, both in PEM?" : "");
}

int server_start(struct server **out, const struct server_options *options, struct err *err)
{
	struct server *s;

	if (web_routes_check(options->site->routes, err) < 0 ||
	    api_words_check(options->site->routes, err) < 0)
		return -1;
	s = calloc(1, sizeof *s);
	if (!s)
		out_of_memory();
	s->options = *options;
	s->connections_max =
		options->connections_max ? options->connections_max : SERVER_CONNECTIONS_MAX;
	pthread_mutex_init(&s->lock, NULL);
	if (start_parts(s, err) == 0) {
		*out = s;
		return 0;
	}
	end_live(s);
	close_live(s);
	pthread_mutex_destroy(&s->lock);
	free(s);
	return -1;
}

static bool wait_for_all(struct server *s)
{
	const struct timespec step = { .tv_nsec = 20 * 1000000 };
	int64_t until = clock_ms() + SERVER_STOP_S * 1000;
	int left;

	do {
		pthread_mutex_lock(&s->lock);
		left = s->under_way;
		pthread_mutex_unlock(&s->lock);
		if (left)
			nanosleep(&step, NULL);
	} while (left && clock_ms() < until);
	return !left;
}

void server_stop(struct server *s)
{
	MHD_socket listening = MHD_quiesce_daemon(s->daemon);

	end_live(s);
	wait_for_all(s);
	pool_close(s->pool); /* every request that sleeps is woken by its worker */
	MHD_stop_daemon(s->daemon);
	shelf_close(s->shelf);
	if (listening != MHD_INVALID_SOCKET)
		close(listening);
	deadlines_close(s->deadlines);
	close_live(s);
	pthread_mutex_destroy(&s->lock);
	free(s);
}
