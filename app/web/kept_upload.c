#include "web/kept_upload.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/hash.h"
#include "web/upload.h"

struct kept {
	struct hash name, session; /* of the texts */
	char *dir, *path;          /* NULL: the place is free */
	int64_t size, ends_s;
};

struct kept_uploads {
	pthread_mutex_t lock;
	struct kept kept[KEPT_MAX]; /* oldest first */
	int n;
};

struct kept_uploads *kept_uploads_new(void)
{
	struct kept_uploads *all = calloc(1, sizeof *all);

	if (!all)
		out_of_memory();
	pthread_mutex_init(&all->lock, NULL);
	return all;
}

static char *copy_of(const char *text)
{
	char *copy = strdup(text);

	if (!copy)
		out_of_memory();
	return copy;
}

/* Its place goes; the files stay. */
static void forget(struct kept_uploads *all, int at)
{
	free(all->kept[at].dir);
	free(all->kept[at].path);
	memmove(&all->kept[at], &all->kept[at + 1], (size_t)(--all->n - at) * sizeof all->kept[at]);
}

static void drop(struct kept_uploads *all, int at)
{
	struct upload u = { all->kept[at].dir, all->kept[at].path, -1, 0 };

	upload_release(&u);
	forget(all, at);
}

void kept_uploads_free(struct kept_uploads *all)
{
	if (!all)
		return;
	while (all->n)
		drop(all, 0);
	pthread_mutex_destroy(&all->lock);
	free(all);
}

static void drop_old(struct kept_uploads *all, int64_t now_s)
{
	for (int i = all->n - 1; i >= 0; i--)
		if (all->kept[i].ends_s <= now_s)
			drop(all, i);
}

static void make_room(struct kept_uploads *all, int64_t size)
{
	int64_t sum = size;

	for (int i = 0; i < all->n; i++)
		sum += all->kept[i].size;
	while (all->n && (all->n == KEPT_MAX || sum > KEPT_BYTES_MAX)) {
		sum -= all->kept[0].size;
		drop(all, 0);
	}
}

bool kept_upload_put(char name[TOKEN_TEXT], struct kept_uploads *all, struct upload *u,
		     const char *session, int64_t now_s)
{
	struct hash bytes, whose = hash_of(session, strlen(session));

	if (!u->path || u->size > KEPT_BYTES_MAX)
		return false;
	random_bytes(bytes.byte, sizeof bytes.byte);
	hash_hex(name, &bytes);
	pthread_mutex_lock(&all->lock);
	drop_old(all, now_s);
	for (int i = all->n - 1; i >= 0; i--)
		if (hash_same(&all->kept[i].session, &whose))
			drop(all, i);
	make_room(all, u->size);
	all->kept[all->n++] = (struct kept){ .name = hash_of(name, strlen(name)),
					     .session = whose,
					     .dir = copy_of(u->dir),
					     .path = copy_of(u->path),
					     .size = u->size,
					     .ends_s = now_s + KEPT_LASTS_S };
	pthread_mutex_unlock(&all->lock);
	*u = (struct upload){ .fd = -1 };
	return true;
}

bool kept_upload_take(struct upload *out, struct kept_uploads *all, struct arena *a,
		      const char *name, const char *session, int64_t now_s)
{
	struct hash key = hash_of(name, strlen(name)), whose = hash_of(session, strlen(session));
	bool found = false;

	pthread_mutex_lock(&all->lock);
	drop_old(all, now_s);
	for (int i = 0; i < all->n && !found; i++) {
		const struct kept *k = &all->kept[i];

		if (!hash_same(&k->name, &key) || !hash_same(&k->session, &whose))
			continue;
		*out = (struct upload){ arena_strdup(a, k->dir), arena_strdup(a, k->path), -1,
					k->size };
		forget(all, i);
		found = true;
	}
	pthread_mutex_unlock(&all->lock);
	return found;
}
