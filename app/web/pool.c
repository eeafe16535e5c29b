#include "web/pool.h"

#include <pthread.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/err.h"

enum { WORKERS_MAX = 16 };

struct worker {
	struct pool *pool;
	pthread_t thread;
	void *own;
};

struct pool {
	struct pool_options options;
	pthread_mutex_t lock;
	pthread_cond_t more;
	struct pool_job *first, *last;
	int queued;
	bool closing;
	struct worker worker[WORKERS_MAX];
	int workers;
};

static struct pool_job *take(struct pool *p)
{
	struct pool_job *job;

	pthread_mutex_lock(&p->lock);
	while (!p->first && !p->closing)
		pthread_cond_wait(&p->more, &p->lock);
	job = p->first;
	if (job) {
		p->first = job->next;
		p->queued--;
	}
	pthread_mutex_unlock(&p->lock);
	return job;
}

static void *run(void *payload)
{
	struct worker *w = payload;
	struct pool_job *job;

	while ((job = take(w->pool)))
		w->pool->options.work(w->pool->options.payload, w->own, job);
	return NULL;
}

int pool_open(struct pool **out, const struct pool_options *options, struct err *err)
{
	struct pool *p = calloc(1, sizeof *p);

	if (!p)
		out_of_memory();
	p->options = *options;
	pthread_mutex_init(&p->lock, NULL);
	pthread_cond_init(&p->more, NULL);
	for (int i = 0; i < options->workers && i < WORKERS_MAX; i++) {
		struct worker *w = &p->worker[i];

		*w = (struct worker){ .pool = p, .own = options->own[i] };
		if (pthread_create(&w->thread, NULL, run, w) != 0) {
			pool_close(p);
			return err_set(err, ERR_FAILED, "cannot start the workers");
		}
		p->workers++;
	}
	*out = p;
	return 0;
}

bool pool_add(struct pool *p, struct pool_job *job)
{
	bool room;

	job->next = NULL;
	pthread_mutex_lock(&p->lock);
	room = p->queued < p->options.queue_max && !p->closing;
	if (room) {
		if (p->first)
			p->last->next = job;
		else
			p->first = job;
		p->last = job;
		p->queued++;
		pthread_cond_signal(&p->more);
	}
	pthread_mutex_unlock(&p->lock);
	return room;
}

void pool_close(struct pool *p)
{
	pthread_mutex_lock(&p->lock);
	p->closing = true;
	pthread_cond_broadcast(&p->more);
	pthread_mutex_unlock(&p->lock);
	for (int i = 0; i < p->workers; i++)
		pthread_join(p->worker[i].thread, NULL);
	pthread_cond_destroy(&p->more);
	pthread_mutex_destroy(&p->lock);
	free(p);
}
