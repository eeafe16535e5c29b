/*
 * fuzz_zip.c - any bytes as an archive given to verify
 */
#include <assert.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/err.h"
#include "domain/chain.h"
#include "ops/archive_ops.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The whole of it, and a line of the journal by itself: a member's hash is hard to guess. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct archive_expect expect = { NULL, NULL, NULL };
	struct arena a = ARENA_INIT;
	struct archive_report r;
	struct chain_entry e;
	struct err err = { 0 };
	char path[64];
	int fd = memfd_create("archive", MFD_CLOEXEC);

	assert(fd >= 0 && write(fd, data, size) == (ssize_t)size);
	snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
	if (archive_verify(&r, &a, path, &expect, &err) == 0)
		assert(r.verify.ok == (r.verify.nfaults == 0));
	else
		assert(err.text[0]);
	if (chain_read(&e, &a, (const char *)data, size) == 0)
		assert(e.header || !e.body);
	arena_release(&a);
	close(fd);
	return 0;
}
