#include "net/bucket.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/text.h"

/*
 * The file: a head, then a ring of the times at which tokens were taken, the n-th token's at place
 * n modulo SLOTS. A token is first put into its slot and then counted in the head, so that a
 * process killed in between has taken none. Times are microseconds on a line that begins anywhere
 * and only goes on. A cache of one machine: native byte order.
 */
enum { SLOTS = QUOTA_CALLS_MAX, HEAD_SIZE = 128, SUM_SIZE = 16, LONG_S = 60 };

static const char magic[16] = "waylaid quota 1";

struct head {
	char magic[16];
	char boot[BOOT_ID];
	int64_t boot_us, real_us; /* when it was last written, */
	int64_t line_us;          /* and where the line was then */
	int64_t taken;            /* tokens ever */
	/* As if all tokens before the first had been taken then; 0: none was. */
	int64_t spent_us;
	uint8_t sum[SUM_SIZE]; /* of the bytes before it */
	uint8_t rest[HEAD_SIZE - 16 - BOOT_ID - 5 * 8 - SUM_SIZE];
};
static_assert(sizeof(struct head) == HEAD_SIZE, "the head has no holes");

struct slot {
	int64_t us;
	uint64_t sum; /* of the time and the token's number: what was not written whole is seen */
};
static_assert(sizeof(struct slot) == 16, "a slot has no holes");

void bucket_machine_time(struct bucket_time *out, void *payload)
{
	int fd = open("/proc/sys/kernel/random/boot_id", O_RDONLY | O_CLOEXEC);
	struct timespec boot = { 0 }, real = { 0 };
	ssize_t n;

	(void)payload;
	*out = (struct bucket_time){ .boot = "" };
	n = fd < 0 ? 0 : read(fd, out->boot, sizeof(out->boot) - 1);
	if (fd >= 0)
		close(fd);
	out->boot[n > 0 ? n : 0] = '\0';
	out->boot[strcspn(out->boot, "\n")] = '\0';
	clock_gettime(CLOCK_BOOTTIME, &boot);
	clock_gettime(CLOCK_REALTIME, &real);
	out->boot_us = (int64_t)boot.tv_sec * 1000000 + boot.tv_nsec / 1000;
	out->real_us = (int64_t)real.tv_sec * 1000000 + real.tv_nsec / 1000;
}

/* Carriers of one service (both of DHL) share what one key may; at one URL only those. */
static void name_of(char out[HASH_HEX], const struct bucket_place *place)
{
	const struct credentials *c = place->credentials;
	const char *service =
		place->carrier->default_url ? place->carrier->default_url : place->carrier->code;
	const char *client = text_blank(c->client_id) ? secret_reveal(&c->api_key) : c->client_id;
	struct hasher h;
	struct hash sum;

	hash_start(&h);
	hash_add(&h, service, strlen(service) + 1);
	hash_add(&h, c->base_url, strlen(c->base_url) + 1);
	hash_add(&h, client, strlen(client) + 1);
	sum = hash_end(&h);
	hash_hex(out, &sum);
}

static int open_ours(const char *path)
{
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0600);
	struct stat st;

	if (fd < 0)
		return -1;
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_uid == geteuid() &&
	    (!(st.st_mode & 077) || fchmod(fd, 0600) == 0))
		return fd;
	close(fd);
	return -1;
}

int bucket_open(struct bucket *b, const struct bucket_place *place, struct err *err)
{
	struct arena a = ARENA_INIT;
	char name[HASH_HEX], *cache = NULL, *path;
	struct err ignored;
	int rc = -1;

	b->fd = -1;
	if (b->quota.nlimits == 0)
		return 0;
	if (!b->clock.read)
		b->clock = (struct bucket_clock){ bucket_machine_time, NULL };
	if (!place->dir && path_cache_dir(&cache, &a, err) < 0)
		goto out;
	name_of(name, place);
	path = path_join(&a, path_join(&a, place->dir ? place->dir : cache, "quota"), name);
	if (file_make_parent(path, &ignored) == 0)
		b->fd = open_ours(path);
	if (b->fd < 0)
		b->fd = memfd_create("quota", MFD_CLOEXEC);
	rc = b->fd < 0 ? err_set_errno(err, ERR_FAILED, "cannot count calls") : 0;
out:
	arena_release(&a);
	return rc;
}

void bucket_close(struct bucket *b)
{
	if (b->fd >= 0)
		close(b->fd);
	b->fd = -1;
}

static struct hash sum_of(const struct head *h)
{
	return hash_of(h, offsetof(struct head, sum));
}

/* Not in a loop: what a signal or a full disk cut short counts as not done. */
static bool put(int fd, const void *bytes, size_t n, off_t at)
{
	return pwrite(fd, bytes, n, at) == (ssize_t)n;
}

static bool put_head(int fd, struct head *h, const struct bucket_time *now)
{
	struct hash sum;

	memcpy(h->boot, now->boot, sizeof(h->boot));
	h->boot_us = now->boot_us;
	h->real_us = now->real_us;
	sum = sum_of(h);
	memcpy(h->sum, sum.byte, SUM_SIZE);
	return put(fd, h, sizeof(*h), 0);
}

/* A new line. "age_us" ago all tokens were taken, for all we know; -1: none was. */
static void begin_line(struct head *h, const struct bucket_time *now, int64_t age_us)
{
	*h = (struct head){ .line_us = now->real_us };
	memcpy(h->magic, magic, sizeof(magic));
	if (age_us >= 0)
		h->spent_us = h->line_us - age_us;
}

