#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "domain/archive.h"
#include "ops/archive_parts.h"

/* A file of evidence as the case names it; the journal is held against that elsewhere. */
struct named {
	int64_t evidence, casefile;
	const char *sha256;
	bool indexed;
};

struct listing {
	struct checking *c;
	struct named *named;
	int n;
	bool *known; /* by member: it is some part of the archive */
};

static int by_number(const void *a, const void *b)
{
	int64_t x = ((const struct named *)a)->evidence, y = ((const struct named *)b)->evidence;

	return (x > y) - (x < y);
}

static const struct json *first_of(const struct json *object, const char *name)
{
	const struct json *list = json_get(object, name);

	return list && list->type == JSON_ARRAY ? list->first : NULL;
}

static int count_of(const struct json *one)
{
	const struct json *list = json_get(one, "evidence");

	return list && list->type == JSON_ARRAY ? list->count : 0;
}

static void take_case(struct listing *l, const struct json *one)
{
	int64_t casefile = 0;

	json_int(&casefile, one, "case");
	for (const struct json *e = first_of(one, "evidence"); e; e = e->next) {
		struct named *to = &l->named[l->n];

		*to = (struct named){ .casefile = casefile };
		if (e->type != JSON_OBJECT || json_int(&to->evidence, e, "evidence") < 0)
			continue;
		to->sha256 = json_str(e, "sha256");
		l->n++;
	}
}

static void take_cases(struct listing *l, const struct json *cases)
{
	const struct json *items = cases->type == JSON_OBJECT ? json_get(cases, "items") : NULL;
	int n = 0;

	if (cases->type != JSON_OBJECT)
		return;
	for (const struct json *j = items ? items->first : cases; j; j = items ? j->next : NULL)
		n += j->type == JSON_OBJECT ? count_of(j) : 0;
	l->named = arena_array(l->c->a, (size_t)n + 1, sizeof *l->named);
	for (const struct json *j = items ? items->first : cases; j; j = items ? j->next : NULL)
		if (j->type == JSON_OBJECT)
			take_case(l, j);
	qsort(l->named, (size_t)l->n, sizeof *l->named, by_number);
}

/* The member, marked as known; a fault when it is not there. */
static const struct zip_member *part(struct listing *l, const char *name, int64_t casefile)
{
	const struct zip_member *m = archive_member(l->c, name);

	if (m)
		l->known[m - l->c->zip.member] = true;
	else
		archive_fault(
			l->c, casefile,
			arena_printf(l->c->a, "%s is missing", text_for_terminal(l->c->a, name)));
	return m;
}

static void check_member(struct listing *l, const struct named *e, const char *member)
{
	const struct zip_member *m = part(l, member, e->casefile);
	char hex[HASH_HEX];

	if (m && !text_same(hash_hex(hex, &l->c->hash[m - l->c->zip.member]), e->sha256))
		archive_fault(l->c, e->casefile,
			      arena_printf(l->c->a,
					   "%s is not the file that was attached: case.json states "
					   "another SHA-256",
					   text_for_terminal(l->c->a, member)));
}

/* One original of the index: it must be the case's, and here, or said to be left out. */
static void check_original(struct listing *l, const struct json *o)
{
	struct named key = { 0 }, *e = NULL;
	const char *member = o->type == JSON_OBJECT ? json_str(o, "member") : NULL;

	if (o->type == JSON_OBJECT && json_int(&key.evidence, o, "evidence") == 0 && l->n)
		e = bsearch(&key, l->named, (size_t)l->n, sizeof *l->named, by_number);
	if (!e || !text_same(e->sha256, json_str(o, "sha256"))) {
		archive_fault(l->c, 0,
			      arena_printf(l->c->a,
					   "the index names evidence %" PRId64
					   " that case.json does not have so",
					   key.evidence));
		return;
	}
	e->indexed = true;
	if (member)
		check_member(l, e, member);
	else if (!json_str(o, "left_out"))
		archive_fault(l->c, e->casefile,
			      arena_printf(l->c->a, "the file of evidence %" PRId64 " is missing",
					   e->evidence));
}

/* Whatever is no part of an archive hides between those that are. */
static void check_others(struct listing *l)
{
	/* That these are missing, where they must not be, is said by who reads them. */
	static const char read_elsewhere[] =
		ARCHIVE_MANIFEST "|" ARCHIVE_SIGNATURE "|" ARCHIVE_KEY "|" ARCHIVE_INDEX
				 "|" ARCHIVE_CASE "|" ARCHIVE_JOURNAL;

	part(l, ARCHIVE_VERIFY, 0);
	part(l, ARCHIVE_EVENTS, 0);
	for (int i = 0; i < l->c->zip.n; i++) {
		const char *name = l->c->zip.member[i].name;

		if (!l->known[i] && !text_is_listed(read_elsewhere, name))
			archive_fault(l->c, 0,
				      arena_printf(l->c->a, "%s is no part that the index names",
						   text_for_terminal(l->c->a, name)));
	}
}

void files_check(struct checking *c, const struct json *index, const struct json *cases)
{
	struct listing l = { .c = c };

	l.known = arena_array(c->a, (size_t)c->zip.n + 1, sizeof *l.known);
	take_cases(&l, cases);
	for (const struct json *o = first_of(index, "originals"); o; o = o->next)
		check_original(&l, o);
	for (int i = 0; i < l.n; i++)
		if (!l.named[i].indexed)
			archive_fault(c, l.named[i].casefile,
				      arena_printf(c->a,
						   "the index does not name evidence %" PRId64,
						   l.named[i].evidence));
	for (const struct json *p = first_of(index, "parts"); p; p = p->next)
		if (p->type == JSON_TEXT)
			part(&l, p->text, 0);
	check_others(&l);
}
