#include <ctype.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/err.h"
#include "ops/internal.h"
#include "ops/mail_parts.h"
#include "ops/text_find.h"

/* --- "case 12", "#12" in the subject --- */

static int64_t number_at(const char *p)
{
	char *end;
	int64_t n;

	if (!isdigit((unsigned char)*p))
		return 0;
	n = strtoll(p, &end, 10);
	return end - p > 12 || isalnum((unsigned char)*end) || *end == '-' ? 0 : n;
}

/* Behind "case", "case no.", "case #". */
static int64_t behind_case(const char *p)
{
	p += strspn(p, " \t:");
	if (strncasecmp(p, "number", 6) == 0)
		p += 6;
	else if (strncasecmp(p, "no", 2) == 0)
		p += 2;
	p += strspn(p, " \t:.#");
	return number_at(p);
}

static int64_t case_in(const char *subject)
{
	for (const char *p = subject; *p; p++) {
		bool begins = p == subject || !isalpha((unsigned char)p[-1]);
		int64_t n = 0;

		if (begins && strncasecmp(p, "case", 4) == 0 && !isalpha((unsigned char)p[4]))
			n = behind_case(p + 4);
		else if (*p == '#' && !text_is_other_number(subject, p))
			n = number_at(p + 1);
		if (n)
			return n;
	}
	return 0;
}

/* The case that the subject names; id 0: none. */
static int find_named(struct text_case *out, struct snap *snap, struct arena *a,
		      const char *subject, struct err *err)
{
	int64_t id = subject ? case_in(subject) : 0;
	bool there = false;
	struct casefile c;

	*out = (struct text_case){ .id = 0 };
	if (id && case_exists(&there, snap, id, err) < 0)
		return -1;
	if (!there)
		return 0;
	if (row_get(&c, snap, a, TABLE_CASEFILE, id, err) < 0)
		return -1;
	*out = (struct text_case){ .id = id, .closed = c.closed_at != INSTANT_NONE };
	return 0;
}

/* --- which of them --- */

/* Of several, those that are open, if there are any. */
static void take_cases(struct mail_found *out, const struct text_found *found)
{
	int nopen = 0;

	for (int i = 0; i < found->ncases; i++)
		nopen += !found->cases[i].closed;
	for (int i = 0; i < found->ncases; i++)
		if (!found->cases[i].closed || !nopen)
			out->id[out->n++] = found->cases[i].id;
	out->by = found->ncases ? found->cases[0].by : NULL;
	out->reference = found->reference;
}

/* Does the case in the subject decide? Not when everything else speaks of others. */
static bool named_decides(const struct text_found *found, int64_t named)
{
	for (int i = 0; i < found->ncases; i++)
		if (found->cases[i].id == named)
			return true;
	return found->ncases == 0;
}

int mail_find(struct mail_found *out, struct snap *snap, struct arena *a,
	      const struct mail_whole *mail, struct err *err)
{
	const char *const text[] = { mail->email.subject, mail->email.text, mail->email.html };
	const struct text_query query = { text, 3, NULL };
	struct text_found *found = arena_alloc(a, sizeof *found);
	struct text_case named;

	*out = (struct mail_found){ .n = 0 };
	if (find_named(&named, snap, a, mail->email.subject, err) < 0 ||
	    text_find(found, snap, a, &query, err) < 0)
		return -1;
	if (named.id && named_decides(found, named.id)) {
		named.by = arena_printf(a, "case %" PRId64 " in the subject", named.id);
		found->cases[0] = named;
		found->ncases = 1;
	} else if (named.id && found->ncases < TEXT_CASES_MAX) {
		found->cases[found->ncases++] = named;
	}
	take_cases(out, found);
	return 0;
}