static void begin_damaged(struct head *h, int fd, const struct bucket_time *now)
{
	struct stat st;
	int64_t age_us = 0;

	if (fstat(fd, &st) == 0)
		age_us = now->real_us - (int64_t)st.st_mtim.tv_sec * 1000000;
	begin_line(h, now, age_us > 0 ? age_us : 0);
}

/* How far time has gone since the file was written. */
static int64_t elapsed_us(const struct head *h, const struct bucket_time *now)
{
	bool same_boot = *now->boot && !strncmp(h->boot, now->boot, sizeof(h->boot));
	int64_t us = same_boot ? now->boot_us - h->boot_us : now->real_us - h->real_us;

	return us > 0 ? us : 0;
}

static bool is_whole(const struct head *h)
{
	struct hash sum = sum_of(h);

	return !memcmp(h->magic, magic, sizeof(magic)) && !memcmp(h->sum, sum.byte, SUM_SIZE) &&
	       h->taken >= 0 && !h->boot[BOOT_ID - 1];
}

static void get_head(struct head *h, int fd, const struct bucket_time *now)
{
	ssize_t n = pread(fd, h, sizeof(*h), 0);

	if (n == 0)
		begin_line(h, now, -1);
	else if (n != (ssize_t)sizeof(*h) || !is_whole(h))
		begin_damaged(h, fd, now);
	else
		h->line_us += elapsed_us(h, now);
}

static off_t slot_at(int64_t token)
{
	return HEAD_SIZE + (off_t)(token % SLOTS) * (off_t)sizeof(struct slot);
}

static struct slot slot_of(int64_t token, int64_t us)
{
	uint64_t x = (uint64_t)us + (uint64_t)token * UINT64_C(0x9E3779B97F4A7C15);

	x = (x ^ x >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
	x = (x ^ x >> 27) * UINT64_C(0x94D049BB133111EB);
	return (struct slot){ us, x ^ x >> 31 };
}

/* When the token was taken that must be back before another one of this limit may go. */
static int last_of(int64_t *at_us, bool *taken, int fd, const struct head *h, int calls)
{
	int64_t token = h->taken - calls;
	struct slot slot;

	*taken = h->taken >= calls;
	if (!*taken) {
		*taken = h->spent_us != 0;
		*at_us = h->spent_us;
		return 0;
	}
	if (pread(fd, &slot, sizeof(slot), slot_at(token)) != sizeof(slot) ||
	    slot.sum != slot_of(token, slot.us).sum || slot.us > h->line_us)
		return -1;
	*at_us = slot.us;
	return 0;
}

static int wait_for(int64_t *wait_us, const struct bucket *b, const struct head *h)
{
	*wait_us = 0;
	for (int i = 0; i < b->quota.nlimits; i++) {
		const struct quota_limit *l = &b->quota.limit[i];
		int64_t at_us, back_us;
		bool taken;

		if (last_of(&at_us, &taken, b->fd, h, l->calls) < 0)
			return -1;
		back_us = at_us + (int64_t)l->period_s * 1000000 - h->line_us;
		if (taken && back_us > *wait_us)
			*wait_us = back_us;
	}
	return 0;
}

/* After a loss of power it takes the machine longer to come back than short periods last. */
static bool must_sync(const struct quota *q)
{
	for (int i = 0; i < q->nlimits; i++)
		if (q->limit[i].period_s > LONG_S)
			return true;
	return false;
}

static bool put_token(const struct bucket *b, struct head *h, const struct bucket_time *now)
{
	struct slot slot = slot_of(h->taken, h->line_us);

	if (!put(b->fd, &slot, sizeof(slot), slot_at(h->taken)))
		return false;
	h->taken++;
	if (put_head(b->fd, h, now))
		return !must_sync(&b->quota) || fdatasync(b->fd) == 0 || errno == EINVAL;
	h->taken--;
	return false;
}

/* The disk is full: what is known goes on in memory, for this run. */
static bool move_to_memory(struct bucket *b)
{
	int fd = memfd_create("quota", MFD_CLOEXEC);
	char bytes[4096];
	off_t at = 0;
	ssize_t n;

	if (fd < 0)
		return false;
	while ((n = pread(b->fd, bytes, sizeof(bytes), at)) > 0) {
		if (!put(fd, bytes, (size_t)n, at))
			break;
		at += n;
	}
	close(b->fd);
	b->fd = fd;
	return n == 0;
}

static int64_t take(struct bucket *b)
{
	struct bucket_time now;
	struct head h;
	int64_t wait_us;

	b->clock.read(&now, b->clock.payload);
	get_head(&h, b->fd, &now);
	if (wait_for(&wait_us, b, &h) < 0) {
		begin_damaged(&h, b->fd, &now);
		if (wait_for(&wait_us, b, &h) < 0)
			return BUCKET_HELD;
	}
	if (wait_us == 0) {
		if (!put_token(b, &h, &now) && (!move_to_memory(b) || !put_token(b, &h, &now)))
			return BUCKET_HELD;
	} else {
		/* From here on time is told from this boot, and damage does not look newer. */
		put_head(b->fd, &h, &now);
	}
	return wait_us;
}

int64_t bucket_take(struct bucket *b)
{
	int64_t wait_us;

	if (b->quota.nlimits == 0)
		return 0;
	assert(b->fd >= 0);
	if (flock(b->fd, LOCK_EX | LOCK_NB) < 0)
		return BUCKET_HELD;
	wait_us = take(b);
	flock(b->fd, LOCK_UN);
	return wait_us;
}
