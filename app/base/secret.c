#include "base/secret.h"

#include <sodium.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* What lies before the text; its size keeps what follows aligned in libsodium's guarded pages. */
struct room {
	size_t size;
	bool guarded;
	_Alignas(16) char text[];
};

static struct room *room_of(char *text)
{
	return (struct room *)(void *)(text - offsetof(struct room, text));
}

/*
 * Guarded pages when the system gives them. Else ordinary memory, locked as far as the limits
 * allow: a secret that may be swapped is better than a carrier that cannot be asked.
 */
static struct room *make_room(size_t size)
{
	bool guarded = sodium_init() >= 0;
	struct room *room = guarded ? sodium_malloc(size) : NULL;

	if (!room) {
		guarded = false;
		room = aligned_alloc(_Alignof(struct room), size);
		if (!room)
			abort(); /* as an arena does: there is no way on */
		sodium_mlock(room, size);
	}
	room->size = size;
	room->guarded = guarded;
	return room;
}

void secret_set(struct secret *s, const char *text)
{
	struct secret old = *s;

	*s = (struct secret)SECRET_INIT;
	if (text) {
		size_t n = strlen(text) + 1, size = sizeof(struct room) + n;
		struct room *room = make_room((size + 15) / 16 * 16);

		memcpy(room->text, text, n);
		s->text = room->text;
	}
	secret_release(&old); /* last: text may lie in it */
}

void secret_release(struct secret *s)
{
	struct room *room;

	if (!s->text)
		return;
	room = room_of(s->text);
	s->text = NULL;
	if (room->guarded) {
		sodium_free(room);
		return;
	}
	sodium_munlock(room, room->size); /* wipes, also what could not be locked */
	free(room);
}

bool secret_known(const struct secret *s)
{
	return s->text;
}

const char *secret_reveal(const struct secret *s)
{
	return s->text ? s->text : "";
}

void secret_mask(char *text, const struct secret *s)
{
	size_t n = strlen(secret_reveal(s));
	char *to = text, *found;

	if (n < 4)
		return;
	while ((found = strstr(text, s->text))) {
		size_t before = (size_t)(found - text);

		memmove(to, text, before);
		memcpy(to + before, "***", 3);
		to += before + 3;
		text = found + n;
	}
	memmove(to, text, strlen(text) + 1);
}
