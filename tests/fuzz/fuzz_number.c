/*
 * fuzz_number.c - any bytes as a number and as a text with numbers: nothing may crash or be made up
 */
#include <assert.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "domain/number.h"
#include "domain/number_find.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_number(struct arena *a, const struct number *n)
{
	size_t len = strlen(n->number);

	assert(len && len <= NUMBER_MAX);
	assert(strspn(n->number, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ") == len);
	assert(n->ncandidates >= 0 && n->ncandidates <= CANDIDATES_MAX);
	assert(n->nrepairs >= 0 && n->nrepairs <= REPAIRS_MAX);
	assert(!n->valid || (n->ncandidates && n->nrepairs == 0));
	for (int i = 0; i < n->ncandidates; i++) {
		const struct candidate *c = &n->candidate[i];

		assert(c->carrier && c->format && strstr(n->number, c->number));
		assert(c->nparts >= 0 && c->nparts <= PARTS_MAX);
		for (int k = 0; k < c->nparts; k++)
			assert(c->parts[k].name && c->parts[k].value);
	}
	for (int i = 0; i < n->nrepairs; i++) {
		struct arena_mark mark = arena_mark(a);
		struct err err = { 0 };
		struct number again;

		assert(strcmp(n->repair[i], n->number) != 0);
		assert(number_read(&again, a, n->repair[i], &err) == 0 && again.valid);
		arena_rewind(a, mark);
	}
	assert(number_grouped(a, n->number));
	assert(n->valid || number_warning(a, n));
}

static void read_as_number(const char *text)
{
	struct arena a = ARENA_INIT;
	struct err err = { 0 };
	struct number n;

	if (number_read(&n, &a, text, &err) == 0)
		check_number(&a, &n);
	else
		assert(err.code == ERR_INPUT && err.text[0]);
	arena_release(&a);
}

static bool of_text(const char *number, const char *text, size_t len)
{
	/* Each digit of it stands there, in this order, and is not made up. */
	for (size_t i = 0; *number && i < len; i++)
		if (text[i] == *number || (*number >= 'A' && text[i] == *number + 0x20))
			number++;
		else if ((unsigned char)text[i] >= 0x80)
			return true; /* full-width: not looked at here */
	return *number == '\0';
}

static void read_as_text(const char *text, size_t len)
{
	struct arena keep = ARENA_INIT, a = ARENA_INIT;
	struct number_finder f;
	struct number_hit hit;
	size_t last = 0;

	number_finder_init(&f, &keep);
	number_finder_text(&f, text, len);
	while (number_find(&hit, &f, &a)) {
		assert(hit.at >= last && hit.len && hit.at + hit.len <= len);
		assert(of_text(hit.number.number, text + hit.at, hit.len));
		assert(hit.number.ncandidates);
		last = hit.at + hit.len;
		check_number(&a, &hit.number);
		arena_release(&a);
	}
	arena_release(&a);
	/* All that was found is known now. */
	number_finder_text(&f, text, len);
	assert(!f.nseen || !number_find(&hit, &f, &a) || hit.at + hit.len <= len);
	arena_release(&a);
	arena_release(&keep);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = malloc(size + 1); /* its own block, so that a byte too many is seen */
	char *bytes = malloc(size ? size : 1);

	if (!text || !bytes)
		abort();
	memcpy(text, data, size);
	text[size] = '\0';
	memcpy(bytes, data, size);
	read_as_number(text);
	read_as_text(bytes, size);
	free(bytes);
	free(text);
	return 0;
}
