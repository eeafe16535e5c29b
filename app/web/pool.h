/*
 * pool.h - a few workers and the queue before them
 */
#ifndef APP_WEB_POOL_H
#define APP_WEB_POOL_H

#include <stdbool.h>

struct err;
struct pool;

/* One thing to do; the caller's, which it is part of. */
struct pool_job {
	struct pool_job *next;
};

/* Runs in a worker's thread; "own" is what the worker was given. */
typedef void pool_work(void *payload, void *own, struct pool_job *job);

struct pool_options {
	int workers, queue_max;
	void *const *own; /* one a worker */
	pool_work *work;
	void *payload;
};

int pool_open(struct pool **out, const struct pool_options *options, struct err *err);
/* False: the queue is full, or the pool is closing. */
bool pool_add(struct pool *p, struct pool_job *job);
/* Does what is queued, then ends the workers. */
void pool_close(struct pool *p);

#endif
