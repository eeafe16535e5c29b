#include "web/shelf.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "ops/desk.h"
#include "ops/news_ops.h"
#include "web/call.h"
#include "web/phone_link.h"
#include "web/tracker.h"

enum { BUCKETS = 1024, A_MINUTE_S = 60 };

struct page {
	struct page *same;          /* the next in its bucket */
	struct page *newer, *older; /* by when it was asked for */
	struct hash key;
	struct session session; /* no more of it than its times */
	char user[USER_NAME_MAX + 1];
	bool named;
	void *answer;
	size_t size;
};

struct shelf {
	struct desk *desk;
	void (*drop)(void *answer);
	int64_t version, minute, links, runs; /* of all that are kept */
	struct page *bucket[BUCKETS];
	struct page *newest, *oldest;
	size_t bytes;
	int n;
};

struct shelf *shelf_open(struct desk *desk, void (*drop)(void *answer))
{
	struct shelf *s = calloc(1, sizeof *s);

	if (!s)
		out_of_memory();
	s->desk = desk;
	s->drop = drop;
	return s;
}

/* --- the table --- */

static struct page **bucket_of(struct shelf *s, const struct hash *key)
{
	uint32_t start;

	memcpy(&start, key->byte, sizeof start);
	return &s->bucket[start % BUCKETS];
}

static struct page *look_up(struct shelf *s, const struct hash *key)
{
	struct page *p = *bucket_of(s, key);

	while (p && memcmp(&p->key, key, sizeof *key) != 0)
		p = p->same;
	return p;
}

static void take_out(struct shelf *s, struct page *p)
{
	*(p->newer ? &p->newer->older : &s->newest) = p->older;
	*(p->older ? &p->older->newer : &s->oldest) = p->newer;
}

static void put_first(struct shelf *s, struct page *p)
{
	p->newer = NULL;
	p->older = s->newest;
	*(s->newest ? &s->newest->newer : &s->oldest) = p;
	s->newest = p;
}

static void forget(struct shelf *s, struct page *p)
{
	struct page **at = bucket_of(s, &p->key);

	while (*at != p)
		at = &(*at)->same;
	*at = p->same;
	take_out(s, p);
	s->bytes -= p->size + SHELF_BESIDES;
	s->n--;
	s->drop(p->answer);
	free(p);
}

void shelf_close(struct shelf *s)
{
	if (!s)
		return;
	while (s->oldest)
		forget(s, s->oldest);
	free(s);
}

int shelf_count(const struct shelf *s, size_t *bytes)
{
	*bytes = s->bytes;
	return s->n;
}

/* --- what a page hangs on --- */

static void add_part(struct hasher *h, const char *text)
{
	uint32_t len = text ? (uint32_t)strlen(text) : UINT32_MAX;

	hash_add(h, &len, sizeof len);
	if (text)
		hash_add(h, text, len);
}

/* Session, incognito and whatever else a browser remembers are in the cookies. */
static struct hash key_of(const struct web_call *c)
{
	const struct http_head *h = &c->head;
	struct hasher hasher;

	hash_start(&hasher);
	add_part(&hasher, h->cookie);
	add_part(&hasher, h->path);
	add_part(&hasher, h->query);
	add_part(&hasher, h->host);
	add_part(&hasher, h->accept);
	return hash_end(&hasher);
}

static bool may_be_kept(const struct web_call *c)
{
	const struct web_route *r = c->found.route;

	/* Without a cookie nobody is signed in; by a token programs are, who have ETags. */
	return r && r->kept && !c->found.api && c->head.cookie && !c->head.authorization;
}

static int64_t minute_of(const struct web_call *c, instant machine)
{
	instant now = machine + c->site->now_moved_s;

	return (now - (now % A_MINUTE_S + A_MINUTE_S) % A_MINUTE_S) / A_MINUTE_S;
}

/*
 * What the file, the clock, the phones and the asking of carriers say now. A busy or broken file is
 * a worker's matter.
 */
static bool look_around(struct shelf_place *place, struct shelf *s, const struct web_call *c,
			instant machine)
{
	const struct web_tracker *tracker = c->site->tracker;
	struct err ignored;

	place->minute = minute_of(c, machine);
	place->links = c->site->phones ? phone_links_changes(c->site->phones) : 0;
	place->runs = tracker ? tracker->changes(tracker->payload) : 0;
	return desk_data_version(&place->version, s->desk, &ignored) == 0;
}

static bool is_now(const struct shelf *s, const struct shelf_place *place)
{
	return s->version == place->version && s->minute == place->minute &&
	       s->links == place->links && s->runs == place->runs;
}

static void turn_to(struct shelf *s, const struct shelf_place *place)
{
	if (is_now(s, place))
		return;
	while (s->oldest)
		forget(s, s->oldest);
	s->version = place->version;
	s->minute = place->minute;
	s->links = place->links;
	s->runs = place->runs;
}

/* --- finding and keeping --- */

bool shelf_find(void **answer, size_t *size, struct shelf_place *place, struct shelf *s,
		struct web_call *c, instant machine)
{
	struct page *p;

	*place = (struct shelf_place){ .may = may_be_kept(c) };
	if (!place->may)
		return false;
	place->may = look_around(place, s, c, machine);
	if (!place->may)
		return false;
	turn_to(s, place);
	place->key = key_of(c);
	p = look_up(s, &place->key);
	/* Once in a while a worker has to note that the session was seen. */
	if (!p || session_over(&p->session, machine) || session_unnoted(&p->session, machine))
		return false;
	take_out(s, p);
	put_first(s, p);
	c->session.user = p->named ? arena_strdup(&c->arena, p->user) : NULL;
	*answer = p->answer;
	*size = p->size;
	return true;
}

static bool is_worth_it(const struct web_call *c, size_t size)
{
	const struct http_reply *r = &c->reply;

	if (r->status != 200 || r->passing || r->live || !c->signed_in || c->bearer ||
	    size > SHELF_PAGE_MAX)
		return false;
	for (int i = 0; i < r->nextra; i++)
		if (strcmp(r->extra[i].name, "Set-Cookie") == 0)
			return false;
	return !c->session.user || strlen(c->session.user) <= USER_NAME_MAX;
}

static struct page *make_page(const struct web_call *c, const struct shelf_place *place,
			      void *answer, size_t size)
{
	struct page *p = calloc(1, sizeof *p);

	if (!p)
		out_of_memory();
	p->key = place->key;
	p->session.began_at = c->session.began_at;
	p->session.seen_at = c->session.seen_at;
	p->named = c->session.user;
	if (p->named)
		memcpy(p->user, c->session.user, strlen(c->session.user));
	p->answer = answer;
	p->size = size;
	return p;
}

bool shelf_put(struct shelf *s, const struct web_call *c, const struct shelf_place *place,
	       void *answer, size_t size)
{
	struct page *p, **bucket;

	/* Meanwhile another call may have seen that something is different. */
	if (!place->may || !is_now(s, place) || !is_worth_it(c, size))
		return false;
	p = look_up(s, &place->key);
	if (p)
		forget(s, p);
	p = make_page(c, place, answer, size);
	bucket = bucket_of(s, &p->key);
	p->same = *bucket;
	*bucket = p;
	put_first(s, p);
	s->bytes += size + SHELF_BESIDES;
	s->n++;
	while (s->n > SHELF_PAGES_MAX || s->bytes > SHELF_BYTES_MAX)
		forget(s, s->oldest);
	return true;
}
