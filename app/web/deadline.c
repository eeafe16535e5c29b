#include "web/deadline.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>

#include "base/arena.h"

struct deadlines {
	pthread_mutex_t lock;
	pthread_cond_t ending;
	pthread_t thread;
	bool running, closing;
	struct deadline *first;
	int count;
};

int64_t clock_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Once a second. The socket is the server's, and is closed by it: here it is only shut. */
static void *watch(void *payload)
{
	struct deadlines *d = payload;

	pthread_mutex_lock(&d->lock);
	while (!d->closing) {
		struct timespec until;
		int64_t now = clock_ms();

		for (struct deadline *each = d->first; each; each = each->next)
			if (each->until_ms && now >= each->until_ms)
				shutdown(each->fd, SHUT_RDWR);
		clock_gettime(CLOCK_REALTIME, &until);
		until.tv_sec++;
		pthread_cond_timedwait(&d->ending, &d->lock, &until);
	}
	pthread_mutex_unlock(&d->lock);
	return NULL;
}

struct deadlines *deadlines_open(void)
{
	struct deadlines *d = calloc(1, sizeof *d);

	if (!d)
		out_of_memory();
	pthread_mutex_init(&d->lock, NULL);
	pthread_cond_init(&d->ending, NULL);
	d->running = pthread_create(&d->thread, NULL, watch, d) == 0;
	return d;
}

void deadlines_close(struct deadlines *d)
{
	pthread_mutex_lock(&d->lock);
	d->closing = true;
	pthread_cond_signal(&d->ending);
	pthread_mutex_unlock(&d->lock);
	if (d->running)
		pthread_join(d->thread, NULL);
	pthread_cond_destroy(&d->ending);
	pthread_mutex_destroy(&d->lock);
	free(d);
}

void deadline_add(struct deadlines *d, struct deadline *each, int fd, int seconds)
{
	pthread_mutex_lock(&d->lock);
	*each = (struct deadline){ .fd = fd, .next = d->first };
	each->until_ms = clock_ms() + (int64_t)seconds * 1000;
	if (d->first)
		d->first->before = each;
	d->first = each;
	d->count++;
	pthread_mutex_unlock(&d->lock);
}

void deadline_drop(struct deadlines *d, struct deadline *each)
{
	pthread_mutex_lock(&d->lock);
	if (each->before)
		each->before->next = each->next;
	else
		d->first = each->next;
	if (each->next)
		each->next->before = each->before;
	d->count--;
	pthread_mutex_unlock(&d->lock);
}

void deadline_set(struct deadlines *d, struct deadline *each, int seconds)
{
	pthread_mutex_lock(&d->lock);
	each->until_ms = seconds ? clock_ms() + (int64_t)seconds * 1000 : 0;
	pthread_mutex_unlock(&d->lock);
}

int deadlines_count(struct deadlines *d)
{
	int n;

	pthread_mutex_lock(&d->lock);
	n = d->count;
	pthread_mutex_unlock(&d->lock);
	return n;
}
