#include "carrier/path.h"

#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/text.h"
#include "carrier/carrier.h"
#include "domain/number.h"

/* What the number is as one of this carrier's; NULL: nothing known. "number" must be kept. */
static const struct candidate *candidate_of(struct number *n, struct arena *a, const char *carrier,
					    const char *number)
{
	struct err ignored;

	if (number_read(n, a, number, &ignored) < 0)
		return NULL;
	for (int i = 0; i < n->ncandidates; i++)
		if (text_same(n->candidate[i].carrier, carrier))
			return &n->candidate[i];
	return NULL;
}

static const struct path_access *access_of(const struct paths *paths, const char *carrier)
{
	for (int i = 0; i < paths->naccess; i++)
		if (text_same(paths->access[i].carrier, carrier))
			return &paths->access[i];
	return NULL;
}

static bool is_own(const struct paths *paths, const char *mailer_id)
{
	for (int i = 0; i < paths->nmailer_ids; i++)
		if (text_same(paths->mailer_ids[i], mailer_id))
			return true;
	return false;
}

/* Does the label name a mailer, and it is not the user? */
static bool is_strangers(const struct paths *paths, const char *number)
{
	struct arena a = ARENA_INIT;
	const struct candidate *c;
	struct number n;
	bool strange = false;

	c = candidate_of(&n, &a, "usps", number);
	for (int i = 0; c && i < c->nparts; i++)
		if (text_same(c->parts[i].name, "mailer_id"))
			strange = !is_own(paths, c->parts[i].value);
	arena_release(&a);
	return strange;
}

enum path path_choose(const struct paths *paths, const char *carrier, const char *number)
{
	const struct path_access *access;
	bool known = carrier && carrier_find(carrier);

	if (!carrier)
		return PATH_NOBODY;
	if (!paths || !paths->easypost)
		return known ? PATH_CARRIER : PATH_NOBODY;
	access = access_of(paths, carrier);
	if (!known || !access || !access->access || access->via_easypost)
		return PATH_EASYPOST;
	if (paths->nmailer_ids && text_same(carrier, "usps") && is_strangers(paths, number))
		return PATH_EASYPOST;
	return PATH_CARRIER;
}

/* Below these lengths a number is what the carrier is asked for. */
static bool is_long(const char *carrier, const char *number)
{
	if (text_same(carrier, "usps"))
		return text_has_prefix(number, "420") && strlen(number) > 25;
	return text_same(carrier, "fedex") && strlen(number) > 20;
}

const char *path_number(struct arena *a, const char *carrier, const char *number)
{
	struct arena scratch = ARENA_INIT;
	const char *asked = number;
	const struct candidate *c;
	struct number n;

	if (!carrier || !is_long(carrier, number))
		return number;
	c = candidate_of(&n, &scratch, carrier, number);
	if (c && c->check_digit != CHECK_WRONG)
		asked = arena_strdup(a, c->number);
	arena_release(&scratch);
	return asked;
}
