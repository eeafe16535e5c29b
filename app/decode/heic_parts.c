#include "decode/heic_parts.h"

#include <string.h>

enum { MADE_MAX = 64, LINKS_MAX = 1024, DEPTH_MAX = 3, HEAD = 8, FULL = 4 };

/* Of pictures that are made of others, those that are made of such. */
struct link {
	int from, to;
};

struct parts {
	uint32_t made[MADE_MAX];
	struct link link[LINKS_MAX];
	int n, nlinks;
	bool marking; /* first all that are made are noted, then what they are made of */
	bool too_many;
};

static uint32_t number(const uint8_t *p, size_t bytes)
{
	uint32_t n = 0;

	while (bytes-- > 0)
		n = n << 8 | *p++;
	return n;
}

static int made_find(const struct parts *p, uint32_t id)
{
	for (int i = 0; i < p->n; i++)
		if (p->made[i] == id)
			return i;
	return -1;
}

static void add_link(struct parts *p, int from, int to)
{
	if (p->nlinks == LINKS_MAX)
		p->too_many = true;
	else if (to >= 0)
		p->link[p->nlinks++] = (struct link){ from, to };
}

/* One "dimg": from, how many, to ... ISO/IEC 14496-12, 8.11.12 */
static void look_at_reference(struct parts *p, const uint8_t *body, size_t len, size_t id)
{
	size_t count;
	int from;

	if (len < id + 2)
		return;
	from = made_find(p, number(body, id));
	if (p->marking) {
		if (from < 0 && p->n < MADE_MAX)
			p->made[p->n++] = number(body, id);
		else
			p->too_many |= from < 0;
		return;
	}
	count = number(body + id, 2);
	body += id + 2;
	for (len -= id + 2; from >= 0 && count > 0 && len >= id; count--, body += id, len -= id)
		add_link(p, from, made_find(p, number(body, id)));
}

/* What is made of nothing that is left is taken away, again and again: a circle stays. */
static bool has_circle(const struct parts *p)
{
	bool gone[MADE_MAX] = { false };
	int left = p->n;

	for (bool any = true; any && left > 0;) {
		bool waits[MADE_MAX] = { false };

		any = false;
		for (int i = 0; i < p->nlinks; i++)
			waits[p->link[i].from] |= !gone[p->link[i].to];
		for (int i = 0; i < p->n; i++)
			if (!gone[i] && !waits[i]) {
				any = gone[i] = true;
				left--;
			}
	}
	return left > 0;
}

/* Boxes one behind the other; into "meta" and "iref", which are full boxes. */
static void look_into(struct parts *p, const uint8_t *at, size_t len, size_t id, int depth)
{
	while (len >= HEAD) {
		size_t size = number(at, 4), head = HEAD;

		/* 1: the size stands behind, in eight bytes; 0: up to the end. */
		if (size == 1 && len >= 2 * HEAD) {
			size = number(at + HEAD, 4) ? len : number(at + HEAD + 4, 4);
			head = 2 * HEAD;
		}
		if (size == 0 || size > len)
			size = len;
		if (size < head)
			return;
		if (id && memcmp(at + 4, "dimg", 4) == 0)
			look_at_reference(p, at + head, size - head, id);
		else if (depth < DEPTH_MAX && size >= head + FULL && memcmp(at + 4, "meta", 4) == 0)
			look_into(p, at + head + FULL, size - head - FULL, 0, depth + 1);
		else if (depth < DEPTH_MAX && size >= head + FULL && memcmp(at + 4, "iref", 4) == 0)
			look_into(p, at + head + FULL, size - head - FULL, at[head] ? 4 : 2,
				  depth + 1);
		at += size;
		len -= size;
	}
}

bool heic_is_circular(const uint8_t *bytes, size_t len)
{
	struct parts p = { .marking = true };

	look_into(&p, bytes, len, 0, 0);
	p.marking = false;
	look_into(&p, bytes, len, 0, 0);
	return p.too_many || has_circle(&p);
}
