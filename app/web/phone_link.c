#include "web/phone_link.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/secret.h"

struct link {
	struct hash key; /* of the token */
	int64_t casefile_id, ends_s;
	struct secret session;
	int tries, photos;
	int64_t bytes;
	int64_t paid_until_s; /* the rate: each photo pays a second, PHONE_BURST of them ahead */
	struct hash photo[PHONE_TRIES_MAX];
};

struct phone_links {
	pthread_mutex_t lock;
	struct link *link[PHONE_LINKS_MAX]; /* NULL: free */
	int64_t changes;
};

struct phone_links *phone_links_new(void)
{
	struct phone_links *all = calloc(1, sizeof *all);

	if (!all)
		out_of_memory();
	pthread_mutex_init(&all->lock, NULL);
	return all;
}

static void drop(struct link **at)
{
	secret_release(&(*at)->session);
	free(*at);
	*at = NULL;
}

void phone_links_free(struct phone_links *all)
{
	if (!all)
		return;
	for (int i = 0; i < PHONE_LINKS_MAX; i++)
		if (all->link[i])
			drop(&all->link[i]);
	pthread_mutex_destroy(&all->lock);
	free(all);
}

/* The place of a link, by its key or (NULL) by its case; NULL. Forgets those that are over. */
static struct link **place(struct phone_links *all, const struct hash *key, int64_t casefile_id,
			   int64_t now_s)
{
	struct link **found = NULL;

	for (int i = 0; i < PHONE_LINKS_MAX; i++) {
		struct link **at = &all->link[i];

		if (*at && (*at)->ends_s <= now_s)
			drop(at);
		if (*at && (key ? hash_same(&(*at)->key, key) : (*at)->casefile_id == casefile_id))
			found = at;
	}
	return found;
}

static struct link *by_token(struct phone_links *all, const char *token, int64_t now_s)
{
	struct hash key = hash_of(token, strlen(token));
	struct link **at = place(all, &key, 0, now_s);

	return at ? *at : NULL;
}

static struct link **free_place(struct phone_links *all)
{
	for (int i = 0; i < PHONE_LINKS_MAX; i++)
		if (!all->link[i])
			return &all->link[i];
	return NULL;
}

bool phone_link_make(char token[TOKEN_TEXT], struct phone_links *all, int64_t casefile_id,
		     const char *session, int64_t now_s)
{
	struct hash bytes;
	struct link **at;

	random_bytes(bytes.byte, sizeof bytes.byte);
	hash_hex(token, &bytes);
	pthread_mutex_lock(&all->lock);
	at = place(all, NULL, casefile_id, now_s);
	if (at)
		drop(at);
	at = free_place(all);
	if (at) {
		*at = calloc(1, sizeof **at);
		if (!*at)
			out_of_memory();
		**at = (struct link){ .key = hash_of(token, strlen(token)),
				      .casefile_id = casefile_id,
				      .ends_s = now_s + PHONE_LINK_LASTS_S,
				      .paid_until_s = now_s };
		secret_set(&(*at)->session, session);
	}
	all->changes++;
	pthread_mutex_unlock(&all->lock);
	return at != NULL;
}

static bool tell(struct phone_link *out, const struct link *l, int64_t now_s)
{
	*out = (struct phone_link){ .casefile_id = 0 };
	if (!l)
		return false;
	out->casefile_id = l->casefile_id;
	out->left_s = l->ends_s - now_s;
	out->photos = l->photos;
	snprintf(out->session, sizeof out->session, "%s", secret_reveal(&l->session));
	return true;
}

bool phone_link_find(struct phone_link *out, struct phone_links *all, const char *token,
		     int64_t now_s)
{
	bool there;

	pthread_mutex_lock(&all->lock);
	there = tell(out, by_token(all, token, now_s), now_s);
	pthread_mutex_unlock(&all->lock);
	return there;
}

bool phone_link_of_case(struct phone_link *out, struct phone_links *all, int64_t casefile_id,
			int64_t now_s)
{
	struct link **at;
	bool there;

	pthread_mutex_lock(&all->lock);
	at = place(all, NULL, casefile_id, now_s);
	there = tell(out, at ? *at : NULL, now_s);
	pthread_mutex_unlock(&all->lock);
	return there;
}

bool phone_link_end(struct phone_links *all, int64_t casefile_id, int64_t now_s)
{
	struct link **at;

	pthread_mutex_lock(&all->lock);
	at = place(all, NULL, casefile_id, now_s);
	if (at)
		drop(at);
	all->changes++;
	pthread_mutex_unlock(&all->lock);
	return at != NULL;
}

int64_t phone_links_changes(struct phone_links *all)
{
	int64_t n;

	pthread_mutex_lock(&all->lock);
	n = all->changes;
	pthread_mutex_unlock(&all->lock);
	return n;
}

static enum phone_pass charge(struct link *l, int64_t bytes, int64_t now_s)
{
	if (!l)
		return PHONE_GONE;
	if (l->tries == PHONE_TRIES_MAX || bytes > PHONE_BYTES_MAX - l->bytes)
		return PHONE_FULL;
	if (l->paid_until_s < now_s)
		l->paid_until_s = now_s;
	if (l->paid_until_s - now_s >= PHONE_BURST)
		return PHONE_SLOW;
	l->paid_until_s++;
	l->tries++;
	l->bytes += bytes;
	return PHONE_PASS;
}

enum phone_pass phone_link_charge(struct phone_links *all, const char *token, int64_t bytes,
				  int64_t now_s)
{
	enum phone_pass pass;

	pthread_mutex_lock(&all->lock);
	pass = charge(by_token(all, token, now_s), bytes, now_s);
	pthread_mutex_unlock(&all->lock);
	return pass;
}

static bool knows(const struct link *l, const struct hash *photo)
{
	for (int i = 0; l && i < l->photos; i++)
		if (hash_same(&l->photo[i], photo))
			return true;
	return false;
}

void phone_link_came(struct phone_links *all, const char *token, const struct hash *photo)
{
	struct link *l;

	pthread_mutex_lock(&all->lock);
	l = by_token(all, token, INT64_MIN);
	if (l && l->photos < PHONE_TRIES_MAX && !knows(l, photo))
		l->photo[l->photos++] = *photo;
	pthread_mutex_unlock(&all->lock);
}

bool phone_link_knows(struct phone_links *all, const char *token, const struct hash *photo)
{
	bool known;

	pthread_mutex_lock(&all->lock);
	known = knows(by_token(all, token, INT64_MIN), photo);
	pthread_mutex_unlock(&all->lock);
	return known;
}
