#include "domain/windows.h"

#include <check.h>
#include <string.h>

#include "domain/suites.h"

struct arena arena = ARENA_INIT;
const struct rule *const *facts;
int nfacts;

struct shipment parcel;
struct anchors on;
struct window *windows;
int nwindows;

void windows_setup(void)
{
	nfacts = rules_from_facts(&facts, &arena);
	parcel = (struct shipment){ .carrier = "usps", .service = "ground_advantage" };
	on = (struct anchors)UNANCHORED;
}

void windows_teardown(void)
{
	arena_release(&arena);
}

void compute(enum problem problem)
{
	nwindows = windows_compute(&windows, &arena, facts, nfacts, &parcel, problem, &on, 12);
}

/* The window for this, or NULL. */
const struct window *find(enum window_what what)
{
	const struct window *found = NULL;

	for (int i = 0; i < nwindows; i++) {
		if (windows[i].what != what)
			continue;
		ck_assert_msg(!found, "two windows of one kind");
		found = &windows[i];
	}
	return found;
}

const struct window *need(enum window_what what)
{
	const struct window *w = find(what);

	ck_assert_msg(w != NULL, "no %s window", window_what_names[what]);
	return w;
}

void is_day(daynum got, const char *want)
{
	char text[DAY_TEXT];

	ck_assert_str_eq(day_text(text, got), want);
}

void spans(const struct window *w, const char *opens, const char *closes)
{
	is_day(w->opens_on, opens);
	is_day(w->closes_on, closes);
}

daynum day(const char *text)
{
	daynum d;

	ck_assert_int_eq(day_parse_iso(&d, text), 0);
	return d;
}
