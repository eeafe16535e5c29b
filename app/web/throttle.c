#include "web/throttle.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/arena.h"
#include "base/hash.h"

struct tally {
	struct hash key; /* of the name or the address, so that no table holds what was typed */
	bool used;
	int failures;
	int64_t last_s;
};

struct throttle {
	pthread_mutex_t lock;
	struct tally tally[THROTTLE_ROOM];
	pthread_cond_t left;
	int hashing, waiting;
};

enum kind { BY_NAME = 'n', BY_ADDRESS = 'a' };

struct throttle *throttle_new(void)
{
	struct throttle *t = calloc(1, sizeof *t);
	pthread_condattr_t attr;

	if (!t)
		out_of_memory();
	pthread_mutex_init(&t->lock, NULL);
	pthread_condattr_init(&attr);
	pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
	pthread_cond_init(&t->left, &attr);
	pthread_condattr_destroy(&attr);
	return t;
}

void throttle_free(struct throttle *t)
{
	if (!t)
		return;
	pthread_cond_destroy(&t->left);
	pthread_mutex_destroy(&t->lock);
	free(t);
}

static struct hash key_of(enum kind kind, const char *text)
{
	const char k = (char)kind;
	struct hasher h;

	hash_start(&h);
	hash_add(&h, &k, 1);
	hash_add(&h, text, strlen(text));
	return hash_end(&h);
}

/* The place of a key, or the one that it may take: free, forgotten, else the oldest of eight. */
static struct tally *place(struct throttle *t, const struct hash *key, int64_t now_s, bool *there)
{
	size_t at = (key->byte[0] | (size_t)key->byte[1] << 8) % THROTTLE_ROOM;
	struct tally *best = NULL;

	*there = false;
	for (size_t i = 0; i < 8; i++) {
		struct tally *each = &t->tally[(at + i) % THROTTLE_ROOM];

		if (each->used && now_s - each->last_s >= THROTTLE_FORGET_S)
			each->used = false;
		if (each->used && hash_same(&each->key, key)) {
			*there = true;
			return each;
		}
		if (!best || (!each->used && best->used) ||
		    (each->used == best->used && each->last_s < best->last_s))
			best = each;
	}
	return best;
}

static int wait_of(struct throttle *t, enum kind kind, const char *text, int64_t now_s)
{
	struct hash key = key_of(kind, text);
	int over, wait_s = THROTTLE_WAIT_MAX_S;
	bool there;
	const struct tally *each = place(t, &key, now_s, &there);

	if (!there)
		return 0;
	over = each->failures - (kind == BY_NAME ? THROTTLE_FREE : THROTTLE_FREE_ADDRESS);
	if (over < 0)
		return 0;
	if (over < 10 && (1 << over) < wait_s)
		wait_s = 1 << over;
	if (each->last_s > now_s)
		return wait_s;
	return now_s - each->last_s < wait_s ? wait_s - (int)(now_s - each->last_s) : 0;
}

int throttle_wait(struct throttle *t, const char *name, const char *address, int64_t now_s)
{
	int a, b;

	pthread_mutex_lock(&t->lock);
	a = wait_of(t, BY_NAME, name, now_s);
	b = wait_of(t, BY_ADDRESS, address, now_s);
	pthread_mutex_unlock(&t->lock);
	return a > b ? a : b;
}

static void add(struct throttle *t, enum kind kind, const char *text, int64_t now_s)
{
	struct hash key = key_of(kind, text);
	bool there;
	struct tally *each = place(t, &key, now_s, &there);

	if (!there)
		*each = (struct tally){ .key = key, .used = true };
	each->failures++;
	each->last_s = now_s;
}

void throttle_failed(struct throttle *t, const char *name, const char *address, int64_t now_s)
{
	pthread_mutex_lock(&t->lock);
	add(t, BY_NAME, name, now_s);
	add(t, BY_ADDRESS, address, now_s);
	pthread_mutex_unlock(&t->lock);
}

void throttle_passed(struct throttle *t, const char *name, int64_t now_s)
{
	struct hash key = key_of(BY_NAME, name);
	struct tally *each;
	bool there;

	pthread_mutex_lock(&t->lock);
	each = place(t, &key, now_s, &there);
	if (there)
		each->used = false;
	pthread_mutex_unlock(&t->lock);
}

static void tell(struct throttle *t, struct sign_in_failure *out, enum kind kind, const char *text,
		 int64_t now_s)
{
	struct hash key = key_of(kind, text);
	bool there;
	const struct tally *each = place(t, &key, now_s, &there);

	*out = (struct sign_in_failure){ .failures = there ? each->failures : 0,
					 .last_at = there ? each->last_s : now_s };
	hash_hex(out->key, &key);
}

void throttle_tell(struct throttle *t, struct sign_in_failure out[2], const char *name,
		   const char *address, int64_t now_s)
{
	pthread_mutex_lock(&t->lock);
	tell(t, &out[0], BY_NAME, name, now_s);
	tell(t, &out[1], BY_ADDRESS, address, now_s);
	pthread_mutex_unlock(&t->lock);
}

void throttle_put(struct throttle *t, const struct sign_in_failure *kept)
{
	struct tally *each;
	struct hash key;
	bool there;

	if (hash_parse(&key, kept->key) < 0 || kept->failures <= 0)
		return;
	pthread_mutex_lock(&t->lock);
	each = place(t, &key, kept->last_at, &there);
	*each = (struct tally){
		.key = key, .used = true, .failures = kept->failures, .last_s = kept->last_at
	};
	pthread_mutex_unlock(&t->lock);
}

static bool wait_for_place(struct throttle *t)
{
	struct timespec until;

	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_sec += THROTTLE_WAIT_S;
	t->waiting++;
	while (t->hashing >= THROTTLE_HASHES &&
	       pthread_cond_timedwait(&t->left, &t->lock, &until) == 0)
		;
	t->waiting--;
	return t->hashing < THROTTLE_HASHES;
}

bool throttle_enter(struct throttle *t)
{
	bool in;

	pthread_mutex_lock(&t->lock);
	in = t->hashing < THROTTLE_HASHES || (t->waiting < THROTTLE_WAITING && wait_for_place(t));
	t->hashing += in;
	pthread_mutex_unlock(&t->lock);
	return in;
}

void throttle_leave(struct throttle *t)
{
	pthread_mutex_lock(&t->lock);
	t->hashing--;
	pthread_cond_signal(&t->left);
	pthread_mutex_unlock(&t->lock);
}
