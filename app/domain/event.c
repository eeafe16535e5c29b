#include "domain/event.h"

#include <assert.h>
#include <string.h>

#include "base/text.h"

/* clang-format off */
const char *const source_names[SOURCE_NVALUES] = {
	[SOURCE_API]          = "api",
	[SOURCE_SAVED_ANSWER] = "saved_answer",
	[SOURCE_CSV]          = "csv",
	[SOURCE_PASTED]       = "pasted",
	[SOURCE_EMAIL]        = "email",
	[SOURCE_NOTICE]       = "notice",
	[SOURCE_MANUAL]       = "manual",
};

/* clang-format on */

int source_trust(enum source source)
{
	static const int trust[SOURCE_NVALUES] = {
		[SOURCE_API] = 2,    [SOURCE_SAVED_ANSWER] = 2, [SOURCE_CSV] = 1,
		[SOURCE_PASTED] = 1, [SOURCE_EMAIL] = 0,        [SOURCE_NOTICE] = 1,
		[SOURCE_MANUAL] = 1,
	};

	assert(source < SOURCE_NVALUES);
	return trust[source];
}

bool source_is_hint(enum source source)
{
	return source_trust(source) == 0;
}

/* clang-format off */
const char *const poll_outcome_names[POLL_NVALUES] = {
	[POLL_NEW]         = "new",
	[POLL_UNCHANGED]   = "unchanged",
	[POLL_NOT_FOUND]   = "not_found",
	[POLL_UNREADABLE]  = "unreadable",
	[POLL_REFUSED]     = "refused",
	[POLL_UNREACHABLE] = "unreachable",
	[POLL_DEFERRED]    = "deferred",
};
/* clang-format on */

int32_t polls_failed(int32_t before, enum poll_outcome outcome, enum source source)
{
	switch (outcome) {
	case POLL_UNREADABLE:
	case POLL_REFUSED:
	case POLL_UNREACHABLE:
		/* a file that cannot be read says nothing about the carrier */
		return source == SOURCE_API ? before + 1 : before;
	case POLL_DEFERRED:
		return before;
	default:
		return 0;
	}
}

bool event_same(const struct event *a, const struct event *b)
{
	return text_same(a->occurred_at_local, b->occurred_at_local) &&
	       text_same(a->code, b->code) && text_same(a->text, b->text) &&
	       text_same(a->place, b->place);
}

daynum event_local_day(const struct event *e)
{
	char date[DAY_TEXT];
	daynum day;

	if (!e->occurred_at_local || strlen(e->occurred_at_local) < DAY_TEXT - 1)
		return DAY_NONE;
	memcpy(date, e->occurred_at_local, DAY_TEXT - 1);
	date[DAY_TEXT - 1] = '\0';
	return day_parse_iso(&day, date) == 0 ? day : DAY_NONE;
}

/* -1 when a is newer, 1 when b is, 0 when the values cannot tell. */
static int newer(int64_t a, int64_t b)
{
	return (a < b) - (a > b);
}

int event_newer(const struct event *a, const struct event *b)
{
	assert(a && b);
	if (a->occurred_at != INSTANT_NONE && b->occurred_at != INSTANT_NONE &&
	    a->occurred_at != b->occurred_at)
		return newer(a->occurred_at, b->occurred_at);
	if (!a->occurred_at_local || !b->occurred_at_local)
		return !a->occurred_at_local - !b->occurred_at_local;
	int by_text = strcmp(b->occurred_at_local, a->occurred_at_local);
	return (by_text > 0) - (by_text < 0);
}
