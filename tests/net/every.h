/*
 * every.h - the ways in which carriers are asked, for tests that go through all of them
 */
#ifndef TESTS_NET_EVERY_H
#define TESTS_NET_EVERY_H

#include "net/asked.h"

struct way {
	const char *name; /* as in a message of the test */
	const char *carrier, *api;
	const char *call;       /* how its lines of the log begin */
	const char *token_call; /* NULL: a key instead of tokens */
	int batch;
};

enum { WAYS = 8 };
extern const struct way ways[WAYS];

/* Starts a sandbox with the client and the key, and asks it in this way from now on. */
void every_start(struct asked *a, const struct way *way, const char *script);

int every_calls(const struct asked *a, const struct way *way);
int every_tokens(const struct asked *a, const struct way *way); /* 0 without tokens */

#endif
